"""What only the user can say: who of their contacts they worked with."""

import datetime as dt

from pydantic import Field

from schemas.base import PersonOut, Wire


class TogetherQuestionOut(Wire):
    """Did you work together? Answered by a mark: `worked_with` true or false."""

    person: PersonOut
    where: str
    connected_on: dt.date
    places: int = Field(description="How many people at their employer they would pass if you did.")
    text: str


class QuestionsOut(Wire):
    """Those whose answer would change the order most, first."""

    questions: list[TogetherQuestionOut]
