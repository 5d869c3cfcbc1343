"""What every answer is made of: people, companies, and the graph it rests on."""

import datetime as dt
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from graph.days import read_day

LONGEST = 500
"""Characters of a name, a title or an address: what archives hold comes back in links, and nobody types more."""
Role = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST)]
"""The job wanted, as typed, without the space around it; '' where none was said."""


def _day(told: object) -> object:
    if isinstance(told, dt.date):
        return told
    try:
        return read_day(str(told))
    except ValueError as error:
        raise PydanticCustomError("day", "{said}", {"said": str(error)}) from error


Day = Annotated[dt.date, BeforeValidator(_day)]
"""A day that somebody typed; a number is none."""


class Wire(BaseModel):
    """Frozen, read from the attributes of a value, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True, serialize_by_alias=True)

    @classmethod
    def of(cls, value: object) -> Self:
        """From the domain value, whose attributes are called as the fields are."""
        return cls.model_validate(value)


class PersonOut(Wire):
    """A person as known now."""

    id: str = Field(description="Opaque and stable; carries no name.", examples=["p0123456789abcdef"])
    name: str
    slug: str | None
    title: str
    company: str = Field(validation_alias="company_name")
    company_id: str | None
    owner: bool
    profile_url: str | None = Field(description="For a person to open; this program never does.")


class CompanyOut(Wire):
    """A company by its normalised name."""

    id: str = Field(examples=["c0123456789abcdef"])
    name: str
    people: int = Field(description="How many people are known to work there now.")


class BasisOut(Wire):
    """Which engine and which generation of the graph an answer rests on."""

    engine: str
    generation: int
