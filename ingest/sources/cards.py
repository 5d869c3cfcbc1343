"""Contact cards (vCard 2.1, 3.0, 4.0): names, addresses, employer and title. All else is passed over.

A reader of our own, because the format's three versions differ in how they fold, quote and encode lines, and what
phones and mail programs write mixes them; a broken line costs itself, a broken card one card.
"""

from __future__ import annotations

import quopri
import re
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import NamedTuple

from graph.names import clean_name, fold
from ingest.bundle import Member
from ingest.dates import EARLIEST
from ingest.decode import beginnings, decoding_note, text_stream
from ingest.identity import mail_of, profile_of
from ingest.placeholder_names import is_nobody
from ingest.reading import FiledRecord, Tally
from ingest.report import Skip
from ingest.sources.addresses import addresses
from ingest.sources.records import Card, PersonMention, SourceRecords

MOST_LINES = 50_000
"""Lines of one card: a picture of some megabytes."""
_LONGEST_VALUE = 20_000
PROGRESS_EVERY = 2_000
_LINE = re.compile(r"(?:[\w-]+\.)?([A-Za-z][\w-]*)((?:;(?:[^:;\"]|\"[^\"]*\")*)*):(.*)", re.DOTALL)
_WANTED = frozenset(
    ("FN", "N", "ORG", "TITLE", "EMAIL", "URL", "REV", "X-SOCIALPROFILE", "SOCIALPROFILE", "KIND", "X-ABSHOWAS")
)
_PROFILE = ("URL", "X-SOCIALPROFILE", "SOCIALPROFILE")
_AGENT = re.compile(r"AGENT(?:;[^:]*)?:")
"""Somebody's assistant, in version 2.1 a whole card within the card."""
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


class _Property(NamedTuple):
    name: str
    parameters: str
    value: str


def read_cards(member: Member, tally: Tally, tell: Callable[[int], None]) -> SourceRecords:
    """Every card of a file. `tell` hears how many were read so far."""
    told = SourceRecords(tally)
    tally.note(decoding_note(member.head()))
    for number, (line, lines) in enumerate(_cards(member, tally), start=1):
        tally.seen += 1
        found = card_of(lines)
        if isinstance(found, Skip):
            tally.skip(line, found)
        else:
            told.cards.append(FiledRecord(found, line, tally))
        if number % PROGRESS_EVERY == 0:
            tell(number)
    told.as_of = max((c.record.told_on for c in told.cards if c.record.told_on), default=None)
    return told


def _cards(member: Member, tally: Tally) -> Iterator[tuple[int, list[str]]]:
    """The lines of each card, and where it ends; one that is cut off ends with the file."""
    lines: list[str] | None = None
    number = within = 0
    with member.open() as raw, text_stream(raw, member.head()) as text:
        tally.position = raw.tell
        for number, line in enumerate(beginnings(text), start=1):
            bare = line.strip().upper()
            if bare == "BEGIN:VCARD" and lines and (within or _AGENT.fullmatch(lines[-1].strip().upper())):
                within += 1
            elif bare == "END:VCARD" and within:
                within -= 1
            elif within:
                continue
            elif bare == "BEGIN:VCARD":
                if lines:
                    yield number, lines
                lines = []
            elif bare == "END:VCARD" and lines is not None:
                yield number, lines
                lines = None
            elif lines is not None and len(lines) < MOST_LINES:
                lines.append(line.rstrip("\r\n"))
    if lines:
        yield number, lines


def card_of(lines: list[str]) -> Card | Skip:
    """What the lines of one card tell, or why nothing."""
    found: dict[str, list[_Property]] = {}
    for one in _properties(lines):
        found.setdefault(one.name, []).append(one)
    if any(one.value.casefold() in ("group", "org", "location") for one in found.get("KIND", ())):
        return Skip.PAGE
    name = _name(found)
    mails = tuple(dict.fromkeys(mail for one in found.get("EMAIL", ()) if (mail := _mail_in(_plain(one.value)))))
    addresses = (profile_of(_plain(one.value)) for kind in _PROFILE for one in found.get(kind, ()))
    profile = next(filter(None, addresses), "")
    company = _company(found)
    shown_as = any(one.value.casefold() == "company" for one in found.get("X-ABSHOWAS", ()))
    if company and not profile and (not name or shown_as or (fold(name) == fold(company) and not _parts(found))):
        return Skip.PAGE
    if not name and not mails and not profile:
        return Skip.NO_NAME
    if name and is_nobody(name):
        return Skip.MEMBER
    title = next((clean_name(_plain(one.value)) for one in found.get("TITLE", ())), "")
    return Card(PersonMention(name, mails, profile, company, title), told_on=_revised(found))


def _mail_in(value: str) -> str:
    """The address in a value, which some programs write with the name before it."""
    return mail_of(value) or next((mail for _, mail in addresses(value)), "")


def _properties(lines: list[str]) -> Iterator[_Property]:
    """The properties we look at, unfolded and decoded."""
    for line in _unfolded(lines):
        parts = _LINE.fullmatch(line[:_LONGEST_VALUE])
        if parts and parts[1].upper() in _WANTED:
            yield _Property(parts[1].upper(), parts[2].upper(), _decoded(parts[3], parts[2].upper()))


def _unfolded(lines: list[str]) -> Iterator[str]:
    """Lines put together: those that begin with a space, and in version 2.1 those after one that ends with `=`."""
    whole: list[str] = []
    soft = False
    for line in lines:
        if whole and (soft or line[:1] in (" ", "\t")):
            whole.append("\n" + line if soft else line[1:])
        else:
            yield "".join(whole)
            whole = [line]
        soft = line.endswith("=") and "QUOTED-PRINTABLE" in whole[0][:200].upper()
    yield "".join(whole)


def _decoded(value: str, parameters: str) -> str:
    plain = re.sub(r"\"[^\"]*\"", "", parameters)
    packed = re.search(r";(?:ENCODING=)?(QUOTED-PRINTABLE|BASE64|B)(?:;|$)", plain)
    if packed is None:
        return value.strip()
    charset = re.search(r"CHARSET=\"?([\w-]+)", parameters)
    octets = value.encode("utf-8", "replace")
    try:
        raw = quopri.decodestring(octets) if packed[1][0] == "Q" else b64decode(octets)
    except ValueError:
        return ""
    try:
        return raw.decode(charset[1] if charset else "utf-8", "replace").strip()
    except (LookupError, ValueError):
        return raw.decode("utf-8", "replace").strip()


def _plain(value: str) -> str:
    """A value without the escapes of the format."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def _fields(value: str) -> list[str]:
    """A value of several fields, cut at semicolons that are not escaped."""
    return [clean_name(_plain(part)) for part in re.split(r"(?<!\\);", value)]


def _name(found: Mapping[str, list[_Property]]) -> str:
    """The name as it is to be shown, else put together from its parts; an address in its place is no name."""
    for one in found.get("FN", ()):
        name = clean_name(_plain(one.value))
        if name and not mail_of(name):
            return name
    for one in found.get("N", ()):
        last, first, *rest = [*_fields(one.value), "", ""]
        name = clean_name(" ".join((first, next(iter(rest), ""), last)))
        if name and not mail_of(name):
            return name
    return ""


def _company(found: Mapping[str, list[_Property]]) -> str:
    """The organisation; its departments, which follow it, are not part of its name."""
    names = (field for one in found.get("ORG", ()) for field in _fields(one.value)[:1])
    return next(filter(None, (_unquoted(name) for name in names)), "")


def _unquoted(name: str) -> str:
    """A name without quotes that stand around the whole of it."""
    return name[1:-1].strip() if len(name) > 2 and name[0] == name[-1] == '"' else name


def _parts(found: Mapping[str, list[_Property]]) -> bool:
    """Whether a card has a person's name in parts."""
    return any(any(_fields(one.value)) for one in found.get("N", ()))


def _revised(found: Mapping[str, list[_Property]]) -> date | None:
    """The day the card was last changed."""
    for one in found.get("REV", ()):
        digits = re.sub(r"\D", "", one.value)[:8]
        try:
            day = datetime.strptime(digits, "%Y%m%d").replace(tzinfo=UTC).date()
        except ValueError:
            continue
        if EARLIEST <= day <= datetime.now(tz=UTC).date():
            return day
    return None
