"""How an ask goes on, what may be written, what undo restores: known answers, then random histories."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledgers import DAY, NAMES, PEOPLE, Book, company, proposal

from graph.errors import AmbiguousError, AskNotFoundError, AskRefusedError, GoodwordError, StepRefusedError, UsageError
from referral.asking.blanks import open_blanks
from referral.asking.budgets import Budgets, checked_rules, restraint
from referral.asking.due import DueKind, due_items
from referral.asking.ledger import Ledger, read_ledger, same_role
from referral.asking.states import ANSWERED, DEEDS, ENDS, NEXT, OPEN, OPENING, AskState, Deed
from referral.asking.steps import Step, next_line
from referral.results import Restraint

WAY = (AskState.PLANNED, AskState.ASKED, AskState.AGREED, AskState.REFERRED, AskState.INTERVIEWING, AskState.OFFER)


def later(days: int) -> date:
    return DAY + timedelta(days=days)


def test_every_state_is_reached_and_only_ends_are_the_end() -> None:
    reached, waiting = set(OPENING), list(OPENING)
    while waiting:
        fresh = NEXT[waiting.pop()] - reached
        reached |= fresh
        waiting += fresh
    assert reached == set(AskState)
    assert {state for state in AskState if not NEXT[state]} == ENDS


def test_the_way_to_an_offer() -> None:
    book = Book()
    for n, state in enumerate(WAY):
        book.log(proposal(), state, later(n))
    ask = book.only()
    assert [s.kind for s in ask.steps] == list(WAY)
    assert (ask.state, ask.asked_on, ask.answered, ask.is_open) == (AskState.OFFER, later(1), True, False)


@pytest.mark.parametrize("state", list(AskState))
def test_what_does_not_follow_is_refused(state: AskState) -> None:
    ways: dict[AskState, tuple[AskState, ...]] = {
        **{s: WAY[: n + 1] for n, s in enumerate(WAY)},
        AskState.DECLINED: (AskState.ASKED, AskState.DECLINED),
        AskState.NO_ANSWER: (AskState.ASKED, AskState.NO_ANSWER),
        AskState.REJECTED: (*WAY[:4], AskState.REJECTED),
        AskState.WITHDRAWN: (AskState.PLANNED, AskState.WITHDRAWN),
    }
    for kind in (*AskState, *Deed):
        book = Book()
        for step in ways[state]:
            book.log(proposal(), step)
        allowed = state in DEEDS[kind] if isinstance(kind, Deed) else kind in NEXT[state]
        known = book.only().id
        if allowed:
            book.log(proposal(), kind, ask=known)
            assert len(book.only().steps) == len(ways[state]) + 1
        else:
            with pytest.raises(StepRefusedError):
                book.log(proposal(), kind, ask=known)


def test_nothing_is_written_of_an_ask_that_never_was() -> None:
    with pytest.raises(StepRefusedError, match="no ask of Bo at Acme is written down"):
        Book().log(proposal(), AskState.AGREED)
    with pytest.raises(AskNotFoundError):
        Book().log(proposal(), AskState.AGREED, ask="a1")


def test_the_role_may_be_left_out_where_it_is_clear() -> None:
    book = Book(Budgets(open_per_person=9, cooling_days=0))
    book.log(proposal(role="Engineer"), AskState.ASKED)
    book.log(proposal(role=""), AskState.AGREED, later(1))
    assert book.only().state is AskState.AGREED
    book.log(proposal(role="Writer"), AskState.ASKED, later(2))
    book.log(proposal(role="Baker"), AskState.ASKED, later(3))
    with pytest.raises(AmbiguousError, match="fits 3 asks"):
        book.log(proposal(role=""), AskState.DECLINED, later(4))


def test_days_go_one_way() -> None:
    book = Book()
    with pytest.raises(UsageError, match="still to come"):
        next_line(Step(proposal(), AskState.ASKED, later(1)), book.circumstances(DAY))
    book.log(proposal(), AskState.ASKED, later(5))
    with pytest.raises(UsageError, match="before its newest step"):
        book.log(proposal(), AskState.DECLINED, DAY)


def test_same_roles() -> None:
    assert same_role("Chef  de Projet", "chef de projet")
    assert same_role("Ingénieur", "ingenieur")
    assert same_role("", "Engineer")
    assert not same_role("Engineer", "Engineering Manager")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Staff Engineer", "Staff Software Engineer", True),
        ("Engineer", "Ingénieur logiciel", True),
        ("Staff Engineer", "Senior Software Engineer", False),
        ("Staff Engineer", "Staff Software Architect", False),
        ("Staff Data Engineer", "Staff Software Engineer", False),
        ("Engineer", "Accountant", False),
    ],
)
def test_a_role_that_leaves_open_which_engineering_is_the_one_that_says(one: str, other: str, same: bool) -> None:
    assert same_role(one, other) is same_role(other, one) is same


def test_open_blanks() -> None:
    assert open_blanks("Dear Bo") == ()
    found = open_blanks("Hi [[their first\n name]],\nthe [[role]] and [[what you would bring")
    assert [(b.line, b.text) for b in found] == [(1, "their first name"), (3, "role"), (3, "what you would bring")]


def test_limits_are_checked() -> None:
    assert Budgets.of(checked_rules({"cooling_days": 0})).cooling_days == 0
    assert Budgets.of({"of_a_later_program": 3}) == Budgets()
    for wrong in ({"cooling_days": -1}, {"open_per_person": 0}, {"follow_up_days": 10**9}, {"nonsense": 3}):
        with pytest.raises(UsageError):
            checked_rules(wrong)


def test_restraint_says_what_the_ledger_holds() -> None:
    book = Book()
    book.log(proposal(), AskState.ASKED)
    bo = PEOPLE["Bo"].id

    def seen(ledger: Ledger, today: date, role: str = "Engineer") -> Restraint:
        return restraint(ledger, Budgets(), person=bo, company=company().id, role=role, today=today, marked=False)

    assert seen(book.ledger, later(1)) == Restraint(open_asks=1, last_asked=DAY, cooling_until=later(90))
    assert seen(book.ledger, later(90)) == Restraint(open_asks=1, last_asked=DAY)
    book.log(proposal(), AskState.DECLINED, later(2))
    assert seen(book.ledger, later(200)) == Restraint(last_asked=DAY, declined=True)
    assert not seen(book.ledger, later(200), "Writer").declined
    assert seen(book.ledger, later(200), "").declined
    assert seen(read_ledger(book.entries, until=later(1)), later(1)).open_asks == 1


# -- what is owed ----------------------------------------------------------------------------------------------------


def owed(book: Book) -> list[tuple[DueKind, date]]:
    return [(d.kind, d.day) for d in due_items(book.ledger, book.budgets, NAMES)]


def test_what_is_owed_follows_from_what_happened() -> None:
    book = Book()
    book.log(proposal(), AskState.PLANNED)
    assert owed(book) == []
    book.log(proposal(), AskState.ASKED)
    assert owed(book) == [(DueKind.FOLLOW_UP, later(7))]
    book.log(proposal(), Deed.FOLLOWED_UP, later(8))
    assert owed(book) == [(DueKind.CLOSE, later(22))]
    book.log(proposal(), AskState.AGREED, later(9))
    assert owed(book) == [(DueKind.THANKS, later(10)), (DueKind.CHECK_IN, later(23))]
    book.log(proposal(), Deed.THANKED, later(9))
    book.log(proposal(), AskState.REFERRED, later(12))
    assert owed(book) == [(DueKind.THANKS, later(13))]
    book.log(proposal(), Deed.THANKED, later(13))
    book.log(proposal(), AskState.INTERVIEWING, later(20))
    assert owed(book) == []
    book.log(proposal(), AskState.REJECTED, later(30))
    assert owed(book) == [(DueKind.OUTCOME, later(31))]
    book.log(proposal(), Deed.TOLD_OUTCOME, later(31))
    assert owed(book) == []


def test_a_no_is_thanked_for_and_silence_is_let_rest() -> None:
    book = Book()
    book.log(proposal(), AskState.ASKED)
    book.log(proposal(), AskState.DECLINED, later(1))
    [due] = due_items(book.ledger, book.budgets, NAMES)
    assert due.text == "Thank Bo all the same, for an honest no about Engineer at Acme."
    book.log(proposal("Cy"), AskState.ASKED)
    book.log(proposal("Cy"), AskState.NO_ANSWER, later(3))
    assert owed(book) == [(DueKind.THANKS, later(2))]


# -- random histories ------------------------------------------------------------------------------------------------

WORDS = st.tuples(
    st.sampled_from(["Bo", "Cy", "Di"]),
    st.sampled_from(["Acme", "Birch"]),
    st.sampled_from(["Engineer", "Writer", ""]),
    st.sampled_from([*AskState, *Deed]),
    st.integers(0, 60),
)
LIMITS = st.builds(
    Budgets,
    open_per_person=st.integers(1, 2),
    open_per_company=st.integers(1, 2),
    cooling_days=st.sampled_from([0, 30, 90]),
)
HISTORY = st.lists(WORDS | st.just("undo"), max_size=25)


def walk(book: Book, history: list[tuple[str, str, str, AskState | Deed, int] | str]) -> date:
    """Write what may be written, day after day, no reason given for anything refused."""
    day = DAY
    for word in history:
        if isinstance(word, str):
            if book.ledger.standing:
                book.undo(day)
            continue
        name, at, role, kind, wait = word
        day += timedelta(days=wait)
        try:
            book.log(proposal(name, at, role), kind, day)
        except GoodwordError:
            day -= timedelta(days=wait)
        else:
            within_limits(book)
    return day


def within_limits(book: Book) -> None:
    """The oracle: counted anew from the asks alone."""
    ledger, limits = book.ledger, book.budgets
    assert max(Counter(a.person for a in ledger.asks if a.is_open).values(), default=0) <= limits.open_per_person
    assert max(Counter(a.company for a in ledger.asks if a.is_open).values(), default=0) <= limits.open_per_company
    for ask in ledger.asks:
        refused = [
            a.day_of(AskState.DECLINED)
            for a in ledger.asks
            if (a.person, a.company) == (ask.person, ask.company) and a is not ask and same_role(a.role, ask.role)
        ]
        assert not any(day and ask.asked_on and day <= ask.asked_on and a_before(book, ask.id, day) for day in refused)
        for other in ledger.asks:
            if other is not ask and other.person == ask.person and other.asked_on and ask.asked_on:
                assert abs((other.asked_on - ask.asked_on).days) >= limits.cooling_days


def a_before(book: Book, id_: str, day: date) -> bool:
    """Whether the refusal was written before this ask was asked."""
    asked = next(e.id for e in book.ledger.standing if e.line.ask == id_ and e.line.kind == AskState.ASKED)
    return any(e.id < asked and e.line.kind == AskState.DECLINED and e.line.day == day for e in book.ledger.standing)


@given(LIMITS, HISTORY)
def test_no_history_breaks_the_limits(
    limits: Budgets, history: list[tuple[str, str, str, AskState | Deed, int] | str]
) -> None:
    walk(Book(limits), history)


@given(LIMITS, HISTORY, st.integers(1, 8))
def test_undo_restores_what_was(
    limits: Budgets, history: list[tuple[str, str, str, AskState | Deed, int] | str], times: int
) -> None:
    book = Book(limits)
    walk(book, history)
    before = book.ledger.standing
    for _ in range(min(times, len(before))):
        book.undo()
    kept = book.ledger.standing
    assert kept == before[: max(0, len(before) - times)]
    then, now = read_ledger(kept), book.ledger
    assert [(a.id, a.state, a.steps) for a in now.asks] == [(a.id, a.state, a.steps) for a in then.asks]


@given(LIMITS, HISTORY)
def test_no_ask_is_ever_stuck(limits: Budgets, history: list[tuple[str, str, str, AskState | Deed, int] | str]) -> None:
    """From wherever a history leads, every ask comes to an end, whatever else is open, and what it owes can be paid."""
    book = Book(limits)
    day = walk(book, history)
    for ask in book.ledger.asks:
        while (now := book.ledger.ask(ask.id)) and now.state not in ENDS | {AskState.NO_ANSWER}:
            following = sorted(NEXT[now.state] & (ENDS | {AskState.NO_ANSWER}))
            book.log(proposal(), following[0], day, ask=ask.id)
        for deed in (Deed.THANKED, Deed.TOLD_OUTCOME):
            book.log(proposal(), deed, day, ask=ask.id)
    assert due_items(book.ledger, limits, NAMES) == ()


@given(LIMITS, HISTORY)
def test_an_ask_is_what_its_steps_say(
    limits: Budgets, history: list[tuple[str, str, str, AskState | Deed, int] | str]
) -> None:
    book = Book(limits)
    walk(book, history)
    for ask in book.ledger.asks:
        states = [AskState(s.kind) for s in ask.steps if s.kind in set(AskState)]
        assert states[0] in OPENING
        assert all(b in NEXT[a] for a, b in pairwise(states))
        assert ask.state == states[-1]
        assert ask.is_open == (states[-1] in OPEN)
        assert [s.day for s in ask.steps] == sorted(s.day for s in ask.steps)
        assert (ask.answered is True) == bool(ANSWERED & set(states))


def test_a_final_trap_needs_no_reason_to_hold() -> None:
    book = Book(Budgets(cooling_days=0))
    book.log(proposal(), AskState.ASKED)
    book.log(proposal(), AskState.DECLINED)
    with pytest.raises(AskRefusedError) as refused:
        book.log(proposal(), AskState.ASKED, later(500), override=["they would like it now"])
    assert refused.value.final
    assert "a no is not asked twice" in str(refused.value)
