"""What libraries read at the start leaves memory, and everything still works, the compiler too."""

from __future__ import annotations

import gc
import subprocess
import sys

import pytest

from graph.engine.unused_memory import nothing_collected

PROGRAM = """
from pathlib import Path
import numba
from graph.engine.unused_memory import give_back, one_heap


def resident():
    name, found = "", 0
    for line in Path("/proc/self/smaps").read_text().splitlines():
        word, *rest = line.split()
        name = rest[-1] if not word.endswith(":") and len(rest) > 4 else "" if not word.endswith(":") else name
        found += int(rest[0]) if word == "Rss:" and "llvmlite" in name else 0
    return found


one_heap()
first = numba.njit(lambda x: x + 1)(1)
before = resident()
give_back()
after = resident()
second = numba.njit(lambda x: x * 1.5)(2)
print(first, second, before > 20_000, after < before / 5)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux takes pages of files back")
def test_the_compiler_leaves_memory_and_comes_back_when_it_is_called() -> None:
    ran = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, timeout=120)
    assert ran.stdout.split() == ["2", "3.0", "True", "True"]


FAULTS = """
import resource
import numpy as np
from graph.engine.unused_memory import MANY, memory_reused


def faults(rows):
    with memory_reused(rows):
        np.ones(6_000_000).sum()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        for _ in range(20):
            np.ones(6_000_000).sum()
        return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


few, many = faults(MANY - 1), faults(MANY)
resident = [int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmRSS")]
print(many < few / 5, resident[0] < 200_000)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only the GNU C library is told")
def test_a_computation_over_many_rows_holds_on_to_its_memory_and_gives_it_back() -> None:
    ran = subprocess.run([sys.executable, "-c", FAULTS], capture_output=True, text=True, check=True, timeout=120)
    assert ran.stdout.split() == ["True", "True"]


@pytest.mark.parametrize("enabled", [True, False])
def test_garbage_is_looked_for_again_where_it_was_before(enabled: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        with nothing_collected():
            assert not gc.isenabled()
        assert gc.isenabled() == enabled
    finally:
        (gc.enable if before else gc.disable)()
