"""Which paths are asked for: the same question to a company and to a person."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query

from graph.model import Company, Person
from referral.context import Context
from schemas.paths import PathsOut

Count = Annotated[int, Query(ge=1, le=100)]
Hops = Annotated[int, Query(ge=1, le=6)]


@dataclass(frozen=True, slots=True)
class PathOptions:
    """How many paths, how long, and of which kind."""

    k: int
    max_hops: int
    disjoint: bool
    include_inferred: bool
    every: bool

    def to(self, target: Company | Person, context: Context) -> PathsOut:
        """The paths from the ego of `context` to `target`."""
        found = context.desk.paths(
            target,
            ego=context.ego,
            k=self.k,
            max_hops=self.max_hops,
            disjoint=self.disjoint,
            include_inferred=self.include_inferred,
            every=self.every,
        )
        return PathsOut.of(found)


def options_of(
    k: Count = 5,
    max_hops: Hops = 3,
    *,
    disjoint: bool = False,
    include_inferred: bool = False,
    every: Annotated[bool, Query(alias="all", description="Every simple path in order, detours too.")] = False,
) -> PathOptions:
    """From the address."""
    return PathOptions(k, max_hops, disjoint, include_inferred, every)


PathOptionsDep = Annotated[PathOptions, Depends(options_of)]
