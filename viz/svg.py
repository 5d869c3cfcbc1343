"""The same picture as static SVG, from the same coordinates: for print, for no script, for the report."""

from __future__ import annotations

from dataclasses import dataclass

from viz.layout import Card, Picture, Strand
from viz.page_data import card_line, initials
from viz.scene import Scene
from viz.style import LOOKS, kind_of

MARGIN, HEADING = 16.0, 34.0


@dataclass(frozen=True, slots=True)
class Line:
    """A tie as an SVG path."""

    d: str
    width: float
    colour: str
    dashes: str


@dataclass(frozen=True, slots=True)
class Label:
    """A card with its two lines of text."""

    x: float
    y: float
    width: float
    height: float
    name: str
    role: str
    ego: bool  # a circle: `name` inside, `role` below


@dataclass(frozen=True, slots=True)
class Still:
    """Everything the SVG template needs; numbers rounded to a tenth."""

    view: str
    box: tuple[float, float, float, float]
    target: str
    lines: tuple[Line, ...]
    labels: tuple[Label, ...]


def _curve(strand: Strand) -> str:
    (x, y), *rest = strand.points
    parts = [f"M{x:.1f} {y:.1f}"]
    for to_x, to_y in rest:
        bend = (to_x - x) * 0.55
        parts.append(f"C{x + bend:.1f} {y:.1f} {to_x - bend:.1f} {to_y:.1f} {to_x:.1f} {to_y:.1f}")
        x, y = to_x, to_y
    return "".join(parts)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _label(scene: Scene, card: Card, *, you: bool) -> Label:
    person = scene.people[card.person]
    ego = card.column == 0
    name, role = person.name, card_line(person, at_target=card.person in scene.ends)
    if ego:
        name, role = ("You", "") if you else (initials(person.name), person.name)
    return Label(
        x=round(card.x - card.width / 2, 1),
        y=round(card.y - card.height / 2, 1),
        width=card.width,
        height=card.height,
        name=_cut(name, 22),
        role=_cut(role, 29),
        ego=ego,
    )


def still_of(scene: Scene, picture: Picture, *, target: str, you: bool) -> Still:
    """The static picture of a laid-out scene; `you`: the reader is its ego."""
    box = picture.box
    left, top = min(picture.left, 0.0) - MARGIN, picture.top - HEADING
    width, height = box.right - left + MARGIN, picture.bottom - top + MARGIN
    lines = []
    for strand in picture.strands:
        look = LOOKS[kind_of(scene.ties[strand.key])]
        dashes = " ".join(map(str, look.dashes))
        lines.append(Line(_curve(strand), round(strand.width, 1), look.colour, dashes))
    return Still(
        view=f"{left:.1f} {top:.1f} {width:.1f} {height:.1f}",
        box=(round(box.left, 1), round(box.top, 1), round(box.right - box.left, 1), round(box.bottom - box.top, 1)),
        target=_cut(target, 24),
        lines=tuple(lines),
        labels=tuple(_label(scene, c, you=you) for c in picture.cards),
    )
