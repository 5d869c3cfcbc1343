"""What the forms of pages send, and where the browser goes from there."""

import secrets
from hashlib import blake2b
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import Form, Request
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, ConfigDict, Field

from api.page_frame import asked_of
from referral.asking.states import AskState, Deed, FavourKind
from schemas.ask_requests import LONGEST_TEXT, AskChangeIn, AskIn, FavourIn, OverrideIn
from schemas.base import LONGEST, Day, Role

SEE_OTHER = 303


class PageForm(BaseModel):
    """A form. `key`: of this showing of the form, so that pressing twice is pressing once."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    key: str = Field(default="", max_length=64, pattern=r"^[A-Za-z0-9_-]*$")

    @property
    def digest(self) -> str:
        """What tells one form from another."""
        return blake2b(self.model_dump_json().encode(), digest_size=16).hexdigest()

    @property
    def once(self) -> str | None:
        """The key by which it is written once."""
        return f"form-{self.key}-{self.digest}" if self.key else None


class _StepForm(PageForm):
    day: Day | None = None
    reason: str = Field(default="", max_length=2_000)
    note: str = Field(default="", max_length=2_000)
    draft: str = Field(default="", max_length=LONGEST_TEXT)
    posting: str = Field(default="", max_length=LONGEST_TEXT)

    @property
    def overrides(self) -> list[OverrideIn]:
        """The one reason, for whatever blocks."""
        return [OverrideIn(reason=self.reason.strip())] if self.reason.strip() else []


class AskForm(_StepForm):
    """Somebody was asked, or is to be."""

    person: str = Field(min_length=1, max_length=LONGEST)
    company: str = Field(min_length=1, max_length=LONGEST)
    role: Role = ""
    intro_to: str = Field(default="", max_length=LONGEST)
    state: Literal[AskState.PLANNED, AskState.ASKED] = AskState.ASKED

    def request(self) -> AskIn:
        """As the API takes it."""
        return AskIn(
            person=self.person,
            company=self.company,
            role=self.role,
            intro_to=self.intro_to or None,
            state=self.state,
            day=self.day,
            note=self.note,
            draft=self.draft,
            posting=self.posting,
            overrides=self.overrides,
        )


class MoveForm(_StepForm):
    """What happened to an ask. `version`: as the page showed it."""

    state: AskState | Deed | Literal["undo"]
    version: int | None = None

    def request(self) -> AskChangeIn:
        """As the API takes it."""
        return AskChangeIn(
            state=self.state,
            day=self.day,
            note=self.note,
            draft=self.draft,
            posting=self.posting,
            overrides=self.overrides,
        )


class FavourForm(PageForm):
    """A favour done."""

    person: str = Field(min_length=1, max_length=LONGEST)
    kind: FavourKind
    note: str = Field(min_length=1, max_length=2_000)
    day: Day | None = None

    def request(self) -> FavourIn:
        """As the API takes it."""
        return FavourIn(person=self.person, kind=self.kind, note=self.note, day=self.day)


AskFormDep = Annotated[AskForm, Form()]
MoveFormDep = Annotated[MoveForm, Form()]
FavourFormDep = Annotated[FavourForm, Form()]


def fresh_key() -> str:
    """The key of one showing of a form."""
    return secrets.token_urlsafe(9)


def go(request: Request, address: str, at: str = "", *kept: tuple[str, str], **more: str) -> RedirectResponse:
    """To a page after a form, on behalf of the same person and day.

    `at`: the part of it to be looked at; `kept`: fields of the address that go on.
    """
    fields = urlencode([*asked_of(request), *kept, *((k, v) for k, v in more.items() if v)])
    place = f"#{at}" if at else ""
    return RedirectResponse(f"{address}?{fields}{place}" if fields else address + place, status_code=SEE_OTHER)
