"""What is told of a job, headlines of people who left, letters that wait, and the order of one's own ties."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from networks import network, random_ties

from graph.days import until
from graph.errors import UsageError
from graph.model import Channel, DatedContact
from graph.names import spelled_out, without_umlauts
from ingest.past_posts import has_left
from referral.open_letters import owed_since, waiting_since
from referral.own_ties import OwnTies
from referral.results import HiringRole, Posting
from referral.vacancy import ToldVacancy, Vacancy, names_contract

TODAY = date(2026, 9, 12)


@pytest.mark.parametrize(
    ("role", "short"),
    [
        ("Freelance Data Engineer", True),
        ("Data Engineer (Contract)", True),
        ("Data Engineer - 6 month contract", True),
        ("Dateningenieur (freiberuflich), 6 Monate", True),
        ("Interim CFO", True),
        ("Contractor", True),
        ("Contract Manager", False),
        ("General Contractor", False),
        ("Data Engineer", False),
        ("", False),
    ],
)
def test_a_role_may_say_that_it_is_short(role: str, short: bool) -> None:
    assert names_contract(role) is short


@pytest.mark.parametrize(
    ("title", "left"),
    [
        ("Retired", True),
        ("Retired Data Director", True),
        ("Former VP Sales", True),
        ("Ehemaliger Leiter Einkauf", True),
        ("Directeur, à la retraite", False),
        ("Former CFO | Advisor", False),
        ("Retired, now consulting", False),
        ("Formerly a nurse, today Data Engineer", False),
        ("Data Engineer", False),
        ("", False),
    ],
)
def test_headlines_say_who_left(title: str, left: bool) -> None:
    assert has_left(title) is left


@pytest.mark.parametrize("size", ["0", "-1", "10000001", "9" * 309, "1e3", "²", "some"])
def test_a_form_takes_the_sizes_that_the_command_line_takes(size: str) -> None:
    with pytest.raises(UsageError, match="a number of people"):
        ToldVacancy.in_words(company_size=size, contract=False, hirer_known=False)
    told = ToldVacancy.in_words("public", "9", "bo", contract=True, hirer_known=False)
    assert told == ToldVacancy(Posting.PUBLIC, True, 9, None, "bo")


def at(days_ago: int, *, mine: bool, group: int = 1, channel: Channel = Channel.LINKEDIN) -> DatedContact:
    return DatedContact(until(TODAY - timedelta(days=days_ago)) - 100, mine, group, channel)


@pytest.mark.parametrize(
    ("contacts", "since"),
    [
        ([], None),
        ([at(400, mine=True), at(399, mine=False), at(6, mine=True)], TODAY - timedelta(days=6)),
        ([at(6, mine=True)], TODAY - timedelta(days=6)),
        ([at(40, mine=True)], None),  # it has waited for longer than anybody does
        ([at(8, mine=False), at(6, mine=True)], None),  # a reply asks for no answer
        ([at(60, mine=False), at(6, mine=True), at(3, mine=False)], None),
        ([at(60, mine=False), at(6, mine=True), at(3, mine=False, channel=Channel.MEETING)], None),
        ([at(60, mine=False), at(6, mine=True, group=9)], None),
    ],
)
def test_an_ask_waits_for_its_answer_for_a_fortnight(contacts: list[DatedContact], since: date | None) -> None:
    assert waiting_since(contacts, TODAY) == since


@pytest.mark.parametrize(
    ("contacts", "since"),
    [
        ([], None),
        ([at(80, mine=True), at(79, mine=False), at(4, mine=False)], TODAY - timedelta(days=4)),
        ([at(80, mine=True), at(4, mine=False), at(3, mine=True)], None),
        ([at(80, mine=True), at(4, mine=False), at(3, mine=True, channel=Channel.MEETING)], None),
        ([at(20, mine=True), at(4, mine=False)], None),  # the answer to a letter of mine
        ([at(80, mine=False), at(4, mine=False)], None),  # to whom I never wrote: a pitch
        ([at(400, mine=True), at(90, mine=False)], None),  # too long ago to be waited for
        ([at(80, mine=True), at(4, mine=False, group=9)], None),
    ],
)
def test_a_letter_of_the_other_side_is_owed_an_answer(contacts: list[DatedContact], since: date | None) -> None:
    assert owed_since(contacts, TODAY) == since


def test_the_place_of_a_tie_counts_the_weaker_ones() -> None:
    rng = np.random.default_rng(4)
    net = network(40, random_ties(rng, 40, 200))
    for person in range(40):
        own = OwnTies.of(net, person)
        p = {int(other): float(net.columns.ties.strength[net.tie(person, int(other))]) for other in own.people}
        for other, mine in p.items():
            weaker = sum(x < mine for x in p.values())
            same = sum(x == mine for x in p.values())
            assert own.place(other, mine) == (100 * weaker // (len(p) - 1) if len(p) > 1 else 100)
            assert own.rank(other) == pytest.approx((weaker + same / 2) / len(p))
        assert own.places.tolist() == [own.place(int(other), 0.0) for other in own.people]
        stranger = next(x for x in range(40) if x not in p)
        assert own.place(stranger, 0.5) == own.promised(0.5)
        assert own.promised(1.1) == 100
        assert own.promised(0.0) == (0 if p else 100)


def test_whoever_is_named_hires_and_nobody_else() -> None:
    assert Vacancy(company_size=9).written_to("p1", HiringRole.LEADERSHIP)
    assert not Vacancy(company_size=900).written_to("p1", HiringRole.LEADERSHIP)
    assert Vacancy(knows_hiring_manager=True).written_to("p1", HiringRole.HIRING_MANAGER)
    assert not Vacancy().written_to("p1", HiringRole.HIRING_MANAGER)


def test_umlauts_are_spelled_out() -> None:
    assert spelled_out("Müller & Söhne") == "Mueller & Soehne"
    assert without_umlauts("mueller soehne") == "muller sohne"
