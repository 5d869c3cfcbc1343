"""People as the cells of a stranger's table name them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.names import clean_name
from ingest.identity import mail_of, profile_of
from ingest.sources.addresses import addresses
from ingest.sources.records import PersonMention

PERSON_CELL = re.compile(r"(.*?)\s*[<(]\s*([^<>()\s]+@[^<>()\s]+)\s*[>)]")


def someone_of(
    name: str, mails: Sequence[str] = (), url: str = "", company: str = "", title: str = ""
) -> PersonMention:
    """A person from cells; an address in place of a name is an address."""
    name = clean_name(name)
    if both := PERSON_CELL.fullmatch(name):
        name, mails = both[1], [*mails, both[2]]
    told = [*mails, name] if mail_of(name) else list(mails)
    found = tuple(dict.fromkeys(mail for cell in told for mail in _mails_in(cell)))
    shown = "" if mail_of(name) or profile_of(name) else name
    profile = profile_of(url) or profile_of(name) or _slug(url)
    return PersonMention(shown, found, profile, clean_name(company), clean_name(title))


def names_somebody(text: str) -> bool:
    """Whether an end of a tie has a name: a number, or one letter with a number ("n1"), is the file's own numbering."""
    letters = sum(c.isalpha() for c in text)
    return letters > 1 or (letters == 1 and not any(c.isdigit() for c in text))


def _slug(text: str) -> str:
    """The key of a slug that stands alone; a single word is as well something else."""
    return f"in:{text.casefold()}" if re.fullmatch(r"\w+(?:-\w+)+", text) else ""


def _mails_in(cell: str) -> list[str]:
    """The addresses in a cell, which some programs join by `:::`."""
    return [mail for _, mail in addresses(cell.replace(":::", ",").replace("|", ","))]
