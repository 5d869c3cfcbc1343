"""One tie of a path, with the evidence for it, told from the side of the person nearer to the ego."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from graph.columns import NO_TIME, TieColumns
from graph.dossiers import dossiers
from graph.model import CLASS_BIT, Dossier, Employment, FactClass, Person, PersonId, StatementKind
from referral.overlap import overlaps, stays, together, together_short
from referral.own_ties import one_sided
from referral.pair_facts import (
    NO_CONTACT,
    WORKED,
    YOU,
    Name,
    Pair,
    connection_facts,
    exchange_facts,
    mark_facts,
    statement_facts,
)
from referral.path_results import PathTie
from referral.results import Evidence
from referral.wording import month
from referral.workspace_view import WorkspaceView

Direction = tuple[PersonId, PersonId]

_BY_WEIGHT = (FactClass.CONFIRMED, FactClass.OBSERVED, FactClass.DECLARED, FactClass.INFERRED)


def kind_of(classes: int) -> FactClass:
    """The best way in which a tie is known."""
    return next(fact for fact in _BY_WEIGHT if classes & CLASS_BIT[fact])


@dataclass(frozen=True, slots=True)
class Ends:
    """The two people of a tie; `ego`: whether the first one is who asks, and is called "you"."""

    one: Person
    other: Person
    ego: bool

    @property
    def pair(self) -> Pair:
        """What they are called."""
        return Pair(YOU if self.ego else Name.of(self.one), Name.of(self.other))


@dataclass(frozen=True, slots=True)
class Step:
    """One hop of a path: whose tie, and its row among the ties."""

    ends: Ends
    row: int


def path_ties(view: WorkspaceView, steps: Iterable[Step], ties: TieColumns) -> dict[Direction, PathTie]:
    """The ties of `steps`, by the way they are walked. Six queries, whatever their number."""
    by_person: defaultdict[PersonId, list[Step]] = defaultdict(list)
    for step in steps:
        by_person[step.ends.one.id].append(step)
    with view.workspace.steady():
        view.workspace.read_pairs_ahead((s.ends.one.id, s.ends.other.id) for group in by_person.values() for s in group)
        found = [tie for person, group in by_person.items() for tie in _of_one(view, person, group, ties)]
    return {(tie.source.id, tie.target.id): tie for tie in found}


def _of_one(view: WorkspaceView, person: PersonId, steps: Sequence[Step], ties: TieColumns) -> Iterator[PathTie]:
    workspace = view.workspace
    files = dossiers(workspace, view.network, person, [s.ends.other.id for s in steps], view.as_of)
    owners = workspace.people_by_id({owner for file in files.values() for owner in file.shown_by})
    mine = workspace.employments([person]).get(person, ())
    for step in steps:
        file = files[step.ends.other.id]
        shown_by = tuple(owners[o] for o in file.shown_by)
        evidence = tuple(tie_evidence(file, step.ends, view.as_of, mine, kind_of(int(ties.classes[step.row]))))
        yield replace(_tie(step, ties, evidence, shown_by), one_sided=step.ends.ego and one_sided(file))


def _tie(step: Step, ties: TieColumns, evidence: tuple[Evidence, ...], shown_by: tuple[Person, ...]) -> PathTie:
    row = step.row
    last = int(ties.last[row])
    return PathTie(
        source=step.ends.one,
        target=step.ends.other,
        strength=float(ties.strength[row]),
        kind=kind_of(int(ties.classes[row])),
        evidence=evidence,
        shown_by=shown_by,
        messages=int(ties.messages_ab[row]) + int(ties.messages_ba[row]),
        last=None if last == NO_TIME else datetime.fromtimestamp(last, tz=UTC).date(),
    )


def tie_evidence(
    dossier: Dossier, ends: Ends, as_of: date, mine: tuple[Employment, ...], kind: FactClass
) -> Iterator[Evidence]:
    """What shows a tie of this `kind`, strongest first; `mine`: the first one's employments."""
    pair = ends.pair
    yield from mark_facts(dossier.mark, pair)
    yield from _worked(dossier, as_of, mine, kind)
    yield from exchange_facts(dossier.exchange, as_of, pair)
    yield from _statements(dossier, pair)
    yield from connection_facts(dossier)
    if not dossier.exchange.sent + dossier.exchange.received:
        yield Evidence(NO_CONTACT, "messages", FactClass.DECLARED)


def _worked(dossier: Dossier, as_of: date, mine: tuple[Employment, ...], kind: FactClass) -> Iterator[Evidence]:
    """Employers the two shared at the same time, by stated dates or by being seen there; longest first."""
    for shared in overlaps(stays(mine, as_of), dossier.employments, connected_on=None, as_of=as_of):
        if kind is FactClass.INFERRED:
            text = f"Both at {shared.company_name} in {month(shared.start)}; nobody said that they know each other"
            yield Evidence(text, WORKED, FactClass.INFERRED, shared.start, shared.company_name)
            return
        yield Evidence(together(shared), WORKED, FactClass.DECLARED, shared.end, together_short(shared))


def _statements(dossier: Dossier, pair: Pair) -> Iterator[Evidence]:
    """Recommendations and endorsements, one of each kind a direction."""
    seen: set[tuple[StatementKind, bool]] = set()
    for said, evidence in statement_facts(dossier, pair):
        each = (said.kind, said.author == dossier.person.id)
        if said.kind in (StatementKind.RECOMMENDATION, StatementKind.ENDORSEMENT) and each not in seen:
            seen.add(each)
            yield evidence
