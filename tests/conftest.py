"""Shared settings of the test suite: hypothesis profiles, and coverage floors by package."""

from __future__ import annotations

import io
import os
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import coverage
import pytest
from hypothesis import HealthCheck, settings
from neo4j_server import NAMED, NOT_RUN, SERVER, RealServer, alone, newest_server, real_server

settings.register_profile(
    "ci", derandomize=True, deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("deep", deadline=None, max_examples=2_000)
settings.load_profile(os.environ.get("GOODWORD_HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(scope="session")
def neo4j_real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealServer]:
    """One real Neo4j server for all tests of a worker."""
    with real_server(tmp_path_factory.mktemp("neo4j")) as server:
        yield server


@pytest.fixture(scope="module", autouse=True)
def neo4j_turn(request: pytest.FixtureRequest) -> Iterator[None]:
    """A server named by the environment is one for all workers: files of tests that ask it take turns."""
    with alone("turn") if NAMED in os.environ and request.node.get_closest_marker("neo4j") else nullcontext():
        yield


@pytest.fixture(scope="session")
def neo4j_newest(neo4j_real: RealServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealServer]:
    """A second one, of the newest version, where there is a Java that runs it."""
    if not neo4j_real.owned:
        pytest.skip("another server is named by GOODWORD_TEST_NEO4J_URI")
    with newest_server(tmp_path_factory.mktemp("newest")) as server:
        yield server


@pytest.fixture(scope="module", params=["neo4j_real", "neo4j_newest"], ids=["lts", "newest"])
def neo4j_each(request: pytest.FixtureRequest) -> RealServer:
    """Each of both."""
    server: RealServer = request.getfixturevalue(request.param)
    return server


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Say something in the last lines of the run."""
    return lambda line: request.node.user_properties.append((TOLD, line))


TOLD = "told"
CORE_FLOOR = 95.0
CORE = ("graph/*", "ingest/*", "referral/*")
SERVED = "graph/neo4j/*"
"""What only the tests with a real server can cover: where none can run, it does not count."""


@dataclass(frozen=True)
class Core:
    """How far the core packages are covered, in percent; `without`: what was left out of that."""

    total: float
    without: tuple[str, ...]

    @property
    def enough(self) -> bool:
        return self.total >= CORE_FLOOR

    def __str__(self) -> str:
        less = f" without {', '.join(self.without)}" if self.without else ""
        verdict = "reached" if self.enough else "NOT reached"
        return f"Core packages ({', '.join(CORE)}{less}): {self.total:.1f} %; floor {CORE_FLOOR} % {verdict}"


def _core_coverage(without: tuple[str, ...]) -> Core:
    data = coverage.Coverage()
    data.load()
    total = data.report(include=list(CORE), omit=list(without), file=io.StringIO(), skip_covered=True)
    return Core(total, without)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden`: write what came out where a golden file is compared."""
    parser.addoption("--update-golden", action="store_true", help="write golden files instead of comparing them")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare text with a golden file, or write it with `--update-golden`."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("update_golden"):
            path.write_text(text, encoding="utf-8", newline="")
        assert path.read_text(encoding="utf-8") == text

    return compare


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a green run whose core packages are covered below their floor (only where `--cov-fail-under` is asked)."""
    if hasattr(session.config, "workerinput"):  # one worker of several: the whole is not known yet
        return
    if not session.config.getoption("cov_fail_under", None) or session.exitstatus != pytest.ExitCode.OK:
        return
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    assert isinstance(reporter, pytest.TerminalReporter)
    core = _core_coverage((SERVED,) if any(f"with {SERVER}" in reason for reason in _left_out(reporter)) else ())
    session.config.stash[CORE_KEY] = core
    if not core.enough:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


CORE_KEY = pytest.StashKey[Core]()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> Generator[None, None, None]:
    """Say last what tests told, what the core packages reached and what did not run."""
    yield
    for report in terminalreporter.getreports("passed"):
        for kind, line in report.user_properties:
            if kind == TOLD:
                terminalreporter.write_line(str(line))
    core = config.stash.get(CORE_KEY, None)
    if core is not None:
        terminalreporter.write_line(str(core))
    for reason, tests in sorted(_left_out(terminalreporter).items()):
        terminalreporter.write_line(f"{tests} test{'s' * (tests > 1)} {reason}", yellow=True)


def _left_out(reporter: pytest.TerminalReporter) -> Counter[str]:
    """How many tests did not run for want of something, by what it is and how to get it."""
    reasons = (_reason(report) for report in reporter.getreports("skipped"))
    return Counter(reason for reason in reasons if reason.startswith(NOT_RUN))


def _reason(report: pytest.TestReport) -> str:
    """Why a test was skipped."""
    told = report.longrepr
    return str(told[2]).removeprefix("Skipped: ") if isinstance(told, tuple) else str(told)
