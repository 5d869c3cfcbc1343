"""What libraries read at the start leaves memory, and everything still works, the compiler too."""

from __future__ import annotations

import subprocess
import sys

import pytest

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
