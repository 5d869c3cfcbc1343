"""The page of one draft: what it is for, the text with its blanks marked, and how it reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from referral.checking.result import CALLED_FOR, CheckResult, PracticeName
from referral.drafts.draft import Draft
from referral.drafts.kinds import NOTE_LIMIT, STEP_OF, DraftKind, Language, Tone
from viz.frame import Frame, framed
from viz.templating import asset, environment

KINDS: Mapping[DraftKind, str] = {
    DraftKind.REQUEST: "The request itself",
    DraftKind.FOLLOW_UP: "A follow-up",
    DraftKind.RECONNECT: "Getting in touch again",
    DraftKind.BLURB: "A few lines to pass on",
    DraftKind.INTRODUCTION: "What the introducer asks",
    DraftKind.AGENDA: "Notes for the talk",
    DraftKind.THANKS: "Thanks",
    DraftKind.OUTCOME: "News of how it ended",
    DraftKind.THANK_YOU_ANYWAY: "Thanks after a no",
}
LANGUAGES: Mapping[Language, str] = {
    Language.ENGLISH: "English",
    Language.GERMAN: "Deutsch",
    Language.FRENCH: "Français",
    Language.SPANISH: "Español",
    Language.PORTUGUESE: "Português",
    Language.ITALIAN: "Italiano",
    Language.DUTCH: "Nederlands",
}
TONES: Mapping[Tone, str] = {Tone.PLAIN: "Plain", Tone.WARM: "Warm"}
PRACTICES: Mapping[PracticeName, str] = {
    PracticeName.CONVERSATION: "Offers to talk first",
    PracticeName.GRATITUDE: "Says thank you",
    PracticeName.CONTEXT: "Says which job and why you",
    PracticeName.EASY_OUT: "Makes it easy to say no",
    PracticeName.FAVOUR: "Offers something in return",
    PracticeName.FOLLOW_UP: "Says when you will be in touch",
}


@dataclass(frozen=True, slots=True)
class Style:
    """What a draft is for and how it is to sound."""

    kind: DraftKind
    language: Language
    tone: Tone
    short: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why it was not written down as sent; nothing where nothing was refused."""

    against: Sequence[str] = ()
    open_to_reasons: bool = False


@dataclass(frozen=True, slots=True)
class DraftView:
    """The page. `made`: the draft as made, None for the user's own text; `text`: as it stands now; `found`: in it."""

    style: Style
    made: Draft | None
    text: str
    found: CheckResult
    refusal: Refusal


def draft_page(frame: Frame, view: DraftView, *, key: str) -> str:
    """The page. `key`: of its form."""
    words = {"kinds": KINDS, "languages": LANGUAGES, "tones": TONES, "practices": PRACTICES}
    values = {
        "view": view,
        "key": key,
        "limit": NOTE_LIMIT,
        "called_for": CALLED_FOR[view.style.kind],
        "called_for_by_kind": {kind.value: [name.value for name in called] for kind, called in CALLED_FOR.items()},
        "can_be_sent": view.style.kind in STEP_OF and view.made is not None and view.made.person is not None,
        "styles": asset("drafts.css"),
    }
    return environment({**framed(frame), **words, **values}).get_template("draft.html").render()
