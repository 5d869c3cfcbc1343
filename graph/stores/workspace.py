"""The workspace: one file with everything imported and everything the user decided.

with Workspace.open(path) as workspace:
    with workspace.importing() as session:
        source = session.add_source(kind="archive", name="a.zip", as_of=day, sha256="...")
        rows = session.add_people(source, [NewPerson("in:ann-b", "Ann B")])
    facts = workspace.facts()
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection, delete, select

from graph.companies import normalise
from graph.errors import PersonNotFoundError, SourceNotFoundError, UsageError
from graph.model import CompanyId, PersonId
from graph.stores import (
    decisions,
    derive,
    forgetting,
    ledger,
    lookup,
    match_evidence,
    own_aliases,
    pseudonyms,
    schema,
    targets,
)
from graph.stores.company_doubts import keep_apart
from graph.stores.fact_reader import FactReader
from graph.stores.importing import ImportSession
from graph.stores.ledger import LedgerSession
from graph.stores.own_aliases import OwnAlias
from graph.stores.records import driver


class Workspace(FactReader):
    """An open workspace. Usable from several threads; every method is one consistent read or one whole change."""

    @contextlib.contextmanager
    def importing(self) -> Iterator[ImportSession]:
        """Write one import: committed as a whole at the end of the block, or not at all if anything goes wrong."""
        with self._database.writing() as connection:
            lifted = decisions.lift(connection)
            session = ImportSession(connection)
            yield session
            sources, people = session.touched
            if session.replaced:
                derive.take_out_unmentioned(connection)
            session.kept_out = forgetting.keep_out(connection, sources)
            match_evidence.derive(connection)
            people = [*people, *lifted, *decisions.apply(connection)]
            derive.touch_shown(connection, sources, [*people, *own_aliases.apply(connection)])
            derive.refresh(connection)
        if session.kept_out or session.replaced:
            self._database.compact()

    def forget(self, source_id: int) -> bool:
        """Take a source out with everything only it showed, and the people and companies nothing mentions then.

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
            derive.touch_mentioned(connection, [source_id])
            gone = connection.execute(delete(schema.source).where(schema.source.c.row_id == source_id))
            if not gone.rowcount:
                raise SourceNotFoundError(source_id)
            derive.take_out_unmentioned(connection)
            match_evidence.derive(connection)
            derive.touch_shown(connection, [], [*lifted, *decisions.apply(connection)])
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

    @contextlib.contextmanager
    def recording(self, owner: PersonId) -> Iterator[LedgerSession]:
        """Read and add to one owner's ledger in one step: on the disk as a whole when the block ends, or not at all.

        The generation stays: no graph is made anew for an ask. `ledger_version` grows instead.
        """
        with self._database.recording() as connection:
            yield LedgerSession(connection, owner)

    def pseudonym_key(self, *, new: bool = False) -> bytes:
        """The secret under which people get made-up names: made when first asked for; `new`: made again."""
        with self._database.reading() as connection:
            held = None if new else pseudonyms.held_key(connection)
        if held is not None:
            return held
        with self._database.recording() as connection:  # another process may have been quicker
            return (None if new else pseudonyms.held_key(connection)) or pseudonyms.new_key(connection)

    def set_ask_rules(self, values: Mapping[str, int]) -> None:
        """Set some of the user's own limits on asking, by name."""
        with self._database.marking() as connection:
            ledger.set_rules(connection, values)

    def decide_identity(self, one: PersonId, other: PersonId, *, same: bool | None) -> None:
        """Say that two are one person, or are not; None takes it back, and everything is as the sources showed it.

        Raises:
            PersonNotFoundError: an id is nobody's.
            UsageError: both are one id, there is nothing to take back, or others say the opposite already.
        """
        with self._database.writing() as connection:
            derive.touch_shown(connection, [], decisions.decide(connection, one, other, same=same))
            derive.refresh(connection)

    def add_alias(self, alias: OwnAlias) -> None:
        """From now on everything said of the company called `alias.old` is said of `alias.new`, whatever was imported.

        Raises:
            UsageError: a name names no company, both are one already, or the aliases would run in a circle.
        """
        with self._database.writing() as connection:
            own_aliases.add(connection, alias)
            self._rename(connection)

    def keep_apart(self, one: CompanyId, other: CompanyId, *, apart: bool = True) -> None:
        """Say that two are two companies, whatever their names look like, or take it back.

        Raises:
            UsageError: both are one id, or there is nothing to take back.
        """
        with self._database.marking() as connection:
            keep_apart(connection, one, other, apart=apart)

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
        derive.touch_shown(connection, [], everybody)
        derive.refresh(connection)

    def list_company(self, owner: PersonId, name: str, *, role: str = "", wanted: bool = True) -> None:
        """Put a company on the list of an owner, known to the archives or not; or take it off.

        Raises:
            UsageError: the name is none of a company.
        """
        if not normalise(name):
            raise UsageError(f"'{name}' is no name of a company")
        with self._database.recording() as connection:
            targets.put(connection, owner, name, role, wanted=wanted)
