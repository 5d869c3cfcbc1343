"""The map of communities: a circle a group, by size, with lines where people of both know each other."""

from __future__ import annotations

from markupsafe import Markup

from reports.charts.svg import INK, LINE, PALE, WIDTH, joined, labels, picture, width_of, wrapped
from reports.network_values import Communities, CommunityRow

SPAN = 340.0
FILLS = ("#56b4e9", "#e69f00", "#009e73", "#f0e442", "#cc79a7")
"""Light ones of Okabe & Ito, with dark text on them; neighbours in the list differ, the number tells groups apart."""


def bubbles(found: Communities, title: str) -> Markup:
    """Circles with their numbers, and under them what each number stands for."""
    left = (WIDTH - SPAN) / 2
    most = max((link.ties for link in found.links), default=1)
    drawn = [
        Markup(
            '<line class="rule" x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" stroke="#8a94a8" '
            'stroke-width="{:.1f}"/>'
        ).format(
            *_middle(found.groups[link.one], left), *_middle(found.groups[link.other], left), 1 + 4 * link.ties / most
        )
        for link in found.links
    ]
    drawn += [_circle(at, group, left) for at, group in enumerate(found.groups)]
    y = SPAN * max((g.y + g.r for g in found.groups), default=0.0) + 26
    for at, group in enumerate(found.groups):
        lines = wrapped(f"{at + 1}. {named(group)}", WIDTH - 4)
        drawn.append(labels(0, y, lines))
        y += LINE * len(lines)
    return picture(joined(drawn), y, title)


def named(group: CommunityRow) -> str:
    """What a group is called: its size, and where most of it work."""
    where = f", {group.there:,} at {group.employer}" if group.employer else ""
    return f"{group.size:,} people{where}"


def _middle(group: CommunityRow, left: float) -> tuple[float, float]:
    return left + SPAN * group.x, 4 + SPAN * group.y


def _circle(at: int, group: CommunityRow, left: float) -> Markup:
    x, y = _middle(group, left)
    number = f"{at + 1}"
    size = min(16.0, max(7.0, 1.4 * SPAN * group.r / max(width_of(number, 1.0), 1.0)))
    return Markup(
        '<circle class="bubble" cx="{:.1f}" cy="{:.1f}" r="{:.1f}" fill="{}" stroke="{}"/>'
        '<text class="under" x="{:.1f}" y="{:.1f}" font-size="{:.1f}" fill="{}" text-anchor="middle">{}</text>'
    ).format(x, y, SPAN * group.r, FILLS[at % len(FILLS)], PALE, x, y + size * 0.36, size, INK, number)
