"""What the page tells its script: plain values, names only as text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import TypedDict

from graph.model import PersonId
from referral.path_results import IntroPath, Paths, PathTie
from viz.bundles import Bundle, is_bundle
from viz.cards import PLAIN_HEIGHT, card_line
from viz.picture import Card, Picture
from viz.scene import TieKey
from viz.score import HIGHEST, numbers_mean, stronger_than
from viz.style import TIE_STYLES, Kind, kind_of, reason, soft_colours
from viz.views import PageNames, View, all_paths
from viz.words import target_name

MOST_LINES = 3
"""Lines of evidence in a tooltip; the list has them all."""


class PersonData(TypedDict):
    """A person for the picture and the search box. `line`: the second of their card; `href`: their page or ''."""

    name: str
    initials: str
    line: str
    score: int | None
    href: str


class TieData(TypedDict):
    """A tie for tooltips. `ends`: people; `reason`: the best evidence in a few words, for the picture."""

    ends: list[str]
    kind: str
    score: int
    reason: str
    evidence: list[str]


class PathData(TypedDict):
    """A path: people and tie keys in order."""

    rank: int
    people: list[str]
    ties: list[str]
    score: int


class BundleData(TypedDict):
    """Paths drawn as one card while closed: its `card`, its `path` and its `members` by place in `paths`."""

    card: str
    path: int
    members: list[int]


class ViewData(TypedDict):
    """One way to draw a `stage`: `cards` by person: x, y; `strands` by tie: path, width, pill.

    `card`: width and height of a card with a line each for the name and below it, and those lines; cards with more say
    their height and lines behind their place. The circles of egos are `ego` wide.
    """

    shape: str
    stage: str
    paths: int
    frame: list[float]
    box: list[float]
    card: list[float]
    ego: float
    cards: dict[str, list[float]]
    strands: dict[str, list[str | float]]
    texts: list[list[str | float]]


class PageData(TypedDict):
    """All of it. `paths`: those of the list, then what stands for each of `bundles`.

    `stronger`: what a number says, with {} in its place; `extremes`: what 0 and 100 say.
    """

    target: str
    day: str
    you: bool
    people: dict[str, PersonData]
    ties: dict[str, TieData]
    paths: list[PathData]
    bundles: list[BundleData]
    kinds: dict[str, dict[str, object]]
    stronger: str
    extremes: dict[str, str]
    meaning: str
    order: list[str]
    views: list[ViewData]


@lru_cache(maxsize=4096)
def initials(name: str) -> str:
    """'Mara Lindqvist' -> 'M. L.', for the privacy mode."""
    return " ".join(f"{part[0]}." for part in name.split() if part) or "?"


def _tie(tie: PathTie, names: Mapping[PersonId, str]) -> TieData:
    return TieData(
        ends=[names[tie.source.id], names[tie.target.id]],
        kind=kind_of(tie).value,
        score=tie.place,
        reason=reason(tie),
        evidence=[e.text for e in tie.evidence[:MOST_LINES]],
    )


def _path(path: IntroPath, names: Mapping[PersonId, str], ties: Mapping[TieKey, str]) -> PathData:
    return PathData(
        rank=path.rank,
        people=[names[p.id] for p in path.people],
        ties=[ties[t.source.id, t.target.id] for t in path.ties],
        score=path.place,
    )


def _view(view: View, names: Mapping[PersonId, str], ties: Mapping[TieKey, str]) -> ViewData:
    picture: Picture = view.picture
    frame, box, like = picture.frame, picture.box, picture.cards[-1]
    return ViewData(
        shape=view.shape,
        stage=view.stage,
        paths=view.paths,
        frame=_rounded(frame.left, frame.top, frame.right, frame.bottom),
        box=_rounded(box.left, box.top, box.right, box.bottom),
        card=_rounded(like.width, PLAIN_HEIGHT, 1, 1),
        ego=round(picture.cards[0].width, 1),
        cards={names[c.person]: _rounded(c.x, c.y, *_own(c)) for c in picture.cards},
        strands={
            ties[s.key]: [
                s.d if view.shape == "tall" else s.whole,
                *_rounded(s.width, s.pill.x, s.pill.y, s.pill.width),
                s.pill.anchor,
            ]
            for s in picture.strands
        },
        texts=[[*_rounded(t.x, t.y, t.width), t.text, t.words.value, t.anchor] for t in picture.texts],
    )


def _own(card: Card) -> tuple[float, ...]:
    """What a card has other than most."""
    return (card.height, card.names, card.lines) if card.column and card.height != PLAIN_HEIGHT else ()


def _rounded(*values: float) -> list[float]:
    """To a tenth; whole numbers without a point, which is shorter."""
    tenths = [round(v, 1) for v in values]
    return [int(v) if v == int(v) else v for v in tenths]


def end_scores(paths: Sequence[IntroPath]) -> dict[PersonId, int]:
    """The score of the best path to each target."""
    found: dict[PersonId, int] = {}
    for path in paths:
        found[path.people[-1].id] = max(path.place, found.get(path.people[-1].id, 0))
    return found


def kinds_data() -> dict[str, dict[str, object]]:
    """Every look, its colours chosen and stepped back by theme."""
    return {
        kind.value: {
            "label": look.label,
            "chosen": {"light": look.light, "dark": look.dark},
            "soft": soft_colours(kind),
            "dashes": list(look.dashes),
            "double": look.double,
        }
        for kind, look in TIE_STYLES.items()
    }


def kinds_in(views: Sequence[View]) -> tuple[Kind, ...]:
    """The kinds of tie that occur, best ground first."""
    there = {kind_of(tie) for tie in views[0].scene.ties.values()}
    return tuple(kind for kind in Kind if kind in there)


def _people(
    cast: PageNames, views: Sequence[View], scores: Mapping[PersonId, int], href: Callable[[str], str]
) -> list[PersonData]:
    """As `cast` has them; who stands for several has no page."""
    ends = {i for view in views for i in view.scene.ends}
    return [
        PersonData(
            name=p.name,
            initials=p.name if is_bundle(i) else initials(p.name),
            line=card_line(p, at_target=i in ends),
            score=scores.get(i),
            href="" if is_bundle(i) else href(i),
        )
        for i, p in cast.people.items()
    ]


def page_data(
    answer: Paths, views: Sequence[View], href: Callable[[str], str], bundles: Sequence[Bundle] = ()
) -> PageData:
    """The data of the page for `answer`, inferred paths last; `href`: the address of a person's page, or ''."""
    cast, paths = PageNames.of(views), [*all_paths(answer), *(bundle.path for bundle in bundles)]
    names, ties, real = cast.names, cast.tie_names, len(paths) - len(bundles)
    people = _people(cast, views, end_scores(paths), href)
    return PageData(
        target=target_name(answer),
        day=answer.as_of.isoformat(),
        you=answer.ego is not None,
        people=dict(zip(names.values(), people, strict=True)),
        ties={ties[key]: _tie(tie, names) for key, tie in cast.ties.items()},
        paths=[_path(p, names, ties) for p in paths],
        bundles=[
            BundleData(card=names[b.stands], path=real + i, members=list(b.numbers)) for i, b in enumerate(bundles)
        ],
        kinds=kinds_data(),
        stronger=stronger_than(1, you=answer.ego is not None).replace("1", "{}", 1),
        extremes={str(n): stronger_than(n, you=answer.ego is not None) for n in (0, HIGHEST)},
        meaning=numbers_mean(answer.as_of, you=answer.ego is not None),
        order=[kind.value for kind in kinds_in(views)],
        views=[_view(view, names, ties) for view in views],
    )
