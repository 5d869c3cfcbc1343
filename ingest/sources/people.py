"""The people of another source among those the workspace knows: one by profile or mail address, never by name alone.

Somebody without an address is one with another row of the same owner's sources only where name and employer are the
same; else they are whoever that one file shows. What may be one all the same is left to the review of identities.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.company_aliases import company_key
from graph.name_words import words_of
from graph.names import fold
from graph.stores.importing import ImportSession
from graph.stores.matches import MatchKind
from graph.stores.rows import NewPerson, PersonRow, SourceId
from ingest.name_likeness import alike
from ingest.sources.addresses import is_shared
from ingest.sources.records import PersonMention


@dataclass(frozen=True, slots=True)
class Scope:
    """Within what a name means one person. `file`: digest of the source's bytes; `owner`: key of whose it is, or ''."""

    file: str
    owner: str = ""


def _keys(who: PersonMention, scope: Scope, shared: frozenset[str]) -> tuple[str, ...]:
    """Every identity key of one row, the best first."""
    mails = [f"mail:{mail}" for mail in who.mails if mail not in shared]
    known = [*([who.profile] if who.profile else []), *mails]
    if known:
        return tuple(dict.fromkeys(known))
    employer = company_key(who.company) if who.company else ""
    if who.local:
        return (f"name:{scope.file}:{who.local}",)
    if employer and scope.owner:
        return (f"name:{scope.owner}:{fold(who.name)}:{employer}",)
    return (f"name:{scope.file}:{fold(who.name) or ','.join(who.mails)}",)


def _shared_mails(people: Iterable[PersonMention]) -> frozenset[str]:
    """Addresses that are nobody's own: an office's, or on the cards of people of different names."""
    names: defaultdict[str, list[str]] = defaultdict(list)
    profiles: defaultdict[str, set[str]] = defaultdict(set)
    for who in people:
        for mail in who.mails:
            profiles[mail] |= {who.profile} if who.profile else set()
            if who.name and who.name not in names[mail]:
                names[mail].append(who.name)
    several = {mail for mail, found in names.items() if any(not alike(found[0], name) for name in found[1:])}
    several |= {mail for mail, found in profiles.items() if len(found) > 1}
    return frozenset(several | {mail for mail in {*names, *profiles} if is_shared(mail)})


@dataclass(slots=True)
class _Groups:
    """Keys that belong to one person, by union."""

    parent: dict[str, str] = field(default_factory=dict)

    def find(self, key: str) -> str:
        while self.parent.setdefault(key, key) != key:
            self.parent[key] = self.parent[self.parent[key]]
            key = self.parent[key]
        return key

    def join(self, keys: Sequence[str]) -> None:
        for key in keys:
            self.parent[self.find(key)] = self.find(keys[0])


def add_people(
    session: ImportSession,
    source: SourceId,
    people: Sequence[PersonMention],
    scope: Scope,
    *,
    mine: Mapping[str, PersonRow],
    headlines: Mapping[str, int],
) -> list[PersonRow]:
    """The row of each of `people`, made where nobody has one of their addresses yet.

    Args:
        session: where to.
        source: what shows them.
        people: as the rows name them.
        scope: within what a bare name is one person.
        mine: the owner's keys with their row; who has one of them is the owner.
        headlines: company rows by the company as written; who has one there has a headline.
    """
    shared = _shared_mails(people)
    keys = [_keys(who, scope, shared) for who in people]
    groups = _Groups()
    for found in keys:
        groups.join(found)
    members: defaultdict[str, list[int]] = defaultdict(list)
    for position, found in enumerate(keys):
        members[groups.find(found[0])].append(position)
    known = {
        root: list(dict.fromkeys(key for at in positions for key in keys[at])) for root, positions in members.items()
    }
    held = session.person_rows(key for group in known.values() for key in group)
    rows: list[PersonRow] = [0] * len(people)
    newcomers: list[tuple[str, NewPerson]] = []
    for root, positions in members.items():
        owner = next((mine[key] for key in known[root] if key in mine), None)
        if owner is None:
            newcomers.append((root, _newcomer([people[at] for at in positions], known[root], held, headlines)))
        for at in positions:
            rows[at] = owner or 0
    made = session.add_people(source, (person for _, person in newcomers))
    final = _join(session, source, {root: (person.key, known[root]) for root, person in newcomers}, made)
    for root, _ in newcomers:
        for at in members[root]:
            rows[at] = final[root]
    return rows


def _newcomer(
    rows: Sequence[PersonMention], keys: Sequence[str], held: Mapping[str, PersonRow], headlines: Mapping[str, int]
) -> NewPerson:
    """One person as the rows that mean them show them: by the best key, a known one before a new mail address."""
    best = keys[0] if keys[0].startswith("in:") else next((key for key in keys if key in held), keys[0])
    names = [who.name for who in rows if who.name]
    told = next((who for who in reversed(rows) if who.company or who.title), None)
    if told is None:
        return NewPerson(best, names[-1] if names else "")
    return NewPerson(best, names[-1] if names else "", told.title, headlines.get(told.company))


def _join(
    session: ImportSession,
    source: SourceId,
    groups: Mapping[str, tuple[str, Sequence[str]]],
    made: Mapping[str, PersonRow],
) -> dict[str, PersonRow]:
    """The row of each group; whoever was known by another of its addresses alone is one with it.

    Two with a profile address each stay two.
    """
    pairs = [(key, made[main]) for main, keys in groups.values() for key in keys if key != main]
    taken = session.add_keys(source, pairs)
    addressed = session.with_slug({*taken.values(), *(made[main] for main, _ in groups.values())})
    found = [
        (made[main], taken[key], MatchKind.MAIL, f"the same mail address, {key.removeprefix('mail:')}")
        for main, keys in groups.values()
        for key in keys
        if taken.get(key, made[main]) != made[main] and not addressed >= {made[main], taken[key]}
    ]
    session.match(source, found)
    return {root: made[main] for root, (main, _) in groups.items()}


def join_by_name(
    session: ImportSession, source: SourceId, owner: PersonRow, cards: Sequence[tuple[PersonMention, PersonRow]]
) -> None:
    """Who stands in the address book of an archive is the connection in it of the same full name, if there is but one.

    Both were uploaded to one account, as the names in messages and recommendations were. It is evidence like any other:
    shown in the review, and taken back there.
    """
    known: defaultdict[tuple[str, ...], set[PersonRow]] = defaultdict(set)
    for shown in session.known_connections(owner):
        known[words_of(shown.name)].add(shown.row)
    booked: defaultdict[tuple[str, ...], set[PersonRow]] = defaultdict(set)
    for who, row in cards:
        booked[words_of(who.name)].add(row)
    pairs = ((rows, known[words]) for words, rows in booked.items() if len(words) > 1)
    found = [(next(iter(one)), next(iter(other))) for one, other in pairs if len(one) == len(other) == 1]
    why = "the same full name in the address book and among the connections of one archive"
    session.match(source, [(one, other, MatchKind.BOOK, why) for one, other in found if one != other])
