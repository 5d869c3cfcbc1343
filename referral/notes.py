"""What an answer cannot tell, said with the answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from graph.network import Network
from referral.candidates import Sources
from referral.ranking import TOP, Candidate

FEW_ASKS = 30


def is_star(network: Network) -> bool:
    """Whether every tie ends at one and the same owner, so that nothing is known between contacts."""
    ties, owners = network.columns.ties, network.columns.owners
    if len(owners) != 1:
        return False
    return bool(np.all((ties.a == owners[0]) | (ties.b == owners[0])))


def pool_notes(sources: Sources, what: str) -> Iterator[str]:
    """That one archive shows no ties between contacts."""
    if is_star(sources.network):
        yield f"one archive: {what} cannot be told, because it shows no ties between your contacts"


def ranking_notes(sources: Sources, found: Sequence[Candidate], company: str) -> Iterator[str]:
    """What the ranking does not rest on."""
    yield from pool_notes(sources, f"centrality at {company}")
    if not len(sources.network.pairs.a):
        yield (
            "no dated contacts: strength and answers cannot be told, the order rests on titles and positions; "
            "'goodword mark PERSON --close' tells whom you know well"
        )
    if 0 < len(found) <= TOP:
        yield f"{len(found)} to choose from: everybody is among the top {TOP}, so tiers tell nothing here"
    if found:
        yield f"the numbers order people; they are no chances before {FEW_ASKS} asks of your own calibrate them"
