"""Memory that the process holds and nobody uses: of libraries after a start, of one heap a thread, of large arrays."""

from __future__ import annotations

import ctypes
import gc
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
HELD = 1 << 30
"""Bytes free at the end of the heap that stay there while memory is held on to."""
MAPPINGS, MAPPED, TRIMMED = 1 << 16, 16 << 20, 32 << 20
"""What holds from then on: the most areas apart, as the library has it; bytes of one, half the most that it comes to by
itself; and twice as many at the end of the heap, which is its own rule."""
MANY = 200_000
"""Rows from which on it pays to hold on to memory."""
_AREA = re.compile(
    r"^([0-9a-f]+)-([0-9a-f]+) r-.p [^\n]*\.so[.\d]*\n(?:\w+:[^\n]*\n)*?Private_Dirty: +0 kB", re.MULTILINE
)
"""A library's part in the list of a process's memory: read only, and nothing of it written to."""


def one_heap() -> None:
    """Let all threads share one heap: each of their own keeps what it once needed. Only with the GNU C library."""
    if (library := _gnu()) is not None:
        library.mallopt(ARENAS, 1)


def _gnu() -> ctypes.CDLL | None:
    """The GNU C library, where the process has it."""
    library = ctypes.CDLL(None) if sys.platform.startswith("linux") else None
    return library if hasattr(library, "mallopt") else None


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Inside the block nobody looks for garbage: a library that loads makes much that stays, gone through each time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@contextmanager
def memory_reused(rows: int) -> Iterator[None]:
    """Inside the block, what is freed stays for what is made next; at its end it goes back.

    Only over many rows, and only with the GNU C library. Large arrays come from the system one by one, and go back one
    by one: of a long computation over millions of rows a third is the system's work with their pages.
    """
    library = _gnu() if rows >= MANY else None
    if library is None:
        yield
        return
    library.mallopt(ARENAS, 1)
    library.mallopt(MAPPED_MOST, 0)
    library.mallopt(TRIM_FROM, HELD)
    try:
        yield
    finally:
        library.mallopt(MAPPED_MOST, MAPPINGS)
        library.mallopt(MAPPED_FROM, MAPPED)
        library.mallopt(TRIM_FROM, TRIMMED)
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
