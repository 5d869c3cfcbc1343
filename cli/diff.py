"""`diff`: what changed between two exports of one owner."""

from __future__ import annotations

from collections.abc import Iterator

import click

from cli.base import pass_settings
from cli.output import Table, emit, note
from cli.settings import Settings
from graph.model import Source
from graph.stores.changes import Changes, JobChange, ShownConnection
from graph.stores.workspace import Workspace
from referral.viewpoint import MOST_WHOLE

Json = str | int | None | dict[str, "Json"] | list["Json"]


@click.command()
@click.argument("one", metavar="A", type=click.IntRange(1, MOST_WHOLE))
@click.argument("other", metavar="B", type=click.IntRange(1, MOST_WHOLE))
@pass_settings
def diff(settings: Settings, one: int, other: int) -> None:
    """What changed between sources A and B, two exports of one owner: who joined, left, moved.

    The older export comes first, whatever the order named. Numbers of sources are those of 'sources'.
    """
    with Workspace.open(settings.workspace, create=False) as workspace:
        found = workspace.changes(one, other)
    columns = ("change", "name", "before", "after", "id")
    emit(settings.format, table=Table(columns, tuple(_rows(found))), value=lambda: changes_json(found))
    note(
        f"{found.older.owner_name}, {found.older.as_of} to {found.newer.as_of}: {len(found.joined)} joined,"
        f" {len(found.left)} left, {len(found.moved)} changed employer, {len(found.retitled)} changed title"
    )


def _rows(found: Changes) -> Iterator[tuple[str, ...]]:
    yield from (("joined", one.name, "", _headline(one), one.person) for one in found.joined)
    yield from (("left", one.name, _headline(one), "", one.person) for one in found.left)
    for what, pairs in (("moved", found.moved), ("retitled", found.retitled)):
        yield from ((what, p.after.name, _headline(p.before), _headline(p.after), p.after.person) for p in pairs)


def _headline(shown: ShownConnection) -> str:
    return " at ".join(part for part in (shown.title, shown.company) if part)


def changes_json(found: Changes) -> dict[str, Json]:
    """The comparison as `--format json` prints it."""
    return {
        "from": _source_json(found.older),
        "to": _source_json(found.newer),
        "joined": [_shown_json(one) for one in found.joined],
        "left": [_shown_json(one) for one in found.left],
        "moved": [_change_json(pair) for pair in found.moved],
        "retitled": [_change_json(pair) for pair in found.retitled],
    }


def _source_json(source: Source) -> Json:
    return {"source": source.id, "owner": source.owner_name, "as_of": source.as_of.isoformat()}


def _shown_json(shown: ShownConnection) -> dict[str, Json]:
    return {
        "id": shown.person,
        "name": shown.name,
        "since": shown.since.isoformat() if shown.since else None,
        **_job_json(shown),
    }


def _job_json(shown: ShownConnection) -> dict[str, Json]:
    return {"title": shown.title, "company": shown.company, "company_id": shown.company_id}


def _change_json(pair: JobChange) -> Json:
    return {
        "id": pair.after.person,
        "name": pair.after.name,
        "before": _job_json(pair.before),
        "after": _job_json(pair.after),
    }
