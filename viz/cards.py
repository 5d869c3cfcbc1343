"""How large cards have to be so that names are whole where there is room."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from graph.model import Person, PersonId
from viz.scene import Scene
from viz.text_width import cut, text_width, wrapped

NAME_SIZE, NAME_HEIGHT, LINE_SIZE, LINE_HEIGHT = 14.0, 17.0, 12.5, 15.0
LEFT_PAD, RIGHT_PAD, SCORE = 16.0, 10.0, 34.0
PLAIN_HEIGHT = 48.0
PADS = LEFT_PAD + RIGHT_PAD
MOST_LINES, MOST_NAME_LINES = 3, 3


Rows = tuple[int, int]
"""Lines of a name, and of what stands below it."""


def height_of(rows: Rows) -> float:
    """Pixels that a card of so many lines is high."""
    names, lines = rows
    return PLAIN_HEIGHT + (names - 1) * NAME_HEIGHT + (lines - 1) * LINE_HEIGHT


@dataclass(frozen=True, slots=True)
class CardSize:
    """The cards of a picture: all of one `width`, each as high as its own `rows` of text need."""

    width: float
    rows: Mapping[PersonId, Rows]

    def height(self, person: PersonId) -> float:
        """Pixels."""
        return height_of(self.rows[person])


def card_line(person: Person, *, at_target: bool) -> str:
    """What a card says below the name; the company only where it is not the box's own heading."""
    parts = (person.title,) if at_target else (person.title, person.company_name)
    return ", ".join(p for p in parts if p)


def name_lines(name: str, room: float, most: int) -> tuple[str, ...]:
    """A name in at most `most` lines of `room` pixels."""
    if most == 1 or text_width(name, NAME_SIZE, bold=True) <= room:
        return (cut(name, room, NAME_SIZE, bold=True),)
    return wrapped(name, NAME_SIZE, room, most, bold=True) or ("",)


def _texts(scene: Scene) -> list[tuple[PersonId, str, str, float]]:
    """Person, name, line below it and what of the width is taken already, of each card but the egos'."""
    egos, found = set(scene.columns[0]), []
    for i, person in scene.people.items():
        if i not in egos:
            end = i in scene.ends
            found.append((i, person.name, card_line(person, at_target=end), PADS + (SCORE if end else 0.0)))
    return found


def card_size(scene: Scene, *, least: float, most: float) -> CardSize:
    """The narrowest card between `least` and `most` that holds every name; more lines where one needs them."""
    texts = _texts(scene)
    names = max((text_width(name, NAME_SIZE, bold=True) + taken for _, name, _, taken in texts), default=least)
    lines = max((text_width(line, LINE_SIZE) + taken for _, _, line, taken in texts), default=least)
    width = math.ceil(min(most, max(least, names, lines)))
    rows = {
        person: (
            len(name_lines(name, width - taken, MOST_NAME_LINES)),
            max(1, len(wrapped(line, LINE_SIZE, width - taken, MOST_LINES))),
        )
        for person, name, line, taken in texts
    }
    return CardSize(width, rows)
