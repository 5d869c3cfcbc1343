"""Which paths are asked for: the same question to a company and to a person."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query

from graph.company_paths import HOPS
from graph.model import Company, Person
from referral.context import Context
from referral.introductions import HOPS_MOST, PATHS, PATHS_MOST
from referral.vacancy import UNTOLD, Vacancy
from schemas.paths import PathsOut

Count = Annotated[int, Query(ge=1, le=PATHS_MOST)]
Hops = Annotated[int, Query(ge=1, le=HOPS_MOST)]


@dataclass(frozen=True, slots=True)
class PathOptions:
    """How many paths, how long, and of which kind."""

    k: int
    max_hops: int
    disjoint: bool
    include_inferred: bool
    every: bool

    def to(self, target: Company | Person, context: Context, *, role: str = "", job: Vacancy = UNTOLD) -> PathsOut:
        """The paths from the ego of `context` to `target`; `role`, `job`: of a vacancy at a company."""
        found = context.desk.paths(
            target,
            ego=context.ego,
            k=self.k,
            max_hops=self.max_hops,
            disjoint=self.disjoint,
            include_inferred=self.include_inferred,
            every=self.every,
            role=role,
            job=job,
        )
        return PathsOut.of(found)


async def options_of(
    k: Count = PATHS,
    max_hops: Hops = HOPS,
    *,
    disjoint: bool = False,
    include_inferred: bool = False,
    every: Annotated[bool, Query(alias="all", description="Every simple path in order, detours too.")] = False,
) -> PathOptions:
    """From the address."""
    return PathOptions(k, max_hops, disjoint, include_inferred, every)


PathOptionsDep = Annotated[PathOptions, Depends(options_of)]
