"""A world from a seed: firms, people with working lives, and one owner's ties to them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from random import Random

from synthetic.dates import moment
from synthetic.dice import dice, weighted
from synthetic.model import Circle, Firm, Job, Someone, Tie
from synthetic.names import NameBook, firm_names
from synthetic.titles import post

_CIRCLES = (
    (Circle.COLLEAGUE, 0.30),
    (Circle.SCHOOL, 0.08),
    (Circle.CLIENT, 0.12),
    (Circle.EVENT, 0.15),
    (Circle.RECRUITER, 0.10),
    (Circle.COLD, 0.25),
)
_CLOSENESS = {  # parameters of a beta distribution
    Circle.COLLEAGUE: (2.4, 2.8),
    Circle.SCHOOL: (2.0, 4.0),
    Circle.CLIENT: (2.0, 5.0),
    Circle.EVENT: (1.4, 7.0),
    Circle.RECRUITER: (1.2, 7.0),
    Circle.COLD: (1.0, 14.0),
}
_NO_EMPLOYER = ("", "", "Self-employed", "Freelance", "Stealth Startup", "N/A", "Looking for new opportunities")
_COLLEAGUE_FIELDS = ("engineering", "engineering", "data", "product", "design", "people", "operations")


@dataclass(slots=True)
class World:
    """The stage: `firms` most common first, with the running sums of their weights, and the names in use."""

    seed: int
    today: date
    firms: list[Firm]
    sums: list[float]
    book: NameBook

    def firm(self, chance: Random) -> Firm:
        """A firm, big ones more often."""
        picked: Firm = chance.choices(self.firms, cum_weights=self.sums)[0]
        return picked


def make_world(*, seed: int, today: date, people: int, kept_apart: Sequence[str] = ()) -> World:
    """Firms for so many people; no draw finds those `kept_apart`, nor any that could be mistaken for them."""
    count = min(4000, max(60, int(10 * math.sqrt(people) + people / 15)))
    taken = {firm.split()[0] for firm in kept_apart}
    names = [n for n in firm_names(dice(seed, "firms"), count) if n.split()[0] not in taken]
    sums = list(accumulate(1 / (rank + 4) for rank in range(len(names))))
    return World(seed, today, [Firm(n) for n in names], sums, NameBook())


def month_add(day: date, months: int) -> date:
    """The first of the month `months` later."""
    total = day.year * 12 + day.month - 1 + months
    return date(total // 12, total % 12 + 1, 1)


def months_between(start: date, end: date) -> int:
    """Whole calendar months, never negative."""
    return max(0, (end.year - start.year) * 12 + end.month - start.month)


def career(world: World, chance: Random, *, field: str, jobs: int, years: int) -> tuple[Job, ...]:
    """`jobs` stays in a row over `years`, rising in level, the last one open."""
    first = date(world.today.year - years, chance.randint(1, 12), 1)
    span = months_between(first, world.today)
    cuts = [0, *sorted(chance.sample(range(9, span - 5), jobs - 1)), span]
    firms = chance.sample(world.firms[: max(jobs, 25)], jobs)
    stays = []
    for i, firm in enumerate(firms):
        at = post(chance, field, min(3, i))
        end = None if i == jobs - 1 else month_add(first, cuts[i + 1])
        stays.append(Job(firm, at.title, at.field, at.level, month_add(first, cuts[i]), end))
    return tuple(stays)


def newcomer(world: World, chance: Random, jobs: tuple[Job, ...], shows: str | None = None) -> Someone:
    """A new person with these jobs."""
    given, family = world.book.person(chance)
    slug = world.book.slug(chance, given, family)
    domain = jobs[-1].firm.domain if jobs and chance.random() < 0.6 else "mailbox.example"
    return Someone(given, family, slug, f"{slug[8:].encode('ascii', 'ignore').decode()}@{domain}", jobs, shows)


def current_job(world: World, chance: Random, field: str | None = None, firm: Firm | None = None) -> Job:
    """A job taken up in the last six years and still held."""
    at = post(chance, field)
    start = month_add(date(world.today.year - chance.randint(1, 6), 1, 1), chance.randrange(12))
    start = min(start, world.today.replace(day=1))
    return Job(firm or world.firm(chance), at.title, at.field, at.level, start)


def _job_before(world: World, chance: Random, now: Job) -> Job:
    at = post(chance, now.field, max(0, min(4, now.level - 1)))
    return Job(
        world.firm(chance), at.title, at.field, at.level, month_add(now.start, -chance.randint(10, 60)), now.start
    )


def make_tie(world: World, owner: Someone, chance: Random, circle: Circle | None = None) -> Tie:
    """A new connection of `owner`: the person, how close they are, and since when."""
    circle = circle or weighted(chance, _CIRCLES)
    if circle is Circle.COLLEAGUE and owner.jobs:
        return _colleague(world, owner, chance)
    field = "people" if circle is Circle.RECRUITER else None
    shows = chance.choice(_NO_EMPLOYER) if chance.random() < 0.09 else None
    now = current_job(world, chance, field)
    person = newcomer(world, chance, (_job_before(world, chance, now), now), shows)
    strength = chance.betavariate(*_CLOSENESS[circle])
    since = owner.jobs[0].start if owner.jobs else date(world.today.year - 8, 1, 1)
    return tie_with(chance, person, circle, strength, earliest=since, latest=world.today)


def _colleague(world: World, owner: Someone, chance: Random) -> Tie:
    """Somebody who overlapped with one of the owner's stays; the longer, the closer."""
    stay = chance.choice(owner.jobs)
    length = max(3, months_between(stay.start, stay.end or world.today))
    shared = chance.randint(2, length)
    start = month_add(stay.start, chance.randint(0, length - shared))
    end = month_add(start, shared)
    stays = end >= world.today or chance.random() < (0.8 if stay.end is None else 0.25)
    at = post(chance, chance.choice(_COLLEAGUE_FIELDS))
    then = Job(stay.firm, at.title, at.field, at.level, start, None if stays else end)
    jobs = (then,) if stays else (then, _next_job(world, chance, then))
    strength = min(1.0, chance.betavariate(*_CLOSENESS[Circle.COLLEAGUE]) * (0.65 + min(shared, 36) / 60))
    latest = min(world.today, month_add(end, 6))
    person = newcomer(world, chance, jobs)
    return tie_with(chance, person, Circle.COLLEAGUE, strength, earliest=start, latest=latest)


def _next_job(world: World, chance: Random, then: Job) -> Job:
    at = post(chance, then.field, min(7, then.level + chance.choice((0, 1, 1))))
    return Job(world.firm(chance), at.title, at.field, at.level, then.end or world.today)


def tie_with(chance: Random, person: Someone, circle: Circle, strength: float, *, earliest: date, latest: date) -> Tie:
    """A tie made between two days. Whether they would refer is a coin weighted by strength (a simulation input)."""
    first, last = datetime.combine(earliest, datetime.min.time(), UTC), moment(latest) - timedelta(days=1)
    seconds = max(1, int((last - first).total_seconds()))
    would = bool(person.jobs) and chance.random() < 1 / (1 + math.exp(-9 * (strength - 0.45)))
    return Tie(person, circle, round(strength, 4), first + timedelta(seconds=chance.randrange(seconds)), would)
