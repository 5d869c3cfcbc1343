"""Strong connection: how the tie stands among the ego's ties, or the user's own word."""

from __future__ import annotations

from graph.model import Dossier, Exchange, FactClass
from referral.criteria.parts import Point, best, criterion, point
from referral.pair_facts import Pair, exchanged
from referral.question import NetworkPosition, Question
from referral.results import Criterion, CriterionName

FULL_NATS = 1.9
ONE_WAY_SHARE = 0.5
"""People whom one side alone ever wrote to answer about half as often as people with two-way history."""


def strong(dossier: Dossier, standing: NetworkPosition, question: Question) -> Criterion:
    """1.9 * max(0, 2u - 1), u the share of the ego's ties that are weaker, half of it for contact one way only.

    The mark "close" overrides it either way.
    """
    points = _marked(dossier) or _exchanged(dossier, standing, question)
    return criterion(CriterionName.STRONG, points, nats=best(points))


def _marked(dossier: Dossier) -> list[Point]:
    if dossier.mark.close is None:
        return []
    nats, text = (FULL_NATS, "You know them well") if dossier.mark.close else (0.0, "You do not know them well")
    return [point(nats, text, "your mark", FactClass.CONFIRMED)]


def _exchanged(dossier: Dossier, standing: NetworkPosition, question: Question) -> list[Point]:
    exchange = dossier.exchange
    if standing.rank is None:
        return []
    share = 1.0 if standing.two_way else ONE_WAY_SHARE
    nats = share * FULL_NATS * max(0.0, 2 * standing.rank - 1)
    place = f"stronger than {int(100 * standing.rank)} of 100 of your ties"
    text = f"{exchanged(exchange, question.as_of, Pair())}; {place}"
    return [point(nats, text, _source(exchange), FactClass.OBSERVED, exchange.last)]


def _source(exchange: Exchange) -> str:
    words = exchange.sent + exchange.received - exchange.meetings > 0
    return "messages" if words else "calendar"
