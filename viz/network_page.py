"""The page of the network as a whole: a map of groups, and one group opened."""

from __future__ import annotations

from collections.abc import Sequence

from graph.groups import Grouping
from referral.network_overview import GroupDetail, Member, Overview, levels
from referral.wording import count
from viz.frame import Frame, framed
from viz.map_places import Placing, spots
from viz.network_map import NARROW, PEOPLE_NARROW, PEOPLE_WIDE, WIDE, Map, MapNode, network_map
from viz.score import stronger_than
from viz.templating import environment

PEOPLE_DRAWN = 48
"""People of a group on its map at most, as far as there is room; the table has up to 150."""
LEVELS = ("no tie of yours", "weaker third", "middle third", "stronger third")
BYS = {Grouping.COMMUNITY: "Communities", Grouping.EMPLOYER: "Employers"}
TITLES = {
    Grouping.COMMUNITY: "Groups of people who are tied to each other more than to others",
    Grouping.EMPLOYER: "Where the people of these archives work",
}
MEASURES = {
    "degree": ("Ties", "How many people they are tied to."),
    "pagerank": (
        "Standing",
        "Being tied to people who are well tied themselves, 1 being everybody's average (PageRank).",
    ),
    "betweenness": ("Bridging", "Of 100 shortest ways between two people, how many lead through them (betweenness)."),
}


def in_words(measure: str, value: float, people: int) -> str:
    """A measure of one of `people` in words: standing as a multiple of the average, bridging of 100 ways."""
    if measure == "degree":
        return f"{value:,.0f}"
    if measure == "pagerank":
        return f"{value * people:,.1f} times"
    share = 100 * value
    return f"{share:,.0f} of 100" if share >= 1 else f"1 in {1 / value:,.0f}" if value * 10_000 >= 1 else "hardly any"


def _nodes(found: Overview, frame: Frame | None) -> list[MapNode]:
    return [
        MapNode(
            g.name,
            g.size,
            g.level,
            frame.to("/network", by=found.by.value, group=str(g.number)) if frame else "",
            f"{count(g.size, 'person', 'people')}, {g.known:,} of them you know; {LEVELS[g.level]}",
            count(g.size, "person", "people"),
        )
        for g in found.groups
    ]


def network_maps(found: Overview, frame: Frame | None, placed: Placing = spots) -> dict[str, Map]:
    """The map by shape; without a frame its nodes lead nowhere."""
    nodes = _nodes(found, frame)
    sheets = {"wide": WIDE, "narrow": NARROW}
    return {shape: network_map(nodes, found.links, sheet, placed) for shape, sheet in sheets.items()}


def network_page(frame: Frame, found: Overview, placed: Placing = spots) -> str:
    """The map of `found`, with what to do about it beside it; `placed`: gives its places."""
    values: dict[str, object] = {
        "found": found,
        "maps": network_maps(found, frame, placed),
        "titles": TITLES,
        "notes": joined_notes(found.notes),
        "levels": LEVELS,
        "bys": BYS,
        "measures": MEASURES,
        "drilled": None,
    }
    values["in_words"] = lambda name, value: in_words(name, value, found.people)
    return environment({**framed(frame), **values}).get_template("network.html").render()


def joined_notes(notes: Sequence[str]) -> tuple[str, ...]:
    """Notes that begin alike, up to their colon, as one: the beginning once, then what each says."""
    found: dict[str, list[str]] = {}
    for note in notes:
        begin, colon, rest = note.partition(": ")
        found.setdefault(begin, []).extend([rest] if colon else [])
    return tuple(f"{begin}: {'; '.join(rests)}" if rests else begin for begin, rests in found.items())


def _people_nodes(frame: Frame, members: Sequence[Member]) -> list[MapNode]:
    """A node each, by the thirds of those who are drawn: by those of all ties, nearly all were of the strongest."""
    return [
        MapNode(
            m.person.name,
            6 + 2 * level,
            level,
            frame.to(f"/people/{m.person.id}"),
            "; ".join(
                part
                for part in (
                    m.person.title,
                    stronger_than(m.place, you=frame.whose is not None) if m.place is not None else "",
                )
                if part
            ),
        )
        for m, level in zip(members, levels([m.standing for m in members]), strict=True)
    ]


def group_page(frame: Frame, by: Grouping, group: GroupDetail) -> str:
    """One group: its people as nodes and as rows."""
    nodes, sheets = _people_nodes(frame, group.members[:PEOPLE_DRAWN]), {"wide": PEOPLE_WIDE, "narrow": PEOPLE_NARROW}
    values = {
        "found": None,
        "maps": {shape: network_map(nodes, group.links, sheet) for shape, sheet in sheets.items()},
        "levels": LEVELS,
        "bys": BYS,
        "measures": MEASURES,
        "drilled": group,
        "by": by,
    }
    return environment({**framed(frame), **values}).get_template("network.html").render()
