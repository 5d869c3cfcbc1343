"""What findings are said with: how many of the targets, names in a row, and links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from referral.wording import count
from reports.entities import Link
from reports.model import NetworkReport, TargetRow

NAMED = 3
"""Companies or people named in one sentence."""


def some_of(rows: Sequence[TargetRow], report: NetworkReport, more: str = "") -> str:
    """`4 of 12 targets`, `4 more of 12 targets`."""
    return f"{len(rows):,}{more} of {count(len(report.targets), 'target')}"


def at(rows: Sequence[TargetRow], report: NetworkReport, more: str = "") -> str:
    """`At the one target`, `At all 4 targets`, `At 4 of 12 targets`."""
    if len(rows) < len(report.targets):
        return f"At {some_of(rows, report, more)}"
    return f"At all {len(rows):,} targets" if len(rows) > 1 else "At the 1 target"


def listed(names: Iterable[str]) -> str:
    """`A`, `A and B`, `A, B and 4 more`."""
    all_names = list(dict.fromkeys(names))
    if len(all_names) > NAMED:
        return f"{', '.join(all_names[:NAMED])} and {len(all_names) - NAMED:,} more"
    return " and ".join([", ".join(all_names[:-1]), all_names[-1]]) if len(all_names) > 1 else "".join(all_names)


def links_to(rows: Sequence[TargetRow]) -> tuple[Link, ...]:
    """To the pages of the first companies."""
    return tuple(Link(row.name, row.firm.link) for row in rows[:NAMED] if row.firm)
