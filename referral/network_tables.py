"""What the page of the network needs and no question depends on: communities, and who is central."""

from __future__ import annotations

import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import cast

import numpy as np

from graph.centrality import measure
from graph.columns import Int64
from graph.groups import Grouping, best_by, groups, keep_labels, labels_of
from graph.network import Network

FAST = 1
"""How hard numbers are packed: what is kept is read as often as it is written."""
CENTRAL = 20
"""People of the table by each measure."""
COLUMNS = ("degree", "pagerank", "betweenness")
"""Measures of the table of people; the last one takes a search from many people."""
MOST_BRIDGES = 60_000
"""People up to whom the last measure is taken for a page; above it takes longer than somebody waits."""

CentralityTable = tuple[tuple[tuple[str, dict[str, float]], ...], tuple[str, ...]]
"""Ids of people with their values by measure, and notes."""


def measures(network: Network) -> CentralityTable:
    """The first people by each measure, with all of them; once a graph."""
    return network.tables.get("central people", lambda: _measured(network), lambda made: 400 * len(made[0]))


def prepare(network: Network, by: Grouping | None = None) -> None:
    """Work out what the page of the network needs and no question depends on, ahead of the first one who looks."""
    groups(network, by or best_by(network), ())
    measures(network)


def still_held(network: Network) -> bool:
    """Whether what `prepare` worked out is at hand: at a million people other questions may have taken its room."""
    wanted = (("labels", Grouping.COMMUNITY), "central people")
    return all(network.tables.held(key) is not None for key in wanted)


def tables(network: Network) -> dict[str, object]:
    """What `prepare` worked out, as JSON can say it."""
    labels, notes = labels_of(network, Grouping.COMMUNITY)
    return {"labels": [packed(labels), notes], "central": measures(network)}


def packed(labels: Int64) -> str:
    """Numbers below 2^31 as text: a million of them as a list of JSON would hold everybody up for a tenth of a second.

    O(n).
    """
    return b64encode(zlib.compress(labels.astype("<i4").tobytes(), FAST)).decode()


def unpacked(text: str) -> Int64:
    """The numbers that `packed` made a text of."""
    return np.frombuffer(zlib.decompress(b64decode(text)), dtype="<i4").astype(np.int64)


def restore(network: Network, kept: Mapping[str, object]) -> bool:
    """Put back what `tables` gave for the same graph; False where it is damaged."""
    packed_labels, notes = cast("tuple[str, list[str]]", kept["labels"])
    try:
        labels = unpacked(packed_labels)
    except (ValueError, zlib.error):
        return False
    if len(labels) != len(network.graph):
        return False
    keep_labels(network, Grouping.COMMUNITY, labels, tuple(notes))
    rows, told = cast("tuple[list[tuple[str, dict[str, float]]], list[str]]", kept["central"])
    measured = tuple((person, values) for person, values in rows), tuple(told)
    network.tables.get("central people", lambda: measured, lambda made: 400 * len(made[0]))
    return True


def _measured(network: Network) -> CentralityTable:
    names = COLUMNS if len(network.graph) <= MOST_BRIDGES else COLUMNS[:-1]
    found = {name: measure(network, name) for name in names}
    first: dict[int, None] = {}
    for name in reversed(names):
        values = np.nan_to_num(found[name].values, nan=-1.0)
        order = np.argsort(-values, kind="stable")[:CENTRAL]
        first |= dict.fromkeys(int(i) for i in order if values[i] > 0)
    rows = tuple((network.person(i), {n: float(found[n].values[i]) for n in names}) for i in first)
    return rows, tuple(dict.fromkeys(note for each in found.values() for note in each.notes))
