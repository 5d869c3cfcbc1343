"""What is known of a tie at a moment, as numbers: the same for every table, workspace or public set.

Every feature looks only at contacts before `OrderedPairs.log.until`. `NAMES` gives the order of the columns;
docs/method.md says what each is. Logarithms throughout, so that scales of different networks meet on one axis.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from graph.columns import Float64, Int64
from graph.days import SECONDS_A_DAY
from graph.strength.decay import FLOOR, HALF_LIVES, Days, two_way
from graph.strength.ordered_pairs import OrderedPairs
from graph.strength.reply_rates import ALTER_PRIOR, PAIR_PRIOR, run_rates
from graph.strength.runs import run_ends
from graph.strength.structure import ascending, neighbours, shared

NAMES = (
    "strength",  # ln T
    "strength_14",  # ln T with the half-life of 14 days alone
    "strength_365",
    "recency",  # -ln(1 + days since either wrote)
    "adamic_adar",  # ln(1 + AA)
    "shared_strength",  # Adamic-Adar with the weaker of both ties instead of 1
    "overlap",  # common neighbours over all neighbours, smoothed
    "mutual",  # both have written
    "alter_recency",  # -ln(1 + days since the alter wrote to anybody)
    "alter_output",  # decayed contacts the alter sent, half-life 90 days
    "alter_mutual",  # share of the alter's ties that are two-way
    "alter_answers",  # how the alter answers others
    "answers",  # how the alter answers the ego
    "answers_back",  # how the ego answers the alter
    "alter_share",  # the ego's share of the alter's attention
    "turns",  # how often the word passed from one to the other
    "days",  # distinct days with contact
    "ego_recency",
    "ego_output",
    "ego_mutual",
    "ego_contacts",
    "alter_contacts",
    "imbalance",  # |ln S - ln R|
    "ego_opened",  # the ego wrote first
    "ego_last",  # the ego wrote last
    "span",  # ln(1 + days between first and last contact)
)
PERSON_HALF_LIFE = 90.0
"""Days, for how much somebody writes at all."""


_Feature = tuple[str, Float64]
_Use = Int64 | slice
EVERY = slice(None)
"""All rows, without a copy of what is known of them."""


@dataclass(frozen=True, slots=True, eq=False)
class _Flow:
    """S and R of every row, with all half-lives, and first and last contact of either side in UTC seconds."""

    days: Days
    sent: Float64
    received: Float64
    last_sent: Float64
    first: Float64
    last: Float64

    @property
    def strength(self) -> Float64:
        """T of each pair, as `two_way` has it."""
        return two_way(self.sent, self.received)


def tie_features(rows: OrderedPairs, use: _Use = EVERY) -> Float64:
    """(rows, len(NAMES)) features of every ordered pair, or of the rows `use` alone.

    O(n log n + sum over pairs of the smaller degree).
    """
    flow, places = _flow(rows), {name: at for at, name in enumerate(NAMES)}
    table = np.empty((len(NAMES), len(rows.ego[use])))
    for part in (_contact, _structure, _people, _conversation):
        for name, values in part(rows, flow, use):
            table[places[name]] = values
    return table.T


def column(features: Float64, name: str) -> Float64:
    """One feature of `tie_features` by its name."""
    return features[:, NAMES.index(name)]


def _flow(rows: OrderedPairs) -> _Flow:
    days = days_of(rows)
    sent = days.total(len(rows))
    at = rows.log.at.astype(np.float64)
    last, first = np.full(len(rows), -np.inf), np.full(len(rows), np.inf)
    np.maximum.at(last, rows.slot, at)
    np.minimum.at(first, rows.slot, at)
    return _Flow(
        days=days,
        sent=sent,
        received=sent[rows.reverse],
        last_sent=last,
        first=np.minimum(first, first[rows.reverse]),
        last=np.maximum(last, last[rows.reverse]),
    )


def days_of(rows: OrderedPairs) -> Days:
    """The days on which each row had contact; a meeting counts for both sides."""
    log, by = rows.log, rows.by
    at, weight, met = log.at[by.order], log.weight[by.order], log.meeting[by.order]
    up = rows.upward()
    row = np.stack([rows.reverse[up], up])[:, by.pair]
    sides = [np.flatnonzero((by.upward == upward) | met) for upward in (False, True)]
    slot = np.concatenate([row[side][use] for side, use in enumerate(sides)])
    use = np.concatenate(sides)
    return Days.grouped(slot, at[use], weight[use], until=log.until)


def _contact(rows: OrderedPairs, flow: _Flow, use: _Use) -> Iterator[_Feature]:
    until, back = rows.log.until, rows.reverse[use]
    yield "strength", np.log(two_way(flow.sent[use], flow.received[use]))
    for name, half_lives in (("strength_14", HALF_LIVES[:1]), ("strength_365", HALF_LIVES[-1:])):
        sent = flow.days.total(len(rows), half_lives)
        yield name, np.log(two_way(sent[use], sent[back]))
    yield "recency", -np.log1p((until - flow.last[use]) / SECONDS_A_DAY)
    days = _distinct_days(rows)
    yield "days", np.log1p(days[use] + days[back])
    yield "imbalance", np.abs(np.log((flow.sent[use] + FLOOR) / (flow.received[use] + FLOOR)))
    yield "span", np.log1p((flow.last[use] - flow.first[use]) / SECONDS_A_DAY)


def _distinct_days(rows: OrderedPairs) -> Float64:
    by, days = rows.by, (rows.log.at // SECONDS_A_DAY)[rows.by.order]
    slot, count = rows.slot[by.order], np.zeros(len(rows))
    for upward in (True, False):
        use = np.flatnonzero(by.upward == upward)
        mine, day = slot[use], days[use]
        fresh = np.append(np.True_, (mine[1:] != mine[:-1]) | (day[1:] != day[:-1]))[: len(use)]
        count += np.bincount(mine[fresh], minlength=len(rows))
    return count


def distinct(slot: Int64, period: Int64, *, slots: int) -> Float64:
    """How many distinct periods occur with each slot. O(n log n)."""
    first = int(period.min()) if len(period) else 0
    width = int(period.max()) - first + 1 if len(period) else 1
    keys = ascending(slot * width + (period - first))
    return np.bincount(keys // width, minlength=slots).astype(np.float64)


def _structure(rows: OrderedPairs, flow: _Flow, use: _Use) -> Iterator[_Feature]:
    up = rows.upward()
    graph = neighbours(rows.ego[up].astype(np.int32), rows.alter[up].astype(np.int32), people=rows.log.people)
    asked, at = _either_way(rows, use)
    ego, alter = rows.ego[asked], rows.alter[asked]
    found = shared(graph, ego, alter, flow.strength[up])
    degree = graph.degree()
    yield "adamic_adar", np.log1p(found.rare)[at]
    yield "shared_strength", np.log(FLOOR + found.weaker)[at]
    yield "overlap", np.log((found.count + 0.5) / (degree[ego] + degree[alter] + 1.0))[at]


def _either_way(rows: OrderedPairs, use: _Use) -> tuple[Int64, Int64]:
    """The rows (a, b), a < b, of the pairs that rows are of, ascending, and which of them each row is of."""
    up = np.where(rows.ego[use] < rows.alter[use], np.arange(len(rows))[use], rows.reverse[use])
    wanted = np.zeros(len(rows), dtype=np.bool_)
    wanted[up] = True
    return np.flatnonzero(wanted), (np.cumsum(wanted) - 1)[up]


def _people(rows: OrderedPairs, flow: _Flow, use: _Use) -> Iterator[_Feature]:
    ego, alter, contacts = rows.ego[use], rows.alter[use], rows.by_ego(np.ones(len(rows)))
    of_people = {
        "recency": person_recency(rows),
        "output": person_output(rows),
        "mutual": person_mutual(rows),
        "contacts": np.log(np.maximum(contacts, 1.0)),  # whoever is in a row has one
    }
    for name, values in of_people.items():
        yield f"alter_{name}", values[alter]
        yield f"ego_{name}", values[ego]
    yield "alter_share", np.log((flow.received[use] + FLOOR) / (rows.by_ego(flow.sent)[alter] + 0.1))


def person_recency(rows: OrderedPairs) -> Float64:
    """(people,) -ln(1 + days since they wrote to anybody); twice the table's span for those who never did."""
    log = rows.log
    span = max((log.until - int(log.at[0])) / SECONDS_A_DAY, 1.0) if len(log) else 1.0
    last = np.full(log.people, -np.inf)
    np.maximum.at(last, log.sender, log.at.astype(np.float64))
    recency: Float64 = -np.log1p(np.minimum((log.until - last) / SECONDS_A_DAY, 2.0 * span))
    return recency


def person_output(rows: OrderedPairs) -> Float64:
    """(people,) ln of the decayed contacts they sent, group contacts counted 1/n."""
    faded = rows.log.weight * np.exp2(-rows.age_days() / PERSON_HALF_LIFE)
    output: Float64 = np.log(np.bincount(rows.log.sender, weights=faded, minlength=rows.log.people) + 0.1)
    return output


def person_mutual(rows: OrderedPairs) -> Float64:
    """(people,) ln of the smoothed share of their ties in which both have written."""
    wrote = rows.total(np.ones(len(rows.log))) > 0
    both, contacts = rows.by_ego(wrote & wrote[rows.reverse]), rows.by_ego(np.ones(len(rows)))
    share: Float64 = np.log((both + 1.0) / (contacts + 2.0))
    return share


def _conversation(rows: OrderedPairs, flow: _Flow, use: _Use) -> Iterator[_Feature]:
    log, by, back = rows.log, rows.by, rows.reverse[use]
    slot = rows.slot[by.order]
    ends = run_ends(log, by)
    closes, wait = ends
    turns = np.bincount(slot[closes & (wait >= 0)], minlength=len(rows)).astype(np.float64)
    yield "turns", np.log1p(turns[use] + turns[back])
    wrote = rows.total(np.ones(len(log))) > 0
    yield "mutual", (wrote[use] & wrote[back]).astype(np.float64)
    opened = np.zeros(len(rows))
    opened[slot[by.start[:-1]]] = 1.0
    yield "ego_opened", opened[use]
    yield "ego_last", (flow.last_sent[use] > flow.last_sent[back]).astype(np.float64)
    rates = run_rates(rows, ends)
    own = np.log(rates.own(PAIR_PRIOR))
    yield "answers", own[use]
    yield "answers_back", own[back]
    yield "alter_answers", np.log(rates.alters(ALTER_PRIOR)[use])
