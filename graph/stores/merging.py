"""Two people made one, as an import finds that they are."""

from __future__ import annotations

from sqlalchemy import Connection, Table, select, text, update

from graph.stores import ledger, schema
from graph.stores.query_parts import driver
from graph.stores.rows import PersonRow

_SAID = tuple(c.name for c in schema.mark.columns if c.name not in {"owner", "person", "note"})
_MOVE_MARKS = f"""
INSERT INTO mark (owner, person, note, {", ".join(_SAID)})
SELECT iif(m.owner = d.id, k.id, m.owner), iif(m.person = d.id, k.id, m.person), m.note,
  {", ".join(f"m.{c}" for c in _SAID)}
FROM mark m, person k, person d WHERE k.row_id = :keep AND d.row_id = :drop AND d.id IN (m.owner, m.person)
ON CONFLICT DO UPDATE SET note = iif(note = '', excluded.note, note),
  {", ".join(f"{c} = coalesce({c}, excluded.{c})" for c in _SAID)}
"""  # noqa: S608  (names of our own columns)

_DROP_MARKS = "DELETE FROM mark WHERE (SELECT id FROM person WHERE row_id = :drop) IN (owner, person)"


def merge_people(connection: Connection, keep: PersonRow, drop: PersonRow) -> bool:
    """Make one person of two: `keep` keeps its id and takes over every fact, key and mark of `drop`.

    Who was made one with somebody before is nobody any more, and nothing happens: False.
    """
    ids = _ids(connection, keep, drop)
    if keep == drop or drop not in ids:
        return False
    for column in schema.PERSON_FACTS:
        table = column.table
        assert isinstance(table, Table)
        connection.execute(update(table).where(column == drop).values({column.name: keep}))
    connection.execute(text(_MOVE_MARKS), {"keep": keep, "drop": drop})
    connection.execute(text(_DROP_MARKS), {"drop": drop})
    ledger.move(driver(connection), keep=ids[keep], drop=ids[drop])
    connection.execute(schema.person.delete().where(schema.person.c.row_id == drop))
    return True


def _ids(connection: Connection, *rows: PersonRow) -> dict[PersonRow, str]:
    person = schema.person.c
    return dict(connection.execute(select(person.row_id, person.id).where(person.row_id.in_(rows))).all())
