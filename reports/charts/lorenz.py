"""The Lorenz curve: how far contacts are from an even spread."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from reports.charts.svg import (
    BLUE,
    GREEN,
    LINE,
    ORANGE,
    PURPLE,
    WIDTH,
    joined,
    label,
    labels,
    line,
    picture,
    polyline,
    wrapped,
)

SIDE = 230.0
LEFT, TOP = 44.0, 8.0
STROKES = ((BLUE, ""), (ORANGE, "9 3"), (GREEN, "2 3"), (PURPLE, "9 3 2 3"))
"""Colours with dashes of their own: curves are told apart in grey, too."""


def lorenz(curves: Sequence[tuple[str, Sequence[float]]], title: str) -> Markup:
    """Curves of shares (0 to 1, at equal steps) by name, beside the straight line of an even spread."""
    low = TOP + SIDE
    drawn = [line(LEFT, low, LEFT + SIDE, low), line(LEFT, TOP, LEFT, low)]
    drawn.append(line(LEFT, low, LEFT + SIDE, TOP))
    drawn += [label(LEFT - 6, low + 4, "0", kind="soft", anchor="end")]
    drawn += [label(LEFT - 6, TOP + 8, "100%", kind="soft", anchor="end")]
    drawn += [label(LEFT + SIDE, low + 15, "100%", kind="soft", anchor="end")]
    drawn += [label(LEFT, low + 15, "smallest first", kind="soft")]
    y = low + 38
    for (name, shares), (stroke, dashes) in zip(curves, STROKES, strict=False):
        steps = max(len(shares) - 1, 1)
        points = [(LEFT + SIDE * i / steps, low - SIDE * share) for i, share in enumerate(shares)]
        drawn.append(polyline(points, stroke, dashes=dashes))
        lines = wrapped(name, WIDTH - 40)
        drawn += [polyline([(0, y - 4), (30, y - 4)], stroke, dashes=dashes), labels(38, y, lines)]
        y += LINE * len(lines) + 2
    return picture(joined(drawn), y, title)
