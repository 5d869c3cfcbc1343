"""What a request may write into the ledger of asks."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from referral.asking.states import AskState, Deed, FavourKind
from referral.asking.traps import TrapName
from schemas.base import LONGEST, Day, Role

LONGEST_TEXT = 20_000


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OverrideIn(_Request):
    """Why to ask all the same."""

    trap: TrapName | None = Field(default=None, description="What the reason is for; null: for whatever blocks.")
    reason: str = Field(min_length=1, max_length=2_000)


class _StepIn(_Request):
    day: Day | None = Field(default=None, description="When it happened; null: today.")
    overrides: list[OverrideIn] = Field(default=[], max_length=20)
    note: str = Field(default="", max_length=2_000, description="Own words.")
    draft: str = Field(
        default="", max_length=LONGEST_TEXT, description="What was sent: refused while blanks are open; not kept."
    )
    posting: str = Field(
        default="", max_length=LONGEST_TEXT, description="The posting: read for a page for referrals; not kept."
    )


class AskIn(_StepIn):
    """Somebody asked, or to be asked."""

    person: str = Field(min_length=1, max_length=LONGEST, description="Id, slug, address or exact name.")
    company: str = Field(min_length=1, max_length=LONGEST, description="Id or name; it may be one no archive knows.")
    role: Role = ""
    intro_to: str | None = Field(default=None, description="Whom they are to introduce the user to.")
    state: AskState = AskState.ASKED


class AskChangeIn(_StepIn):
    """What happened to an ask; or that the last thing written down is taken back."""

    state: AskState | Deed | Literal["undo"]


class FavourIn(_Request):
    """A favour done."""

    person: str = Field(min_length=1, max_length=LONGEST)
    kind: FavourKind
    note: str = Field(min_length=1, max_length=2_000, description="What it was, in a few words.")
    day: Day | None = None
