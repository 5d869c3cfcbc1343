"""Graph questions side by side: same answers as one after another, a responsive event loop, a bounded queue."""

from __future__ import annotations

import asyncio
import threading
import time

import numpy as np
import pytest
from networks import network, random_ties

import graph.engine.pool as pool_module
from graph.engine.pool import BusyError, GraphPool
from graph.network import Network
from graph.paths import FoundPath, best_paths


@pytest.fixture(scope="module")
def net() -> Network:
    return network(20_000, random_ties(np.random.default_rng(2), 20_000, 80_000))


def paths(net: Network, source: int) -> list[FoundPath]:
    return best_paths(net, [source], [19_999 - source], k=10)


def test_eight_at_once_answer_as_one_after_another_while_the_loop_goes_on(net: Network) -> None:
    alone = [paths(net, i) for i in range(8)]

    async def together() -> tuple[list[list[FoundPath]], float]:
        slowest, asking = 0.0, True

        async def heartbeat() -> None:
            nonlocal slowest
            while asking:
                start = time.perf_counter()
                await asyncio.sleep(0.001)
                slowest = max(slowest, time.perf_counter() - start)

        with GraphPool(2) as pool:
            beat = asyncio.create_task(heartbeat())
            answers = await asyncio.gather(*(pool.ask(lambda i=i: paths(net, i)) for i in range(8)))  # type: ignore[misc]
            asking = False
            await beat
        return answers, slowest

    answers, slowest = asyncio.run(together())
    assert answers == alone
    assert slowest < 0.5


def test_a_full_queue_is_said_at_once() -> None:
    async def crowd() -> None:
        gate = threading.Event()
        with GraphPool(1, waiting=1) as pool:
            waiting = [asyncio.create_task(pool.ask(gate.wait)) for _ in range(2)]
            await asyncio.sleep(0)
            with pytest.raises(BusyError, match="ask again"):
                await pool.ask(gate.wait)
            gate.set()
            assert await asyncio.gather(*waiting) == [True, True]
            assert await pool.ask(lambda: 7) == 7

    asyncio.run(crowd())


def test_an_error_reaches_who_asked() -> None:
    async def fail() -> None:
        with GraphPool() as pool:
            await pool.ask(lambda: int("no number"))

    with pytest.raises(ValueError, match="no number"):
        asyncio.run(fail())


def test_work_behind_gives_way_to_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "LONGEST_WAIT", 60.0)

    async def asked() -> None:
        with GraphPool(2) as pool:
            over, went_on = threading.Event(), threading.Event()

            def behind() -> None:
                pool.give_way()
                went_on.set()

            question = asyncio.ensure_future(pool.ask(over.wait))
            await asyncio.sleep(0)
            pool.start(behind)
            await asyncio.sleep(0.1)
            assert not went_on.is_set()
            over.set()
            await question
            assert await asyncio.to_thread(went_on.wait, 30)

    asyncio.run(asked())


def test_work_behind_does_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "LONGEST_WAIT", 0.0)
    with GraphPool(1) as pool:
        pool._count(1)
        pool.give_way()
        assert pool._running == 1
