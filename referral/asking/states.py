"""How an ask goes on: planned, asked, answered, referred, interviewing, and what came of it.

planned -> asked -> agreed | declined | no_answer -> referred -> interviewing -> offer | rejected. A late answer may
still follow `no_answer`. `withdrawn` is the way out for whoever no longer wants the job, so that no ask is stuck.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class AskState(StrEnum):
    """Where an ask stands."""

    PLANNED = "planned"
    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    NO_ANSWER = "no_answer"
    REFERRED = "referred"
    INTERVIEWING = "interviewing"
    OFFER = "offer"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Deed(StrEnum):
    """What the user did about an ask without its state changing."""

    FOLLOWED_UP = "followed_up"
    THANKED = "thanked"
    TOLD_OUTCOME = "told_outcome"


class FavourKind(StrEnum):
    """Who did whom a favour."""

    THEY_HELPED = "they_helped"
    I_HELPED = "i_helped"


UNDO = "undo"
"""The kind of a line that takes another back."""

OPENING = frozenset({AskState.PLANNED, AskState.ASKED})
"""States an ask begins in."""

OPEN = frozenset({AskState.ASKED, AskState.AGREED, AskState.REFERRED, AskState.INTERVIEWING})
"""States in which somebody still has the ask on their hands."""

ANSWERED = frozenset(AskState) - {AskState.PLANNED, AskState.ASKED, AskState.NO_ANSWER, AskState.WITHDRAWN}
"""States that only an answer leads to, yes or no."""

ENTERED = frozenset({AskState.REFERRED, AskState.INTERVIEWING, AskState.OFFER, AskState.REJECTED})
"""States in which the company knows of the user: they have applied, by whatever way."""

ENDS = frozenset({AskState.DECLINED, AskState.OFFER, AskState.REJECTED, AskState.WITHDRAWN})
"""States after which nothing follows."""

NEXT: Mapping[AskState, frozenset[AskState]] = {
    AskState.PLANNED: frozenset({AskState.ASKED, AskState.WITHDRAWN}),
    AskState.ASKED: frozenset({AskState.AGREED, AskState.DECLINED, AskState.NO_ANSWER, AskState.WITHDRAWN}),
    AskState.NO_ANSWER: frozenset({AskState.AGREED, AskState.DECLINED}),
    AskState.AGREED: frozenset({AskState.REFERRED, AskState.DECLINED, AskState.NO_ANSWER, AskState.WITHDRAWN}),
    AskState.REFERRED: frozenset({AskState.INTERVIEWING, AskState.OFFER, AskState.REJECTED, AskState.WITHDRAWN}),
    AskState.INTERVIEWING: frozenset({AskState.OFFER, AskState.REJECTED, AskState.WITHDRAWN}),
    AskState.DECLINED: frozenset(),
    AskState.OFFER: frozenset(),
    AskState.REJECTED: frozenset(),
    AskState.WITHDRAWN: frozenset(),
}
"""What may follow what. Whoever agreed may think better of it, or not be heard of again."""

DEEDS: Mapping[Deed, frozenset[AskState]] = {
    Deed.FOLLOWED_UP: frozenset({AskState.ASKED, AskState.AGREED}),
    Deed.THANKED: frozenset(AskState) - {AskState.PLANNED},
    Deed.TOLD_OUTCOME: frozenset(AskState) - {AskState.PLANNED},
}
"""In which states what can be done."""

WORDS: Mapping[AskState, str] = {state: state.value.replace("_", " ") for state in AskState}
"""States as they are said."""
