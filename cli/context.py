"""The context of one command, from the settings of its run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from cli.settings import Settings
from graph.errors import UsageError
from referral.context import Context, context, network_on, open_home

if TYPE_CHECKING:
    from graph.neo4j.client import Address
    from graph.network import Network


def _server(settings: Settings) -> Address | None:
    if settings.engine != "neo4j":
        return None
    from cli.neo4j import answering_address  # noqa: PLC0415  (the driver is not every command's)

    return answering_address(settings)


@contextmanager
def context_of(settings: Settings, *, on_server: bool = False, held: Network | None = None) -> Iterator[Context]:
    """Everything for one question, closed at the end.

    `on_server`: computed there as well. `held`: a graph of the workspace loaded before.

    Raises:
        UsageError: to be computed on a server, but the graph is not on one.
    """
    server = _server(settings)
    if on_server and server is None:
        raise UsageError("--on-server needs --engine neo4j (or GOODWORD_ENGINE=neo4j)")
    with closing(open_home(settings.workspace, server, on_server=on_server)) as home:
        yield context(home.workspace, settings.viewpoint, lambda day: network_on(home, day, held))
