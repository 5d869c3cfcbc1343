"""How large cards have to be so that names are whole where there is room."""

from __future__ import annotations

import math
from dataclasses import dataclass

from graph.model import Person
from viz.scene import Scene
from viz.text_width import text_width

NAME_SIZE, LINE_SIZE, LINE_HEIGHT = 14.0, 12.5, 15.0
LEFT_PAD, RIGHT_PAD, SCORE = 16.0, 10.0, 34.0
PLAIN_HEIGHT = 48.0
MOST_LINES = 2


@dataclass(frozen=True, slots=True)
class CardSize:
    """Of all cards of a picture: `lines` below the name."""

    width: float
    lines: int

    @property
    def height(self) -> float:
        """Pixels."""
        return PLAIN_HEIGHT + (self.lines - 1) * LINE_HEIGHT


def card_line(person: Person, *, at_target: bool) -> str:
    """What a card says below the name; the company only where it is not the box's own heading."""
    parts = (person.title,) if at_target else (person.title, person.company_name)
    return ", ".join(p for p in parts if p)


def _needs(scene: Scene) -> list[tuple[float, float]]:
    """Width wanted for the name, and for the line below it, of each card but the egos'."""
    egos, found = set(scene.columns[0]), []
    for i, person in scene.people.items():
        if i not in egos:
            pads = LEFT_PAD + RIGHT_PAD + (SCORE if i in scene.ends else 0.0)
            line = card_line(person, at_target=i in scene.ends)
            name = text_width(person.name, NAME_SIZE, bold=True)
            found.append((name + pads, text_width(line, LINE_SIZE) + pads))
    return found


def card_size(scene: Scene, *, least: float, most: float) -> CardSize:
    """The narrowest card between `least` and `most` that holds every name; a second line where a title needs it."""
    needs = _needs(scene)
    names = max((name for name, _ in needs), default=least)
    lines = max((line for _, line in needs), default=least)
    width = min(most, max(least, names, lines))
    return CardSize(math.ceil(width), 1 if lines <= width else MOST_LINES)
