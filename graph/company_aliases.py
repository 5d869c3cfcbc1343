"""Other names of companies: renames, brands and mergers, reviewed and dated, from `company_aliases.csv`.

    rename   the company went on under another name: old and new are one, whenever somebody worked there
    brand    another name of the same employer (its full or short name, a part of it): one, whenever
    merged   the company was taken over and ended: from the year on its people are the other company's, not before

A company that was bought and goes on under its own name is no alias: who works there does not work at its owner.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files

from graph.companies import LONGEST, former_names, normalise
from graph.model import CompanyId, company_id


class AliasKind(StrEnum):
    """How an old name stands to the new one."""

    RENAME = "rename"
    BRAND = "brand"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class CompanyAlias:
    """`old` is another name of `new`, as written. `year`: when it came to be; `note`: what happened, in a few words."""

    old: str
    new: str
    kind: AliasKind
    year: int
    note: str

    @property
    def since(self) -> date:
        """The first day on which whoever was at `old` is surely at `new`: of the year only the number is known."""
        return date(self.year + 1, 1, 1) if self.kind is AliasKind.MERGED else date.min


@dataclass(frozen=True, slots=True)
class Succession:
    """From `since` on a company's people are those of the company with `key`, called `name`."""

    key: str
    name: str
    since: date

    @property
    def company_id(self) -> CompanyId:
        """The id of the company that goes on."""
        return company_id(self.key)


@cache
def aliases() -> dict[str, CompanyAlias]:
    """The reviewed aliases by the old name's key."""
    text = files("graph").joinpath("company_aliases.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    found = (CompanyAlias(r["old"], r["new"], AliasKind(r["kind"]), int(r["year"]), r["note"]) for r in rows)
    return {normalise(alias.old): alias for alias in found}


def chain(key: str) -> Iterator[Succession]:
    """The companies that the one with `key` became, in order; each counts from the latest date up to it."""
    seen, since = {key}, date.min
    while (alias := aliases().get(key)) and (key := normalise(alias.new)) not in seen:
        seen.add(key)
        since = max(since, alias.since)
        yield Succession(key, alias.new, since)


def company_key(name: str, on: date | None = None) -> str:
    """The key of the company that `name` meant `on` a day (None: whatever the day), after renames, brands and mergers.

    '' where the name names no company. A merger counts from its date on only; without a day it does not count.
    """
    return company_named(name, on)[0]


def company_named(name: str, on: date | None = None) -> tuple[str, str]:
    """The key as `company_key` has it, and the name to show: as written, or that of the company which goes on."""
    key = normalise(name)
    became = (step for step in reversed([*chain(key)]) if step.since <= (on or date.min))
    return next(((step.key, step.name) for step in became), (key, name[:LONGEST]))


@cache
def successions() -> dict[CompanyId, tuple[Succession, ...]]:
    """What each company that ended became, by its id: for time spent across a merger."""
    found = {company_id(key): tuple(s for s in chain(company_key(a.old)) if s.since > date.min) for key, a in _merged()}
    return {key: steps for key, steps in found.items() if steps}


def _merged() -> Iterator[tuple[str, CompanyAlias]]:
    for alias in aliases().values():
        if alias.kind is AliasKind.MERGED:
            yield company_key(alias.old), alias


def keys_for(name: str) -> list[str]:
    """Every key under which the company that a person calls `name` may be kept, the likeliest first."""
    told = [normalise(name), *(s.key for s in chain(normalise(name)))]
    return [key for key in dict.fromkeys((*told, *map(normalise, former_names(name)))) if key]
