"""What to type, added to errors where somebody can type: an error itself says what is wrong on every surface alike."""

from __future__ import annotations

from collections.abc import Mapping

from graph.errors import (
    CompanyNotFoundError,
    EmptyWorkspaceError,
    GoodwordError,
    MissingExtraError,
    NotAWorkspaceError,
    NotOnServerError,
    NoWorkspaceError,
    SourceNotFoundError,
)
from graph.neo4j.errors import NoGdsError, NothingPushedError, OwnersNotOnServerError, TooManyPathsError
from ingest.errors import EncryptedArchiveError, LeadListError, NotTheOwnerError, OwnerMismatchError, OwnerUnknownError

IMPORT = "'goodword import ARCHIVE.zip' brings one in"
NOT_THERE = "leave out --on-server"
PUSH = "'goodword neo4j push' does"

HINTS: Mapping[type[GoodwordError], str] = {
    EmptyWorkspaceError: IMPORT,
    NoWorkspaceError: IMPORT,
    NotAWorkspaceError: "name another file with --workspace",
    SourceNotFoundError: "'goodword sources' lists what is in",
    NotOnServerError: NOT_THERE,
    NoGdsError: NOT_THERE,
    TooManyPathsError: f"or {NOT_THERE}",
    NothingPushedError: PUSH,
    OwnersNotOnServerError: PUSH,
    LeadListError: "if you do know them, say which column is what with --map 'name=COLUMN,company=COLUMN'",
    OwnerUnknownError: "with --owner NAME, SLUG, URL or MAIL ADDRESS",
    OwnerMismatchError: "with --owner NAME or SLUG",
    NotTheOwnerError: "the option is --owner",
    EncryptedArchiveError: "or give the folder",
}
"""What follows the sentence of an error of that class."""


def _company(error: CompanyNotFoundError) -> str:
    return "" if error.suggestions else "'goodword companies' lists those that are known"


def hint(error: GoodwordError) -> str:
    """What to type about it; '' where the sentence says all."""
    if isinstance(error, CompanyNotFoundError):
        return _company(error)
    if isinstance(error, MissingExtraError):
        return error.by
    return next((HINTS[kind] for kind in type(error).__mro__ if kind in HINTS), "")


def with_hint(error: GoodwordError) -> str:
    """The sentence of an error and what to type about it."""
    return "; ".join(filter(None, (str(error), hint(error))))
