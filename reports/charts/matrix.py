"""Targets by reach: a row a company, a cell for each distance, darker where more people are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log1p

from markupsafe import Markup

from reports.charts.svg import INK, LINE, PALE, WIDTH, box, joined, label, labels, picture, wrapped

HEADS = ("direct", "two ties", "three ties")
CELL = 22.0
SHADES = ("#e8edf4", "#b7d4e8", "#6aaed6", "#2f86bf", "#0b5394")
"""From nobody to most, of one hue: told apart in grey as well."""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A company, how many people are reached at each distance, and what to do about it."""

    label: str
    counts: tuple[int, int, int]
    verdict: str


def matrix(rows: Sequence[MatrixRow], title: str) -> Markup:
    """The matrix, under its heads."""
    most = max((n for row in rows for n in row.counts), default=1) or 1
    wide = WIDTH / len(HEADS)
    drawn = [label(wide * (at + 0.5), 12, head, kind="soft", anchor="middle") for at, head in enumerate(HEADS)]
    y = 22.0
    for row in rows:
        lines = wrapped(f"{row.label}: {row.verdict}", WIDTH - 4)
        drawn.append(labels(0, y + 12, lines))
        y += LINE * len(lines) + 2
        drawn += [_cell(wide * at, y, wide - 3, n, most) for at, n in enumerate(row.counts)]
        y += CELL + 9
    return picture(joined(drawn), y, title)


def _cell(x: float, y: float, wide: float, number: int, most: int) -> Markup:
    shade = 0 if not number else 1 + min(3, int(4 * log1p(number) / (log1p(most) or 1) - 1e-9))
    dark = shade >= len(SHADES) - 2
    fill = PALE if not number else SHADES[shade]
    text = Markup('<text class="{}" x="{:.1f}" y="{:.1f}" fill="{}" text-anchor="middle">{}</text>').format(
        "over" if dark else "under", x + wide / 2, y + 15, "#ffffff" if dark else INK, f"{number:,}"
    )
    return joined([box(x, y, wide, CELL, fill, kind=f"shade{shade}"), text])
