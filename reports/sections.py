"""The sections of the report: from its values to tables and pictures."""

from __future__ import annotations

from collections import Counter

from referral.wording import count, first_upper
from reports.charts.bars import Bar, horizontal_bars, parts_of, vertical_bars
from reports.model import Change, DormantTie, NetworkReport
from reports.parts.change import LEAST_SHIFT
from reports.tables import (
    Item,
    Section,
    Table,
    day,
    decimal,
    headline,
    named,
    number,
    table,
    text,
)

MONTHS = 36
"""Months in the picture of growth; the table holds all."""


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
        empty=_no_moves(was),
    )
    reach = [("came into reach", name) for name in was.opened] + [("went out of reach", name) for name in was.closed]
    shifts = [(s.who.name, s.before, s.now) for s in (*was.gained, *was.lost)]
    items = (
        Item(moves),
        Item(
            table(
                "reach_change",
                "Targets that came into reach or went out of it",
                ("What", "Company"),
                reach,
                empty="The same targets are in reach as before.",
            )
        ),
        Item(
            table(
                "strength_change",
                "Ties that gained or lost most",
                (text("Who"), number("Place then", "place"), number("Place now")),
                shifts,
                empty=_no_shifts(report),
            )
        ),
    )
    intro = f"Since {was.since.isoformat()}: {count(was.joined, 'new connection')}. {' '.join(was.notes)}".strip()
    return Section("change", "What has changed", intro, items)


def _no_moves(was: Change) -> str:
    unknown = "Whether anybody changed employer cannot be told, as said above."
    return unknown if was.moves_unknown else "No contact is seen at another employer than before."


def _no_shifts(report: NetworkReport) -> str:
    if report.ego is None:
        return "Places are among one owner's ties: what gained and lost stands in the report of each owner."
    return f"No tie gained or lost {LEAST_SHIFT} places or more."


def holders(report: NetworkReport) -> Section:
    """Who opens the targets, who holds the network together, and which ties to revive."""
    opens = table(
        "connectors",
        "Who opens your targets",
        (text("Who"), text("Now"), number("Opens", "opens"), text("Which"), text("Lost without them", "lost")),
        ((c.who.name, headline(c.who), len(c.opens), ", ".join(c.opens), ", ".join(c.lost)) for c in report.connectors),
        links=(c.who.link for c in report.connectors),
        empty="Nobody leads to a target: none of them is in reach.",
    )
    rough = any(b.margin is not None for b in report.brokers)
    notes = " ".join(f"{first_upper(note)}." for note in report.broker_notes)
    broker = table(
        "brokers",
        "Who holds the network together",
        (
            text("Who"),
            text("Now"),
            decimal("Betweenness", "betweenness"),
            *([decimal("Off by at most")] if rough else []),
            number("Companies lost without them", "lost"),
        ),
        (
            (b.who.name, headline(b.who), b.share, *([b.margin] if rough else []), b.companies_lost)
            for b in report.brokers
        ),
        links=(b.who.link for b in report.brokers),
        note=notes,
        empty=notes or "No shortest path runs through anybody else: nobody stands between others here.",
    )
    bars = [Bar(f"{b.who.name}", b.share, f"{b.share:.2%}") for b in report.brokers]
    drawn = (horizontal_bars(bars, broker.title),) if bars else ()
    intro = "Who leads to others, what would be lost without them, and who is worth a word before you need anything."
    return Section(
        "people",
        "The people that matter",
        intro,
        (Item(opens), Item(broker, drawn, "Betweenness"), Item(_silent(report))),
    )


def _silent(report: NetworkReport) -> Table:
    several = report.ego is None
    return table(
        "dormant",
        "Silent ties worth reviving",
        (
            text("Who"),
            text("Now"),
            *([text("Whose contact")] if several else []),
            number("Messages", "dormant"),
            day("Last contact"),
            text("Could help at"),
        ),
        (
            (d.who.name, headline(d.who), *([named(d.tied_to)] if several else []), d.messages, d.last, _help(d))
            for d in report.dormant
        ),
        links=(d.who.link for d in report.dormant),
        note=f"{report.dormant_total:,} in all; {report.dormant_helpful:,} of them could help at a target.",
        empty="No tie in which both sides wrote has fallen silent for half a year to five years.",
    )


def _help(tie: DormantTie) -> str:
    """Where somebody could help, and how."""
    known = [name for name in tie.targets if name not in tie.works_at]
    there = [f"{name} (works there)" for name in tie.works_at]
    return ", ".join([*there, *(f"{name} (knows somebody there)" for name in known)])


def ties(report: NetworkReport) -> Section:
    """How strong the ties are, who writes, and when they were made."""
    bands = [(f"{b.low} to {b.high}", b.ties, b.at_targets) for b in report.strength]
    strength = table(
        "strength",
        "Ties by their place among your own",
        (text("Place", "place"), number("Ties"), number("Of them at a target")),
        bands,
    )
    drawn = vertical_bars(
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
        Item(
            strength,
            (drawn,),
            "Weakest ties at the left; the orange part at the foot of a bar works at a target company.",
        ),
        Item(both, (parts_of(pairs, both.title),), "Ties by who wrote"),
    ]
    items.append(_growth(report))
    return Section("ties", "Ties", "How strong they are, whether both sides write, and how they grew.", tuple(items))


def _growth(report: NetworkReport) -> Item:
    months = report.growth[-MONTHS:]
    built = table(
        "growth",
        "Connections made, by month",
        (text("Month", "made"), number("Made")),
        ((m.month, m.made) for m in report.growth),
        empty="No connection has a date in these archives.",
    )
    if not months:
        return Item(built)
    ticks = [(at, m.month[:4]) for at, m in enumerate(months) if m.month.endswith("-01")]
    drawn = vertical_bars([m.made for m in months], ticks or [(0, months[0].month)], built.title)
    early = f"The last {MONTHS} months; years begin in January."
    by_year = table("growth", "Connections made", (text("Year", "made"), number("Made")), years(report))
    return Item(built, (drawn,), early if len(report.growth) > MONTHS else "By month.", by_year)


def years(report: NetworkReport) -> list[tuple[str, int]]:
    """Connections made, by year."""
    totals: Counter[str] = Counter()
    for month in report.growth:
        totals[month.month[:4]] += month.made
    return sorted(totals.items())
