"""What a start leaves in memory: 60 MB of the compiler's file and 20 MB of other libraries, hardly used after."""

from __future__ import annotations

import ctypes
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DONT_NEED = 4
"""`MADV_DONTNEED` of Linux: pages of a file leave memory, and are read again when they are used."""
ARENAS = -8
"""`M_ARENA_MAX` of the GNU C library."""
TRIM_FROM, MAPPED_FROM, MAPPED_MOST = -1, -3, -4
"""`M_TRIM_THRESHOLD`, `M_MMAP_THRESHOLD`, `M_MMAP_MAX`: bytes free at the end of the heap from which on they go back,
bytes from which on memory comes from the system apart, and how often it may; set, they follow no more what is asked."""
MANY = 200_000
"""Rows from which on it pays to hold on to memory."""
_AREA = re.compile(
    r"^([0-9a-f]+)-([0-9a-f]+) r-.p [^\n]*\.so[.\d]*\n(?:\w+:[^\n]*\n)*?Private_Dirty: +0 kB", re.MULTILINE
)
"""A library's part in the list of a process's memory: read only, and nothing of it written to."""


def one_heap() -> None:
    """Let all threads share one heap: each of their own keeps what it once needed. Only with the GNU C library."""
    if sys.platform.startswith("linux") and hasattr(library := ctypes.CDLL(None), "mallopt"):
        library.mallopt(ARENAS, 1)


@contextmanager
def memory_reused(rows: int) -> Iterator[None]:
    """Inside the block, what is freed stays for what is made next; at its end it goes back.

    Only over many rows, and only with the GNU C library. Large arrays come from the system one by one, and go back one
    by one: of a long computation over millions of rows a third is the system's work with their pages.
    """
    library = ctypes.CDLL(None) if sys.platform.startswith("linux") and rows >= MANY else None
    if library is None or not hasattr(library, "mallopt"):
        yield
        return
    one_heap()
    library.mallopt(MAPPED_MOST, 0)
    library.mallopt(TRIM_FROM, 1 << 30)
    try:
        yield
    finally:
        library.mallopt(MAPPED_MOST, 1 << 16)
        library.mallopt(MAPPED_FROM, 16 << 20)
        library.mallopt(TRIM_FROM, 32 << 20)
        library.malloc_trim(0)


def give_back() -> None:
    """Give memory that nobody uses back to the system: what libraries read at the start, and what was freed.

    Only on Linux. Kernels are loaded by a compiler whose code is needed for that alone; whatever is used again is read
    again, from the file as it lies in the system's memory.
    """
    if not sys.platform.startswith("linux"):
        return
    library = ctypes.CDLL(None)
    for start, size in _unwritten():
        library.madvise(ctypes.c_void_p(start), ctypes.c_size_t(size), DONT_NEED)
    if hasattr(library, "malloc_trim"):
        library.malloc_trim(0)


def _unwritten() -> Iterator[tuple[int, int]]:
    """Where libraries lie in memory as they are on the disk: address and bytes."""
    try:
        areas = Path("/proc/self/smaps").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    for found in _AREA.finditer(areas):
        start, end = int(found[1], 16), int(found[2], 16)
        yield start, end - start
