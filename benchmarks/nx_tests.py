"""NetworkX's own tests on the backend `goodword`, and how many of their calls really ran on it.

The calls counted are those that return (or raise) from the engine's functions; a call that the engine hands back to
NetworkX (NotImplementedError, or refused by `can_run`) counts as a fallback. `make nx-tests` runs this.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

os.environ["NETWORKX_TEST_BACKEND"] = "goodword"
os.environ["NETWORKX_FALLBACK_TO_NX"] = "True"

import pytest

from graph.engine.backend import BackendInterface
from graph.engine.backend_info import FUNCTIONS

MODULES = (
    "networkx.algorithms.centrality",
    "networkx.algorithms.community",
    "networkx.algorithms.components",
    "networkx.algorithms.link_analysis",
    "networkx.algorithms.shortest_paths",
    "networkx.algorithms.tests.test_cluster",
    "networkx.algorithms.tests.test_core",
    "networkx.algorithms.tests.test_link_prediction",
    "networkx.algorithms.tests.test_simple_paths",
    "networkx.algorithms.tests.test_structuralholes",
)


class Count:
    """A pytest plugin: which tests reached the engine, and how often."""

    def __init__(self) -> None:
        self.ours: Counter[str] = Counter()
        self.back: Counter[str] = Counter()
        self.tests: set[str] = set()
        self.outcomes: Counter[str] = Counter()
        self.now = ""

    def watch(self) -> None:
        """Count the calls of every function claimed."""
        for name in FUNCTIONS:
            setattr(BackendInterface, name, staticmethod(self._counted(name, getattr(BackendInterface, name))))
        can_run = BackendInterface.can_run

        def asked(name: str, args: Sequence[object], kwargs: Mapping[str, object]) -> bool | str:
            answer = can_run(name, args, kwargs)
            if name in FUNCTIONS and (isinstance(answer, str) or not answer):
                self.back[name] += 1
            return answer

        setattr(BackendInterface, "can_run", staticmethod(asked))  # noqa: B010

    def _counted(self, name: str, function: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **kwargs: object) -> object:
            try:
                answer = function(*args, **kwargs)
            except NotImplementedError:
                self.back[name] += 1
                raise
            except Exception:
                self._here(name)
                raise
            self._here(name)
            return answer

        return call

    def _here(self, name: str) -> None:
        self.ours[name] += 1
        self.tests.add(self.now)

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Remember which test runs."""
        self.now = item.nodeid

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count outcomes."""
        if report.when == "call" or report.outcome == "skipped":
            expected = "xfailed" if hasattr(report, "wasxfail") else report.outcome
            self.outcomes[expected] += 1

    def table(self) -> str:
        """The counts as text."""
        lines = [f"{'function':<40}{'on goodword':>12}{'fallback':>10}"]
        lines += [f"{name:<40}{self.ours[name]:>12}{self.back[name]:>10}" for name in sorted(FUNCTIONS)]
        lines.append(f"{'calls':<40}{self.ours.total():>12}{self.back.total():>10}")
        ran = ", ".join(f"{count} {what}" for what, count in sorted(self.outcomes.items()))
        return "\n".join(
            [*lines, f"tests: {ran}; {len(self.tests)} of them ran on goodword, the others need none of it"]
        )


def main() -> int:
    count = Count()
    count.watch()
    code = pytest.main(["-q", "-p", "no:cacheprovider", "--no-header", "-c", os.devnull, "--pyargs", *MODULES], [count])
    sys.stdout.write(count.table() + "\n")
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
