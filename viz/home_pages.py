"""Home: the companies somebody wants to work for; and what a search found."""

from __future__ import annotations

from collections.abc import Sequence

from graph.model import Company, Person
from referral.targets import TargetAnswer
from viz.frame import Frame, framed
from viz.paging import Pages
from viz.templating import environment


def home_page(frame: Frame, targets: Sequence[TargetAnswer], pages: Pages, largest: Sequence[Company]) -> str:
    """The list with its short answers; `largest`: companies to begin with, where most people are known."""
    values = {"targets": targets, "pages": pages, "largest": largest}
    return environment({**framed(frame), **values}).get_template("home.html").render()


def found_page(frame: Frame, companies: Sequence[Company], people: Sequence[Person], corrected: str) -> str:
    """What a search found; `corrected`: what was searched for instead of the query, or ''."""
    values = {"companies": companies, "people": people, "corrected": corrected}
    return environment({**framed(frame), **values}).get_template("found.html").render()
