"""Job titles by function and seniority, in seven languages, from readable word tables."""

from __future__ import annotations

from referral.titles.reading import Reading, read_title
from referral.titles.tables import Level

__all__ = ["Level", "Reading", "read_title"]
