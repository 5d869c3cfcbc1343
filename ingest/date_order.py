"""One reading for the days of a whole column: what a single cell leaves open, the other rows decide.

`03/02/2026` is in March or in February, and a file that reads one row this way and the next the other way invents days.
So the order of day, month and year is decided once, from every row: by the rows that can be nothing else, then by which
order keeps the rows sorted, as exports are. Where nothing tells, slashes are month first, the way the service writes
them, and the report says so; dashes stay unread, and are counted. Where rows contradict each other, only those that can
be read one way are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from ingest.dates import EARLIEST, Numbers, moment, written

SLIPS = 0.05
"""So large a part of the rows may be slips of somebody's hand; where more contradict an order, it is none."""
SORTED_FROM = 5
"""Fewer different days than these are in some order by chance: one in 60 at five."""
_A_DAY = timedelta(days=1)


class Order(Enum):
    """Where day (D), month (M) and year (Y) stand."""

    MONTH_FIRST = "MDY"
    DAY_FIRST = "DMY"
    YEAR_FIRST = "YMD"


@dataclass(frozen=True, slots=True)
class Reading:
    """How the days of one column are read.

    `wide`, `narrow`: the order of days in numbers whose year has four or two digits. None: undecided; `assumed`: then
    slashes are month first; else only what can be read in one way alone is read. `earliest`, `latest`: no day lies
    outside of them. `note`: what to tell about it, '' for nothing.
    """

    wide: Order | None = None
    narrow: Order | None = None
    assumed: bool = True
    earliest: date = EARLIEST
    latest: date = date.max
    note: str = ""

    def at(self, cell: str) -> datetime | None:
        """The moment a cell tells, in the zone it tells."""
        found = written(cell)
        if isinstance(found, Numbers):
            return self.ordered(found)
        return found if found and self.earliest <= found.date() <= self.latest else None

    def day(self, cell: str) -> date | None:
        """The day a cell tells, as the calendar hung where it was written."""
        found = self.at(cell)
        return found.date() if found else None

    def ordered(self, found: Numbers) -> datetime | None:
        """The moment of a day in numbers."""
        order = self.wide if found.wide else self.narrow
        if order is None and self.assumed:
            order = Order.MONTH_FIRST if found.slashed else None
        if order is not None:
            return self._within(found, order)
        ways = [at for order in _orders(found.wide) if (at := self._within(found, order))]
        return ways[0] if len({at.date() for at in ways}) == 1 else None

    def _within(self, found: Numbers, order: Order) -> datetime | None:
        at = _put(found, order)
        return at if at and self.earliest <= at.date() <= self.latest else None


def reading_of(cells: Iterable[str], *, latest: date = date.max, earliest: date = EARLIEST) -> Reading:
    """The reading for a column with these cells, in their order. `latest`: the day the file was made."""
    open_ones = [found for cell in cells if isinstance(found := written(cell), Numbers)]
    return reading_of_numbers(open_ones, latest=latest, earliest=earliest)


def reading_of_numbers(found: Sequence[Numbers], *, latest: date = date.max, earliest: date = EARLIEST) -> Reading:
    """`reading_of`, where the days in numbers are at hand. Linear in their number."""
    until = latest + _A_DAY if latest < date.max else latest
    bare = Reading(earliest=earliest, latest=until)
    if not found:
        return bare
    wide, narrow = ([n for n in found if n.wide is width] for width in (True, False))
    (one, one_clear), (other, other_clear) = _decided(wide, bare), _decided(narrow, bare)
    assumed = one_clear and other_clear and {one, other} <= {Order.MONTH_FIRST, None}
    return Reading(one, other, assumed, earliest, until, _note(found, one, other, assumed=assumed))


def _note(found: Sequence[Numbers], wide: Order | None, narrow: Order | None, *, assumed: bool) -> str:
    undecided = [n for n in found if (wide if n.wide else narrow) is None and n.first != n.second]
    if Order.DAY_FIRST in (wide, narrow):
        return "days in numbers are read day first: there are rows that can be nothing else"
    if undecided and assumed and any(n.slashed for n in undecided):
        return "no row tells whether day or month comes first: read month first, as the service writes them"
    if undecided:
        return "days in numbers whose order of day and month nothing tells are left unread"
    return ""


def _orders(wide: bool) -> Sequence[Order]:  # noqa: FBT001  (which of two groups)
    return (Order.MONTH_FIRST, Order.DAY_FIRST) if wide else tuple(Order)


def _put(found: Numbers, order: Order) -> datetime | None:
    by = dict(zip(order.value, found[:3], strict=True))
    return moment(by["Y"], by["M"], by["D"], found.clock)


def _decided(group: Sequence[Numbers], bare: Reading) -> tuple[Order | None, bool]:
    """The order of one group where it is decided, and whether its rows do not contradict each other."""
    if not group:
        return None, True
    days = {order: [bare._within(n, order) for n in group] for order in _orders(group[0].wide)}  # noqa: SLF001
    fits = {order: sum(at is not None for at in days[order]) for order in days}
    possible = sum(any(row) for row in zip(*days.values(), strict=True))
    best = max(fits.values())
    if best < possible * (1 - SLIPS):
        return None, False
    winners = [order for order in fits if fits[order] == best]
    if len(winners) > 1:
        winners = [order for order in winners if _is_sorted(days[order])] or winners
    return (winners[0] if len(winners) == 1 and possible else None), True


def _is_sorted(moments: Sequence[datetime | None]) -> bool:
    days = [at.date() for at in moments if at]
    if len(set(days)) < SORTED_FROM:
        return False
    return days in (sorted(days), sorted(days, reverse=True))
