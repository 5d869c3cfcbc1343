"""`make bench`: the engine beside other libraries, in one run, at growing sizes.

Prints every measurement as it is made and keeps it; once all sizes were measured, in this run or before it, writes the
tables into docs/performance.md (between its markers) and the picture of growth beside it. A run of some sizes replaces
their rows alone. `benchmarks/turns.py` says how often a library is asked, and when not again.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
import psutil

from benchmarks.libraries import LIBRARIES, Goodword, PathQuery, labels_of
from benchmarks.report import Row, write_report
from benchmarks.server import side_by_side
from benchmarks.turns import (
    ASKED,
    MOST_ASKED,
    OTHERS_ASKED,
    WHOLE,
    Library,
    Taken,
    called,
    hopeless,
    in_turns,
    worth_building,
)
from benchmarks.world import Size, world
from graph.columns import Float64, NetworkColumns
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
UNREACHED = 1e300
"""More than any cost; a library that knows no infinity says so."""
RESULTS = Path(__file__).with_name("results.json")


@dataclass(slots=True)
class Run:
    """All results so far."""

    results: list[Row] = field(default_factory=list)

    def add(self, name: str, columns: NetworkColumns, library: str, what: str, taken: Taken, own: Taken) -> Row:
        """Keep and print one; `own`: what the engine took for the same."""
        same = own.seconds[: len(taken.seconds)] if what in ASKED else own.seconds
        median, p95, highest = (float(np.percentile(taken.seconds, q)) for q in (50, 95, 100))
        row: Row = {
            "size": name, "people": len(columns.people.id), "ties": len(columns.ties.a), "library": library,
            "what": what, "median": median, "p95": p95, "highest": highest, "times": len(taken.seconds),
            "own": float(np.median(same)), "memory": 0.0, "modularity": 0.0,
        }  # fmt: skip
        self.results.append(row)
        print(f"{name:<8}{what:<13}{library:<11}{median * 1e3:12.2f} ms  p95 {p95 * 1e3:10.2f}", flush=True)
        return row


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


def built(run: Run, name: str, columns: NetworkColumns) -> Iterator[Library]:
    """Every library that is asked at this size, its graph made; adds what that took."""
    own = Taken()
    for kind in LIBRARIES:
        if kind is not Goodword and (name in ALONE or not worth_building(run.results, name, kind, kind.name)):
            continue
        gc.collect()
        taken, before = Taken(), psutil.Process().memory_info().rss
        library: Library
        seconds, library = called(partial(kind, columns))
        taken.seconds.append(seconds)
        own = own if own.seconds else taken
        row = run.add(name, columns, kind.name, "build", taken, own)
        row["memory"] = (psutil.Process().memory_info().rss - before) / 1e6
        yield library


def measure(run: Run, name: str, columns: NetworkColumns) -> Goodword:
    """All libraries on one size, in turns; returns the engine's."""
    libraries = list(built(run, name, columns))
    engine = libraries[0]
    assert isinstance(engine, Goodword)
    asked = questions(columns, engine, MOST_ASKED)
    for library in libraries:
        if hasattr(library, "prepare"):
            library.prepare(asked[:OTHERS_ASKED])
    gc.collect()
    gc.freeze()
    for what in (*ASKED, *WHOLE):
        able = [x for x in libraries if hasattr(x, what) and not hopeless(run.results, name, x.name, what)]
        answered = in_turns(able, what, asked)
        own = answered[engine.name]
        for who, taken in answered.items():
            row = run.add(name, columns, who, what, taken, own)
            check(what, own.answers, taken.answers, who)
            if what == "communities":
                groups = labels_of(taken.answers[-1], len(columns.people.id))
                row["modularity"] = modularity(engine.network.graph, groups) or 0.0
    gc.unfreeze()
    return engine


def check(what: str, own: list[object], others: list[object], library: str) -> None:
    """All libraries must give the same costs of paths and the same core numbers."""
    if what in {"best", "ten"}:
        ours, theirs = np.array(own[: len(others)], dtype=np.float64), np.array(others, dtype=np.float64)
        both = np.isfinite(ours) & np.isfinite(theirs) & (theirs < UNREACHED)
        same = np.allclose(ours[both], theirs[both], rtol=1e-7)
    elif what == "core":
        ours, theirs = (in_row(answers[-1]) for answers in (own, others))
        same = bool((ours == theirs[: len(ours)]).all())
    else:
        return
    if not same:
        print(f"  DIFFERENT ANSWERS: {library} {what}")


def in_row(numbers: object) -> Float64:
    """Core numbers in the order of people, from a list or a dictionary."""
    assert isinstance(numbers, list | dict)
    return np.fromiter(numbers.values() if isinstance(numbers, dict) else numbers, dtype=np.float64)


def main(names: list[str]) -> None:
    warm()
    begun = time.perf_counter()
    before = json.loads(RESULTS.read_text()) if names and RESULTS.exists() else {"results": [], "server": {}}
    run = Run([row for row in before["results"] if row["size"] not in names])
    served = before["server"]
    for name in names or list(SIZES):
        columns = world(SIZES[name])
        engine = measure(run, name, columns)
        if name in SERVED:
            served[name] = side_by_side(engine.network)
            print(f"{name:<8}eight at once: {served[name]}", flush=True)
        del engine
    rows = sorted(run.results, key=lambda row: list(SIZES).index(row["size"]))
    held = {"results": rows, "server": {name: served[name] for name in SERVED if name in served}}
    RESULTS.write_text(json.dumps(held, indent=1) + "\n")
    print(f"{time.perf_counter() - begun:.0f} seconds in all")
    if {row["size"] for row in rows} == set(SIZES):
        write_report(RESULTS)


if __name__ == "__main__":
    main(sys.argv[1:])
