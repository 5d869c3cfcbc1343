"""What other sources tell: people, contacts between addresses, ties, companies; before anybody is looked up."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from graph.model import Channel, Mark
from ingest.reading import FiledRecord, Tally


class PersonMention(NamedTuple):
    """A person as one row names them. `mails`, `profile`: identity keys' addresses, the best first; all may be ''.

    `local`: what tells them apart inside the file where there is no address.
    """

    name: str = ""
    mails: tuple[str, ...] = ()
    profile: str = ""
    company: str = ""
    title: str = ""
    local: str = ""

    @property
    def is_known_by_name_alone(self) -> bool:
        """Whether nothing but a name tells who it is."""
        return not self.mails and not self.profile


class Card(NamedTuple):
    """Somebody the owner keeps a card of. `since`: the day they connected, as written; `told_on`: when it was said."""

    who: PersonMention
    since: str = ""
    told_on: date | None = None


class Edge(NamedTuple):
    """Two people who know each other, as the file says. `since`: a day, as written."""

    one: PersonMention
    other: PersonMention
    since: str = ""


class Stay(NamedTuple):
    """Somebody works somewhere."""

    who: PersonMention
    company: str


class WantedCompany(NamedTuple):
    """A company, or a job there, the owner is interested in. `day`: as written."""

    company: str
    title: str = ""
    day: str = ""


class Remark(NamedTuple):
    """The user's own word about one person. `unread`: a word that is neither yes nor no, '' for none."""

    who: PersonMention
    mark: Mark
    unread: str = ""


class Exchange(NamedTuple):
    """One mail or meeting. `sender`, `recipients`: mail addresses; `at`: UTC seconds; `group`: to how many it went."""

    sender: str
    recipients: tuple[str, ...]
    at: int
    group: int
    thread: int
    line: int
    declined: tuple[str, ...] = ()


class ExchangeLog:
    """Mails or meetings, a few numbers each; addresses are kept once."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self._parties: dict[tuple[str, tuple[str, ...], tuple[str, ...]], int] = {}
        self._who = array("i")
        self._when = array("q")
        self._thread = array("q")
        self._sizes = (array("i"), array("i"))

    def add(self, exchange: Exchange) -> None:
        """Keep one."""
        parties = (exchange.sender, exchange.recipients, exchange.declined)
        self._who.append(self._parties.setdefault(parties, len(self._parties)))
        self._when.append(exchange.at)
        self._thread.append(exchange.thread)
        self._sizes[0].append(exchange.group)
        self._sizes[1].append(exchange.line)

    def learn(self, mail: str, name: str) -> None:
        """`name` stands beside an address; the first that is no address itself stays."""
        if name and "@" not in name:
            self.names.setdefault(mail, name)

    def __len__(self) -> int:
        return len(self._who)

    def __iter__(self) -> Iterator[Exchange]:
        parties = list(self._parties)
        for who, at, thread, group, line in zip(self._who, self._when, self._thread, *self._sizes, strict=True):
            sender, recipients, declined = parties[who]
            yield Exchange(sender, recipients, at, group, thread, line, declined)

    def parts(self) -> Counter[str]:
        """In how many each address takes part."""
        parties, found = list(self._parties), Counter[str]()
        for who, times in Counter(self._who).items():
            sender, recipients, declined = parties[who]
            for mail in {sender, *recipients, *declined}:
                found[mail] += times
        return found


@dataclass(slots=True)
class SourceRecords:
    """All that one file tells. `needs_owner`: whether it says nothing without somebody whose it is.

    `as_of`: the newest day in it, None where it tells none. `claimed`: addresses it says are its owner's. `left_out`:
    lines of exchanges of which nothing is kept, to count each once.
    """

    tally: Tally
    channel: Channel = Channel.MAIL
    exchanges: ExchangeLog = field(default_factory=ExchangeLog)
    cards: list[FiledRecord[Card]] = field(default_factory=list)
    edges: list[FiledRecord[Edge]] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)
    wanted: list[FiledRecord[WantedCompany]] = field(default_factory=list)
    remarks: list[FiledRecord[Remark]] = field(default_factory=list)
    claimed: Counter[str] = field(default_factory=Counter)
    as_of: date | None = None
    needs_owner: bool = True
    left_out: set[int] = field(default_factory=set)

    def people(self) -> Sequence[PersonMention]:
        """Everybody in cards, edges and stays, in their order."""
        return [
            *(card.record.who for card in self.cards),
            *(who for edge in self.edges for who in (edge.record.one, edge.record.other)),
            *(stay.who for stay in self.stays),
        ]
