"""Everybody at a large employer whom one ego reaches, judged in arrays: what depends on the pair, whatever the job.

Of most people there nothing is known but what they are called and how they stand in the graph. Those are judged by
their title, all with the same one at once; only whoever more is known of is judged as a person (`KnownPeople`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from graph.columns import Bool, Float64, Int32, Int64
from graph.kept_titles import titles
from graph.memo import bytes_of
from graph.network import Network
from graph.stores.people_known import TitlesThere
from referral.acquaintance import acquainted, spared
from referral.generation import reply_totals
from referral.grounds import CompanyGrounds, Grounds, gathered_of
from referral.known_people import Exchanged, KnownPeople
from referral.network_position import CompanyPositions
from referral.question import Question
from referral.reach import NOBODY, Reaches, reaches
from referral.reply_chance import base_rate, chances
from referral.workspace_view import WorkspaceView

ALONE = -1
"""In the place of a title: whoever is judged by themselves."""
GROUNDS_BYTES, TITLE_BYTES = 4_000, 400
"""About what the grounds of one person take in memory, and a title with its place."""


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """Of the people who could introduce the ego, (n, ways): whether they know the ego, and are to be left in peace.

    `single`: those of them, by number, of whom that was told by their own grounds.
    """

    knows: Bool
    silent: Bool
    single: Mapping[int, Grounds]

    @classmethod
    def of(cls, network: Network, ego: int, nearest: Int32, single: Mapping[int, Grounds]) -> Ways:
        """Of whoever is `nearest` on each way, `NOBODY` for none."""
        people, at = np.unique(nearest, return_inverse=True)
        found = Exchanged.of(network, ego, np.maximum(people, 0))
        knows, silent = found.knows & (people != NOBODY), found.silent & (people != NOBODY)
        for number, grounds in single.items():
            row = int(np.searchsorted(people, number))
            if row < len(people) and people[row] == number:
                knows[row] = acquainted(grounds.dossier, grounds.pair.criteria)
                silent[row] = spared(grounds.pair.restraint)
        shape = nearest.shape
        return cls(knows[at].reshape(shape), silent[at].reshape(shape), single)


@dataclass(frozen=True, slots=True, eq=False)
class Chances:
    """A of each, see `reply_chance.Chance`, and its value."""

    alpha: Float64
    beta: Float64
    factor: Float64
    value: Float64


@dataclass(frozen=True, slots=True, eq=False)
class CompanyArrays:
    """Everybody at a company within reach, a row each, ascending by number.

    `title`: the row of each in `titles`, `ALONE` for those whose grounds are in `single`. `colleagues`, `central`: how
    each stands there, see `CompanyPositions`. `chances`: as if nothing had passed with the ego.
    """

    reached: Reaches
    titles: tuple[TitlesThere, ...]
    title: Int32
    single: CompanyGrounds
    colleagues: Int64
    central: Float64
    chances: Chances
    ways: Ways

    def __len__(self) -> int:
        return len(self.reached)

    @property
    def weight(self) -> int:
        """About how many bytes it takes."""
        reached = (self.reached.nearest, self.reached.between, self.reached.promise, self.reached.value)
        columns = (self.title, self.colleagues, self.central, self.chances.factor, self.chances.value)
        people = len({*self.single.people, *self.ways.single})
        return bytes_of((*reached, *columns)) + TITLE_BYTES * len(self.titles) + GROUNDS_BYTES * people


def company_arrays(view: WorkspaceView, asked: Question, *, kept: bool = True) -> CompanyArrays:
    """Those of a company that the graph knows. O(ties of its people), and what is known of each.

    `kept`: what is near the ego stays for the next question.
    """
    network, me = view.network, view.network.index(asked.owner.person.id)
    company = network.company_index(asked.company.id)
    assert company is not None
    reached, known = reaches(network, me, network.members(company), kept=kept), KnownPeople.of(view, asked)
    called, title = _titles(view, asked, reached.person)
    title[np.isin(reached.person, known.all)] = ALONE
    nearest = np.unique(reached.nearest[reached.nearest != NOBODY])
    unclear = nearest[np.isin(nearest, known.by_word) | Exchanged.of(network, me, nearest).unclear]
    single = gathered_of(view, asked, reached.at(np.flatnonzero(title == ALONE)), unclear.tolist())
    colleagues, central = CompanyPositions.of(network, company, me).of_each(reached.person)
    by_themselves = {number: single.people[number] for number in unclear.tolist()}
    ways = Ways.of(network, me, reached.nearest, by_themselves)
    return CompanyArrays(reached, called, title, single, colleagues, central, _chances(network, me, reached), ways)


def _titles(view: WorkspaceView, asked: Question, people: Int32) -> tuple[tuple[TitlesThere, ...], Int32]:
    """The titles there, each once, and the row of each person's: from the table of everybody's, where it is made."""
    network = view.network
    everybody = titles(view.workspace, network)
    rows: dict[TitlesThere, int] = {}
    if everybody is None:
        called = view.workspace.titles_at(asked.company.id, view.as_of)
        ids = network.columns.people.id[people].tolist()
        found = (called.get(name.decode()) for name in ids)
        title = [ALONE if one is None else rows.setdefault(one, len(rows)) for one in found]
        return tuple(rows), np.array(title, dtype=np.int32)
    nodes, at = np.unique(everybody.told[people], return_inverse=True)
    row = [rows.setdefault(one, len(rows)) for one in everybody.called(nodes.tolist(), view.as_of)]
    here = network.columns.people.company[people] == network.company_index(asked.company.id)
    return tuple(rows), np.where(here, np.array(row, dtype=np.int32)[at], ALONE).astype(np.int32)


def _chances(network: Network, me: int, reached: Reaches) -> Chances:
    totals = reply_totals(network)
    base = base_rate(int(totals.asked[me]), int(totals.answered[me]))
    return Chances(*chances(totals.asked_of[reached.person], totals.answered_of[reached.person], base))
