"""The page of asks: what is owed, where every ask stands, and a draft read while it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.model import PersonId
from referral.asking.due import Due
from referral.asking.ledger import Ask
from referral.asking.states import DEEDS, NEXT, AskState, Deed
from referral.checking.result import PracticeName
from referral.drafts.kinds import DraftKind, Language, Tone
from viz.frame import Frame, framed
from viz.templating import asset, environment

S = AskState
COLUMNS: tuple[tuple[str, tuple[AskState, ...]], ...] = (
    ("Planned", (S.PLANNED,)),
    ("Asked", (S.ASKED,)),
    ("Agreed", (S.AGREED,)),
    ("Referred", (S.REFERRED,)),
    ("Interviewing", (S.INTERVIEWING,)),
    ("Closed", (S.OFFER, S.REJECTED, S.DECLINED, S.NO_ANSWER, S.WITHDRAWN)),
)
"""The columns of the board and the states each holds: every state stands in one."""
SAID: Mapping[AskState | Deed, str] = {
    S.ASKED: "I asked",
    S.AGREED: "They agreed",
    S.REFERRED: "They referred me",
    S.INTERVIEWING: "I have an interview",
    S.OFFER: "I have an offer",
    S.REJECTED: "It came to nothing",
    S.DECLINED: "They said no",
    S.NO_ANSWER: "No answer came",
    S.WITHDRAWN: "I no longer want it",
    Deed.FOLLOWED_UP: "I followed up",
    Deed.THANKED: "I thanked them",
    Deed.TOLD_OUTCOME: "I told them how it ended",
}
"""What the button of each next step says."""
STANDS: Mapping[AskState, str] = {
    S.OFFER: "Offer",
    S.REJECTED: "Came to nothing",
    S.DECLINED: "They said no",
    S.NO_ANSWER: "No answer",
    S.WITHDRAWN: "You withdrew",
}
"""How each of the closed ones ended."""
KINDS: Mapping[DraftKind, str] = {
    DraftKind.REQUEST: "The request itself",
    DraftKind.FOLLOW_UP: "A follow-up",
    DraftKind.BLURB: "A few lines to pass on",
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
class Board:
    """One owner's asks, what they owe, and the names of everybody in them. `today`: what is due before it is late."""

    asks: Sequence[Ask]
    due: Sequence[Due]
    names: Mapping[PersonId, str]
    today: date


def next_steps(ask: Ask) -> list[AskState | Deed]:
    """What can follow, in the order of a process: states, then deeds not done since the newest state."""
    states = [s for s in AskState if s in NEXT[ask.state]]
    since = ask.place_of([ask.state])
    return [*states, *(d for d, at in DEEDS.items() if ask.state in at and ask.place_of([d]) < since)]


def columns(asks: Sequence[Ask]) -> list[tuple[str, list[Ask]]]:
    """The board: every ask stands in one column, the one changed last first."""
    newest = sorted(asks, key=lambda a: (a.updated_on, a.written_at), reverse=True)
    return [(name, [a for a in newest if a.state in states]) for name, states in COLUMNS]


def asks_page(frame: Frame, board: Board) -> str:
    """The page."""
    words = {"said": SAID, "stands": STANDS, "kinds": KINDS, "languages": LANGUAGES, "tones": TONES}
    values = {
        "board": board,
        "columns": columns(board.asks),
        "next_steps": next_steps,
        "practices": {name.value: text for name, text in PRACTICES.items()},
        "styles": asset("asks.css"),
    }
    return environment({**framed(frame), **words, **values}).get_template("asks.html").render()
