"""Eight requests for paths at once, and whether the event loop still answers a health check meanwhile."""

from __future__ import annotations

import asyncio
import time
from functools import partial

import numpy as np

from graph.engine.pool import GraphPool
from graph.network import Network
from graph.paths import best_paths

CLIENTS = 8
EACH = 12


def side_by_side(network: Network) -> dict[str, float]:
    """Milliseconds: request median, p95 and highest, and the slowest health check."""
    return asyncio.run(_serve(network))


def _ways(network: Network, source: int, company: int) -> object:
    """All that a request does, in a thread of the pool."""
    return best_paths(network, [source], network.members(company), k=5, max_hops=4)


async def _serve(network: Network) -> dict[str, float]:
    rng, degree = np.random.default_rng(5), np.diff(network.graph.indptr)
    people = np.flatnonzero(degree)
    seconds: list[float] = []
    slowest, serving = 0.0, True

    async def health() -> None:
        nonlocal slowest
        while serving:
            start = time.perf_counter()
            await asyncio.sleep(0)
            slowest = max(slowest, time.perf_counter() - start)
            await asyncio.sleep(0.002)

    async def client(sources: list[int], companies: list[int], pool: GraphPool) -> None:
        for source, company in zip(sources, companies, strict=True):
            start = time.perf_counter()
            await pool.ask(partial(_ways, network, source, company))
            seconds.append(time.perf_counter() - start)

    with GraphPool() as pool:
        warm_up = [pool.ask(partial(best_paths, network, [int(people[i])], [int(people[-1])], k=2)) for i in range(8)]
        await asyncio.gather(*warm_up)
        beat = asyncio.create_task(health())
        clients = [
            client(
                rng.choice(people, EACH).tolist(),
                rng.integers(0, len(network.columns.companies.id), EACH).tolist(),
                pool,
            )
            for _ in range(CLIENTS)
        ]
        await asyncio.gather(*clients)
        serving = False
        await beat
    median, p95, highest = (float(np.percentile(seconds, q)) * 1e3 for q in (50, 95, 100))
    return {"median_ms": median, "p95_ms": p95, "highest_ms": highest, "health_ms": slowest * 1e3}
