"""The people of one archive among those the workspace already knows: joined by key, never by name alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from graph.stores.importing import ImportSession
from graph.stores.matches import MatchKind
from graph.stores.rows import NewPerson, PersonRow, SourceId
from ingest.identity import slug_in
from ingest.owner import Owner
from ingest.resolution import Contact

_FORMER = "was:"
"""Keys of addresses an owner had before. They lead to the person without becoming the address that is shown."""


def owner_row(session: ImportSession, source: SourceId, owner: Owner) -> PersonRow:
    """The row of the owner, who may be known from earlier archives by another address, or as somebody's contact."""
    keys = [*owner.keys, *(_former(key) for key in owner.profiles)]
    held = session.person_rows(keys)
    key = owner.key if owner.profiles else next((k for k in keys if k in held), owner.key)
    if owner.profiles and owner.key not in held and _former(owner.key) in held:
        key = _former(owner.key)
    me = session.add_people(source, [NewPerson(key, owner.name)])[key]
    former = [_former(k) for k in owner.profiles if k != key and _former(k) != key]
    left = session.add_keys(source, [(k, me) for k in former])
    once = {row for k, row in left.items() if k != _former(owner.key)}
    others = {*left.values(), *_rows_of(held, owner.profiles).values()}
    # An address both had before may have passed from one to the other: owners of different names stay two.
    strangers = session.owners_never_called(owner.name, once - set(_rows_of(held, owner.profiles).values()))
    for row in sorted(others - strangers - {me}):
        session.merge_people(me, row)
    _add_mails(session, source, [(mail, me) for mail in owner.mails], own=True)
    return me


def _former(key: str) -> str:
    slug = slug_in(key)
    return f"{_FORMER}{slug}" if slug else key


def _rows_of(held: dict[str, PersonRow], keys: Iterable[str]) -> dict[str, PersonRow]:
    return {key: held[key] for key in keys if key in held}


def _add_mails(
    session: ImportSession, source: SourceId, mails: Sequence[tuple[str, PersonRow]], *, own: bool = False
) -> None:
    """Mail addresses lead to people as well; who was known by nothing else is one with them.

    `own`: they are an owner's, by the owner's own word; whose archives came under them before is the same owner.
    """
    keys = {f"mail:{mail}": row for mail, row in mails}
    held = session.add_keys(source, keys.items())
    addressed = session.with_slug(held.values())
    owners = session.owners_among(held.values()) if own else set()
    known = {key: row for key, row in held.items() if row not in addressed}
    for key, row in known.items():
        if row in owners:
            session.merge_people(keys[key], row)
    shown = [(keys[k], row, MatchKind.MAIL, f"the same mail address, {k[5:]}") for k, row in known.items()]
    session.match(source, (match for match in shown if match[1] not in owners))


def _same_contact(day: date | None) -> str:
    when = f"connected on {day}" if day else "the only connection of that name"
    return f"the same name, {when} in two archives of one owner"


def add_people(
    session: ImportSession, source: SourceId, contacts: Sequence[Contact], people: Iterable[NewPerson]
) -> dict[str, PersonRow]:
    """The row of each of `people`, by key, made where nobody has it yet.

    Contacts that an earlier archive of the same owner showed without an address are joined with that person.
    """
    again = [(c.key, c.row) for c in contacts if c.row is not None and not c.addressed and not slug_in(c.key)]
    session.add_keys(source, again)
    everybody = list(people)
    moved = session.person_rows({_former(p.key) for p in everybody if slug_in(p.key)})
    known_as = {p.key: _former(p.key) if _former(p.key) in moved else p.key for p in everybody}
    found = session.add_people(source, (p._replace(key=known_as[p.key]) for p in everybody))
    rows = {key: found[known] for key, known in known_as.items()}
    session.match(
        source,
        [
            (rows[c.key], c.row, MatchKind.DAY, _same_contact(c.day))
            for c in contacts
            if c.row is not None and (c.addressed or slug_in(c.key)) and c.row != rows[c.key]
        ],
    )
    shared = Counter(c.record.mail for c in contacts)
    own = [(c.record.mail, rows[c.key]) for c in contacts if c.record.mail and shared[c.record.mail] == 1]
    _add_mails(session, source, own)
    return rows
