"""`ask check`: a draft read as its reader would, before it is sent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from cli.base import pass_settings
from cli.output import Cell, Table, emit
from cli.settings import Settings
from cli.text_files import read_text
from graph.text import clean
from referral.checking.check import check
from referral.checking.result import CALLED_FOR, CheckResult, PracticeName
from referral.checking.text import LONGEST
from referral.drafts.kinds import DraftKind, Language
from schemas.checks import CheckOut

SAYS = {
    PracticeName.CONVERSATION: "a talk first",
    PracticeName.GRATITUDE: "thanks",
    PracticeName.CONTEXT: "the job, why, and what you bring",
    PracticeName.EASY_OUT: "an easy way out",
    PracticeName.FAVOUR: "something in return",
    PracticeName.FOLLOW_UP: "news of what comes of it",
}
"""The six practices as they are said aloud."""


@click.command("check")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--language", type=click.Choice([one.value for one in Language]), help="By default told by its words.")
@click.option(
    "--kind", type=click.Choice([kind.value for kind in DraftKind]), default="request", help="What it is for.",
    show_default=True,
)  # fmt: skip
@pass_settings
def check_(settings: Settings, file: Path, language: str | None, kind: str) -> None:
    """Read a draft (`-`: standard input): what is there, what weighs, what could be said. Not kept."""
    found = check(read_text(file), language=Language(language) if language else None, kind=DraftKind(kind))
    if settings.format == "table":
        click.echo("\n".join(_lines(found, DraftKind(kind))))
    else:
        table = Table(("what", "line", "text"), tuple(_rows(found)))
        emit(settings.format, table=table, value=lambda: CheckOut.of(found).model_dump(mode="json"))


def _lines(found: CheckResult, kind: DraftKind) -> Iterator[str]:
    for practice in found.practices:
        if practice.found:
            yield f"  + {SAYS[practice.name]} (line {practice.line}: {clean(practice.text)})"
        elif practice.name in CALLED_FOR[kind]:
            yield f"  - {SAYS[practice.name]}: not found"
    yield from _part(
        "What weighs on the reader", [f"line {p.line}: “{clean(p.text)}”. {p.why}" for p in found.pressing]
    )
    yield from _part("What you could say", list(found.suggestions))
    yield from _part("Still to fill in", [f"line {b.line}: {clean(b.text)}" for b in found.blanks])
    if found.cut:
        yield f"\nOnly the first {LONGEST:,} characters were read."
    if not (found.pressing or found.suggestions or found.blanks):
        yield "\nNothing to add. Read it aloud once, and it is ready."


def _part(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield f"\n{title}"
    yield from (f"  {line}" for line in lines)


def _rows(found: CheckResult) -> Iterator[tuple[Cell, ...]]:
    for practice in found.practices:
        yield practice.name.value, practice.line, practice.text if practice.found else "not found"
    for pressing in found.pressing:
        yield pressing.kind.value, pressing.line, f"{pressing.text}: {pressing.why}"
    for suggestion in found.suggestions:
        yield "suggestion", None, suggestion
