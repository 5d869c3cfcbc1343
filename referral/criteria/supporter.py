"""Enthusiastic supporter: they helped or wrote first, without being asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from graph.model import Dossier, FactClass, Statement, StatementKind
from referral.criteria.parts import Point, best, criterion, point, total
from referral.pair_facts import Pair, helped, statement
from referral.reluctance import reluctant, without_answer
from referral.results import Criterion, CriterionName
from referral.wording import answered_of, count, when

RECOMMENDED_IN = "Recommendations_Received.csv"
"""The one file that shows that somebody spoke up for the ego."""
FIRST_NATS = 0.4
"""Nats for acting first: half as much again of the odds. Not validated."""
ENDORSED_NATS = 0.1
"""Nats for an endorsement: one click, so it only breaks ties. Not validated."""
KNOWS_NATS = 0.2
"""Nats for knowing that the user is looking: most who could have helped and did not were never told. Not validated."""
RELUCTANT_NATS = -0.4
"""What leaving requests unanswered takes away: as much as acting first gives. Not validated."""
OPENED = 2
"""Conversations they opened that the user went into, from which that is a habit and not a chance. Not validated."""


def supporter(dossier: Dossier) -> Criterion:
    """They act first: recommended or helped the ego, or opened two or more conversations that the ego took up +.4.

    Endorsements at most +.1; requests left unanswered (`referral.reluctance`) -.4, the one evidence that counts against
    anybody. Letters that the ego never answered, and messages to many, say nothing of what they would do.
    """
    acts = [*_recommended(dossier), *_marked(dossier), *_opened(dossier)]
    endorsed, reluctance = list(_endorsed(dossier)), list(_reluctance(dossier))
    nats = best(acts) + best(endorsed) + total(reluctance)
    return criterion(CriterionName.SUPPORTER, [*acts, *endorsed, *reluctance], nats=nats)


def _theirs(dossier: Dossier, kind: StatementKind) -> list[Statement]:
    return [s for s in dossier.statements if s.kind is kind and s.author == dossier.person.id]


def _latest(said: Sequence[Statement]) -> date | None:
    return max((s.at for s in said if s.at), default=None)


def _recommended(dossier: Dossier) -> Iterator[Point]:
    said = _theirs(dossier, StatementKind.RECOMMENDATION)
    if said:
        text = f"{statement(StatementKind.RECOMMENDATION, by_other=True, pair=Pair())} {when(_latest(said))}"
        yield point(FIRST_NATS, text, RECOMMENDED_IN, FactClass.OBSERVED, _latest(said))


def _marked(dossier: Dossier) -> Iterator[Point]:
    """A favour of theirs that the user recorded; that they know of the search is half of helping (Marin 2012)."""
    if dossier.mark.helped_me:
        yield point(FIRST_NATS, helped(dossier.mark, Pair()), "your mark", FactClass.CONFIRMED)
    if dossier.mark.knows_i_look:
        yield point(KNOWS_NATS, "They know that you are looking", "your mark", FactClass.CONFIRMED)


def _opened(dossier: Dossier) -> Iterator[Point]:
    invited = len(_theirs(dossier, StatementKind.INVITATION))
    exchange = dossier.exchange
    opened, taken = exchange.opened_by_them, exchange.taken_up
    if not opened + invited and not exchange.personal_sent + exchange.personal_received:
        return
    parts = [_conversations(opened, taken)] if opened else []
    parts += ["invited you to connect"] if invited else []
    parts = parts or ["never opened a conversation with you"]
    nats = FIRST_NATS if taken and taken + invited >= OPENED else 0.0
    text = "They " + "; they ".join(parts)
    yield point(nats, text, "messages" if opened or not invited else "Invitations.csv", FactClass.OBSERVED)


def _conversations(opened: int, taken: int) -> str:
    """`opened 7 conversations with you, all of which you answered`."""
    if opened == 1:
        told = "which you answered" if taken else "which you did not answer"
    else:
        told = f"{'all' if taken == opened else f'{taken:,}' if taken else 'none'} of which you answered"
    return f"opened {count(opened, 'conversation')} with you, {told}"


def _reluctance(dossier: Dossier) -> Iterator[Point]:
    """What they left without an answer, where that is enough to mean something."""
    exchange = dossier.exchange
    if reluctant(dossier):
        attempts = f"They {answered_of(exchange.answered, exchange.asked)}"
        text = "; ".join(part for part in (attempts, without_answer(exchange)) if part)
        yield point(RELUCTANT_NATS, text, "messages", FactClass.OBSERVED, exchange.last)


def _endorsed(dossier: Dossier) -> Iterator[Point]:
    said = _theirs(dossier, StatementKind.ENDORSEMENT)
    if said:
        skills = ", ".join(dict.fromkeys(s.detail for s in said if s.detail)) or "a skill"
        text = statement(StatementKind.ENDORSEMENT, by_other=True, pair=Pair(), detail=skills)
        text = f"{text} {when(_latest(said))}"
        yield point(ENDORSED_NATS, text, "Endorsement_Received_Info.csv", FactClass.OBSERVED, _latest(said))
