"""What the path page tells its script: plain values, names only as text."""

from __future__ import annotations

from typing import TypedDict

from graph.model import Person
from referral.results import IntroPath, Paths, PathTie
from referral.wording import count
from viz.layout import Picture
from viz.scene import Scene
from viz.style import LOOKS, kind_of

PILL = 20
"""Characters that fit on a tie in the picture."""


class PersonData(TypedDict):
    """A person for the picture and the search box. `card`: the second line of their card."""

    name: str
    initials: str
    card: str


class TieData(TypedDict):
    """A tie for the evidence panel. `pill`: the shortest evidence, for the picture."""

    kind: str
    strength: float
    evidence: list[str]
    pill: str
    shown_by: list[str]


class PathData(TypedDict):
    """A path: people and tie keys in order."""

    rank: int
    people: list[str]
    ties: list[str]
    strength: float
    weakest: int


class PageData(TypedDict):
    """All of it."""

    target: str
    you: bool
    people: dict[str, PersonData]
    ties: dict[str, TieData]
    paths: list[PathData]
    kinds: dict[str, dict[str, object]]
    order: list[str]
    box: list[float]
    columns: list[float]
    headings: list[str]
    bounds: list[float]


def initials(name: str) -> str:
    """'Mara Lindqvist' -> 'M. L.', for the privacy mode."""
    return " ".join(f"{part[0]}." for part in name.split() if part) or "?"


def card_line(person: Person, *, at_target: bool) -> str:
    """What a card says below the name; the company only where it is not the box's own heading."""
    parts = (person.title,) if at_target else (person.title, person.company_name)
    return ", ".join(p for p in parts if p)


def _pill(tie: PathTie) -> str:
    if tie.messages:
        return count(tie.messages, "message")
    text = tie.evidence[0].text if tie.evidence else tie.kind.value
    return text if len(text) <= PILL else text[: PILL - 1].rstrip() + "…"


def _tie(tie: PathTie) -> TieData:
    return TieData(
        kind=kind_of(tie).value,
        strength=round(tie.strength, 4),
        evidence=[e.text for e in tie.evidence],
        pill=_pill(tie),
        shown_by=[p.name for p in tie.shown_by],
    )


def _path(path: IntroPath) -> PathData:
    return PathData(
        rank=path.rank,
        people=[p.id for p in path.people],
        ties=[f"{t.source.id}|{t.target.id}" for t in path.ties],
        strength=round(path.strength, 4),
        weakest=path.weakest_link,
    )


def headings(scene: Scene, *, you: bool) -> list[str]:
    """What the people of each column are to the reader, the targets' column left out; true of every card below it."""
    egos, words = set(scene.columns[0]), ("You know them", "Some you know") if you else ("They know them", "Some known")
    known = {b for a, b in scene.ties if a in egos}
    found = ["" if you else "Whose contact"]
    for column in scene.columns[1:-1]:
        share = sum(person in known for person in column)
        found.append(words[0] if share == len(column) else words[1] if share else "Who they know")
    return found


def target_name(answer: Paths) -> str:
    """The company's or the person's name."""
    return answer.company.name if answer.company else answer.person.name if answer.person else ""


def page_data(answer: Paths, scene: Scene, picture: Picture) -> PageData:
    """The data of the page for `answer`, inferred paths last."""
    box = picture.box
    people = {
        i: PersonData(name=p.name, initials=initials(p.name), card=card_line(p, at_target=i in scene.ends))
        for i, p in scene.people.items()
    }
    return PageData(
        target=target_name(answer),
        you=answer.ego is not None,
        people=people,
        ties={"|".join(key): _tie(tie) for key, tie in scene.ties.items()},
        paths=[_path(p) for p in (*answer.paths, *answer.inferred)],
        kinds={
            k.value: {"label": look.label, "colour": look.colour, "dashes": list(look.dashes)}
            for k, look in LOOKS.items()
        },
        order=[k.value for k in LOOKS if any(kind_of(t) is k for t in scene.ties.values())],
        box=[box.left, box.top, box.right, box.bottom],
        columns=list(picture.columns),
        headings=headings(scene, you=answer.ego is not None),
        bounds=[picture.left, picture.top, picture.box.right, picture.bottom],
    )
