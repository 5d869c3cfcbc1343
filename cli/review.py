"""`review`: pairs of people who may be one, and the user's decisions."""

from __future__ import annotations

from collections.abc import Sequence

import click

from cli.base import pass_settings
from cli.output import Table, emit, note
from cli.settings import Settings
from graph.model import Person
from graph.stores.doubts import DoubtfulPair
from graph.stores.workspace import Workspace


@click.group("review")
def review_group() -> None:
    """Who may be one person: decide, and take it back."""


@review_group.command("list")
@click.option("--decided", is_flag=True, help="What was decided, by you or by evidence, instead of what waits.")
@pass_settings
def list_(settings: Settings, *, decided: bool) -> None:
    """Pairs that wait for a decision, the likeliest first, with what speaks for them."""
    with Workspace.open(settings.workspace, create=False) as workspace:
        found = [pair for pair in workspace.doubtful_pairs() if (pair.decided is not None) == decided]
    columns = ("one", "other", "name", "one is", "other is", "why", "namesakes", "decided")
    emit(
        settings.format,
        table=Table(columns, tuple(_row(pair) for pair in found)),
        value=lambda: _json(found),
    )
    if not found:
        note("nothing was decided yet" if decided else "nothing waits for a decision")


def _json(found: Sequence[DoubtfulPair]) -> object:
    from schemas.review import PairOut  # noqa: PLC0415  (pydantic: for JSON alone)

    return [PairOut.of(pair).model_dump(mode="json") for pair in found]


def _row(pair: DoubtfulPair) -> tuple[str | int, ...]:
    name = next((who.name for who in (pair.one, pair.other) if who), "")
    told = ("", "not the same", "the same")[0 if pair.decided is None else 1 + pair.decided]
    told += ", by evidence" if pair.automatic else ""
    return (*pair.ids, name, _about(pair.one), _about(pair.other), "; ".join(pair.reasons), pair.namesakes, told)


def _about(who: Person | None) -> str:
    return "; ".join(part for part in (who.slug, who.title, who.company_name) if part) if who else ""


def _decide(settings: Settings, one: str, other: str, *, same: bool | None) -> None:
    with Workspace.open(settings.workspace, create=False) as workspace:
        workspace.decide_identity(one.strip(), other.strip(), same=same)


@review_group.command("accept")
@click.argument("one", metavar="ID")
@click.argument("other", metavar="ID")
@pass_settings
def accept(settings: Settings, one: str, other: str) -> None:
    """They are one person: everything said of either counts for both. 'review undo' takes it back exactly."""
    _decide(settings, one, other, same=True)
    note("they are one person now")


@review_group.command("refuse")
@click.argument("one", metavar="ID")
@click.argument("other", metavar="ID")
@pass_settings
def refuse(settings: Settings, one: str, other: str) -> None:
    """They are two people: the pair does not come up again."""
    _decide(settings, one, other, same=False)
    note("they stay two people")


@review_group.command("undo")
@click.argument("one", metavar="ID")
@click.argument("other", metavar="ID")
@pass_settings
def undo(settings: Settings, one: str, other: str) -> None:
    """Take a decision back; 'review list --decided' has the ids.

    To take back what evidence decided is to say that they are two people.
    """
    _decide(settings, one, other, same=None)
    note("that is taken back")
