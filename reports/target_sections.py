"""The sections of the report about targets: the answer for each, how far people there are, and the gaps."""

from __future__ import annotations

from dataclasses import replace

from referral.wording import DECISIONS
from reports.charts.matrix import MatrixRow, matrix
from reports.model import NetworkReport, TargetRow
from reports.tables import (
    Cell,
    Item,
    Section,
    Table,
    decimal,
    named,
    number,
    share,
    table,
    text,
)

DRAWN = 40
"""Targets in the picture of coverage; the table holds all."""


A_PICTURE = 12
"""Of them in one picture, so that it fits a page."""


MOST_ON_PAGE = 200
"""Rows of a table on a page; files hold all."""


LEVELS = ("ask", "ask_for_an_introduction", "warm_up_first", "wait", "apply_directly")


def targets(report: NetworkReport) -> Section:
    """The targets: the answer for each, how far people there are, and the gaps."""
    items = [Item(_answers(report), page=_short_answers(report)), _coverage(report), Item(_gaps(report))]
    intro = (
        "What to do about each company on the list, and whom to write to first. The best path is the strongest, to "
        "whomever it leads; the best person is the first to ask, for other reasons too."
    )
    if not report.targets:
        intro = "No company is on the list: put some on it, or follow or save some."
    return Section("targets", "Target companies", intro, tuple(items) if report.targets else ())


def _answers(report: NetworkReport) -> Table:
    columns = (
        text("Company"),
        text("Role"),
        text("Verdict", "verdict"),
        text("Best person", "best person"),
        *([text("Whose contact")] if report.ego is None else []),
        text("Their title"),
        text("Next step"),
        text("Write to"),
        text("Best path", "best path"),
        *([number("Place", "place")] if report.ego else []),
        number("Can be asked now"),
        share("Chance of an answer", "chance of an answer"),
        decimal("Willing (score)", "willing"),
        text("Only through", "only through"),
    )
    rows = (_answer(row, several=report.ego is None) for row in report.targets)
    links = (row.firm.link if row.firm else "" for row in report.targets)
    return table("targets", "The answer for each company", columns, rows, links=links)


def _short_answers(report: NetworkReport) -> Table:
    """As many columns as a page is wide."""
    columns = (
        text("Company"),
        text("Verdict", "verdict"),
        text("Best person", "best person"),
        text("Best path", "best path"),
        *([number("Place", "place")] if report.ego else []),
        share("Chance of an answer", "chance of an answer"),
    )
    rows = (
        (r.name, _said(r), _person(r), _way(r), *([_place(r)] if report.ego else []), r.p_answer)
        for r in report.targets[:MOST_ON_PAGE]
    )
    links = (row.firm.link if row.firm else "" for row in report.targets)
    over = len(report.targets) - MOST_ON_PAGE
    note = f"{over:,} more are in the XLSX, CSV and JSON reports." if over > 0 else ""
    return table("targets", "The answer for each company", columns, rows, links=links, note=note)


def _said(row: TargetRow) -> str:
    return f"{verdict_of(row)}, for {row.role}" if row.role else verdict_of(row)


def _person(row: TargetRow) -> str:
    if row.best is None:
        return ""
    title = f", {row.best.title}" if row.best.title else ""
    through = row.write_to.name if row.write_to and row.write_to.id != row.best.id else ""
    said = [f"a contact of {row.contact_of.name}"] if row.contact_of and not through else []
    said += [f"write to {through}"] if through and not row.contact_of else []
    said += [f"{row.contact_of.name} would write to {through}"] if through and row.contact_of else []
    return f"{row.best.name}{title}{f' ({said[0]})' if said else ''}"


def _way(row: TargetRow) -> str:
    return " → ".join(who.name for who in row.path.people) if row.path else row.no_path or row.problem


def _answer(row: TargetRow, *, several: bool) -> tuple[Cell, ...]:
    return (
        row.name,
        row.role,
        DECISIONS[row.decision] if row.decision else "",
        named(row.best),
        *([named(row.contact_of)] if several else []),
        row.best.title if row.best else "",
        row.step,
        named(row.write_to),
        _way(row),
        *([] if several else [_place(row)]),
        row.ask_now,
        row.p_answer,
        row.willing,
        ", ".join(who.name for who in row.only_through),
    )


def _place(row: TargetRow) -> int | None:
    return row.path.place if row.path else None


def _coverage(report: NetworkReport) -> Item:
    columns = (
        text("Company"),
        number("Known there"),
        number("Direct", "direct"),
        number("Two ties", "two ties"),
        number("Three ties", "three ties"),
        text("Verdict"),
    )
    rows = sorted(report.targets, key=lambda r: LEVELS.index(r.decision) if r.decision else len(LEVELS))
    built = table(
        "coverage",
        "How far people at each company are",
        columns,
        ((r.name, r.known_people, r.direct, r.two, r.three, verdict_of(r)) for r in rows),
    )
    cells = [MatrixRow(r.name, (r.direct, r.two, r.three), verdict_of(r)) for r in rows[:DRAWN]]
    parts = [cells[at : at + A_PICTURE] for at in range(0, len(cells), A_PICTURE)]
    drawn = tuple(matrix(part, built.title) for part in parts)
    more = f"The first {DRAWN} of {len(rows):,}; the table holds all." if len(rows) > DRAWN else ""
    short = replace(built, rows=built.rows[:MOST_ON_PAGE]) if len(rows) > MOST_ON_PAGE else None
    return Item(built, drawn, f"People reached at each company; the darker, the more. {more}".strip(), short)


def verdict_of(row: TargetRow) -> str:
    """The decision in words; for words that name no company, that."""
    return DECISIONS[row.decision] if row.decision else "No company"


def _gaps(report: NetworkReport) -> Table:
    rows = [(row, closer) for row in report.targets for closer in row.closing]
    return table(
        "gaps",
        "Where nobody is in reach, and what would change that",
        (text("Company"), text("Who"), text("What would help")),
        ((row.name, named(closer.who), closer.text) for row, closer in rows),
        empty=_no_gaps(report),
    )


def _no_gaps(report: NetworkReport) -> str:
    closed = [row for row in report.targets if row.firm and not row.reached]
    if not closed:
        return "Somebody is in reach at every company on the list."
    if all(row.own for row in closed):
        return "Somebody is in reach at every company on the list but the own employer."
    return "Nothing in these archives tells what would change it."


def members(report: NetworkReport) -> Section | None:
    """A cohort: a line an owner."""
    if not report.members:
        return None
    columns = (
        text("Who"),
        number("Contacts", "direct"),
        number("Can ask"),
        number("By introduction"),
        number("Warm up first"),
        number("Apply directly"),
    )
    rows = ((m.who.name, m.contacts, m.ask, m.introduce, m.warm_up, m.directly) for m in report.members)
    built = table("members", "Targets by what each can do about them", columns, rows)
    return Section("members", "The cohort", "How far each one's own network reaches.", (Item(built),))
