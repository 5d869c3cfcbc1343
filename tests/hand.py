"""Hand-made values for tests of the judgement, and hypothesis strategies over them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from graph.model import (
    Company,
    Dossier,
    Employment,
    Exchange,
    FactClass,
    Mark,
    OwnerProfile,
    Person,
    Statement,
    StatementKind,
    company_id,
    person_id,
)
from referral.acquaintance import restraint
from referral.candidate import Candidate
from referral.criteria import criteria
from referral.overlap import Overlap
from referral.question import NetworkPosition, Question
from referral.reply_chance import Asks, chance
from referral.results import Reach

TODAY = date(2026, 11, 1)
ACME = Company(company_id("acme"), "acme", "Acme", 10)
LABS = Company(company_id("fabrikam labs"), "fabrikam labs", "Fabrikam Labs", 5)
ME = Person(person_id("in:me"), "Me Myself", "me", "Software Engineer", owner=True)
YOU = Person(person_id("in:you"), "Yo U", "you", "Recruiter", ACME.id, "Acme")


def stay(
    person: Person,
    company: Company,
    start: date | None,
    end: date | None = None,
    *,
    title: str = "",
    as_of: date = TODAY,
) -> Employment:
    """One employment; without an end it is current at `as_of`."""
    return Employment(person.id, company.id, company.name, title, start, end, end is None, as_of, FactClass.DECLARED, 1)


def owner(
    *employments: Employment, skills: tuple[str, ...] = (), location: str = "", title: str = ME.title
) -> OwnerProfile:
    """The ego's profile."""
    return OwnerProfile(replace(ME, title=title), employments, (), skills, "", location, (), (), ())


def asked(*employments: Employment, role: str = "", known: dict[str, int] | None = None, **profile: str) -> Question:
    """A question about Acme."""
    return Question.of(owner(*employments, **profile), ACME, TODAY, role, known or {})  # type: ignore[arg-type]


def said(kind: StatementKind, *, by_them: bool = True, at: date | None = None, detail: str = "") -> Statement:
    """A statement between me and you."""
    author, subject = (YOU, ME) if by_them else (ME, YOU)
    return Statement(kind, author.id, subject.id, at, detail, 1)


def dossier(
    *,
    person: Person = YOU,
    connected_on: date | None = None,
    exchange: Exchange | None = None,
    statements: tuple[Statement, ...] = (),
    employments: tuple[Employment, ...] = (),
    mark: Mark | None = None,
) -> Dossier:
    """What is known between me and you."""
    return Dossier(
        person, connected_on is not None, connected_on, exchange or Exchange(), statements, employments, mark or Mark()
    )


def candidate(
    name: str,
    question: Question,
    *,
    asks: Asks | None = None,
    base: float = 0.5,
    reach: float = 1.0,
    file: Dossier | None = None,
    standing: NetworkPosition | None = None,
) -> Candidate:
    """A candidate called `name`, with nothing known but what is given."""
    known = replace(file or dossier(), person=replace(YOU, id=person_id(f"in:{name}"), name=name, title=""))
    known = known if file is None else replace(known, person=replace(file.person, id=known.person.id, name=name))
    found = criteria(known, standing or NetworkPosition(), question)
    counted = asks or Asks()
    return Candidate(ME, known, found, counted, chance(counted, base), Reach(reach), restraint=restraint(known))


def days() -> st.SearchStrategy[date]:
    """Days that careers are made of."""
    return st.dates(date(2000, 1, 1), TODAY)


@st.composite
def stays_of(draw: st.DrawFn, person: Person) -> Employment:
    """An employment with or without dates."""
    company = draw(st.sampled_from([ACME, LABS]))
    start = draw(st.none() | days())
    end = draw(st.none() | (days() if start is None else st.dates(start, TODAY)))
    seen = draw(days()) if start is None else TODAY
    return stay(person, company, start, end, title=draw(st.sampled_from(["", "CTO", "Recruiter"])), as_of=seen)


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    """A statement either way, dated or not."""
    return said(
        draw(st.sampled_from(list(StatementKind))),
        by_them=draw(st.booleans()),
        at=draw(st.none() | days()),
        detail=draw(st.sampled_from(["", "managed", "reported to", "Python"])),
    )


@st.composite
def exchanges(draw: st.DrawFn) -> Exchange:
    """What passed, from nothing to much."""
    sent, received = draw(st.integers(0, 9)), draw(st.integers(0, 9))
    answered = draw(st.integers(0, sent))
    last = draw(days()) if sent + received else None
    opened = draw(st.integers(0, received))
    personal = draw(st.booleans())
    return Exchange(
        sent=sent,
        received=received,
        last=last,
        first=last,
        asked=sent,
        answered=answered,
        ignored=0 if received else sent - answered,
        personal_sent=sent * personal,
        personal_received=received * personal,
        opened_by_them=opened,
        taken_up=min(opened, sent),
        unanswered=sent - answered,
        unanswered_since=last,
    )


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    """Any dossier."""
    return dossier(
        person=replace(
            YOU, title=draw(st.sampled_from(["", "CTO", "Recruiter", "Senior Software Engineer", "Intern"]))
        ),
        connected_on=draw(st.none() | days()),
        exchange=draw(exchanges()),
        statements=tuple(draw(st.lists(statements(), max_size=4))),
        employments=tuple(draw(st.lists(stays_of(YOU), max_size=4))),
        mark=draw(st.sampled_from([Mark(), Mark(close=True), Mark(managed_me=True), Mark(close=False)])),
    )


@st.composite
def standings(draw: st.DrawFn) -> NetworkPosition:
    """Any standing."""
    return NetworkPosition(
        rank=draw(st.none() | st.floats(0, 1)),
        two_way=draw(st.booleans()),
        colleagues=draw(st.integers(0, 30)),
        central=draw(st.none() | st.floats(0, 1)),
    )


def months_of(found: list[Overlap]) -> list[int]:
    """The months of overlaps."""
    return [o.months for o in found]
