"""The sections of the report about all contacts: how they spread, the groups they form, what is known of them."""

from __future__ import annotations

from markupsafe import Markup

from referral.wording import count
from reports.charts.bars import Bar, horizontal_bars
from reports.charts.bubbles import bubbles
from reports.charts.lorenz import lorenz
from reports.model import NetworkReport
from reports.network_values import Concentration
from reports.tables import (
    Item,
    Section,
    Table,
    day,
    decimal,
    named,
    number,
    share,
    table,
    text,
)


def concentration(report: NetworkReport) -> Section:
    """Employers, functions, seniority, and Burt's measures."""
    items = [
        Item(
            _gini(report), _curves(report), "Contacts by kind, the rarest kinds first; the thin line is an even spread"
        )
    ]
    items += [_shares(c) for c in report.concentration]
    if report.holes:
        items.append(Item(_holes(report)))
    intro = "Where contacts work and what they do, beside the rest of the people in these archives."
    return Section("concentration", "Concentration", intro, tuple(items))


def _gini(report: NetworkReport) -> Table:
    rest = any(c.rest_seen for c in report.concentration)
    return table(
        "gini",
        "How concentrated contacts are",
        (
            text("Over", "Lorenz curve"),
            number("Kinds"),
            number("Known of"),
            number("Not known of"),
            decimal("Gini", "Gini"),
            *([decimal("Gini of the rest"), number("People of the rest looked at")] if rest else []),
        ),
        (
            (c.kind, c.kinds, c.known, c.unknown, c.gini, *([c.rest_gini, c.rest_seen] if rest else []))
            for c in report.concentration
        ),
    )


def _curves(report: NetworkReport) -> tuple[Markup, ...]:
    curves = [(f"{c.kind}, Gini {c.gini:.2f}", c.lorenz) for c in report.concentration if c.lorenz]
    return (lorenz(curves, "How concentrated contacts are"),) if curves else ()


def _shares(found: Concentration) -> Item:
    seen = found.rest_seen
    rest = [share("Among the rest")] if seen else []
    rows = [
        (
            s.label,
            s.yours,
            s.yours / found.known if found.known else None,
            *([s.rest / seen if s.rest is not None else None] if seen else []),
        )
        for s in found.shares
    ]
    kinds = found.kind.removesuffix("s") if found.kind != "seniority" else found.kind
    built = table(
        found.kind,
        f"Contacts by {kinds}",
        (text(found.kind.capitalize()), number("Contacts"), share("Of the known ones"), *rest),
        rows,
        note=f"The largest {len(rows)} of {found.kinds:,}." if found.kinds > len(rows) else "",
        empty=f"Of no contact is the {kinds} known.",
    )
    bars = [Bar(s.label, s.yours, f"{s.yours:,}") for s in found.shares]
    return Item(built, (horizontal_bars(bars, built.title),) if bars else (), built.title)


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
    lines = "; lines where people of both know each other" if found.links else "; people of no two know each other"
    caption = f"A circle a group, as large as it has people{lines}"
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
