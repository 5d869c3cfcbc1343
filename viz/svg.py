"""The same picture as static SVG, from the same coordinates: for print, for no script, for a file of one's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph.model import PersonId
from referral.path_results import Paths
from viz.cards import LEFT_PAD, LINE_HEIGHT, LINE_SIZE, NAME_HEIGHT, NAME_SIZE, RIGHT_PAD, SCORE, card_line, name_lines
from viz.page_data import end_scores, initials, kinds_in
from viz.picture import Card, Text
from viz.scene import Scene
from viz.score import numbers_mean
from viz.style import TIE_STYLES, Kind, TieStyle, kind_of
from viz.text_width import cut, text_width, wrapped
from viz.views import View, all_paths
from viz.words import target_name

MARGIN, HEADING, LEGEND = 20.0, 60.0, 44.0
ADVANCE = 56.0
"""Pixels of a legend's entry beside its label."""


@dataclass(frozen=True, slots=True)
class Line:
    """A tie as an SVG path."""

    d: str
    width: float
    look: TieStyle


@dataclass(frozen=True, slots=True)
class Label:
    """A card: lines of its name, lines of text below it, score. `stripe`: the colour of the tie by which it is reached.

    `first`: the base line of the name's first line.
    """

    x: float
    y: float
    width: float
    height: float
    names: tuple[str, ...]
    initials: str
    lines: tuple[str, ...]
    score: int | None
    stripe: str
    first: float
    ego: bool  # a circle: `names` inside, `lines` below


@dataclass(frozen=True, slots=True)
class Entry:
    """One look of the legend, where it stands."""

    x: float
    y: float
    look: TieStyle


@dataclass(frozen=True, slots=True)
class SvgPicture:
    """Everything the SVG template needs; numbers rounded to a tenth."""

    view: str
    width: float
    corner: tuple[float, float]
    left: float
    top: float
    heading: str
    day: str
    box: tuple[float, float, float, float]
    texts: tuple[Text, ...]
    lines: tuple[Line, ...]
    labels: tuple[Label, ...]
    legend: tuple[Entry, ...]


def _label(scene: Scene, card: Card, scores: Mapping[PersonId, int], stripe: str, *, you: bool) -> Label:
    person = scene.people[card.person]
    points = scores.get(card.person)
    room = card.width - LEFT_PAD - RIGHT_PAD - (SCORE if points is not None else 0.0)
    names = name_lines(person.name, room, card.names)
    lines = wrapped(card_line(person, at_target=card.person in scene.ends), LINE_SIZE, room, card.lines)
    if card.column == 0:
        names, lines = (("You",), ()) if you else ((initials(person.name),), (cut(person.name, 150.0, LINE_SIZE),))
    x, y = round(card.x - card.width / 2, 1), round(card.y - card.height / 2, 1)
    taken = NAME_SIZE + NAME_HEIGHT * (len(names) - 1) + LINE_HEIGHT * len(lines)
    first = round(card.y - taken / 2 + 11, 1)
    return Label(
        x, y, card.width, card.height, names, initials(person.name), lines, points, stripe, first, ego=card.column == 0
    )


def _legend(kinds: tuple[Kind, ...], left: float, right: float, y: float) -> tuple[Entry, ...]:
    found, x = [], left
    for kind in kinds:
        wide = ADVANCE + text_width(TIE_STYLES[kind].label, LINE_SIZE)
        if x > left and x + wide > right:
            x, y = left, y + 22.0
        found.append(Entry(round(x, 1), round(y, 1), TIE_STYLES[kind]))
        x += wide
    return tuple(found)


def still_of(answer: Paths, view: View) -> SvgPicture:
    """The static picture of one view, with its title, its day and its legend."""
    scene, picture = view.scene, view.picture
    frame, box, paths = picture.frame, picture.box, all_paths(answer)
    left, top = frame.left - MARGIN, frame.top - HEADING - MARGIN
    width = max(420.0, frame.right - frame.left + 2 * MARGIN)
    legend = _legend(kinds_in((view,)), left + MARGIN, left + width - MARGIN, frame.bottom + LEGEND)
    bottom = legend[-1].y + MARGIN
    reached = ((p.id, t) for path in paths[::-1] for t, p in zip(path.ties, path.people[1:], strict=True))
    stripes = {i: TIE_STYLES[kind_of(tie)].light for i, tie in reached}
    scores, you = end_scores(paths), answer.ego is not None
    return SvgPicture(
        view=f"{left:.1f} {top:.1f} {width:.1f} {bottom - top:.1f}",
        width=round(width, 1),
        corner=(round(left, 1), round(top, 1)),
        left=round(left + MARGIN, 1),
        top=round(top, 1),
        heading=cut(f"Paths to {target_name(answer)}", width - 2 * MARGIN, 20.0, bold=True),
        day=numbers_mean(answer.as_of, you=you),
        box=(round(box.left, 1), round(box.top, 1), round(box.right - box.left, 1), round(box.bottom - box.top, 1)),
        texts=tuple(picture.texts),
        lines=tuple(Line(s.d, round(s.width, 1), TIE_STYLES[kind_of(scene.ties[s.key])]) for s in picture.strands),
        labels=tuple(_label(scene, c, scores, stripes.get(c.person, ""), you=you) for c in picture.cards),
        legend=legend,
    )
