"""An answer takes a handful of SQL statements, whatever the number of people, and reads one state of the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import ClassVar

from workspaces import Archive, Shown, put

from graph.home import Home
from graph.model import Mark
from graph.stores.own_records import OwnRecords
from graph.stores.sqlite_file import SqliteFile
from graph.stores.workspace import Workspace
from referral.context import Context, context, network_on, open_home
from referral.viewpoint import Viewpoint, company_meant

DAY = date(2026, 9, 1)
WROTE = 6
"""People who exchanged messages with whoever asks: of the others nothing but a title is known."""
MOST_JUDGED_EACH = (13, 3, 2, 7, 2)
"""Statements of each question of `counts` where everybody is judged as a person."""
MOST_IN_ARRAYS = (22, 7, 2, 7, 2)
"""In arrays those who are shown are read once they are chosen, for another role anew; and at first it is read whether the
titles kept are of these facts."""


MOST_OF_PATHS = 14
"""Statements of paths in a pool, and of those beside the list of people, which is made for them."""


def archive(people: int) -> Archive:
    known = {f"in:zz-p{n}": Shown(f"Ann Bell{n}", "Engineer", "Northwind") for n in range(people)}
    return Archive(
        name=f"{people}.zip",
        as_of=DAY,
        people={"in:zz-me": Shown("Cy Dale", "Engineer", "Fabrikam"), **known},
        connections=tuple(("in:zz-me", key, DAY) for key in known),
        contacts=tuple((a, b, 1_700_000_000 + n) for n, key in enumerate([*known][:WROTE]) for a, b in _both(key)),
        stays=tuple((key, "Northwind", True) for key in known),
    )


def _both(key: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("in:zz-me", key), (key, "in:zz-me")


class TracedFile(SqliteFile):
    """A file that notes what is sent to it: every query, over whatever connection."""

    sent: ClassVar[list[str]] = []

    def _connect(self) -> sqlite3.Connection:
        connection = super()._connect()
        connection.set_trace_callback(self._note)
        return connection

    def _note(self, statement: str) -> None:
        if statement.lstrip().startswith(("SELECT", "WITH")):
            self.sent.append(statement)


class TracedRecords(OwnRecords):
    _opener = TracedFile


def asked(path: Path, people: int) -> Context:
    with Workspace.open(path) as workspace:
        put(workspace, archive(people))
    home = open_home(path, opened_as=TracedRecords)
    return context(home.workspace, Viewpoint(), lambda day: network_on(home, day))


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is sent to the file meanwhile."""
    TracedFile.sent.clear()
    yield TracedFile.sent


def counts(path: Path, people: int) -> tuple[int, ...]:
    """Statements for who could refer, with a role after that, whether to ask, by which path; and for the first again.

    The very first answer of a state of the file reads what belongs to no company, too: who asks, their marks and asks.
    """
    here, found = asked(path, people), []
    company = company_meant(here.workspace, "Northwind")
    questions: list[Callable[[], object]] = [
        lambda: here.desk.referrers(company, ego=here.ego),
        lambda: here.desk.referrers(company, ego=here.ego, role="Data Engineer"),
        lambda: here.desk.verdict(company, ego=here.ego),
        lambda: here.desk.paths(company, ego=here.ego),
    ]
    for question in [*questions, questions[0]]:
        with statements() as sent:
            question()
        found.append(len(sent))
    here.workspace.close()
    return tuple(found)


def test_statements_do_not_grow_with_people(tmp_path: Path) -> None:
    few, many, more = (counts(tmp_path / f"{people}.db", people) for people in (8, 80, 160))
    assert many == more
    assert all(n <= most for n, most in zip(few, MOST_JUDGED_EACH, strict=True)), few
    assert all(n <= most for n, most in zip(many, MOST_IN_ARRAYS, strict=True)), many


def introduced(introducers: int) -> list[Archive]:
    """Somebody with so many friends, each of whom brought an archive and is tied to a person of their own there."""
    friends = {f"in:zz-f{n}": Shown(f"Flo Mead{n}", "Engineer", "Fabrikam") for n in range(introducers)}
    mine = Archive(
        name="mine.zip",
        as_of=DAY,
        people={"in:zz-me": Shown("Cy Dale", "Engineer", "Fabrikam"), **friends},
        connections=tuple(("in:zz-me", key, DAY) for key in friends),
        contacts=tuple((a, b, 1_700_000_000) for key in friends for a, b in _both(key)),
    )
    theirs = (_of_friend(key, shown, f"in:zz-there{n}") for n, (key, shown) in enumerate(friends.items()))
    return [mine, *theirs]


def _of_friend(friend: str, shown: Shown, there: str) -> Archive:
    return Archive(
        name=f"{friend}.zip",
        as_of=DAY,
        people={friend: shown, there: Shown(f"Ned {there[5:]}", "Engineer", "Northwind")},
        connections=((friend, there, DAY),),
        stays=((there, "Northwind", True),),
    )


def test_statements_of_paths_do_not_grow_with_those_whose_ties_they_are(tmp_path: Path) -> None:
    found = []
    for introducers in (8, 12):
        path = tmp_path / f"{introducers}.db"
        with Workspace.open(path) as workspace:
            put(workspace, *introduced(introducers))
        with closing(open_home(path, opened_as=TracedRecords)) as home:
            found.append(_of_paths(home, introducers))
    assert found[0] == found[1]
    assert max(found[0]) <= MOST_OF_PATHS, found


def _of_paths(home: Home, introducers: int) -> tuple[int, int]:
    """Statements for all paths to a company, and for the first of them beside the list of people."""
    here = context(home.workspace, Viewpoint("zz-me"), lambda day: network_on(home, day))
    company = company_meant(here.workspace, "Northwind")
    with here.workspace.steady(), statements() as sent:
        answer = here.desk.paths(company, ego=here.ego, k=introducers)
        paths = len(sent)
    assert len(answer.paths) == introducers
    with here.workspace.steady(), statements() as sent:
        here.desk.paths_as_listed(company, ego=here.ego, k=3)
        return paths, len(sent)


def test_a_state_is_known_without_reading_until_something_is_committed(tmp_path: Path) -> None:
    here = asked(tmp_path / "one.db", 3)
    ego = here.ego
    assert ego is not None
    before = here.workspace.state()
    with statements() as sent:
        assert here.workspace.state() == here.workspace.state_at_hand() == before
        assert here.workspace.owners() == here.workspace.owners()
    assert sent == []
    with Workspace.open(tmp_path / "one.db") as other:
        changes: tuple[Callable[[], None], ...] = (
            lambda: other.set_mark(ego.id, ego.id, Mark(close=True)),
            lambda: other.list_company(ego.id, "Northwind", role="Welder"),
            lambda: other.list_company(ego.id, "Northwind", role="Nurse"),
            lambda: other.list_company(ego.id, "Northwind", wanted=False),
        )
        for change in changes:
            change()
            assert here.workspace.state_at_hand() is None
            assert here.workspace.state() != before
            before = here.workspace.state()
        put(other, archive(5))
    assert here.workspace.state() != before
    assert [one.name for one in here.workspace.find_people("ann")] == [f"Ann Bell{n}" for n in range(5)]
    here.workspace.close()


def test_what_is_kept_ends_with_a_change(tmp_path: Path) -> None:
    here = asked(tmp_path / "one.db", 8)
    company = company_meant(here.workspace, "Northwind")
    assert here.ego is not None
    before = here.desk.referrers(company, ego=here.ego).referrers
    here.workspace.set_mark(here.ego.id, before[0].person.id, Mark(do_not_ask=True))
    after = {r.person.id: r for r in here.desk.referrers(company, ego=here.ego).referrers}
    assert not before[0].restraint.do_not_ask
    assert after[before[0].person.id].restraint.do_not_ask
    here.workspace.close()


def test_one_answer_reads_one_state(tmp_path: Path) -> None:
    here = asked(tmp_path / "one.db", 3)
    assert here.ego is not None
    with Workspace.open(tmp_path / "one.db") as other, here.workspace.steady():
        before = here.workspace.versions()
        other.set_mark(here.ego.id, here.ego.id, Mark(close=True))
        assert here.workspace.versions() == before
        with here.workspace.steady():  # one inside the other is the same
            assert here.workspace.marks(here.ego.id) == {}
        assert other.versions() > before
    assert here.workspace.versions() > before
    assert here.workspace.marks(here.ego.id)[here.ego.id].close
    here.workspace.close()
