"""Enthusiastic supporter: they helped or wrote first, without being asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from graph.model import Dossier, FactClass, Statement, StatementKind
from referral.criteria.parts import Point, best, criterion, point
from referral.pair_facts import Pair, statement
from referral.results import Criterion, CriterionName
from referral.wording import count, when

FIRST_NATS = 0.4
ENDORSED_NATS = 0.1
OPENED = 2


def supporter(dossier: Dossier) -> Criterion:
    """They act first: recommended the ego, or opened two or more conversations +.4; endorsements at most +.1."""
    acts = [*_recommended(dossier), *_opened(dossier)]
    endorsed = list(_endorsed(dossier))
    return criterion(CriterionName.SUPPORTER, [*acts, *endorsed], nats=best(acts) + best(endorsed))


def _theirs(dossier: Dossier, kind: StatementKind) -> list[Statement]:
    return [s for s in dossier.statements if s.kind is kind and s.author == dossier.person.id]


def _latest(said: Sequence[Statement]) -> date | None:
    return max((s.at for s in said if s.at), default=None)


def _recommended(dossier: Dossier) -> Iterator[Point]:
    said = _theirs(dossier, StatementKind.RECOMMENDATION)
    if said:
        text = f"{statement(StatementKind.RECOMMENDATION, by_other=True, pair=Pair())} {when(_latest(said))}"
        yield point(FIRST_NATS, text, "Recommendations_Received.csv", FactClass.OBSERVED, _latest(said))


def _opened(dossier: Dossier) -> Iterator[Point]:
    invited = len(_theirs(dossier, StatementKind.INVITATION))
    opened = dossier.exchange.opened_by_them
    if not opened + invited and not dossier.exchange.sent + dossier.exchange.received:
        return
    parts = [f"opened {count(opened, 'conversation')} with you"] if opened else []
    parts += ["invited you to connect"] if invited else []
    parts = parts or ["never opened a conversation with you"]
    nats = FIRST_NATS if opened + invited >= OPENED else 0.0
    text = "They " + " and ".join(parts)
    yield point(nats, text, "messages" if opened or not invited else "Invitations.csv", FactClass.OBSERVED)


def _endorsed(dossier: Dossier) -> Iterator[Point]:
    said = _theirs(dossier, StatementKind.ENDORSEMENT)
    if said:
        skills = ", ".join(dict.fromkeys(s.detail for s in said if s.detail)) or "a skill"
        text = statement(StatementKind.ENDORSEMENT, by_other=True, pair=Pair(), detail=skills)
        text = f"{text} {when(_latest(said))}"
        yield point(ENDORSED_NATS, text, "Endorsement_Received_Info.csv", FactClass.OBSERVED, _latest(said))
