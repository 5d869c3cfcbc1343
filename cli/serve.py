"""`serve`: the web app and the API on this machine."""

from __future__ import annotations

import socket
from dataclasses import replace
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path

import click

from cli.base import pass_settings
from cli.output import note
from cli.settings import Settings
from cli.text_files import read_text
from graph.errors import GoodwordError, UsageError
from graph.stores.workspace import Workspace

CONNECT_SECONDS, RETRY_SECONDS = 3.0, 2.0
"""How long a page waits for a Neo4j server that is gone; a push may wait longer."""


BACKLOG = 2048
"""Visitors who come at once and wait to be let in; those beyond are let in a second later, or fifteen."""
LAST_SECONDS = 3
"""How long answers that are under way may take when it ends: a page that follows an import would hold it for ever."""


class PortInUseError(GoodwordError):
    """Another program listens there."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        self.host, self.port = host, port
        super().__init__(f"cannot listen on {host}:{port} ({reason}); choose another with --host or --port")


def _numeric(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def only_here(host: str) -> bool:
    """Whether nobody but this machine reaches a server there."""
    number = _numeric(host)
    return host == "localhost" if number is None else number.is_loopback


def address(host: str, port: int) -> str:
    """Where a browser on this machine finds it; for "every address" that is the loopback one."""
    number = _numeric(host)
    if number is None:
        return f"http://{host}:{port}/"
    if number.is_unspecified:
        number = ip_address("::1" if number.version == 6 else "127.0.0.1")
    return f"http://[{number}]:{port}/" if number.version == 6 else f"http://{number}:{port}/"


def token_for(host: str, file: str | None) -> str:
    """The token of a server: from a file, else made up where other machines reach it, else none.

    Raises:
        UsageError: the token in the file is too short to be safe.
        InputError: the file holds no text, or far too much.
        OSError: it cannot be read.
    """
    from api.token import LEAST, new_token  # noqa: PLC0415  (a server's weight is not every command's)

    if file is None:
        return "" if only_here(host) else new_token()
    token = read_text(Path(file)).strip()
    if len(token) < LEAST or not token.isprintable() or " " in token:
        raise UsageError(f"{file} holds no token: one line of at least {LEAST} letters and digits, without spaces")
    return token


def listening_socket(host: str, port: int) -> socket.socket:
    """A socket that listens, so that a port in use is a clear error and an early visitor waits for the start."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named: asyncio sends an answer at once over sockets that say it, and holds back its body for the
    # 40 ms of a delayed acknowledgement over others, on every connection that is kept open.
    sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((host, port))
        sock.listen(BACKLOG)
    except OSError as error:
        sock.close()
        raise PortInUseError(host, port, error.strerror or str(error)) from error
    return sock


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True)
@click.option("--allow-host", "names", multiple=True, metavar="NAME", help="A further name browsers may use for it.")
@click.option(
    "--token-file", metavar="FILE", help="What a request must bring, where others reach it; else it is made up."
)
@click.option("--no-token", is_flag=True, help="Others reach this address in name only: a container's published port.")
@pass_settings
def serve(
    settings: Settings, host: str, port: int, names: tuple[str, ...], *, token_file: str | None, no_token: bool
) -> None:
    """Run the web app and the API: for this machine alone, or with a token for others."""
    import uvicorn  # noqa: PLC0415  (a server's weight is not every command's)

    from api.app import Options, create_app  # noqa: PLC0415
    from api.head_limit import BoundedHead  # noqa: PLC0415

    if not host.strip():
        raise UsageError("--host is empty; leave it out to serve this machine alone")
    with Workspace.open(settings.workspace):
        pass
    token = "" if no_token else token_for(host, token_file)
    home = None
    if settings.engine == "neo4j":
        from cli.neo4j import address_of  # noqa: PLC0415  (its driver takes 35 MB)

        home = replace(address_of(settings), connect_seconds=CONNECT_SECONDS, retry_seconds=RETRY_SECONDS)
    options = Options(settings.ego, settings.as_of, hosts=(host, *names), warm=True, neo4j=home, token=token)
    app = create_app(settings.workspace, options)
    # A traceback can hold a name: what went wrong is answered as a problem, and counted in /metrics.
    quiet = {"log_level": "critical", "access_log": False, "server_header": False}
    config = uvicorn.Config(app, http=BoundedHead, timeout_graceful_shutdown=LAST_SECONDS, **quiet)  # type: ignore[arg-type]
    config.load()
    sock = listening_socket(host, port)  # as late as can be: whoever comes now is answered at once
    if token and not token_file:
        note(f"{host} is open to other machines: a request must bring this token (a browser: as the password):")
        note(token)
    note(f"Goodword is at {address(host, sock.getsockname()[1])}  (Ctrl+C ends it)")
    uvicorn.Server(config).run(sockets=[sock])
