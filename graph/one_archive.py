"""What one archive alone cannot show: how its owner's contacts stand to each other."""

from __future__ import annotations

import numpy as np

from graph.columns import Bool, NetworkColumns
from graph.model import CLASS_BIT, FactClass


def only_stars(columns: NetworkColumns) -> bool:
    """Whether this is one archive, and nobody stated a tie between two of its owner's contacts. O(t).

    Contacts who met in a group chat of the owner are tied in the graph, but which of them were asked into it is the
    owner's choice: no measure of their place in the network can rest on that.
    """
    if len(columns.owners) > 1:
        return False
    mine: Bool = np.zeros(len(columns.people.id), dtype=np.bool_)
    mine[columns.owners] = True
    others = ~(mine[columns.ties.a] | mine[columns.ties.b])
    stated = CLASS_BIT[FactClass.DECLARED] | CLASS_BIT[FactClass.CONFIRMED]
    return not bool((others & (columns.ties.classes & stated != 0)).any())
