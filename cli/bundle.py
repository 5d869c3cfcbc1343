"""`bundle`: a reduced archive of one's own, to give to a friend."""

from __future__ import annotations

from pathlib import Path

import click

from cli.base import pass_settings
from cli.context import context_of
from cli.output import note
from cli.settings import Settings
from graph.errors import UsageError
from graph.private_files import write_private
from referral.wording import count
from reports.bundle import bundle_bytes, bundle_rows


@click.command()
@click.option("--out", required=True, metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="The zip.")
@click.option("--hide", multiple=True, metavar="PERSON", help="Leave this person out; may be repeated.")
@pass_settings
def bundle(settings: Settings, out: Path, hide: tuple[str, ...]) -> None:
    """Write a reduced archive that a friend can import: whom you know, where they work, since when, how well.

    Nothing else is in it: no messages, titles, addresses of mail, notes or marks. Days are a quarter's first,
    strengths are in tenths. People you marked 'do not ask' are in it unless you hide them.
    """
    with context_of(settings) as context:
        if context.ego is None:
            raise UsageError("whose contacts? Name the owner with --as")
        hidden = {context.workspace.person(who).id for who in hide}
        rows = bundle_rows(context.workspace, context.network, context.ego, hidden)
        made = context.workspace.latest_as_of()
    write_private(out, bundle_bytes(context.ego, rows, made or context.as_of))
    note(f"{out}: {count(len(rows), 'person', 'people')} whom {context.ego.name} knows, {len(hidden)} left out")
