"""`messages.csv`: who wrote to whom, when, in which thread. Subject and text are looked at once and dropped."""

from __future__ import annotations

from dataclasses import dataclass

from graph.names import clean_name
from ingest.dates import Numbers, utc_seconds
from ingest.identity import is_nobody, profile_of
from ingest.reading import Row, Table
from ingest.report import Skip

_SPONSORED_TEXT = ("spinmail-quill-editor", "%FIRSTNAME%")


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `to`, `to_urls`: as written, they need the whole archive to be told apart.

    `at`: UTC seconds, or a day in numbers of which the whole column tells the order; None where the cell `day` tells
    none.
    `sender` is '' where only the profile is given, `profile` where only the name is; `thread` may be ''.
    """

    sender: str
    profile: str
    to: str
    to_urls: str
    at: int | Numbers | None
    thread: str
    day: str = ""


def parse(row: Row) -> Message | Skip:
    """Drafts, spam, advertisements and what deleted members wrote tell of no tie."""
    if row["draft"].casefold() == "yes" or row["thread_draft"].casefold() == "yes":
        return Skip.DRAFT
    if row["folder"].casefold() == "spam":
        return Skip.SPAM
    sender, url = clean_name(row["from"]), row["from_url"]
    profile = profile_of(url)
    if not profile and is_nobody(sender):
        return Skip.MEMBER
    if not profile and (row.has("from_url") or _is_sponsored(row)):
        return Skip.SPONSORED
    to, to_urls = row["to"], row["to_urls"]
    if not to and not to_urls:
        return Skip.NO_RECIPIENT
    day = row["at"]
    at = utc_seconds(day)
    return Message(sender, profile, to, to_urls, at, row["thread"], day if at is None else "")


def _is_sponsored(row: Row) -> bool:
    start = row["text"][:2000]
    return row["title"] == "Sponsored Conversation" or any(mark in start for mark in _SPONSORED_TEXT)


TABLE = Table(
    name="messages",
    stems=("messages",),
    columns={
        "thread": ("conversation id",),
        "title": ("conversation title",),
        "from": ("from",),
        "from_url": ("sender profile url",),
        "to": ("to",),
        "to_urls": ("recipient profile urls",),
        "at": ("date",),
        "text": ("content",),
        "folder": ("folder",),
        "draft": ("is message draft",),
        "thread_draft": ("is conversation draft",),
    },
    needs=("from", "to", "at", "text"),
    parse=parse,
    relates=True,
    lines=10_000,
)
