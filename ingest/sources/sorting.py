"""Which files of a bundle are other sources, and what is left for an archive.

Files named on their own are told by content. Inside a folder or zip, where nobody named them, mail, calendars and cards
are read by content and suffix; tables only where the folder holds no archive, for a list of leads beside one is
nobody's contacts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from types import MappingProxyType

from ingest.archive import left_alone, recognised
from ingest.bundle import Bundle, Member, digest_of
from ingest.csv_rows import head_rows
from ingest.dates import EARLIEST
from ingest.decode import is_legible
from ingest.errors import CodePageError, LeadListError, NotMappedError, YieldsNothingError
from ingest.kinds import Kind, kind_of
from ingest.reading import Tally, holds_no_rows, stem_of
from ingest.report import MALFORMED
from ingest.sources.calendar import read_calendar
from ingest.sources.cards import read_cards
from ingest.sources.graphs import read_graph
from ingest.sources.lists import CONTACTS, LEADS, ListPlan, plan_of, read_list
from ingest.sources.mail import read_mail, read_mailbox
from ingest.sources.portability import as_archive
from ingest.sources.records import SourceRecords
from ingest.tables import ADDRESS_BOOKS

Reader = Callable[[Member, Tally, Callable[[int], None]], SourceRecords]

READERS: Mapping[Kind, tuple[str, Reader]] = MappingProxyType(
    {
        Kind.CALENDAR: ("calendar", read_calendar),
        Kind.MAILBOX: ("mail", read_mailbox),
        Kind.MAIL: ("mail", read_mail),
        Kind.CARDS: ("contacts", read_cards),
        Kind.GRAPH: ("graph", read_graph),
        Kind.OWN_GRAPH: ("graph", read_graph),
    }
)
"""What each kind of file is called as a source, and who reads it."""
_SUFFIXES = (".ics", ".ical", ".vcf", ".vcard", ".mbox", ".eml")


@dataclass(frozen=True, slots=True)
class OtherSource:
    """A file that is no archive's: what it is called as a source, and how it is read.

    `book`: it is the address book that lies in an archive, and so that archive's owner's.
    """

    kind: str
    bundle: Bundle
    member: Member
    reader: Kind | ListPlan
    book: bool = False


def split_sources(bundle: Bundle, columns: Mapping[str, str] | None = None) -> tuple[Bundle | None, list[OtherSource]]:
    """The archive in a bundle (None: there is none) and the other sources in it.

    `columns`: the user's own word for the columns of a list of people.

    Raises:
        CodePageError: a table is in a code page nobody names.
        NotMappedError: a column the user named is not in a table.
        LeadListError: there is nothing but a list of people somebody looked up.
    """
    named = bundle.kind == "csv"
    kinds = {member.name: _kind(member, named=named) for member in bundle.members}
    answers = [member for member in bundle.members if kinds[member.name] is Kind.PORTABILITY]
    if answers and len(answers) == len(bundle.members):
        return as_archive(bundle, answers), []
    sources = [
        OtherSource(READERS[kind][0], bundle, member, kind)
        for member in bundle.members
        if (kind := kinds[member.name]) is not None and kind in READERS
    ]
    for source in sources:
        if source.reader is Kind.CARDS and not is_legible(source.member.head()):
            raise CodePageError(bundle.path, source.member.name)
    taken = {source.member.name for source in sources}
    rest = [member for member in bundle.members if member.name not in taken]
    inside = _holds_archive(bundle, rest)
    lists = _books(bundle, rest) if inside else []
    if named or not inside:
        lists += _lists(bundle, [one for one in rest if one not in [book.member for book in lists]], columns or {})
    taken |= {source.member.name for source in lists}
    rest = [member for member in rest if member.name not in taken]
    every = [_alone(source) for source in (*sources, *lists)]
    if not every:
        return bundle, []
    if not any(_is_of_archive(bundle, member) for member in rest) and (not named or not rest):
        return None, every
    return replace(bundle, members=tuple(rest), sha256=_digest(rest) if named else bundle.sha256), every


def _kind(member: Member, *, named: bool) -> Kind | None:
    if not named and not member.name.casefold().endswith(_SUFFIXES):
        return None
    return kind_of(member.head(), member.name)


def _holds_archive(bundle: Bundle, members: Sequence[Member]) -> bool:
    return any(_is_of_archive(bundle, member) for member in members)


def _is_of_archive(bundle: Bundle, member: Member) -> bool:
    """Whether a file is one of an archive's tables; a list called "Kontakte.csv" is none where it stands alone.

    Raises:
        YieldsNothingError: a file is called like a table we know and is nothing that can be read.
    """
    try:
        return recognised(bundle, member) is not None
    except YieldsNothingError:
        if bundle.kind == "csv" and plan_of(member.head()) is not None:
            return False
        raise


def _books(bundle: Bundle, members: Sequence[Member]) -> list[OtherSource]:
    """The address book that the owner once uploaded, in an archive."""
    named = [member for member in members if stem_of(member.name) in ADDRESS_BOOKS and not holds_no_rows(member.head())]
    plans = [(member, plan_of(member.head())) for member in named if is_legible(member.head())]
    return [
        OtherSource(plan.kind, bundle, member, plan, book=True)
        for member, plan in plans
        if plan is not None and plan.kind == CONTACTS
    ]


def _lists(bundle: Bundle, members: Sequence[Member], columns: Mapping[str, str]) -> list[OtherSource]:
    """The tables that are lists of people, ties, companies or remarks."""
    found = []
    for member in members:
        if not member.name.casefold().endswith((".csv", ".tsv", ".txt")) and bundle.kind != "csv":
            continue
        if left_alone(member.name) or _is_of_archive(bundle, member):
            continue
        if kind_of(member.head(), member.name) is Kind.OWN_REPORT:
            continue
        plan = plan_of(member.head(), columns)
        if plan is None and columns:
            raise NotMappedError(member.path, columns, _header(member))
        if plan is not None and plan.kind == LEADS:
            if len(bundle.members) == 1:
                raise LeadListError(bundle.path)
            continue
        if plan is not None:
            if not is_legible(member.head()):
                raise CodePageError(bundle.path, member.name)
            found.append(OtherSource(plan.kind, bundle, member, plan))
    return found


def _header(member: Member) -> Sequence[str]:
    rows = [next((row for row in found if any(row)), []) for found in head_rows(member.head()).values()]
    return max(rows, key=len)


def _alone(source: OtherSource) -> OtherSource:
    """The source as a bundle of its own: the same bytes are the same source, wherever they lie."""
    bundle, member = source.bundle, source.member
    if len(bundle.members) > 1 or bundle.kind != "csv":
        name = member.name.rpartition("/")[2]
        bundle = replace(bundle, name=name, members=(member,), sha256=_digest([member]), kind=source.kind)
    return replace(source, bundle=bundle)


def _digest(members: Sequence[Member]) -> str:
    return digest_of((member.name.rpartition("/")[2], member) for member in members)


def read_source(source: OtherSource, tell: Callable[[int], None]) -> SourceRecords:
    """What a source tells.

    Raises:
        YieldsNothingError: it is not empty, and nothing could be read from it.
        InputError: it cannot be read.
    """
    tally = Tally(source.member.name)
    if isinstance(source.reader, ListPlan):
        told = read_list(source.member, source.reader, tally, tell)
    else:
        told = READERS[source.reader][1](source.member, tally, tell)
    if tally.seen and not tally.kept and set(tally.skipped) <= MALFORMED:
        reasons = ", ".join(sorted(tally.skipped))
        raise YieldsNothingError(source.bundle.path, tally.name, f"{tally.seen} entries, none of use: {reasons}")
    return told


def told_on(source: OtherSource, told: SourceRecords) -> date:
    """The day a source was made: the newest in it, else the day its file was written, never later than today."""
    today = datetime.now(tz=UTC).date()
    written = source.member.changed
    if written is None and source.bundle.path.is_file():
        written = datetime.fromtimestamp(source.bundle.path.stat().st_mtime, tz=UTC).date()
    day = told.as_of or written or today
    return min(max(day, EARLIEST), today)
