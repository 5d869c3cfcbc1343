"""The plan: fifteen minutes in all, every fact with a row behind it, and an introduction that asks before it gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenes import ANN, AS_OF, EVE, Scene, opened

from graph.errors import PersonNotFoundError
from graph.model import Channel, DatedContact, Mark, NewEntry, person_id
from graph.stores.workspace import Workspace
from referral.asking.blanks import open_blanks
from referral.asking.plan import CALL_MINUTES, Plan
from referral.asking.timing import LEAST_ANSWERS, answer_times, answers
from referral.asking.traps import TrapName
from referral.desk import Desk
from referral.drafts.draft import DraftRequest
from referral.drafts.kinds import DraftKind, Language
from referral.planning import PlanRequest
from referral.results import Decision
from referral.viewpoint import company_meant

ANN_ID = person_id("in:ann")
Made = tuple[Workspace, Desk]


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    with opened(tmp_path, ANN, EVE) as (workspace, _, desk):
        yield workspace, desk


def plan(made: Made, at: str, person: str | None = None, role: str = "Staff Engineer", posting: str = "") -> Plan:
    workspace, desk = made
    named = workspace.person(person) if person else None
    wanted = PlanRequest(company_meant(workspace, at), role, named, posting)
    return desk.plan(wanted, ego=workspace.owner("ann"))


def test_what_they_know_has_a_source_and_a_date(made: Made) -> None:
    found = plan(made, "Acme")
    assert found.person is not None
    assert found.person.name == "Bo Bell"
    assert [(e.source, e.date) for e in found.knows] == [
        ("Recommendations_Received.csv", date(2021, 5, 3)),
        ("positions", date(2019, 11, 1)),
    ]
    assert any("Software Engineer at Birch Works, since Jan 2020" in text for text in found.tell)
    assert found.tell[0] == "Which job it is: Staff Engineer at Acme."
    assert (found.chain, found.reconnect) == (None, "")


@pytest.mark.parametrize(
    ("at", "person"), [("Acme", None), ("Acme", "cy"), ("Acme", "di"), ("Dune", None), ("Dune", "hal")]
)
def test_the_call_has_fifteen_minutes(made: Made, at: str, person: str | None) -> None:
    found = plan(made, at, person)
    assert sum(item.minutes for item in found.agenda) == CALL_MINUTES
    assert any("No is fine" in a.text or "I quite understand" in a.text for a in found.agenda)


def test_long_silence_is_ended_first(tmp_path: Path) -> None:
    shift = timedelta(days=365 * 4)
    old = replace(ANN, contacts=tuple((a, b, day - shift) for a, b, day in ANN.contacts))
    with opened(tmp_path, old) as (workspace, _, desk):
        found = plan((workspace, desk), "Acme", "bo")
    assert found.reconnect.startswith(
        "You and Bo Bell were last in touch in Oct 2022, 4 years ago. Write without asking"
    )
    assert sum(item.minutes for item in found.agenda) == CALL_MINUTES
    assert "how long it has been" in found.agenda[0].text


def test_an_introduction_asks_before_it_gives(made: Made) -> None:
    found = plan(made, "Dune")
    assert found.person is not None
    assert found.chain is not None
    assert (found.person.name, found.chain.target.name) == ("Eve Ek", "Gus Gray")
    texts = [step.text for step in found.chain.steps]
    assert texts[1] == (
        "Eve Ek asks Gus Gray first whether you may get in touch. No address is given away before both have said yes."
    )
    assert "May I put you in touch?" in found.chain.question
    assert found.chain.question.startswith("Hi Gus, Ann Archer is interested in a job at Dune")
    assert found.chain.forwardable.startswith(
        "Hello Gus Gray,\n\nMy name is Ann Archer; I am Software Engineer at Birch Works."
    )
    assert len(open_blanks(found.chain.forwardable)) == 2


def test_what_is_passed_on_is_the_draft_in_the_language_and_words_of_the_user(made: Made, tmp_path: Path) -> None:
    workspace, desk = made
    company, ego = workspace.company("Dune"), workspace.owner("ann")
    role = "Software Engineer"
    asked = PlanRequest(company, role, language=Language.GERMAN)
    found = desk.plan(asked, ego=ego)
    assert found.chain is not None
    blurb = desk.draft(DraftRequest(DraftKind.BLURB, company, role, language=Language.GERMAN), ego=ego)
    assert found.chain.forwardable == blurb.text
    assert "Darf ich euch in Verbindung bringen?" in found.chain.question
    own = tmp_path / "templates" / "de"
    own.mkdir(parents=True)
    (own / "blurb.txt").write_text("Servus {{ target }}, {{ me }} mag {{ company }}.\n", encoding="utf-8")
    mine = desk.plan(replace(asked, own_templates=own.parent), ego=ego)
    assert mine.chain is not None
    assert mine.chain.forwardable == "Servus Gus Gray, Ann Archer mag Dune.\n"


def test_whoever_introduces_can_be_named(made: Made) -> None:
    found = plan(made, "Dune", "eve")
    assert found.person is not None
    assert found.chain is not None
    assert found.person.name == "Eve Ek"


def test_nobody_to_talk_to_is_a_plan_too(made: Made) -> None:
    found = plan(made, "Nobody Ltd")
    assert (found.person, found.agenda, found.verdict.decision) == (None, (), Decision.APPLY)
    assert found.verdict.reasons


def test_somebody_elsewhere_is_no_one_to_ask(made: Made) -> None:
    with pytest.raises(PersonNotFoundError, match="no person matches 'Fay Fox at Acme'"):
        plan(made, "Acme", "fay")


def test_what_speaks_against_stands_in_the_plan(made: Made) -> None:
    workspace, _ = made
    workspace.set_mark(ANN_ID, person_id("in:bo"), Mark(do_not_ask=True, knows_i_look=True))
    found = plan(made, "Acme", "bo", posting="see https://acme.example/refer")
    assert {t.name for t in found.traps} == {TrapName.DO_NOT_ASK, TrapName.REFERRAL_PAGE}
    assert not any("That you are looking" in text for text in found.tell)


def test_favours_are_remembered_and_not_counted_up(made: Made) -> None:
    workspace, _ = made
    with workspace.recording(ANN_ID) as session:
        session.append(NewEntry("they_helped", person_id("in:bo"), date(2025, 2, 3), note="read my CV"))
        session.append(NewEntry("i_helped", person_id("in:bo"), date(2026, 2, 3), note="fixed their bike"))
    found = plan(made, "Acme", "bo")
    assert any("what they did in Feb 2025 (read my CV)" in a.text for a in found.agenda)
    assert any(
        t == "What you did for them (fixed their bike, in Feb 2026): a favour is no invoice." for t in found.leave_out
    )
    assert len(found.favours) == 2


def test_the_card_speaks_of_the_one_who_is_planned_for(made: Made) -> None:
    for name in ("bo", "cy"):
        found = plan(made, "Acme", name)
        assert found.verdict.person is not None
        assert found.verdict.person.name == found.person.name if found.person else False
        others = {"Bo Bell", "Cy Cook", "Di Dorn"} - {found.verdict.person.name}
        said = " ".join((*found.verdict.benefits, *found.verdict.drawbacks))
        assert not any(f"{other} answered" in said or f"{other} meets" in said for other in others)


# -- when they answer ------------------------------------------------------------------------------------------------


def contact(moment: datetime, *, mine: bool, group: int = 1, channel: Channel = Channel.LINKEDIN) -> DatedContact:
    return DatedContact(int(moment.timestamp()), mine, group, channel)


def exchange(moments: list[datetime]) -> list[DatedContact]:
    return [c for m in moments for c in (contact(m - timedelta(hours=5), mine=True), contact(m, mine=False))]


TUESDAYS = [datetime(2026, 1, 6, 9, 30, tzinfo=UTC) + timedelta(days=7 * n, minutes=10 * n) for n in range(12)]


def test_a_habit_is_named_and_counted() -> None:
    found = answer_times(exchange(TUESDAYS))
    assert found is not None
    assert (found.weekday, found.on_weekday, found.weekday_holds) == (1, 12, True)
    assert (found.hour, found.in_hours, found.hour_holds) == (8, 12, True)
    assert found.sentence("Bo") == (
        "Bo answered you most often on Tuesdays (12 of 12 answers) and between 8 and 12 o'clock (12 of 12)."
    )


def test_the_clock_is_the_users() -> None:
    found = answer_times(exchange(TUESDAYS), timezone(timedelta(hours=-11)))
    assert found is not None
    assert (found.weekday, found.hour) == (0, 21)


def test_few_answers_tell_nothing() -> None:
    assert answer_times(exchange(TUESDAYS[: LEAST_ANSWERS - 1])) is None
    assert answer_times(exchange(TUESDAYS[:LEAST_ANSWERS])) is not None


def test_what_may_be_chance_is_called_so() -> None:
    spread = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=53 * n) for n in range(21)]
    found = answer_times(exchange(spread))
    assert found is not None
    assert (found.weekday_holds, found.hour_holds) == (False, False)
    assert found.sentence("Bo").endswith("Both may be chance.")


def test_only_answers_are_answers() -> None:
    start = datetime(2026, 1, 5, 12, tzinfo=UTC)
    rows = [
        contact(start, mine=False),
        contact(start + timedelta(days=1), mine=True),
        contact(start + timedelta(days=2), mine=False),
        contact(start + timedelta(days=3), mine=False),
        contact(start + timedelta(days=4), mine=True),
        contact(start + timedelta(days=5), mine=False, group=9),
        contact(start + timedelta(days=5), mine=False, channel=Channel.MEETING),
        contact(start + timedelta(days=20), mine=False),
    ]
    assert list(answers(rows)) == [int((start + timedelta(days=2)).timestamp())]


MOMENTS = st.integers(1_577_836_800, 1_767_225_600).map(lambda at: datetime.fromtimestamp(at, tz=UTC))


@given(st.lists(MOMENTS, max_size=40))
def test_counts_are_counts(moments: list[datetime]) -> None:
    found = answer_times(exchange(sorted(moments)))
    if found is None:
        return
    held = [datetime.fromtimestamp(at, tz=UTC) for at in answers(exchange(sorted(moments)))]
    assert found.answers == len(held)
    assert found.on_weekday == max(sum(m.weekday() == d for m in held) for d in range(7))
    assert found.in_hours == max(sum((m.hour - h) % 24 < 4 for m in held) for h in range(24))


def test_as_of_hides_what_came_later(tmp_path: Path) -> None:
    with opened(tmp_path, ANN, as_of=date(2026, 8, 1)) as (workspace, _, desk):
        assert plan((workspace, desk), "Acme", "bo").today == date(2026, 8, 1)
    assert date(2026, 8, 1) < AS_OF


def test_every_contact_on_a_path_can_be_planned_with_also_who_is_not_among_the_three_of_the_list(
    tmp_path: Path,
) -> None:
    """Five friends all know Gus at Dune; the list takes three of them, and the pages link a plan for each."""
    friends = [f"in:f{n}" for n in range(5)]
    gus = {"in:gus": ("Gus Gray", "Engineer", "Dune")}
    mine = Scene(
        people={"in:ann": ("Ann Archer", "Engineer", "Birch")} | {key: (key[3:], "Engineer", "Elm") for key in friends},
        connections=tuple(("in:ann", key, date(2020, 1, 1 + n)) for n, key in enumerate(friends)),
    )
    theirs = [
        Scene(people={key: mine.people[key]} | gus, connections=((key, "in:gus", date(2021, 1, 1)),)) for key in friends
    ]
    with opened(tmp_path, mine, *theirs) as (workspace, _, desk):
        ego, dune = workspace.owner("ann"), company_meant(workspace, "Dune")
        shown = {path.people[1].id: path.people[1] for path in desk.paths(dune, ego=ego, k=20).paths}
        assert set(shown) == {person_id(key) for key in friends}
        plans = [desk.plan(PlanRequest(dune, "Engineer", person), ego=ego) for person in shown.values()]
        assert [p.person.id if p.person else "" for p in plans] == list(shown)
        assert all(p.chain and p.chain.target.name == "Gus Gray" for p in plans)
