"""Of whom more is known than what they do where: whoever else is judged by title and place in the graph alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from graph.columns import Bool, Int32, numbers_of
from graph.company_aliases import successions
from graph.dossiers import NONE, pair_rows
from graph.memo import bytes_of
from graph.network import Network
from referral.generation import two_way
from referral.question import Question
from referral.reluctance import IGNORED
from referral.workspace_view import WorkspaceView


@dataclass(frozen=True, slots=True, eq=False)
class KnownPeople:
    """By number, ascending; whoever is none of them is known by title alone.

    `by_word`: whom a statement, a mark, the ledger or a shared employer says anything of; `all`: they, whoever
    exchanged anything with the ego, and owners, whose place is known.
    """

    by_word: Int32
    all: Int32

    @classmethod
    def of(cls, view: WorkspaceView, asked: Question) -> KnownPeople:
        """Those of the one who asks; kept. O(what is known of anybody)."""
        made = lambda: cls._read(view, asked)  # noqa: E731
        return view.kept(("known people", asked.owner.person), made, lambda one: bytes_of((one.by_word, one.all)))

    @classmethod
    def _read(cls, view: WorkspaceView, asked: Question) -> KnownPeople:
        network, workspace, ego = view.network, view.workspace, asked.owner.person
        said = {*workspace.spoken_with(ego.id), *workspace.marks(ego.id), *view.record(ego).people}
        by_word = numbers_known(network, {*said, *workspace.seen_at(_became(asked.employers))})
        owners = numbers_known(network, (owner.id for owner in workspace.owners()))
        exchanged = pair_rows(network, network.index(ego.id)).who
        return cls(by_word, np.unique(np.concatenate([by_word, owners, exchanged])))


def _became(employers: frozenset[str]) -> list[str]:
    """The employers, and those that became one of them."""
    before = (name for name, steps in successions().items() if any(step.company_id in employers for step in steps))
    return sorted({*employers, *before})


def numbers_known(network: Network, people: Iterable[str]) -> Int32:
    """The numbers of those of `people` whom the graph knows, ascending. O(k log n)."""
    ids = network.columns.people.id
    found = numbers_of(np.array(sorted(people), dtype=ids.dtype), ids)
    return found[found >= 0]


@dataclass(frozen=True, slots=True, eq=False)
class Exchanged:
    """Of people of whom nothing but an exchange is known, what it shows. `unclear`: who has to be judged by themselves.

    `knows`: they know the ego, see `acquaintance.acquainted`; `silent`: they are to be left in peace for what they left
    unanswered, see `acquaintance.restraint`.
    """

    knows: Bool
    silent: Bool
    unclear: Bool

    @classmethod
    def of(cls, network: Network, ego: int, people: Int32) -> Exchanged:
        """Of each of `people`. O(k log n)."""
        pairs, rows = network.pairs, pair_rows(network, ego).of_each(people)
        if not len(pairs.a):
            none = np.zeros(len(people), dtype=np.bool_)
            return cls(none, none, none)
        some, held = rows != NONE, np.maximum(rows, 0)
        first = pairs.a[held] == ego
        knows = np.array([bool(both) for both in two_way(network, ego, people)], dtype=np.bool_)
        ignored = np.where(first, pairs.ignored_ab[held], pairs.ignored_ba[held])
        unanswered = np.where(first, pairs.unanswered_ab[held], pairs.unanswered_ba[held])
        taken = np.where(first, pairs.taken_up_ba[held], pairs.taken_up_ab[held])
        silent = some & (ignored >= IGNORED) & (unanswered > 0)
        return cls(knows, silent, some & ~knows & (taken > 0))
