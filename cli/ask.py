"""`ask`: the ledger of asks - what was asked of whom, what came of it, what is owed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import click
from pydantic import BaseModel

from cli.base import DayType, pass_settings, role_option
from cli.check import check_
from cli.drafts import draft
from cli.favours import OWNERS, favour, limits
from cli.output import Table, emit, note
from cli.plan_text import plan_lines, plan_table
from cli.settings import Settings
from cli.text_files import read_text
from cli.vacancy import ADVERTISED, vacancy_options
from graph.model import Person, PersonId
from graph.private_files import write_private
from graph.stores.own_records import OwnRecords
from graph.text import clean
from referral.asking.blanks import must_be_filled
from referral.asking.budgets import Budgets
from referral.asking.circumstances import knowing, ledger_of, names_of
from referral.asking.due import Due, due_items, every_reminder
from referral.asking.ledger import Ask, read_ledger, without_undoing
from referral.asking.recording import record, undo
from referral.asking.states import WORDS, AskState, Deed
from referral.asking.steps import Step, override_of
from referral.asking.traps import Proposal
from referral.drafts.kinds import Language
from referral.drafts.templates import FOLDER
from referral.vacancy import ToldVacancy
from referral.viewpoint import company_meant
from schemas.asks import AskOut, DueOut, UndoResultOut
from schemas.plans import PlanOut

KINDS = tuple(str(kind.value) for kind in (*AskState, *Deed))


def kind_of(word: str) -> AskState | Deed:
    """A state or a deed by its name."""
    return AskState(word) if word in {s.value for s in AskState} else Deed(word)


_FILE = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)


LANGUAGE = click.Choice([one.value for one in Language])


@click.group("ask")
def ask_group() -> None:
    """Asking for a good word: what was asked, what came of it, what you owe."""


ask_group.add_command(check_)
ask_group.add_command(draft)
ask_group.add_command(favour)
ask_group.add_command(limits)


@ask_group.command()
@click.argument("company")
@click.argument("person", required=False)
@role_option()
@click.option(
    "--posting",
    "posting_file",
    type=_FILE,
    metavar="FILE",
    help="The posting: read for a page for referrals; not kept.",
)
@click.option("--language", type=LANGUAGE, default="en", show_default=True, help="Of the texts to be passed on.")
@vacancy_options(ADVERTISED)
@pass_settings
def plan(
    settings: Settings,
    company: str,
    person: str | None,
    role: str,
    posting_file: Path | None,
    language: str,
    job: ToldVacancy,
) -> None:
    """How to go about it: talk first, what they know, what to tell, what to leave out, and when."""
    from cli.context import context_of  # noqa: PLC0415  (the engine is not every command's)
    from referral.planning import PlanRequest  # noqa: PLC0415

    zone = datetime.now(UTC).astimezone().tzinfo or UTC
    with context_of(settings) as context:
        ego = settings.viewpoint.one_person(context.workspace, "a plan is")
        named = context.workspace.person(person) if person else None
        place = company_meant(context.workspace, company)
        own, told = settings.workspace.parent / FOLDER, job.in_(context.workspace)
        wanted = PlanRequest(place, role, named, read_text(posting_file), zone, Language(language), own, told)
        made = context.desk.plan(wanted, ego=ego)
    if settings.format == "table":
        click.echo("\n".join(plan_lines(made)))
    else:
        emit(settings.format, table=plan_table(made), value=lambda: _plain(PlanOut.of(made)))


@ask_group.command("log")
@click.argument("person")
@click.argument("company")
@role_option("The job it is about.")
@click.option("--state", type=click.Choice(KINDS), required=True, help="What happened.")
@click.option("--on", "day", type=DayType(), metavar="DATE", help="When; by default today.")
@click.option("--intro-to", metavar="PERSON", help="Whom they are to introduce you to, instead of referring you.")
@click.option("--override", "overrides", multiple=True, metavar="REASON", help="Why to ask all the same; kept.")
@click.option("--note", "text", default="", help="Your own words.")
@click.option("--draft", type=_FILE, metavar="FILE", help="What you sent: refused while blanks are open; not kept.")
@click.option("--posting", type=_FILE, metavar="FILE", help="The posting: read for a page for referrals; not kept.")
@pass_settings
def log(  # noqa: PLR0917  (click gives options by name)
    settings: Settings,
    person: str,
    company: str,
    role: str,
    state: str,
    day: date | None,
    intro_to: str | None,
    overrides: tuple[str, ...],
    text: str,
    draft: Path | None,
    posting: Path | None,
) -> None:
    """Write down that PERSON was asked about COMPANY, or what came of it."""
    must_be_filled(read_text(draft))
    with OwnRecords.open(settings.workspace, create=False) as workspace:
        ego, now = settings.viewpoint.one_person(workspace, OWNERS), settings.viewpoint.today
        target = workspace.person(intro_to).id if intro_to else None
        proposal = Proposal(workspace.person(person), company_meant(workspace, company), role, target)
        step = Step(
            proposal,
            kind_of(state),
            day or now,
            overrides=tuple(map(override_of, overrides)),
            note=text,
            chance=_chance(settings, proposal.person) if state == AskState.ASKED else None,
        )
        known = knowing(workspace, ego.id, proposal, today=now, posting=read_text(posting))
        done = record(workspace, ego.id, step, known)
        names = names_of(workspace, ledger_of(workspace, ego.id))
    for trap in done.warnings:
        note(f"note: {trap.text}")
    _show_asks(settings, [done.ask], names, value=lambda: AskOut.naming(done.ask, names))


def _chance(settings: Settings, person: Person) -> float | None:
    """How likely an answer is held to be: kept with the ask, so that it can be checked later. None for anyone's ego."""
    from cli.context import context_of  # noqa: PLC0415  (the engine is not every command's)

    with context_of(settings) as context:
        return context.desk.answer_chance(person, ego=context.ego) if context.ego else None


@ask_group.command("list")
@click.option("--company", metavar="COMPANY", help="Only about this company.")
@click.option("--person", metavar="PERSON", help="Only of this person.")
@click.option("--state", type=click.Choice([state.value for state in AskState]), help="Only in this state.")
@click.option("--open", "only_open", is_flag=True, help="Only those that somebody has on their hands.")
@pass_settings
def list_(settings: Settings, company: str | None, person: str | None, state: str | None, *, only_open: bool) -> None:
    """What you asked of whom, and where it stands."""
    with OwnRecords.open(settings.workspace, create=False) as workspace:
        ego = settings.viewpoint.one_person(workspace, OWNERS)
        ledger = ledger_of(workspace, ego.id, until=settings.as_of)
        names = names_of(workspace, ledger)
        wanted_company = company_meant(workspace, company).id if company else None
        wanted_person = workspace.person(person).id if person else None
    found = [
        a
        for a in ledger.asks
        if wanted_company in {None, a.company}
        and wanted_person in {None, a.person}
        and state in {None, a.state.value}
        and (a.is_open or not only_open)
    ]
    _show_asks(settings, found, names, value=lambda: [AskOut.naming(a, names) for a in found])


def _show_asks(
    settings: Settings, asks: Sequence[Ask], names: dict[PersonId, str], value: Callable[[], object]
) -> None:
    rows = tuple(
        (
            a.id,
            names.get(a.person, a.person),
            a.company_name,
            a.role,
            WORDS[a.state],
            _day(a.asked_on),
            _day(a.updated_on),
        )
        for a in asks
    )
    columns = ("id", "person", "company", "role", "state", "asked", "since")
    if not rows and settings.format == "table":
        note("no ask is written down")
        return
    emit(settings.format, table=Table(columns, rows), value=lambda: _plain(value()))


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _plain(value: object) -> object:
    if isinstance(value, list):
        return [_plain(v) for v in value]
    return value.model_dump(mode="json") if isinstance(value, BaseModel) else value


@ask_group.command()
@click.option("--all", "everything", is_flag=True, help="Also what is due later.")
@click.option("--ics", type=click.Path(dir_okay=False, allow_dash=True), metavar="FILE", help="Write a calendar, too.")
@pass_settings
def due(settings: Settings, ics: str | None, *, everything: bool) -> None:
    """Follow-ups, thanks and news that you owe, the most urgent first."""
    now = settings.viewpoint.today
    with OwnRecords.open(settings.workspace, create=False) as workspace:
        ego = settings.viewpoint.one_person(workspace, OWNERS)
        lines, budgets = workspace.ledger(ego.id), Budgets.of(workspace.ask_rules())
        ledger = read_ledger(lines, until=settings.as_of)
        names = names_of(workspace, read_ledger(without_undoing(lines)))
    if ics:
        _write_calendar(ics, every_reminder(lines, budgets, names))
    found = due_items(ledger, budgets, names)
    shown = [d for d in found if everything or d.day <= now]
    if ics != "-":
        rows = tuple((d.day.isoformat(), d.kind.value.replace("_", " "), d.text, d.ask.id) for d in shown)
        emit(
            settings.format,
            table=Table(("due", "what", "to do", "ask"), rows),
            value=lambda: _plain([DueOut.naming(d, names) for d in shown]),
        )
    if not shown:
        note("nothing is due now")
    if len(shown) < len(found):
        later = found[len(shown)]
        note(f"{len(found) - len(shown)} more later, the next on {later.day.isoformat()}")


def _write_calendar(target: str, items: Sequence[Due]) -> None:
    from referral.asking.calendar import calendar  # noqa: PLC0415  (not every command's)

    data = calendar(items)
    if target == "-":
        sys.stdout.buffer.write(data)
    else:
        write_private(Path(target), data)
        note(f"wrote {target}")


@ask_group.command("undo")
@click.argument("ask", required=False, default="")
@pass_settings
def undo_(settings: Settings, ask: str) -> None:
    """Take back the last thing written down: of all, or of one ASK (its id)."""
    with OwnRecords.open(settings.workspace, create=False) as workspace:
        ego = settings.viewpoint.one_person(workspace, OWNERS)
        done = undo(workspace, ego.id, today=settings.viewpoint.today, ask=ask)
        names = names_of(workspace, ledger_of(workspace, ego.id))
        who = workspace.people_by_id([done.entry.line.person]).get(done.entry.line.person)
    what = f"{done.entry.line.kind.replace('_', ' ')} ({who.name if who else done.entry.line.person})"
    note(f"took back: {clean(what)}")
    if done.ask is None and settings.format == "table":
        return
    _show_asks(settings, [done.ask] if done.ask else [], names, value=lambda: UndoResultOut.naming(done, names))
