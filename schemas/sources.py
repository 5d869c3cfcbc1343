"""Archives and files that are in, with what was found in each."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Self, cast

from pydantic import Field, JsonValue

from graph.model import Source
from schemas.base import Wire


class SourceOut(Wire):
    """An archive that is in. `report`: what was found in it, file by file; empty where none was kept."""

    id: int
    kind: str
    name: str
    owner: str
    as_of: dt.date = Field(description="The day it was made.")
    imported_at: str
    beside: list[int] = Field(
        default_factory=list,
        description="Archives with which it lay in one file: it goes out with the last.",
    )
    report: Mapping[str, JsonValue]

    @classmethod
    def reported(cls, source: Source, report: str) -> Self:
        """From the value and the report kept with it, as JSON."""
        found = cast("Mapping[str, JsonValue]", json.loads(report)) if report else {}
        told = {name: getattr(source, name) for name in ("id", "kind", "name", "as_of", "imported_at")}
        return cls(**told, owner=source.owner_name, beside=list(source.beside), report=found)


class SourcesOut(Wire):
    """What is in, in the order it came."""

    items: list[SourceOut]
