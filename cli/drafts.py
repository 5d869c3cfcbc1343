"""`ask draft`: a message to be finished by the user. Nothing is sent; nothing is kept unless a file is named."""

from __future__ import annotations

import os
from pathlib import Path

import click

from cli.base import pass_settings, role_option
from cli.output import Table, emit, note
from cli.settings import Settings
from graph.errors import InputError
from graph.text import clean
from referral.drafts.draft import Draft, DraftRequest
from referral.drafts.kinds import DraftKind, Language, Tone
from referral.drafts.templates import FOLDER
from referral.viewpoint import company_meant
from schemas.drafts import DraftOut


@click.command("draft")
@click.argument("kind", type=click.Choice([kind.value for kind in DraftKind]))
@click.argument("company")
@click.argument("person", required=False)
@role_option()
@click.option("--language", type=click.Choice([one.value for one in Language]), default="en", show_default=True)
@click.option("--tone", type=click.Choice([tone.value for tone in Tone]), default="plain", show_default=True)
@click.option("--short", is_flag=True, help="To fit the 300 characters of an invitation on LinkedIn.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Keep it in a new file.")
@pass_settings
def draft(
    settings: Settings,
    kind: str,
    company: str,
    person: str | None,
    role: str,
    language: str,
    tone: str,
    out: Path | None,
    *,
    short: bool,
) -> None:
    """A message from what the workspace knows; what only you can say stands in [[...]]. Nothing is sent."""
    from cli.context import context_of  # noqa: PLC0415  (the engine is not every command's)

    with context_of(settings) as context:
        ego = settings.viewpoint.one_person(context.workspace, "a draft is")
        wanted = DraftRequest(
            kind=DraftKind(kind),
            company=company_meant(context.workspace, company),
            role=role,
            person=context.workspace.person(person) if person else None,
            language=Language(language),
            tone=Tone(tone),
            short=short,
        )
        made = context.desk.draft(wanted, ego=ego, own_templates=settings.workspace.parent / FOLDER)
    if out:
        save(out, made.text)
    _show(settings, made, shown=out is None)


def save(path: Path, text: str) -> None:
    """Write a new file that nobody else may read.

    Raises:
        InputError: there is a file already, or it cannot be written.
    """
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError as error:
        raise InputError(path, "this file is there already; name another one") from error
    except OSError as error:
        raise InputError(path, f"this file cannot be written ({error.strerror})") from error
    note(f"wrote {path}")


def _show(settings: Settings, made: Draft, *, shown: bool) -> None:
    if settings.format == "table":
        if shown:
            click.echo("\n".join(clean(line) for line in made.text.split("\n")), nl=False)
    else:
        facts = tuple((f.name, f.text, f.evidence.text, f.evidence.source) for f in made.facts)
        table = Table(("fact", "text", "evidence", "source"), facts)
        emit(settings.format, table=table, value=lambda: DraftOut.of_draft(made).model_dump(mode="json"))
    for line in _notes(made):
        note(f"note: {line}")


def _notes(made: Draft) -> list[str]:
    """What the user must know beside the text."""
    left = len(made.blanks)
    blanks = [f"{left} to fill in, in [[...]]: only you can say it"] if left else []
    room = [f"{made.room} characters are left for it"] if made.room is not None and left else []
    return [*blanks, *room, *([made.address] if made.address else [])]
