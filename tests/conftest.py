"""Shared settings of the test suite: hypothesis profiles, and coverage floors by package."""

from __future__ import annotations

import io
import os

import coverage
import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "ci", derandomize=True, deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("deep", deadline=None, max_examples=2_000)
settings.load_profile(os.environ.get("GOODWORD_HYPOTHESIS_PROFILE", "ci"))

CORE_FLOOR = 95.0
CORE = ("graph/*", "ingest/*", "referral/*")


def _core_coverage() -> float:
    data = coverage.Coverage()
    data.load()
    return data.report(include=list(CORE), file=io.StringIO(), skip_covered=True)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a green run whose core packages are covered below their floor (only where `--cov-fail-under` is asked)."""
    if not session.config.getoption("cov_fail_under", None) or session.exitstatus != pytest.ExitCode.OK:
        return
    total = _core_coverage()
    session.config.stash[CORE_KEY] = total
    if total < CORE_FLOOR:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


CORE_KEY = pytest.StashKey[float]()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what the core packages reached."""
    total = config.stash.get(CORE_KEY, None)
    if total is not None:
        verdict = "reached" if total >= CORE_FLOOR else "NOT reached"
        terminalreporter.write_line(f"Core packages ({', '.join(CORE)}): {total:.1f} %; floor {CORE_FLOOR} % {verdict}")
