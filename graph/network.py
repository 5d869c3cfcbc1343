"""The graph of one workspace, ready for questions: columns, what passed between pairs, and the engine's graph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from graph.columns import ConfirmedColumns, FactColumns, Int32, Int64, NetworkColumns, PairColumns, TieColumns
from graph.computer import Computer
from graph.days import SECONDS_A_DAY
from graph.engine.added_ties import merged
from graph.engine.csr import TieGraph
from graph.engine.scratch import Scratch, Shelf
from graph.engine.snapshot import Stamp, is_of, read, recipe, write
from graph.engine.unused_memory import memory_reused
from graph.errors import PersonNotFoundError
from graph.kept_facts import facts_now
from graph.kept_files import snapshot_path
from graph.memo import Memo, bytes_of
from graph.model import Basis
from graph.strength import network_columns
from graph.strength.confirmed import all_listed, with_confirmed

if TYPE_CHECKING:
    from graph.stores.fact_reader import FactReader

FEW = 4
"""People up to which each tie is looked up by itself."""
TABLES_BYTES, ANSWERS_BYTES = 96 << 20, 12 << 20
"""What is worked out once a generation may take: the tables of some egos among a million people; and answers given."""


@dataclass(slots=True, eq=False)
class Network:
    """Immutable but for its working memory. `engine`: "local" or "neo4j"; `generation`: of the workspace it shows.

    `notes`: to be said of every answer. `computer`: who answers paths, measures and communities; None: the engine.
    """

    columns: NetworkColumns
    pairs: PairColumns
    graph: TieGraph
    engine: str = "local"
    generation: int = 0
    notes: tuple[str, ...] = ()
    computer: Computer | None = None
    stamp: Stamp | None = None
    """Of the snapshot it is in, where it is that of a workspace."""
    tables: Memo = field(init=False)
    """What is worked out once for everybody's questions, see `referral/generation.py`."""
    answers: Memo = field(init=False)
    """What was answered already, by question and version of the workspace."""
    _shelf: Shelf = field(init=False)

    def __post_init__(self) -> None:
        self._shelf = Shelf(len(self.graph))
        self.tables, self.answers = Memo(TABLES_BYTES), Memo(ANSWERS_BYTES)

    @classmethod
    def of(cls, columns: NetworkColumns, pairs: PairColumns, *, engine: str = "local", generation: int = 0) -> Network:
        """The network of given columns. O(n + t)."""
        return cls(columns, pairs, TieGraph.from_columns(columns), engine, generation)

    @property
    def basis(self) -> Basis:
        """What answers from it rest on."""
        return Basis(self.engine, self.generation)

    def marked(self, pairs: Sequence[tuple[str, str]], generation: int) -> Network | None:
        """The network of the same facts with the marks of `generation`: `pairs` are who knows whom closely, by id.

        Where they change no tie, all that was worked out is shared; answers are in any case, for their keys say what
        they rest on. None: it has to be built, see `with_confirmed`.
        """
        owner, person = (self.indexes([pair[at] for pair in pairs]) for at in (0, 1))
        ties = with_confirmed(self.columns.ties, owner, person)
        if ties is None:
            return None
        if ties is self.columns.ties:
            same = replace(self, generation=generation)
            same.tables, same.answers, same._shelf = self.tables, self.answers, self._shelf  # noqa: SLF001  (its class)
            return same
        columns = replace(self.columns, ties=ties)
        other = replace(self, columns=columns, graph=TieGraph.from_columns(columns), generation=generation)
        other.answers = self.answers
        return other

    def index(self, person: str) -> int:
        """The number of a person by id. O(log n).

        Raises:
            PersonNotFoundError: the graph has no such id.
        """
        at = int(np.searchsorted(self.columns.people.id, person.encode()))
        if at >= len(self.columns.people.id) or self.columns.people.id[at] != person.encode():
            raise PersonNotFoundError(person)
        return at

    def indexes(self, people: Sequence[str]) -> Int32:
        """The numbers of people by id. O(k log n).

        Raises:
            PersonNotFoundError: the graph has no such id.
        """
        if not people:
            return np.empty(0, dtype=np.int32)
        ids, wanted = self.columns.people.id, np.array([person.encode() for person in people])
        at = np.minimum(np.searchsorted(ids, wanted), len(ids) - 1)
        missing = np.flatnonzero(ids[at] != wanted)
        if len(missing):
            raise PersonNotFoundError(people[int(missing[0])])
        return at.astype(np.int32)

    def person(self, index: int) -> str:
        """The id of a person by number."""
        return bytes(self.columns.people.id[index]).decode()

    def company_index(self, company: str) -> int | None:
        """The number of a company by id, None when the graph does not know it. O(log m)."""
        at = int(np.searchsorted(self.columns.companies.id, company.encode()))
        ids = self.columns.companies.id
        return at if at < len(ids) and ids[at] == company.encode() else None

    def people_by_company(self) -> tuple[Int32, Int64]:
        """All people in the order of their companies, and where each company's begin (companies + 1)."""
        return self.tables.get("people by company", self._by_company, bytes_of)

    def _by_company(self) -> tuple[Int32, Int64]:
        works = self.columns.works
        order = np.argsort(works.company, kind="stable")
        first = np.searchsorted(works.company[order], np.arange(len(self.columns.companies.id) + 1))
        return works.person[order], first.astype(np.int64)

    def pairs_of(self, person: int) -> Int64:
        """The rows of `pairs` that a person is in, ascending. O(their pairs), after O(pairs log pairs) once."""
        rows, first = self.tables.get("pairs by the second", self._pairs_by_second, bytes_of)
        start, end = np.searchsorted(self.pairs.a, [person, person + 1])
        return np.concatenate([rows[first[person] : first[person + 1]], np.arange(start, end)])

    def _pairs_by_second(self) -> tuple[Int64, Int64]:
        rows = np.argsort(self.pairs.b, kind="stable")
        first = np.searchsorted(self.pairs.b[rows], np.arange(len(self.graph) + 1))
        return rows, first.astype(np.int64)

    def members(self, company: int) -> Int32:
        """Who works at a company now, by number, ascending."""
        order, first = self.people_by_company()
        return order[first[company] : first[company + 1]]

    def pair(self, i: int, j: int) -> int:
        """The row of `pairs` for two people, -1 when nothing dated passed between them. O(log pairs)."""
        a, b = min(i, j), max(i, j)
        start, end = (int(x) for x in np.searchsorted(self.pairs.a, [a, a + 1]))
        at = start + int(np.searchsorted(self.pairs.b[start:end], b))
        return at if at < end and self.pairs.b[at] == b else -1

    def tie(self, i: int, j: int) -> int:
        """The row of `columns.ties` for two people, -1 when there is none. O(log degree)."""
        return self.graph.tie_between(i, j)

    def ties(self, person: int, others: Int32) -> Int32:
        """The row of `columns.ties` for one person and each of others, -1 where there is none.

        O(k log degree) after O(degree log degree) once, or O(the smaller degree) each for a few.
        """
        if len(others) <= FEW:
            return np.array([self.tie(person, other) for other in others.tolist()], dtype=np.int32)
        who, ties = self.tables.get(("ties of", person), lambda: self._ties_of(person), bytes_of)
        at = np.minimum(np.searchsorted(who, others), max(len(who) - 1, 0))
        return np.where(who[at] == others, ties[at], -1) if len(who) else np.full(len(others), -1, dtype=np.int32)

    def _ties_of(self, person: int) -> tuple[Int32, Int32]:
        row, start = self.graph.row(person), int(self.graph.indptr[person])
        order = np.argsort(row)
        return row[order], self.graph.tie[start : start + len(row)][order]

    def with_extra(self, extra: TieColumns) -> TieGraph:
        """The graph with further ties for one question, numbered after its own; a tie it has is left as it is."""
        return merged(self.columns, extra)

    @contextmanager
    def scratch(self) -> Iterator[Scratch]:
        """Working memory for one search."""
        with self._shelf.lent() as scratch:
            yield scratch


def load(workspace: FactReader, *, until: int | None, held: Network | None = None) -> Network:
    """The network of a workspace: mapped from the snapshot beside it if that is fresh and whole, else built and saved.

    Args:
        workspace: an open workspace.
        until: UTC seconds; dated contacts at or after it do not count. None: the end of the newest export's day.
        held: a network of this workspace loaded before: where facts did not change since, nothing is read, and what
            was worked out for it stays.

    Reading checks a sum over the file, O(size); building is O(facts log facts), and of many facts it reads only what
    changed (`graph.kept_facts`). The snapshot holds no marks where they can be put onto it, O(ties); one that cannot be
    written is done without, and one that a change overtook (a `forget`) is not left behind.
    """
    path = snapshot_path(workspace.path)
    with ExitStack() as making:
        with workspace.steady():
            stamp = _stamp(workspace, until)
            generation, marks = workspace.generation(), workspace.confirmed_pairs()
            if held is not None and held.stamp == stamp and (marked := held.marked(marks, generation)) is not None:
                return marked
            kept = _mapped(path, stamp)
            if kept is not None and (marked := kept.marked(marks, generation)) is not None:
                return marked
            facts = making.enter_context(facts_now(workspace))
        plain = _built(facts, stamp, marks=not all_listed(facts))
        if plain.marked(marks, generation) is None:  # a mark that changes more than the tie it is of
            plain = _built(facts, stamp, marks=True)
        del facts
        plain = _saved(workspace, plain)
    return plain.marked(marks, generation) or replace(plain, generation=generation)


def is_made(workspace: FactReader, *, until: int | None, held: Network | None = None) -> bool:
    """Whether `load`, asked the same, is likely to find the graph held, or kept beside the workspace. O(1)."""
    stamp = _stamp(workspace, until)
    return (held is not None and held.stamp == stamp) or is_of(snapshot_path(workspace.path), stamp)


def _stamp(workspace: FactReader, until: int | None) -> Stamp:
    return Stamp(generation=workspace.facts_generation(), until=until, recipe=recipe())


def _saved(workspace: FactReader, made: Network) -> Network:
    """The network as mapped from its snapshot, which gives memory back; as made, where none could be written."""
    path, stamp = snapshot_path(workspace.path), made.stamp
    if stamp is None:
        return made
    still = workspace.holds_facts_of(stamp.generation)
    written = write(path, stamp, made.columns, made.pairs, made.graph, still)
    return (written and _mapped(path, stamp, checked=True)) or made


def _built(facts: FactColumns, stamp: Stamp, *, marks: bool) -> Network:
    """The network of facts, with the user's marks or without."""
    used = facts if marks else replace(facts, confirmed=ConfirmedColumns(facts.owners[:0], facts.owners[:0]))
    moment = (facts.as_of_day + 1) * SECONDS_A_DAY if stamp.until is None else stamp.until
    with memory_reused(len(facts.contacts.at) + len(facts.connections.a)):
        columns, pairs = network_columns(used, until=moment)
        return Network(columns, pairs, TieGraph.from_columns(columns), stamp=stamp)


def _mapped(path: Path, stamp: Stamp, *, checked: bool = False) -> Network | None:
    found = read(path, stamp, checked=checked)
    return None if found is None else Network(*found, stamp=stamp)
