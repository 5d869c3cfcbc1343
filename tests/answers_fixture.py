"""Answers made by hand, of invented people, for everything that draws or prints."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from graph.model import Basis, Company, FactClass, Person, company_id, person_id
from referral.path_results import IntroPath, Paths, PathTie
from referral.results import (
    AnswerChance,
    Criterion,
    CriterionName,
    Decision,
    Evidence,
    NextStep,
    Reach,
    Referrer,
    Referrers,
    Restraint,
    Sponsor,
    Verdict,
    Vouch,
)

AS_OF = date(2026, 9, 12)
ACME = Company(company_id("northwind robotics"), "northwind robotics", "Northwind Robotics", 6)
BASIS = Basis("local", 3)
OBSERVED, DECLARED, CONFIRMED = FactClass.OBSERVED, FactClass.DECLARED, FactClass.CONFIRMED


def person(name: str, title: str = "", company: str = "", *, owner: bool = False) -> Person:
    slug = "zz-demo-" + name.lower().replace(" ", "-")
    return Person(
        person_id(f"in:{slug}"), name, slug, title, company_id(company.lower()) if company else None, company, owner
    )


EGO = person("Lars Bergholm", "Backend Engineer", "Fabrikam Labs", owner=True)
MARA = person("Mara Lindqvist", "Engineering Manager", "Contoso Audio")
DENIZ = person("Deniz Aydın", "Staff Engineer", "Tailspin Pay")
WEN = person("Wen Zhang", "CTO", "Litware Energy")
ANA = person("Ana Sousa", "Data Lead", "Woodgrove Bank")
TOMAS = person("Tomás Rivera", "VP Engineering", "Globex Grid")
LENA = person("Lena Vogel", "Site Reliability Engineer", "Proseware Cloud")
PRIYA = person("Priya Raman", "Hiring Manager, Platform", ACME.name)
OLU = person("Olu Adeyemi", "Staff Engineer", ACME.name)
NINA = person("Nina Petrova", "Engineering Director", ACME.name)
CARL = person("Carl Jensen", "Security Engineer", ACME.name)
YUKI = person("Yuki Tanaka", "Data Scientist", ACME.name)


def tie(a: Person, b: Person, strength: float, text: str, *, messages: int = 0, kind: FactClass = OBSERVED) -> PathTie:
    source, fact, short = "Connections.csv", kind, "Connected 2021"
    if text.startswith("Both at"):
        source, fact, short = "positions", DECLARED, "Fabrikam Labs, 20 months"
    elif text.startswith("Recommended"):
        source, short = "statements", "Recommended you"
    elif messages:
        source, short = "messages", f"{messages} messages"
    lines = (Evidence(text, source, fact, date(2026, 6, 1), short),)
    last = date(2026, 6, 1) if messages else None
    return PathTie(a, b, strength, kind, lines, (EGO,), messages, last, round(100 * strength))


TIES = {
    (t.source.name, t.target.name): t
    for t in (
        tie(EGO, MARA, 0.91, "42 messages both ways; the last 3 weeks before the export", messages=42),
        tie(EGO, OLU, 0.62, "Both at Fabrikam Labs, Mar 2018 - Nov 2019 (20 months)", messages=3),
        tie(EGO, DENIZ, 0.74, "9 messages both ways; the last 5 months before the export", messages=9),
        tie(EGO, WEN, 0.48, "Recommended you in May 2021"),
        tie(EGO, ANA, 0.22, "Connected since 2021; no contact on record", kind=DECLARED),
        tie(MARA, PRIYA, 0.78, "26 messages both ways", messages=26),
        tie(MARA, NINA, 0.44, "You confirmed it", kind=CONFIRMED),
        tie(DENIZ, OLU, 0.58, "14 messages both ways", messages=14),
        tie(DENIZ, CARL, 0.3, "Connected since 2019; no contact on record", kind=DECLARED),
        tie(WEN, TOMAS, 0.66, "31 messages both ways", messages=31),
        tie(TOMAS, NINA, 0.72, "18 messages both ways", messages=18),
        tie(ANA, LENA, 0.52, "5 messages both ways", messages=5),
        tie(LENA, CARL, 0.6, "11 messages both ways", messages=11),
        tie(ANA, YUKI, 0.41, "Connected since 2024; no contact on record", kind=DECLARED),
    )
}


def path(rank: int, *people: Person) -> IntroPath:
    ties = tuple(TIES[a.name, b.name] for a, b in pairwise(people))
    strength = 1.0
    for t in ties:
        strength *= t.strength
    strength *= 0.5 ** (len(ties) - 1)
    weakest = min(range(len(ties)), key=lambda i: ties[i].strength)
    return IntroPath(rank, people, ties, strength, weakest, round(100 * strength))


PATHS = Paths(
    ego=EGO,
    company=ACME,
    person=None,
    as_of=AS_OF,
    max_hops=3,
    disjoint=False,
    paths=tuple(
        path(i + 1, *people)
        for i, people in enumerate(
            [
                (EGO, OLU),
                (EGO, MARA, PRIYA),
                (EGO, DENIZ, OLU),
                (EGO, MARA, NINA),
                (EGO, DENIZ, CARL),
                (EGO, WEN, TOMAS, NINA),
                (EGO, ANA, YUKI),
                (EGO, ANA, LENA, CARL),
            ]
        )
    ),
    reason="",
    notes=("Three archives are pooled; ties between others are known only as far as their archives show them.",),
    basis=BASIS,
)
NO_PATHS = Paths(
    ego=EGO,
    company=ACME,
    person=None,
    as_of=AS_OF,
    max_hops=3,
    disjoint=False,
    paths=(),
    reason="nobody in these archives is tied to anyone at Northwind Robotics",
    notes=(),
    basis=BASIS,
)


def criteria(*values: float) -> tuple[Criterion, ...]:
    lines = (
        "Both at Fabrikam Labs, Mar 2018 - Nov 2019 (20 months)",
        "14 messages both ways; the last 3 months before the export",
        "Senior to the role you asked for",
        "Works in software engineering, like the role",
        "Opened 3 conversations with you",
    )
    return tuple(
        Criterion(name, value, value > 0, 1.8 * value, (Evidence(text, "messages", OBSERVED),) if value else ())
        for name, value, text in zip(CriterionName, values, lines, strict=True)
    )


def referrer(rank: int, who: Person, *values: float, via: tuple[Sponsor, ...] = (), tier: str = "A") -> Referrer:
    return Referrer(
        rank=rank,
        person=who,
        ego=EGO,
        score=2.0 - rank,
        tier=tier,
        p_top5=0.95 - 0.2 * rank,
        too_close_to=(),
        vouch=Vouch(0.7 - 0.1 * rank, criteria(*values)),
        answer=AnswerChance(0.66, 0.41, 0.87, 5, 4),
        reach=Reach(1.0 if not via else 0.4, via),
        restraint=Restraint(),
        next_step=NextStep.ASK_FOR_INTRO if via else NextStep.ASK,
        criteria_met=sum(v >= 0.5 for v in values),
        step="ask for an introduction" if via else "ask",
    )


VERDICT = Verdict(
    Decision.ASK,
    ("You know Olu Adeyemi there, who worked with you for 20 months.",),
    ("A referral is looked at sooner than a form.",),
    ("Olu vouches with their own name.",),
)
REFERRERS = Referrers(
    ego=EGO,
    company=ACME,
    role="Staff Engineer",
    as_of=AS_OF,
    verdict=VERDICT,
    notes=("Answers are not calibrated on your own asks yet.",),
    referrers=(
        referrer(1, OLU, 0.9, 0.7, 0.5, 1.0, 0.6),
        referrer(2, PRIYA, 0.0, 0.0, 0.8, 0.9, 0.0, via=(Sponsor((MARA,), 0.36),), tier="B"),
        referrer(3, NINA, 0.0, 0.0, 0.9, 0.4, 0.0, via=(Sponsor((MARA,), 0.2), Sponsor((WEN, TOMAS), 0.06)), tier="C"),
    ),
    basis=BASIS,
    total=3,
)
