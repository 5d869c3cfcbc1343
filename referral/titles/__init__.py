"""Job titles by function and seniority, in seven languages, from readable word tables."""

from __future__ import annotations

from referral.titles.context import read_beside
from referral.titles.reading import Reading, read_title
from referral.titles.same import may_be_one, same_job
from referral.titles.tables import Level
from referral.titles.tree import Kinship, families, is_family, nearest, said

__all__ = [
    "Kinship",
    "Level",
    "Reading",
    "families",
    "is_family",
    "may_be_one",
    "nearest",
    "read_beside",
    "read_title",
    "said",
    "same_job",
]
