"""Made-up worlds where it is known who would refer: how often does the whole ranking name one of them first?"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np

from graph.columns import Float64
from graph.errors import CompanyNotFoundError
from graph.evaluation.evaluate import MeasureLine, lines_of
from graph.model import Company
from graph.network import Network, load
from graph.stores.workspace import Workspace
from ingest.load import import_paths
from referral.desk import Desk
from synthetic import ArchiveTruth, PersonTruth, make_archive

CANDIDATES_LEAST = 3
"""Companies with fewer known people leave nothing to rank."""
DEPTHS = (1, 3)
OURS = "goodword"
TRUTHS: dict[str, Callable[[PersonTruth], bool]] = {
    "synthetic worlds, closeness decides": lambda person: person.would_refer,
    "synthetic worlds, five signs decide": lambda person: person.would_by_signs,
}


@dataclass(frozen=True, slots=True)
class Query:
    """One company asked about: per order, its candidates, best first."""

    orders: dict[str, tuple[PersonTruth, ...]]


def hit_rates(worlds: int, seed: int) -> tuple[MeasureLine, ...]:
    """Share of companies where one of the first k of each order would refer, over `worlds` made-up archives.

    Under either truth, closeness alone or the number of signs (`synthetic.willingness`), only companies with some
    who would and some who would not are asked about. Whether somebody would refer is an input of the simulation: this
    shows that the ranking reads its evidence as meant, not that people behave so.
    """
    queries = [query for number in range(worlds) for query in _world(seed + number)]
    lines: list[MeasureLine] = []
    for part, would in TRUTHS.items():
        told = [q for q in queries if len({would(p) for p in q.orders[OURS]}) > 1]
        for depth in DEPTHS if told else ():
            lines += lines_of(part, f"hit-rate@{depth}", _rates(told, would, depth), seed, ours=OURS)
    return tuple(lines)


def _rates(queries: Sequence[Query], would: Callable[[PersonTruth], bool], depth: int) -> dict[str, Float64]:
    names = queries[0].orders
    return {
        name: np.array([float(any(would(p) for p in query.orders[name][:depth])) for query in queries])
        for name in names
    }


def _world(seed: int) -> Iterator[Query]:
    with tempfile.TemporaryDirectory(prefix="goodword-world-") as folder:
        truth = make_archive(Path(folder) / "archive.zip", seed=seed)
        with Workspace.open(Path(folder) / "world.sqlite") as workspace:
            import_paths(workspace, [truth.path])
            network = load(workspace, until=None)
            yield from _queries(workspace, network, truth, Random(seed))  # noqa: S311  (a shuffled order, no secret)


def _queries(workspace: Workspace, network: Network, truth: ArchiveTruth, dice: Random) -> Iterator[Query]:
    desk = Desk(workspace, network, as_of=truth.as_of)
    by_company: dict[str, list[PersonTruth]] = {}
    for person in truth.people:
        by_company.setdefault(person.company, []).append(person)
    for name, people in sorted(by_company.items()):
        company = _company(workspace, name)
        if company is not None and len(people) >= CANDIDATES_LEAST:
            yield _query(workspace, network, desk, company, people, dice)


def _company(workspace: Workspace, name: str) -> Company | None:
    try:
        return workspace.company(name)
    except CompanyNotFoundError:
        return None


def _query(
    workspace: Workspace, network: Network, desk: Desk, company: Company, people: list[PersonTruth], dice: Random
) -> Query:
    """Only people found both in the answer and in the truth are ranked, the same ones by every order."""
    known = {person.slug: person for person in people}
    answer = desk.referrers(company, ego=workspace.owners()[0], top=10_000)
    ranked = [(known[r.person.slug], r.person.id) for r in answer.referrers if r.person.slug in known]
    degree = {slug: len(network.graph.row(network.index(person))) for slug, person in _slugs(ranked)}
    shuffled = dice.sample(ranked, len(ranked))
    orders = {
        OURS: [person for person, _ in ranked],
        "random": [person for person, _ in shuffled],
        "degree": sorted((p for p, _ in shuffled), key=lambda p: -degree[p.slug]),
        "newest connection": sorted((p for p, _ in shuffled), key=_newest),
        "message count": sorted((p for p, _ in shuffled), key=lambda p: -(p.sent + p.received)),
    }
    return Query({name: tuple(order) for name, order in orders.items()})


def _slugs(ranked: Sequence[tuple[PersonTruth, str]]) -> Iterator[tuple[str, str]]:
    for truth, person in ranked:
        yield truth.slug, person


def _newest(person: PersonTruth) -> int:
    return -person.connected_on.toordinal() if person.connected_on is not None else 0
