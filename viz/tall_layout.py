"""A scene laid out from top to bottom for narrow screens: one column of cards, ties as brackets beside it.

What the egos know runs at the left, what others know at the right; the longer a tie, the farther out it runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from viz.cards import CardSize, card_size
from viz.order import Arrangement, arrange
from viz.picture import (
    TITLE_LINE,
    Box,
    Card,
    Curve,
    Picture,
    Pill,
    Point,
    Strand,
    Text,
    Words,
    frame_of,
    heading_texts,
    line,
    title_lines,
)
from viz.scene import Scene, TieKey
from viz.score import strand_width
from viz.words import Caption

WIDTH = 348.0
GUTTER_LEAST, GUTTER_MOST = 26.0, 74.0
EGO_SIZE = 52.0
ROW_GAP, SECTION_GAP = 28.0, 48.0
BOX_PAD, BOX_HEAD, TEAM_HEAD = 16.0, 78.0, 34.0
INNER, LANE, OUTER, SLIMMEST = 10.0, 7.5, 7.0, 1.4
"""Pixels from a card to the nearest lane; from lane to lane at most; beyond the last; the least width of a strand."""
SLIM = 0.72
"""Strands are so much narrower than in the wide picture."""
ROUND = 9.0
_CIRCLE = 0.5523
"""Control points of a cubic curve that is nearly a quarter of a circle."""


@dataclass(frozen=True, slots=True)
class Gutters:
    """Left and right of the cards: how wide, and from lane to lane."""

    left: float
    right: float
    steps: tuple[float, float]

    @classmethod
    def of(cls, lanes: tuple[int, int]) -> Gutters:
        """Room for so many lanes at the left and at the right."""
        wide = [min(GUTTER_MOST, max(GUTTER_LEAST, INNER + OUTER + LANE * n)) for n in lanes]
        steps = [min(LANE, (w - INNER - OUTER) / max(1, n)) for w, n in zip(wide, lanes, strict=True)]
        return cls(wide[0], wide[1], (steps[0], steps[1]))

    @property
    def middle(self) -> float:
        """X of the cards' centres."""
        return (WIDTH + self.left - self.right) / 2


def _rows(
    scene: Scene, size: CardSize, columns: Sequence[Sequence[str]], gutters: Gutters, lines: int
) -> tuple[list[Card], float, dict[int, float]]:
    """Cards from top to bottom, the top of the box, and the height of each column's heading.

    `lines`: of the company's name.
    """
    y, cards, heads = 0.0, [], {}
    for person in columns[0]:
        cards.append(Card(person, 0, gutters.left + EGO_SIZE / 2, y + EGO_SIZE / 2, EGO_SIZE, EGO_SIZE))
        y += EGO_SIZE + ROW_GAP
    for k, column in enumerate(columns[1:-1], start=1):
        heads[k] = y + 4
        y += SECTION_GAP
        for person in column:
            cards.append(_card(person, k, y, size, gutters.middle))
            y += size.height(person) + ROW_GAP
    top = y
    y += BOX_HEAD + TITLE_LINE * (lines - 1)
    for team, members in scene.teams:
        y += TEAM_HEAD if team else 0.0
        for person in members:
            cards.append(_card(person, scene.last, y, size, gutters.middle))
            y += size.height(person) + ROW_GAP
    return cards, top, heads


def _card(person: str, column: int, top: float, size: CardSize, x: float) -> Card:
    high = size.height(person)
    return Card(person, column, x, top + high / 2, size.width, high, *size.rows[person])


def _levels(spans: dict[TieKey, tuple[float, float]]) -> dict[TieKey, int]:
    """Each tie the nearest lane that is free along its whole way, short ties first."""
    taken: list[list[tuple[float, float]]] = []
    found: dict[TieKey, int] = {}
    for key, (a, b) in sorted(spans.items(), key=lambda item: (item[1][1] - item[1][0], item[1], item[0])):
        free = (i for i, lane in enumerate(taken) if all(b <= x or y <= a for x, y in lane))
        at = next(free, len(taken))
        if at == len(taken):
            taken.append([])
        taken[at].append((a, b))
        found[key] = at
    return found


def _bracket(start: Point, end: Point, lane: float, side: int) -> tuple[Curve, ...]:
    """Out of a card's side into the lane, along it, and back into the other card's side."""
    down = 1 if end[1] >= start[1] else -1
    r = min(ROUND, abs(end[1] - start[1]) / 2)
    k = r * (1 - _CIRCLE)
    turn, back = (lane - side * r, start[1]), (lane - side * r, end[1])
    first, last = (lane, start[1] + down * r), (lane, end[1] - down * r)
    into = Curve((lane - side * k, start[1]), (lane, start[1] + down * k), first)
    out = Curve((lane, end[1] - down * k), (lane - side * k, end[1]), back)
    return (line(start, turn), into, line(first, last), out, line(back, end))


def _ports(keys: Sequence[tuple[TieKey, float]], card: Card) -> dict[TieKey, float]:
    """Where ties meet a card's side: `keys` from top to bottom."""
    room, n = card.height - 12.0, len(keys)
    step = min(LANE, room / n)
    return {key: card.y + (i - (n - 1) / 2) * step for i, (key, _) in enumerate(keys)}


def _sides(scene: Scene) -> tuple[list[TieKey], list[TieKey]]:
    """The ties of the egos, and those between others."""
    egos = set(scene.columns[0])
    return [key for key in scene.ties if key[0] in egos], [key for key in scene.ties if key[0] not in egos]


def _lanes(keys: Sequence[TieKey], order: Sequence[str]) -> dict[TieKey, int]:
    """The lane of each tie, by which rows it leads past."""
    at = {person: float(i) for i, person in enumerate(order)}
    return _levels({(a, b): (min(at[a], at[b]), max(at[a], at[b])) for a, b in keys})


def _strands(scene: Scene, cards: dict[str, Card], gutters: Gutters) -> tuple[Strand, ...]:
    found: dict[TieKey, Strand] = {}
    for side, keys, step in zip((-1, 1), _sides(scene), gutters.steps, strict=True):
        levels = _lanes(keys, list(cards))
        out, into = _sorted_ports(keys, cards, levels)
        for key in keys:
            a, b = cards[key[0]], cards[key[1]]
            lane = b.x + side * (b.width / 2 + INNER + step * (levels[key] + 0.5))
            start, end = (a.x + side * a.width / 2, out[key]), (b.x + side * b.width / 2, into[key])
            width = max(SLIMMEST, min(strand_width(scene.ties[key].place) * SLIM, step - 1.5))
            found[key] = Strand(key, start, _bracket(start, end, lane, side), width, _pill(b, side))
    return tuple(found[key] for key in scene.ties)


def _pill(card: Card, side: int) -> Pill:
    """Above the card a tie leads to, on the side it comes from."""
    return Pill(
        card.x + side * (card.width / 2 - 2), card.y - card.height / 2 - 13, "start" if side < 0 else "end", card.width
    )


def _sorted_ports(
    keys: Sequence[TieKey], cards: dict[str, Card], levels: dict[TieKey, int]
) -> tuple[dict[TieKey, float], dict[TieKey, float]]:
    """Ports so that brackets nest: on the way out the outermost on top, on the way in the innermost."""
    out: dict[TieKey, float] = {}
    into: dict[TieKey, float] = {}
    for person in dict.fromkeys(key[0] for key in keys):
        mine = sorted(((k, float(levels[k])) for k in keys if k[0] == person), key=lambda item: -item[1])
        out |= _ports(mine, cards[person])
    for person in dict.fromkeys(key[1] for key in keys):
        mine = sorted(((k, float(levels[k])) for k in keys if k[1] == person), key=lambda item: item[1])
        into |= _ports(mine, cards[person])
    return out, into


def _texts(
    scene: Scene, cards: dict[str, Card], box: Box, heads: dict[int, float], caption: Caption
) -> tuple[Text, ...]:
    any_card = cards[scene.columns[-1][0]]
    x, room = any_card.x - any_card.width / 2, any_card.width
    texts = [Text(x, y, caption.headings[k], Words.HEADING, "start", room) for k, y in heads.items()]
    texts += heading_texts(title_lines(caption.title, room), caption.aside, (x, box.top + 20), room, 20.0)
    for team, members in scene.teams:
        card = cards[members[0]]
        texts += [Text(x, card.y - card.height / 2 - 38, team, Words.TEAM, "start", room)] if team else []
    return tuple(texts)


def lay_out_tall(scene: Scene, caption: Caption, *, arranged: Arrangement | None = None) -> Picture:
    """Place a scene from top to bottom. As deterministic as the other, and as slow."""
    columns = [[slot for slot in column if isinstance(slot, str)] for column in (arranged or arrange(scene)).columns]
    order = [person for column in columns for person in column]
    levels = [_lanes(keys, order) for keys in _sides(scene)]
    lanes = [max(found.values(), default=-1) + 1 for found in levels]
    gutters = Gutters.of((lanes[0], lanes[1]))
    most = WIDTH - gutters.left - gutters.right
    size = card_size(scene, least=most, most=most)
    cards, top, heads = _rows(scene, size, columns, gutters, len(title_lines(caption.title, size.width)))
    by_person = {c.person: c for c in cards}
    box = Box(2.0, top, WIDTH - 2.0, cards[-1].y + cards[-1].height / 2 + BOX_PAD)
    strands = _strands(scene, by_person, gutters)
    texts = _texts(scene, by_person, box, heads, caption)
    frame = frame_of(tuple(cards), strands, box, texts)
    whole = Box(min(0.0, frame.left), frame.top, max(WIDTH, frame.right), frame.bottom)
    return Picture(tuple(cards), strands, box, texts, whole)
