"""Bars: lying, with the label above, so that no label is ever cut; or standing, for months and places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from reports.charts.svg import (
    BLUE,
    GREEN,
    LINE,
    ORANGE,
    SOFT,
    WIDTH,
    box,
    joined,
    label,
    labels,
    line,
    picture,
    width_of,
    wrapped,
)

THICK = 12.0
NUMBER = 52.0
"""Room for a number at the end of a bar."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its length in two parts, the second drawn over the first's beginning. `said`: the number in words."""

    label: str
    value: float
    said: str
    part: float | None = None


def horizontal_bars(bars: Sequence[Bar], title: str, *, legend: tuple[str, str] | None = None) -> Markup:
    """Lying bars under each other, each with its label above it."""
    most = max((bar.value for bar in bars), default=0.0) or 1.0
    y, drawn = _legend(legend) if legend else (0.0, [])
    room = WIDTH - NUMBER
    for bar in bars:
        lines = wrapped(bar.label, WIDTH - 4)
        drawn.append(labels(0, y + 12, lines))
        y += LINE * len(lines)
        drawn.append(box(0, y, max(room * bar.value / most, 1.0), THICK, BLUE, kind="bar"))
        if bar.part is not None:
            drawn.append(box(0, y + THICK / 2, room * bar.part / most, THICK / 2, ORANGE, kind="part"))
        drawn.append(label(room * bar.value / most + 6, y + 10, bar.said, kind="soft"))
        y += THICK + 9
    return picture(joined(drawn), y, title)


def _legend(legend: tuple[str, str]) -> tuple[float, list[Markup]]:
    first, second = legend
    x = 22 + width_of(first) + 14
    over = x + 18 + width_of(second) > WIDTH
    x, y = (0.0, LINE + 2) if over else (x, 0.0)
    drawn = [
        box(0, 2, 12, 10, BLUE),
        label(18, 12, first),
        box(x, y + 2, 12, 10, ORANGE, kind="part"),
        label(x + 18, y + 12, second),
    ]
    return y + LINE + 8, drawn


def vertical_bars(
    values: Sequence[float], ticks: Sequence[tuple[int, str]], title: str, *, parts: Sequence[float] = ()
) -> Markup:
    """Standing bars side by side; `ticks`: what stands under which bar; `parts`: of each bar, drawn over it."""
    height, base, left = 150.0, 168.0, 34.0
    most = max(values, default=0.0) or 1.0
    wide = (WIDTH - left) / max(len(values), 1)
    drawn = [line(left, base, WIDTH, base), label(left - 5, base, "0", kind="soft", anchor="end")]
    drawn += [label(left - 5, base - height + 5, f"{most:,.0f}", kind="soft", anchor="end")]
    for at, value in enumerate(values):
        tall, x = height * value / most, left + wide * at
        drawn.append(box(x + 0.08 * wide, base - tall, 0.84 * wide, tall, BLUE))
        if parts:
            tall = height * parts[at] / most
            drawn.append(box(x + 0.08 * wide, base - tall, 0.84 * wide, tall, ORANGE, kind="part"))
    drawn += [_tick(left + wide * (at + 0.5), base, text) for at, text in ticks]
    return picture(joined(drawn), base + 22, title)


def _tick(x: float, base: float, text: str) -> Markup:
    """Under its bar, moved in where it would stand out of the picture."""
    half = width_of(text) / 2
    return label(min(max(x, half), WIDTH - half), base + 15, text, kind="soft", anchor="middle")


def parts_of(parts: Sequence[tuple[str, int]], title: str) -> Markup:
    """One bar in parts of a whole, each named under it with its number."""
    total, x = sum(n for _, n in parts) or 1, 0.0
    drawn, y = [], 34.0
    for (name, number), fill in zip(parts, (GREEN, BLUE, ORANGE, SOFT), strict=False):
        wide = WIDTH * number / total
        drawn.append(box(x, 0, max(wide - 1, 0), 20, fill, kind="segment"))
        drawn.append(box(0, y - 9, 10, 10, fill, kind="segment"))
        drawn.append(label(16, y, f"{name}: {number:,} ({number / total:.0%})"))
        x, y = x + wide, y + LINE + 2
    return picture(joined(drawn), y - 6, title)
