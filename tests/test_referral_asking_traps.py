"""What speaks against asking: each trap with the case that springs it and the nearest that does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from ledgers import DAY, PEOPLE, Book, company, person, proposal

from graph.errors import AskRefusedError
from graph.model import Employment, FactClass
from referral.asking.budgets import Budgets
from referral.asking.states import AskState
from referral.asking.traps import Circumstances, Level, Trap, TrapName, referral_page, traps, waits
from referral.tenure import Tenure, tenure


def later(days: int) -> date:
    return DAY + timedelta(days=days)


def sprung(book: Book, day: date = DAY, **asked: str) -> dict[TrapName, Trap]:
    return {t.name: t for t in traps(proposal(**asked), book.circumstances(day))}


def test_nothing_speaks_against_a_first_ask() -> None:
    assert sprung(Book()) == {}


def test_a_no_is_final_for_this_role_and_no_other() -> None:
    book = Book()
    book.log(proposal(), AskState.ASKED)
    book.log(proposal(), AskState.DECLINED)
    assert sprung(book, later(400))[TrapName.REFUSED_ROLE].level is Level.FINAL
    assert TrapName.REFUSED_ROLE in sprung(book, later(400), role="engineer")
    assert TrapName.REFUSED_ROLE in sprung(book, later(400), role="")
    assert TrapName.REFUSED_ROLE not in sprung(book, later(400), role="Writer")
    assert TrapName.REFUSED_ROLE not in sprung(book, later(400), at="Birch")
    assert TrapName.REFUSED_ROLE not in sprung(book, later(400), name="Cy")


def test_cooling_ends_on_the_day_it_names() -> None:
    book = Book()
    book.log(proposal(), AskState.ASKED)
    book.log(proposal(), AskState.NO_ANSWER, later(20))
    trap = sprung(book, later(89), at="Birch")[TrapName.COOLING]
    assert trap.until == later(90)
    assert "leave them in peace until 31 May 2026" in trap.text
    assert sprung(book, later(90), at="Birch") == {}


def test_one_open_ask_a_person() -> None:
    book = Book(Budgets(cooling_days=0))
    book.log(proposal(), AskState.ASKED)
    assert TrapName.OPEN_ASK in sprung(book, at="Birch", role="Writer")
    book.log(proposal(), AskState.WITHDRAWN)
    assert sprung(book, at="Birch", role="Writer") == {}


def test_three_open_asks_a_company() -> None:
    book = Book()
    for name, role in (("Bo", "A"), ("Cy", "B")):
        book.log(proposal(name, role=role), AskState.ASKED)
    assert TrapName.COMPANY_BUDGET not in sprung(book, name="Fay")
    book.log(proposal("Di", role="C"), AskState.ASKED)
    trap = sprung(book, name="Fay")[TrapName.COMPANY_BUDGET]
    assert trap.text == "3 asks at Acme are open already: colleagues talk, so let these be answered first."
    assert TrapName.COMPANY_BUDGET not in sprung(book, name="Fay", at="Birch")


def test_the_first_referrer_wins() -> None:
    book = Book()
    book.log(proposal("Cy"), AskState.ASKED)
    assert "You asked Cy for the same role (Engineer at Acme, asked on 2 Mar 2026)" in (
        sprung(book, name="Bo")[TrapName.ASKED_ANOTHER].text
    )
    assert TrapName.ASKED_ANOTHER not in sprung(book, name="Bo", role="Writer")
    assert TrapName.ASKED_ANOTHER not in sprung(book, name="Bo", target="Di")
    book.log(proposal("Cy"), AskState.NO_ANSWER, later(1))
    assert sprung(book, name="Bo") == {}


def test_who_was_asked_for_an_introduction_is_no_other_referrer() -> None:
    book = Book()
    book.log(proposal("Cy", target="Bo"), AskState.ASKED)
    assert TrapName.ASKED_ANOTHER not in sprung(book, name="Bo")


def test_applied_already_is_said_and_hinders_nothing() -> None:
    book = Book(known=Circumstances(DAY, applied_to=((company().id, "Engineer", date(2026, 2, 1)),)))
    [warning] = book.log(proposal(), AskState.ASKED)
    assert (warning.name, warning.level) == (TrapName.APPLIED_ALREADY, Level.WARN)
    assert warning.text.startswith(
        "You applied to Acme for Engineer on 1 Feb 2026 already: many systems credit no referral"
    )
    other = sprung(replace(book, entries=[]), role="Writer")[TrapName.APPLIED_ALREADY].text
    assert "their system may know you already" in other
    assert sprung(replace(book, entries=[]), at="Birch") == {}
    old = Book(known=Circumstances(DAY, applied_to=((company().id, "Engineer", date(2024, 2, 1)),)))
    assert "another round" in sprung(old)[TrapName.APPLIED_ALREADY].text


def test_do_not_ask_blocks_until_a_reason_is_given() -> None:
    book = Book(known=Circumstances(DAY, do_not_ask=True))
    with pytest.raises(AskRefusedError, match="You marked Bo as not to be asked"):
        book.log(proposal(), AskState.ASKED)
    book.log(proposal(), AskState.ASKED, override=["Bo wrote and offered"])
    assert book.only().steps[0].reasons == (("do_not_ask", "Bo wrote and offered"),)


def test_a_no_that_was_only_marked_blocks() -> None:
    found = sprung(Book(known=Circumstances(DAY, declined=True)))
    assert found[TrapName.DECLINED_BEFORE].text == "You marked that Bo said no when asked."
    assert found[TrapName.DECLINED_BEFORE].level is Level.BLOCK


def test_a_reason_may_be_for_one_trap_alone() -> None:
    book = Book()
    book.log(proposal("Cy"), AskState.ASKED)
    book.known = Circumstances(DAY, do_not_ask=True)
    with pytest.raises(AskRefusedError, match="same role"):
        book.log(proposal(), AskState.ASKED, override=["do_not_ask: Bo offered"])
    book.log(proposal(), AskState.ASKED, override=["do_not_ask: Bo offered", "asked_another: Cy is away: for weeks"])
    assert book.ledger.asks[-1].steps[0].reasons == (
        ("do_not_ask", "Bo offered"),
        ("asked_another", "Cy is away: for weeks"),
    )


def test_an_empty_reason_is_none() -> None:
    book = Book(known=Circumstances(DAY, do_not_ask=True))
    with pytest.raises(AskRefusedError):
        book.log(proposal(), AskState.ASKED, override=["", "do_not_ask:  "])


def test_planning_is_never_hindered() -> None:
    book = Book(known=Circumstances(DAY, do_not_ask=True))
    assert book.log(proposal(), AskState.PLANNED) == ()


@pytest.mark.parametrize(
    ("began", "text"),
    [
        (Tenure(later(-20), later(-20)), "Bo began at Acme on 10 Feb 2026"),
        (Tenure(later(-400), later(-10)), "Bo began at Acme between 26 Jan 2025 and 20 Feb 2026"),
        (Tenure(later(-90), later(-90)), ""),
        (Tenure(None, later(-10)), ""),
        (Tenure(), ""),
    ],
)
def test_a_job_too_new_to_refer_from(began: Tenure, text: str) -> None:
    found = sprung(Book(known=Circumstances(DAY, tenure=began)))
    if text:
        assert found[TrapName.NEW_IN_JOB].text.startswith(text)
        assert found[TrapName.NEW_IN_JOB].level is Level.WARN
    else:
        assert found == {}


def stay(at: str, as_of: date, start: date | None = None, *, current: bool = True) -> Employment:
    place = company(at)
    return Employment(PEOPLE["Bo"].id, place.id, at, "", start, None, current, as_of, FactClass.DECLARED, 1)


def test_when_somebody_began_is_known_from_positions_or_two_exports() -> None:
    here = company().id
    assert tenure([], here) == Tenure()
    assert tenure([stay("Acme", DAY)], here) == Tenure(None, DAY)
    assert tenure([stay("Acme", DAY, later(-9)), stay("Birch", later(-90))], here) == Tenure(later(-9), later(-9))
    moved = [stay("Acme", DAY), stay("Acme", later(30)), stay("Birch", later(-60)), stay("Birch", later(-90))]
    assert tenure(moved, here) == Tenure(later(-60), DAY)
    assert tenure([stay("Birch", DAY)], here) == Tenure()


def test_the_page_a_posting_names() -> None:
    text = "Apply at https://jobs.example/1. Employees: see https://intra.example/refer-a-friend, thanks."
    assert referral_page(text) == "https://intra.example/refer-a-friend"
    assert referral_page("No referrals, please: https://jobs.example/1") == ""
    book = Book(known=Circumstances(DAY, posting=text))
    [warning] = book.log(proposal(), AskState.ASKED)
    assert warning.name is TrapName.REFERRAL_PAGE


def test_a_late_answer_meets_the_limits_only() -> None:
    book = Book(Budgets(cooling_days=0), known=Circumstances(DAY))
    book.log(proposal(), AskState.ASKED)
    first = book.only().id
    book.log(proposal(), AskState.NO_ANSWER, later(1))
    book.known = Circumstances(DAY, do_not_ask=True)
    book.log(proposal(role="Writer"), AskState.ASKED, later(2), override=["they said so"])
    with pytest.raises(AskRefusedError, match="has an ask of yours already"):
        book.log(proposal(), AskState.AGREED, later(3), ask=first)
    book.log(proposal(role="Writer"), AskState.WITHDRAWN, later(3))
    assert book.log(proposal(), AskState.AGREED, later(3), ask=first) == ()


def test_only_what_stands_in_the_way_waits() -> None:
    warn = Trap(TrapName.NEW_IN_JOB, Level.WARN, "")
    block = Trap(TrapName.COOLING, Level.BLOCK, "")
    assert waits((warn, block)) == (block,)
    assert person("Bo").name == "Bo"
