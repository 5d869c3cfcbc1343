"""Templates of drafts: plain text files, one a kind and language, which the user may replace by their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import InputError
from referral.drafts.draft import DraftFact, Piece
from referral.drafts.kinds import DraftKind, Language

if TYPE_CHECKING:
    from jinja2 import Template
    from jinja2.sandbox import SandboxedEnvironment

OWN = Path(__file__).parent / "templates"
FOLDER = "templates"
"""Name of the folder beside the workspace that holds the user's own templates: `templates/en/request.txt`."""

_FACT = re.compile("\ue000([a-z_]+)\ue001")
"""Where a fact stands in what a template gave: characters for private use, which no cleaned text contains."""


def template_file(kind: DraftKind, language: Language, own: Path | None = None) -> Path:
    """The file a draft is made from: the user's own, where the folder `own` has one, else the program's."""
    name = Path(language.value, f"{kind.value}.txt")
    return own / name if own and (own / name).is_file() else OWN / name


def versions(own: Path) -> tuple[tuple[str, int], ...]:
    """The user's own templates in a folder, each with when it was written: what a text made from them rests on."""
    return tuple(sorted((str(file.relative_to(own)), file.stat().st_mtime_ns) for file in own.glob("*/*.txt")))


def fill(file: Path, facts: Mapping[str, DraftFact | str | bool | None]) -> tuple[Piece, ...]:
    """The text of a template in pieces. Names in it stand for facts, blanks, or whether something is so.

    Raises:
        InputError: the template is none, or asks for something that is not known here.
    """
    import jinja2  # noqa: PLC0415  (drafting is not every answer's)

    try:
        text = _read(file).render(facts)
    except (jinja2.TemplateError, UnicodeDecodeError, TypeError, ValueError, OverflowError, MemoryError) as error:
        raise InputError(file, f"this template cannot be filled ({error}); see docs/asking.md") from error
    return tuple(_pieces(_tidy(text), facts))


def _read(file: Path) -> Template:
    return _environment().from_string(file.read_text(encoding="utf-8"))


@cache
def _environment() -> SandboxedEnvironment:
    from jinja2 import StrictUndefined  # noqa: PLC0415
    from jinja2.sandbox import SandboxedEnvironment  # noqa: PLC0415

    return SandboxedEnvironment(
        autoescape=False,  # the result is plain text
        undefined=StrictUndefined,
        lstrip_blocks=True,
        finalize=_marked,
    )


def _marked(value: object) -> object:
    if isinstance(value, DraftFact):
        return f"\ue000{value.name}\ue001"
    return "" if value is None or isinstance(value, bool) else value


def _tidy(text: str) -> str:
    """Without trailing blanks and with at most one empty line between paragraphs."""
    lines = "\n".join(re.sub(r" {2,}", " ", line).strip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"


def _pieces(text: str, facts: Mapping[str, DraftFact | str | bool | None]) -> Iterator[Piece]:
    for number, part in enumerate(_FACT.split(text)):
        fact = facts.get(part) if number % 2 else None
        if isinstance(fact, DraftFact):
            yield Piece(fact.text, fact)
        elif part:
            yield Piece(part)
