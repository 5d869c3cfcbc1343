"""The five criteria on hand-made dossiers, and what must hold for all of them."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import pytest
from hand import ACME, LABS, ME, TODAY, YOU, asked, dossier, dossiers, said, standings, statements, stay, stays_of
from hypothesis import given
from hypothesis import strategies as st

from graph.model import Dossier, Employment, Exchange, FactClass, Mark, Statement, StatementKind
from referral.criteria import FULL, criteria, criteria_met
from referral.criteria.familiar import size_factor
from referral.criteria.supporter import RELUCTANT_NATS
from referral.overlap import overlaps, stays
from referral.own_ties import one_sided
from referral.pair_facts import Pair, exchanged, exchanged_short
from referral.question import NetworkPosition, Question
from referral.results import Criterion, CriterionName

MINE = stay(ME, LABS, date(2018, 3, 1), date(2019, 11, 1), title="Software Engineer")
THEIRS = stay(YOU, LABS, date(2017, 1, 1), date(2020, 6, 1), title="Accountant")


def named(
    name: CriterionName, file: Dossier, standing: NetworkPosition | None = None, question: Question | None = None
) -> Criterion:
    found = criteria(file, standing or NetworkPosition(), question or asked(MINE))
    return next(c for c in found if c.name is name)


def texts(found: Criterion) -> list[str]:
    return [e.text for e in found.evidence]


def test_nothing_known_is_five_unknowns_and_adds_nothing() -> None:
    found = criteria(dossier(person=replace(YOU, title="")), NetworkPosition(), asked())
    assert [c.name for c in found] == list(CriterionName)
    assert all((c.value, c.known, c.nats, c.evidence) == (0.0, False, 0.0, ()) for c in found)
    assert criteria_met(found) == 0


def test_shared_employer_by_dates() -> None:
    found = named(CriterionName.FAMILIAR, dossier(employments=(THEIRS,)))
    assert texts(found) == ["Both at Fabrikam Labs, Mar 2018 - Nov 2019 (20 months)"]
    assert found.nats == pytest.approx(1.8)
    assert found.evidence[0].kind is FactClass.DECLARED


def test_a_large_employer_counts_a_third() -> None:
    large = asked(MINE, known={LABS.id: 500})
    assert named(CriterionName.FAMILIAR, dossier(employments=(THEIRS,)), question=large).nats == pytest.approx(
        1.8 * 0.3
    )


def test_the_same_function_at_a_large_employer_counts_more() -> None:
    large = asked(MINE, known={LABS.id: 500})
    peer = replace(THEIRS, title="Senior Developer")
    assert named(CriterionName.FAMILIAR, dossier(employments=(peer,)), question=large).nats == pytest.approx(1.8 * 0.6)


def test_who_led_the_same_function_counts_still_more_and_says_why() -> None:
    large = asked(MINE, known={LABS.id: 500})
    boss = replace(THEIRS, title="Engineering Manager")
    found = named(CriterionName.FAMILIAR, dossier(employments=(boss,)), question=large)
    assert found.nats == pytest.approx(1.8 * 0.8)
    assert texts(found)[0].endswith("(20 months); they were Engineering Manager, you Software Engineer")


def test_a_short_overlap_counts_by_the_month() -> None:
    short = stay(YOU, LABS, date(2019, 8, 1), date(2020, 1, 1))
    assert named(CriterionName.FAMILIAR, dossier(employments=(short,))).nats == pytest.approx(1.8 * 3 / 12)


def test_no_overlap_is_unknown_not_negative() -> None:
    later = stay(YOU, LABS, date(2020, 1, 1))
    assert not named(CriterionName.FAMILIAR, dossier(employments=(later,))).known


def test_a_sighting_says_that_the_length_is_unknown() -> None:
    seen = stay(YOU, LABS, None, as_of=date(2019, 5, 1))
    found = named(CriterionName.FAMILIAR, dossier(employments=(seen,)))
    assert texts(found) == ["Both at Fabrikam Labs in May 2019; how long is not known"]
    assert found.nats == pytest.approx(1.8 / 12)


def test_older_exports_give_a_lower_bound() -> None:
    seen = tuple(stay(YOU, LABS, None, as_of=day) for day in (date(2018, 6, 1), date(2019, 6, 1)))
    found = named(CriterionName.FAMILIAR, dossier(employments=seen))
    assert texts(found) == ["Both at Fabrikam Labs at least Jun 2018 - Jun 2019 (12 months)"]
    assert found.nats == pytest.approx(1.8)


def test_the_day_of_connecting_hints_at_an_overlap_and_counts_half() -> None:
    now = stay(YOU, LABS, None)
    found = named(CriterionName.FAMILIAR, dossier(employments=(now,), connected_on=date(2018, 5, 1)))
    assert found.nats == pytest.approx(0.9)
    assert found.evidence[0].kind is FactClass.INFERRED
    assert "for how long is not known" in found.evidence[0].text


def test_recommendations() -> None:
    received = said(StatementKind.RECOMMENDATION, at=date(2021, 5, 3))
    found = named(CriterionName.FAMILIAR, dossier(statements=(received,)))
    assert (found.nats, texts(found)) == (1.8, ["They recommended you in May 2021"])
    given_only = said(StatementKind.RECOMMENDATION, by_them=False)
    found = named(CriterionName.FAMILIAR, dossier(statements=(given_only,)))
    assert (found.nats, texts(found)) == (0.9, ["You recommended them at an unknown date"])


@pytest.mark.parametrize(
    ("by_them", "word", "text"),
    [
        (True, "managed", "they managed you"),
        (True, "Reported to", "they reported to you"),
        (False, "reported to", "you reported to them"),
        (False, "Managed", "you managed them"),
    ],
)
def test_relation_words_say_who_managed(by_them: bool, word: str, text: str) -> None:
    statement = said(StatementKind.RECOMMENDATION, by_them=by_them, detail=word)
    found = named(CriterionName.FAMILIAR, dossier(statements=(statement,)))
    assert found.nats == pytest.approx(1.8)
    assert texts(found)[0].endswith(text)


def test_the_users_word_overrides() -> None:
    marked = dossier(mark=Mark(close=True, managed_me=True))
    assert named(CriterionName.FAMILIAR, marked).nats == FULL[CriterionName.FAMILIAR]
    assert named(CriterionName.STRONG, marked).nats == FULL[CriterionName.STRONG]
    denied = dossier(mark=Mark(close=False), exchange=Exchange(sent=9, received=9, last=TODAY))
    found = named(CriterionName.STRONG, denied, NetworkPosition(rank=0.99, two_way=True))
    assert (found.known, found.nats) == (True, 0.0)
    word = said(StatementKind.RECOMMENDATION, by_them=False, detail="reported to")
    no_boss = dossier(statements=(word,), mark=Mark(managed_me=False))
    assert named(CriterionName.FAMILIAR, no_boss).nats == pytest.approx(0.9)


@pytest.mark.parametrize(("rank", "nats"), [(0.3, 0.0), (0.5, 0.0), (0.75, 0.95), (1.0, 1.9)])
def test_strength_is_a_percentile(rank: float, nats: float) -> None:
    exchange = Exchange(sent=20, received=22, personal_sent=20, personal_received=22, last=date(2026, 10, 10))
    found = named(
        CriterionName.STRONG, dossier(exchange=exchange), NetworkPosition(rank=rank, two_way=True, tie_place=93)
    )
    assert found.nats == pytest.approx(nats)
    assert found.known
    assert texts(found)[0].startswith("42 messages both ways; last 3 weeks before the export; stronger than 93 of 100")


def test_one_way_contact_says_so() -> None:
    sent = dossier(exchange=Exchange(sent=1, personal_sent=1, last=date(2026, 10, 31)))
    alone = named(CriterionName.STRONG, sent, NetworkPosition(rank=1.0))
    assert texts(alone)[0].startswith("1 message only from you; last 1 day before")
    assert alone.nats == pytest.approx(0.95)
    met = dossier(exchange=Exchange(sent=1, received=1, meetings=2, last=TODAY))
    assert "2 meetings" in texts(named(CriterionName.STRONG, met, NetworkPosition(rank=0.9, two_way=True)))[0]


def test_what_only_they_wrote_is_no_tie_and_no_enthusiasm() -> None:
    pitches = Exchange(received=12, personal_received=12, opened_by_them=12, last=TODAY)
    file = dossier(exchange=pitches, statements=(said(StatementKind.INVITATION),))
    found = named(CriterionName.STRONG, file, NetworkPosition(rank=0.99))
    assert (found.known, found.value) == (True, 0.0)
    assert texts(found)[0].startswith("12 messages only from them, none of them answered; last on the day")
    found = named(CriterionName.SUPPORTER, file)
    assert (found.value, texts(found)) == (
        0.0,
        ["They opened 12 conversations with you, none of which you answered; they invited you to connect"],
    )


def test_a_crowd_is_no_conversation_between_two() -> None:
    crowd = dossier(exchange=Exchange(sent=3, received=9, group=12, last=TODAY))
    found = named(CriterionName.STRONG, crowd, NetworkPosition(rank=0.99, two_way=False))
    assert (found.known, found.nats) == (False, 0.0)
    assert texts(found) == ["12 messages, all of them to many people at once: that tells nothing of the two of you"]
    assert one_sided(crowd)
    assert not one_sided(dossier(exchange=crowd.exchange, mark=Mark(worked_with=True)))
    assert exchanged_short(crowd.exchange) == "12 group messages"
    assert exchanged(crowd.exchange, TODAY, Pair()).startswith("12 messages, all of them to many people at once; last")
    assert not named(CriterionName.SUPPORTER, crowd).known


def test_requests_left_unanswered_count_against() -> None:
    silent = Exchange(
        sent=6, personal_sent=6, asked=5, ignored=5, unanswered=6, unanswered_since=date(2025, 3, 1), last=TODAY
    )
    found = named(CriterionName.SUPPORTER, dossier(exchange=silent))
    assert (found.known, found.value) == (True, 0.0)
    assert found.nats == pytest.approx(-0.4)
    assert "They answered none of the 5 conversations you opened; 6 messages since Mar 2025 without an answer" in texts(
        found
    )
    assert named(CriterionName.STRONG, dossier(exchange=silent), NetworkPosition(rank=1.0)).nats == 0
    kind = dossier(exchange=silent, statements=(said(StatementKind.RECOMMENDATION),))
    assert named(CriterionName.SUPPORTER, kind).nats == pytest.approx(0)
    close = dossier(exchange=silent, mark=Mark(close=True))
    assert named(CriterionName.SUPPORTER, close).nats == 0
    one = replace(silent, sent=1, personal_sent=1, asked=1, ignored=1, unanswered=1)
    assert named(CriterionName.SUPPORTER, dossier(exchange=one)).nats == 0
    answered = replace(silent, asked=9, answered=7, ignored=0, received=7, personal_received=7)
    assert named(CriterionName.SUPPORTER, dossier(exchange=answered)).nats == 0


@pytest.mark.parametrize(
    ("title", "role", "nats"),
    [
        ("Engineering Manager", "Software Engineer", 1.0),
        ("Software Engineer", "Software Engineer", 0.0),
        ("Intern", "Software Engineer", 0.0),
        ("CEO", "Software Engineer", 0.75),
        ("CEO", "Engineering Manager", 1.0),
    ],
)
def test_seniority_over_the_role(title: str, role: str, nats: float) -> None:
    found = named(CriterionName.NETWORKED, dossier(person=replace(YOU, title=title)), question=asked(role=role))
    assert found.nats == pytest.approx(nats)
    assert found.known


def test_without_a_role_the_own_title_is_the_measure() -> None:
    file = dossier(person=replace(YOU, title="Director of Sales"))
    assert "your own title (Software Engineer)" in texts(named(CriterionName.NETWORKED, file, question=asked()))[0]
    assert "no role was given" in texts(named(CriterionName.NETWORKED, file, question=asked(title="")))[0]


def test_colleagues_and_centrality() -> None:
    nobody = dossier(person=replace(YOU, title=""))
    found = named(CriterionName.NETWORKED, nobody, NetworkPosition(colleagues=2))
    assert found.nats == pytest.approx(0.3 * math.log(3))
    assert named(CriterionName.NETWORKED, nobody, NetworkPosition(colleagues=99)).nats == pytest.approx(0.6)
    assert named(CriterionName.NETWORKED, nobody, NetworkPosition(central=1.0)).nats == pytest.approx(0.4)


def test_the_title_at_the_company_counts_not_the_headline() -> None:
    there = stay(YOU, ACME, None, title="Chief Technology Officer")
    file = dossier(person=replace(YOU, title="Advisor"), employments=(there,))
    assert "Chief Technology Officer: senior" in texts(named(CriterionName.NETWORKED, file))[0]


@pytest.mark.parametrize(
    ("title", "role", "nats", "known"),
    [
        ("Senior Developer", "Software Engineer", 0.9, True),
        ("Data Scientist", "Software Engineer", 0.45, True),
        ("Nurse", "Software Engineer", 0.0, True),
        ("Guitarist", "Software Engineer", 0.0, False),
        ("Product Designer", "UX Designer", 0.9, True),
        ("Recruiter", "UI Designer", 0.0, True),
    ],
)
def test_expertise_by_function(title: str, role: str, nats: float, known: bool) -> None:
    found = named(CriterionName.EXPERTISE, dossier(person=replace(YOU, title=title)), question=asked(role=role))
    assert found.nats == pytest.approx(nats)
    assert found.known == known


def test_skills_break_ties_and_places_count() -> None:
    question = asked(role="Software Engineer", skills=("Python",), location="Lisbon")  # type: ignore[arg-type]
    plain = dossier(person=replace(YOU, title="Developer"))
    named_in_title = dossier(person=replace(YOU, title="Developer, Python and SQL"))
    endorsed = replace(plain, statements=(said(StatementKind.ENDORSEMENT, by_them=False, detail="python"),))
    assert named(CriterionName.EXPERTISE, plain, question=question).nats == pytest.approx(0.9)
    assert named(CriterionName.EXPERTISE, named_in_title, question=question).nats == pytest.approx(0.95)
    assert named(CriterionName.EXPERTISE, endorsed, question=question).nats == pytest.approx(0.95)
    assert named(CriterionName.EXPERTISE, plain, NetworkPosition(location="lisbon"), question).nats == pytest.approx(
        1.6
    )
    elsewhere = named(CriterionName.EXPERTISE, plain, NetworkPosition(location="Porto"), question)
    assert elsewhere.nats == pytest.approx(0.9)
    assert "In another place: Porto" in texts(elsewhere)


def test_supporters_act_first() -> None:
    once = Exchange(received=3, personal_received=3, personal_sent=1, sent=1, opened_by_them=2, taken_up=1)
    twice = replace(once, opened_by_them=3, taken_up=2)
    assert named(CriterionName.SUPPORTER, dossier(exchange=once)).nats == 0
    found = named(CriterionName.SUPPORTER, dossier(exchange=twice))
    assert found.nats == pytest.approx(0.4)
    assert texts(found) == ["They opened 3 conversations with you, 2 of which you answered"]
    all_of_them = dossier(exchange=replace(twice, opened_by_them=2))
    assert texts(named(CriterionName.SUPPORTER, all_of_them)) == [
        "They opened 2 conversations with you, all of which you answered"
    ]
    invited = dossier(exchange=once, statements=(said(StatementKind.INVITATION),))
    assert named(CriterionName.SUPPORTER, invited).nats == pytest.approx(0.4)
    recommended = dossier(statements=(said(StatementKind.RECOMMENDATION),))
    assert named(CriterionName.SUPPORTER, recommended).nats == pytest.approx(0.4)
    endorsed = dossier(statements=(said(StatementKind.ENDORSEMENT, detail="SQL"), said(StatementKind.ENDORSEMENT)))
    found = named(CriterionName.SUPPORTER, endorsed)
    assert found.nats == pytest.approx(0.1)
    assert texts(found) == ["They endorsed you for SQL at an unknown date"]
    mine_only = dossier(statements=(said(StatementKind.ENDORSEMENT, by_them=False),))
    assert not named(CriterionName.SUPPORTER, mine_only).known


def test_size_factor_falls_from_one_to_a_third() -> None:
    sizes = [size_factor(n) for n in (0, 1, 15, 30, 60, 5_000)]
    assert sizes[:3] == [1.0, 1.0, 1.0]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] == pytest.approx(0.3)


@given(dossiers(), standings())
def test_every_criterion_is_within_its_bounds(file: Dossier, standing: NetworkPosition) -> None:
    for found in criteria(file, standing, asked(MINE)):
        least = RELUCTANT_NATS if found.name is CriterionName.SUPPORTER else 0
        assert least <= found.nats <= FULL[found.name]
        assert found.value == pytest.approx(max(found.nats, 0) / FULL[found.name])
        assert found.evidence or not found.known
        assert found.known or found.nats == 0


@given(dossiers(), standings(), statements())
def test_a_further_statement_never_lowers_v(file: Dossier, standing: NetworkPosition, more: Statement) -> None:
    question = asked(MINE)
    richer = replace(file, statements=(*file.statements, more))
    before, after = criteria(file, standing, question), criteria(richer, standing, question)
    assert all(b.nats >= a.nats - 1e-12 for a, b in zip(before, after, strict=True))


@given(dossiers(), stays_of(YOU))
def test_a_further_shared_stay_never_makes_them_less_familiar(file: Dossier, more: Employment) -> None:
    if more.start is None and more.end is None:
        more = replace(more, current=True)
    question = asked(replace(MINE, title="Recruiter"), known={LABS.id: 500, ACME.id: 30})
    before = named(CriterionName.FAMILIAR, file, question=question)
    richer = replace(file, employments=(*file.employments, more))
    after = named(CriterionName.FAMILIAR, richer, question=question)
    assert after.nats >= before.nats - 1e-12


@given(dossiers(), standings(), st.booleans())
def test_a_kind_mark_never_lowers_v(file: Dossier, standing: NetworkPosition, close: bool) -> None:
    mark = replace(file.mark, close=True) if close else replace(file.mark, managed_me=True)
    before = criteria(file, standing, asked(MINE))
    after = criteria(replace(file, mark=mark), standing, asked(MINE))
    assert all(b.nats >= a.nats for a, b in zip(before, after, strict=True))


@given(st.lists(stays_of(ME), max_size=4), st.lists(stays_of(YOU), max_size=4))
def test_overlap_is_mutual_and_never_longer_than_either_stay(mine: list[Employment], theirs: list[Employment]) -> None:
    forth = overlaps(stays(mine, TODAY), theirs, connected_on=None, as_of=TODAY)
    back = overlaps(stays(theirs, TODAY), mine, connected_on=None, as_of=TODAY)
    assert [(o.company_id, o.start, o.end, o.months) for o in forth] == [
        (o.company_id, o.start, o.end, o.months) for o in back
    ]
    assert all(o.start <= o.end and o.months >= 1 for o in forth)


def expert(title: str, *, mine: str = ME.title, role: str = "", then: str = "") -> Criterion:
    """The expertise of somebody with `title` at Acme, once `then` elsewhere, asked about by somebody who is `mine`."""
    before = (replace(stay(YOU, LABS, date(2017, 1, 1), date(2018, 1, 1)), title=then),) if then else ()
    return named(
        CriterionName.EXPERTISE,
        dossier(person=replace(YOU, title=title), employments=before),
        question=asked(title=mine, role=role),
    )


@pytest.mark.parametrize(
    ("title", "mine", "role", "then", "nats", "text"),
    [
        ("Staff Software Engineer", "Senior Software Engineer", "Staff Engineer", "", 0.9, "same function as"),
        ("Staff Engineer", "Senior Software Engineer", "Staff Engineer", "", 0.9, "taken as software"),
        ("Engineering Manager", "Backend Engineer", "Backend Engineer", "", 0.9, "Manager, taken as software: same"),
        ("VP Engineering", "Backend Engineer", "", "", 0.9, "same function as your own title"),
        ("Staff Software Engineer", "", "Staff Engineer", "", 0.9, "same function as"),
        ("Engineering Manager", "Teacher", "Backend Engineer", "", 0.45, "engineering in general, and the role"),
        ("Data Analyst", "Teacher", "Staff Engineer", "", 0.45, "data, a part of engineering, which the role"),
        ("Data Engineer", "Data Engineer", "Staff Data Engineer", "", 0.9, "same function"),
        ("Software Engineer", "Data Engineer", "Staff Data Engineer", "", 0.45, "software, a field next to"),
        ("CTO", "Data Engineer", "Data Engineer", "", 0.45, "software, a field next to"),
        ("Ingenieur", "Softwareentwickler", "", "", 0.9, "taken as software"),
        ("Ingenieur", "Softwareentwickler", "", "Bauingenieur", 0.0, "taken as civil engineering"),
        ("Bauingenieurin", "Softwareentwickler", "Staff Engineer", "", 0.0, "another field than the role"),
        ("Software Engineer", "Civil Engineer", "Engineer", "", 0.0, "another field than the role"),
        ("Office Manager", "Senior Software Engineer", "Staff Engineer", "", 0.0, "office administration, another"),
        ("Design Recruiter", "Designer", "Product Designer", "", 0.0, "recruiting, another field"),
    ],
)
def test_functions_form_a_tree(title: str, mine: str, role: str, then: str, nats: float, text: str) -> None:
    found = expert(title, mine=mine, role=role, then=then)
    assert found.nats == pytest.approx(nats)
    assert text in " ".join(texts(found))
    assert " not " not in f" {' '.join(texts(found))} "
