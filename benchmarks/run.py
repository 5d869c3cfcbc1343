"""`make bench`: the engine beside other libraries, in one run, at growing sizes.

Prints every measurement as it is made and keeps it; once all sizes were measured, in this run or before it, writes the
tables into docs/performance.md (between its markers) and the picture of growth beside it. A run of some sizes replaces
their rows alone. What a library would take minutes for is not asked of it, and shown so.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
import psutil

from benchmarks.libraries import LIBRARIES, Goodword, PathQuery, labels_of
from benchmarks.report import write_report
from benchmarks.server import side_by_side
from benchmarks.world import Size, world
from graph.columns import NetworkColumns
from graph.communities import modularity
from graph.engine.warm import warm

SIZES = {
    "tiny": Size(2_000, 10_000),
    "small": Size(10_000, 50_000),
    "medium": Size(100_000, 500_000),
    "large": Size(1_000_000, 5_000_000),
    "huge": Size(2_000_000, 10_000_000),
}
ALONE = ("tiny", "huge")
"""Sizes at which the engine is measured alone, to see how it grows."""
SERVED = ("small", "medium", "large")
ASKED = ("best", "ten", "useful", "near", "everybody")
WHOLE = ("pagerank", "constraint", "betweenness", "harmonic", "core", "communities")
LARGEST = {
    ("networkx", "build"): 5_000_000,
    ("networkx", "best"): 5_000_000,
    ("networkx", "everybody"): 5_000_000,
    ("networkx", "pagerank"): 5_000_000,
    ("networkx", "ten"): 500_000,
    ("networkx", "constraint"): 50_000,
    ("networkx", "betweenness"): 50_000,
    ("networkx", "core"): 500_000,
    ("networkx", "communities"): 50_000,
    ("igraph", "ten"): 500_000,
}
TIMES = {
    "goodword": {"best": 60, "ten": 40, "useful": 40, "near": 60, "everybody": 3},
    "networkx": {"best": 8, "ten": 2, "everybody": 1},
}
RESULTS = Path(__file__).with_name("results.json")


@dataclass(slots=True)
class Result:
    """Seconds: median, 95th percentile and highest over `times`; memory in MB for building; modularity of groups."""

    size: str
    people: int
    ties: int
    library: str
    what: str
    median: float
    p95: float
    highest: float
    times: int
    memory: float = 0.0
    modularity: float = 0.0


@dataclass(slots=True)
class Run:
    """All results so far."""

    results: list[Result] = field(default_factory=list)

    def add(
        self, size: str, columns: NetworkColumns, library: str, what: str, seconds: list[float], mb: float = 0
    ) -> None:
        """Keep and print one."""
        at = [float(np.percentile(seconds, q)) for q in (50, 95, 100)]
        people, ties = len(columns.people.id), len(columns.ties.a)
        held = Result(size, people, ties, library, what, at[0], at[1], at[2], len(seconds), mb)
        self.results.append(held)
        memory = f"{mb:8.0f} MB" if mb else ""
        print(f"{size:<8}{what:<13}{library:<11}{at[0] * 1e3:12.2f} ms  p95 {at[1] * 1e3:10.2f}{memory}", flush=True)


def timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def repeated(call: Callable[[], object]) -> list[float]:
    """Seconds of some runs, up to five within two seconds; at least one."""
    seconds = [timed(call)]
    while len(seconds) < 5 and sum(seconds) < 2:
        seconds.append(timed(call))
    return seconds


def asked_all(call: Callable[[PathQuery], float], some: list[PathQuery]) -> tuple[list[float], list[float]]:
    """Seconds and answers, question by question."""
    seconds, answers = [], []
    for q in some:
        start = time.perf_counter()
        answers.append(call(q))
        seconds.append(time.perf_counter() - start)
    return seconds, answers


def questions(columns: NetworkColumns, engine: Goodword, count: int) -> list[PathQuery]:
    """People and companies at random who do not know each other; every fifth asker is one of the best connected."""
    rng, graph = np.random.default_rng(11), engine.network.graph
    degree = np.diff(graph.indptr)
    hubs = np.argsort(-degree)[: max(count // 5, 1)]
    found: list[PathQuery] = []
    askers: set[int] = set()
    for _ in range(100 * count):
        if len(found) == count:
            break
        hub = len(found) % 5 == 4
        source = int(hubs[rng.integers(len(hubs))] if hub else rng.integers(len(degree)))
        members = engine.network.members(int(rng.integers(len(columns.companies.id))))
        known = set(graph.row(source).tolist()) | {source}
        if degree[source] and len(members) and source not in askers and not known & set(members.tolist()):
            askers.add(source)
            found.append(PathQuery(source, members))
    return found


def measure(run: Run, name: str, columns: NetworkColumns) -> None:
    """All libraries on one size."""
    engine = Goodword(columns)
    asked = questions(columns, engine, 60)
    answers: dict[str, list[float]] = {}
    for kind in LIBRARIES:
        limit = LARGEST.get((kind.name, "build"), 1 << 60)
        if len(columns.ties.a) > limit or (name in ALONE and kind is not Goodword):
            continue
        gc.collect()
        before, start = psutil.Process().memory_info().rss, time.perf_counter()
        library = kind(columns)
        seconds = time.perf_counter() - start
        run.add(name, columns, kind.name, "build", [seconds], (psutil.Process().memory_info().rss - before) / 1e6)
        if hasattr(library, "prepare"):
            library.prepare(asked)
        for what in (*ASKED, *WHOLE):
            if not hasattr(library, what) or len(columns.ties.a) > LARGEST.get((kind.name, what), 1 << 60):
                continue
            call = getattr(library, what)
            if what in ASKED:
                some = asked[: TIMES.get(kind.name, {}).get(what, 3 if what == "ten" else 10)]
                seconds_each, costs = asked_all(call, some)
                run.add(name, columns, kind.name, what, seconds_each)
                if what in {"best", "ten"}:
                    check(answers.setdefault(what, costs), costs, f"{kind.name} {what}")
            else:
                run.add(name, columns, kind.name, what, repeated(call))
                if what == "communities":
                    labels = labels_of(call(), len(columns.people.id))
                    run.results[-1].modularity = modularity(engine.network.graph, labels) or 0.0
        del library


def check(first: list[float], other: list[float], label: str) -> None:
    """All libraries must give the same costs."""
    size = min(len(first), len(other))
    ours, theirs = np.array(first[:size]), np.array(other[:size])
    both = np.isfinite(ours) & np.isfinite(theirs) & (theirs < 1e300)
    if not np.allclose(ours[both], theirs[both], rtol=1e-7):
        print(f"  DIFFERENT ANSWERS: {label}: {ours[both]} {theirs[both]}")


def main(names: list[str]) -> None:
    warm()
    run = Run()
    server = {}
    for name in names or list(SIZES):
        columns = world(SIZES[name])
        measure(run, name, columns)
        if name in SERVED:
            server[name] = side_by_side(Goodword(columns).network)
            print(f"{name:<8}eight at once: {server[name]}", flush=True)
    rows = [asdict(row) for row in run.results]
    before = json.loads(RESULTS.read_text()) if names and RESULTS.exists() else {"results": [], "server": {}}
    rows += [row for row in before["results"] if row["size"] not in names]
    rows.sort(key=lambda row: list(SIZES).index(row["size"]))
    served = before["server"] | server
    held = {"results": rows, "server": {name: served[name] for name in SERVED if name in served}}
    RESULTS.write_text(json.dumps(held, indent=1) + "\n")
    if {row["size"] for row in rows} == set(SIZES):
        write_report(RESULTS)


if __name__ == "__main__":
    main(sys.argv[1:])
