"""Home: the companies somebody wants to work for; and what a search found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from graph.model import Company, Person
from referral.asking.due import Due
from referral.targets import TargetAnswer
from referral.together_questions import TogetherQuestion
from viz.frame import Frame, framed
from viz.paging import Pages
from viz.templating import environment


class AnswersInTurn(Protocol):
    """Short answers, of which it is known how many they are before any is made."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[TargetAnswer]: ...


@dataclass(frozen=True, slots=True)
class HomeView:
    """The list with its short answers.

    `largest`: companies to begin with, where most people are known; `due`: what is owed on `today` or was before.
    `question`: whether they worked with somebody, where that is at hand.
    """

    targets: AnswersInTurn
    pages: Pages
    largest: Sequence[Company]
    due: Sequence[Due]
    today: date
    question: TogetherQuestion | None = None


@dataclass(frozen=True, slots=True)
class _Announced:
    """Answers that say when they are come to: `before` is called ahead of the first."""

    answers: AnswersInTurn
    before: Callable[[], None]

    def __len__(self) -> int:
        return len(self.answers)

    def __iter__(self) -> Iterator[TargetAnswer]:
        self.before()
        yield from self.answers


def home_page(frame: Frame, view: HomeView, send: Callable[[str], None]) -> str:
    """What is due, the list, and where to begin.

    `send` is given the beginning of the page, all above the list, before the first of `view.targets` is asked for.
    """
    values = {name: getattr(view, name) for name in HomeView.__slots__}
    made = list[str]()
    answers = _Announced(view.targets, lambda: send("".join(made)))
    template = environment({**framed(frame), **values, "targets": answers}).get_template("home.html")
    for piece in template.generate():
        made.append(piece)
    return "".join(made)


def found_page(frame: Frame, companies: Sequence[Company], people: Sequence[Person], corrected: str) -> str:
    """What a search found; `corrected`: what was searched for instead of the query, or ''."""
    values = {"companies": companies, "people": people, "corrected": corrected}
    return environment({**framed(frame), **values}).get_template("found.html").render()
