"""Decisions about who is one person, the user's and those of evidence: applied to every fact, taken back exactly.

A decision names two people by their ids, which do not depend on the order of imports; what sources show by themselves
(`graph.stores.matches`) counts unless the user says otherwise. What they move is written down beside them. After every
change of the decisions, and around every import, everything goes back to whom the sources showed, and the decisions are
applied anew: so an import writes as if there were none, and neither order matters.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from sqlalchemy import (
    Column,
    Connection,
    delete,
    insert,
    select,
    text,
)

from graph.errors import PersonNotFoundError, UsageError
from graph.model import PersonId
from graph.stores import schema
from graph.stores.matches import Match, MatchKind, matches, slugged
from graph.stores.matches import take_out as take_out_matches
from graph.stores.moved_marks import marks_back, merge_marks
from graph.stores.query_parts import among

_LEDGER = (schema.ledger.c.owner, schema.ledger.c.person, schema.ledger.c.target)


def decide(connection: Connection, one: PersonId, other: PersonId, *, same: bool | None) -> list[int]:
    """Keep a decision, in place of an earlier one on the same two; None takes it back. Who changed, by row.

    To take back what evidence decided is to say that they are two.

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
        if not any((match.one, match.other) == (one, other) for match in accepted(connection)):
            raise UsageError("nothing was decided about these two")
        same = False
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
    held, groups = decisions(connection), _Groups()
    for (one, other), same in sorted(held.items()):
        if same:
            groups.join(one, other)
    if any(groups.first(one) == groups.first(other) for (one, other), same in held.items() if not same):
        raise UsageError("by what was decided before, these two are different people; take that back first")


class _Groups:
    """Ids that are one person, by union; the first of each group leads it."""

    def __init__(self) -> None:
        self._leader: dict[PersonId, PersonId] = {}

    def first(self, who: PersonId) -> PersonId:
        """The leader of the group that `who` is in."""
        while (up := self._leader.setdefault(who, who)) != who:
            who = up
        return who

    def join(self, one: PersonId, other: PersonId) -> None:
        """Make one group of two."""
        low, high = sorted((self.first(one), self.first(other)))
        self._leader[high] = low

    def members(self) -> list[list[PersonId]]:
        """Every group, and each of them, in order."""
        groups: dict[PersonId, list[PersonId]] = {}
        for who in sorted(self._leader):
            groups.setdefault(self.first(who), []).append(who)
        return list(groups.values())


def accepted(connection: Connection) -> list[Match]:
    """The matches that count: none against the user's word, and none that makes one of two profile addresses."""
    return _united(connection)[1]


def _united(connection: Connection) -> tuple[_Groups, list[Match]]:
    """The groups that decisions and matches make, and the matches that count."""
    held, found, groups = decisions(connection), matches(connection), _Groups()
    for (one, other), same in sorted(held.items()):
        if same:
            groups.join(one, other)
    everybody = {who for pair in held for who in pair} | {who for match in found for who in match[:2]}
    addressed = {groups.first(who) for who in slugged(connection, everybody)} if found else set()
    apart = [pair for pair, same in held.items() if not same]
    kept = []
    for match in found:
        one, other = groups.first(match.one), groups.first(match.other)
        both = one in addressed and other in addressed and match.kind not in (MatchKind.RENAMED, MatchKind.OWNER)
        against = any({groups.first(a), groups.first(b)} == {one, other} for a, b in apart)
        if one != other and (both or against):
            continue
        kept.append(match)
        if one != other:
            groups.join(one, other)
            if one in addressed or other in addressed:
                addressed.add(groups.first(one))
    return groups, kept


def one_with(connection: Connection, rows: Iterable[int]) -> dict[int, set[int]]:
    """By row everybody who is one with them by decisions and the matches that count, themselves among them."""
    person, wanted, groups = schema.person, set(rows), _united(connection)[0]
    ids = dict(connection.execute(select(person.c.row_id, person.c.id).where(among(person.c.row_id, wanted))).all())
    leaders = {str(id_): groups.first(str(id_)) for id_ in ids.values()}
    asked = set(leaders.values())
    found = [group for group in groups.members() if groups.first(group[0]) in asked]
    members = {who for group in found for who in group}
    known = dict(connection.execute(select(person.c.id, person.c.row_id).where(among(person.c.id, members))).all())
    by_leader = {groups.first(group[0]): {known[who] for who in group if who in known} for group in found}
    return {row: {row, *by_leader.get(leaders[str(id_)], ())} for row, id_ in ids.items()}


def lift(connection: Connection) -> list[int]:
    """Put everything back to whom the sources showed; the rows of everybody concerned."""
    moved, person = schema.moved_person, schema.person
    rows = connection.execute(select(moved.c.row_id, moved.c.id, moved.c.into_row)).all()
    if not rows:
        return []
    nameless = {"name": "", "folded": "", "title": ""}
    connection.execute(insert(person), [{"row_id": row, "id": id_, **nameless} for row, id_, _ in rows])
    for column in schema.PERSON_FACTS:
        connection.execute(text(_back(column)))
    for column in _LEDGER:
        connection.execute(text(_LEDGER_BACK.format(name=column.name)), {"fact": str(column)})
    marks_back(connection)
    for table in (schema.moved_fact, moved, schema.moved_mark):
        connection.execute(delete(table))
    return sorted({row for row, _, _ in rows} | {into for _, _, into in rows})


def apply(connection: Connection) -> list[int]:
    """Make one person of each group that is decided to be one; the rows of those who are kept."""
    groups = [group for group in _united(connection)[0].members() if len(group) > 1]
    rows = {id_: row for row, id_ in _rows(connection, [who for group in groups for who in group])}
    best = _best(connection, list(rows.values()))
    moves: list[tuple[NumberedPerson, NumberedPerson]] = []
    for group in groups:
        known = sorted(((rows[who], who) for who in group if who in rows), key=lambda one: (best(one[0]), one[1]))
        moves += [(known[0], drop) for drop in known[1:]]
    if moves:
        _merge(connection, moves)
    return sorted({keep[0] for keep, _ in moves})


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
    take_out_matches(connection, ids)
    for marks in (schema.mark, schema.moved_mark):
        connection.execute(delete(marks).where(marks.c.owner.in_(ids) | marks.c.person.in_(ids)))


NumberedPerson = tuple[int, PersonId]


def _rows(connection: Connection, ids: Collection[PersonId]) -> list[NumberedPerson]:
    person = schema.person
    found = connection.execute(select(person.c.row_id, person.c.id).where(among(person.c.id, ids)))
    return sorted(((int(row), str(id_)) for row, id_ in found), key=lambda one: one[1])


def _best(connection: Connection, rows: list[int]) -> Callable[[int], tuple[bool, bool]]:
    """Owners come first, then people with a profile address, then the others."""
    source, identity = schema.source, schema.identity
    owners = set(connection.execute(select(source.c.owner).where(among(source.c.owner, rows))).scalars())
    query = select(identity.c.person).where(among(identity.c.person, rows), identity.c.key.startswith("in:"))
    addressed = set(connection.execute(query).scalars())
    return lambda row: (row not in owners, row not in addressed)


_MERGING = """
CREATE TEMP TABLE merging (drop_row INTEGER PRIMARY KEY, drop_id TEXT, keep_row INTEGER, keep_id TEXT)
"""


def _merge(connection: Connection, moves: Sequence[tuple[NumberedPerson, NumberedPerson]]) -> None:
    """Move everything of the second of each pair to the first, all pairs at once, and write it down."""
    connection.execute(text(_MERGING))
    pairs = [{"keep_row": k[0], "keep_id": k[1], "drop_row": d[0], "drop_id": d[1]} for k, d in moves]
    connection.execute(text("INSERT INTO temp.merging VALUES (:drop_row, :drop_id, :keep_row, :keep_id)"), pairs)
    for column in schema.PERSON_FACTS:
        connection.execute(text(_noted(column)))
        connection.execute(text(_moved(column)))
    for column in _LEDGER:
        noted = _LEDGER_NOTE.format(name=column.name)
        connection.execute(text(noted), {"fact": str(column)})
        connection.execute(text(_LEDGER_MOVE.format(name=column.name)))
    marked = "SELECT drop_id FROM temp.merging WHERE drop_id IN (SELECT owner FROM mark UNION SELECT person FROM mark)"
    dropped = set(connection.execute(text(marked)).scalars())
    for keep, drop in moves:
        if drop[1] in dropped:
            merge_marks(connection, keep[1], drop[1])
    connection.execute(text("INSERT INTO moved_person SELECT drop_row, drop_id, keep_row FROM temp.merging"))
    connection.execute(text("DELETE FROM person WHERE row_id IN (SELECT drop_row FROM temp.merging)"))
    connection.execute(text("DROP TABLE temp.merging"))


def _noted(column: Column[int]) -> str:
    """Write down which rows name somebody in `column`, before they are moved. O(those rows)."""
    table = column.table
    place = "t.source, t.key" if table is schema.identity else "t.row_id, ''"
    return (
        f"INSERT OR IGNORE INTO moved_fact SELECT '{column}', {place}, t.{column.name} "  # noqa: S608
        f"FROM temp.merging m CROSS JOIN {table.name} t ON t.{column.name} = m.drop_row"
    )


def _moved(column: Column[int]) -> str:
    """Let `column` name the kept person wherever it names the other. O(rows that do)."""
    name = column.name
    return (
        f"UPDATE {column.table.name} SET {name} = (SELECT keep_row FROM temp.merging WHERE drop_row = {name}) "  # noqa: S608
        f"WHERE {name} IN (SELECT drop_row FROM temp.merging)"
    )


def _back(column: Column[int]) -> str:
    """Put `column` back to whom it named. O(rows moved)."""
    table = column.table.name
    this, that = ("(key, source)", "key, row") if table == "identity" else ("row_id", "row")
    key = f"key = {table}.key AND row = {table}.source" if table == "identity" else f"row = {table}.row_id"
    return (
        f"UPDATE {table} SET {column.name} = (SELECT person FROM moved_fact WHERE fact = '{column}' AND {key}) "  # noqa: S608
        f"WHERE {this} IN (SELECT {that} FROM moved_fact WHERE fact = '{column}')"
    )


_LEDGER_NOTE = """
INSERT OR IGNORE INTO moved_fact SELECT :fact, l.row_id, '', m.drop_row FROM ledger l
JOIN temp.merging m ON l.{name} = m.drop_id
"""
_LEDGER_MOVE = "UPDATE ledger SET {name} = m.keep_id FROM temp.merging m WHERE ledger.{name} = m.drop_id"
_LEDGER_BACK = """
UPDATE ledger AS t SET {name} = p.id FROM moved_fact m JOIN moved_person p ON p.row_id = m.person
WHERE m.fact = :fact AND m.row = t.row_id
"""
