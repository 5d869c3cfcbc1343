"""The rows an importer hands over: plain tuples, so that hundreds of thousands cost little.

`PersonRow`, `CompanyRow` and `SourceId` are private integers of the file, good inside one import session only.
Days are `datetime.date`, times are UTC seconds. Text may hold anything that UTF-8 can write (no lone surrogates).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from graph.model import Channel, FactClass, StatementKind

PersonRow = int
CompanyRow = int
SourceId = int


class NewPerson(NamedTuple):
    """One person as one source shows them.

    `key`: identity key (`in:<slug>`, `mail:<address>`, `name:...`); `name` as written, '' where unknown;
    `title`: None where this source says nothing about a headline, '' where it shows an empty one; `company`: the
    employer in that headline.
    """

    key: str
    name: str
    title: str | None = None
    company: CompanyRow | None = None


class Sighting(NamedTuple):
    """A further name or headline a source shows of a person already in. Fields as in `NewPerson`."""

    person: PersonRow
    name: str
    title: str | None = None
    company: CompanyRow | None = None


class NewConnection(NamedTuple):
    """A declared tie between `a` (the owner, in an archive) and `b`, since `day`.

    `tenths`: how strong a reduced archive says it is, 1 to 10; None where nothing says.
    """

    a: PersonRow
    b: PersonRow
    day: date | None
    tenths: int | None = None


class NewContact(NamedTuple):
    """One message (or meeting) to one recipient.

    `at`: UTC seconds; `group`: number of recipients; `thread`: signed 64-bit digest of the conversation, 0 unknown.
    """

    sender: PersonRow
    recipient: PersonRow
    at: int | None
    group: int
    channel: Channel
    thread: int


class NewStatement(NamedTuple):
    """What `author` said of `subject`. `detail`: relation word, skill, or the owner's own note, never message text."""

    kind: StatementKind
    author: PersonRow
    subject: PersonRow
    day: date | None
    detail: str


class NewEmployment(NamedTuple):
    """One stay at one employer, as in `graph.model.Employment`. `as_of`: the day on which the source said so."""

    person: PersonRow
    company: CompanyRow
    title: str
    start: date | None
    end: date | None
    current: bool
    as_of: date
    fact: FactClass


class NewInterest(NamedTuple):
    """An owner applied to, saved a job at, or follows a company. `kind`: 'applied', 'saved' or 'follow'."""

    kind: str
    company: CompanyRow
    title: str
    day: date | None


@dataclass(frozen=True, slots=True)
class KnownConnection:
    """A connection some archive of an owner showed: what exports without URLs are joined on."""

    row: PersonRow
    name: str
    connected_on: date | None
    slug: str | None
