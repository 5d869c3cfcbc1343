"""What everybody is called, worked out ahead of whoever asks of a large employer, in a file beside the workspace.

It holds titles by the numbers of people, no names and no ids; it is thrown away with the snapshots
(`graph.kept_files.drop_snapshots`). Of other facts, broken or not made yet it is not there, and whoever asks reads the
stays of those they ask about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import cast

import numpy as np

from graph.array_file import Array, read, told_in, write
from graph.columns import Bool, Int32, Int64, UInt8
from graph.days import day_number
from graph.kept_files import SUFFIX
from graph.memo import bytes_of
from graph.network import Network
from graph.stores.fact_reader import FactReader
from graph.stores.people_known import TitlesThere
from graph.stores.title_rows import TitleRows, stay_keys

MAGIC = b"GWTITLE1"
WORTH = 5_000
"""People from whom on it pays: of fewer the stays of one employer are read at once."""
TOP = -1
"""What is above a node with no stay."""


@dataclass(frozen=True, slots=True, eq=False)
class Titles:
    """Everybody's titles, those of whom the same is told in one.

    `told`: (n,) what is told of each, a node of a tree; `above`: (k,) the node with all but the last stay, `TOP` at
    one with none; `code`: (k,) which stay is the last; at one with none, the headline's text. `title`, `here`, `start`:
    (s,) of each stay, see `TitleRows`. `text`, `ends`: the texts in UTF-8 in a row, and where each ends.
    """

    told: Int32
    above: Int32
    code: Int32
    title: Int32
    here: Bool
    start: Int32
    text: UInt8
    ends: Int64

    @classmethod
    def of(cls, rows: TitleRows) -> Titles:
        """From what a workspace holds. O(rows log rows) for each further title of whoever has most."""
        told = stay_keys(rows.title, rows.here, rows.start)
        _, kinds, stay = np.unique(told, return_index=True, return_inverse=True)
        node, above, code = _tree(rows, stay, len(kinds))
        encoded = [text.encode() for text in rows.texts]
        return cls(
            told=node,
            above=above,
            code=code,
            title=rows.title[kinds],
            here=rows.here[kinds],
            start=rows.start[kinds],
            text=np.frombuffer(b"".join(encoded), dtype=np.uint8),
            ends=np.cumsum([len(text) for text in encoded], dtype=np.int64),
        )

    @property
    def weight(self) -> int:
        """Bytes it takes."""
        return bytes_of(getattr(self, one.name) for one in fields(self))

    def called(self, nodes: Sequence[int], as_of: date) -> list[TitlesThere]:
        """What is told at each of some nodes; stays that begin after `as_of` left out. O(titles)."""
        day = day_number(as_of)
        return [self._called(node, day) for node in nodes]

    def _called(self, node: int, day: int) -> TitlesThere:
        stays: list[int] = []
        while self.above[node] != TOP:
            stays.append(int(self.code[node]))
            node = int(self.above[node])
        headline = self._text(int(self.code[node]))
        begun = [one for one in reversed(stays) if self.start[one] <= day]
        there = next((self._text(int(self.title[one])) for one in begun if self.here[one]), headline)
        return TitlesThere(headline, there, tuple(dict.fromkeys(self._text(int(self.title[one])) for one in begun)))

    def _text(self, code: int) -> str:
        begin = int(self.ends[code - 1]) if code else 0
        return self.text[begin : int(self.ends[code])].tobytes().decode()


def _tree(rows: TitleRows, stay: Int64, kinds: int) -> tuple[Int32, Int32, Int32]:
    """`told`, `above` and `code` of `Titles`; `stay`: which of so many `kinds` each row is."""
    headlines, told = np.unique(rows.headline, return_inverse=True)
    above, code = [np.full(len(headlines), TOP, dtype=np.int64)], [headlines.astype(np.int64)]
    made = len(headlines)
    nth = np.arange(len(stay)) - np.searchsorted(rows.person, rows.person)
    for place in range(int(nth.max(initial=-1)) + 1):
        at = np.flatnonzero(nth == place)
        who = rows.person[at]
        nodes, which = np.unique(told[who] * kinds + stay[at], return_inverse=True)
        above.append(nodes // kinds)
        code.append(nodes % kinds)
        told[who] = made + which
        made += len(nodes)
    return told.astype(np.int32), np.concatenate(above).astype(np.int32), np.concatenate(code).astype(np.int32)


def path_of(workspace: Path) -> Path:
    """Where the titles of a workspace are kept."""
    return workspace.with_name(f"{workspace.name}{SUFFIX}-titles")


def titles(workspace: FactReader, network: Network) -> Titles | None:
    """Everybody's titles as of the facts the network shows, where they were made; O(size) once for the check."""
    if not _of_these_facts(workspace, network):
        return None
    held = network.tables.held("titles")
    if isinstance(held, Titles):
        return held
    found = _kept(workspace, network)
    return found and network.tables.get("titles", lambda: found, lambda made: made.weight)


def are_made(workspace: FactReader, network: Network) -> bool:
    """Whether `make_titles` is likely to have nothing to make. O(1)."""
    few = len(network.graph) < WORTH
    return few or told_in(path_of(workspace.path), MAGIC) == {"generation": _generation(network)}


def make_titles(workspace: FactReader, network: Network) -> None:
    """Make the titles of a network of many people, and keep them, where they are not there yet."""
    if len(network.graph) < WORTH:
        return
    with workspace.steady():
        if not _of_these_facts(workspace, network) or titles(workspace, network) is not None:
            return
        made = Titles.of(workspace.title_rows())
    generation = _generation(network)
    arrays = {one.name: getattr(made, one.name) for one in fields(made)}
    still = workspace.holds_facts_of(generation)
    if write(path_of(workspace.path), MAGIC, {"generation": generation}, arrays, still):
        made = _kept(workspace, network) or made
    network.tables.get("titles", lambda: made, lambda one: one.weight)


def _generation(network: Network) -> int | None:
    return network.stamp.generation if network.stamp else None


def _of_these_facts(workspace: FactReader, network: Network) -> bool:
    """Whether the network shows the facts that are read now, with people numbered as in the workspace."""
    return _generation(network) == workspace.facts_generation()


def _kept(workspace: FactReader, network: Network) -> Titles | None:
    wanted: Mapping[str, object] = {"generation": _generation(network)}
    found = read(path_of(workspace.path), MAGIC, lambda told: told == wanted)
    if found is None:
        return None
    arrays = found[1]
    names = [one.name for one in fields(Titles)]
    if set(arrays) != set(names) or len(arrays["told"]) != len(network.graph):
        return None
    return Titles(**cast("dict[str, Array]", arrays))  # type: ignore[arg-type]
