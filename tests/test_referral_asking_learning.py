"""What recorded asks teach: counted once, said in words, stated in per cent only from thirty on, checked ahead of time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledgers import DAY, PEOPLE, Book, company

from graph.model import Channel, DatedContact, NewEntry
from referral.asking.budgets import Budgets
from referral.asking.learning import LEAST_ASKS, Outcomes, calibration, closed_asks, fitted, hold_out, moved, outcomes
from referral.asking.ledger import Ask, Ledger
from referral.reply_chance import Asks

BO, CY, DI, EVE = (PEOPLE[name].id for name in ("Bo", "Cy", "Di", "Eve"))


def history(rows: list[tuple[float | None, bool | None]], person: str = BO) -> tuple[Ask, ...]:
    """Asks a week apart: the chance kept, and whether an answer came (None: still open)."""
    book, place = Book(Budgets(cooling_days=0)), company()
    for n, (chance, answered) in enumerate(rows):
        day = DAY + timedelta(days=7 * n)
        ask = {"ask": f"a{n:04}", "company": place.id, "company_name": place.name, "role": f"Job {n}"}
        book.put(NewEntry("asked", person, day, chance=chance, **ask))  # type: ignore[arg-type]
        if answered is not None:
            book.put(NewEntry("agreed" if answered else "no_answer", person, day, **ask))  # type: ignore[arg-type]
    return book.ledger.asks


def contact(day: date, *, from_ego: bool = True) -> DatedContact:
    at = int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp())
    return DatedContact(at, from_ego, 1, Channel.LINKEDIN)


def test_closed_asks_are_those_that_came_to_something() -> None:
    asks = history([(0.5, True), (0.5, None), (0.5, False)])
    assert [a.answered for a in closed_asks(asks)] == [True, False]


def test_an_ask_that_messages_show_counts_once() -> None:
    asks = Ledger(history([(None, True), (None, False)]))
    both = {BO: Outcomes((True, False))}
    assert outcomes(asks, {}) == both
    assert outcomes(asks, {BO: [contact(DAY + timedelta(days=3))]}) == {BO: Outcomes((False,))}
    assert outcomes(asks, {BO: [contact(DAY, from_ego=False)]}) == both
    assert outcomes(asks, {BO: [contact(DAY - timedelta(days=4))]}) == both
    assert Outcomes((True, False)).added_to(Asks(3, 1, 9, 9)) == Asks(5, 2, 9, 9)


@pytest.mark.parametrize(
    ("before", "after", "rows", "text"),
    [
        ([BO, CY, DI], [DI, BO, CY], (True, True), "moved up two places: answered your last two asks"),
        ([BO, CY, DI], [BO, DI, CY], (True,), "moved up one place: answered your last ask"),
        ([DI, BO, CY], [BO, CY, DI], (False,), "moved down two places: left your last ask unanswered"),
        ([BO, DI], [DI, BO], (False, True, True, False), "moved up one place: answered two of your last three asks"),
    ],
)
def test_who_moved_and_why(before: list[str], after: list[str], rows: tuple[bool, ...], text: str) -> None:
    assert moved(before, after, {DI: Outcomes(rows)}) == {DI: text}


def test_who_was_only_overtaken_is_not_spoken_of() -> None:
    assert moved([BO, CY], [CY, BO], {}) == {}
    assert moved([BO, CY], [BO, CY], {BO: Outcomes((True,))}) == {}


def test_no_per_cent_before_thirty() -> None:
    rows: list[tuple[float | None, bool | None]] = [(0.5, n % 2 == 0) for n in range(LEAST_ASKS)]
    assert calibration(history(rows[:-1])) is None
    assert calibration(history([*rows[:-1], (None, True)])) is None
    assert calibration(history(rows)) is not None


def test_asks_that_are_all_alike_give_their_rate() -> None:
    rows: list[tuple[float | None, bool | None]] = [(0.9, n % 4 == 0) for n in range(40)]
    found = calibration(history(rows))
    assert found is not None
    told = found.at(0.9)
    assert told.value == pytest.approx(0.25, abs=0.03)
    assert told.low < 0.25 < told.high
    assert told.asks == 40


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=LEAST_ASKS, max_size=60), st.floats(0, 1))
def test_any_history_gives_chances_in_their_band(rows: list[tuple[float, bool]], chance: float) -> None:
    told = fitted(np.array([c for c, _ in rows]), np.array([hit for _, hit in rows])).at(chance)
    assert 0 <= told.low <= told.value <= told.high <= 1


def test_more_asks_make_it_surer() -> None:
    dice = np.random.default_rng(2)

    def width(n: int) -> float:
        chances = dice.uniform(0.2, 0.9, n)
        told = fitted(chances, dice.random(n) < chances).at(0.5)
        return told.high - told.low

    assert width(400) < width(100) < width(30)


def test_the_interval_holds_the_truth_as_often_as_it_says() -> None:
    """An order that is overconfident by a known curve: nine in ten intervals hold the true chance, give or take."""
    dice, held = np.random.default_rng(7), 0
    for _ in range(200):
        chances = dice.uniform(0.1, 0.95, 60)
        truth = 1 / (1 + np.exp(-(-0.8 + 0.7 * np.log(chances / (1 - chances)))))
        told = fitted(chances, dice.random(60) < truth).at(0.7)
        held += told.low <= 1 / (1 + np.exp(-(-0.8 + 0.7 * np.log(0.7 / 0.3)))) <= told.high
    assert held / 200 > 0.85


def test_the_hold_out_check_finds_what_was_promised_wrongly() -> None:
    dice = np.random.default_rng(3)
    chances = dice.uniform(0.3, 0.95, 200)
    truth = chances * 0.5
    rows: list[tuple[float | None, bool | None]] = [
        (float(c), bool(dice.random() < t)) for c, t in zip(chances, truth, strict=True)
    ]
    check = hold_out(history(rows))
    assert (check.closed, check.checked, check.enough, check.keeps_its_word) == (200, 170, True, True)
    assert check.calibrated_error < check.order_error
    assert check.low <= check.held <= check.high


def test_no_ask_is_foretold_from_a_later_one() -> None:
    rows: list[tuple[float | None, bool | None]] = [(0.2 + 0.6 * (n % 3) / 2, n % 2 == 0) for n in range(42)]
    turned = [*rows[:-1], (rows[-1][0], not rows[-1][1])]
    one, other = hold_out(history(rows)), hold_out(history(turned))
    assert one.promised == other.promised
    assert one.held != other.held


def test_few_asks_tell_nothing() -> None:
    check = hold_out(history([(0.5, True)] * 5))
    assert (check.closed, check.checked, check.enough) == (5, 0, False)
    assert hold_out(()).closed == 0
