"""A seeded pool of many archives, written as facts: `python -m benchmarks.pool FILE [people] [archives] [seed]`.

Default a million people in 3,000 archives, some ten minutes. Half of the archives hold more than 500 connections, a few
thousands, the first 30,000, the most that LinkedIn allows. Everybody is in one archive at least, the famous in many,
and many are colleagues of the owner. Employers follow a power law: the largest has some thousands of known people,
dozens have hundreds. A fifth of the connections have written to each other.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

import numpy as np

from benchmarks.identity_pool import ENDS, GIVEN, ROOTS
from graph.columns import Int64
from graph.company_aliases import company_key
from graph.model import Channel, FactClass, StatementKind
from graph.stores.importing import ImportSession
from graph.stores.rows import NewConnection, NewContact, NewEmployment, NewPerson, NewStatement, SourceId
from graph.stores.workspace import Workspace
from synthetic.names import firm_names
from synthetic.titles import post

PEOPLE, ARCHIVES, SEED = 1_000_000, 3_000, 16
KNOWN, KNOWN_MOST = 500, 30_000
PEOPLE_A_COMPANY = 40
COMPANIES_MOST = 40_000
"""More names of firms than that are not to be had."""
COLLEAGUES = 0.4
WRITTEN_TO = 0.2
MESSAGES_A_PAIR = 3.0
TOGETHER = 100
"""Archives in one import."""
TODAY = date(2026, 6, 30)
_SECONDS_A_DAY = 86_400
_SEVEN_YEARS = 7 * 365


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """Who knows whom. `owner` and `known`: by connection, in the order of archives; `company`: by person, -1 none."""

    company: Int64
    companies: list[str]
    titles: list[str]
    title: Int64
    archives: Int64
    first: Int64
    known: Int64
    seed: int

    def name(self, person: int) -> str:
        """A name; some share theirs with others, as in life."""
        rest, given = divmod(person * 7_919 + 13, len(GIVEN))
        rest, root = divmod(rest, len(ROOTS))
        rest, end = divmod(rest, len(ENDS))
        second, other = ROOTS[rest % len(ROOTS)], ENDS[rest // len(ROOTS) % len(ENDS)]
        return f"{GIVEN[given]} {ROOTS[root]}{ENDS[end]}" + (f"-{second}{other}" if rest else "")


def drawn(people: int = PEOPLE, archives: int = ARCHIVES, seed: int = SEED) -> Pool:
    """A pool of the size asked for. O(people + connections)."""
    rng, chance = np.random.default_rng(seed), Random(seed)
    count = min(max(people // PEOPLE_A_COMPANY, 1), COMPANIES_MOST)
    weight = 1.0 / (np.arange(count) + 20.0) ** 0.9
    company = rng.choice(count, size=people, p=weight / weight.sum())
    company[rng.random(people) < 0.1] = -1
    titles = sorted({post(chance).title for _ in range(4_000)})
    sizes = np.minimum(rng.lognormal(np.log(KNOWN), 1.0, archives), min(KNOWN_MOST, people // 4)).astype(np.int64)
    sizes[0] = min(KNOWN_MOST, people // 4)
    owners = rng.choice(people, archives, replace=False)
    first, known = _connections(rng, company, owners, sizes)
    return Pool(
        company, firm_names(chance, count), titles, rng.integers(0, len(titles), people), owners, first, known, seed
    )


def _connections(rng: np.random.Generator, company: Int64, owners: Int64, sizes: Int64) -> tuple[Int64, Int64]:
    """Where each archive begins, and whom it holds."""
    people, total = len(company), int(sizes.sum())
    at = np.repeat(np.arange(len(owners)), sizes)
    fame = rng.lognormal(0.0, 1.1, people)
    known = rng.choice(people, total, p=fame / fame.sum())
    everybody = rng.permutation(people)[:total]
    kept = rng.permutation(total)[: len(everybody)]
    known[kept] = everybody
    order = np.argsort(company, kind="stable")
    start, end = (np.searchsorted(company[order], company[owners], side=side) for side in ("left", "right"))
    mate = (rng.random(total) < COLLEAGUES) & (company[owners][at] >= 0)
    mate[kept] = False
    spread = (end - start)[at[mate]]
    known[mate] = order[start[at[mate]] + (rng.random(int(mate.sum())) * spread).astype(np.int64)]
    keys = np.unique((at * people + known)[known != owners[at]])
    return np.searchsorted(keys // people, np.arange(len(owners) + 1)), keys % people


def write(workspace: Workspace, pool: Pool) -> None:
    """Write all archives of a pool, `TOGETHER` in each import."""
    for begin in range(0, len(pool.archives), TOGETHER):
        with workspace.importing() as session:
            for number in range(begin, min(begin + TOGETHER, len(pool.archives))):
                write_archive(session, pool, number)


def write_archive(session: ImportSession, pool: Pool, number: int) -> SourceId:
    """Write one archive of a pool, as importing its export would."""
    rng = np.random.default_rng((pool.seed, number))
    me = int(pool.archives[number])
    known = pool.known[pool.first[number] : pool.first[number + 1]].tolist()
    as_of = TODAY - timedelta(days=int(rng.integers(0, 300)))
    digest = f"{pool.seed}-{number}"
    source = session.add_source(kind="archive", name=f"archive-{number}.zip", as_of=as_of, sha256=digest)
    at = _company_rows(session, source, pool, [me, *known])
    people = session.add_people(
        source,
        (
            NewPerson(f"in:zz-pool-{p}", pool.name(p), pool.titles[pool.title[p]], at.get(int(pool.company[p])))
            for p in (me, *known)
        ),
    )
    row = dict(zip((me, *known), people.values(), strict=True))
    session.set_owner(source, row[me])
    days = [as_of - timedelta(days=int(day)) for day in rng.integers(0, _SEVEN_YEARS, len(known))]
    session.add_connections(source, (NewConnection(row[me], row[p], day) for p, day in zip(known, days, strict=True)))
    session.add_employments(
        source,
        (
            NewEmployment(row[p], at[c], pool.titles[pool.title[p]], None, None, True, as_of, FactClass.DECLARED)
            for p in (me, *known)
            if (c := int(pool.company[p])) >= 0
        ),
    )
    written = rng.permutation(known)[: int(len(known) * WRITTEN_TO)].tolist()
    session.add_contacts(source, _messages(rng, row[me], [row[p] for p in written], as_of))
    recommended = [NewStatement(StatementKind.RECOMMENDATION, row[p], row[me], as_of, "") for p in written[:2]]
    session.add_statements(source, recommended)
    return source


def _company_rows(session: ImportSession, source: SourceId, pool: Pool, people: list[int]) -> dict[int, int]:
    """The row of each company that people work at, by its number in the pool."""
    numbers = [int(c) for c in np.unique(pool.company[people]) if c >= 0]
    keys = {number: company_key(pool.companies[number]) for number in numbers}
    rows = session.company_rows(source, ((keys[number], pool.companies[number]) for number in numbers))
    return {number: rows[keys[number]] for number in numbers}


def _messages(rng: np.random.Generator, me: int, others: list[int], as_of: date) -> Iterator[NewContact]:
    """Conversations: most are short and some long; who is written to answers about every other time."""
    until = (as_of - date(1970, 1, 1)).days * _SECONDS_A_DAY
    drawn = rng.geometric(1 / MESSAGES_A_PAIR, len(others)) * np.where(rng.random(len(others)) < 0.1, 10, 1)
    for other, count in zip(others, np.minimum(drawn, 300).tolist(), strict=True):
        times = np.sort(until - rng.integers(0, _SEVEN_YEARS * _SECONDS_A_DAY, count)).tolist()
        mine = rng.random(count) < 0.55
        for when, from_me in zip(times, mine.tolist(), strict=True):
            sender, to = (me, other) if from_me else (other, me)
            yield NewContact(sender, to, int(when), 1, Channel.LINKEDIN, other * 7 + 1)


def main(file: Path, people: int = PEOPLE, archives: int = ARCHIVES, seed: int = SEED) -> None:
    """Write a pool to a new workspace, and say what is in it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    begun, pool = time.perf_counter(), drawn(people, archives, seed)
    with Workspace.open(file) as workspace:
        write(workspace, pool)
    largest = np.bincount(pool.company[pool.company >= 0]).argsort()[::-1][:5]
    print(f"{people} people, {len(pool.known)} connections in {archives} archives, {time.perf_counter() - begun:.0f} s")
    print("owners: " + ", ".join(f"{pool.name(int(p))} (zz-pool-{p})" for p in pool.archives[:5]))
    print("largest employers: " + ", ".join(pool.companies[c] for c in largest))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
