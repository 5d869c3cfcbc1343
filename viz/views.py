"""The pictures of one answer: the best paths and all of them, each wide, tight and tall; the page shows what fits."""

from __future__ import annotations

from dataclasses import dataclass

from referral.path_results import IntroPath, Paths
from viz.layout import FULL, TIGHT, WIDE, lay_out
from viz.order import arrange
from viz.picture import Picture
from viz.scene import Scene, scene_of
from viz.tall_layout import lay_out_tall
from viz.words import caption


@dataclass(frozen=True, slots=True)
class Room:
    """What a picture may take before all paths are asked for. `height`: pixels that few people spread to."""

    paths: int
    height: float


ALONE = Room(8, FULL)
"""What fits a laptop's screen at a readable size."""
BESIDE = Room(5, 380.0)
"""The same below an answer and beside the first three people of a list."""


@dataclass(frozen=True, slots=True)
class View:
    """The first `paths` paths drawn one way; `shape`: wide, tight or tall."""

    shape: str
    paths: int
    scene: Scene
    picture: Picture


def all_paths(answer: Paths) -> tuple[IntroPath, ...]:
    """Known paths, then the inferred ones."""
    return (*answer.paths, *answer.inferred)


def views_of(answer: Paths, room: Room = ALONE) -> tuple[View, ...]:
    """Every view of an answer with at least one path; the first one is wide and shows all. At least three."""
    paths = all_paths(answer)
    found: list[View] = []
    for number in sorted({len(paths), min(room.paths, len(paths))}, reverse=True):
        scene = scene_of(paths[:number])
        words, arranged = caption(answer, scene), arrange(scene)
        for shape, measures in (("wide", WIDE), ("tight", TIGHT)):
            found.append(
                View(shape, number, scene, lay_out(scene, words, measures, arranged=arranged, full=room.height))
            )
        found.append(View("tall", number, scene, lay_out_tall(scene, words, arranged=arranged)))
    return tuple(found)
