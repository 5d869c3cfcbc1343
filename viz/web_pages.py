"""The pages of the web app. Each takes values and gives HTML; the caller brings the nonce of its response."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from graph.model import Company, Person
from referral.results import Evidence, Paths, Referrers
from viz.frame import Frame, framed
from viz.network import vis_network
from viz.path_page import render
from viz.templating import environment

VIS_URL = "/static/vis-network-9.1.2.min.js"

MARKS = (
    ("close", "I know them well"),
    ("managed_me", "They managed me"),
    ("knows_i_look", "They know that I am looking"),
    ("do_not_ask", "Never ask them"),
)


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """What is known between `ego` and another; `self`: they are the same person. `mark`: by field name."""

    ego: Person
    self: bool
    facts: tuple[Evidence, ...]
    stays: tuple[str, ...]
    mark: Mapping[str, bool | None]
    note: str


@cache
def vis_integrity() -> str:
    """Subresource integrity of the drawing library, of the file that is served."""
    digest = hashlib.sha384(vis_network().encode("utf-8")).digest()
    return f"sha384-{base64.b64encode(digest).decode()}"


def _shared(frame: Frame) -> dict[str, object]:
    return {**framed(frame), "vis_url": VIS_URL, "vis_integrity": vis_integrity()}


def home_page(frame: Frame, *, companies: Sequence[Company], people: Sequence[Person]) -> str:
    """Search, and what it found."""
    values = {"companies": companies, "people": people}
    return environment({**_shared(frame), **values}).get_template("home.html").render()


def company_page(frame: Frame, paths: Paths, referrers: Referrers, known: Sequence[Person]) -> str:
    """Verdict, ranking with evidence, picture and list of paths, and who is known there."""
    return render(
        paths, "company.html", {**_shared(frame), "referrers": referrers, "known": known}, href=_person_at(frame)
    )


def _person_at(frame: Frame) -> Callable[[str], str]:
    return lambda person: frame.to(f"/people/{person}")


def paths_page(frame: Frame, paths: Paths, *, back: str) -> str:
    """The picture of paths on a page of its own; `back`: the address of the company or person."""
    return render(paths, "paths.html", {**_shared(frame), "referrers": None, "back": back}, href=_person_at(frame))


def person_page(frame: Frame, paths: Paths, acquaintance: Acquaintance) -> str:
    """What is known between the ego and a person, and how to get to them."""
    return render(
        paths, "person.html", {**_shared(frame), "acquaintance": acquaintance, "marks": MARKS}, href=_person_at(frame)
    )


def problem_page(frame: Frame, *, heading: str, detail: str) -> str:
    """An error as a page."""
    values = {"heading": heading, "detail": detail}
    return environment({**_shared(frame), **values}).get_template("problem.html").render()
