"""Whose question it is and for which day, as somebody said it, and what a name means. Light: no engine is loaded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from graph.companies import normalise
from graph.errors import CompanyNotFoundError, EmptyWorkspaceError, PersonNotFoundError, TargetNotFoundError, UsageError
from graph.model import Company, Person, company_id
from graph.names import clean_name

if TYPE_CHECKING:
    from graph.stores.directory import Directory
    from graph.stores.fact_reader import FactReader

_ID = re.compile(r"[pc][0-9a-f]{16}")

ANYONE = "anyone"
"""In place of an owner's name: the question of all owners together."""

MOST_WHOLE = 2**63 - 1
"""The largest whole number in a question (of a source, a seed, a moment): what SQLite and the arrays can hold."""


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """Whose question, for which day. `ego`: an owner's slug, name or id, or `ANYONE`; None: nothing was said."""

    ego: str | None = None
    as_of: date | None = None

    def or_else(self, default: Viewpoint) -> Viewpoint:
        """This one, filled with `default` where it says nothing."""
        return Viewpoint(self.ego or default.ego or None, self.as_of or default.as_of)

    def day(self, workspace: FactReader) -> date:
        """The day taken as today: the one asked for, else the newest export date.

        Raises:
            EmptyWorkspaceError: nothing is imported.
        """
        newest = workspace.latest_as_of()
        if newest is None:
            raise EmptyWorkspaceError
        return self.as_of or newest

    @property
    def today(self) -> date:
        """The day of what the user does, and of reminders: the one asked for, else the clock's."""
        return self.as_of or datetime.now(UTC).astimezone().date()

    def one_person(self, workspace: Directory, what: str) -> Person:
        """As `person`, for `what` belongs to one owner.

        Raises:
            UsageError: the question is anyone's.
        """
        ego = self.person(workspace)
        if ego is None:
            raise UsageError(f"{what} one person's: say whose question it is")
        return ego

    def person(self, workspace: Directory) -> Person | None:
        """Whose question it is: the owner named, else that of the first archive imported; None for anyone's.

        Raises:
            EmptyWorkspaceError: there is no owner yet.
            NotAnOwnerError, AmbiguousError: the one named is no owner, or several are called so.
        """
        owners = workspace.owners()
        if not owners:
            raise EmptyWorkspaceError
        if self.ego == ANYONE:
            return None
        return workspace.owner(self.ego) if self.ego is not None else owners[0]


def company_meant(workspace: Directory, ref: str) -> Company:
    """The company a question is about: one the archives know, else one of this very name, which nobody here knows.

    Raises:
        CompanyNotFoundError: the words name no company ("N/A"), or are an id that none has.
    """
    known = workspace.company_named(ref)
    if known:
        return known
    key = normalise(ref)
    if not key or _ID.fullmatch(ref.strip()):
        raise CompanyNotFoundError(ref)
    return Company(company_id(key), key, clean_name(ref))


def target(workspace: Directory, ref: str) -> Company | Person:
    """A company if one has this name or id, else a person, else a company of this name that nobody here knows.

    Raises:
        TargetNotFoundError: the words name neither.
        AmbiguousError: the name fits several.
    """
    try:
        return workspace.company(ref)
    except CompanyNotFoundError as no_company:
        try:
            return workspace.person(ref)
        except PersonNotFoundError as no_person:
            if looks_like_a_person(ref) or not normalise(ref):
                raise TargetNotFoundError(ref, (*no_company.suggestions, *no_person.suggestions)) from None
            return company_meant(workspace, ref)


def looks_like_a_person(ref: str) -> bool:
    """Whether words can only mean a person: an id, a profile address, an e-mail address."""
    return "@" in ref or "linkedin.com/" in ref or _ID.fullmatch(ref.strip()) is not None
