"""Who is who: profile addresses and mail addresses made comparable."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote_to_bytes

_ADDRESS = re.compile(
    r"^(?:https?:)?(?://)?(?:[\w.+-]*@)?(?:[\w-]+\.)*linkedin\.[a-z]{2,3}(?:\.[a-z]{2})?(?::\d+)?/+"
    r"(?:(?:mwlite|comm|incareer|mobile|profile)/+){0,2}(in|pub)/+([^?#]*)",
    re.IGNORECASE | re.DOTALL,
)
_WRAPPED = re.compile(r"[=<\[(\"'].{0,200}?((?:https?:)?//[^\s\"'<>()\[\]]+)", re.IGNORECASE | re.DOTALL)
"""An address as a spreadsheet, a mail or a page of notes wraps it: a formula, angles, brackets."""
_REDIRECT = re.compile(r"linkedin\.[a-z]{2,3}/+[^?]*\?(?:.*&)?(?:session_?)?redirect=([^&]+)", re.IGNORECASE)
_PAGE = re.compile(
    r"^(?:https?:)?(?://)?(?:[\w-]+\.)*linkedin\.[a-z]{2,3}(?:\.[a-z]{2})?/+(?:company|school|showcase|groups|newsletters|events)/",
    re.IGNORECASE,
)
_WRAPS = frozenset("=<[(\"'")
_BARE = re.compile(r"^/?(in|pub)/+([^?#]*)", re.IGNORECASE | re.DOTALL)
_OPAQUE = re.compile(r"A[A-Za-z]{2}AA[\w-]{28,40}")
_ESCAPES = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_MAIL = re.compile(r"[^\s@,;<>\"]+@[^\s@,;<>\"]+\.[^\s@,;<>\".]+")
_LOCALE = re.compile(r"/+[a-z]{2}(?:[-_][a-z]{2})?/*$", re.IGNORECASE)


@lru_cache(maxsize=65_536)
def profile_of(address: str) -> str:
    """The identity key that a profile address stands for: `in:<slug>`, `pub:<path>`, or '' where it is no person's.

    The slug is percent-decoded (malformed escapes stay), composed (NFC) and without regard to case, except member ids
    (`ACoAA...`), whose case tells them apart. Scheme, host, query, fragment and locale do not matter. A bare slug is
    no address.
    """
    text = address.strip()
    if text[:1] in _WRAPS and (inside := _WRAPPED.match(text)):
        text = inside[1]
    if "edirect=" in text and (onward := _REDIRECT.search(text)):
        text = unquote_to_bytes(onward[1]).decode(errors="replace")
    found = _ADDRESS.match(text) or _BARE.match(text)
    if not found:
        return ""
    kind, path = found[1].casefold(), _ESCAPES.sub(_decoded, found[2]).strip().strip("/")
    if kind == "in" and "/" in path:
        path = path.split("/", 1)[0]
    path = "".join(c for c in unicodedata.normalize("NFC", path) if unicodedata.category(c)[0] != "C")
    if not path:
        return ""
    if kind == "pub":
        return f"pub:{_LOCALE.sub('', path).casefold()}"
    return f"in:{path if _OPAQUE.fullmatch(path) else path.casefold()}"


def is_page(address: str) -> bool:
    """Whether an address is that of a company, a school or another page that no person writes under."""
    return bool(_PAGE.match(address.strip()))


def _decoded(escapes: re.Match[str]) -> str:
    """Percent-escapes as UTF-8; what is no UTF-8 stays as it was written."""
    try:
        return unquote_to_bytes(escapes[0]).decode()
    except UnicodeDecodeError:
        return escapes[0]


def slug_in(key: str) -> str | None:
    """The slug in an identity key, if that is what it has."""
    return key[3:] if key.startswith("in:") else None


def mail_of(text: str) -> str:
    """A mail address, compared without case; '' where `text` is none."""
    found = text.strip().casefold().removeprefix("mailto:")
    return found if _MAIL.fullmatch(found) else ""
