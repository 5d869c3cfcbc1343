"""Tables that are not the archive's: lists of people, of ties, of companies, and the user's own remarks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from graph.names import clean_name
from ingest.bundle import Member
from ingest.csv_rows import LINES, Cells, bare, head_rows, heading, lines_of, quotes_of, rows_of, unwrapped
from ingest.decode import decoding_note, text_stream
from ingest.identity import profile_of
from ingest.placeholder_names import is_nobody
from ingest.reading import FiledRecord, Tally
from ingest.report import Skip
from ingest.sources.addresses import first_name_first
from ingest.sources.columns import ColumnMap, guess, is_list_of_leads, is_people, mapped
from ingest.sources.mentions import PERSON_CELL, names_somebody, someone_of
from ingest.sources.records import Card, Edge, PersonMention, SourceRecords, WantedCompany
from ingest.sources.remarks import SAID, read_remark

PROGRESS_EVERY = 2_000
CONTACTS, EDGES, TARGETS, REMARKS = "contacts", "edges", "targets", "remarks"
"""Kinds of tables, as their sources are called."""
LEADS = "leads"
"""A table of people whom somebody looked up, and does not know: never read."""

_ENDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "source": ("source", "from", "person a", "person 1", "node1", "node a", "source name", "from name"),
        "target": ("target", "to", "person b", "person 2", "node2", "node b", "target name", "to name"),
        "source email": ("source email", "from email", "source mail"),
        "target email": ("target email", "to email", "target mail"),
        "source url": ("source url", "from url", "source profile", "source linkedin"),
        "target url": ("target url", "to url", "target profile", "target linkedin"),
        "since": ("since", "start", "known since", "date", "connected on"),
    }
)
_PAIRS = (("", "source", "target"), ("person ", "a", "b"), ("person ", "1", "2"))
"""Headings that say by themselves that a row is a tie; others need a word of `_EDGE_WORDS` beside them."""
_EDGE_WORDS = frozenset(("weight", "type", "since", "kind", "relation", "label", "strength", "id"))
_COMPANIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "company": (
            *("company", "company name", "employer", "target company", "organization", "organisation", "target"),
            *("firma", "unternehmen", "entreprise", "empresa", "azienda"),
        ),
        "title": ("title", "job title", "role", "position", "job", "posting", "vacancy", "opening"),
        "url": ("url", "job url", "posting url", "link", "job link", "posting link", "apply url"),
        "day": ("posted", "posted on", "date posted", "posted at", "date", "added", "saved on", "created"),
    }
)
_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "who": ("person", "name", "full name", "who", "contact"),
        "mail": ("email", "e mail", "email address", "mail"),
        "url": ("url", "linkedin", "profile url", "linkedin url", "profile", "slug"),
        "close": ("close", "know well", "close friend", "friend"),
        "managed_me": ("managed me", "my manager", "was my manager", "my boss"),
        "worked_with": ("worked with", "colleague", "former colleague", "worked together"),
        "do_not_ask": ("do not ask", "dont ask", "don t ask", "never ask", "no ask"),
        "knows_i_look": ("knows i look", "knows i am looking", "knows"),
        "helped_me": ("helped me",),
        "i_helped": ("i helped", "helped them"),
        "relation": ("relation", "relationship", "how we know each other", "tie"),
        "strength": ("strength", "closeness", "how well"),
        "note": ("note", "notes", "remark", "comment"),
    }
)
_BOARD = re.compile(
    r"(?:https?://)?(?:(?:job-)?boards(?:\.eu)?\.greenhouse\.io|jobs(?:\.eu)?\.lever\.co|jobs\.ashbyhq\.com"
    r"|apply\.workable\.com|(?:jobs|careers)\.smartrecruiters\.com)/([\w-]{2,60})(?:[/?#]|$)"
    r"|(?:https?://)?([\w-]{2,60})\.(?:recruitee\.com|bamboohr\.com|teamtailor\.com|breezy\.hr|jobs\.personio\.(?:de|com))"
    r"(?:[/?#]|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ListPlan:
    """How a table is read: what it is, its delimiter, the number of the header's row, its columns.

    `quotes`: a pair of signs around every cell in place of quotes, or ''.
    """

    kind: str
    delimiter: str
    header_row: int
    columns: ColumnMap
    quotes: str = ""


def plan_of(head: bytes, said: Mapping[str, str] | None = None) -> ListPlan | None:
    """What a table that begins with `head` is, by its headings; None where they say nothing.

    `said`: the user's own word for the columns (`ingest.sources.columns.parse_map`); it makes a list of people.
    """
    for delimiter, rows in head_rows(head).items():
        for number, cells in enumerate(rows):
            filled = sum(bool(cell.strip()) for cell in cells)
            if not filled:
                continue
            found = _mapped(cells, said) if said else _guessed(cells, rows[number + 1 :])
            if found and filled < 2 and not said and not _is_of_postings(found[1], rows[number + 1 :]):
                continue
            if found:
                return ListPlan(found[0], delimiter, number, found[1], quotes_of(cells))
    return None


def _is_of_postings(columns: ColumnMap, rows: Sequence[Sequence[str]]) -> bool:
    """Whether a single column holds addresses of postings; of one word above one column nothing can be told."""
    return any(company_of_posting(cell) for row in rows for cell in columns.cells(row, "url"))


def _mapped(header: Sequence[str], said: Mapping[str, str]) -> tuple[str, ColumnMap] | None:
    columns = mapped(guess(header), said)
    return (CONTACTS, columns) if columns else None


def _guessed(header: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[str, ColumnMap] | None:
    headings = {heading(cell) for cell in header} - {""}
    ends = guess(header, _ENDS)
    if ends.has("source") and ends.has("target") and len(header) <= 12 and "content" not in headings:
        named = any({f"{word}{one}", f"{word}{other}"} <= headings for word, one, other in _PAIRS)
        alone = headings <= {heading(name) for names in _ENDS.values() for name in names}
        plain = named or alone or not headings.isdisjoint(_EDGE_WORDS)
        if plain:
            return EDGES, ends
    words = guess(header, _WORDS)
    if words.has("who", "mail", "url") and words.has(*SAID, "relation"):
        return REMARKS, words
    people = guess(header)
    if is_people(people):
        return (LEADS if is_list_of_leads(people, rows) else CONTACTS), people
    wanted = guess(header, _COMPANIES)
    posted = _is_of_postings(wanted, rows)
    if (wanted.has("company") or posted) and not people.has("name", "first", "last", "email", "since"):
        return TARGETS, wanted
    return None


def read_list(member: Member, plan: ListPlan, tally: Tally, tell: Callable[[int], None]) -> SourceRecords:
    """Every row of a table. `tell` hears how many were read so far."""
    told = SourceRecords(tally, needs_owner=plan.kind != EDGES)
    parse = _PARSERS[plan.kind]
    tally.note(plan.columns.told())
    tally.note(decoding_note(member.head()))
    for number, row in enumerate(_rows(member, plan, tally), start=1):
        reason = _blank(row, plan) or parse(row, plan.columns, told)
        if reason:
            tally.skip(row.line, reason)
        if number % PROGRESS_EVERY == 0:
            tell(number)
    return told


def _rows(member: Member, plan: ListPlan, tally: Tally) -> Iterator[Cells]:
    with member.open() as raw, text_stream(raw, member.head()) as text:
        tally.position = raw.tell
        for number, row in enumerate(rows_of(lines_of(text, member), plan.delimiter, longest=LINES)):
            if number > plan.header_row and row.cells:
                tally.seen += 1
                whole = unwrapped(row, plan.delimiter)
                yield whole._replace(cells=[bare(cell, plan.quotes) for cell in whole.cells])


def _blank(row: Cells, plan: ListPlan) -> Skip | None:
    if row.open_quote:
        return Skip.OPEN_QUOTE
    if not any(cell.strip() for cell in row.cells):
        return Skip.EMPTY
    header = [bare(cell, plan.quotes) for cell in plan.columns.header]
    return Skip.HEADER if row.cells == header else None


def _who(columns: ColumnMap, row: Sequence[str]) -> PersonMention:
    name = _spoken(columns.cell(row, "name"))
    parts = [columns.cell(row, field) for field in ("first", "middle", "last")]
    whole = " ".join(part for part in parts if part)
    urls = columns.cells(row, "url")
    url = next((one for one in urls if profile_of(one)), urls[0] if urls else "")
    return someone_of(
        whole or name,
        columns.cells(row, "email"),
        url,
        columns.cell(row, "company"),
        columns.cell(row, "title"),
    )


def _spoken(name: str) -> str:
    """A name with the surname first ("Archer, Ann") as it is spoken; "Ann Archer, PhD" stays."""
    return first_name_first(name) if len(name.partition(",")[0].split()) == 1 else name


def _contact(row: Cells, columns: ColumnMap, told: SourceRecords) -> Skip | None:
    who = _who(columns, row.cells)
    if not who.name and who.company and not who.profile:
        return Skip.PAGE
    if not who.name and who.is_known_by_name_alone:
        return Skip.NO_NAME
    if who.name and is_nobody(who.name):
        return Skip.MEMBER
    told.cards.append(FiledRecord(Card(who, columns.cell(row.cells, "since")), row.line, told.tally))
    return None


def _edge(row: Cells, columns: ColumnMap, told: SourceRecords) -> Skip | None:
    ends = [_end(columns, row.cells, end) for end in ("source", "target")]
    if any(end.is_known_by_name_alone and not names_somebody(end.name) for end in ends):
        return Skip.NO_NAME
    if ends[0] == ends[1]:
        return Skip.ALONE
    told.edges.append(FiledRecord(Edge(ends[0], ends[1], columns.cell(row.cells, "since")), row.line, told.tally))
    return None


def _end(columns: ColumnMap, row: Sequence[str], end: str) -> PersonMention:
    cell = columns.cell(row, end)
    both = PERSON_CELL.fullmatch(cell)
    mails = [both[2]] if both else []
    name = both[1] if both else cell
    who = someone_of(name, [*mails, *columns.cells(row, f"{end} email")], columns.cell(row, f"{end} url"))
    return who._replace(local=cell.casefold())


def company_of_posting(address: str) -> str:
    """The company whose posting stands at an address of a well-known job board, by its name there; '' for others."""
    found = _BOARD.match(address.strip())
    return " ".join(re.split(r"[-_+.]+", next(filter(None, found.groups())))).title() if found else ""


def _wanted(row: Cells, columns: ColumnMap, told: SourceRecords) -> Skip | None:
    company = clean_name(columns.cell(row.cells, "company")) or company_of_posting(columns.cell(row.cells, "url"))
    if not company:
        return Skip.NO_COMPANY
    wanted = WantedCompany(company, clean_name(columns.cell(row.cells, "title")), columns.cell(row.cells, "day"))
    told.wanted.append(FiledRecord(wanted, row.line, told.tally))
    return None


_PARSERS: Mapping[str, Callable[[Cells, ColumnMap, SourceRecords], Skip | None]] = MappingProxyType(
    {CONTACTS: _contact, EDGES: _edge, TARGETS: _wanted, REMARKS: read_remark}
)
