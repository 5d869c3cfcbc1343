"""How long somebody has been at a company, as far as positions with dates or several exports tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from graph.model import CompanyId, Employment


@dataclass(frozen=True, slots=True)
class Tenure:
    """They began there on `latest` or before, and not before `earliest`; None: no row tells."""

    earliest: date | None = None
    latest: date | None = None


UNKNOWN = Tenure()
"""Nothing tells."""


def tenure(employments: Iterable[Employment], company: CompanyId) -> Tenure:
    """When somebody began where they are now.

    A position with a start says it. A connection row says only where somebody is on the day of its export; an older
    export that shows them elsewhere says that they were not there yet.
    """
    rows = tuple(employments)
    here = [row for row in rows if row.current and row.company_id == company]
    if starts := [row.start for row in here if row.start]:
        return Tenure(min(starts), min(starts))
    if not here:
        return Tenure()
    first = min(row.as_of for row in here)
    elsewhere = [row.as_of for row in rows if row.current and row.company_id != company and row.as_of < first]
    return Tenure(max(elsewhere, default=None), first)
