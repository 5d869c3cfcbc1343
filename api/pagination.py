"""Lists a page at a time: items and the cursor of the next page."""

from typing import Annotated, Generic, TypeVar

from fastapi import Query
from pydantic import BaseModel, Field

from schemas.base import CompanyOut, PersonOut

T = TypeVar("T")

Limit = Annotated[int, Query(ge=1, le=200, description="At most so many.")]
Cursor = Annotated[str | None, Query(description="`next` of the page before.")]


class Page(BaseModel, Generic[T]):
    """One page of a list. `next` is null on the last one."""

    items: list[T]
    next: str | None = Field(default=None, description="Give it as `cursor` for what follows.")


class PeoplePage(Page[PersonOut]):
    """People, by name."""


class CompaniesPage(Page[CompanyOut]):
    """Companies, by name."""


def cut(ids: list[str], limit: int) -> str | None:
    """The cursor after a page for which one more than `limit` was asked."""
    return ids[limit - 1] if len(ids) > limit else None
