"""How well people of several archives, address books and mailboxes are told to be one, on invented pools.

    python -m benchmarks.identity [--pools 20] [--people 240]

Every pool has five owners and everything that makes identity hard, each kind of it named (`KINDS`). A mention is one
row of one file; the truth is who it means. Precision: of all pairs of mentions that came out as one person, how many
are. Recall: of all pairs that are one person and that something besides a name speaks for, how many came out as one.
Mentions that nobody could place (a name alone; the name of two at one employer) count for precision only.
"""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from benchmarks.identity_pool import BARE, KINDS, TWO_AT_ONE, Mention, make_pool
from graph.stores.workspace import Workspace
from ingest.load import import_paths

_OPEN = (BARE, TWO_AT_ONE)


def rows_of(path: Path) -> dict[str, int]:
    """The person that each sign led to."""
    with sqlite3.connect(path) as raw:
        found = dict(raw.execute("SELECT title, person FROM sighting WHERE title <> ''"))
        found |= dict(raw.execute("SELECT key, person FROM identity WHERE key LIKE 'mail:%'"))
    raw.close()
    return found


@dataclass(slots=True)
class Score:
    """Pairs counted: joined rightly and wrongly, to be joined and joined by kind, joined by a bare name alone."""

    right: int = 0
    wrong: int = 0
    wanted: Counter[str] = field(default_factory=Counter)
    got: Counter[str] = field(default_factory=Counter)
    bare: int = 0

    @property
    def precision(self) -> float:
        """Of the pairs that came out as one person, how many are."""
        return self.right / max(1, self.right + self.wrong)

    def recall(self, kind: str) -> float:
        """Of the pairs with a mention of a kind that are one person, how many came out as one."""
        return self.got[kind] / max(1, self.wanted[kind])

    @property
    def overall(self) -> float:
        """Recall over all pairs."""
        return self.recall("all")

    def add(self, mentions: Sequence[Mention], rows: dict[str, int]) -> None:
        """Count the pairs of one pool."""
        by_row, by_truth = defaultdict[int, list[Mention]](list), defaultdict[int, list[Mention]](list)
        for one in mentions:
            by_truth[one.who].append(one)
            if one.sign in rows:
                by_row[rows[one.sign]].append(one)
        for group in by_row.values():
            same = [a.who == b.who for a, b in combinations(group, 2)]
            self.right += sum(same)
            self.wrong += len(same) - sum(same)
            self.bare += sum(BARE in (a.kind, b.kind) for a, b in combinations(group, 2))
        for a, b in _pairs(by_truth.values()):
            one = rows.get(a.sign, -1) == rows.get(b.sign, -2)
            for kind in {"all", a.kind, b.kind}:
                self.wanted[kind] += 1
                self.got[kind] += one


def _pairs(groups: Iterable[list[Mention]]) -> Iterator[tuple[Mention, Mention]]:
    for group in groups:
        yield from combinations((one for one in group if one.kind not in _OPEN), 2)


def measure(pools: int, people: int = 240) -> Score:
    """The score over so many pools."""
    score = Score()
    for seed in range(pools):
        with tempfile.TemporaryDirectory() as folder:
            pool = make_pool(seed, Path(folder), people)
            path = Path(folder) / "pool.db"
            with Workspace.open(path) as workspace:
                for file, owner in sorted(pool.paths, key=lambda one: bool(one[1])):
                    import_paths(workspace, [file], owner=owner or None)
            score.add(pool.mentions, rows_of(path))
    return score


def main() -> None:
    """Measure, and print a line for each kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pools", type=int, default=20)
    parser.add_argument("--people", type=int, default=240)
    chosen = parser.parse_args()
    score = measure(chosen.pools, chosen.people)
    print(f"precision {score.precision:.5f} ({score.wrong} wrong of {score.right + score.wrong} pairs)")
    print(f"recall    {score.overall:.5f} over {score.wanted['all']} pairs")
    for kind in KINDS:
        if score.wanted[kind]:
            print(f"  {score.recall(kind):.4f}  {kind} ({score.wanted[kind]} pairs)")
    print(f"joined by a name alone: {score.bare}")


if __name__ == "__main__":
    main()
