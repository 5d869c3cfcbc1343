"""How long the workspace takes: `python benchmarks/workspace.py [people] [messages]` (default 30000 200000)."""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from graph.model import Channel, FactClass
from graph.stores.rows import NewConnection, NewContact, NewEmployment, NewPerson
from graph.stores.workspace import Workspace

DAY = date(2026, 1, 1)
COMPANIES = 3_000
LARGEST = 900
"""People at the first company; the others share the rest evenly."""


@contextmanager
def timed(what: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    print(f"{what:<28}{time.perf_counter() - start:8.2f} s")


def fill(workspace: Workspace, people: int, messages: int) -> None:
    with workspace.importing() as session:
        source = session.add_source(kind="archive", name="a.zip", as_of=DAY, sha256="a")
        names = ((f"co {n % COMPANIES}", f"Co {n % COMPANIES} Inc") for n in range(people))
        at = list(session.company_rows(source, names).values())
        employer = [at[0 if 0 < n <= LARGEST else n % len(at)] for n in range(people)]
        rows = session.add_people(
            source, (NewPerson(f"in:p-{n}", f"Ann{n % 997} Bell{n}", "Engineer", employer[n]) for n in range(people))
        )
        who = list(rows.values())
        session.set_owner(source, who[0])
        session.add_connections(source, (NewConnection(who[0], row, DAY) for row in who[1:]))
        session.add_employments(
            source,
            (
                NewEmployment(row, at, "Engineer", None, None, True, DAY, FactClass.DECLARED)
                for row, at in zip(who, employer, strict=True)
            ),
        )
        session.add_contacts(
            source,
            (
                NewContact(who[0], who[n * 7919 % people], 1_600_000_000 + n, 1, Channel.LINKEDIN, n)
                for n in range(messages)
            ),
        )


def main(people: int = 30_000, messages: int = 200_000) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "goodword.db"
        with timed("make the file"):
            workspace = Workspace.open(path)
        with timed("import"):
            fill(workspace, people, messages)
        with timed("facts() into columns"):
            facts = workspace.facts()
        ids = [id_.decode() for id_ in facts.people.id]
        with timed("employments of everybody"):
            workspace.employments(ids)
        with timed("search for a name"):
            workspace.find_people("ann5 bell")
        with timed("doctor's checks"):
            assert workspace.integrity() == []
        workspace.close()
        with timed("open again"):
            workspace = Workspace.open(path)
        print(f"{'size of the file':<28}{path.stat().st_size / 1e6:8.1f} MB")
        with timed("forget"):
            workspace.forget(1)
        workspace.close()
    print(f"{'peak memory':<28}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.1f} MB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
