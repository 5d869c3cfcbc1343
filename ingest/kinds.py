"""What a file is, by its content: its first bytes, the words it begins with, the names of what it packs.

A name only helps where the content says nothing (a part of a download begins like the whole). What has no reader has a
sentence that says what to do; to read one more kind, give it a reader (`ingest.sources.sorting`) and take its sentence
out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from enum import StrEnum
from types import MappingProxyType

from ingest.csv_rows import head_rows, heading
from ingest.decode import text_of


class Kind(StrEnum):
    """Kinds of input, as they are called in a sentence."""

    NOTHING = "an empty file"
    ZIP = "a zip"
    GZIP = "a gzip file"
    BZIP2 = "a bzip2 file"
    XZ = "an xz file"
    TAR = "a tar archive"
    ZSTANDARD = "a Zstandard file"
    OTHER_PACKER = "a file of a packing program"
    FILM = "a film or sound"
    PROGRAM = "a program"
    SHORTCUT = "a shortcut to a web page"
    EXCEL_XML = "an Excel workbook saved as XML"
    SEVEN_ZIP = "a 7-Zip archive"
    RAR = "a RAR archive"
    OLD_EXCEL = "an old Excel workbook or another Office file"
    EXCEL = "an Excel workbook"
    NUMBERS = "a Numbers document"
    OPEN_DOCUMENT = "a LibreOffice document"
    OFFICE = "an Office document"
    PAGE = "a web page"
    SAVED_PAGE = "a saved web page"
    PDF = "a PDF"
    PICTURE = "a picture"
    DATABASE = "a database"
    MAIL = "an e-mail"
    MAILBOX = "a mailbox"
    CALENDAR = "a calendar"
    CARDS = "a file of contact cards"
    GRAPH = "a graph file"
    OWN_GRAPH = "a graph that goodword exported"
    OWN_REPORT = "a list or report that goodword wrote"
    CALENDAR_TABLE = "a calendar saved as a table"
    MAIL_TABLE = "a list of mails saved as a table"
    CHAT = "a chat"
    PORTABILITY = "an answer of LinkedIn's data portability interface"
    FRIENDS = "a list of friends from another network"
    JSON = "a JSON file"
    XML = "an XML file"
    TABLE = "a table"
    TEXT = "a text"
    BYTES = "a file of a kind we do not know"


_SHEET = ": open it and save the sheet as CSV UTF-8, then give that file"
_UNPACK = ": unpack it first and give the folder"
_ARCHIVE = "give the zip that LinkedIn sends (Settings, Data privacy, Get a copy of your data)"
HELP = MappingProxyType(
    {
        Kind.NOTHING: ": it may not have been downloaded whole; download it again",
        Kind.ZSTANDARD: _UNPACK,
        Kind.OTHER_PACKER: _UNPACK,
        Kind.SEVEN_ZIP: _UNPACK,
        Kind.RAR: _UNPACK,
        Kind.OLD_EXCEL: _SHEET,
        Kind.EXCEL: _SHEET,
        Kind.EXCEL_XML: _SHEET,
        Kind.FILM: f", not an archive: {_ARCHIVE}",
        Kind.PROGRAM: f", not an archive, and is not run: {_ARCHIVE}",
        Kind.SHORTCUT: ", not the archive: open it, download the zip and give that",
        Kind.NUMBERS: ": open it, choose File, Export to, CSV (UTF-8), and give that file",
        Kind.OPEN_DOCUMENT: _SHEET,
        Kind.OFFICE: f", not an archive: {_ARCHIVE}",
        Kind.SAVED_PAGE: f", not an archive: {_ARCHIVE}",
        Kind.PDF: f", not an archive: {_ARCHIVE}",
        Kind.PICTURE: f", not an archive: {_ARCHIVE}",
        Kind.DATABASE: ": a workspace is opened, not imported; else give the archive itself",
        Kind.MAIL: ", not the archive: follow the link in it, download the zip and give that",
        Kind.OWN_REPORT: ", made from archives: import those archives instead",
        Kind.CALENDAR_TABLE: ": export it as iCalendar (.ics) and give that file",
        Kind.MAIL_TABLE: ": export the mailbox as .mbox, or the mails as .eml, and give those",
        Kind.CHAT: f", in which nobody has an address: {_ARCHIVE}",
        Kind.FRIENDS: f", which says nothing of work: {_ARCHIVE}",
        Kind.JSON: f" with nothing in it that we know: {_ARCHIVE}",
        Kind.XML: f" with nothing in it that we know: {_ARCHIVE}",
        Kind.TEXT: f", neither a table nor an archive: {_ARCHIVE}",
        Kind.BYTES: f": {_ARCHIVE}",
    }
)
"""How the sentence goes on for each kind that is not read: what to do."""

OTHER_SOURCES = frozenset(
    {Kind.MAIL, Kind.MAILBOX, Kind.CALENDAR, Kind.CARDS, Kind.GRAPH, Kind.OWN_GRAPH, Kind.PORTABILITY}
)
"""Kinds that are read though no archive's (`ingest.sources`)."""

PACKED = frozenset({Kind.GZIP, Kind.BZIP2, Kind.XZ})
"""One file packed; a tar archive may be in it."""

_MAGIC: tuple[tuple[int, bytes, Kind], ...] = (
    (0, b"PK\x03\x04", Kind.ZIP),
    (0, b"PK\x05\x06", Kind.ZIP),
    (0, b"PK\x07\x08", Kind.ZIP),
    (0, b"\x1f\x8b", Kind.GZIP),
    (0, b"BZh", Kind.BZIP2),
    (0, b"\xfd7zXZ\x00", Kind.XZ),
    (257, b"ustar", Kind.TAR),
    (0, b"\x28\xb5\x2f\xfd", Kind.ZSTANDARD),
    (0, b"7z\xbc\xaf\x27\x1c", Kind.SEVEN_ZIP),
    (0, b"Rar!\x1a\x07", Kind.RAR),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OLD_EXCEL),
    (0, b"\x1f\x9d", Kind.OTHER_PACKER),
    (0, b"\x1f\xa0", Kind.OTHER_PACKER),
    (0, b"\x04\x22\x4d\x18", Kind.OTHER_PACKER),
    (0, b"MSCF", Kind.OTHER_PACKER),
    (0, b"LZIP", Kind.OTHER_PACKER),
    (0, b"\x5d\x00\x00", Kind.OTHER_PACKER),
    (2, b"-lh", Kind.OTHER_PACKER),
    (0, b"xar!", Kind.OTHER_PACKER),
    (0, b"RIFF", Kind.FILM),
    (0, b"ID3", Kind.FILM),
    (4, b"ftyp", Kind.FILM),
    (0, b"MZ", Kind.PROGRAM),
    (0, b"\x7fELF", Kind.PROGRAM),
    (0, b"bplist00", Kind.SAVED_PAGE),
    (0, b"%PDF", Kind.PDF),
    (0, b"\x89PNG", Kind.PICTURE),
    (0, b"\xff\xd8\xff", Kind.PICTURE),
    (0, b"GIF8", Kind.PICTURE),
    (0, b"SQLite format 3\x00", Kind.DATABASE),
)
_HEADERS = r"(?:[A-Za-z0-9-]+:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n)"
_BEGINNINGS: tuple[tuple[str, Kind], ...] = (
    (r"From \S+.*\r?\n[A-Za-z-]+[ \t]*:", Kind.MAILBOX),
    (r"BEGIN:VCALENDAR", Kind.CALENDAR),
    (r"BEGIN:VCARD", Kind.CARDS),
    (rf"(?i:{_HEADERS}*snapshot-content-location:|{_HEADERS}*content-type:\s*multipart/related)", Kind.SAVED_PAGE),
    (
        rf"(?i:{_HEADERS}{{0,40}}?(?:from|subject|received|return-path|delivered-to|message-id|mime-version):)",
        Kind.MAIL,
    ),
    (r"(?i:<!doctype html|<html|<head|<body|<table)", Kind.PAGE),
    (
        r"(?is:(?>\s+|<\?xml[^>]*>|<!--.*?-->|<!doctype[^>\[]*(?>\[.*?\]\s*)?>)*+<(?:\w+:)?(?:graphml|gexf)\b)",
        Kind.GRAPH,
    ),
    (r"(?is:<\?xml[^>]*>\s*<!doctype html|<\?xml[^>]*>\s*<html)", Kind.PAGE),
    (r"(?is:<\?xml.{0,200}(?:progid=.Excel|schemas-microsoft-com:office:spreadsheet))", Kind.EXCEL_XML),
    (r"(?is:<\?xml.{0,400}<plist.{0,200}<key>URL</key>)", Kind.SHORTCUT),
    (r"(?is:<\?xml|<[a-z][\w:-]*[\s/>])", Kind.XML),
    (r"\[(?:InternetShortcut|Desktop Entry)\]", Kind.SHORTCUT),
    (r"\{\\rtf", Kind.OFFICE),
    (r"(?s:(?:#[^\n]*\n|\s)*(?:Creator\s+\"[^\"]*\"\s*)?(?:Version\s+\d+\s*)?graph\s*\[)", Kind.GRAPH),
)
_OWN_ID = re.compile(r"[pc][0-9a-f]{16}")
_OWN_KEYS = ('"shown_by"', '"classes"', '"cost"')
_OWN_TABLES = (
    frozenset({"source", "target", "kind", "classes", "shownby"}),
    frozenset({"company", "known", "direct", "two hops", "best path"}),
    frozenset({"company", "verdict", "best person", "next step"}),
)
"""Headings by which our own exports as CSV are known: a graph, a report."""


_OTHER_TABLES: tuple[tuple[tuple[frozenset[str], ...], Kind], ...] = (
    (
        (
            frozenset({"subject", "start date"}),
            frozenset({"betreff", "beginnt am"}),
            frozenset({"objet", "debut"}),
            frozenset({"asunto", "fecha de comienzo"}),
            frozenset({"oggetto", "data inizio"}),
            frozenset({"assunto", "data de inicio"}),
            frozenset({"onderwerp", "begindatum"}),
        ),
        Kind.CALENDAR_TABLE,
    ),
    (
        (
            frozenset({"subject", "from address", "to address"}),
            frozenset({"betreff", "von adresse", "an adresse"}),
        ),
        Kind.MAIL_TABLE,
    ),
)
"""Headings by which calendars and mails are known that a mail program saved as CSV."""
_CHAT = re.compile(r"\u200e?\[?\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}[:.]\d{2}[^\n]{0,12}(?:\]| -) [^\n:]{1,60}: ")
"""A line of a chat that was exported as text."""


def kind_of(head: bytes, name: str = "") -> Kind:
    """What begins with `head`; a name that ends in .csv makes a table of a text without columns."""
    for at, magic, kind in _MAGIC:
        if head[at:].startswith(magic):
            return kind
    text = text_of(head).lstrip("\ufeff \t\r\n")
    if not text.strip("\x00"):
        return Kind.TABLE if name.casefold().endswith(".csv") else Kind.NOTHING
    if re.match(r"\{\s*[\"}]|\[\s*(?:[\[{\"\]]|-?\d+(?:\.\d+)?\s*[,\]])|\[\s*$", text):
        return _of_json(text)
    for beginning, kind in _BEGINNINGS:
        if re.match(beginning, text):
            return Kind.OWN_GRAPH if kind is Kind.GRAPH and all(mark in text for mark in _OWN_KEYS) else kind
    return _of_rows(head, text, name)


def _of_json(text: str) -> Kind:
    for marks, kind in (
        (('"nodes"', '"generation"', '"engine"'), Kind.OWN_GRAPH),
        (('"ego"', '"owners"', '"targets"'), Kind.OWN_REPORT),
        (('"snapshotData"',), Kind.PORTABILITY),
        (('"friends_v2"',), Kind.FRIENDS),
        (('"nodes"',), Kind.GRAPH),
    ):
        if all(mark in text for mark in marks):
            return kind
    return Kind.JSON


def _of_rows(head: bytes, text: str, name: str) -> Kind:
    """A table has rows of several cells; a text has none, whatever commas stand in it."""
    if text.startswith(("# Network strength", "# overview")):
        return Kind.OWN_REPORT
    rows = [[row for row in found if any(row)] for found in head_rows(head).values()]
    told = next((kind for found in rows if (kind := _of_headings(found))), Kind.CHAT if _CHAT.match(text) else None)
    if told:
        return told
    if name.casefold().endswith((".csv", ".tsv")):
        return Kind.TABLE
    if not _is_text(text):
        return Kind.BYTES
    return Kind.TABLE if any(map(_is_table, rows)) else Kind.TEXT


def _of_headings(rows: Collection[list[str]]) -> Kind | None:
    """What a table is by its first row, where it is none that is read; None for all others."""
    headings = {heading(cell) for cell in next(iter(rows), [])}
    if headings >= _OWN_TABLES[0]:
        return Kind.OWN_GRAPH
    if any(headings >= own for own in _OWN_TABLES[1:]) or _has_own_ids(rows):
        return Kind.OWN_REPORT
    return next((kind for marks, kind in _OTHER_TABLES if any(headings >= mark for mark in marks)), None)


def _has_own_ids(rows: Collection[list[str]]) -> bool:
    """Whether a table names people or companies by the ids that only this program gives them."""
    header, *below = [*rows, [], []][:2]
    places = [at for at, cell in enumerate(header) if heading(cell) == "id"]
    return any(at < len(row) and bool(_OWN_ID.fullmatch(row[at].strip())) for at in places for row in below)


def _is_table(rows: Collection[list[str]]) -> bool:
    """Whether several rows are of the same two cells or more."""
    widths = [len(row) for row in rows if len(row) > 1]
    return len(widths) >= max(2, len(rows) // 2) and max(widths.count(width) for width in widths) * 2 >= len(widths)


def _is_text(text: str) -> bool:
    start = text[:4096]
    return sum(not (c.isprintable() or c.isspace()) for c in start) * 50 < len(start)


def kind_of_packed(names: Collection[str]) -> Kind:
    """What a zip is whose members have these names: many programs save their documents as one."""
    tests: tuple[tuple[Callable[[str], bool], Kind], ...] = (
        (lambda name: name.startswith("xl/"), Kind.EXCEL),
        (lambda name: name.startswith(("Index/", "Index.zip")) or name.endswith(".iwa"), Kind.NUMBERS),
        (lambda name: name.startswith(("word/", "ppt/")), Kind.OFFICE),
        (lambda name: name == "content.xml", Kind.OPEN_DOCUMENT),
    )
    if any(name.casefold().endswith(".csv") for name in names):
        return Kind.ZIP
    return next((kind for test, kind in tests if any(map(test, names))), Kind.ZIP)
