"""`demo`: the main job on a synthetic pool, from archives to answers, without a network."""

from __future__ import annotations

import shutil
import sys
import webbrowser
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import click

from cli.base import pass_settings
from cli.context import context_of
from cli.imports import report_table, run_import
from cli.output import as_text
from cli.render import paths_lines, referrers_lines, verdict_lines
from cli.settings import Settings
from graph.errors import WorkspaceError
from graph.private_files import write_private
from referral.context import Context
from referral.survey import TargetLine
from referral.wording import size_of
from reports.batch import Order, run
from reports.build import no_progress
from synthetic import PoolTruth, make_pool
from viz.path_page import path_page

SEED = 7
NAME = "goodword"


def fresh_workspace(folder: Path) -> Path:
    """The demo's own workspace, made anew; refuses to touch anything that is not the demo's."""
    path = folder / "demo.sqlite"
    if path.exists() and not (folder / "archives").is_dir():
        raise WorkspaceError(path, "stands in a folder that the demo did not make; choose another with --out")
    for old in folder.glob("demo.sqlite*"):
        if old.is_file():
            old.unlink()
    return path


def called_as(program: str) -> str:
    """What to type to call `program` again: a bare name where the shell finds it by that, else as it was called."""
    if Path(program).name != NAME:
        return NAME
    found = shutil.which(NAME)
    return NAME if found and Path(found).resolve() == Path(program).resolve() else program


def say(text: str = "") -> None:
    """A line on stdout."""
    click.echo(text)


def _company(context: Context, name: str, role: str, out: Path | None) -> None:
    company = context.workspace.company(name)
    answer = context.desk.referrers(company, ego=context.ego, role=role, top=3)
    paths = context.desk.paths(company, ego=context.ego, k=8)
    say("\n" + "=" * 100)
    say("\n".join(referrers_lines(answer)))
    say("\n".join(paths_lines(replace(paths, paths=paths.paths[:3]))))
    if out is not None:
        ranking = context.desk.referrers(company, ego=context.ego, role=role, top=10)
        write_private(out, path_page(paths, referrers=ranking))


def _nowhere(context: Context, name: str) -> None:
    company = context.workspace.company(name)
    say("\n" + "=" * 100)
    say("\n".join(paths_lines(context.desk.paths(company, ego=context.ego))))
    say("\n".join(verdict_lines(context.desk.verdict(company, ego=context.ego))))


def _answers(settings: Settings, truth: PoolTruth, out: Path) -> None:
    with context_of(settings) as context:
        _company(context, truth.direct_company, truth.role, out / "paths.html")
        _company(context, truth.indirect_company, truth.role, out / "paths-through-others.html")
        _nowhere(context, truth.unreachable_company)
        names = (truth.direct_company, truth.indirect_company, truth.unreachable_company)
        order = Order(out, ("html", "json"), tuple(TargetLine(name) for name in names))
        for _ in run(order, (None,), lambda _: nullcontext(context), no_progress):
            pass


@click.command()
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("out"), show_default=True)
@click.option("--open", "open_page", is_flag=True, help="Open the page in the browser.")
@pass_settings
def demo(settings: Settings, out: Path, *, open_page: bool) -> None:
    """Make a synthetic pool of three archives, import it, and answer for three companies."""
    out.mkdir(parents=True, exist_ok=True)
    settings = replace(settings, workspace=fresh_workspace(out), ego=None, as_of=None)
    truth = make_pool(out / "archives", seed=SEED)
    report = run_import(settings, list(truth.archives), None)
    say("Three synthetic archives, pooled (nobody in them exists):")
    as_text(report_table(report))
    say(f"{size_of(report.people, report.companies, report.ties)} in {report.seconds:.1f} s")
    _answers(settings, truth, out)
    say("\n" + "=" * 100)
    say(f"Written: {out}/paths.html, {out}/paths-through-others.html (interactive, offline) and {out}/report.html")
    say("Next, with your own archive:")
    command = called_as(sys.argv[0])
    say(f"  {command} import Complete_LinkedInDataExport_*.zip")
    say(f"  {command} referrers 'Company' --role 'Job title'")
    say(f"  {command} serve        (the same as pages, on this machine only)")
    if open_page:
        webbrowser.open((out / "paths.html").resolve().as_uri())
