"""The numbers of a report by other means: plain SQL over the file, NetworkX, and every path there is.

Taken from the program are the strength of each tie, who is ranked where, and how a title is read: they have tests of
their own. All else is counted from the rows.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from math import log
from pathlib import Path

import networkx as nx

EPOCH = date(1970, 1, 1)
FAR = 3
MEETING = 3
CURRENT = """
SELECT p.id, c.id FROM person p JOIN company c ON c.row_id = p.company
UNION SELECT p.id, c.id FROM employment e JOIN person p ON p.row_id = e.person JOIN company c ON c.row_id = e.company
WHERE e.current AND e.person IN (SELECT owner FROM source)
  AND e.as_of = (SELECT max(as_of) FROM employment WHERE person = e.person)
"""
TIED = """
SELECT a, b FROM connection WHERE day IS NULL OR day <= :day
UNION SELECT author, subject FROM statement WHERE day IS NULL OR day <= :day
UNION SELECT sender, recipient FROM contact WHERE at < 86400 * (:day + 1)
"""
LOG = """
SELECT DISTINCT s.id AS one, r.id AS other, c.at, c.channel FROM contact c
JOIN person s ON s.row_id = c.sender JOIN person r ON r.row_id = c.recipient
WHERE c.at < 86400 * (:day + 1) AND c.sender <> c.recipient
"""


@dataclass(frozen=True)
class Oracle:
    """A workspace file on a day, asked for `egos` (ids). `strength`: p of each tie by its two ids."""

    path: Path
    as_of: date
    egos: frozenset[str]
    strength: dict[frozenset[str], float]
    kept: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def day(self) -> int:
        """Days since 1970."""
        return (self.as_of - EPOCH).days

    def sql(self, query: str, **values: object) -> list[sqlite3.Row]:
        """All rows of a query."""
        with closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)) as raw:
            raw.row_factory = sqlite3.Row
            return raw.execute(query, {"day": self.day, **values}).fetchall()

    @cached_property
    def graph(self) -> nx.Graph[str]:
        """Everybody, and who is tied to whom, with p as `weight`."""
        ids = {row["row_id"]: row["id"] for row in self.sql("SELECT row_id, id FROM person")}
        graph: nx.Graph[str] = nx.Graph()
        graph.add_nodes_from(ids.values())
        graph.add_edges_from((ids[a], ids[b]) for a, b in self.sql(TIED) if a != b)
        marked = self.sql("SELECT owner, person FROM mark WHERE close")
        graph.add_edges_from((a, b) for a, b in marked if a in graph and b in graph)
        for a, b in graph.edges:
            graph[a][b]["weight"] = self.strength[frozenset((a, b))]
        return graph

    @cached_property
    def far(self) -> dict[str, int]:
        """Ties to everybody within three."""
        return within(self.graph, self.egos)

    @cached_property
    def staff(self) -> dict[str, set[str]]:
        """Who works at each company now."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for person, company in self.sql(CURRENT):
            found[company].add(person)
        return dict(found)

    @cached_property
    def contacts(self) -> set[str]:
        """Those one tie away."""
        return {person for person, hops in self.far.items() if hops == 1}

    def reached(self, people: Iterable[str], *, without: str | None = None) -> set[str]:
        """Those of `people` within three ties."""
        far = self.far if without is None else self._far_without(without)
        return {p for p in people if 0 < far.get(p, 9) <= FAR}

    def _far_without(self, person: str) -> dict[str, int]:
        if person not in self.kept:
            left = self.graph.copy()
            left.remove_node(person)
            self.kept[person] = within(left, self.egos)
        return self.kept[person]

    def paths(self, company: str) -> Iterator[tuple[float, tuple[str, ...]]]:
        """Every simple path of up to three ties to somebody at a company, with its cost; no second ego, no colleague."""
        there = self.staff.get(company, set()) - self.egos
        for ego in self.egos:
            for nodes in self._from((ego,), there):
                ties = [self.graph[a][b]["weight"] for a, b in pairwise(nodes)]
                yield -sum(log(p) for p in ties) - (len(ties) - 1) * log(0.5), nodes

    def _from(self, begun: tuple[str, ...], there: set[str]) -> Iterator[tuple[str, ...]]:
        for other in self.graph[begun[-1]]:
            if other in there:
                yield (*begun, other)
            elif len(begun) < FAR and other not in self.egos and other not in begun:
                yield from self._from((*begun, other), there)

    def needed(self, company: str) -> set[str]:
        """Without whom nobody at a company is in reach: those in between, each tried."""
        there = self.staff.get(company, set()) - self.egos
        if not self.reached(there):
            return set()
        between = set(self.far) - self.egos - there
        return {p for p in between if not self.reached(there, without=p)}

    @cached_property
    def wrote(self) -> Counter[tuple[str, str]]:
        """Messages by (from, to); meetings are of both."""
        found: Counter[tuple[str, str]] = Counter()
        for one, other, _, channel in self.sql(LOG):
            found[one, other] += 1
            found[other, one] += channel == MEETING
        return found

    @cached_property
    def last(self) -> dict[frozenset[str], int]:
        """The last contact of each pair, in seconds."""
        found: dict[frozenset[str], int] = {}
        for one, other, at, _ in self.sql(LOG):
            found[frozenset((one, other))] = max(at, found.get(frozenset((one, other)), 0))
        return found

    def own(self) -> Iterator[tuple[str, str]]:
        """Own ties: (one of those asked about, the other)."""
        for a, b in self.graph.edges:
            if (a in self.egos) != (b in self.egos):
                yield (a, b) if a in self.egos else (b, a)

    def dormant(self) -> dict[tuple[str, str], tuple[int, int]]:
        """Own ties that fell silent: messages, and the day of the last."""
        spared = {b for a, b in self.sql("SELECT owner, person FROM mark WHERE do_not_ask") if a in self.egos}
        start, found = 86_400 * self.day, {}
        for one, other in self.own():
            there, back = self.wrote[one, other], self.wrote[other, one]
            silent = (start - self.last.get(frozenset((one, other)), 0)) / 86_400
            if there and back and there + back >= 4 and 183 <= silent <= 1_825 and other not in spared:
                found[one, other] = there + back, self.last[frozenset((one, other))] // 86_400
        return found

    def made(self) -> Counter[str]:
        """Connections by month."""
        query = "SELECT c.day, p.id FROM connection c JOIN source s ON s.row_id = c.source JOIN person p ON p.row_id = s.owner"
        pairs = self.sql(f"SELECT DISTINCT day, a, b, id FROM ({query.replace('c.day', 'c.day, c.a, c.b')})")
        days = [row["day"] for row in pairs if row["id"] in self.egos and row["day"] is not None]
        return Counter((EPOCH + timedelta(days=d)).isoformat()[:7] for d in days if d <= self.day)


def within(graph: nx.Graph[str], egos: Iterable[str]) -> dict[str, int]:
    """Fewest ties to everybody within three, by breadth."""
    found, edge = dict.fromkeys(egos, 0), set(egos)
    for hops in range(1, FAR + 1):
        edge = {other for person in edge for other in graph[person] if other not in found}
        found |= dict.fromkeys(edge, hops)
    return found


def gini(counts: Sequence[int]) -> float:
    """Half the mean difference of any two, over the mean."""
    n, total = len(counts), sum(counts)
    return sum(abs(a - b) for a in counts for b in counts) / (2 * n * total) if n > 1 and total else 0.0


def lorenz(counts: Sequence[int]) -> list[float]:
    """Share of the whole that the smallest 0, 10, ... 100 % hold, in parts of a kind where a tenth is none whole."""
    ordered, total, found = sorted(counts), sum(counts), list[float]()
    if not total:
        return found
    for tenth in range(11):
        whole, part = divmod(tenth * len(ordered), 10)
        found.append((sum(ordered[:whole]) + (ordered[whole] * part / 10 if part else 0)) / total)
    return found


def burt(graph: nx.Graph[str]) -> tuple[dict[str, float], dict[str, float]]:
    """Constraint and effective size of everybody with a tie, from whole matrices (Burt 1992)."""
    people = sorted(person for person in graph if graph.degree(person))
    w = nx.to_numpy_array(graph, nodelist=people, weight="weight")
    tied = w > 0
    share, of_most = w / w.sum(axis=1, keepdims=True), w / w.max(axis=1, keepdims=True)
    constraint = (((share + share @ share) ** 2) * tied).sum(axis=1)
    size = ((1.0 - share @ of_most.T) * tied).sum(axis=1)
    return dict(zip(people, constraint.tolist(), strict=True)), dict(zip(people, size.tolist(), strict=True))
