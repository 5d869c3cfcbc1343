"""What can go wrong between us and a Neo4j server, each in one sentence that says what to do."""

from __future__ import annotations

from graph.errors import EngineError, UsageError


class ServerUnreachableError(EngineError):
    """Nobody answers at the address, or the connection broke and stayed broken."""

    def __init__(self, uri: str) -> None:
        self.uri = uri
        super().__init__(f"no Neo4j server answers at {uri}; is it running, and is GOODWORD_NEO4J_URI right?")


class NoAddressError(UsageError):
    """The address given for the server is malformed."""

    def __init__(self, uri: str) -> None:
        self.uri = uri
        super().__init__(f"'{uri}' is no Neo4j address like bolt://127.0.0.1:7687")


class WrongPasswordError(EngineError):
    """The server refuses the user or the password."""

    def __init__(self, user: str) -> None:
        self.user = user
        super().__init__(
            f"the Neo4j server refuses user '{user}': check GOODWORD_NEO4J_USER and GOODWORD_NEO4J_PASSWORD"
        )


class UnknownDatabaseError(EngineError):
    """The server has no database of this name."""

    def __init__(self, database: str) -> None:
        self.database = database
        super().__init__(f"the Neo4j server has no database '{database}': check GOODWORD_NEO4J_DATABASE")


class ReadOnlyError(EngineError):
    """The database takes no writes."""

    def __init__(self, database: str) -> None:
        self.database = database
        super().__init__(f"Neo4j database '{database}' is read-only, or this user may only read: nothing was written")


class ServerSlowError(EngineError):
    """A transaction was not done within the time allowed. `seconds`: that time."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"the Neo4j server did not finish within {seconds:g} s; try again when it is less busy")


class ServerFullError(EngineError):
    """The server has no memory or disk left for a transaction of ours."""

    def __init__(self) -> None:
        super().__init__(
            "the Neo4j server has no room for this transaction: raise dbms.memory.transaction.total.max or"
            " db.memory.transaction.max (or its heap), then run the command again"
        )


class QueryRefusedError(EngineError):
    """The server refused a query for another reason. `code`: Neo4j's status code."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"the Neo4j server refused a query ({code})")


class NewerSchemaError(EngineError):
    """A newer Goodword wrote the graph on the server."""

    def __init__(self, found: int, known: int) -> None:
        self.found, self.known = found, known
        super().__init__(
            f"the graph on the Neo4j server has form {found}, this Goodword knows {known}: update goodword; nothing was"
            " changed"
        )


class TakenOverError(EngineError):
    """Another push of the same workspace began while this one ran, or the workspace was dropped."""

    def __init__(self, workspace: str) -> None:
        self.workspace = workspace
        super().__init__(f"another push or drop of workspace {workspace} took over; this one stopped")


class NothingPushedError(EngineError):
    """The server holds no graph of ours."""

    def __init__(self) -> None:
        super().__init__("the Neo4j server holds no Goodword graph yet: send one first")


class UnstableGraphError(EngineError):
    """The graph changed during every attempt to read it."""

    def __init__(self, attempts: int) -> None:
        self.attempts = attempts
        super().__init__(f"the graph on the Neo4j server changed during each of {attempts} readings; try again")


class NoGdsError(EngineError):
    """The server lacks the Graph Data Science library."""

    def __init__(self) -> None:
        super().__init__("the Neo4j server has no Graph Data Science library, so nothing can be computed there")


class TooLargeError(EngineError):
    """By its own estimate, the server lacks the memory for a projection. `needed`: the server's words."""

    def __init__(self, needed: str) -> None:
        self.needed = needed
        super().__init__(f"computing on the Neo4j server needs {needed} of memory, more than it has free")


class TooManyPathsError(EngineError):
    """More ways are short enough than the server is asked for. `asked`: how many."""

    def __init__(self, asked: int) -> None:
        self.asked = asked
        super().__init__(
            f"more than {asked:,} ways would have to be taken from the Neo4j server to find the best:"
            " ask for fewer hops"
        )


class OwnersNotOnServerError(EngineError):
    """The graph on the server knows none of this workspace's owners."""

    def __init__(self) -> None:
        super().__init__("the graph on the Neo4j server knows none of this workspace's owners: send this one first")
