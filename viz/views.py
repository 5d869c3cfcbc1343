"""The pictures of one answer: the best paths and all of them, each wide, tight and tall; the page shows what fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.model import Person, PersonId
from referral.path_results import IntroPath, Paths, PathTie
from viz.bundles import Bundle, bundles_of, drawn
from viz.heights import Heights
from viz.layout import FULL, TIGHT, WIDE, lay_out
from viz.order import arrange
from viz.picture import Picture
from viz.scene import Scene, TieKey, scene_of
from viz.tall_layout import lay_out_tall
from viz.words import caption


@dataclass(frozen=True, slots=True)
class PictureLimits:
    """What a picture may take before all paths are asked for. `height`: pixels that few people spread to."""

    paths: int
    height: float


ALONE = PictureLimits(8, FULL)
"""What fits a laptop's screen at a readable size."""
BESIDE = PictureLimits(5, 380.0)
"""The same below an answer and beside the first three people of a list."""


@dataclass(frozen=True, slots=True)
class View:
    """The first `paths` paths drawn one way; `shape`: wide, tight or tall.

    `stage`: first (the best few), closed (all, bundles as a card each), open0 (all, the first bundle open), all.
    """

    shape: str
    stage: str
    paths: int
    scene: Scene
    picture: Picture


def all_paths(answer: Paths) -> tuple[IntroPath, ...]:
    """Known paths, then the inferred ones."""
    return (*answer.paths, *answer.inferred)


def bundled(answer: Paths, room: PictureLimits) -> tuple[Bundle, ...]:
    """What of an answer is drawn as one card; of inferred paths nothing."""
    return bundles_of(answer.paths, room.paths)


@dataclass(frozen=True, slots=True)
class Stage:
    """What is drawn of an answer at one time: its `name`, how many paths it shows, and `paths` with stand-ins."""

    name: str
    shown: int
    paths: tuple[IntroPath, ...]


def stages(answer: Paths, room: PictureLimits) -> Iterator[Stage]:
    """Every stage of an answer; everything comes first."""
    paths, bundles = all_paths(answer), bundled(answer, room)
    yield Stage("all", len(paths), paths)
    if bundles:
        yield Stage("closed", len(paths), drawn(paths, bundles))
    if len(bundles) > 1:
        for i, one in enumerate(bundles):
            yield Stage(f"open{i}", len(paths), drawn(paths, [b for b in bundles if b is not one]))
    if len(paths) > room.paths:
        yield Stage("first", room.paths, paths[: room.paths])


def views_of(answer: Paths, room: PictureLimits = ALONE) -> tuple[View, ...]:
    """Every view of an answer with at least one path; the first one is wide and shows all. At least three."""
    found: list[View] = []
    for stage in stages(answer, room):
        scene = scene_of(stage.paths)
        words, heights = caption(answer, scene), Heights(scene, arrange(scene))
        for shape, measures in (("wide", WIDE), ("tight", TIGHT)):
            picture = lay_out(scene, words, measures, heights=heights, full=room.height)
            found.append(View(shape, stage.name, stage.shown, scene, picture))
        tall = lay_out_tall(scene, words, arranged=heights.arranged)
        found.append(View("tall", stage.name, stage.shown, scene, tall))
    return tuple(found)


@dataclass(frozen=True, slots=True, eq=False)
class PageNames:
    """Everybody and every tie of some views, and the short names by which the page speaks of them: n0, n1; t0, t1."""

    people: dict[PersonId, Person]
    ties: dict[TieKey, PathTie]

    @classmethod
    def of(cls, views: Sequence[View]) -> PageNames:
        """In the order in which the views show them."""
        people: dict[PersonId, Person] = {}
        ties: dict[TieKey, PathTie] = {}
        for view in views:
            people |= view.scene.people
            for key, tie in view.scene.ties.items():
                ties.setdefault(key, tie)
        return cls(people, ties)

    @property
    def names(self) -> dict[PersonId, str]:
        """A short name of each person for the page: n0, n1, ..."""
        return {person: f"n{i}" for i, person in enumerate(self.people)}

    @property
    def tie_names(self) -> dict[TieKey, str]:
        """A short name of each tie for the page: t0, t1, ..."""
        return {key: f"t{i}" for i, key in enumerate(self.ties)}
