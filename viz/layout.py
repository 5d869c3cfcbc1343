"""A scene laid out sideways: egos at the left, targets in their box at the right. Pure and deterministic."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from viz.cards import CardSize, card_size
from viz.heights import TEAM_HEAD, Heights
from viz.order import Arrangement, Lane, Slot, arrange
from viz.picture import (
    TITLE_LEAST,
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
    level,
    line,
    title_lines,
)
from viz.scene import Scene, TieKey
from viz.score import strand_width
from viz.text_width import text_width
from viz.words import Caption

EGO_SIZE, EGO_RIM = 60.0, 2.0
ROW_GAP, ROW_GAP_MOST = 22.0, 46.0
FULL = 640.0
"""Height that a picture of few people spreads to: what a laptop's window leaves."""
BOX_PAD, BOX_HEAD = 20.0, 52.0
HEADING_GAP = 50.0
PORT_GAP, PORT_MARGIN = 2.5, 8.0


@dataclass(frozen=True, slots=True)
class WideMeasures:
    """The measures of a picture from left to right: `width` aimed at, `gap` between columns, `least` for a card."""

    width: float
    gap: float
    least: float
    most: float


WIDE = WideMeasures(1060.0, 106.0, 208.0, 320.0)
STRAIGHT = 220.0
"""More room between the ego and the box where nobody stands between them: it holds what the ties rest on."""
TIGHT = WideMeasures(700.0, 56.0, 164.0, 230.0)


def _row_gap(arranged: Arrangement, high: Mapping[Slot, float], full: float) -> float:
    """More between few rows, the same between many."""
    cards = [[high[slot] for slot in column if slot in high] for column in arranged.columns]
    return min(ROW_GAP_MOST, max(ROW_GAP, min((full - sum(column)) / len(column) for column in cards if column)))


@dataclass(frozen=True, slots=True)
class _Places:
    """X of each column, y of each slot, and the size of the cards."""

    xs: Sequence[float]
    y: Mapping[Slot, float]
    size: CardSize


def _cards(arranged: Arrangement, xs: Sequence[float], y: Mapping[Slot, float], size: CardSize) -> tuple[Card, ...]:
    return tuple(
        Card(slot, k, xs[k], y[slot], size.width, size.height(slot), *size.rows[slot])
        if k
        else Card(slot, k, xs[k], y[slot], EGO_SIZE, EGO_SIZE)
        for k, column in enumerate(arranged.columns)
        for slot in column
        if isinstance(slot, str)
    )


def _ports(
    scene: Scene, arranged: Arrangement, y: Mapping[Slot, float], cards: Mapping[str, Card], *, out: bool
) -> dict[TieKey, float]:
    """Where each tie leaves (or reaches) its card's side: side by side, in the order of where it goes."""
    at: dict[str, list[tuple[float, TieKey]]] = {}
    for key, chain in arranged.chains.items():
        person, towards = (key[0], chain[1]) if out else (key[1], chain[-2])
        at.setdefault(person, []).append((y[towards], key))
    found: dict[TieKey, float] = {}
    for person, ties in at.items():
        ties.sort()
        widths = [strand_width(scene.ties[key].place) + PORT_GAP for _, key in ties]
        squeeze = min(1.0, (cards[person].height - PORT_MARGIN) / sum(widths))
        top = y[person] - squeeze * sum(widths) / 2
        for (_, key), width in zip(ties, widths, strict=True):
            found[key] = top + squeeze * width / 2
            top += squeeze * width
    return found


def _edge(card: Card, y: float) -> float:
    """X of the right side of a card at height `y`; of an ego, that of their circle."""
    half = card.width / 2
    return card.x + (half if card.column else math.sqrt(max(0.0, (half - EGO_RIM) ** 2 - (y - card.y) ** 2)) - 1.0)


def _course(chain: tuple[Slot, ...], start: Point, end: Point, at: Mapping[Lane, tuple[Point, Point]]) -> list[Curve]:
    """From column to column in curves, through a column in a straight line."""
    curves: list[Curve] = []
    here = start
    for lane in chain[1:-1]:
        if isinstance(lane, Lane):
            before, after = at[lane]
            curves += [level(here, before), line(before, after)]
            here = after
    return [*curves, level(here, end)]


def _pill(start: Point, curves: Sequence[Curve], card: Card, size: CardSize, gap: float) -> Pill:
    """On the strand, where a lane or a wide gap leaves room; else above the card it leads to."""
    middle = (len(curves) - 1) // 2
    if len(curves) > 1:
        lane = curves[middle if middle % 2 else max(1, middle - 1)]
        return Pill((lane.first[0] + lane.to[0]) / 2, lane.to[1], "middle", size.width + gap - 20)
    to = curves[0].to
    if gap >= WIDE.gap:
        return Pill((start[0] + to[0]) / 2, (start[1] + to[1]) / 2, "middle", gap - 6)
    return Pill(card.x - card.width / 2 + 4, card.y - card.height / 2 - 12, "start", size.width)


def _strands(
    scene: Scene, arranged: Arrangement, cards: Mapping[str, Card], at: _Places, gap: float
) -> tuple[Strand, ...]:
    xs, y, size = at.xs, at.y, at.size
    out, into = (_ports(scene, arranged, y, cards, out=side) for side in (True, False))
    strands = []
    for key, chain in arranged.chains.items():
        source, target = cards[key[0]], cards[key[1]]
        start = (_edge(source, out[key]), out[key])
        side = -1 if target.column > source.column else 1
        end = (target.x + side * target.width / 2, into[key])
        lanes = {
            lane: ((xs[lane.column] - size.width / 2, y[lane]), (xs[lane.column] + size.width / 2, y[lane]))
            for lane in chain[1:-1]
            if isinstance(lane, Lane)
        }
        curves = _course(chain, start, end, lanes)
        width = strand_width(scene.ties[key].place)
        strands.append(Strand(key, start, tuple(curves), width, _pill(start, curves, target, size, gap)))
    return tuple(strands)


def _box(scene: Scene, cards: Sequence[Card], title: str) -> Box:
    inside = [c for c in cards if c.column == scene.last]
    more = TITLE_LINE * (len(title_lines(title, inside[0].width)) - 1)
    head = BOX_HEAD + more + (TEAM_HEAD if scene.teams[0][0] else 0.0)
    return Box(
        left=inside[0].x - inside[0].width / 2 - BOX_PAD,
        top=min(c.y - c.height / 2 for c in inside) - head,
        right=inside[0].x + inside[0].width / 2 + BOX_PAD,
        bottom=max(c.y + c.height / 2 for c in inside) + BOX_PAD,
    )


def _texts(scene: Scene, cards: Mapping[str, Card], box: Box, top: float, caption: Caption) -> tuple[Text, ...]:
    """Headings of columns stand in one line, above all that is between the egos and the box: its `top`."""
    room = box.right - box.left - 2 * BOX_PAD
    x = box.left + BOX_PAD
    texts = heading_texts(title_lines(caption.title, room), caption.aside, (x, box.top + 19), room, 19.0)
    for team, members in scene.teams:
        card = cards[members[0]]
        texts += [Text(x, card.y - card.height / 2 - 14, team, Words.TEAM, "start", room)] if team else []
    between = {c.column: c.x for c in cards.values() if c.column < scene.last}
    y = min(box.top + 19, top - HEADING_GAP)
    heads = ((x, caption.headings[k]) for k, x in between.items())
    return (*texts, *(Text(x, y, words, Words.HEADING, "middle", room) for x, words in heads if words))


def lay_out(
    scene: Scene,
    caption: Caption,
    measures: WideMeasures = WIDE,
    *,
    heights: Heights | None = None,
    full: float = FULL,
) -> Picture:
    """Place a scene, by its `heights` where these are at hand already; few people spread to `full` pixels.

    O(rounds * segments).
    """
    if scene.last == 1:
        measures = replace(measures, gap=measures.gap + STRAIGHT)
    room = (measures.width - EGO_SIZE - scene.last * measures.gap - 2 * BOX_PAD) / scene.last
    most = min(measures.most, max(measures.least, room))
    named = text_width(caption.title, TITLE_LEAST, bold=True)
    size = card_size(scene, least=min(most, max(measures.least, named)), most=most)
    heights = heights or Heights(scene, arrange(scene))
    arranged = heights.arranged
    step = size.width + measures.gap
    xs = [EGO_SIZE / 2, *(EGO_SIZE + k * step - size.width / 2 for k in range(1, scene.last + 1))]
    high: dict[Slot, float] = {
        i: size.height(i) if k else EGO_SIZE for k, column in enumerate(scene.columns) for i in column
    }
    y = heights.by(high, _row_gap(arranged, high, full))
    cards = _cards(arranged, xs, y, size)
    by_person = {c.person: c for c in cards}
    strands = _strands(scene, arranged, by_person, _Places(xs, y, size), measures.gap)
    box = _box(scene, cards, caption.title)
    tops = [at - s.width / 2 for s in strands for _, at in s.points]
    top = min([*tops, *(c.y - c.height / 2 for c in cards if c.column < scene.last)])
    texts = _texts(scene, by_person, box, top, caption)
    return Picture(cards, strands, box, texts, frame_of(cards, strands, box, texts))
