"""`messages.csv`: who wrote to whom, when, in which thread. Subject and text are looked at once and dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.names import clean_name
from ingest.archive_words import archive_words
from ingest.dates import Numbers, utc_seconds
from ingest.flags import yes_or_no
from ingest.identity import is_page, mail_of, profile_of
from ingest.placeholder_names import is_nobody
from ingest.reading import Row, Table
from ingest.report import Skip

_DRAFTS = frozenset({"draft", "drafts", "entwürfe", "brouillons", "borradores", "rascunhos", "bozze", "concepten"})
_SPAM = frozenset({"spam", "junk"})
_SPONSORED_TEXT = ("spinmail-quill-editor", "%FIRSTNAME%")


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `to`, `to_urls`: as written, they need the whole archive to be told apart.

    `at`: UTC seconds, or a day in numbers of which the whole column tells the order; None where the cell `day` tells
    none. `sender` or `profile` are empty where only the other is given; `unaddressed`: the file has a
    column for the sender's address, and the row has none. `thread` may be ''.
    """

    sender: str
    profile: str
    to: str
    to_urls: str
    at: int | Numbers | None
    thread: str
    day: str = ""
    unaddressed: bool = False


def parse(row: Row) -> Message | Skip:
    """Drafts, spam, advertisements and what deleted members wrote tell of no tie."""
    sender, url = clean_name(row["from"]), row["from_url"]
    profile = profile_of(url)
    if reason := _says_nothing(row) or (None if profile else _written_by_nobody(row, sender, url)):
        return reason
    if not row["to"] and not row["to_urls"]:
        return Skip.NO_RECIPIENT
    at, unaddressed = utc_seconds(row["at"]), not profile and row.has("from_url")
    day = row["at"] if at is None else ""
    return Message(sender, profile, row["to"], row["to_urls"], at, row["thread"], day, unaddressed)


def _says_nothing(row: Row) -> Skip | None:
    folder = row["folder"].casefold()
    if yes_or_no(row["draft"]) or yes_or_no(row["thread_draft"]) or folder in _DRAFTS:
        return Skip.DRAFT
    return Skip.SPAM if folder in _SPAM else None


def _written_by_nobody(row: Row, sender: str, url: str) -> Skip | None:
    if is_nobody(sender):
        return Skip.MEMBER
    if _is_sponsored(row):
        return Skip.SPONSORED
    return Skip.PAGE if is_page(url) else None


def _is_sponsored(row: Row) -> bool:
    start = row["text"][:2000]
    return row["title"] == "Sponsored Conversation" or any(mark in start for mark in _SPONSORED_TEXT)


def is_messages(header: Sequence[str], rows: Sequence[Sequence[str]], _named: bool) -> bool:  # noqa: FBT001
    """Whether a table of who wrote to whom is the archive's: a list of mails has addresses where names should stand."""
    senders = [row[at] for at in (TABLE.known(header).get("from", 0),) for row in rows if at < len(row) and row[at]]
    return sum(bool(mail_of(sender)) for sender in senders) * 2 <= len(senders)


TABLE = Table(
    name="messages",
    stems=(
        *("messages", "nachrichten", "mensajes", "mensagens", "messaggi", "berichten", "wiadomości", "meddelanden"),
        *("mesajlar", "сообщения", "メッセージ", "消息", "메시지"),
    ),
    columns={
        "thread": ("conversation id", *archive_words("thread")),
        "title": ("conversation title", *archive_words("conversation title")),
        "from": ("from", *archive_words("from")),
        "from_url": ("sender profile url", *archive_words("from url")),
        "to": ("to", *archive_words("to")),
        "to_urls": ("recipient profile urls", *archive_words("to urls")),
        "at": ("date", *archive_words("day")),
        "text": ("content", *archive_words("text")),
        "folder": ("folder", *archive_words("folder")),
        "draft": ("is message draft", *archive_words("draft")),
        "thread_draft": ("is conversation draft",),
    },
    needs=("from", "to", "at", "text"),
    parse=parse,
    fits=is_messages,
    relates=True,
    lines=10_000,
    rows=100_000_000,  # held as a few numbers each
)
