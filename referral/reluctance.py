"""Evidence against asking somebody: requests of the user that they left unanswered, one after another."""

from __future__ import annotations

from graph.model import Dossier, Exchange
from referral.wording import count, month

IGNORED = 2
"""Unanswered asks from which on silence is an answer: one may have been overlooked."""


def ignores(dossier: Dossier) -> bool:
    """Whether they left the last two asks or more without a word; the user's mark "close" overrides it."""
    return dossier.exchange.ignored >= IGNORED and not dossier.mark.close


def reluctant(dossier: Dossier) -> bool:
    """Whether they ignore asks now, or have left more of them unanswered than answered, at least `IGNORED`."""
    silent = mostly_silent(dossier.exchange.asked, dossier.exchange.answered)
    return ignores(dossier) or (silent and not dossier.mark.close)


def mostly_silent(asked: int, answered: int) -> bool:
    """Whether more asks were left unanswered than answered, at least `IGNORED` of them."""
    return asked - answered >= IGNORED and asked - answered > answered


def without_answer(exchange: Exchange) -> str:
    """`5 messages since Mar 2025 without an answer`: the ego's, since the other's last word; '' without any."""
    if not exchange.ignored or exchange.unanswered_since is None:
        return ""
    first = "in" if exchange.unanswered == 1 else "since"
    return f"{count(exchange.unanswered, 'message')} {first} {month(exchange.unanswered_since)} without an answer"
