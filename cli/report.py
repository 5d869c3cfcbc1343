"""`report`: the network-strength report, in batch."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from cli.base import DayType, pass_settings
from cli.context import context_of
from cli.output import note, notes
from cli.settings import Settings
from cli.target_list import read_targets
from graph.errors import UsageError
from graph.network import Network
from referral.context import Context
from reports.batch import BatchResult, OpenContext, Order, ReportOwner, each_and_all, run
from reports.build import no_progress
from reports.writers import FORMATS, TEXT, WRITERS

DEFAULT = "html,csv,json,md"


def formats_of(text: str) -> tuple[str, ...]:
    """The formats named in a list.

    Raises:
        UsageError: none, or one that is not written.
    """
    asked = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    wrong = [form for form in asked if form not in FORMATS]
    if wrong or not asked:
        raise UsageError(f"--to takes {', '.join(FORMATS)}; not '{text}'")
    return asked


@click.command()
@click.option(
    "--targets",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True),
    help="A company a line, or a table with a column 'company'; - for stdin. By default your own list.",
)
@click.option(
    "--owner",
    "owners",
    multiple=True,
    metavar="NAME",
    help="Whose network; several times for one report each and one for the cohort; 'all' for every owner.",
)
@click.option("--out", default="goodword-report", show_default=True, metavar="DIR", help="A folder, or - for stdout.")
@click.option(
    "--to", "formats", default=DEFAULT, show_default=True, metavar="LIST", help=f"Any of {', '.join(FORMATS)}."
)
@click.option("--redact", is_flag=True, help="People under made-up names; no address in it.")
@click.option("--new-names", is_flag=True, help="With --redact: names no earlier report has; nothing links them then.")
@click.option("--since", type=DayType(), metavar="DATE", help="Also what has changed since that day.")
@click.option("--if-changed", is_flag=True, help="Write only where something it rests on has changed.")
@pass_settings
def report(
    settings: Settings,
    targets: str | None,
    owners: tuple[str, ...],
    out: str,
    formats: str,
    *,
    redact: bool,
    new_names: bool,
    since: date | None,
    if_changed: bool,
) -> None:
    """How strong the network is, for a list of target companies and as a whole.

    Exit code 0: written, or nothing had changed. Where it was broken off, the same command goes on with what is
    missing.
    """
    asked = formats_of(formats)
    if new_names and not redact:
        raise UsageError("--new-names goes with --redact")
    wanted = read_targets(targets) if targets else None
    if out == "-":
        _to_stdout(settings, Order(Path(), asked, wanted, redact=redact, since=since, new_names=new_names), owners)
        return
    order = Order(Path(out), asked, wanted, redact=redact, since=since, if_changed=if_changed, new_names=new_names)
    for outcome in run(order, _whose(settings, owners), _opening(settings), _progress):
        _tell(outcome)


def _whose(settings: Settings, owners: tuple[str, ...]) -> tuple[ReportOwner, ...]:
    """Whose reports, the cohort last: None for the ego of the settings."""
    if not owners:
        return (settings.ego,)
    with context_of(settings) as context:
        return each_and_all(context.workspace, owners)


def _opening(settings: Settings) -> OpenContext:
    """What opens the context of each report: the graph, and what was measured on it, goes from one to the next."""
    held: list[Network] = []

    @contextmanager
    def opened(ego: ReportOwner) -> Iterator[Context]:
        with context_of(replace(settings, ego=ego), held=held[-1] if held else None) as context:
            held[:] = [context.network]
            yield context

    return opened


def _to_stdout(settings: Settings, order: Order, owners: tuple[str, ...]) -> None:
    if len(order.formats) != 1 or len(owners) > 1:
        raise UsageError("--out - takes one format and one owner: --to json, for instance")
    form = order.formats[0]
    if form not in TEXT and sys.stdout.isatty():
        raise UsageError(f"{form} is not for a terminal: name a folder with --out")
    with context_of(replace(settings, ego=owners[0]) if owners else settings) as context:
        notes(context.notes)
        order.renew_names(context)
        found = order.report(context, no_progress)
    click.echo(WRITERS[form](found), nl=False)


def _progress(stage: str, done: int, total: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{stage} {done:,} of {total:,}" if total > 1 else f"\r\033[K{stage}", err=True, nl=False)


def _tell(outcome: BatchResult) -> None:
    if sys.stderr.isatty():
        click.echo("\r\033[K", err=True, nl=False)
    if not outcome.written:
        note(f"nothing has changed for {outcome.whose}: {outcome.folder} is as it was")
    for path in outcome.written:
        note(f"wrote {path}")
    notes(outcome.notes)
