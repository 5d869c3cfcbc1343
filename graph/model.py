"""The values of the domain: people, companies, facts with their source and class. All frozen.

Ids are opaque and stable: `p` or `c` and 16 hexadecimal digits, derived from the identity key (`person_id`,
`company_id`), so that two workspaces name the same person alike. They carry no name.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

PersonId = str
CompanyId = str


def person_id(key: str) -> PersonId:
    """The id of the person with identity key `key` (`in:<slug>`, `mail:<address>` or `name:<owner>:<...>`)."""
    return "p" + hashlib.blake2b(key.encode(), digest_size=8, person=b"gw-person").hexdigest()


def company_id(key: str) -> CompanyId:
    """The id of the company whose normalised name is `key`."""
    return "c" + hashlib.blake2b(key.encode(), digest_size=8, person=b"gw-company").hexdigest()


class FactClass(StrEnum):
    """How we know. Only the first two and `CONFIRMED` carry a path by default."""

    OBSERVED = "observed"  # messages, meetings, recommendations
    DECLARED = "declared"  # a connection row, a contact card, a stated position
    INFERRED = "inferred"  # same employer at the same time
    CONFIRMED = "confirmed"  # the user said so


CLASS_BIT = {FactClass.OBSERVED: 1, FactClass.DECLARED: 2, FactClass.INFERRED: 4, FactClass.CONFIRMED: 8}
"""`TieColumns.classes` is the sum of these bits."""


class Channel(IntEnum):
    """Through which medium a dated contact went."""

    LINKEDIN = 1
    MAIL = 2
    MEETING = 3


class StatementKind(IntEnum):
    """What one person said of, or sent to, another."""

    RECOMMENDATION = 1
    ENDORSEMENT = 2
    INVITATION = 3
    NOTE = 4
    FOLLOW = 5
    COMMENT = 6


@dataclass(frozen=True, slots=True)
class Company:
    """A company by its normalised name. `name` is the most frequent spelling, `people` how many are known there."""

    id: CompanyId
    key: str
    name: str
    people: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    """A person as known now. `title` and `company_name` are the newest headline seen, empty when unknown."""

    id: PersonId
    name: str
    slug: str | None = None
    title: str = ""
    company_id: CompanyId | None = None
    company_name: str = ""
    owner: bool = False

    @property
    def profile_url(self) -> str | None:
        """The public profile address, for a person to open; this program never does."""
        return f"https://www.linkedin.com/in/{self.slug}" if self.slug else None


@dataclass(frozen=True, slots=True)
class Employment:
    """One stay at one employer. `start` and `end` are the first days known; `current` says it had no end at `as_of`.

    From a connection row only `current` and `as_of` are known: no start.
    """

    person: PersonId
    company_id: CompanyId
    company_name: str
    title: str
    start: date | None
    end: date | None
    current: bool
    as_of: date
    fact: FactClass
    source: int


@dataclass(frozen=True, slots=True)
class Statement:
    """What was said. `detail`: relation word, skill, or the owner's own note. A follow or comment makes no tie."""

    kind: StatementKind
    author: PersonId
    subject: PersonId
    at: date | None
    detail: str
    source: int


@dataclass(frozen=True, slots=True)
class Mark:
    """The user's own word about one person; it overrides inference. None: nothing said; an empty text takes it back.

    `worked_where`, `worked_when`: at which employer they worked together and roughly when, in the user's words.
    `declined`: they said no when asked. `helped_me`, `i_helped`: a favour done, either way.
    """

    close: bool | None = None
    managed_me: bool | None = None
    do_not_ask: bool | None = None
    knows_i_look: bool | None = None
    note: str | None = None
    worked_with: bool | None = None
    worked_where: str | None = None
    worked_when: str | None = None
    declined: bool | None = None
    helped_me: bool | None = None
    i_helped: bool | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """What passed between an ego and an alter, counted from dated contacts up to `as_of`.

    `asked`: messages of the ego that opened a conversation and whose outcome is known, `answered`: those answered
    within 14 days, `ignored`: those since the alter's last word (`graph.strength.conversations`). `personal_sent`,
    `personal_received`: messages to few. `opened_by_them`: conversations they opened with the ego alone, `taken_up`:
    those the ego went into.
    `unanswered`: the ego's personal messages since the alter's last word, replies among them; `unanswered_since`: the
    first of these. `strength`: for ordering ties, T or from 500 pairs on the learned odds, see `graph.strength`.
    `group`: how many of the messages went to more than one recipient.
    """

    sent: int = 0
    received: int = 0
    group: int = 0
    meetings: int = 0
    first: date | None = None
    last: date | None = None
    asked: int = 0
    answered: int = 0
    ignored: int = 0
    personal_sent: int = 0
    personal_received: int = 0
    opened_by_them: int = 0
    taken_up: int = 0
    unanswered: int = 0
    unanswered_since: date | None = None
    strength: float = 0.0

    @property
    def only_to_many(self) -> bool:
        """Whether all that passed went to many people at once: that tells nothing of the two."""
        return self.sent + self.received > 0 and not self.personal_sent + self.personal_received + self.meetings


@dataclass(frozen=True, slots=True)
class Source:
    """One imported archive or file. `as_of`: its export date; `beside`: ids of the archives it lay in one file with."""

    id: int
    kind: str
    name: str
    owner: PersonId | None
    owner_name: str
    as_of: date
    imported_at: str
    sha256: str
    beside: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that the workspace holds between one ego and one person: the raw material of the five criteria."""

    person: Person
    connected: bool
    connected_on: date | None
    exchange: Exchange
    statements: tuple[Statement, ...]
    employments: tuple[Employment, ...]  # theirs, newest first
    mark: Mark
    common_contacts: int = 0
    shown_by: tuple[PersonId, ...] = ()
    noted: bool = False  # no archive lists them as a connection, but a contact card, list or edge does


@dataclass(frozen=True, slots=True)
class OwnerProfile:
    """What an owner's own files say of them; the ego's side of every comparison."""

    person: Person
    employments: tuple[Employment, ...]
    schools: tuple[str, ...]
    skills: tuple[str, ...]
    industry: str
    location: str
    emails: tuple[str, ...]
    applied_to: tuple[tuple[CompanyId, str, date | None], ...]  # company, job title, when
    follows: tuple[CompanyId, ...]
    saved: tuple[tuple[CompanyId, str, date | None], ...] = ()  # likewise, of jobs only saved


@dataclass(frozen=True, slots=True)
class Wish:
    """An owner's interest in a company, from their archive.

    `kind`: "saved", "applied" or "follow"; `title`: of the job, or ''.
    """

    kind: str
    company: CompanyId
    key: str
    name: str
    title: str
    day: date | None


@dataclass(frozen=True, slots=True)
class ListedCompany:
    """A company on an owner's own list, or taken off it. `key`: its name after normalisation."""

    key: str
    name: str
    role: str
    wanted: bool


@dataclass(frozen=True, slots=True)
class Basis:
    """What an answer rests on: engine name ("local", "neo4j"), generation of the graph."""

    engine: str
    generation: int


@dataclass(frozen=True, slots=True)
class NewEntry:
    """One line for the ledger of asks; nothing in it is ever changed, only undone by a later line.

    `kind`: a state of an ask, something done about it, a favour, or 'undo' (`referral.asking`). `ask`: which ask, ''
    where it belongs to none. `company`: by the key of its name, known to the archives or not, '' for none;
    `target`: whom an introduction is to lead to. `day`: when it happened. `reasons`: what was overridden and why, as
    pairs. `chance`: how likely an answer was held to be when they were asked, 0..1. `undoes`: the line taken back.
    `note`: the user's own words. `key`, `digest`: the request that wrote it, so that its repetition is none.
    """

    kind: str
    person: PersonId
    day: date
    ask: str = ""
    company: CompanyId = ""
    company_name: str = ""
    role: str = ""
    target: PersonId | None = None
    reasons: tuple[tuple[str, str], ...] = ()
    note: str = ""
    chance: float | None = None
    undoes: int | None = None
    key: str | None = None
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A line of the ledger as it stands: `id` grows with every line and is never used again, `at` is in UTC seconds."""

    id: int
    at: int
    owner: PersonId
    line: NewEntry


@dataclass(frozen=True, slots=True)
class DatedContact:
    """One message (or meeting) between an ego and somebody. `at`: UTC seconds; `group`: how many recipients it had."""

    at: int
    from_ego: bool
    group: int
    channel: Channel
