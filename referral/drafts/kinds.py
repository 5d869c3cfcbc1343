"""What a draft is for, and how it is to sound."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from referral.asking.states import AskState, Deed

NOTE_LIMIT = 300
"""Characters that an invitation on LinkedIn may hold."""


class DraftKind(StrEnum):
    """What a draft is for.

    `AGENDA` is for the user's own eyes, `BLURB` for somebody to pass on unchanged, `INTRODUCTION` what they ask
    first. `RECONNECT` comes before all others where silence was long, and asks for nothing.
    """

    AGENDA = "agenda"
    REQUEST = "request"
    BLURB = "blurb"
    INTRODUCTION = "introduction"
    RECONNECT = "reconnect"
    THANKS = "thanks"
    FOLLOW_UP = "follow_up"
    OUTCOME = "outcome"
    THANK_YOU_ANYWAY = "thank_you_anyway"


LATER = frozenset({DraftKind.THANKS, DraftKind.FOLLOW_UP, DraftKind.OUTCOME, DraftKind.THANK_YOU_ANYWAY})
"""Kinds that follow an ask: they speak of the one in the ledger."""


STEP_OF: Mapping[DraftKind, AskState | Deed] = {
    DraftKind.REQUEST: AskState.ASKED,
    DraftKind.FOLLOW_UP: Deed.FOLLOWED_UP,
    DraftKind.THANKS: Deed.THANKED,
    DraftKind.THANK_YOU_ANYWAY: Deed.THANKED,
    DraftKind.OUTCOME: Deed.TOLD_OUTCOME,
}
"""What happened to an ask once a draft of each kind was sent; the others are not sent by the user."""


class Tone(StrEnum):
    """How a draft sounds."""

    PLAIN = "plain"
    WARM = "warm"


class Language(StrEnum):
    """The language of a draft."""

    ENGLISH = "en"
    GERMAN = "de"
    FRENCH = "fr"
    SPANISH = "es"
    PORTUGUESE = "pt"
    ITALIAN = "it"
    DUTCH = "nl"


@dataclass(frozen=True, slots=True)
class Words:
    """What the program puts into a draft of one language by itself (`words.toml`)."""

    which_job: str
    name: str
    since: str
    locale: str
    address: str


@cache
def words() -> Mapping[Language, Words]:
    """The table of all languages."""
    table = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
    return {language: Words(**table[language]) for language in Language}
