"""The sections of the report: from its values to tables and pictures."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from markupsafe import Markup

from referral.wording import DECISIONS, STEPS, count
from reports.charts.bars import Bar, lying, parts_of, standing
from reports.charts.bubbles import bubbles
from reports.charts.lorenz import lorenz
from reports.charts.matrix import MatrixRow, matrix
from reports.model import Concentration, NetworkReport, TargetRow
from reports.tables import (
    Cell,
    Item,
    Section,
    Table,
    day,
    decimal,
    headline,
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
MONTHS = 36
"""Months in the picture of growth; the table holds all."""
LEVELS = ("ask", "ask_for_an_introduction", "warm_up_first", "wait", "apply_directly")


def overview(report: NetworkReport) -> Section:
    """How large the network is, and how far it reaches."""
    c = report.counts
    rows = [
        ("people", "People in these archives", c.people),
        ("ties", "Ties between them", c.ties),
        ("companies", "Companies", c.companies),
        ("direct", "People one tie away", c.direct),
        ("two ties", "People two ties away", c.two),
        ("three ties", "People three ties away", c.three),
        ("direct", "Companies where the nearest person is one tie away", c.companies_direct),
        ("two ties", "Companies where the nearest person is two ties away", c.companies_two),
        ("three ties", "Companies where the nearest person is three ties away", c.companies_three),
    ]
    names = ("people", "ties", "companies", "direct", "two ties", "three ties")
    columns = (text("What"), number("How many", names[0]))
    built = table("overview", "The network", columns, ((what, n) for _, what, n in rows))
    return Section("overview", "The network as a whole", "How many people there are, and how far away.", (Item(built),))


def targets(report: NetworkReport) -> Section:
    """The targets: the answer for each, how far people there are, and the gaps."""
    items = [Item(_answers(report), page=_short_answers(report)), _coverage(report)]
    if any(row.closing for row in report.targets):
        items.append(Item(_gaps(report)))
    intro = "What to do about each company on the list, whom to write to first, and by which path."
    if not report.targets:
        intro = "No company is on the list: put some on it, or follow or save some."
    return Section("targets", "Target companies", intro, tuple(items) if report.targets else ())


def _answers(report: NetworkReport) -> Table:
    columns = (
        text("Company"),
        text("Role"),
        text("Verdict", "verdict"),
        text("Best person", "best person"),
        text("Their title"),
        text("Next step"),
        text("Write to"),
        text("Best path", "best path"),
        number("Place", "place"),
        number("Can be asked now"),
        share("Chance of an answer", "chance of an answer"),
        decimal("Willing (score)", "willing"),
        text("Only through", "only through"),
    )
    rows = (_answer(row) for row in report.targets)
    links = (row.firm.link if row.firm else "" for row in report.targets)
    return table("targets", "The answer for each company", columns, rows, links=links)


def _short_answers(report: NetworkReport) -> Table:
    """As many columns as a page is wide."""
    columns = (
        text("Company"),
        text("Verdict", "verdict"),
        text("Best person", "best person"),
        text("Best path", "best path"),
        number("Place", "place"),
        share("Chance of an answer", "chance of an answer"),
    )
    rows = (
        (r.name, _said(r), _person(r), _way(r), r.path.place if r.path else None, r.p_answer)
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
    return f"{row.best.name}{title}{f' (write to {through})' if through else ''}"


def _way(row: TargetRow) -> str:
    return " → ".join(who.name for who in row.path.people) if row.path else row.no_path or row.problem


def _answer(row: TargetRow) -> tuple[Cell, ...]:
    return (
        row.name,
        row.role,
        DECISIONS[row.decision] if row.decision else "",
        named(row.best),
        row.best.title if row.best else "",
        STEPS[row.next_step] if row.next_step else "",
        named(row.write_to),
        _way(row),
        row.path.place if row.path else None,
        row.ask_now,
        row.p_answer,
        row.willing,
        ", ".join(who.name for who in row.only_through),
    )


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
    )


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


def change(report: NetworkReport) -> Section | None:
    """What is different from an earlier day."""
    was = report.change
    if was is None:
        return None
    moves = table(
        "moves",
        "Contacts who changed employer",
        ("Who", "Before", "Now"),
        ((m.who.name, m.before, m.now) for m in was.moves),
        note=f"{was.moved:,} in all." if was.moved > len(was.moves) else "",
    )
    reach = [("came into reach", name) for name in was.opened] + [("went out of reach", name) for name in was.closed]
    shifts = [(s.who.name, s.before, s.now) for s in (*was.gained, *was.lost)]
    items = (
        Item(moves),
        Item(table("reach_change", "Targets that came into reach or went out of it", ("What", "Company"), reach)),
        Item(
            table(
                "strength_change",
                "Ties that gained or lost most",
                (text("Who"), number("Place then", "place"), number("Place now")),
                shifts,
            )
        ),
    )
    intro = f"Since {was.since.isoformat()}: {count(was.joined, 'new connection')}. {' '.join(was.notes)}".strip()
    return Section("change", "What has changed", intro, items)


def holders(report: NetworkReport) -> Section:
    """Who opens the targets, who holds the network together, and which ties to revive."""
    opens = table(
        "connectors",
        "Who opens your targets",
        (text("Who"), text("Now"), number("Opens", "opens"), text("Which"), text("Lost without them", "lost")),
        ((c.who.name, headline(c.who), len(c.opens), ", ".join(c.opens), ", ".join(c.lost)) for c in report.connectors),
        links=(c.who.link for c in report.connectors),
    )
    broker = table(
        "brokers",
        "Who holds the network together",
        (
            text("Who"),
            text("Now"),
            decimal("Betweenness", "betweenness"),
            decimal("Off by at most"),
            number("Companies lost without them", "lost"),
        ),
        ((b.who.name, headline(b.who), b.share, b.margin, b.companies_lost) for b in report.brokers),
        links=(b.who.link for b in report.brokers),
        note=" ".join(f"{note[:1].upper()}{note[1:]}." for note in report.broker_notes),
    )
    quiet = table(
        "dormant",
        "Silent ties worth reviving",
        (text("Who"), text("Now"), number("Messages", "dormant"), day("Last contact"), text("Could help at")),
        ((d.who.name, headline(d.who), d.messages, d.last, ", ".join(d.targets)) for d in report.dormant),
        links=(d.who.link for d in report.dormant),
        note=f"{report.dormant_total:,} in all; first those who could help at a target.",
    )
    bars = [Bar(f"{b.who.name}", b.share, f"{b.share:.1%}") for b in report.brokers]
    drawn = (lying(bars, broker.title),) if bars else ()
    intro = "Who leads to others, what would be lost without them, and who is worth a word before you need anything."
    return Section(
        "people", "The people that matter", intro, (Item(opens), Item(broker, drawn, "Betweenness"), Item(quiet))
    )


def ties(report: NetworkReport) -> Section:
    """How strong the ties are, who writes, and when they were made."""
    bands = [(f"{b.low} to {b.high}", b.ties, b.at_targets) for b in report.strength]
    strength = table(
        "strength",
        "Ties by their place among your own",
        (text("Place", "place"), number("Ties"), number("Of them at a target")),
        bands,
    )
    drawn = standing(
        [b.ties for b in report.strength],
        [(at, f"{b.low}") for at, b in enumerate(report.strength) if at % 2 == 0],
        strength.title,
        parts=[b.at_targets for b in report.strength],
    )
    wrote = report.reciprocity
    pairs = (
        ("Both wrote", wrote.both),
        ("Only you wrote" if report.ego else "Only the owner wrote", wrote.only_you),
        ("Only they wrote", wrote.only_they),
        ("No message on record", wrote.neither),
    )
    both = table("reciprocity", "Who wrote", (text("Who", "both wrote"), number("Ties")), pairs)
    items = [
        Item(strength, (drawn,), "Weakest ties at the left; the orange part works at a target company."),
        Item(both, (parts_of(pairs, both.title),), "Ties by who wrote"),
    ]
    if report.growth:
        items.append(_growth(report))
    return Section("ties", "Ties", "How strong they are, whether both sides write, and how they grew.", tuple(items))


def _growth(report: NetworkReport) -> Item:
    months = report.growth[-MONTHS:]
    built = table(
        "growth",
        "Connections made, by month",
        (text("Month", "made"), number("Made")),
        ((m.month, m.made) for m in report.growth),
    )
    ticks = [(at, m.month[:4]) for at, m in enumerate(months) if m.month.endswith("-01")]
    drawn = standing([m.made for m in months], ticks or [(0, months[0].month)], built.title)
    early = f"The last {MONTHS} months; years begin in January."
    by_year = table("growth", "Connections made", (text("Year", "made"), number("Made")), years(report))
    return Item(built, (drawn,), early if len(report.growth) > MONTHS else "By month.", by_year)


def years(report: NetworkReport) -> list[tuple[str, int]]:
    """Connections made, by year."""
    totals: Counter[str] = Counter()
    for month in report.growth:
        totals[month.month[:4]] += month.made
    return sorted(totals.items())


def concentration(report: NetworkReport) -> Section:
    """Employers, functions, seniority, and Burt's measures."""
    items = [Item(_gini(report), _curves(report), "Contacts by kind, the rarest kinds first; dashed: an even spread")]
    items += [_shares(c) for c in report.concentration]
    if report.holes:
        items.append(Item(_holes(report)))
    intro = "Where contacts work and what they do, beside the rest of the people in these archives."
    return Section("concentration", "Concentration", intro, tuple(items))


def _gini(report: NetworkReport) -> Table:
    return table(
        "gini",
        "How concentrated contacts are",
        (
            text("Over", "Lorenz curve"),
            number("Kinds"),
            number("Known of"),
            number("Not known of"),
            decimal("Gini", "Gini"),
            decimal("Gini of the rest"),
            number("People of the rest looked at"),
        ),
        ((c.kind, c.kinds, c.known, c.unknown, c.gini, c.rest_gini, c.rest_seen) for c in report.concentration),
    )


def _curves(report: NetworkReport) -> tuple[Markup, ...]:
    curves = [(f"{c.kind}, Gini {c.gini:.2f}", c.lorenz) for c in report.concentration if c.lorenz]
    return (lorenz(curves, "How concentrated contacts are"),) if curves else ()


def _shares(found: Concentration) -> Item:
    seen = found.rest_seen or None
    rows = [
        (
            s.label,
            s.yours,
            s.yours / found.known if found.known else None,
            s.rest / seen if seen and s.rest is not None else None,
        )
        for s in found.shares
    ]
    built = table(
        found.kind,
        f"Contacts by {found.kind.removesuffix('s') if found.kind != 'seniority' else found.kind}",
        (text(found.kind.capitalize()), number("Contacts"), share("Of the known ones"), share("Among the rest")),
        rows,
        note=f"The largest {len(rows)} of {found.kinds:,}." if found.kinds > len(rows) else "",
    )
    bars = [Bar(s.label, s.yours, f"{s.yours:,}") for s in found.shares]
    return Item(built, (lying(bars, built.title),) if bars else (), built.title)


def _holes(report: NetworkReport) -> Table:
    h = report.holes
    if h is None:
        return table("burt", "", (), ())
    mine = h.effective_size / h.contacts if h.contacts else None
    return table(
        "burt",
        "Structural holes",
        (text("Measure"), decimal("Yours", "constraint"), decimal("Middle of the others", "effective size")),
        (
            ("Constraint", h.constraint, h.middle_constraint),
            ("Effective size", h.effective_size, None),
            ("Effective size a contact", mine, h.middle_effective_share),
        ),
        note=f"Others: {count(h.others, 'person', 'people')} with at least {h.least} ties.",
    )


def groups(report: NetworkReport) -> Section:
    """The communities among contacts."""
    found = report.communities
    built = table(
        "communities",
        "Groups of contacts who know each other",
        (
            number("Group"),
            number("People", "community"),
            text("Where most work"),
            number("Of them there"),
            text("At its heart"),
        ),
        (
            (at, g.size, g.employer, g.there, ", ".join(who.name for who in g.central))
            for at, g in enumerate(found.groups, start=1)
        ),
        note=f"{count(found.alone, 'contact')} in no group."
        + (f" Modularity {found.modularity:.2f}." if found.modularity is not None else ""),
    )
    if not found.groups:
        return Section(
            "communities", "Groups", "Who of your contacts know each other cannot be told from these archives.", ()
        )
    drawn = bubbles(found, built.title)
    caption = "A circle a group, as large as it has people; lines where people of both know each other"
    return Section("communities", "Groups", "Who of your contacts know each other.", (Item(built, (drawn,), caption),))


def quality(report: NetworkReport) -> Section:
    """How much is known."""
    q = report.quality
    rows = (
        ("Contacts", q.contacts, None),
        ("Without a title", q.without_title, _of(q.without_title, q.contacts)),
        ("Without an employer", q.without_employer, _of(q.without_employer, q.contacts)),
        ("Without a message on record", q.without_contact, _of(q.without_contact, q.contacts)),
        ("Connections without a date", q.without_date, None),
    )
    known = table("quality", "What is known of contacts", (text("What"), number("How many"), share("Share")), rows)
    archives = table(
        "archives",
        "Archives these numbers rest on",
        (text("Whose"), day("Made on"), number("Days before this report")),
        ((named(a.owner) or "no owner", a.as_of, a.days) for a in q.archives),
    )
    return Section(
        "quality", "How good the data is", "How much the numbers above rest on.", (Item(known), Item(archives))
    )


def _of(part: int, whole: int) -> float | None:
    return part / whole if whole else None
