"""What is known of a tie at a moment, as numbers: the same for every table, workspace or public set.

Every feature looks only at contacts before `OrderedPairs.log.until`. `NAMES` gives the order of the columns;
docs/method.md says what each is. Logarithms throughout, so that scales of different networks meet on one axis.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from graph.columns import Float64, Int64
from graph.days import SECONDS_A_DAY
from graph.strength.decay import FLOOR, HALF_LIVES, two_way
from graph.strength.exchange import Exchange, exchange_of
from graph.strength.ordered_pairs import OrderedPairs
from graph.strength.ordering import ascending
from graph.strength.reply_rates import ALTER_PRIOR, PAIR_PRIOR, Rates
from graph.strength.structure import neighbours, shared

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


_Use = Int64 | slice
_Reading = Callable[[_Use], Float64]
EVERY = slice(None)
"""All rows, without a copy of what is known of them."""


@dataclass(frozen=True, slots=True, eq=False)
class Readings:
    """How each feature, in the order of `NAMES`, is read for some rows of what is known of all."""

    rows: OrderedPairs
    each: tuple[_Reading, ...]

    def of(self, use: _Use) -> Float64:
        """(rows, len(NAMES)) features of the rows `use`. O(rows)."""
        table = np.empty((len(self.each), len(self.rows.ego[use])))
        for place, reading in enumerate(self.each):
            table[place] = reading(use)
        return table.T


def readings(flow: Exchange, use: _Use = EVERY) -> Readings:
    """What features are read from, for the rows `use` and any part of them; `flow`: `exchange_of` all rows.

    O(n log n + sum over pairs of the smaller degree).
    """
    found: dict[str, _Reading] = {}
    for part in (_contact(flow), _structure(flow, use), _people(flow), _conversation(flow)):
        found.update(part)
    return Readings(flow.rows, tuple(found[name] for name in NAMES))


def tie_features(rows: OrderedPairs, use: _Use = EVERY) -> Float64:
    """(rows, len(NAMES)) features of every ordered pair, or of the rows `use` alone. As dear as `readings`."""
    return readings(exchange_of(rows), use).of(use)


def column(features: Float64, name: str) -> Float64:
    """One feature of `tie_features` by its name."""
    return features[:, NAMES.index(name)]


def _contact(flow: Exchange) -> Iterator[tuple[str, _Reading]]:
    rows, days, until = flow.rows, flow.days, flow.rows.log.until

    def ways(values: Float64, use: _Use) -> tuple[Float64, Float64]:
        return values[use], values[rows.reverse[use]]

    def log_t(sent: Float64) -> _Reading:
        return lambda use: np.log(two_way(*ways(sent, use)))

    def last(use: _Use) -> Float64:
        return np.maximum(*ways(flow.last, use))

    yield "strength", log_t(flow.sent)
    yield "strength_14", log_t(days.total(len(rows), HALF_LIVES[:1]))
    yield "strength_365", log_t(days.total(len(rows), HALF_LIVES[-1:]))
    yield "recency", lambda use: -np.log1p((until - last(use)) / SECONDS_A_DAY)
    yield "days", lambda use: np.log1p(np.add(*ways(flow.on_days, use)))
    yield "imbalance", lambda use: np.abs(np.log(np.divide(*(sent + FLOOR for sent in ways(flow.sent, use)))))
    yield "span", lambda use: np.log1p((last(use) - np.minimum(*ways(flow.first, use))) / SECONDS_A_DAY)


def distinct(slot: Int64, period: Int64, *, slots: int) -> Float64:
    """How many distinct periods occur with each slot. O(n log n)."""
    first = int(period.min()) if len(period) else 0
    width = int(period.max()) - first + 1 if len(period) else 1
    keys = ascending(slot * width + (period - first))
    return np.bincount(keys // width, minlength=slots).astype(np.float64)


def _structure(flow: Exchange, use: _Use) -> Iterator[tuple[str, _Reading]]:
    rows = flow.rows
    up = rows.upward()
    graph = neighbours(rows.ego[up].astype(np.int32), rows.alter[up].astype(np.int32), people=rows.log.people)
    asked = np.zeros(len(rows), dtype=np.bool_)
    asked[_upward(rows, use)] = True
    ego, alter = rows.ego[asked], rows.alter[asked]
    found = shared(graph, ego, alter, two_way(flow.sent[up], flow.sent[rows.reverse[up]]))
    degree, place = graph.degree(), np.cumsum(asked) - 1
    overlap = np.log((found.count + 0.5) / (degree[ego] + degree[alter] + 1.0))

    def by_pair(values: Float64) -> _Reading:
        return lambda use: values[place[_upward(rows, use)]]

    yield "adamic_adar", by_pair(np.log1p(found.rare))
    yield "shared_strength", by_pair(np.log(FLOOR + found.weaker))
    yield "overlap", by_pair(overlap)


def _upward(rows: OrderedPairs, use: _Use) -> Int64:
    """The row (a, b), a < b, of the pair that each row is of."""
    return np.where(rows.ego[use] < rows.alter[use], np.arange(len(rows))[use], rows.reverse[use])


def _people(flow: Exchange) -> Iterator[tuple[str, _Reading]]:
    rows = flow.rows

    def of(who: Int64, values: Float64) -> _Reading:
        return lambda use: values[who[use]]

    contacts, attention = rows.by_ego(np.ones(len(rows))), rows.by_ego(flow.sent) + 0.1
    of_people = {
        "recency": person_recency(rows),
        "output": person_output(rows),
        "mutual": person_mutual(rows),
        "contacts": np.log(np.maximum(contacts, 1.0)),  # whoever is in a row has one
    }
    for name, values in of_people.items():
        yield f"alter_{name}", of(rows.alter, values)
        yield f"ego_{name}", of(rows.ego, values)
    yield "alter_share", lambda use: np.log((flow.sent[rows.reverse[use]] + FLOOR) / attention[rows.alter[use]])


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


def _conversation(flow: Exchange) -> Iterator[tuple[str, _Reading]]:
    rows, wrote = flow.rows, flow.last > -np.inf
    back = rows.reverse
    rates = Rates.counted(rows, asked=flow.asked, answered=flow.answered)
    own, others = np.log(rates.own(PAIR_PRIOR)), np.log(rates.alters(ALTER_PRIOR))
    yield "turns", lambda use: np.log1p(flow.turns[use] + flow.turns[back[use]])
    yield "mutual", lambda use: (wrote[use] & wrote[back[use]]).astype(np.float64)
    yield "ego_opened", lambda use: flow.opened[use]
    yield "ego_last", lambda use: (flow.last[use] > flow.last[back[use]]).astype(np.float64)
    yield "answers", lambda use: own[use]
    yield "answers_back", lambda use: own[back[use]]
    yield "alter_answers", lambda use: others[use]
