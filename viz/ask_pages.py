"""The page of asks: what is owed, where every ask stands and what can follow, and favours done either way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.model import PersonId
from referral.asking.due import Due, DueKind
from referral.asking.ledger import Ask, Favour
from referral.asking.states import DEEDS, NEXT, AskState, Deed, FavourKind
from referral.drafts.kinds import STEP_OF, DraftKind
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
SHOWN_AT_ONCE = 8
"""Cards of a column before the rest is folded away: about what a screen holds."""
SAID: Mapping[str, str] = {
    S.PLANNED: "I mean to ask",
    S.ASKED: "I asked",
    S.AGREED: "They said yes",
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
SETTLED_BY: Mapping[DueKind, AskState | Deed] = {
    DueKind.FOLLOW_UP: Deed.FOLLOWED_UP,
    DueKind.CLOSE: S.NO_ANSWER,
    DueKind.CHECK_IN: Deed.FOLLOWED_UP,
    DueKind.THANKS: Deed.THANKED,
    DueKind.OUTCOME: Deed.TOLD_OUTCOME,
}
"""The step that settles each kind of debt."""
WRITTEN: Mapping[DueKind, DraftKind] = {
    DueKind.FOLLOW_UP: DraftKind.FOLLOW_UP,
    DueKind.CHECK_IN: DraftKind.FOLLOW_UP,
    DueKind.THANKS: DraftKind.THANKS,
    DueKind.OUTCOME: DraftKind.OUTCOME,
}
"""The draft that goes with each, where one does."""
NEXT_DRAFT: Mapping[AskState, DraftKind] = {
    S.PLANNED: DraftKind.REQUEST,
    S.ASKED: DraftKind.FOLLOW_UP,
    S.AGREED: DraftKind.THANKS,
    S.DECLINED: DraftKind.THANK_YOU_ANYWAY,
    S.REFERRED: DraftKind.THANKS,
    S.INTERVIEWING: DraftKind.OUTCOME,
    S.OFFER: DraftKind.OUTCOME,
    S.REJECTED: DraftKind.OUTCOME,
}
"""What one writes next to somebody, by where their ask stands; nothing where one leaves them in peace."""


@dataclass(frozen=True, slots=True)
class Board:
    """One owner's asks, what they owe, favours, and the names of everybody in them.

    `today`: what is due before it is late. `moved`: the ask to which something was just written; `warnings`: what is
    good to know about it.
    """

    today: date
    asks: Sequence[Ask] = ()
    due: Sequence[Due] = ()
    favours: Sequence[Favour] = ()
    names: Mapping[PersonId, str] | None = None
    moved: Ask | None = None
    warnings: Sequence[str] = ()

    @property
    def owed(self) -> list[Due]:
        """What is due by today."""
        return [d for d in self.due if d.day <= self.today]

    @property
    def later(self) -> list[Due]:
        """What is due after today."""
        return [d for d in self.due if d.day > self.today]

    def favours_of(self, person: PersonId) -> list[str]:
        """The newest favour each way, in a line."""
        theirs = [f for f in self.favours if f.person == person]
        lines = []
        for kind, said in ((FavourKind.THEY_HELPED, "They helped you"), (FavourKind.I_HELPED, "You helped them")):
            newest = next((f for f in reversed(theirs) if f.kind is kind), None)
            if newest:
                lines.append(f"{said}: {newest.note}")
        return lines


@dataclass(frozen=True, slots=True)
class AskRefusal:
    """What speaks against a step. `final`: no reason would do; `to`: where the form goes again."""

    person: str
    company: str
    against: Sequence[str]
    final: bool
    to: str


ORDER: tuple[AskState | Deed, ...] = (
    *(S.ASKED, S.AGREED, S.REFERRED, S.INTERVIEWING, S.OFFER),
    *(Deed.THANKED, Deed.FOLLOWED_UP, Deed.TOLD_OUTCOME),
    *(S.DECLINED, S.REJECTED, S.NO_ANSWER, S.WITHDRAWN),
)
"""How steps stand on a card: what one hopes for, what one does, how it may end."""


def next_steps(ask: Ask) -> list[AskState | Deed]:
    """What can follow: states, and deeds not done since the newest state."""
    since = ask.place_of([ask.state])
    deeds = {d for d, at in DEEDS.items() if ask.state in at and ask.place_of([d]) < since}
    possible = NEXT[ask.state] | {d for d in deeds if _sensible(d, ask.state)}
    return [step for step in ORDER if step in possible]


def _sensible(deed: Deed, state: AskState) -> bool:
    """Nobody is thanked for not having answered yet, or told an outcome before there is one."""
    if deed is Deed.THANKED:
        return state not in {S.ASKED, S.NO_ANSWER, S.WITHDRAWN}
    return deed is not Deed.TOLD_OUTCOME or state in {S.INTERVIEWING, S.OFFER, S.REJECTED, S.WITHDRAWN}


def columns(asks: Sequence[Ask]) -> list[tuple[str, list[Ask]]]:
    """The board: every ask stands in one column, the one changed last first."""
    newest = sorted(asks, key=lambda a: (a.updated_on, a.written_at), reverse=True)
    return [(name, [a for a in newest if a.state in states]) for name, states in COLUMNS]


def draft_next(ask: Ask) -> DraftKind | None:
    """What to write to somebody now; None once it was done, for one follow-up and one note of thanks are enough."""
    kind = NEXT_DRAFT.get(ask.state)
    if kind is None or (step := STEP_OF[kind]) is S.ASKED:
        return kind
    return None if ask.place_of([step]) > ask.place_of([ask.state]) else kind


def draft_of(due: Due) -> DraftKind | None:
    """The draft for something owed: thanks after a no are words of their own."""
    if due.kind is DueKind.THANKS and due.ask.state is S.DECLINED:
        return DraftKind.THANK_YOU_ANYWAY
    return WRITTEN.get(due.kind)


def asks_page(frame: Frame, board: Board, *, key: str = "", gone: bool = False) -> str:
    """The page. `key`: of its forms; `gone`: an ask was just taken back wholly."""
    words = {"said": SAID, "stands": STANDS, "settled_by": SETTLED_BY}
    values = {
        "board": board,
        "columns": columns(board.asks),
        "next_steps": next_steps,
        "draft_of": draft_of,
        "draft_next": draft_next,
        "shown_at_once": SHOWN_AT_ONCE,
        "key": key,
        "gone": gone,
        "styles": asset("asks.css"),
    }
    return environment({**framed(frame), **words, **values}).get_template("asks.html").render()


def refused_page(frame: Frame, refused: AskRefusal, fields: Mapping[str, str]) -> str:
    """What speaks against asking; `fields`: of the form, to be sent again with a reason."""
    values = {"refused": refused, "fields": fields, "styles": asset("asks.css")}
    return environment({**framed(frame), **values}).get_template("refused.html").render()
