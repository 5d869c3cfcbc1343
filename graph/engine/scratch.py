"""Working memory of path searches: 50 bytes a person, made once and lent to one search at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np

from graph.columns import Int8, Int64, UInt8


@dataclass(slots=True, eq=False)
class Scratch:
    """Labels and bits of both sides, labels of hop-limited searches (told apart by stamps), hops left."""

    labels: Int64
    bits: UInt8
    last: Int64
    hops: Int8
    stamp: int = 0

    @classmethod
    def of_size(cls, n: int) -> Scratch:
        """For a graph of n people."""
        return cls(
            labels=np.zeros((n, 4), dtype=np.int64),
            bits=np.zeros((2, n // 8 + 1), dtype=np.uint8),
            last=np.zeros((n, 2), dtype=np.int64),
            hops=np.zeros(n, dtype=np.int8),
        )

    def fresh(self) -> int:
        """The next stamp: no earlier search used it."""
        self.stamp += 1
        return self.stamp


@dataclass(slots=True)
class Shelf:
    """A free list: scratches returned by finished searches, at most `keep` of them."""

    n: int
    keep: int = 4
    _free: list[Scratch] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def lent(self) -> Iterator[Scratch]:
        """A scratch for one search in this thread."""
        with self._lock:
            scratch = self._free.pop() if self._free else None
        scratch = scratch or Scratch.of_size(self.n)
        try:
            yield scratch
        finally:
            with self._lock:
                if len(self._free) < self.keep:
                    self._free.append(scratch)
