"""Where the marks of a map stand: near what they are tied to, none over another, their names included. Pure."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import networkx as nx
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

MARGIN = 6.0
ROUNDS = 300
GROWN = 1.12
"""How much higher a sheet becomes on which marks cannot be kept apart."""
GOLDEN = math.pi * (3 - math.sqrt(5))
EVEN = 0.65
"""How far the places of the springs are evened out over the sheet, so that no corner stays empty."""
SEED = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a map is drawn on, in pixels; `largest`: the radius of its largest circle at most.

    `pull`: share of the way to the middle that marks are drawn in each of the first rounds, so that no hole stays.
    """

    width: float
    height: float
    largest: float
    pull: float


Weighted = tuple[int, int, float]
Sizes = tuple[tuple[float, float], ...]
Spots = tuple[tuple[float, float], ...]
Placing = Callable[[Sizes, tuple[Weighted, ...], Sheet], Spots]


def _start(n: int, links: Sequence[Weighted], sheet: Sheet) -> Floats:
    """Tied marks by springs, the others in a spiral from the middle: the first ones first."""
    turn, out = np.arange(n) * GOLDEN, np.sqrt((np.arange(n) + 0.5) / max(1, n))
    spot = np.stack([np.cos(turn) * out * sheet.width / 2.2, np.sin(turn) * out * sheet.height / 2.2], axis=1)
    if not links:
        return spot
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(n))
    graph.add_weighted_edges_from((a, b, math.log1p(w)) for a, b, w in links)
    begin = {i: spot[i] / sheet.width for i in range(n)}
    found = nx.spring_layout(graph, pos=begin, k=2.2 / math.sqrt(n), iterations=60, seed=SEED, weight="weight")
    placed = np.array([found[i] for i in range(n)])
    even = (placed.argsort(axis=0, kind="stable").argsort(axis=0) + 0.5) / n - 0.5
    placed -= placed.mean(axis=0)
    spread = np.maximum(np.abs(placed).max(axis=0), 1e-9)
    springs: Floats = (EVEN * even + (1 - EVEN) * placed / spread / 2.3) * np.array([sheet.width, sheet.height])
    return springs


def _apart(spot: Floats, half: Floats, sheet: Sheet) -> tuple[Floats, bool]:
    """Push rectangles that overlap from each other, the shorter way, and all onto the sheet; whether that succeeded.

    `half`: half the width and height of each. O(rounds * n^2), on arrays.
    """
    room = np.maximum(0.0, np.array([sheet.width / 2, sheet.height / 2]) - MARGIN - half)
    wanted = half[:, None, :] + half[None, :, :]
    wanted[np.diag_indices(len(half))] = 0.0
    nudge = np.stack([np.cos(np.arange(len(half))), np.sin(np.arange(len(half)))], axis=1)
    spot = np.clip(spot + nudge * 1e-3, -room, room)
    for number in range(ROUNDS):
        drawn_in = number < ROUNDS // 6
        spot = spot * (1.0 - sheet.pull) if drawn_in else spot
        away = spot[:, None, :] - spot[None, :, :]
        over = wanted - np.abs(away)
        hit = (over[:, :, 0] > 0.0) & (over[:, :, 1] > 0.0)
        if not hit.any() and not drawn_in:
            return spot, True
        down_only = number >= 2 * ROUNDS // 3  # where there is more room
        across = (over[:, :, 0] <= over[:, :, 1]) & (not down_only)
        push = np.where(np.stack([across, ~across], axis=2) & hit[:, :, None], over / 2.0 + 0.05, 0.0)
        spot = np.clip(spot + (np.where(away < 0, -1.0, 1.0) * push).sum(axis=1), -room, room)
    return spot, False


def spots(sizes: Sizes, links: tuple[Weighted, ...], sheet: Sheet) -> Spots:
    """The middle of each rectangle of `sizes` (width, height), none over another; a sheet too small grows downwards.

    The same input gives the same places. O(n^2) for each of `ROUNDS`.
    """
    if not sizes:
        return ()
    half = np.array(sizes, dtype=np.float64) / 2.0
    at, done = _apart(_start(len(sizes), links, sheet), half, sheet)
    while not done:
        sheet = replace(sheet, height=sheet.height * GROWN)
        at, done = _apart(at * np.array([1.0, GROWN]), half, sheet)
    return tuple((round(x + sheet.width / 2, 1), round(y + sheet.height / 2, 1)) for x, y in at.tolist())
