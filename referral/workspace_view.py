"""A workspace and its graph as of a day: what every answer is read from."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar, cast

from graph.model import Person
from graph.network import Network
from graph.stores.own_records import OwnRecords
from referral.asking.record import AskRecord

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class WorkspaceView:
    """The workspace, its graph as of `as_of`, and `today`, the day for what the user does: who may be asked again.

    `cohort`: the owners whose question is that of anyone; empty for all of them. `ahead`: what was worked out for some
    questions together, by the keys of `kept`.
    """

    workspace: OwnRecords
    network: Network
    as_of: date
    today: date
    cohort: tuple[Person, ...] = field(default=(), kw_only=True)
    ahead: Mapping[Hashable, object] = field(default_factory=dict, kw_only=True)

    @property
    def together(self) -> list[Person]:
        """Whose contacts count where the question is anyone's."""
        return list(self.cohort) or self.workspace.owners()

    def kept(self, key: Hashable, make: Callable[[], T], weigh: Callable[[T], int]) -> T:
        """What was worked out for a question before; made in one consistent read where nothing is kept, or all changed.

        `weigh`: about how many bytes it takes. The key need not name the workspace's version or the days.
        """
        if key in self.ahead:
            return cast("T", self.ahead[key])
        with self.workspace.steady():
            return self.network.answers.get(self._whole(key), make, weigh)

    def held(self, key: Hashable) -> object | None:
        """What `kept` made under this key, where it is there."""
        return self.network.answers.held(self._whole(key))

    def _whole(self, key: Hashable) -> Hashable:
        """A key with all that answers rest on besides."""
        return self.workspace.versions(), self.as_of, self.today, self.cohort, key

    def record(self, ego: Person) -> AskRecord:
        """What the ego's ledger says today."""
        return AskRecord.of(self.workspace, ego.id, self.today)
