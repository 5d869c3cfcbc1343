"""Introduction paths as an answer: how far each one can be trusted, what shows every tie, why there is none."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from graph.columns import Int32, TieColumns
from graph.hop_distances import UNREACHED
from graph.model import Company, Person
from graph.network import Network
from graph.paths import FoundPath, best_paths, introduction_paths, is_detour, several_paths
from graph.strength import inferred_ties
from referral.candidates import members
from referral.caveats import pool_notes
from referral.generation import hops_to_everybody, own_ties
from referral.listed import Listed
from referral.own_ties import OwnTies
from referral.path_results import IntroPath, Paths, PathTie
from referral.path_ties import Direction, Ends, Step, path_ties
from referral.search_links import search_link
from referral.vacancy import UNTOLD, Vacancy
from referral.wording import count
from referral.workspace_view import WorkspaceView

SHRINK = 0.85
"""What a promise is multiplied by where the path was picked among several: the best of many is a lucky error.

Measured on Enron: the best of an ego's direct ties into a group promised .60 (.58) and held in .53 (.47) of cases, with
the cut at 50 (60) % of the time; docs/method-ranking.md."""
ORDER = (
    "Paths stand in the order of how strong the ties are, and nothing else. Whom to ask first is another question: the "
    "list of people also weighs who knows your work and the field, and puts last who is not to be asked."
)
"""Why the order of paths is not that of people, said where the two differ."""
PATHS, PATHS_MOST = 5, 100
"""Paths of one answer, where nobody says how many; and at most."""
HOPS_MOST = 6
"""Ties on a path at most; where nobody says how many, as many as `HOPS`."""


@dataclass(frozen=True, slots=True)
class PathRequest:
    """Where paths are to lead, and how many and how long they may be."""

    target: Company | Person
    k: int
    max_hops: int
    disjoint: bool
    include_inferred: bool
    every: bool = False
    """Every simple path in order, detours too; else each path brings another introducer or another person."""
    role: str = ""
    job: Vacancy = UNTOLD
    """What is said of the job, if anything: it changes no path, and what is said of each."""

    @property
    def told(self) -> bool:
        """Whether anything was said of the job."""
        return bool(self.role) or self.job != UNTOLD


def introductions(view: WorkspaceView, egos: Sequence[Person], wanted: PathRequest, *, ego: Person | None) -> Paths:
    """The k best paths from any of `egos`, each tie with its evidence; an empty answer says why.

    Detours are left out, and each path brings another first introducer or another person, unless every path is wanted.

    A path's strength is the product of its ties' calibrated p, times 0.5 for each hop after the first, times `SHRINK`
    where there was a choice. Inferred ties are looked at apart, and only on request.
    """
    network = view.network
    starts = [network.index(p.id) for p in egos]
    way = _ways(network, starts, wanted)
    found, ends = way.found, way.ends
    company = wanted.target if isinstance(wanted.target, Company) else None
    unknown = company is not None and not found and view.workspace.company_named(company.id) is None
    [paths] = _answers(view, [way], network.columns.ties)
    return Paths(
        ego=ego,
        company=company,
        person=wanted.target if isinstance(wanted.target, Person) else None,
        as_of=view.as_of,
        max_hops=wanted.max_hops,
        disjoint=wanted.disjoint,
        paths=paths,
        reason="" if found else why_none(view, egos, wanted, ends),
        notes=tuple(_notes(view, egos, wanted)),
        basis=network.basis,
        nearest=tuple(view.workspace.similar_companies(company.name)) if company and unknown else (),
        search_link=search_link(company.name) if company and not found else "",
        role=wanted.role,
        inferred=_inferred(view, starts, ends, wanted) if wanted.include_inferred else (),
        most=wanted.k,
    )


def introductions_to_each(
    view: WorkspaceView, egos: Sequence[Person], people: Sequence[Person], *, k: int, max_hops: int
) -> list[IntroPath]:
    """The paths of `introductions` to each of some people, one after the other, read together."""
    network, starts = view.network, [view.network.index(p.id) for p in egos]
    requests = (PathRequest(one, k, max_hops, disjoint=False, include_inferred=False) for one in people)
    ways = [_ways(network, starts, wanted) for wanted in requests]
    return [path for paths in _answers(view, ways, network.columns.ties) for path in paths]


@dataclass(frozen=True, slots=True, eq=False)
class _Ways:
    """What was found to some ends; `several`: whether there was a choice."""

    found: Sequence[FoundPath]
    ends: Int32
    several: bool


def _ways(network: Network, starts: Sequence[int], wanted: PathRequest) -> _Ways:
    ends = np.setdiff1d(_ends(network, wanted.target), starts).astype(np.int32)
    found = _search(network, starts, ends, wanted, None)
    several = len(found) > 1 or (bool(found) and several_paths(network, starts, ends, max_hops=wanted.max_hops))
    return _Ways(found, ends, several)


def differs(paths: Paths, ranked: Listed) -> bool:
    """Whether the people whom the paths lead to stand in another order there than in the list of people. O(n)."""
    places = [ranked.place_of(end) for end in dict.fromkeys(path.people[-1].id for path in paths.paths)]
    listed = [place for place in places if place is not None]
    return len(listed) < len(places) or listed != sorted(listed)


def _ends(network: Network, target: Company | Person) -> Int32:
    if isinstance(target, Company):
        return members(network, target)
    return np.array([network.index(target.id)], dtype=np.int32)


def _search(
    network: Network, starts: Sequence[int], ends: Int32, wanted: PathRequest, extra: TieColumns | None
) -> list[FoundPath]:
    if wanted.every or wanted.disjoint:
        found = best_paths(
            network, starts, ends, k=wanted.k, max_hops=wanted.max_hops, disjoint=wanted.disjoint, extra=extra
        )
        graph = network.graph if extra is None else network.with_extra(extra)
        return found if wanted.every else [path for path in found if not is_detour(graph, path)]
    return introduction_paths(network, starts, ends, k=wanted.k, max_hops=wanted.max_hops, extra=extra)


def _answers(view: WorkspaceView, ways: Sequence[_Ways], ties: TieColumns) -> list[tuple[IntroPath, ...]]:
    """The paths of each of `ways` with the evidence for their ties, which is read once for all of them."""
    found = [path for way in ways for path in way.found]
    if not found:
        return [() for _ in ways]
    ids = {at: view.network.person(at) for path in found for at in path.nodes}
    people = view.workspace.people_shown(ids.values())
    named = {at: people[name] for at, name in ids.items()}
    steps = {
        (one, other): Step(Ends(named[one], named[other], at == 0), row)
        for path in found
        for at, (one, other, row) in enumerate(zip(path.nodes, path.nodes[1:], path.ties, strict=False))
    }
    own = {start: own_ties(view.network, start) for start in {path.nodes[0] for path in found}}
    told = _Told(named, path_ties(view, steps.values(), ties), own)
    return [told.answer(way) for way in ways]


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """What is known of the people of paths by number, of their ties, and of those of whoever asks."""

    named: Mapping[int, Person]
    known: Mapping[Direction, PathTie]
    own: Mapping[int, OwnTies]

    def answer(self, way: _Ways) -> tuple[IntroPath, ...]:
        """The paths to one end, best first."""
        shrink = SHRINK if way.several else 1.0
        answers = [self._path(path, shrink) for path in way.found]
        if len({path.nodes[0] for path in way.found}) == 1:  # the number that is shown says which is better
            answers.sort(key=lambda path: -path.place)
        return tuple(replace(path, rank=rank) for rank, path in enumerate(answers, start=1))

    def _path(self, path: FoundPath, shrink: float) -> IntroPath:
        walked, own = tuple(self.named[at] for at in path.nodes), self.own[path.nodes[0]]
        hops = [self.known[one.id, other.id] for one, other in pairwise(walked)]
        placed = _placed(hops, own, path.nodes[1])
        weakest = min(range(len(hops)), key=lambda i: (not hops[i].one_sided, hops[i].strength, i))
        promise = math.exp(-path.cost) * shrink
        return IntroPath(0, walked, placed, promise, weakest, path_place(own, path, placed[0].place))


def _placed(ties: Sequence[PathTie], own: OwnTies, first: int) -> tuple[PathTie, ...]:
    """The ties of a path with their places among the ego's own; the first of them is one."""
    mine = 0 if ties[0].one_sided else own.place(first, ties[0].strength)
    places = [mine, *(own.promised(tie.strength) for tie in ties[1:])]
    return tuple(replace(tie, place=at) for tie, at in zip(ties, places, strict=True))


def path_place(own: OwnTies, path: FoundPath, first: int) -> int:
    """The place of a path whose first tie has the place `first`: that of the tie where it is all, 0 where that is."""
    return first if len(path.ties) == 1 or not first else own.promised(math.exp(-path.cost))


def _inferred(view: WorkspaceView, starts: Sequence[int], ends: Int32, wanted: PathRequest) -> tuple[IntroPath, ...]:
    """Paths that need at least one inferred tie, apart from the others."""
    network, own = view.network, view.network.columns.ties
    extra = inferred_ties(view.workspace.facts(), own, people=network.columns.people.id)
    more = replace(wanted, k=wanted.k * 4)
    found = [p for p in _search(network, starts, ends, more, extra) if max(p.ties) >= len(own.a)]
    return _answers(view, [_Ways(found[: wanted.k], ends, several=True)], joined(own, extra))[0]


def joined(own: TieColumns, extra: TieColumns) -> TieColumns:
    """Own ties, then extra ones, numbered as `best_paths` numbers them."""
    both = {
        name: np.concatenate([getattr(own, name), getattr(extra, name)])
        for name in ("a", "b", "strength", "classes", "messages_ab", "messages_ba", "last", "shown_by")
    }
    return TieColumns(**both, shown_at=np.concatenate([own.shown_at, own.shown_at[-1] + extra.shown_at[1:]]))


def why_none(view: WorkspaceView, egos: Sequence[Person], wanted: PathRequest, ends: Int32) -> str:
    """Why there is no path, in a sentence."""
    network, target = view.network, wanted.target
    whole = _ends(network, target)
    if isinstance(target, Person) and any(p.id == target.id for p in egos):
        return f"{target.name} is who asks"
    if not len(whole):
        named = view.workspace.company_named(target.id) if isinstance(target, Company) else None
        known = ": it is known by name only" if named else ""
        return f"nobody in these archives is tied to anyone at {target.name}{known}"
    if not len(ends):
        return f"nobody but {' and '.join(p.name for p in egos)} is known to work at {target.name}"
    hops = hops_to_everybody(network, [network.index(p.id) for p in egos])[ends]
    if (hops != UNREACHED).any():
        nearest = int(hops[hops != UNREACHED].min())
        return f"the nearest way to {target.name} has {count(nearest, 'hop')}, more than the {wanted.max_hops} allowed"
    return _unreached(network, target, ends)


def _unreached(network: Network, target: Company | Person, ends: Int32) -> str:
    anyone = "" if isinstance(target, Person) else "anyone at "
    tied = any(len(network.graph.row(int(end))) for end in ends)
    whom = "nobody you can reach" if tied else "nobody"
    return f"{whom} in these archives is tied to {anyone}{target.name}"


def _notes(view: WorkspaceView, egos: Sequence[Person], wanted: PathRequest) -> Iterator[str]:
    yield from view.network.notes
    if isinstance(wanted.target, Company):
        there = set(members(view.network, wanted.target).tolist())
        for person in egos:
            if view.network.index(person.id) in there:
                yield f"{person.name} works at {wanted.target.name} already"
    yield from pool_notes(view, "ways through others")
    if view.network.computer is not None:
        yield view.network.computer.note
