"""Introduction paths, a tie at a time with its evidence."""

import datetime as dt

from pydantic import AliasPath, Field

from graph.model import FactClass
from schemas.base import BasisOut, CompanyOut, PersonOut, Wire
from schemas.referrers import EvidenceOut, VerdictOut


class TieOut(Wire):
    """One hop of a path. `from` and `to` are ids of people on it."""

    from_: str = Field(serialization_alias="from", validation_alias=AliasPath("source", "id"))
    to: str = Field(validation_alias=AliasPath("target", "id"))
    strength: float
    place: int = Field(ge=0, le=100, description="Of 100 of the ego's own ties, how many are weaker than this one.")
    kind: FactClass
    evidence: list[EvidenceOut]
    shown_by: list[PersonOut]


class PathOut(Wire):
    """One introduction path. `weakest_link`: index in `ties`."""

    rank: int
    people: list[PersonOut]
    hops: int
    strength: float
    place: int = Field(ge=0, le=100, description="Of 100 of the ego's own ties, how many are weaker than this path.")
    weakest_link: int
    step: str = Field(description="What the list of people says to do; empty where no job was named.")
    advice: str = Field(description="Why, in a sentence or two, where there is anything to say.")
    ties: list[TieOut]


class TargetOut(Wire):
    """What was asked for: a company or a person."""

    kind: str
    company: CompanyOut | None
    person: PersonOut | None


class PathsOut(Wire):
    """Best introduction paths; `reason` says why there is none."""

    ego: PersonOut | None
    target: TargetOut
    as_of: dt.date
    max_hops: int
    disjoint: bool
    paths: list[PathOut]
    inferred: list[PathOut] = Field(description="Paths that need an inferred tie, apart.")
    reason: str
    role: str
    verdict: VerdictOut | None = Field(description="The verdict, where anything was said of the job; else null.")
    order: str = Field(description="Why paths may come in another order than people; empty where they cannot.")
    nearest: list[str] = Field(description="Known names like that of a company nobody here knows.")
    search_link: str = Field(description="Where there is no path: LinkedIn's search for second-degree people there.")
    notes: list[str]
    basis: BasisOut
