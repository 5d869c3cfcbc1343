"""Home: the companies somebody wants to work for; and what a search found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph.model import Company, Person
from referral.asking.due import Due
from referral.targets import TargetAnswer
from referral.together_questions import TogetherQuestion
from viz.frame import Frame, framed
from viz.paging import Pages
from viz.templating import environment


@dataclass(frozen=True, slots=True)
class HomeView:
    """The list with its short answers.

    `largest`: companies to begin with, where most people are known; `due`: what is owed on `today` or was before.
    `question`: whether they worked with somebody, where that is at hand.
    """

    targets: Sequence[TargetAnswer]
    pages: Pages
    largest: Sequence[Company]
    due: Sequence[Due]
    today: date
    question: TogetherQuestion | None = None


def home_page(frame: Frame, view: HomeView) -> str:
    """What is due, the list, and where to begin."""
    values = {name: getattr(view, name) for name in HomeView.__slots__}
    return environment({**framed(frame), **values}).get_template("home.html").render()


def found_page(frame: Frame, companies: Sequence[Company], people: Sequence[Person], corrected: str) -> str:
    """What a search found; `corrected`: what was searched for instead of the query, or ''."""
    values = {"companies": companies, "people": people, "corrected": corrected}
    return environment({**framed(frame), **values}).get_template("found.html").render()
