"""The user's decisions about who is one person: kept in the workspace, applied to every fact, taken back exactly.

A decision names two people by their ids, which do not depend on the order of imports. What it moves is written down
beside it. After every change of the decisions, and around every import, everything goes back to whom the sources
showed, and the decisions are applied anew: so an import writes as if there were none, and neither order matters.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import (
    Column,
    Connection,
    Insert,
    Table,
    Update,
    and_,
    bindparam,
    delete,
    insert,
    literal,
    select,
    text,
    update,
)

from graph.errors import PersonNotFoundError, UsageError
from graph.model import PersonId
from graph.stores import schema

_LEDGER = (schema.ledger.c.owner, schema.ledger.c.person, schema.ledger.c.target)
_SAID = tuple(c.name for c in schema.mark.columns if c.name not in {"owner", "person", "note"})


def decide(connection: Connection, one: PersonId, other: PersonId, *, same: bool | None) -> list[int]:
    """Keep a decision, in place of an earlier one on the same two; None takes it back. Who changed, by row.

    Raises:
        PersonNotFoundError: an id is nobody's.
        UsageError: both are one id, there is nothing to take back, or others say the opposite already.
    """
    if one == other:
        raise UsageError("that is one person already")
    one, other = sorted((one, other))
    touched, table = lift(connection), schema.identity_decision
    for who in (one, other):
        if not _rows(connection, [who]):
            raise PersonNotFoundError(who)
    gone = connection.execute(delete(table).where(table.c.one == one, table.c.other == other))
    if same is None and not gone.rowcount:
        raise UsageError("nothing was decided about these two")
    if same is not None:
        connection.execute(insert(table).values(one=one, other=other, same=int(same)))
    _check(connection)
    return [*touched, *apply(connection)]


def decisions(connection: Connection) -> dict[tuple[PersonId, PersonId], bool]:
    """What was decided: whether two are the same, by their ids in order."""
    table = schema.identity_decision
    return {(row.one, row.other): bool(row.same) for row in connection.execute(select(table))}


def names_of_moved(connection: Connection) -> dict[PersonId, PersonId]:
    """Who was made one with whom, as ids: from the one who is nobody now to the one who is both."""
    moved, person = schema.moved_person, schema.person
    query = select(moved.c.id, person.c.id).join(person, person.c.row_id == moved.c.into_row)
    return {str(was): str(now) for was, now in connection.execute(query)}


def _check(connection: Connection) -> None:
    """Two who are said to be different must not be one by way of others."""
    held = decisions(connection)
    whole = {who: group[0] for group in _groups(connection) for who in group}
    for (one, other), same in held.items():
        if not same and whole.get(one, one) == whole.get(other, other):
            raise UsageError("by what was decided before, these two are different people; take that back first")


def _groups(connection: Connection) -> list[list[PersonId]]:
    """Ids that decisions make one person, each group in order."""
    leader: dict[PersonId, PersonId] = {}

    def first(who: PersonId) -> PersonId:
        while (up := leader.setdefault(who, who)) != who:
            who = up
        return who

    for (one, other), same in sorted(decisions(connection).items()):
        if same:
            low, high = sorted((first(one), first(other)))
            leader[high] = low
    groups: dict[PersonId, list[PersonId]] = {}
    for who in sorted(leader):
        groups.setdefault(first(who), []).append(who)
    return list(groups.values())


def lift(connection: Connection) -> list[int]:
    """Put everything back to whom the sources showed; the rows of everybody concerned."""
    moved, person = schema.moved_person, schema.person
    rows = connection.execute(select(moved.c.row_id, moved.c.id, moved.c.into_row)).all()
    if not rows:
        return []
    nameless = {"name": "", "folded": "", "title": ""}
    connection.execute(insert(person), [{"row_id": row, "id": id_, **nameless} for row, id_, _ in rows])
    for column in schema.PERSON_FACTS:
        connection.execute(_back(column))
    for column in _LEDGER:
        connection.execute(text(_LEDGER_BACK.format(name=column.name)), {"fact": str(column)})
    _marks_back(connection)
    for table in (schema.moved_fact, moved, schema.moved_mark):
        connection.execute(delete(table))
    return sorted({row for row, _, _ in rows} | {into for _, _, into in rows})


def apply(connection: Connection) -> list[int]:
    """Make one person of each group that is decided to be one; the rows of those who are kept."""
    kept = []
    for group in _groups(connection):
        rows = _rows(connection, group)
        if len(rows) > 1:
            keep, *others = _best_first(connection, rows)
            for drop in others:
                _merge(connection, keep, drop)
            kept.append(keep[0])
    return kept


def take_out(connection: Connection, rows: Sequence[int]) -> None:
    """Forget what was decided about people who are taken out, and what that moved."""
    person, moved, table = schema.person, schema.moved_person, schema.identity_decision
    ids = set(connection.execute(select(person.c.id).where(person.c.row_id.in_(rows))).scalars())
    found = connection.execute(select(moved.c.row_id, moved.c.id).where(moved.c.into_row.in_(rows))).all()
    ids |= {id_ for _, id_ in found}
    everybody = [*rows, *(row for row, _ in found)]
    connection.execute(delete(schema.moved_fact).where(schema.moved_fact.c.person.in_(everybody)))
    connection.execute(delete(moved).where(moved.c.into_row.in_(rows)))
    connection.execute(delete(table).where(table.c.one.in_(ids) | table.c.other.in_(ids)))
    for marks in (schema.mark, schema.moved_mark):
        connection.execute(delete(marks).where(marks.c.owner.in_(ids) | marks.c.person.in_(ids)))


Known = tuple[int, PersonId]


def _rows(connection: Connection, ids: Collection[PersonId]) -> list[Known]:
    person = schema.person
    found = connection.execute(select(person.c.row_id, person.c.id).where(person.c.id.in_(ids)).order_by(person.c.id))
    return [(int(row), str(id_)) for row, id_ in found]


def _best_first(connection: Connection, rows: list[Known]) -> list[Known]:
    """Owners, then people with a profile address, then the others; by id."""
    numbers = [row for row, _ in rows]
    source, identity = schema.source, schema.identity
    owners = set(connection.execute(select(source.c.owner).where(source.c.owner.in_(numbers))).scalars())
    slugged = select(identity.c.person).where(identity.c.person.in_(numbers), identity.c.key.startswith("in:"))
    addressed = set(connection.execute(slugged).scalars())
    return sorted(rows, key=lambda one: (one[0] not in owners, one[0] not in addressed, one[1]))


def _merge(connection: Connection, keep: Known, drop: Known) -> None:
    for column in schema.PERSON_FACTS:
        table = column.table
        assert isinstance(table, Table)
        connection.execute(_note(column), {"drop": drop[0]})
        connection.execute(update(table).where(column == drop[0]).values({column.name: keep[0]}))
    for column in _LEDGER:
        noted = _LEDGER_NOTE.format(name=column.name)
        connection.execute(text(noted), {"fact": str(column), "drop": drop[0], "id": drop[1]})
        connection.execute(update(schema.ledger).where(column == drop[1]).values({column.name: keep[1]}))
    _merge_marks(connection, keep[1], drop[1])
    connection.execute(insert(schema.moved_person).values(row_id=drop[0], id=drop[1], into_row=keep[0]))
    connection.execute(delete(schema.person).where(schema.person.c.row_id == drop[0]))


def _note(column: Column[int]) -> Insert:
    """Write down which rows name somebody in `column`, before they are moved."""
    table = column.table
    row = (table.c.source, table.c.key) if table is schema.identity else (table.c.row_id, literal(""))
    rows = select(literal(str(column)), *row, column).where(column == bindparam("drop"))
    return insert(schema.moved_fact).prefix_with("OR IGNORE").from_select(["fact", "row", "key", "person"], rows)


def _back(column: Column[int]) -> Update:
    """Put `column` back to whom it named."""
    table, moved = column.table, schema.moved_fact.c
    assert isinstance(table, Table)
    if table is schema.identity:
        row = and_(moved.row == table.c.source, moved.key == table.c.key)
    else:
        row = moved.row == table.c.row_id
    return update(table).where(moved.fact == str(column), row).values({column.name: moved.person})


_LEDGER_NOTE = "INSERT OR IGNORE INTO moved_fact SELECT :fact, row_id, '', :drop FROM ledger WHERE {name} = :id"
_LEDGER_BACK = """
UPDATE ledger AS t SET {name} = p.id FROM moved_fact m JOIN moved_person p ON p.row_id = m.person
WHERE m.fact = :fact AND m.row = t.row_id
"""


# -- marks: of two that say different things the kept person's holds -------------------------------------------------


def _merge_marks(connection: Connection, keep: PersonId, drop: PersonId) -> None:
    """The kept person gets what was said of the other; that stays where it is, unseen while there is no such person."""
    mark = schema.mark
    said = connection.execute(select(mark).where((mark.c.owner == drop) | (mark.c.person == drop))).all()
    for row in said:
        owner, person = (keep if who == drop else who for who in (row.owner, row.person))
        now = _mark(connection, owner, person)
        merged = _joined(now or {}, {name: getattr(row, name) for name in (*_SAID, "note")})
        _write_mark(connection, owner, person, merged)
        table = schema.moved_mark
        after = json.dumps(_mark(connection, owner, person))
        again = update(table).where(table.c.owner == owner, table.c.person == person).values(after=after)
        if not connection.execute(again).rowcount:
            values = {"owner": owner, "person": person, "before": json.dumps(now or {}), "after": after}
            connection.execute(insert(table).values(values))


Said = dict[str, int | str | None]


def _joined(one: Said, other: Said) -> Said:
    told = {name: one.get(name) if one.get(name) is not None else other[name] for name in _SAID}
    notes = dict.fromkeys(note for note in (one.get("note"), other["note"]) if note)
    return {**told, "note": "; ".join(map(str, notes))}


def _mark(connection: Connection, owner: PersonId, person: PersonId) -> Said | None:
    mark = schema.mark
    columns = [mark.c[name] for name in (*_SAID, "note")]
    row = connection.execute(select(*columns).where(mark.c.owner == owner, mark.c.person == person)).first()
    return dict(zip((*_SAID, "note"), row, strict=True)) if row else None


def _write_mark(connection: Connection, owner: PersonId, person: PersonId, said: Said) -> None:
    mark = schema.mark
    connection.execute(delete(mark).where(mark.c.owner == owner, mark.c.person == person))
    if said:
        connection.execute(insert(mark).values(owner=owner, person=person, **said))


def _marks_back(connection: Connection) -> None:
    """What the kept person had before; what was said of them since they were made one stays with them."""
    for row in connection.execute(select(schema.moved_mark)).all():
        before: Said = json.loads(row.before)
        after: Said = json.loads(row.after)
        now = _mark(connection, row.owner, row.person) or {}
        since = {name: value for name, value in now.items() if value != after.get(name)}
        empty: Iterable[tuple[str, int | str | None]] = ((name, "" if name == "note" else None) for name in after)
        restored = {**dict(empty), **before, **since} if since else before
        _write_mark(connection, row.owner, row.person, restored)
