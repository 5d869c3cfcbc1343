"""`python -m benchmarks.neo4j [small medium large]`: the graph on a real Neo4j server, and who answers how fast.

Starts a server of its own (as the tests do), pushes the same seeded pools as `benchmarks.run`, and asks the same
questions of our kernels, of Graph Data Science and of plain Cypher in one run. Writes the tables into docs/neo4j.md.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import psutil

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from neo4j_server import LTS, RealServer, Release, admin, make_server

from benchmarks.libraries import Goodword, PathQuery
from benchmarks.page import put
from benchmarks.run import SIZES, questions
from benchmarks.turns import timed
from benchmarks.world import world
from graph.columns import NetworkColumns, no_pairs
from graph.communities import communities
from graph.engine.warm import warm
from graph.errors import EngineError
from graph.model import Company, Person
from graph.neo4j.bulk import arguments, write_bulk
from graph.neo4j.client import Server
from graph.neo4j.gds import PROJECT_TIES, GdsComputer
from graph.neo4j.listing import Listing
from graph.neo4j.pull import pull
from graph.neo4j.push import PushResult, prepare, push, untouched
from graph.neo4j.source import refreshed
from graph.neo4j.status import status
from graph.network import Network
from graph.paths import best_paths

RESULTS = Path(__file__).with_name("neo4j.json")
HEAP = {"small": "1g", "medium": "2g", "large": "6g"}
HELD = "RETURN COUNT { (:GoodwordPerson) } AS people, COUNT { ()-[:GOODWORD_TIE]->() } AS ties"
FEWEST = """
MATCH (a:GoodwordPerson {id: $one}), (c:GoodwordCompany {id: $company})
MATCH way = ANY SHORTEST (a)-[:GOODWORD_TIE]-{1,4}(b:GoodwordPerson)-[:GOODWORD_WORKS_AT]->(c)
RETURN length(way) AS hops
"""
Line = dict[str, float | str]


def listing(columns: NetworkColumns) -> Listing:
    """Invented names."""
    return Listing(
        columns,
        lambda ids: {i: Person(i, f"Person {i[1:9]}", f"slug-{i[1:]}", "Engineer", None, "Company") for i in ids},
        lambda ids: {i: Company(i, i, f"Company {i[1:9]}") for i in ids},
    )


def changed(columns: NetworkColumns, part: float) -> NetworkColumns:
    """The same with another strength for a part of the ties."""
    strength = columns.ties.strength.copy()
    some = np.random.default_rng(9).random(len(strength)) < part
    strength[some] = np.clip(strength[some] + 0.01, 0.0, 1.0)
    return replace(columns, ties=replace(columns.ties, strength=strength))


class Table:
    """Lines as they are measured."""

    def __init__(self, size: str) -> None:
        self.size, self.lines = size, list[Line]()

    def add(self, what: str, seconds: float, *, rows: int = 0, who: str = "", note: str = "") -> None:
        """Keep and print one."""
        self.lines.append({"what": what, "seconds": seconds, "rows": rows, "who": who, "note": note})
        rate = f"{rows / seconds:12,.0f}/s" if rows else ""
        print(f"{self.size:<7}{what:<34}{who:<10}{seconds:10.3f} s {rate} {note}", flush=True)


def moving(table: Table, real: RealServer, columns: NetworkColumns, folder: Path) -> None:
    """There, there again, changed, back."""
    ties = len(columns.ties.a)
    with Server(real.address) as server:
        pushed: list[PushResult] = []
        table.add("first push", timed(lambda: pushed.append(push(server, "bench", listing(columns)))), rows=ties)
        table.add("push, nothing changed since", timed(lambda: untouched(server, "bench", pushed[0].token)))
        table.add("push of nothing new, verified", timed(lambda: push(server, "bench", listing(columns))), rows=ties)
        table.add("status", timed(lambda: status(server, "bench", listing(columns))), rows=ties)
        kept = folder / f"{table.size}.graph"
        table.add("first reading, kept", timed(lambda: refreshed(server, kept)), rows=ties)
        table.add("reading when nothing changed", timed(lambda: refreshed(server, kept)))
        other = changed(columns, 0.01)
        table.add("push of 1 % changed", timed(lambda: push(server, "bench", listing(other))), rows=ties // 100)
        table.add("reading of 1 % changed", timed(lambda: refreshed(server, kept)), rows=ties // 100)
        table.add("reading as rows of arrays", timed(lambda: pull(server)), rows=ties)
        push(server, "bench", listing(columns))
    assert real.process is not None
    memory = psutil.Process(real.process.pid).memory_info().rss / 1e9
    disk = sum(f.stat().st_size for f in (real.home or folder).rglob("databases/neo4j/*") if f.is_file()) / 1e9
    table.add("", 0.0, note=f"server: {memory:.1f} GB of memory, {disk:.2f} GB on disk")


def served(folder: Path, size: str, release: Release = LTS) -> RealServer:
    """A server as one that stays up would run: the tests' own spare compiling."""
    real = make_server(folder, release)
    real.heap, real.jvm = HEAP[size], ()
    return real


def importing(table: Table, columns: NetworkColumns, folder: Path) -> None:
    """The first push by the bulk importer, to a server of its own."""
    ties, files = len(columns.ties.a), folder / "files"
    real = served(folder / "imported", table.size, replace(LTS, gds=None))
    table.add("bulk: files written", timed(lambda: write_bulk(files, "bench", listing(columns))), rows=ties)
    told = ["database", "import", "full", "neo4j", "--overwrite-destination", f"--report-file={folder / 'report'}"]
    table.add("bulk: imported", timed(lambda: admin(real, *told, *arguments(files)).check_returncode()), rows=ties)
    real.start()
    try:
        with Server(real.address) as server:
            table.add("bulk: constraints and indexes", timed(lambda: prepare(server)))
            assert [list(r.values()) for r in server.read(HELD)] == [[len(columns.people.id), ties]]
    finally:
        real.kill()
    shutil.rmtree(folder / "imported")
    shutil.rmtree(files)


def median(call: Callable[[PathQuery], object], some: list[PathQuery]) -> float:
    """Median seconds of a question."""
    return float(np.median([timed(partial(call, q)) for q in some]))


def answering(table: Table, real: RealServer, columns: NetworkColumns) -> None:
    """Our kernels, GDS, plain Cypher."""
    here = Goodword(columns)
    there = Network.of(columns, no_pairs())
    asked = questions(columns, here, 10)
    company = {q.source: _company(here.network, q) for q in asked}
    with Server(replace(real.address, transaction_seconds=600, retry_seconds=1)) as server:
        there.computer = GdsComputer(server, columns)
        few = asked[: 3 if table.size == "large" else 5]
        _try(table, "projection alone", "GDS", lambda: timed(lambda: projected(there.computer)))
        for k, what in ((1, "best path to a company"), (10, "ten best paths")):
            table.add(what, median(partial(ways, here.network, k), asked), who="kernels")
            some = few[:1] if table.size == "large" and k > 1 else few
            _try(table, what, "GDS", partial(median, partial(ways, there, k), some))

        def fewest(q: PathQuery) -> object:
            return server.read(FEWEST, one=here.network.person(q.source), company=company[q.source])

        _try(table, "fewest hops to a company", "Cypher", lambda: median(fewest, few))
        table.add("PageRank", timed(here.pagerank), who="kernels")
        _try(table, "PageRank", "GDS", lambda: timed(lambda: there.computer and there.computer.centrality("pagerank")))
        table.add("communities", timed(lambda: communities(here.network, seed=1)), who="kernels")
        _try(table, "communities", "GDS", lambda: timed(lambda: communities(there, seed=1)))


def ways(network: Network, k: int, q: PathQuery) -> object:
    return best_paths(network, [q.source], q.members, k=k)


def projected(computer: object) -> None:
    """What every question to GDS begins with."""
    assert isinstance(computer, GdsComputer)
    with computer._projected(PROJECT_TIES, 1):  # noqa: SLF001
        pass


def _company(network: Network, q: PathQuery) -> str:
    works = network.columns.works
    at = int(works.company[np.flatnonzero(works.person == q.members[0])[0]])
    return bytes(network.columns.companies.id[at]).decode()


def _try(table: Table, what: str, who: str, measure: Callable[[], float]) -> None:
    start = time.perf_counter()
    try:
        table.add(what, measure(), who=who)
    except EngineError as error:
        table.add(what, time.perf_counter() - start, who=who, note=f"given up: {error}")


def _shown(seconds: float) -> str:
    return f"{seconds * 1e3:.3g} ms" if seconds < 1 else f"{seconds:.3g} s"


def write(tables: dict[str, list[Line]]) -> None:
    """Both tables of each size into the page."""
    lines: list[str] = []
    for size, rows in tables.items():
        people, ties = SIZES[size].people, SIZES[size].ties
        lines += [
            "",
            f"**{people:,} people, {ties:,} ties** ({HEAP[size]} of heap)",
            "",
            "| moving | time | ties a second |",
        ]
        lines.append("| --- | --- | --- |")
        for row in rows:
            if not row["who"] and row["what"]:
                rate = f"{float(row['rows']) / float(row['seconds']):,.0f}" if row["rows"] else ""
                lines.append(f"| {row['what']} | {_shown(float(row['seconds']))} | {rate} |")
        lines += ["", "| asking | our kernels | Graph Data Science | plain Cypher |", "| --- | --- | --- | --- |"]
        named = [r for r in rows if r["who"]]
        for what in dict.fromkeys(str(r["what"]) for r in named):
            cells = {str(r["who"]): r for r in named if r["what"] == what}
            shown = [_cell(cells.get(who)) for who in ("kernels", "GDS", "Cypher")]
            lines.append(f"| {what} | " + " | ".join(shown) + " |")
        lines += ["", *(str(r["note"])[:1].upper() + str(r["note"])[1:] + "." for r in rows if not r["what"])]
    put("neo4j.md", "figures", lines)


def _cell(row: Line | None) -> str:
    if row is None:
        return "-"
    return f"given up after {_shown(float(row['seconds']))}" if row["note"] else _shown(float(row["seconds"]))


def main(names: list[str]) -> None:
    warm()
    held: dict[str, list[Line]] = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    for name in names or ["small", "medium", "large"]:
        columns, table = world(SIZES[name]), Table(name)
        with tempfile.TemporaryDirectory(prefix="goodword-bench-") as folder:
            importing(table, columns, Path(folder))
            real = served(Path(folder) / "server", name)
            real.start()
            try:
                moving(table, real, columns, Path(folder))
                answering(table, real, columns)
            finally:
                real.kill()
        held[name] = table.lines
        RESULTS.write_text(json.dumps(held, indent=1) + "\n")
    write({name: held[name] for name in SIZES if name in held})


if __name__ == "__main__":
    main(sys.argv[1:])
