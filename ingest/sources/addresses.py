"""Mail addresses as headers write them, and which of them belong to no person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header
from functools import lru_cache

from graph.name_words import words_of
from graph.names import clean_name
from ingest.identity import mail_of

LONGEST_HEADER = 200_000
"""Characters of one header that are looked at: some thousand addresses."""
_MACHINE = re.compile(
    r"(?:.*[-_.+])?(?:no|not|do ?not|donot)[-_.]?reply(?:[-_.+].*)?"
    r"|(?:mailer[-_.]?daemon|postmaster|bounces?|notifications?|notify|newsletters?|news|mailing|alerts?|automated?"
    r"|auto[-_.]?(?:confirm|reply|mail)|daemon|root|nobody|undisclosed[-_.]?recipients)(?:[-_.+].*)?"
    r"|.*[-_.+](?:bounces?|notifications?|noreply)"
)
_OFFICE = re.compile(
    r"(?:info|contact|kontakt|hello|hi|office|mail|sales|support|service|help(?:desk)?|team|jobs?|careers?|hr|recruiting"
    r"|recruitment|people|talent|billing|invoices?|accounts?|accounting|orders?|shop|press|media|marketing|admin"
    r"|webmaster|feedback|privacy|legal|security|events?|all|everyone|staff)(?:[-_.+].*)?"
)
_ROUTE = re.compile(r"<\s*@[^<>:\"]{1,200}:")
"""The hosts an address was to go over: `<@relay.example,@two.example:ann@x.example>`."""
_RESOURCE = re.compile(r".*@(?:group|resource|import)\.calendar\.google\.com|.*@(?:.*\.)?calendar\.google\.com")


@lru_cache(maxsize=65_536)
def is_machine(mail: str) -> bool:
    """Whether nobody reads or writes at this address: no-reply, bounces, notices."""
    return bool(_MACHINE.fullmatch(mail.partition("@")[0]) or _RESOURCE.fullmatch(mail))


@lru_cache(maxsize=65_536)
def is_shared(mail: str) -> bool:
    """Whether an address is an office's, behind which now one, now another answers: no key of a person."""
    return is_machine(mail) or bool(_OFFICE.fullmatch(mail.partition("@")[0]))


def addresses(header: str) -> list[tuple[str, str]]:
    """(name, mail) of each address in a header, in order; what is no address is left out. O(length)."""
    found = []
    for piece in _pieces(_ROUTE.sub("<", header[:LONGEST_HEADER])):
        start, end = piece.rfind("<"), piece.rfind(">")
        name, inside = (piece[:start], piece[start + 1 : end]) if 0 <= start < end else ("", piece)
        mail = mail_of(_without_group(inside.strip()).strip("'\""))
        if mail:
            found.append((_unquoted(name), mail))
    return found


def _without_group(text: str) -> str:
    """An address without the name of the group it is the first of (`Team: ann@x.example`)."""
    before, colon, after = text.rpartition(":")
    return after.strip() if colon and before.strip().casefold() != "mailto" else text


def _pieces(header: str) -> Iterator[str]:
    """`header` cut at commas and semicolons, but not inside quotes, brackets or angles; remarks in brackets go."""
    piece: list[str] = []
    quoted, depth, escaped = False, 0, False
    for c in header:
        if escaped:
            escaped = False
        elif c == "\\":
            escaped = True
            continue
        elif c == '"':
            quoted = not quoted
        elif not quoted and c == "(":
            depth += 1
        elif not quoted and c == ")" and depth:
            depth -= 1
            continue
        elif not quoted and not depth and c in ",;":
            yield "".join(piece)
            piece = []
            continue
        if not depth:
            piece.append(c)
    yield "".join(piece)


def _unquoted(name: str) -> str:
    """A display name as it is shown: decoded, without quotes, "(via ...)" and the group's name before a colon."""
    plain = clean_name(decoded(name.strip().strip("\"'")))
    return "" if mail_of(plain) else first_name_first(plain.strip("\"'"))


def first_name_first(name: str) -> str:
    """A name as it is spoken: offices write "Lee, Ann (HR)". "Ann Lee, PhD" stays as it is."""
    plain, bracket, aside = name.partition(" (")
    last, comma, first = plain.partition(",")
    if not comma or "," in first or not first.strip() or not last.strip():
        return name
    if words_of(plain) == words_of(last) or len(first.split()) > 3 or any(c.isdigit() or c == "@" for c in plain):
        return name
    return f"{first.strip()} {last.strip()}{bracket}{aside}"


def decoded(text: str) -> str:
    """Encoded words (`=?utf-8?q?...?=`) as text; what cannot be decoded stays as it is written."""
    if "=?" not in text:
        return text
    try:
        parts = decode_header(text)
    except (HeaderParseError, ValueError):
        return text
    return "".join(_part(part, charset) for part, charset in parts)


def _part(part: bytes | str, charset: str | None) -> str:
    if isinstance(part, str):
        return part
    try:
        return part.decode(charset or "utf-8", "replace")
    except (LookupError, ValueError):
        return part.decode("utf-8", "replace")
