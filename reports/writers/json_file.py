"""JSON: the report as it is, in the shape of `docs/report-schema.json`."""

from __future__ import annotations

import json
from functools import cache

from pydantic import JsonValue, TypeAdapter

from reports.definitions import DEFINITIONS, Definition
from reports.model import SCHEMA, NetworkReport


@cache
def _adapter() -> TypeAdapter[NetworkReport]:
    return TypeAdapter(NetworkReport)


def as_value(report: NetworkReport) -> dict[str, JsonValue]:
    """The report as plain JSON values, with the definitions."""
    value: dict[str, JsonValue] = _adapter().dump_python(report, mode="json")
    meanings = TypeAdapter(dict[str, Definition]).dump_python(DEFINITIONS, mode="json")
    return {"schema": SCHEMA, **{k: v for k, v in value.items() if k != "schema"}, "definitions": meanings}


def as_json(report: NetworkReport) -> str:
    """The same as indented text."""
    return json.dumps(as_value(report), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def schema() -> dict[str, JsonValue]:
    """The JSON schema of a report."""
    found: dict[str, JsonValue] = _adapter().json_schema(mode="serialization")
    properties = found["properties"]
    required = found.get("required")
    if isinstance(properties, dict) and isinstance(required, list):
        meaning: JsonValue = {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "properties": {name: {"type": "string"} for name in ("means", "rests_on", "cannot")},
                "required": ["means", "rests_on", "cannot"],
            },
        }
        properties["definitions"] = meaning
        properties["schema"] = {"const": SCHEMA}
        required.extend(["definitions", "schema"])
    head: dict[str, JsonValue] = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": SCHEMA}
    return {**head, **{k: v for k, v in found.items() if k != "title"}}


def schema_text() -> str:
    """What `docs/report-schema.json` holds."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
