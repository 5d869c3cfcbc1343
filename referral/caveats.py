"""Notes on what an answer cannot know from these archives."""

from __future__ import annotations

from collections.abc import Iterator

from referral.asking.learning import LEAST_ASKS
from referral.generation import star
from referral.listed import Listed
from referral.next_step import TOP
from referral.titles import read_title
from referral.workspace_view import WorkspaceView

OFFERED = 20
"""Names offered to be marked at once: the best value per minute there is."""


def pool_notes(view: WorkspaceView, what: str) -> Iterator[str]:
    """Note that one archive shows no ties between contacts, where that is so."""
    if star(view.network):
        yield f"one archive: {what} cannot be told, because it shows no ties between your contacts"


def ranking_notes(view: WorkspaceView, found: Listed, company: str, role: str) -> Iterator[str]:
    """What the ranking of `found`, best first, does not rest on."""
    if role and not read_title(role).function:
        yield f"'{role}' names no field that is known here: nobody's expertise is judged by it"
    yield from pool_notes(view, f"centrality at {company} (who is well connected there)")
    if not len(view.network.pairs.a):
        yield "no dated contacts: strength and answers cannot be told, the order rests on titles and positions"
    unknown = found.chosen(lambda one: not one.via and not one.tie_known)
    if unknown:
        names = ", ".join(unknown.names(OFFERED))
        yield f"not known how well you know them: {names}; mark those whom you know well"
    if 0 < len(found) <= TOP:
        yield f"{len(found)} to choose from: too few for tiers, since everybody is among the first {TOP}"
    if found and found.candidate(0).calibration is None:
        asks = f"{LEAST_ASKS} asks of your own"
        yield f"the numbers put people in order; how likely a yes is can be told only after {asks}"
