"""`report`: the network-strength report, in batch."""

from __future__ import annotations

from pathlib import Path

import click

from cli.base import pass_settings
from cli.context import context_of
from cli.output import note, write_text
from cli.settings import Settings
from graph.errors import InputError, UsageError
from graph.model import Company
from referral.context import Context
from reports.build import build, default_targets
from reports.model import NetworkReport
from reports.write import FORMATS, WRITERS, write


def _formats(text: str) -> tuple[str, ...]:
    asked = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    wrong = [form for form in asked if form not in FORMATS]
    if wrong or not asked:
        raise UsageError(f"--to takes {', '.join(FORMATS)}; not '{text}'")
    return asked


def named_targets(context: Context, file: Path) -> tuple[Company, ...]:
    """The companies named in `file`, one a line; a name that no archive knows is an error that says which."""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise InputError(file, "is no text file: give one company name a line, as UTF-8") from error
    names = [line.strip() for line in lines if line.strip()]
    if not names:
        raise InputError(file, "names no company: give one a line")
    return tuple(context.workspace.company(name) for name in names)


def make_report(context: Context, targets: tuple[Company, ...]) -> NetworkReport:
    """Build the report for the ego of this run."""
    return build(
        context.workspace,
        context.network,
        context.desk,
        ego=context.ego,
        targets=targets,
        as_of=context.as_of,
    )


@click.command()
@click.option("--targets", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="One company a line.")
@click.option("--out", default="goodword-report", show_default=True, metavar="DIR", help="A folder, or - for stdout.")
@click.option("--to", "formats", default="html,csv,json,md", show_default=True, metavar="LIST")
@pass_settings
def report(settings: Settings, targets: Path | None, out: str, formats: str) -> None:
    """How strong the network is, for a list of target companies and as a whole."""
    asked = _formats(formats)
    if out == "-" and len(asked) != 1:
        raise UsageError("--out - takes one format: --to json, for instance")
    with context_of(settings) as context:
        wanted = named_targets(context, targets) if targets else default_targets(context.workspace, context.ego)
        found = make_report(context, wanted)
    if out == "-":
        write_text("-", WRITERS[asked[0]](found))
        return
    for path in write(found, Path(out), asked):
        note(f"wrote {path}")
