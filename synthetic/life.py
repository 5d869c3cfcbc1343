"""An owner's whole life on the network, from their ties: what was written, said, asked and followed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from synthetic.conversations import conversation, group_chat, noise
from synthetic.dates import days_before, moment
from synthetic.dice import dice, weighted
from synthetic.model import (
    Circle,
    Conversation,
    Interest,
    Invitation,
    Life,
    Someone,
    Statement,
    StatementKind,
    Tie,
)
from synthetic.titles import post
from synthetic.world import World, career, make_tie, newcomer


def _skills(text: str) -> tuple[str, ...]:
    return tuple(text.split(";"))


SKILLS = _skills(
    "Python;SQL;Kubernetes;Product Strategy;Stakeholder Management;Go;C++;Machine Learning;A/B Testing;"
    "Roadmapping;Figma;Negotiation;Public Speaking;Terraform;Forecasting;Hiring"
)
_SCHOOLS = ("Ostermark University", "Valden Institute of Technology", "University of Carrowmere", "Halvard Polytechnic")
_PLACES = ("Greater Lindenport Area", "Carrowmere, Westland", "Região Metropolitana de Valden")
_NOTES = ("", "", "", "Great meeting you at the meetup.", "Loved your talk on queues, let's connect!")
_STATUS = (("ACCEPTED", 40), ("PENDING", 2), ("HIDDEN", 1))


def make_owner(world: World, chance: Random, *, field: str = "engineering", years: int = 13) -> Someone:
    """A person with a working life of four or five stays, ready to own an archive."""
    return newcomer(world, chance, career(world, chance, field=field, jobs=chance.randint(4, 5), years=years))


def make_ties(world: World, owner: Someone, chance: Random, count: int) -> list[Tie]:
    """`count` new connections."""
    return [make_tie(world, owner, chance) for _ in range(count)]


def make_life(
    world: World,
    owner: Someone,
    ties: Sequence[Tie],
    *,
    mean: float,
    noise_threads: int | None = None,
    said: Sequence[Statement] = (),
    interests: Sequence[Interest] = (),
    groups: Sequence[Conversation] = (),
) -> Life:
    """Everything that follows from the ties. `mean`: messages for a tie of mean strength."""
    until, seed = moment(world.today), world.seed
    ordered = tuple(sorted(ties, key=lambda t: (t.connected, t.person.slug), reverse=True))
    threads = [c for t in ordered if (c := conversation(seed=seed, owner=owner, tie=t, until=until, mean=mean))]
    threads += groups or _groups(world, owner, ordered, until)
    count = min(300, max(2, len(ordered) // 15)) if noise_threads is None else noise_threads
    threads += noise(seed=seed, owner=owner, ties=ordered, until=until, count=count, book=world.book)
    threads.sort(key=lambda c: (c.messages[-1].at, c.id), reverse=True)
    chance = dice(seed, "life", owner.slug)
    return Life(
        seed=seed,
        owner=owner,
        mails=(owner.mail, f"{owner.slug.split('-')[2]}@home.example"),
        schools=tuple(chance.sample(_SCHOOLS, 2)),
        skills=tuple(chance.sample(SKILLS, 9)),
        industry="Software Development",
        place=chance.choice(_PLACES),
        registered=min([moment(owner.jobs[0].start), *(t.connected for t in ordered)]),
        ties=ordered,
        conversations=tuple(threads),
        said=_sorted_said([*said, *_said(world, owner, ordered, until)]),
        invitations=tuple(_invitations(world, owner, ordered, until)),
        interests=tuple(sorted([*interests, *_interests(world, owner)], key=lambda i: (i.at, i.company), reverse=True)),
        hidden=tuple(_hidden(seed, owner, ordered)),
    )


def _groups(world: World, owner: Someone, ties: Sequence[Tie], until: datetime) -> list[Conversation]:
    """Chats among colleagues of one firm."""
    by_firm: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        if tie.circle is Circle.COLLEAGUE:
            by_firm[tie.person.jobs[0].firm.name].append(tie)
    pools = [pool for pool in by_firm.values() if len(pool) >= 3]
    chance = dice(world.seed, "groups", owner.slug)
    chats = []
    for i in range(min(40, len(ties) // 15 + 1) if pools else 0):
        pool = chance.choice(pools)
        chosen = chance.sample(pool, min(len(pool), chance.randint(2, 6)))
        since = max(t.connected for t in chosen)
        members = [owner, *(t.person for t in chosen)]
        chats.append(group_chat(seed=world.seed, topic=f"{owner.slug}:{i}", members=members, since=since, until=until))
    return chats


def _sorted_said(said: Sequence[Statement]) -> tuple[Statement, ...]:
    return tuple(sorted(said, key=lambda s: (s.at, s.author.slug, s.subject.slug, s.skill), reverse=True))


def _said(world: World, owner: Someone, ties: Sequence[Tie], until: datetime) -> list[Statement]:
    """Endorsements among those who know each other's work, recommendations among the closest colleagues."""
    said: list[Statement] = []
    for tie in ties:
        one, other = sorted((owner, tie.person), key=lambda s: s.slug)
        chance = dice(world.seed, "said", one.slug, other.slug)
        for author, subject in ((one, other), (other, one)):
            said += _words(chance, author, subject, tie, until)
    return said


def _words(chance: Random, author: Someone, subject: Someone, tie: Tie, until: datetime) -> list[Statement]:
    if tie.circle not in (Circle.COLLEAGUE, Circle.SCHOOL, Circle.CLIENT):
        return []
    said = []
    if chance.random() < 0.5 * tie.strength:
        at = _between(chance, tie.connected, until)
        for i, skill in enumerate(chance.sample(SKILLS, chance.randint(1, 4))):
            when, status = at + timedelta(seconds=i), weighted(chance, _STATUS)
            said.append(Statement(StatementKind.ENDORSEMENT, author, subject, when, status, skill=skill))
    if tie.circle is Circle.COLLEAGUE and chance.random() < 0.35 * tie.strength**2:
        acquainted = tie.connected + (until - tie.connected) * 0.3
        said.append(recommendation(author, subject, _between(chance, acquainted, until)))
    return said


def recommendation(
    author: Someone, subject: Someone, at: datetime, firm: str | None = None, title: str = ""
) -> Statement:
    """A written, visible recommendation; the author's firm and title then, unless told otherwise."""
    job = author.job_at(at.date()) or (author.jobs[0] if author.jobs else None)
    firm = firm if firm is not None else job.firm.name if job else ""
    title = title or (job.title if job else "")
    return Statement(StatementKind.RECOMMENDATION, author, subject, at, "VISIBLE", firm=firm, title=title)


def _between(chance: Random, first: datetime, last: datetime) -> datetime:
    return first + timedelta(seconds=chance.randrange(max(1, int((last - first).total_seconds()))))


def _invitations(world: World, owner: Someone, ties: Sequence[Tie], until: datetime) -> list[Invitation]:
    """Of the last two years; and some that are still open, which make no tie."""
    made = []
    for tie in ties:
        if (until - tie.connected).days < 700:
            one, other = sorted((owner, tie.person), key=lambda s: s.slug)
            chance = dice(world.seed, "invitation", one.slug, other.slug)
            pair = (one, other) if chance.random() < 0.5 else (other, one)
            at = days_before(tie.connected, chance.expovariate(0.4))
            made.append(Invitation(at, *pair, chance.choice(_NOTES), accepted=True))
    chance = dice(world.seed, "pending", owner.slug)
    for _ in range(len(made) // 8 + 1 if ties else 0):
        given, family = world.book.person(chance)
        stranger = Someone(given, family, world.book.slug(chance, given, family))
        pair = (owner, stranger) if chance.random() < 0.6 else (stranger, owner)
        made.append(Invitation(days_before(until, chance.uniform(0, 400)), *pair, "", accepted=False))
    return sorted(made, key=lambda i: (i.at, i.sender.slug), reverse=True)


def _interests(world: World, owner: Someone) -> list[Interest]:
    chance = dice(world.seed, "interests", owner.slug)
    until = moment(world.today)
    wants = []
    for kind, count, days in (("applied", 12, 500), ("saved", 6, 90), ("follow", 18, 900)):
        for _ in range(count):
            at = days_before(until, chance.uniform(1, days))
            title = post(chance, owner.jobs[-1].field).title if kind != "follow" else ""
            wants.append(Interest(kind, world.firm(chance).name, title, at))
    return wants


def _hidden(seed: int, owner: Someone, ties: Sequence[Tie]) -> list[datetime]:
    chance = dice(seed, "hidden", owner.slug)
    return sorted((t.connected for t in ties if chance.random() < 0.004), reverse=True)
