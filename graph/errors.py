"""One tree of errors, by meaning. Each class writes its own sentence and keeps its data.

The command line prints the sentence and exits 1 (`UsageError`: 2); the API maps branches to HTTP statuses.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class GoodwordError(Exception):
    """Base of everything this program says went wrong. `str(error)` is one clear line, the same on every surface.

    How to mend it by a command or an option is added by the surface that has them (`cli/hints.py`).
    """


class UsageError(GoodwordError, ValueError):
    """The question itself is malformed (exit 2, HTTP 422)."""


class NotFoundError(GoodwordError, LookupError):
    """Something named in the question does not exist (exit 1, HTTP 404)."""


def _did_you_mean(suggestions: Sequence[str]) -> str:
    if not suggestions:
        return ""
    return "; did you mean " + " or ".join(f"'{s}'" for s in suggestions[:3]) + "?"


class PersonNotFoundError(NotFoundError):
    """No person matches."""

    def __init__(self, query: str, suggestions: Sequence[str] = ()) -> None:
        self.query, self.suggestions = query, tuple(suggestions)
        super().__init__(f"no person matches '{query}'{_did_you_mean(suggestions)}")


class CompanyNotFoundError(NotFoundError):
    """No company matches after normalisation; similar names are offered, never taken."""

    def __init__(self, query: str, suggestions: Sequence[str] = ()) -> None:
        self.query, self.suggestions = query, tuple(suggestions)
        super().__init__(f"no company matches '{query}'{_did_you_mean(suggestions)}")


class TargetNotFoundError(NotFoundError):
    """Neither a company nor a person matches."""

    def __init__(self, query: str, suggestions: Sequence[str] = ()) -> None:
        self.query, self.suggestions = query, tuple(suggestions)
        super().__init__(f"no company and no person matches '{query}'{_did_you_mean(suggestions)}")


class SourceNotFoundError(NotFoundError):
    """No imported source has this id."""

    def __init__(self, source_id: int) -> None:
        self.source_id = source_id
        super().__init__(f"there is no source {source_id}; it may have been taken out already")


class AmbiguousError(GoodwordError, LookupError):
    """The name fits several; they are listed, never guessed (exit 1, HTTP 409)."""

    def __init__(self, kind: str, query: str, candidates: Sequence[str]) -> None:
        self.kind, self.query, self.candidates = kind, query, tuple(candidates)
        shown = ", ".join(candidates[:5]) + (", ..." if len(candidates) > 5 else "")
        super().__init__(f"'{query}' fits {len(candidates)} {kind}: {shown}; name one by its id")


class NotAnOwnerError(GoodwordError, LookupError):
    """The ego named by `--as` brought no archive (exit 1, HTTP 409)."""

    def __init__(self, name: str, owners: Sequence[str]) -> None:
        self.name, self.owners = name, tuple(owners)
        super().__init__(f"'{name}' owns no archive here; owners: {', '.join(owners)} (or 'anyone')")


class EmptyWorkspaceError(GoodwordError):
    """A question needs an imported archive and there is none (exit 1, HTTP 409)."""

    def __init__(self) -> None:
        super().__init__("nothing is imported yet: bring your archive first")


_PREDICATES = ("is ", "has ", "cannot ")
"""How a sentence about a file goes on that has the file's name as its subject."""


class InputError(GoodwordError, ValueError):
    """A file given to us cannot be used (exit 1, HTTP 422). `path` names it; the sentence says what to do."""

    def __init__(self, path: Path | str, what: str) -> None:
        self.path, self.what = Path(path), what
        name, joint = self.path.name or str(self.path), " " if what.startswith(_PREDICATES) else ": "
        super().__init__(f"{name}{joint}{what}")


class WorkspaceError(GoodwordError):
    """The workspace file cannot be used (exit 1, HTTP 503)."""

    def __init__(self, path: Path | str, what: str) -> None:
        self.path, self.what = Path(path), what
        super().__init__(f"workspace {self.path}: {what}")


class NoWorkspaceError(WorkspaceError):
    """There is no workspace file where one was named."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(path, "there is no such file")


class NotAWorkspaceError(WorkspaceError):
    """What was named as the workspace is something else: a folder, another program's file."""


class ChangedWhileReadError(WorkspaceError):
    """Somebody an answer speaks of was taken out while it was put together (exit 1, HTTP 503)."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(path, "it changed while this was put together; ask again")


class EngineError(GoodwordError):
    """The graph engine asked for cannot answer (exit 1, HTTP 503)."""


class FullError(EngineError):
    """More waits already than is taken: asking again in a moment helps."""


class NotOnServerError(UsageError):
    """What is asked for cannot be computed on the Neo4j server."""


class MissingExtraError(GoodwordError):
    """An optional part is not installed (exit 1, HTTP 501). `by`: the command that installs it."""

    def __init__(self, sentence: str, by: str) -> None:
        self.by = by
        super().__init__(sentence)


class AskNotFoundError(NotFoundError):
    """The ledger holds no ask of this id."""

    def __init__(self, ask: str) -> None:
        self.ask = ask
        super().__init__(f"no ask {ask} is written down")


class NothingToUndoError(NotFoundError):
    """No line of the ledger stands."""

    def __init__(self) -> None:
        super().__init__("nothing is written down that could be taken back")


class RefusedError(GoodwordError):
    """What is to be written down is against the rules of the ledger (exit 1, HTTP 409)."""


class StepRefusedError(RefusedError):
    """An ask cannot go on like this."""


class AskRefusedError(RefusedError):
    """Something speaks against asking. `against`: each in a sentence; `final`: no reason would do."""

    def __init__(self, against: Sequence[str], *, final: bool) -> None:
        self.against, self.final = tuple(against), final
        way = "" if final else " If you have a reason to ask all the same, give it, and it is kept with the ask."
        super().__init__(" ".join(against) + way)


class ChangedMeanwhileError(GoodwordError):
    """What the caller wants to change is no longer as the caller read it (exit 1, HTTP 412)."""

    def __init__(self) -> None:
        super().__init__("this was changed since you looked at it; look again, then change it")


class RepeatedKeyError(UsageError):
    """The key of a request was used for another request."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(f"the key '{key}' was used for another request; take a new one")
