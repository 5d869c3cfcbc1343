"""`review`: pairs of people who may be one, and of companies, and the user's decisions."""

from __future__ import annotations

import re
from collections.abc import Sequence

import click

from cli.base import pass_settings
from cli.output import Table, emit, note
from cli.settings import Settings
from graph.model import CompanyId, Person
from graph.stores.doubts import DoubtfulPair
from graph.stores.workspace import Workspace

_ID = re.compile("c[0-9a-f]{16}")


@click.group("review")
def review_group() -> None:
    """Who may be one person, and which names one company: decide, and take it back."""


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


@review_group.command("companies")
@click.option("--decided", is_flag=True, help="Those you keep apart, instead of what waits.")
@pass_settings
def companies(settings: Settings, *, decided: bool) -> None:
    """Companies whose names may mean one. 'alias add' makes one of two, 'review apart' keeps them two."""
    with Workspace.open(settings.workspace, create=False) as workspace:
        pairs = workspace.companies_apart() if decided else workspace.doubtful_companies()
        known = workspace.companies_by_id({each for pair in pairs for each in pair})
    names = [tuple(known[each].name if each in known else "" for each in pair) for pair in pairs]
    emit(
        settings.format,
        table=Table(
            ("one", "other", "name", "other name"),
            tuple((*pair, *name) for pair, name in zip(pairs, names, strict=True)),
        ),
        value=lambda: [{"ids": pair, "names": name} for pair, name in zip(pairs, names, strict=True)],
    )
    if not pairs:
        note("no two companies are kept apart" if decided else "no two names look like one company")


@review_group.command("apart")
@click.argument("one", metavar="COMPANY")
@click.argument("other", metavar="COMPANY")
@click.option("--undo", is_flag=True, help="Take it back.")
@pass_settings
def apart(settings: Settings, one: str, other: str, *, undo: bool) -> None:
    """They are two companies, by name or id: the pair does not come up again."""
    with Workspace.open(settings.workspace, create=False) as workspace:
        workspace.keep_apart(_company(workspace, one), _company(workspace, other), apart=not undo)
    note("that is taken back" if undo else "they stay two companies")


def _company(workspace: Workspace, told: str) -> CompanyId:
    """By id, which may name a company that is not here any more, else by name."""
    return CompanyId(told) if _ID.fullmatch(told) else workspace.company(told).id
