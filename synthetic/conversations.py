"""Messages: who wrote to whom, when, and who answered."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from synthetic.dates import SECONDS_A_DAY, days_before
from synthetic.dice import dice, lognormal, weighted
from synthetic.model import Circle, Conversation, Message, Someone, Tie
from synthetic.names import NameBook

MEAN_STRENGTH = 0.25
_OPENERS = (
    "Hi {n}, how is the new team treating you?",
    "Are you free for a coffee next week?",
    "Your talk made me think of our time on the migration. How are you?",
    "Quick question about the on-call rota you set up back then.",
    "Would you have a look at my draft?",
    "Saw the launch, congratulations!",
    "Do you know anyone who has run this at scale?\n\nNo hurry at all.",
)
_ANSWERS = (
    "Yes, happy to help.",
    "Good to hear from you, {n}! Tuesday works.",
    "Let me check and come back to you.",
    'We tried it, and the short version is "it depends".',
    "Thank you, that is exactly what I needed.",
    "Ha, I was about to write to you, too.",
    "Agreed, let's talk on the phone.",
)
_COLD = (
    "Hi {n}, I came across your profile and have a role you may like.",
    "Hi {n}, do you have 15 minutes this week?",
)
_OPENS = {Circle.RECRUITER: 0.1, Circle.COLD: 0.15}
_GROUP_TITLES = ("", "Reunion lunch", "Platform guild", "Book club", "Sunday ride")
_SPONSORED = (
    '<p class="spinmail-quill-editor__spin-break">Hi %FIRSTNAME%,</p><p>Our <strong>webinar</strong> &amp; more.</p>'
)


def thread_id(chance: Random) -> str:
    """An opaque conversation id of the real shape."""
    return "2-" + base64.b64encode(f"{chance.getrandbits(64):016x}".encode()).decode()


def conversation(*, seed: int, owner: Someone, tie: Tie, until: datetime, mean: float) -> Conversation | None:
    """What `owner` and a connection wrote to each other up to `until`; the same from either one's side.

    `mean`: expected messages for a tie of mean strength. Strong ties write more, later, and answer more often.
    """
    one, other = sorted((owner, tie.person), key=lambda s: s.slug)
    chance = dice(seed, "talk", one.slug, other.slug)
    count = int(mean * tie.strength / MEAN_STRENGTH * lognormal(chance, 0.35) + chance.random())
    if count == 0:
        return None
    opens = _OPENS.get(tie.circle, 0.5)
    first_opens = opens if one is owner else 1 - opens
    messages = _episodes(chance, (one, other), tie, until, count=count, first_opens=first_opens)
    messages.sort(key=lambda m: m.at)
    return Conversation(thread_id(chance), "", tuple(messages)) if messages else None


def _episodes(
    chance: Random, pair: tuple[Someone, Someone], tie: Tie, until: datetime, *, count: int, first_opens: float
) -> list[Message]:
    span = (until - tie.connected).total_seconds()
    messages: list[Message] = []
    for _ in range(count):
        if len(messages) >= count:
            break
        start = tie.connected + timedelta(seconds=int(span * chance.betavariate(1 + 4 * tie.strength, 1)))
        turn = 0 if chance.random() < first_opens else 1
        messages += _episode(chance, (pair[turn], pair[1 - turn]), tie, start, limit=count - len(messages))
    return [m for m in messages if m.at < until]


def _episode(chance: Random, pair: tuple[Someone, Someone], tie: Tie, start: datetime, *, limit: int) -> list[Message]:
    """An opening and the answers to it, each likelier and quicker the stronger the tie."""
    told: list[Message] = []
    at, (sender, recipient) = start, pair
    while len(told) < limit:
        told.append(Message(at, sender, (recipient,), _text(chance, tie, recipient, opening=not told)))
        if chance.random() > 0.3 + 0.6 * tie.strength:
            break
        at += timedelta(seconds=int(chance.expovariate(1 / ((1.2 - tie.strength) * SECONDS_A_DAY))))
        sender, recipient = recipient, sender
    return told


def _text(chance: Random, tie: Tie, to: Someone, *, opening: bool) -> str:
    if opening and tie.circle in _OPENS:
        return chance.choice(_COLD).format(n=to.given)
    return chance.choice(_OPENERS if opening else _ANSWERS).format(n=to.given)


def group_chat(*, seed: int, topic: str, members: Sequence[Someone], since: datetime, until: datetime) -> Conversation:
    """A chat of several members, everyone reading everything."""
    chance = dice(seed, "group", topic)
    span = max(1, int((until - since).total_seconds()))
    times = sorted(since + timedelta(seconds=chance.randrange(span)) for _ in range(chance.randint(2, 10)))
    messages = []
    for at in times:
        sender = chance.choice(members)
        others = tuple(m for m in members if m is not sender)
        messages.append(Message(at, sender, others, chance.choice(_OPENERS).format(n="all")))
    return Conversation(thread_id(chance), chance.choice(_GROUP_TITLES), tuple(messages))


def noise(
    *, seed: int, owner: Someone, ties: Sequence[Tie], until: datetime, count: int, book: NameBook
) -> list[Conversation]:
    """What fills an inbox without being a tie: sponsored mail, spam, deleted members, strangers, drafts."""
    chance = dice(seed, "noise", owner.slug)
    return [_noise_thread(chance, owner, ties, until, book) for _ in range(count)]


def _noise_thread(chance: Random, owner: Someone, ties: Sequence[Tie], until: datetime, book: NameBook) -> Conversation:
    kinds = (("sponsored", 1), ("member", 1), ("spam", 1), ("stranger", 2), ("draft", 1 if ties else 0))
    kind = weighted(chance, kinds)
    at = days_before(until, chance.uniform(1, 900))
    given, family = book.person(chance)
    stranger = Someone(given, family, book.slug(chance, given, family))
    if kind == "draft":
        tie = chance.choice(ties)
        message = Message(max(at, tie.connected), owner, (tie.person,), "half a reply", draft=True)
    elif kind == "sponsored":
        message = Message(at, Someone(given, family, ""), (owner,), _SPONSORED)
    elif kind == "member":
        message = Message(at, Someone("LinkedIn", "Member", ""), (owner,), "This profile is no more.")
    elif kind == "spam":
        message = Message(at, stranger, (owner,), "Guaranteed returns!!!", folder="SPAM")
    else:
        message = Message(at, stranger, (owner,), chance.choice(_COLD).format(n=owner.given), subject="A role for you")
    return Conversation(thread_id(chance), "Sponsored Conversation" if kind == "sponsored" else "", (message,))
