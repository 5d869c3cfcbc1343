"""Strong connection: how the tie stands among the ego's ties, or the user's own word."""

from __future__ import annotations

from graph.model import Dossier, Exchange, FactClass
from referral.criteria.parts import Point, best, criterion, point
from referral.pair_facts import Pair, exchanged, to_many, was_helped
from referral.question import NetworkPosition, Question
from referral.reluctance import ignores
from referral.results import Criterion, CriterionName, Evidence
from referral.wording import in_words

FULL_NATS = 1.9
"""Nats at the most, for the strongest of the ego's ties or the user's own word: the heaviest of the five criteria."""
HELPED_NATS = 0.95
"""Nats for a favour the user did them: just enough for the criterion to be met. Not validated."""
ONE_WAY_SHARE = 0.5
"""People whom one side alone ever wrote to answer about half as often as people with two-way history."""


def strong(dossier: Dossier, position: NetworkPosition, question: Question) -> Criterion:
    """1.9 * max(0, 2u - 1), u the share of the ego's ties that are weaker, half of it where only the ego wrote.

    Nothing where only they wrote, or where they ignore what the ego asks (`ignores`). Messages to many tell nothing:
    unknown, with the count. A favour done to them counts half. The mark
    "close" overrides it either way.
    """
    marked = _marked(dossier)
    if not marked and not dossier.mark.i_helped and dossier.exchange.only_to_many:
        return _unknown(dossier.exchange)
    points = marked or [*_favour(dossier), *_exchanged(dossier, position, question)]
    return criterion(CriterionName.STRONG, points, nats=best(points))


def _unknown(exchange: Exchange) -> Criterion:
    text = f"{to_many(exchange)}: that tells nothing of the two of you"
    line = Evidence(text, "messages", FactClass.OBSERVED, exchange.last)
    return Criterion(CriterionName.STRONG, 0.0, known=False, nats=0.0, evidence=(line,))


def _marked(dossier: Dossier) -> list[Point]:
    if dossier.mark.close is None:
        return []
    nats, text = (FULL_NATS, "You know them well") if dossier.mark.close else (0.0, "You do not know them well")
    return [point(nats, text, "your mark", FactClass.CONFIRMED)]


def _favour(dossier: Dossier) -> list[Point]:
    """Helping somebody makes a connection strong, whatever was written."""
    text = was_helped(dossier.mark, Pair())
    return [point(HELPED_NATS, text, "your mark", FactClass.CONFIRMED)] if text else []


def _exchanged(dossier: Dossier, position: NetworkPosition, question: Question) -> list[Point]:
    exchange = dossier.exchange
    if position.rank is None:
        return []
    nats = _share(dossier, position) * FULL_NATS * max(0.0, 2 * position.rank - 1)
    place = f"; {in_words(position.tie_place)}" if position.tie_place is not None else ""
    text = f"{exchanged(exchange, question.as_of, Pair())}{place}"
    return [point(nats, text, _source(exchange), FactClass.OBSERVED, exchange.last)]


def _share(dossier: Dossier, position: NetworkPosition) -> float:
    if position.two_way:
        return 1.0
    return ONE_WAY_SHARE if dossier.exchange.personal_sent and not ignores(dossier) else 0.0


def _source(exchange: Exchange) -> str:
    words = exchange.sent + exchange.received - exchange.meetings > 0
    return "messages" if words else "calendar"
