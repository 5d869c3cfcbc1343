"""The page of the network as a whole: a map of groups, and one group opened."""

from __future__ import annotations

from graph.groups import By
from referral.network_overview import Drilled, Overview
from referral.wording import count
from viz.frame import Frame, framed
from viz.network_map import Mark, network_map
from viz.templating import environment

PEOPLE_DRAWN = 60
"""People of a group whose circles are large enough for their names; the table has up to 150."""
LEVELS = ("no tie of yours", "weaker third of your ties", "middle third", "stronger third")
BYS = {By.COMMUNITY: "Communities", By.EMPLOYER: "Employers"}
MEASURES = {
    "degree": ("Ties", "How many people they are tied to."),
    "pagerank": ("Standing", "Being tied to people who are well tied themselves (PageRank), per thousand."),
    "betweenness": ("Bridging", "Of 1,000 shortest ways between two people, how many lead through them."),
}


def _marks(found: Overview, frame: Frame) -> list[Mark]:
    return [
        Mark(
            g.name,
            g.size,
            g.level,
            frame.to("/network", by=found.by.value, group=str(g.number)),
            f"{count(g.size, 'person', 'people')}, {g.known} of them you know; {LEVELS[g.level]}",
        )
        for g in found.groups
    ]


def network_page(frame: Frame, found: Overview) -> str:
    """The map of `found`, with what to do about it beside it."""
    drawn = network_map(_marks(found, frame), found.links)
    values = {"found": found, "map": drawn, "levels": LEVELS, "bys": BYS, "measures": MEASURES, "drilled": None}
    return environment({**framed(frame), **values}).get_template("network.html").render()


def group_page(frame: Frame, by: By, group: Drilled) -> str:
    """One group: its people as marks and as rows."""
    marks = [
        Mark(m.person.name, 1 + 2 * m.level, m.level, frame.to(f"/people/{m.person.id}"), m.person.title)
        for m in group.members[:PEOPLE_DRAWN]
    ]
    drawn = network_map(marks, [link for link in group.links if max(link[0], link[1]) < PEOPLE_DRAWN])
    values = {
        "found": None,
        "map": drawn,
        "levels": LEVELS,
        "bys": BYS,
        "measures": MEASURES,
        "drilled": group,
        "by": by,
    }
    return environment({**framed(frame), **values}).get_template("network.html").render()
