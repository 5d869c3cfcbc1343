"""Headings of a picture: of its columns and of the box round the company."""

from __future__ import annotations

from dataclasses import dataclass

from referral.path_results import Paths
from referral.wording import count
from viz.bundles import is_bundle
from viz.scene import Scene

FURTHER = "And those know"

_SOURCES = {
    "messages": "messages",
    "messages of the pool": "messages in these archives",
    "positions": "the positions of both",
    "statements": "recommendations and endorsements",
    "title": "their title",
    "ties": "",
    "mark": "what was marked",
    "your mark": "what you marked",
    "notes": "notes",
}
"""Where a row of evidence stands, by the name of its source; other names are those of files, and shown as they are."""


def source_words(source: str) -> str:
    """Where a row of evidence comes from, for a reader: `from messages`; '' where nothing is to be said."""
    words = _SOURCES.get(source, source)
    return f"from {words}" if words else ""


@dataclass(frozen=True, slots=True)
class Caption:
    """`title`, `aside`: of the box; `headings`: a column each, the box's left out."""

    title: str
    aside: str
    headings: tuple[str, ...]


def target_name(answer: Paths) -> str:
    """The company's or the person's name."""
    return answer.company.name if answer.company else answer.person.name if answer.person else ""


def headings(last: int, *, you: bool) -> tuple[str, ...]:
    """What the people of each column before the last are to the reader."""
    first, known = ("", "You know them") if you else ("Whose contacts", "They know them")
    rest = ("They know", *[FURTHER] * last) if you else (FURTHER,) * (last + 1)
    return (first, known, *rest)[:last]


def caption(answer: Paths, scene: Scene) -> Caption:
    """The words for the picture of `answer`."""
    whole = len({path.people[-1].id for path in (*answer.paths, *answer.inferred)})
    there = len(scene.ends)
    if any(map(is_bundle, scene.people)):
        there = whole
    if not answer.company:
        reached = "The person you seek"
    elif answer.may_be_more:
        reached = f"{count(there, 'person', 'people')} on these paths"
    elif there < whole:
        reached = f"The first {there} people in reach"
    else:
        reached = f"{count(there, 'person', 'people')} in reach"
    return Caption(target_name(answer), reached, headings(scene.last, you=answer.ego is not None))
