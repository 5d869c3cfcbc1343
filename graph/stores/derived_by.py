"""By which form of our rules what is derived from the facts was derived: whether it still holds."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from graph.stores import schema

REVIEWED = "reviewed aliases"
"""Where the reviewed aliases lead from each company, `company.goes_on`."""
NAME_WORDS = "words of names"
"""The numbers by which sightings of one name are found, `sighting.words`."""
EVIDENCE = "matches of no single source"
"""The matches that `graph.stores.match_evidence` derives."""


def holds(connection: Connection, name: str, form: str) -> bool:
    """Whether what goes by `name` was derived by this form of the rules, and nothing unmade it since."""
    table = schema.derived_by.c
    return connection.execute(select(table.form).where(table.name == name)).scalar() == form


def keep(connection: Connection, name: str, form: str) -> None:
    """Write down that what goes by `name` holds, by this form of the rules."""
    forget(connection, name)
    connection.execute(insert(schema.derived_by).values(name=name, form=form))


def forget(connection: Connection, name: str) -> None:
    """What goes by `name` holds no more: it is derived from everything the next time."""
    connection.execute(delete(schema.derived_by).where(schema.derived_by.c.name == name))
