"""One connection to one database: constant texts in, rows out, every failure as one of our errors."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import LiteralString, Self, TypeVar, cast
from urllib.parse import urlsplit

from neo4j import Driver, GraphDatabase, ManagedTransaction, Record, unit_of_work
from neo4j.exceptions import AuthError, ConfigurationError, DriverError, Neo4jError, ServiceUnavailable

from graph.errors import EngineError
from graph.neo4j.errors import (
    NoAddressError,
    QueryRefusedError,
    ReadOnlyError,
    ServerFullError,
    ServerSlowError,
    ServerUnreachableError,
    UnknownDatabaseError,
    WrongPasswordError,
)

logging.getLogger("neo4j").addHandler(logging.NullHandler())

Parameters = Mapping[str, object]
Answer = TypeVar("Answer")
SCHEMES = frozenset({"bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"})
FETCH = 2_000
"""Rows the server may be ahead of us: pages are bounded, so one request mostly brings all."""

_READ_ONLY = (
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase",
    "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase",
    "Neo.ClientError.General.WriteOnReadOnlyAccessDbDatabase",
    "Neo.ClientError.Security.Forbidden",
    "Neo.ClientError.Cluster.NotALeader",
    "Neo.ClientError.Statement.AccessMode",
)
_SLOW = (
    "Neo.ClientError.Transaction.TransactionTimedOut",
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration",
    "Neo.ClientError.Transaction.LockClientStopped",
    "Neo.TransientError.Transaction.LockClientStopped",
    "Neo.TransientError.Transaction.LockAcquisitionTimeout",
    "Neo.ClientError.Transaction.LockAcquisitionTimeout",
)
_FULL = (
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError",
    "Neo.TransientError.General.TransactionMemoryLimit",
    "Neo.TransientError.General.OutOfMemoryError",
    "Neo.ClientError.General.TransactionOutOfMemoryError",
    "Neo.TransientError.Transaction.MaximumTransactionLimitReached",
    "Neo.ClientError.General.DiskFull",
)


BOLT_PORT = 7687
LISTEN_SECONDS = 2.0
"""How long to wait for somebody to take a connection: a server in another part of the world does in a fifth."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where the graph lives, and how long to wait: seconds for a connection, a transaction, and all its retries."""

    uri: str
    user: str
    password: str = field(repr=False)
    database: str = "neo4j"
    connect_seconds: float = 10.0
    transaction_seconds: float = 300.0
    retry_seconds: float = 30.0


def listens(uri: str, *, seconds: float = LISTEN_SECONDS) -> bool:
    """Whether somebody takes connections at an address; True too where that cannot be told from it."""
    where = urlsplit(uri)
    try:
        host, port = where.hostname, where.port or BOLT_PORT
    except ValueError:
        return True
    if host is None:
        return True
    try:
        with socket.create_connection((host, port), timeout=seconds):
            return True
    except OSError:
        return False


class Server:
    """A driver and its settings. Usable from several threads; a context manager."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._driver = _driver(address)

    def close(self) -> None:
        """Give the connections back."""
        self._driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def read(self, text: LiteralString, **parameters: object) -> list[Record]:
        """All rows of a reading query; retried by the driver where the server says that this may help.

        Raises:
            EngineError: any of `graph.neo4j.errors`.
        """

        def work(tx: ManagedTransaction) -> list[Record]:
            return list(tx.run(text, parameters))

        with self._explained(), self._driver.session(database=self.address.database, fetch_size=FETCH) as session:
            return session.execute_read(self._limited(work))

    def write(self, *steps: tuple[LiteralString, Parameters]) -> list[list[Record]]:
        """The rows of each of several writing queries in one transaction: all of it happens, or none.

        Raises:
            EngineError: any of `graph.neo4j.errors`.
        """

        def work(tx: ManagedTransaction) -> list[list[Record]]:
            return [list(tx.run(text, dict(parameters))) for text, parameters in steps]

        with self._explained(), self._driver.session(database=self.address.database) as session:
            return session.execute_write(self._limited(work))

    def alone(self, text: LiteralString, **parameters: object) -> list[Record]:
        """A query that must be its own transaction: schema changes, `CALL {} IN TRANSACTIONS`.

        Raises:
            EngineError: any of `graph.neo4j.errors`.
        """
        with self._explained(), self._driver.session(database=self.address.database) as session:
            return list(session.run(text, parameters))

    def _limited(self, work: Callable[[ManagedTransaction], Answer]) -> Callable[[ManagedTransaction], Answer]:
        return unit_of_work(timeout=self.address.transaction_seconds)(work)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (Neo4jError, DriverError, OSError, ValueError) as error:
            clear = explain(error, self.address)
            if clear is None:
                raise
            raise clear from error


def _driver(address: Address) -> Driver:
    if address.uri.partition("://")[0] not in SCHEMES:
        raise NoAddressError(address.uri)
    try:
        return GraphDatabase.driver(
            address.uri,
            auth=(address.user, address.password),
            connection_timeout=address.connect_seconds,
            connection_acquisition_timeout=2 * address.connect_seconds,
            max_transaction_retry_time=address.retry_seconds,
            max_connection_pool_size=8,
            notifications_min_severity="OFF",
            telemetry_disabled=True,
            user_agent="goodword",
        )
    except (ConfigurationError, ValueError) as error:
        raise NoAddressError(address.uri) from error


def explain(error: Exception, address: Address) -> EngineError | None:
    """The clear error for what the driver raised, or None where the fault is in this program and must show as such."""
    if isinstance(error, AuthError):
        return WrongPasswordError(address.user)
    if isinstance(error, Neo4jError):
        return _by_code(error.code or "", address)
    if isinstance(error, ServiceUnavailable | DriverError | OSError):
        return ServerUnreachableError(address.uri)
    if isinstance(error, ValueError) and "resolve" in str(error):
        return ServerUnreachableError(address.uri)
    return None


def _by_code(code: str, address: Address) -> EngineError:
    known: list[tuple[bool, EngineError]] = [
        (code in _SLOW, ServerSlowError(address.transaction_seconds)),
        (code in _FULL, ServerFullError()),
        (code in _READ_ONLY, ReadOnlyError(address.database)),
        (code.startswith("Neo.ClientError.Security."), WrongPasswordError(address.user)),
        (code.startswith("Neo.ClientError.Database."), UnknownDatabaseError(address.database)),
        (code.endswith(".DatabaseUnavailable"), ServerUnreachableError(address.uri)),
    ]
    return next((error for fits, error in known if fits), QueryRefusedError(code))


def column(rows: Sequence[Record], name: str) -> list[object]:
    """One column of an answer."""
    return [cast("object", row[name]) for row in rows]
