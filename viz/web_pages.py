"""The pages of the web app. Each takes values and gives HTML; the caller brings the nonce of its response."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from urllib.parse import urlencode

from graph.model import Basis, Company, Person
from referral.results import Evidence, Paths, Referrers
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
class Frame:
    """What every page shows round its content.

    `whose`: whose question it is, None for all owners together; `asked`: the part of the address that says so, kept in
    every link; `twin`: the address of the same as JSON, or ''; `basis`: the graph it rests on.
    """

    nonce: str
    whose: Person | None = None
    owners: tuple[Person, ...] = ()
    as_of: date | None = None
    asked: tuple[tuple[str, str], ...] = ()
    twin: str = ""
    query: str = ""
    basis: Basis | None = None

    def to(self, address: str, **more: str | float) -> str:
        """A link that asks on behalf of the same person, for the same day; empty values are left out."""
        fields = urlencode([*self.asked, *((k, str(v)) for k, v in more.items() if v != "")])
        return f"{address}?{fields}" if fields else address


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
    return {
        "nonce": frame.nonce,
        "basis": frame.basis,
        "whose": frame.whose,
        "owners": frame.owners,
        "as_of": frame.as_of,
        "asked": frame.asked,
        "to": frame.to,
        "twin": frame.twin,
        "query": frame.query,
        "people_link": True,
        "standalone": False,
        "vis_url": VIS_URL,
        "vis_integrity": vis_integrity(),
    }


def home_page(frame: Frame, *, companies: Sequence[Company], people: Sequence[Person], empty: bool) -> str:
    """Search, and what it found."""
    values = {"companies": companies, "people": people, "empty": empty}
    return environment({**_shared(frame), **values}).get_template("home.html").render()


def company_page(frame: Frame, paths: Paths, referrers: Referrers, known: Sequence[Person]) -> str:
    """Verdict, ranking with evidence, picture and list of paths, and who is known there."""
    return render(paths, "company.html", {**_shared(frame), "referrers": referrers, "known": known})


def paths_page(frame: Frame, paths: Paths, *, back: str) -> str:
    """The picture of paths on a page of its own; `back`: the address of the company or person."""
    return render(paths, "paths.html", {**_shared(frame), "referrers": None, "back": back})


def person_page(frame: Frame, paths: Paths, acquaintance: Acquaintance) -> str:
    """What is known between the ego and a person, and how to get to them."""
    return render(paths, "person.html", {**_shared(frame), "acquaintance": acquaintance, "marks": MARKS})


def problem_page(frame: Frame, *, heading: str, detail: str) -> str:
    """An error as a page."""
    values = {"heading": heading, "detail": detail}
    return environment({**_shared(frame), **values}).get_template("problem.html").render()
