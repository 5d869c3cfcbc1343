"""The page of questions that only the user can answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.model import Person
from referral.together_questions import TogetherQuestion
from viz.frame import Frame, framed
from viz.templating import asset, environment


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """What was just said of somebody."""

    person: Person
    worked: bool


def questions_page(frame: Frame, questions: Sequence[TogetherQuestion], answered: GivenAnswer | None) -> str:
    """The page."""
    values = {"questions": questions, "answered": answered, "styles": asset("review.css")}
    return environment({**framed(frame), **values}).get_template("questions.html").render()
