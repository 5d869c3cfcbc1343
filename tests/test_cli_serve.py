"""`serve` says where it is found and by whom; a port in use is a sentence."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from neo4j_server import free_port

from cli.serve import PortInUseError, address, listening_socket, only_here


@pytest.mark.parametrize(
    ("host", "here", "shown"),
    [
        ("127.0.0.1", True, "http://127.0.0.1:80/"),
        ("127.0.0.2", True, "http://127.0.0.2:80/"),
        ("localhost", True, "http://localhost:80/"),
        ("::1", True, "http://[::1]:80/"),
        ("0.0.0.0", False, "http://127.0.0.1:80/"),
        ("::", False, "http://[::1]:80/"),
        ("192.0.2.7", False, "http://192.0.2.7:80/"),
        ("2001:db8::7", False, "http://[2001:db8::7]:80/"),
        ("goodword.example", False, "http://goodword.example:80/"),
    ],
)
def test_where_it_is_found_and_by_whom(host: str, here: bool, shown: str) -> None:
    assert (only_here(host), address(host, 80)) == (here, shown)


def test_answers_are_sent_at_once_on_connections_that_stay_open() -> None:
    """asyncio sets TCP_NODELAY on sockets whose protocol says TCP, and on no others."""
    with listening_socket("127.0.0.1", 0) as sock:
        assert sock.proto == socket.IPPROTO_TCP


def test_a_port_in_use_is_said_with_what_to_do() -> None:
    with listening_socket("127.0.0.1", 0) as taken, pytest.raises(PortInUseError, match=r"in use.*--port"):
        listening_socket("127.0.0.1", taken.getsockname()[1])


def test_an_unknown_host_is_said_with_what_to_do() -> None:
    with pytest.raises(PortInUseError, match="--host"):
        listening_socket("nowhere.invalid", 0)


def test_it_answers_where_it_says_and_ends_when_told(tmp_path: Path) -> None:
    """As in a container: told by a signal, with nobody at the keyboard."""
    program = str(Path(sys.executable).with_name("goodword"))
    environment = {**os.environ, "GOODWORD_WORKSPACE": str(tmp_path / "w.sqlite")}
    command = [program, "serve", "--port", "0"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        said = process.stderr.readline()
        assert said.startswith("Goodword is at http://127.0.0.1:")
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        assert direct.open(f"{said.split()[3]}readyz", timeout=60).status == 200
        process.send_signal(signal.SIGTERM)
        assert process.stderr.read() == ""
    assert process.returncode in (0, -signal.SIGTERM)
    with socket.socket() as probe:
        probe.settimeout(5)
        assert probe.connect_ex(("127.0.0.1", int(said.split()[3].strip("/").rpartition(":")[2]))) != 0


def test_a_neo4j_server_that_is_gone_is_said_within_seconds(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "GOODWORD_WORKSPACE": str(tmp_path / "w.sqlite"),
        "GOODWORD_NEO4J_URI": f"bolt://127.0.0.1:{free_port()}",
    }
    program = str(Path(sys.executable).with_name("goodword"))
    command = [program, "serve", "--port", "0", "--engine", "neo4j"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        home = process.stderr.readline().split()[3]
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        assert direct.open(f"{home}readyz", timeout=60).status == 200
        began = time.monotonic()
        with pytest.raises(urllib.error.HTTPError, match="503") as answered:
            direct.open(f"{home}api/v1/companies?q=Northwind", timeout=60)
        took = time.monotonic() - began
        assert "is it running" in answered.value.read().decode()
        answered.value.close()
        process.terminate()
    assert took < 15
