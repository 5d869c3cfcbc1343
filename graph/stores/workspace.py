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
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, delete, func, select

from graph.columns import FactColumns
from graph.companies import normalise
from graph.errors import (
    AmbiguousError,
    ChangedWhileReadError,
    CompanyNotFoundError,
    PersonNotFoundError,
    SourceNotFoundError,
    UsageError,
)
from graph.model import (
    Company,
    CompanyId,
    DatedContact,
    Employment,
    LedgerEntry,
    ListedCompany,
    Mark,
    OwnerProfile,
    Person,
    PersonId,
    Source,
    Statement,
    Wish,
)
from graph.stores import (
    database,
    decisions,
    derive,
    evidence,
    forgetting,
    health,
    ledger,
    lookup,
    matches,
    own_aliases,
    schema,
    targets,
)
from graph.stores.changes import Changes, changes
from graph.stores.days import day_of
from graph.stores.doubts import DoubtfulPair, doubtful_pairs
from graph.stores.facts import read_facts
from graph.stores.importing import ImportSession
from graph.stores.ledger import LedgerSession
from graph.stores.marks import keep_mark
from graph.stores.own_aliases import OwnAlias
from graph.stores.records import select_sources, source_of


class Workspace:
    """An open workspace. Usable from several threads; every method is one consistent read or one whole change."""

    def __init__(self, opened: database.Database) -> None:
        self._database = opened

    @classmethod
    def open(cls, path: Path, *, create: bool = True, busy_seconds: float = database.BUSY_SECONDS) -> Self:
        """Open the workspace at `path`, made with mode 0600 where there is none.

        Args:
            path: the file; missing folders are made with mode 0700.
            create: whether a missing file is made; if not, it is an error.
            busy_seconds: how long to wait for another process's write.

        Raises:
            WorkspaceError: the file cannot be used; the sentence says why and what to do.
        """
        return cls(database.open_database(Path(path), create=create, busy_seconds=busy_seconds))

    def close(self) -> None:
        """Close the file. Closing twice does nothing."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._database.path

    @property
    def schema_version(self) -> int:
        """The form of the file, as the number of its newest migration."""
        return self._database.version()

    def generation(self) -> int:
        """The number of the newest committed change; grows with every change of facts or decisions.

        It is the change's moment in milliseconds (or one more than the number before), so that two files, or a copy
        put back and changed, do not share a number by accident.
        """
        with self._database.reading() as connection:
            return database.generation(connection)

    def versions(self) -> tuple[int, int]:
        """The generation, and the newest line of the ledger: what every answer rests on. One statement."""
        return self._database.once("versions", database.versions)

    @contextlib.contextmanager
    def steady(self) -> Iterator[None]:
        """For one answer: all that this thread reads inside the block is one consistent read over one connection.

        It sees no change that is made meanwhile, not even its own.
        """
        with self._database.steady():
            yield

    # -- changes -----------------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def importing(self) -> Iterator[ImportSession]:
        """Write one import: committed as a whole at the end of the block, or not at all if anything goes wrong."""
        with self._database.writing() as connection:
            lifted = decisions.lift(connection)
            session = ImportSession(connection)
            yield session
            sources, people = session.touched
            session.kept_out = forgetting.keep_out(connection, sources)
            matches.derive(connection)
            people = [*people, *lifted, *decisions.apply(connection)]
            derive.touch_shown(connection, sources, [*people, *own_aliases.apply(connection)])
            derive.refresh(connection)
        if session.kept_out:
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
            matches.derive(connection)
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
            if person not in lookup.people_by_id(connection, [person]):
                raise PersonNotFoundError(person)
            forgetting.forget_person(connection, person)
        return self._database.compact()

    def readmit(self, keys: Iterable[str]) -> bool:
        """Let who was erased and goes by one of these identity keys in again with the next import; False for nobody."""
        with self._database.writing() as connection:
            return forgetting.readmit(connection, keys)

    def set_mark(self, owner: PersonId, person: PersonId, mark: Mark, *, undo: Collection[str] = ()) -> None:
        """Keep what `owner` says of `person`.

        Fields of `mark` that are None leave what was said before; those named in `undo` say nothing any more.

        Raises:
            PersonNotFoundError: one of the two is not known.
        """
        with self._database.writing() as connection:
            known = lookup.people_by_id(connection, [owner, person])
            for wanted in (owner, person):
                if wanted not in known:
                    raise PersonNotFoundError(wanted)
            keep_mark(connection, owner, person, mark, undo)

    @contextlib.contextmanager
    def recording(self, owner: PersonId) -> Iterator[LedgerSession]:
        """Read and add to one owner's ledger in one step: on the disk as a whole when the block ends, or not at all.

        The generation stays: no graph is made anew for an ask. `ledger_version` grows instead.
        """
        with self._database.recording() as connection:
            yield LedgerSession(connection, owner)

    def set_ask_rules(self, values: Mapping[str, int]) -> None:
        """Set some of the user's own limits on asking, by name."""
        with self._database.writing() as connection:
            ledger.set_rules(connection, values)

    # -- who is who --------------------------------------------------------------------------------------------

    def decide_identity(self, one: PersonId, other: PersonId, *, same: bool | None) -> None:
        """Say that two are one person, or are not; None takes it back, and everything is as the sources showed it.

        Raises:
            PersonNotFoundError: an id is nobody's.
            UsageError: both are one id, there is nothing to take back, or others say the opposite already.
        """
        with self._database.writing() as connection:
            derive.touch_shown(connection, [], decisions.decide(connection, one, other, same=same))
            derive.refresh(connection)

    def doubtful_pairs(self) -> list[DoubtfulPair]:
        """Who may be one person, the likeliest first, and what was decided; `graph.stores.doubts` says by what rule."""
        with self._database.reading() as connection:
            return doubtful_pairs(connection)

    # -- the user's own names of companies ---------------------------------------------------------------------

    def own_aliases(self) -> list[OwnAlias]:
        """Every alias the user made, by the old name."""
        with self._database.reading() as connection:
            return own_aliases.own_aliases(connection)

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

    # -- people and companies ----------------------------------------------------------------------------------

    def owners(self) -> list[Person]:
        """Everybody who brought an archive, in the order first imported."""
        return list(self._database.once("owners", lookup.owners))

    def owner(self, ref: str) -> Person:
        """The owner named by slug, address, name or id.

        Raises:
            EmptyWorkspaceError: nobody brought an archive yet.
            NotAnOwnerError: the reference fits no owner; the owners are listed.
            AmbiguousError: it fits several.
        """
        with self._database.reading() as connection:
            return lookup.owner(connection, ref)

    def owner_profile(self, owner: PersonId) -> OwnerProfile:
        """What an owner's own files say of them. Raises as `owner` does."""
        key = ("owner profile", owner)
        return self._database.once(key, lambda c: evidence.owner_profile(c, lookup.owner(c, owner)))

    def person(self, ref: str) -> Person:
        """The one person named by id, slug, profile address, e-mail address or exact name (case, accents folded).

        Raises:
            PersonNotFoundError: nobody; similar names are offered.
            AmbiguousError: several; each is listed with id, title and company.
        """
        found = self.people_named(ref)
        if not found:
            with self._database.reading() as connection:
                raise PersonNotFoundError(ref, lookup.similar(connection, schema.person, ref))
        if len(found) > 1:
            raise AmbiguousError("people", ref, [lookup.describe(p) for p in found])
        return found[0]

    def people_named(self, ref: str) -> list[Person]:
        """Everybody whom a reference as in `person` names, by id."""
        with self._database.reading() as connection:
            return lookup.people_named(connection, ref)

    def find_people(self, query: str, *, limit: int = 20, after: PersonId | None = None) -> list[Person]:
        """People each word of `query` begins a word of whose name, by folded name, then id; `after` continues.

        Raises:
            PersonNotFoundError: `after` is nobody's id.
        """
        if after is None:
            return self.people_after(query, lookup.FIRST, limit)
        known = self.people_by_id([after])
        if not known:
            raise PersonNotFoundError(after)
        return self.people_after(query, lookup.list_position(known[after]), limit)

    def people_after(self, query: str, after: lookup.ListPosition, limit: int) -> list[Person]:
        """As `find_people`, from a list position on."""
        with self._database.reading() as connection:
            return lookup.find_people(connection, query, limit=limit, after=after)

    def people_shown(self, ids: Iterable[PersonId]) -> dict[PersonId, Person]:
        """The people of an answer, every one of them.

        Raises:
            ChangedWhileReadError: one is not there any more.
        """
        wanted = set(ids)
        found = self.people_by_id(wanted)
        if len(found) < len(wanted):
            raise ChangedWhileReadError(self.path)
        return found

    def people_by_id(self, ids: Iterable[PersonId]) -> dict[PersonId, Person]:
        """Those of `ids` that are known."""
        with self._database.reading() as connection:
            return lookup.people_by_id(connection, ids)

    def company(self, ref: str) -> Company:
        """The one company named by id or by exact name after normalisation.

        Raises:
            CompanyNotFoundError: none; similar names are offered, never taken.
        """
        found = self.company_named(ref)
        if found is None:
            with self._database.reading() as connection:
                raise CompanyNotFoundError(ref, lookup.similar(connection, schema.company, ref))
        return found

    def company_named(self, ref: str) -> Company | None:
        """The company that a reference as in `company` names."""
        return self._database.once(("company", ref), lambda c: lookup.company(c, ref))

    def similar_companies(self, ref: str) -> list[str]:
        """Names of known companies that are like `ref`, the likest first; offered, never taken."""
        with self._database.reading() as connection:
            return list(lookup.similar(connection, schema.company, ref))

    def find_companies(self, query: str, *, limit: int = 20, after: CompanyId | None = None) -> list[Company]:
        """Companies each word of `query` begins a word of whose name, by folded name, then id; `after` continues.

        Raises:
            CompanyNotFoundError: `after` is no company's id.
        """
        if after is None:
            return self.companies_after(query, lookup.FIRST, limit)
        known = self.companies_by_id([after])
        if not known:
            raise CompanyNotFoundError(after)
        return self.companies_after(query, lookup.list_position(known[after]), limit)

    def companies_after(self, query: str, after: lookup.ListPosition, limit: int) -> list[Company]:
        """As `find_companies`, from a list position on."""
        with self._database.reading() as connection:
            return lookup.find_companies(connection, query, limit=limit, after=after)

    def companies_by_id(self, ids: Iterable[CompanyId]) -> dict[CompanyId, Company]:
        """Those of `ids` that are known."""
        with self._database.reading() as connection:
            return lookup.companies_by_id(connection, ids)

    def words_of_names(self) -> tuple[str, ...]:
        """Every word of the names of people and companies, folded, each once, in alphabetical order."""
        with self._database.reading() as connection:
            return lookup.words_of_names(connection)

    def employees(self, company_id: CompanyId) -> list[Person]:
        """Everybody whose newest source calls them employed there, by folded name, then id."""
        with self._database.reading() as connection:
            return lookup.employees(connection, company_id)

    def formerly_at(self, company_id: CompanyId) -> list[PersonId]:
        """Everybody seen employed there once whose newest source says otherwise, by id."""
        with self._database.reading() as connection:
            return evidence.formerly_at(connection, company_id)

    # -- facts -------------------------------------------------------------------------------------------------

    def sources(self) -> list[Source]:
        """What was imported, in that order."""
        with self._database.reading() as connection:
            query = select_sources().order_by(schema.source.c.row_id)
            return [source_of(row) for row in connection.execute(query)]

    def report(self, source_id: int) -> str:
        """The import report kept with a source, as JSON.

        Raises:
            SourceNotFoundError: there is no such source.
        """
        with self._database.reading() as connection:
            table = schema.source
            found = connection.execute(select(table.c.report).where(table.c.row_id == source_id)).scalar()
        if found is None:
            raise SourceNotFoundError(source_id)
        return str(found)

    def changes(self, one: int, other: int) -> Changes:
        """What changed between two exports of one owner, from the older to the newer.

        Raises:
            SourceNotFoundError: a number is no source's.
            UsageError: they are one source, of different owners, or one of them holds no connections.
        """
        with self._database.reading() as connection:
            return changes(connection, one, other)

    def latest_as_of(self) -> date | None:
        """The newest export date, None in an empty workspace."""
        with self._database.reading() as connection:
            return day_of(connection.execute(select(func.max(schema.source.c.as_of))).scalar_one())

    def facts(self) -> FactColumns:
        """Everything that bears on ties, as columns, from one consistent read."""
        with self._database.reading() as connection:
            return read_facts(connection)

    def connections(self, owner: PersonId, persons: Iterable[PersonId]) -> dict[PersonId, date | None]:
        """Those of `persons` connected with `owner`, and since when (None: day unknown)."""
        with self._database.reading() as connection:
            return evidence.connections(connection, owner, persons)

    def statements_between(self, ego: PersonId, persons: Iterable[PersonId]) -> dict[PersonId, tuple[Statement, ...]]:
        """What `ego` and each of `persons` said of each other, newest first; only people with any."""
        with self._database.reading() as connection:
            return evidence.statements(connection, ego, persons)

    def employments(self, persons: Iterable[PersonId]) -> dict[PersonId, tuple[Employment, ...]]:
        """The stays of each of `persons`, current and newest first; only people with any."""
        with self._database.reading() as connection:
            return evidence.employments(connection, persons)

    def listed_companies(self, owner: PersonId) -> tuple[ListedCompany, ...]:
        """The companies `owner` put on their list or took off it, by name."""
        with self._database.reading() as connection:
            return targets.listed(connection, owner)

    def wishes(self, owner: PersonId) -> tuple[Wish, ...]:
        """The companies `owner` follows, saved jobs at or applied to, newest first."""
        with self._database.reading() as connection:
            return targets.wishes(connection, owner)

    def marks(self, owner: PersonId, persons: Iterable[PersonId] | None = None) -> dict[PersonId, Mark]:
        """What `owner` said of `persons` (None: of anybody); only people with a mark."""
        with self._database.reading() as connection:
            return evidence.marks(connection, owner, persons)

    # -- the ledger of asks ------------------------------------------------------------------------------------

    def ledger(self, owner: PersonId) -> tuple[LedgerEntry, ...]:
        """Every line of one owner's ledger, in the order written; `referral.asking.ledger` reads them."""
        return self._database.once(("ledger", owner), lambda c: ledger.entries(c, owner))

    def ledger_version(self) -> int:
        """The number of the newest line of anybody; 0 for none."""
        with self._database.reading() as connection:
            return ledger.newest(connection)

    def list_version(self) -> str:
        """What the lists of companies of all owners hold, in one word: another one after every change of a list."""
        with self._database.reading() as connection:
            rows = connection.execute(select(schema.target).order_by(schema.target.c.owner, schema.target.c.key)).all()
        return blake2b(repr([tuple(row) for row in rows]).encode(), digest_size=8).hexdigest()

    def ask_rules(self) -> dict[str, int]:
        """The user's own limits on asking, by name; only those that were set."""
        with self._database.reading() as connection:
            return ledger.rules(connection)

    def contacts_between(self, ego: PersonId, persons: Iterable[PersonId]) -> dict[PersonId, tuple[DatedContact, ...]]:
        """Everything dated that passed between `ego` and each of `persons`, oldest first; only people with any."""
        with self._database.reading() as connection:
            return ledger.contacts(connection, ego, persons)

    # -- health ------------------------------------------------------------------------------------------------

    def integrity(self) -> list[str]:
        """What is wrong with the file, in sentences; empty means healthy."""
        mode = stat.S_IMODE(self.path.stat().st_mode)
        open_to_others = [f"others may read it (mode {mode:04o}): chmod 600 {self.path}"] if mode & 0o077 else []
        with self._database.reading() as connection:
            return [*health.problems(connection), *open_to_others]
