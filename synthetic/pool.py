"""The demonstration: three members pool their archives, and one of them wants a referral.

The ego works with people who now sit at the first company. Nobody the ego knows is at the second, but the colleague
they are connected to knows somebody there, and that colleague's contact knows more. Nobody knows anyone at the third.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from synthetic.archive import write_archive
from synthetic.dates import days_before, moment
from synthetic.dice import dice
from synthetic.eras import ERAS
from synthetic.life import make_life, make_owner, make_ties, recommendation
from synthetic.model import Circle, Firm, Interest, Job, Someone, Statement, StatementKind, Tie
from synthetic.tables import ArchivePlan
from synthetic.truth import PoolTruth
from synthetic.world import World, make_world, month_add, months_between, newcomer, tie_with

DIRECT, INDIRECT, UNREACHED = "Northwind Robotics", "Quillmark Systems", "Ambervale Energy"
ROLE = "Staff Software Engineer"
_SIZES = (260, 210, 170)
_SHARED = 45
_MEAN = 6.0


@dataclass(frozen=True, slots=True)
class Insider:
    """Somebody at a target company. `before`: what they were when they worked with the owner, empty: they never did."""

    title: str
    field: str
    level: int
    circle: Circle
    strength: float
    before: str = ""
    recommends: bool = False
    endorses: bool = False


_KNOWN_TO_EGO = (
    Insider(
        "Director of Engineering", "engineering", 5, Circle.COLLEAGUE, 0.82, "Engineering Manager", recommends=True
    ),
    Insider(
        "Staff Software Engineer", "engineering", 3, Circle.COLLEAGUE, 0.74, "Senior Software Engineer", endorses=True
    ),
    Insider("VP Engineering", "engineering", 6, Circle.EVENT, 0.18),
    Insider("Senior Product Manager", "product", 2, Circle.CLIENT, 0.42, endorses=True),
    Insider("Talent Partner", "people", 1, Circle.RECRUITER, 0.15),
    Insider("Data Scientist", "data", 1, Circle.SCHOOL, 0.30),
    Insider("Senior Site Reliability Engineer", "engineering", 2, Circle.COLLEAGUE, 0.35, "Site Reliability Engineer"),
)
_KNOWN_TO_FRIEND = (
    Insider(
        "Engineering Manager", "engineering", 4, Circle.COLLEAGUE, 0.70, "Senior Software Engineer", recommends=True
    ),
    Insider("Principal Platform Engineer", "engineering", 4, Circle.EVENT, 0.30),
)
_KNOWN_TO_FAR = (
    Insider("Head of Data", "data", 5, Circle.COLLEAGUE, 0.65, "Data Scientist"),
    Insider("Senior Backend Engineer", "engineering", 2, Circle.CLIENT, 0.40),
    Insider("HR Business Partner", "people", 1, Circle.EVENT, 0.20),
)
_FRIEND_AT_DIRECT = (Insider("Machine Learning Engineer", "data", 1, Circle.EVENT, 0.45),)


@dataclass(slots=True)
class Draft:
    """An owner's life while it is being made up."""

    owner: Someone
    ties: list[Tie]
    said: list[Statement]


def make_pool(out: Path, *, seed: int = 1) -> PoolTruth:
    """Write three overlapping archives of the newest era into `out` and name the companies to ask about.

    The ego is connected to the second owner, who is connected to the third; ego and third only share contacts.
    Equal seeds give equal bytes. Takes about half a second.
    """
    today = ERAS["2026"].as_of
    world = make_world(seed=seed, today=today, people=sum(_SIZES), kept_apart=(DIRECT, INDIRECT, UNREACHED))
    chance = dice(seed, "pool")
    ego, friend, far = drafts = _owners(world, chance)
    direct = _insiders(world, chance, ego, DIRECT, _KNOWN_TO_EGO)
    indirect = _insiders(world, chance, friend, INDIRECT, _KNOWN_TO_FRIEND) + _insiders(
        world, chance, far, INDIRECT, _KNOWN_TO_FAR
    )
    direct += _insiders(world, chance, friend, DIRECT, _FRIEND_AT_DIRECT)
    _share(world, chance, drafts)
    _acquaint(world, chance, ego, friend, strength=0.78, years=4)
    _acquaint(world, chance, friend, far, strength=0.66, years=3)
    members = []
    for number, (draft, lag) in enumerate(zip(drafts, (0, 3, 9), strict=True)):
        wishes = _wishes(today) if draft is ego else ()
        life = make_life(world, draft.owner, draft.ties, mean=_MEAN, said=draft.said, interests=wishes)
        scene = ArchivePlan(life, ERAS["2026"], today - timedelta(days=lag))
        members.append(write_archive(out / f"{number + 1}-{draft.owner.slug}", scene))
    return PoolTruth(
        members=tuple(members),
        ego=ego.owner.name,
        ego_slug=ego.owner.slug,
        role=ROLE,
        direct_company=DIRECT,
        indirect_company=INDIRECT,
        unreachable_company=UNREACHED,
        direct_people=tuple(p.slug for p in direct),
        indirect_people=tuple(p.slug for p in indirect),
    )


def _owners(world: World, chance: Random) -> tuple[Draft, Draft, Draft]:
    made: list[Draft] = []
    for size in _SIZES:
        owner = make_owner(world, chance)
        owner = owner if made else _software_engineer(owner)
        made.append(Draft(owner, make_ties(world, owner, chance, size - 2 * _SHARED), []))
    return made[0], made[1], made[2]


def _software_engineer(owner: Someone) -> Someone:
    """The same person in the line of work that the role is in, one step below it."""
    steps = ("Junior Software Engineer", "Software Engineer", "Senior Software Engineer")
    jobs = (replace(job, title=steps[min(i, 2)], level=min(i, 2)) for i, job in enumerate(owner.jobs))
    return replace(owner, jobs=tuple(jobs))


def _insiders(world: World, chance: Random, draft: Draft, firm: str, insiders: Sequence[Insider]) -> list[Someone]:
    """People at `firm` known to one owner."""
    placed = []
    for insider in insiders:
        tie, said = _insider(world, chance, draft.owner, Firm(firm), insider)
        draft.ties.append(tie)
        draft.said += said
        placed.append(tie.person)
    return placed


def _insider(world: World, chance: Random, owner: Someone, firm: Firm, insider: Insider) -> tuple[Tie, list[Statement]]:
    since = month_add(world.today, -chance.randint(14, 40))
    now = Job(firm, insider.title, insider.field, insider.level, since)
    stay = max(owner.jobs[:-1], key=lambda job: (min(30, months_between(job.start, job.end or world.today)), job.start))
    left = min(stay.end or since, since)
    if insider.before:
        then = Job(stay.firm, insider.before, insider.field, insider.level, stay.start, since)
        earliest, latest = month_add(stay.start, 1), month_add(stay.start, 6)
        person = newcomer(world, chance, (then, now))
    else:
        earliest, latest = month_add(since, -30), since
        person = newcomer(world, chance, (now,))
    tie = tie_with(chance, person, insider.circle, insider.strength, earliest=earliest, latest=latest)
    said = []
    if insider.recommends:
        at = max(days_before(moment(left), 20), tie.connected)
        said.append(recommendation(person, owner, at, stay.firm.name, insider.before))
    if insider.endorses:
        at = days_before(moment(world.today), chance.uniform(100, 500))
        said.append(
            Statement(StatementKind.ENDORSEMENT, person, owner, max(at, tie.connected), "ACCEPTED", skill="Kubernetes")
        )
    return tie, said


def _share(world: World, chance: Random, drafts: Sequence[Draft]) -> None:
    """Contacts that two owners have in common: each pair gets some that are new to both."""
    for one, other in ((0, 1), (1, 2), (0, 2)):
        for tie in make_ties(world, drafts[one].owner, chance, _SHARED):
            drafts[one].ties.append(tie)
            strength = chance.betavariate(2, 5)
            earliest = month_add(tie.connected.date(), -12)
            again = tie_with(chance, tie.person, Circle.EVENT, strength, earliest=earliest, latest=world.today)
            drafts[other].ties.append(replace(again, circle=tie.circle))


def _acquaint(world: World, chance: Random, one: Draft, other: Draft, *, strength: float, years: int) -> None:
    """Connect two owners; each one's archive shows the other."""
    since = date(world.today.year - years, 3, 1)
    tie = tie_with(chance, other.owner, Circle.COLLEAGUE, strength, earliest=since, latest=month_add(since, 6))
    one.ties.append(tie)
    other.ties.append(replace(tie, person=one.owner))


def _wishes(today: date) -> tuple[Interest, ...]:
    """The ego has an eye on the company nobody knows, and on the first."""
    now = moment(today)
    return (
        Interest("saved", UNREACHED, ROLE, days_before(now, 12)),
        Interest("saved", DIRECT, ROLE, days_before(now, 5)),
        Interest("follow", UNREACHED, "", days_before(now, 60)),
        Interest("follow", INDIRECT, "", days_before(now, 90)),
    )
