"""A real Neo4j server for the tests: downloaded once as Maven artifacts, started and stopped by the tests themselves.

`GOODWORD_TEST_NEO4J_URI` (with `_USER` and `_PASSWORD`) names another one instead; tests that must stop or set up the
server are then left out, and files of tests take turns with it. Else each worker of a run has a server of its own.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NoReturn

import pytest

from graph.errors import EngineError
from graph.neo4j.client import Address, Server

CACHE = Path(__file__).parent.parent / ".cache" / "neo4j"
JVMS = Path("/usr/lib/jvm")
START_SECONDS = 90
NAMED = "GOODWORD_TEST_NEO4J_URI"
NOT_RUN = "not run"
"""How the reason of a skip begins that the last lines of a run repeat."""
SERVER = "a real Neo4j server"
HOW = (
    "install Java 17 or later and Maven (Debian: openjdk-17-jre-headless maven), or name a server by "
    "GOODWORD_TEST_NEO4J_URI, _USER and _PASSWORD"
)
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""For a server that lives a minute: up sooner, and the other core is left to the tests."""
ADMIN = "org.neo4j.server.startup.Neo4jAdminCommand"
OPENS = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch", "java.base/java.lang")


@dataclass(frozen=True)
class Release:
    """One published version, its main class and the oldest Java it runs on."""

    version: str
    main: str
    java: int
    gds: str | None = None
    flags: tuple[str, ...] = ()


LTS = Release("5.26.30", "org.neo4j.server.CommunityEntryPoint", 17, "2.13.9")
NEWEST = Release("2026.08.1", "org.neo4j.server.Neo4jCommunity", 21, flags=("--enable-native-access=ALL-UNNAMED",))


class ServerMissingError(Exception):
    """There is no way to start a server here; the sentence says why."""


def java_of(least: int) -> str:
    """A Java of at least this version."""
    candidates = [os.environ.get("JAVA_HOME", ""), "", *sorted(map(str, JVMS.glob("*")))]
    for home in candidates:
        binary = shutil.which(f"{home}/bin/java" if home else "java")
        if binary is None:
            continue
        told = subprocess.run([binary, "-version"], capture_output=True, text=True, check=False).stderr
        found = re.search(r'version "(\d+)', told)
        if found and int(found[1]) >= least:
            return binary
    raise ServerMissingError(f"no Java {least} or later")


def _pom(release: Release, *, gds: bool) -> str:
    wanted = [("org.neo4j", "neo4j", release.version), ("org.neo4j.app", "neo4j-server", release.version)]
    if gds and release.gds:
        wanted += [("org.neo4j.gds", "proc", release.gds), ("org.neo4j.gds", "opengds-extension", release.gds)]
    inside = "".join(
        f"<dependency><groupId>{g}</groupId><artifactId>{a}</artifactId><version>{v}</version></dependency>"
        for g, a, v in wanted
    )
    return (
        '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>goodword</groupId>'
        "<artifactId>server</artifactId><version>1</version><packaging>pom</packaging>"
        f"<dependencies>{inside}</dependencies></project>\n"
    )


@contextmanager
def alone(what: str) -> Iterator[None]:
    """Nobody else does the same meanwhile, in whatever process."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / f"{what}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _jars(pom: str) -> Path:
    """The folder with everything a pom asks for, fetched once, whoever else wants it at the same time."""
    with alone("fetch"):
        return _fetched(pom)


def _fetched(pom: str) -> Path:
    folder = CACHE / hashlib.sha256(pom.encode()).hexdigest()[:16]
    if (folder / "complete").exists():
        return folder / "lib"
    if shutil.which("mvn") is None:
        raise ServerMissingError("no Maven")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "pom.xml").write_text(pom)
    command = ["mvn", "-q", "-B", "-f", str(folder / "pom.xml"), "dependency:copy-dependencies"]
    command += ["-DincludeScope=runtime", f"-DoutputDirectory={folder / 'lib'}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ServerMissingError(f"Maven could not fetch the server: {done.stdout[-300:]}")
    (folder / "complete").touch()
    return folder / "lib"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class RealServer:
    """A server and its folder. `owned`: we started it, so we may stop it; `jvm`: how its Java is told to run."""

    address: Address
    release: Release
    home: Path | None = None
    java: str = ""
    settings: dict[str, str] = field(default_factory=dict)
    heap: str = "1g"
    jvm: tuple[str, ...] = QUICK
    process: subprocess.Popen[bytes] | None = None

    @property
    def owned(self) -> bool:
        return self.home is not None

    @property
    def version(self) -> str:
        return self.release.version

    def configure(self, extra: Mapping[str, str] | None = None) -> None:
        """Write the settings file: the ones of every start, and these."""
        assert self.home is not None
        (self.home / "conf").mkdir(parents=True, exist_ok=True)
        lines = [f"{k}={v}" for k, v in {**self.settings, **(extra or {})}.items()]
        (self.home / "conf" / "neo4j.conf").write_text("\n".join(lines) + "\n")

    def start(self, *, seconds: float = START_SECONDS) -> None:
        """Start and wait until it answers."""
        assert self.home is not None
        folders = [f"{_jars(_pom(self.release, gds=False))}/*"]
        if self.release.gds:
            folders.append(f"{self.home}/plugins/*")
        opens = [f"--add-opens={o}=ALL-UNNAMED" for o in OPENS]
        command = [
            self.java,
            *self.jvm,
            f"-Xmx{self.heap}",
            *opens,
            *self.release.flags,
            "-cp",
            ":".join(folders),
            self.release.main,
        ]
        command += [f"--home-dir={self.home}", f"--config-dir={self.home}/conf"]
        with (self.home / "console.log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        self.wait(seconds)

    def wait(self, seconds: float = START_SECONDS) -> None:
        """Wait until it answers."""
        end = time.monotonic() + seconds
        hasty = replace(self.address, retry_seconds=0.5)  # the driver's own pauses would hide an early start or end
        while True:
            try:
                with Server(hasty) as server:
                    server.read("RETURN 1 AS one")
                    return
            except EngineError:
                if time.monotonic() > end or (self.process is not None and self.process.poll() is not None):
                    raise ServerMissingError(f"the server did not start: {self.log()[-2000:]}") from None
                time.sleep(0.3)

    def log(self) -> str:
        assert self.home is not None
        files = [self.home / "console.log", self.home / "logs" / "neo4j.log"]
        return "\n".join(f.read_text(errors="replace") for f in files if f.exists())

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End the process we started and wait for it."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(how)
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process = None

    def kill(self) -> None:
        """As if the machine lost its power."""
        self.stop(signal.SIGKILL)

    def ready(self) -> None:
        """Start it if it is ours and does not run."""
        if self.owned and (self.process is None or self.process.poll() is not None):
            self.start()

    @contextmanager
    def only_with(self, extra: Mapping[str, str]) -> Iterator[None]:
        """Restarted with further settings, and left down after.

        Stopped in order first, for a read-only database cannot recover from less; killed after, which is quicker.
        """
        self.stop()
        self.configure(extra)
        try:
            self.start()
            yield
        finally:
            self.kill()
            self.configure()

    @contextmanager
    def set_up_with(self, extra: Mapping[str, str]) -> Iterator[None]:
        """Restarted with further settings, and without them after."""
        try:
            with self.only_with(extra):
                yield
        finally:
            self.start()


def _address(uri: str, user: str, password: str) -> Address:
    return Address(uri, user, password, connect_seconds=5, transaction_seconds=120, retry_seconds=30)


def make_server(folder: Path, release: Release) -> RealServer:
    """A new, empty server in a folder, not started."""
    java = java_of(release.java)
    jars = _jars(_pom(release, gds=False))
    password = secrets.token_hex(12)
    bolt = free_port()
    settings = {
        "server.default_listen_address": "127.0.0.1",
        "server.bolt.listen_address": f"127.0.0.1:{bolt}",
        "server.http.enabled": "false",
        "server.memory.pagecache.size": "128m",
        "dbms.usage_report.enabled": "false",
    }
    if release.gds:
        settings["dbms.security.procedures.unrestricted"] = "gds.*"
        plugins = folder / "plugins"
        plugins.mkdir(parents=True)
        known = {j.name for j in jars.iterdir()}
        for jar in sorted(_jars(_pom(release, gds=True)).iterdir()):
            if jar.name not in known:
                (plugins / jar.name).symlink_to(jar)
    server = RealServer(_address(f"bolt://127.0.0.1:{bolt}", "neo4j", password), release, folder, java, settings)
    server.configure()
    admin(server, "dbms", "set-initial-password", password).check_returncode()
    return server


def admin(server: RealServer, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Neo4j's own administration command on a server's folder."""
    home = str(server.home)
    command = [
        server.java,
        *server.jvm,
        "-Xmx256m",
        "-cp",
        f"{_jars(_pom(server.release, gds=False))}/*",
        ADMIN,
        *arguments,
    ]
    environment = {**os.environ, "NEO4J_HOME": home, "NEO4J_CONF": f"{home}/conf"}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@contextmanager
def running(folder: Path, release: Release) -> Iterator[RealServer]:
    """A server of a release, or the one named by the environment; stopped at the end."""
    named = os.environ.get(NAMED)
    if named:
        user = os.environ.get("GOODWORD_TEST_NEO4J_USER", "neo4j")
        yield RealServer(_address(named, user, os.environ.get("GOODWORD_TEST_NEO4J_PASSWORD", "")), release)
        return
    server = make_server(folder, release)
    try:
        server.start()
        yield server
    finally:
        server.kill()  # its folder goes with the tests: there is nothing to save


@contextmanager
def real_server(folder: Path, release: Release = LTS) -> Iterator[RealServer]:
    """A running server, or a loud skip (in CI: a failure) that says how to get one."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(running(folder, release))
        except ServerMissingError as error:
            missing(error)
        else:
            yield server


@contextmanager
def newest_server(folder: Path) -> Iterator[RealServer]:
    """A running server of the newest version beside that of `real_server`.

    No Java that runs it is no failure: what Debian has is too old for it.
    """
    try:
        server = make_server(folder, NEWEST)
    except ServerMissingError as error:
        pytest.skip(f"{NOT_RUN} with Neo4j {NEWEST.version}: {error}. To run it, install Java {NEWEST.java} or later")
    server.heap = "512m"
    try:
        server.start()
        yield server
    finally:
        server.kill()


def missing(why: object, *, what: str = SERVER, how: str = HOW) -> NoReturn:
    """In CI a failure; elsewhere a skip that says how to run what was left out."""
    text = f"{NOT_RUN} with {what}: {why}. To run it, {how}"
    if os.environ.get("CI") == "true":
        pytest.fail(text)
    pytest.skip(text)
