"""People taken out for good: everything any source shows of them, and what is kept so that no import brings them back.

Kept are digests of the keys by which archives could show them again, with a salt of this file's own. They name nobody;
whoever has the file and a profile address to try can find out whether that very address was forgotten here.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import Connection, Table, and_, delete, func, insert, or_, select

from graph.days import day_of
from graph.errors import UsageError
from graph.model import PersonId
from graph.names import name_key, without_company
from graph.stores import decisions, derive, derived_by, schema
from graph.stores.company_doubts import take_out_apart
from graph.stores.query_parts import among, driver

_SALT_BYTES = 16
_A_DAY = timedelta(days=1)


def in_no_other_archive(connection: Connection, archive: int) -> list[int]:
    """The sources that lay in one file with an archive and with no other that is in, such as its address book."""
    table = schema.source_beside
    others = select(table.c.source).where(table.c.archive != archive)
    found = select(table.c.source).where(table.c.archive == archive, table.c.source.not_in(others))
    return list(connection.execute(found.order_by(table.c.source)).scalars())


def forget_person(connection: Connection, person: PersonId) -> None:
    """Take somebody out of every source and keep them out from now on.

    Raises:
        UsageError: they brought an archive themselves.
    """
    row = connection.execute(select(schema.person.c.row_id).where(schema.person.c.id == person)).scalar_one()
    source = schema.source
    own = connection.execute(select(source.c.row_id).where(source.c.owner == row).order_by(source.c.row_id))
    if numbers := [str(number) for number in own.scalars()]:
        raise UsageError(f"they brought archives of their own: forget source {', '.join(numbers)} first")
    _remember(connection, list(_keys_of(connection, row)))
    _take_out(connection, [row])
    derived_by.forget(connection, derived_by.EVIDENCE)


def readmit(connection: Connection, keys: Iterable[str]) -> bool:
    """Let who was forgotten and goes by one of `keys` in again with the next import; False where nobody was."""
    table, salt = schema.forgotten, _salt(connection)
    if salt is None:
        return False
    digests = [_digest(salt, key) for key in keys]
    meant = list(connection.execute(select(table.c.person).where(table.c.digest.in_(digests))).scalars())
    return bool(connection.execute(delete(table).where(table.c.person.in_(meant))).rowcount)


def keep_out(connection: Connection, sources: Sequence[int], people: Iterable[int]) -> int:
    """Take out again whom `sources` show though they were forgotten; how many. Who brings an archive is in again.

    `people`: everybody whom these sources show. O(people).
    """
    salt, table, identity = _salt(connection), schema.forgotten, schema.identity
    if salt is None:
        return 0
    forgotten = set(connection.execute(select(table.c.digest)).scalars())
    owners = select(schema.source.c.owner).where(schema.source.c.owner.is_not(None))
    shown = select(identity.c.key, identity.c.person).where(
        among(identity.c.person, people), among(identity.c.source, sources), identity.c.person.not_in(owners)
    )
    rows = {
        row
        for key, row in connection.execute(shown)
        if _digest(salt, key) in forgotten or _digest(salt, without_company(key)) in forgotten
    }
    if rows:
        _take_out(connection, sorted(rows))
    return len(rows)


def _salt(connection: Connection) -> bytes | None:
    found = connection.execute(select(schema.forgotten.c.salt).limit(1)).scalar()
    return bytes.fromhex(found) if found else None


def _digest(salt: bytes, key: str) -> str:
    return hashlib.blake2b(key.encode(), digest_size=16, salt=salt, person=b"gw-forgotten").hexdigest()


def _remember(connection: Connection, keys: Iterable[str]) -> None:
    table = schema.forgotten
    salt = _salt(connection) or secrets.token_bytes(_SALT_BYTES)
    number = connection.execute(select(func.coalesce(func.max(table.c.person), 0))).scalar_one() + 1
    rows = [{"digest": _digest(salt, key), "salt": salt.hex(), "person": number} for key in dict.fromkeys(keys)]
    connection.execute(insert(table).prefix_with("OR IGNORE"), rows)


def _keys_of(connection: Connection, row: int) -> Iterator[str]:
    """The keys that lead to somebody, and those under which an archive without addresses would show them."""
    identity, sighting = schema.identity, schema.sighting
    yield from connection.execute(select(identity.c.key).where(identity.c.person == row).distinct()).scalars()
    names = select(sighting.c.folded).where(sighting.c.person == row, sighting.c.folded != "").distinct()
    days = _days_of(connection, row)
    for owner in _owner_keys(connection, row):
        for folded in connection.execute(names).scalars():
            yield from (name_key(owner, folded, day) for day in days)


def _days_of(connection: Connection, row: int) -> list[date | None]:
    """Days of connecting, the days beside them as time zones shift them, and none."""
    table = schema.connection
    told = select(table.c.day).where(or_(table.c.a == row, table.c.b == row), table.c.day.is_not(None)).distinct()
    known = [day for number in connection.execute(told).scalars() if (day := day_of(number)) is not None]
    return [None, *sorted({day + shift for day in known for shift in (-_A_DAY, timedelta(), _A_DAY)})]


def _owner_keys(connection: Connection, row: int) -> list[str]:
    """The keys of everybody whose archives show somebody."""
    identity, source = schema.identity, schema.source
    showing = select(identity.c.source).where(identity.c.person == row)
    owners = select(source.c.owner).where(source.c.row_id.in_(showing), source.c.owner.is_not(None))
    keys = select(identity.c.key).where(identity.c.person.in_(owners)).distinct().order_by(identity.c.key)
    return list(connection.execute(keys).scalars())


def _take_out(connection: Connection, rows: Sequence[int]) -> None:
    """Delete every fact of these people, the user's own word about them, and the companies only they showed."""
    derive.touch_with_companies(connection, rows)
    decisions.take_out(connection, rows)
    for column in schema.PERSON_FACTS:
        table = column.table
        assert isinstance(table, Table)
        if table is not schema.source:
            connection.execute(delete(table).where(among(column, rows)))
    _take_out_spellings(connection)
    derive.take_out_unmentioned(connection)
    take_out_apart(driver(connection))
    derive.refresh(connection)


def _take_out_spellings(connection: Connection) -> None:
    """Delete the names of touched companies that nobody is left at."""
    company, spelling = schema.company, schema.spelling
    empty = select(company.c.row_id).where(and_(*derive.unmentioned(company, besides=spelling)))
    connection.execute(
        delete(spelling).where(derive.touched_company(spelling.c.company), spelling.c.company.in_(empty))
    )
