"""How much is known, and what cannot be told from these archives."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from graph.model import CLASS_BIT, FactClass
from graph.one_archive import only_stars
from referral.owners_asked import MOST
from reports.definitions import OLD_DAYS
from reports.network_values import ArchiveRow, Quality
from reports.parts.network_view import NetworkView
from reports.parts.own_ties import own_rows


def quality(view: NetworkView, undated: int) -> Quality:
    """What is known of the contacts of those asked about. `undated`: how many of their connections have no date."""
    company = view.network.columns.people.company[view.alters]
    ids = [view.network.person(number) for number in view.alters.tolist()]
    people = view.context.workspace.people_by_id(ids)
    rows, ties = own_rows(view), view.network.columns.ties
    silent = (ties.messages_ab[rows] + ties.messages_ba[rows] == 0) & (
        ties.classes[rows] & CLASS_BIT[FactClass.OBSERVED] == 0
    )
    return Quality(
        contacts=len(view.alters),
        without_title=sum(not person.title for person in people.values()),
        without_employer=int((company < 0).sum()),
        without_date=undated,
        without_contact=int(silent.sum()),
        archives=tuple(_archives(view)),
        behind=(view.context.today - view.context.as_of).days,
        cannot=tuple(_cannot(view)),
    )


def _archives(view: NetworkView) -> Iterator[ArchiveRow]:
    owners = {person.id: person for person in view.context.workspace.owners()}
    for source in view.context.workspace.sources():
        owner = owners.get(source.owner) if source.owner else None
        yield ArchiveRow(view.who(owner) if owner else None, source.as_of, (view.context.as_of - source.as_of).days)


def _cannot(view: NetworkView) -> Iterator[str]:
    yield "Whether somebody would vouch: nobody knows before they are asked."
    if only_stars(view.network.columns):
        yield (
            "Who of your contacts knows whom: one archive shows its owner's ties only. So there are no ways through "
            "others, no communities, no brokers and no constraint in this report; a friend's archive would add them."
        )
    if not len(view.network.pairs.a):
        yield "How strong ties are and who answers: there are no messages in these archives."
    elif not _meetings(view):
        yield "Meetings and calls: there is no calendar in these archives, so strength rests on messages alone."
    yield "Jobs, their posting and contract: state them with the question, they can change a verdict."
    if len(view.context.egos) > MOST:
        yield (
            f"What all {len(view.context.egos):,} owners could do at a company: the verdict is that of those who know "
            f"people there best, {MOST} at most. A report for one owner alone rests on all whom that one knows."
        )
    old = [a for a in _archives(view) if a.days > OLD_DAYS]
    if old:
        yield f"Who changed employers lately: {len(old)} of the archives were made more than half a year ago."


def _meetings(view: NetworkView) -> bool:
    return bool(np.any(view.network.pairs.meetings > 0))
