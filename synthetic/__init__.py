"""A seeded world of invented people and the archives its members would get: for demo, tests and examples.

Nobody here exists: every profile slug starts with `zz-demo-`, every mail address ends in `.example`. What is true to
life is the form of the archives, era by era (docs/data-formats.md). The same seed gives the same bytes.
"""

from __future__ import annotations

from synthetic.archive import make_archive, make_series
from synthetic.pool import make_pool
from synthetic.truth import ArchiveTruth, FileTruth, PersonTruth, PoolTruth

__all__ = ["ArchiveTruth", "FileTruth", "PersonTruth", "PoolTruth", "make_archive", "make_pool", "make_series"]
