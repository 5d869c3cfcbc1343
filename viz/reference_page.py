"""The reference of the HTTP interface as a page, from its own description; nothing is loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from viz.frame import Frame, framed
from viz.templating import environment

ApiDescription = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter. `where`: path, query or header."""

    name: str
    where: str
    description: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation. `answers`: status and what it means."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    answers: tuple[str, ...]


def _mapping(value: object) -> ApiDescription:
    return cast("ApiDescription", value) if isinstance(value, Mapping) else {}


def _parameter(told: ApiDescription) -> Parameter:
    return Parameter(str(told.get("name", "")), str(told.get("in", "")), str(told.get("description", "")))


def first_sentence(text: str) -> str:
    """What stands before the first full stop or line break."""
    return text.partition("\n")[0].partition(". ")[0].rstrip(".").replace("`", "")


def _operation(path: str, method: str, told: ApiDescription) -> Operation:
    parameters = told.get("parameters", [])
    listed = parameters if isinstance(parameters, list) else []
    answers = _mapping(told.get("responses"))
    return Operation(
        id=str(told.get("operationId", "")),
        method=method.upper(),
        path=path,
        summary=first_sentence(str(told.get("description", ""))),
        description=str(told.get("description", "")),
        parameters=tuple(_parameter(_mapping(one)) for one in listed),
        answers=tuple(f"{status} {_mapping(answer).get('description', '')}" for status, answer in answers.items()),
    )


def operations(document: ApiDescription) -> Iterator[tuple[str, Operation]]:
    """Every operation of an OpenAPI document with its tag, in the document's order."""
    for path, methods in _mapping(document.get("paths")).items():
        for method, told in _mapping(methods).items():
            tags = _mapping(told).get("tags")
            yield (
                (str(tags[0]) if isinstance(tags, list) and tags else "more"),
                _operation(path, method, _mapping(told)),
            )


def reference_page(frame: Frame, document: ApiDescription) -> str:
    """All operations, by tag."""
    by_tag: dict[str, list[Operation]] = {}
    for tag, operation in operations(document):
        by_tag.setdefault(tag.capitalize(), []).append(operation)
    return environment({**framed(frame), "parts_of_api": by_tag}).get_template("reference.html").render()
