"""What recorded asks teach: who answers, how that moves the order, and from 30 asks on how likely an answer is.

An ask that is closed was answered, yes or no, or not. It counts beside the asks that messages show, once: where the
archives show a message of the user's to the same person within three days, that message is the ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import scipy  # its parts are loaded when first used

from graph.columns import Bool, Float64
from graph.log_odds import log_odds, logistic
from graph.model import DatedContact, PersonId
from graph.strength.learn import newton
from referral.asking.ledger import Ask, Ledger
from referral.reply_chance import Asks
from referral.results import CalibratedChance
from referral.wording import number

SAME_ASK = timedelta(days=3)
"""How far a message may be from the day written down and still be the same ask. Not validated."""
LEAST_ASKS = 30
"""Closed asks from which on a chance of an answer is stated in per cent; before that, counts alone."""
PULL = 10.0
"""How many asks' worth of belief that the order's chances are right as they are."""
LEVEL_90 = 1.6449
"""Standard deviations on either side that hold 90 % of a Normal."""
LEAST_CHECKED = 10
"""Asks after the first `LEAST_ASKS` that the hold-out check needs."""
LATEST = 3
"""The last so many asks of one person are spoken of."""


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Closed asks of one person, oldest first: whether each was answered."""

    answered: tuple[bool, ...] = ()

    def added_to(self, asks: Asks) -> Asks:
        """Asks with these."""
        return replace(asks, asked=asks.asked + len(self.answered), answered=asks.answered + sum(self.answered))


def outcomes(ledger: Ledger, seen: Mapping[PersonId, Sequence[DatedContact]]) -> dict[PersonId, Outcomes]:
    """Closed asks by person, without those that dated contacts show already. O(asks + contacts)."""
    found: dict[PersonId, tuple[bool, ...]] = {}
    for ask in closed_asks(ledger.asks):
        if not _shown(ask, seen.get(ask.person, ())):
            found[ask.person] = (*found.get(ask.person, ()), bool(ask.answered))
    return {person: Outcomes(rows) for person, rows in found.items()}


def closed_asks(asks: Iterable[Ask]) -> list[Ask]:
    """Asks that were answered or given up, by the day they were asked."""
    ended = [(a.asked_on, a.id, a) for a in asks if a.asked_on and a.answered is not None]
    return [a for _, _, a in sorted(ended)]


def _shown(ask: Ask, contacts: Sequence[DatedContact]) -> bool:
    day = ask.asked_on or date.min
    mine = (datetime.fromtimestamp(c.at, tz=UTC).date() for c in contacts if c.from_ego)
    return any(abs(at - day) <= SAME_ASK for at in mine)


def moved(
    before: Sequence[PersonId], after: Sequence[PersonId], known: Mapping[PersonId, Outcomes]
) -> dict[PersonId, str]:
    """Who stands elsewhere because of recorded asks of theirs, in half a sentence each.

    Args:
        before: the order without recorded asks.
        after: the order with them; the same people.
        known: recorded asks by person.
    """
    positions = {person: position for position, person in enumerate(before)}
    said = {}
    for position, person in enumerate(after):
        rows, steps = known.get(person, Outcomes()).answered, positions[person] - position
        if rows and steps:
            way = "up" if steps > 0 else "down"
            some = f"{number(abs(steps))} place{'' if abs(steps) == 1 else 's'}"
            said[person] = f"moved {way} {some}: {_lately(rows)}"
    return said


def _lately(rows: Sequence[bool]) -> str:
    last = rows[-LATEST:]
    asks = "ask" if len(last) == 1 else f"{number(len(last))} asks"
    if all(last):
        return f"answered your last {asks}"
    if not any(last):
        return f"left your last {asks} unanswered"
    return f"answered {number(sum(last))} of your last {asks}"


# -- per cent --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """How the order's chance of an answer turned out: a line over its log-odds, with its uncertainty.

    `line`: the log-odds at `middle`, and the slope; `covariance`: of both.
    """

    line: Float64
    middle: float
    covariance: Float64
    asks: int

    def at(self, chance: float) -> CalibratedChance:
        """The chance that this user's asks bear out, with 90 % between `low` and `high`."""
        row = np.array([1.0, float(_log_odds(np.array([chance]))[0]) - self.middle])
        told, spread = float(row @ self.line), LEVEL_90 * float(np.sqrt(row @ self.covariance @ row))
        value, low, high = (float(logistic(x)) for x in (told, told - spread, told + spread))
        return CalibratedChance(value, low, high, self.asks)


def _log_odds(chances: Float64) -> Float64:
    """Log-odds of chances; what is surer than 1 in 100 counts as 1 in 100."""
    return log_odds(np.clip(chances, 0.01, 0.99))


def calibration(asks: Iterable[Ask]) -> Calibration | None:
    """The curve from closed asks whose chance was kept when they were made; None below `LEAST_ASKS`."""
    chances, hits = _table(asks)
    return fitted(chances, hits) if len(hits) >= LEAST_ASKS else None


def fitted(chances: Float64, hits: Bool) -> Calibration:
    """The line through chances in 0..1 and whether an answer came: a regression on log-odds, its slope pulled to 1."""
    odds = _log_odds(chances)
    middle = float(odds.mean())
    design, precision = np.column_stack([np.ones(len(odds)), odds - middle]), np.array([1e-3, PULL])
    start = np.array([log_odds((hits.sum() + 0.5) / (len(hits) + 1)), 1.0])
    line = newton(design, hits.astype(np.float64), np.ones(len(hits)), start, precision)
    p = logistic(design @ line)
    information = (design * (p * (1 - p))[:, None]).T @ design + np.diag(precision)
    return Calibration(line, middle, np.linalg.inv(information).astype(np.float64), len(hits))


def _table(asks: Iterable[Ask]) -> tuple[Float64, Bool]:
    kept = [(a.chance, bool(a.answered)) for a in closed_asks(asks) if a.chance is not None]
    return np.array([c for c, _ in kept], dtype=np.float64), np.array([hit for _, hit in kept], dtype=np.bool_)


@dataclass(frozen=True, slots=True)
class HoldOut:
    """Every ask after the first `LEAST_ASKS`, foretold from those before it alone.

    `closed`: closed asks with a chance kept; `checked`: those foretold. `promised`: their mean chance; `held`: the
    share answered, with its 95 % interval. The three errors are mean squared errors (Brier): of the calibrated chances,
    of those the order held, and of the rate so far.
    """

    closed: int
    checked: int
    promised: float
    held: float
    low: float
    high: float
    calibrated_error: float
    order_error: float
    rate_error: float

    @property
    def enough(self) -> bool:
        """Whether there is anything to judge by."""
        return self.checked >= LEAST_CHECKED

    @property
    def keeps_its_word(self) -> bool:
        """Whether what was promised lies in the interval of what held."""
        return self.low <= self.promised <= self.high


def hold_out(asks: Iterable[Ask]) -> HoldOut:
    """The check of the calibration: no ask is foretold from itself or a later one. O(asks squared)."""
    chances, hits = _table(asks)
    tested = range(LEAST_ASKS, len(hits))
    promised = np.array([fitted(chances[:n], hits[:n]).at(float(chances[n])).value for n in tested])
    rate = np.array([(hits[:n].sum() + 0.5) / (n + 1) for n in tested])
    outcome = hits[LEAST_ASKS:].astype(np.float64)
    yes, no = float(outcome.sum()), float((1 - outcome).sum())
    return HoldOut(
        closed=len(hits),
        checked=len(outcome),
        promised=_mean(promised),
        held=_mean(outcome),
        low=float(scipy.special.betaincinv(yes + 0.5, no + 0.5, 0.025)),
        high=float(scipy.special.betaincinv(yes + 0.5, no + 0.5, 0.975)),
        calibrated_error=_mean((promised - outcome) ** 2),
        order_error=_mean((chances[LEAST_ASKS:] - outcome) ** 2),
        rate_error=_mean((rate - outcome) ** 2),
    )


def _mean(values: Float64) -> float:
    return float(values.mean()) if len(values) else 0.0
