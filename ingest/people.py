"""The people of one archive among those the workspace already knows: joined by key, never by name alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from graph.name_words import words_of
from graph.names import fold
from graph.stores.importing import ImportSession
from graph.stores.matches import MatchKind
from graph.stores.rows import NewPerson, PersonRow, SourceId
from ingest.identity import slug_in
from ingest.name_likeness import alike
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
    if (
        key in held
        and key.startswith("mail:")
        and not _may_be(session.own.names_of([held[key]])[held[key]], owner.name)
    ):
        key = f"name:owner:{fold(owner.name)}"  # an address they share with somebody else
    me = session.add_people(source, [NewPerson(key, owner.name)])[key]
    former = [_former(k) for k in owner.profiles if k != key and _former(k) != key]
    left = session.add_keys(source, [(k, me) for k in former])
    once = {row for k, row in left.items() if k != _former(owner.key)}
    others = {*left.values(), *_rows_of(held, owner.profiles).values()}
    # An address both had before may have passed from one to the other: owners of different names stay two.
    strangers = session.owners_never_called(owner.name, once - set(_rows_of(held, owner.profiles).values()))
    by_address = "the owner's own word: an archive of theirs is under both profile addresses"
    session.match(source, [(me, row, MatchKind.OWNER, by_address) for row in sorted(others - strangers - {me})])
    _add_mails(session, source, [(mail, me) for mail in owner.mails], own=owner.name)
    return me


def _former(key: str) -> str:
    slug = slug_in(key)
    return f"{_FORMER}{slug}" if slug else key


def _rows_of(held: dict[str, PersonRow], keys: Iterable[str]) -> dict[str, PersonRow]:
    return {key: held[key] for key in keys if key in held}


def _add_mails(
    session: ImportSession, source: SourceId, mails: Sequence[tuple[str, PersonRow]], *, own: str = ""
) -> None:
    """Mail addresses lead to people as well; who was known by nothing else is one with them.

    `own`: the name of the owner whose word it is that they are theirs; whose archives came under them before is the
    same owner, but for one of quite another name, with whom they share the address.
    """
    keys = {f"mail:{mail}": row for mail, row in mails}
    held = session.add_keys(source, keys.items())
    addressed = session.with_slug(held.values())
    owners = session.owners_among(held.values()) if own else set()
    sharing = {row for row, name in session.own.names_of(owners).items() if not _may_be(name, own)}
    known = {key: row for key, row in held.items() if row not in addressed and row not in sharing}
    shown = [
        (keys[key], row, MatchKind.OWNER if row in owners else MatchKind.MAIL, f"the same mail address, {key[5:]}")
        for key, row in known.items()
    ]
    session.match(source, shown)


def _may_be(one: str, other: str) -> bool:
    """Whether two names with one address may be one person's: alike, or with the same first name and a new surname."""
    return not one or alike(one, other) or words_of(one)[:1] == words_of(other)[:1]


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
