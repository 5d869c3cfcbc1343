"""The page of the network, worked out ahead of the first look: at an import, and behind the questions of a server.

Communities, who is central, and where each node of the map stands are kept in a file beside the workspace
(`graph.kept_tables`), so that the next start of a server reads what this one worked out.
"""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import cast

import graph.groups
import referral.network_overview
import viz.map_places
import viz.network_map
from graph.groups import Grouping, best_by
from graph.kept_tables import read, write
from graph.model import Person
from graph.network import Network
from referral.context import Context
from referral.network_overview import overview
from referral.network_tables import prepare, restore, still_held, tables
from viz.map_places import Placing, Sheet, Sizes, Spots, Weighted, spots
from viz.network_page import network_maps

MOST_PLACED = 64
"""Maps whose places are held for one graph; what a look at groups adds is forgotten first."""
MAKERS = (graph.groups, referral.network_overview, viz.map_places, viz.network_map)
_Places = dict[str, Spots]


@cache
def _recipe() -> str:
    """A digest of what places nodes: a new version of it makes what is kept stale."""
    files = [Path(str(module.__file__)) for module in MAKERS]
    beside = (files[0].with_name("communities.py"), *map(files[1].with_name, ("network_tables.py", "group_names.py")))
    return hashlib.blake2b(b"".join(f.read_bytes() for f in (*files, *beside)), digest_size=8).hexdigest()


def _key(context: Context) -> str | None:
    """Everything that what is kept rests on; None for a graph that is in no snapshot."""
    stamp = context.network.stamp
    if stamp is None or context.network.computer is not None:
        return None
    told = (stamp.generation, stamp.until, stamp.recipe, _recipe(), context.workspace.confirmed_pairs())
    return hashlib.blake2b(repr(told).encode(), digest_size=16).hexdigest()


def _held(network: Network) -> _Places:
    return network.tables.get("places", dict, lambda _: 0)


def placing(network: Network) -> Placing:
    """What gives the places of a map of this graph: as they were found before, where they were."""
    held = _held(network)

    def placed(sizes: Sizes, links: tuple[Weighted, ...], sheet: Sheet) -> Spots:
        key = hashlib.blake2b(repr((sizes, links, sheet)).encode(), digest_size=8).hexdigest()
        if key not in held:
            while len(held) >= MOST_PLACED:
                del held[next(reversed(held))]
            held[key] = spots(sizes, links, sheet)
        return held[key]

    return placed


def owners_of(context: Context) -> tuple[Person, ...]:
    """Whose network the page shows."""
    return tuple(context.egos)


def is_worked_out(context: Context) -> bool:
    """Whether `work_out` is likely to have nothing to work out. O(size of what is kept)."""
    key, network = _key(context), context.network
    held = network.tables.held("worked out") is not None and still_held(network)
    return held or (key is not None and read(context.workspace.path, key) is not None)


def work_out(context: Context, wanted: Callable[[], bool] = lambda: True) -> None:
    """Work out, or read back, what the page of the network needs, and keep it beside the workspace.

    `wanted` is asked between the steps; where it says no, nothing is kept.
    """
    key, network, workspace = _key(context), context.network, context.workspace
    if network.tables.held("worked out") and still_held(network):
        return
    kept = read(workspace.path, key) if key else None
    if kept is not None and restore(network, kept):
        for name, made in cast("_Places", kept["places"]).items():
            _held(network)[name] = tuple((x, y) for x, y in made)
    else:
        prepare(network)
        if not wanted():
            return
        for by in sorted(Grouping, key=lambda by: by is not best_by(network)):
            network_maps(overview(workspace, network, owners_of(context), context.as_of, by), None, placing(network))
        if key and network.stamp and wanted():
            still = workspace.holds_facts_of(network.stamp.generation)
            write(workspace.path, key, {**tables(network), "places": _held(network)}, still)
    network.tables.get("worked out", lambda: True, lambda _: 0)
