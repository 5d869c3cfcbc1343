"""`Member_Follows.csv` and `Comments.csv`: whom the owner follows, whom they answered in public.

Both name people by name alone, and neither is a tie: anybody can be followed, and a comment stands below a post whose
author the file does not name. They are kept as what is known of somebody who is a connection anyway, and weigh
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.names import clean_name
from ingest.archive_words import archive_words
from ingest.placeholder_names import is_nobody
from ingest.reading import Row, Table
from ingest.report import Skip

_LONGEST_NAME = 6
"""Words of a name that a comment may begin with."""
_ENDED = frozenset({"unfollow", "unfollowed", "inactive", "removed"})


@dataclass(frozen=True, slots=True)
class Follow:
    """Somebody the owner follows, by name. `day`: as written."""

    name: str
    day: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A public comment: the names it may begin with, the longest first. Nothing else of it is kept."""

    names: tuple[str, ...]
    day: str


def parse_follow(row: Row) -> Follow | Skip:
    """Whom the owner follows no more is left."""
    name = clean_name(row["name"])
    if is_nobody(name):
        return Skip.MEMBER if name else Skip.NO_NAME
    return Skip.ENDED if row["status"].casefold() in _ENDED else Follow(name, row["day"])


def parse_comment(row: Row) -> Comment | Skip:
    """An answer begins with the name of who is answered."""
    names = tuple(_beginnings(row["text"][:200]))
    return Comment(names, row["day"]) if names else Skip.UNKNOWN


def _beginnings(text: str) -> Iterator[str]:
    """The first words of a text that could be a name of two words or more, the longest first."""
    spoken = re.split(r"[,!?:;\n\r\u2013\u2014]|\.\s|\s-\s", text.lstrip("@ \t"))[0].split()[:_LONGEST_NAME]
    for count in range(len(spoken), 1, -1):
        if spoken[0][0].isupper() or not spoken[0][0].isascii():
            yield clean_name(" ".join(spoken[:count]))


FOLLOWS = Table(
    name="Member Follows",
    stems=("memberfollows",),
    columns={"day": ("date", *archive_words("day")), "status": ("status",), "name": ("fullname", "full name", "name")},
    needs=("day", "name"),
    parse=parse_follow,
)

COMMENTS = Table(
    name="Comments",
    stems=("comments",),
    columns={
        "day": ("date", *archive_words("day")),
        "link": ("link",),
        "text": ("message", "comment", *archive_words("text")),
    },
    needs=("day", "link", "text"),
    parse=parse_comment,
    lines=10_000,
    escape="\\",
)
