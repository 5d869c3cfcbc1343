"""`questions`: what only the user can say, answered with one key each."""

from __future__ import annotations

import sys

import click

from cli.base import pass_settings
from cli.context import context_of
from cli.output import Table, emit, note
from cli.settings import Settings
from graph.model import Mark, Person
from graph.stores.directory import Directory
from graph.text import clean
from referral.together_questions import MOST, TogetherQuestion

KEYS = {"y": True, "n": False}


@click.command()
@click.option("--limit", type=click.IntRange(1, 100), default=MOST, show_default=True, help="How many people.")
@pass_settings
def questions(settings: Settings, limit: int) -> None:
    """Did you work together? For the few people whose answer would change the order most.

    At a terminal each is answered with one key: y, n, s to skip, q to stop. Otherwise they are listed.
    """
    with context_of(settings) as context:
        found = context.desk.questions(context.ego, most=limit)
        if settings.format == "table" and sys.stdin.isatty() and context.ego is not None:
            note(f"noted {_answered(context.workspace, context.ego, found)} of {len(found)}")
            return
    rows = tuple((q.person.id, q.person.name, q.person.company_name, q.where, q.text) for q in found)
    emit(settings.format, table=Table(("id", "name", "company", "where", "question"), rows), value=lambda: _json(found))


def _json(found: tuple[TogetherQuestion, ...]) -> object:
    from schemas.questions import QuestionsOut  # noqa: PLC0415  (pydantic: for JSON alone)

    return QuestionsOut.of({"questions": found}).model_dump(mode="json")


def _answered(workspace: Directory, ego: Person, found: tuple[TogetherQuestion, ...]) -> int:
    noted = 0
    for asked in found:
        click.echo(f"{clean(asked.text)} [y/n/s/q] ", nl=False)
        key = click.getchar().lower()
        click.echo(key)
        if key == "q":
            break
        if key in KEYS:
            where = asked.where if KEYS[key] else None
            workspace.set_mark(ego.id, asked.person.id, Mark(worked_with=KEYS[key], worked_where=where))
            noted += 1
    return noted
