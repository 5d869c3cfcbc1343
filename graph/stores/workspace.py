"""The workspace: one file with everything imported and everything the user decided.

with Workspace.open(path) as workspace:
    with workspace.importing() as session:
        source = session.add_source(kind="archive", name="a.zip", as_of=day, sha256="...")
        rows = session.add_people(source, [NewPerson("in:ann-b", "Ann B")])
    facts = workspace.facts()
"""

from __future__ import annotations

import contextlib
import stat
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from sqlalchemy import Connection, delete, select

from graph.errors import PersonNotFoundError, SourceNotFoundError
from graph.model import PersonId
from graph.stores import (
    decisions,
    derive,
    derived_matches,
    forgetting,
    health,
    lookup,
    own_aliases,
    schema,
)
from graph.stores.alias_keys import OwnAlias
from graph.stores.changes import Changes, changes
from graph.stores.database import Database
from graph.stores.doubts import DoubtfulPair, doubtful_pairs
from graph.stores.importing import ImportSession
from graph.stores.own_records import OwnRecords
from graph.stores.query_parts import driver

T = TypeVar("T")


class Workspace(OwnRecords):
    """An open workspace. Usable from several threads; every method is one consistent read or one whole change."""

    _opener = Database

    @property
    def _database(self) -> Database:
        assert isinstance(self._file, Database)
        return self._file

    def _read(self, read: Callable[[Connection], T]) -> T:
        """What `read` finds by composed statements, in one consistent read."""
        with self._database.reading() as connection:
            return read(connection)

    @contextlib.contextmanager
    def importing(self) -> Iterator[ImportSession]:
        """Write one import: committed as a whole at the end of the block, or not at all if anything goes wrong."""
        with self._database.writing() as connection:
            lifted = decisions.lift(connection)
            session = ImportSession(connection)
            yield session
            if session.replaced:
                derive.take_out_unmentioned(connection)
            session.kept_out = forgetting.keep_out(connection, session.sources, session.people())
            moved, renamed = own_aliases.apply_to_new(connection), session.name_companies()
            if session.kept_out or session.replaced:
                derived_matches.derive(connection)
            else:
                derived_matches.derive_again(connection, [*session.people(), *moved], renamed)
            joined = decisions.apply(connection)
            session.touch()
            derive.touch_people(connection, [*lifted, *joined, *moved])
            derive.refresh(connection)
        if session.kept_out or session.replaced:
            self._database.compact()

    def forget(self, source_id: int) -> bool:
        """Take a source out with everything only it showed, and the people and companies nothing mentions then.

        What lay in one file with it and with no other archive, such as its address book, goes with it.
        Marks stay: they are the user's own word, hold an opaque id and no name, and are there again when the person
        is imported again. Asks and favours of people who are taken out go with them. Names, headlines and slugs become
        what the remaining sources say. The freed space is overwritten.

        Returns:
            Whether no trace is left on the disk: False while another process still reads what was there before. The
            next opening after that takes the traces out.

        Raises:
            SourceNotFoundError: there is no such source.
        """
        with self._database.writing() as connection:
            lifted = decisions.lift(connection)
            out = [source_id, *forgetting.in_no_other_archive(connection, source_id)]
            derive.touch_mentioned(connection, out)
            gone = connection.execute(delete(schema.source).where(schema.source.c.row_id.in_(out)))
            if not gone.rowcount:
                raise SourceNotFoundError(source_id)
            derive.take_out_unmentioned(connection)
            derived_matches.derive(connection)
            derive.touch_people(connection, [*lifted, *decisions.apply(connection)])
            derive.refresh(connection)
        return self._database.compact()

    def forget_person(self, person: PersonId) -> bool:
        """Erase somebody, all facts, marks, asks and favours, from every source; and keep them out from now on.

        What is kept are salted digests of the keys by which an archive could bring them back.

        Returns:
            Whether no trace is left on the disk, as `forget` does.

        Raises:
            PersonNotFoundError: nobody has this id.
            UsageError: they brought an archive themselves.
        """
        with self._database.writing() as connection:
            if person not in lookup.people_by_id(driver(connection), [person]):
                raise PersonNotFoundError(person)
            forgetting.forget_person(connection, person)
        return self._database.compact()

    def readmit(self, keys: Iterable[str]) -> bool:
        """Let who was erased and goes by one of these identity keys in again with the next import; False for nobody."""
        with self._database.writing() as connection:
            return forgetting.readmit(connection, keys)

    def decide_identity(self, one: PersonId, other: PersonId, *, same: bool | None) -> None:
        """Say that two are one person, or are not; None takes it back, and everything is as the sources showed it.

        Raises:
            PersonNotFoundError: an id is nobody's.
            UsageError: both are one id, there is nothing to take back, or others say the opposite already.
        """
        with self._database.writing() as connection:
            derive.touch_people(connection, decisions.decide(connection, one, other, same=same))
            derive.refresh(connection)

    def add_alias(self, alias: OwnAlias) -> None:
        """From now on everything said of the company called `alias.old` is said of `alias.new`, whatever was imported.

        Raises:
            UsageError: a name names no company, both are one already, or the aliases would run in a circle.
        """
        with self._database.writing() as connection:
            own_aliases.add(connection, alias)
            self._rename(connection)

    def remove_alias(self, old: str) -> None:
        """Take an alias back: every fact is again where its source put it.

        Raises:
            UsageError: there is none for that name.
        """
        with self._database.writing() as connection:
            own_aliases.remove(connection, old)
            self._rename(connection)

    @staticmethod
    def _rename(connection: Connection) -> None:
        """Headlines after aliases changed. Whose alias was taken back is among those it had moved: all are derived."""
        everybody = connection.execute(select(schema.sighting.c.person).distinct()).scalars().all()
        derive.touch_people(connection, everybody)
        derive.refresh(connection)

    def changes(self, one: int, other: int) -> Changes:
        """What changed between two exports of one owner, from the older to the newer.

        Raises:
            SourceNotFoundError: a number is no source's.
            UsageError: they are one source, of different owners, or one of them holds no connections.
        """
        return self._read(lambda c: changes(c, one, other))

    def integrity(self) -> list[str]:
        """What is wrong with the file, in sentences; empty means healthy."""
        mode = stat.S_IMODE(self.path.stat().st_mode)
        open_to_others = [f"others may read it (mode {mode:04o}): chmod 600 {self.path}"] if mode & 0o077 else []
        return [*self._read(health.problems), *open_to_others]

    def doubtful_pairs(self) -> list[DoubtfulPair]:
        """Who may be one person, the likeliest first, and what was decided; `graph.stores.doubts` says by what rule."""
        return self._read(doubtful_pairs)
