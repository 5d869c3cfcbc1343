"""The tables of an archive that say something about ties: Connections, messages, Invitations and so on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from urllib.parse import quote

from synthetic.dates import clock, dashed_utc, day_words, moment, padded_clock, slashed_utc
from synthetic.dice import dice
from synthetic.eras import NOTES_PREAMBLE, Era
from synthetic.model import Conversation, Invitation, Life, Message, Someone, Statement, StatementKind, Tie


class Skip(StrEnum):
    """Why a right reading keeps nothing of a row."""

    HIDDEN = "hidden"
    EMPTY = "empty"
    OWNER = "owner"
    DUPLICATE = "duplicate"
    SPONSORED = "sponsored"
    MEMBER = "deleted member"
    SPAM = "spam"
    DRAFT = "draft"
    PENDING = "pending"
    UNKNOWN = "nobody known by this"


@dataclass(frozen=True, slots=True)
class Row:
    """Cells by column name; `skip`: why nothing is kept of it; `extra`: cells beyond the header."""

    cells: Mapping[str, str]
    skip: Skip | None = None
    extra: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file to be. `read`: whether a right reading takes rows from it at all."""

    name: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    read: bool = True
    preamble: str = ""
    quote_all: bool = False
    backslash: bool = False
    final_newline: bool = True


@dataclass(frozen=True, slots=True)
class ArchivePlan:
    """One archive to be made: whose, in which shape, as of when. `cut`: nothing later is in it.

    `uploaded`: the owner once uploaded an address book, which then is in it.
    """

    life: Life
    era: Era
    as_of: date
    complete: bool = True
    uploaded: bool = False
    cut: datetime = field(init=False)

    def __post_init__(self) -> None:
        """Archives are made in the morning."""
        object.__setattr__(self, "cut", moment(self.as_of))

    @property
    def ties(self) -> Iterable[Tie]:
        """Connections made by then, newest first."""
        return (t for t in self.life.ties if t.connected < self.cut)


def url(someone: Someone) -> str:
    """The profile address as most files write it."""
    return _address(someone.slug) if someone.slug else ""


@lru_cache(maxsize=65_536)
def _address(slug: str) -> str:
    return "https://www.linkedin.com/in/" + quote(slug, safe="-")


def shown_work(someone: Someone, day: date) -> tuple[str, str]:
    """Company and title of their headline on `day`."""
    job = someone.job_at(day)
    if someone.shows_company is not None:
        return someone.shows_company, job.title if job else ""
    return (job.firm.name, job.title) if job else ("", "")


def shows_mail(someone: Someone, era: Era) -> bool:
    """Few members let others see their address; in 2017 most did."""
    return dice(0, "mail", someone.slug).random() < (0.9 if era.clocks else 0.03)


def connections(scene: ArchivePlan) -> Table:
    """Connections.csv: newest first, no line end after the last row."""
    day = clock_or(scene.era, day_words)
    dated = [(tie.connected, _connection(scene, tie)) for tie in scene.ties]
    if scene.era.preamble:
        blank = ((at, Row({"Connected On": day(at)}, Skip.HIDDEN)) for at in scene.life.hidden if at < scene.cut)
        dated = sorted([*dated, *blank], key=lambda pair: pair[0], reverse=True)
    preamble = NOTES_PREAMBLE if scene.era.preamble else ""
    rows = tuple(row for _, row in dated)
    return Table("Connections.csv", scene.era.connections, rows, preamble=preamble, final_newline=False)


def _connection(scene: ArchivePlan, tie: Tie) -> Row:
    person = tie.person
    company, title = shown_work(person, scene.as_of)
    cells = {
        "First Name": person.given,
        "Last Name": person.family,
        "URL": url(person),
        "Email Address": person.mail if shows_mail(person, scene.era) else "",
        "Company": company,
        "Position": title,
        "Connected On": clock_or(scene.era, day_words)(tie.connected),
    }
    return Row(cells)


def clock_or(era: Era, other: Callable[[datetime], str]) -> Callable[[datetime], str]:
    """In 2017 every date was a padded clock."""
    return padded_clock if era.clocks else other


def messages(scene: ArchivePlan) -> Table:
    """messages.csv: threads by their last message, newest first, as within each thread."""
    rows = [
        message_row(scene, thread, message)
        for thread in scene.life.conversations
        for message in reversed(thread.messages)
        if message.at < scene.cut and (scene.era.drafts or not message.draft)
    ]
    era = scene.era
    return Table(era.messages_file, era.messages, tuple(rows), quote_all=era.quoted_messages)


def message_skip(message: Message) -> Skip | None:
    """Why a message tells of no tie."""
    if message.draft:
        return Skip.DRAFT
    if message.folder == "SPAM":
        return Skip.SPAM
    if not message.sender.slug:
        return Skip.MEMBER if message.sender.name == "LinkedIn Member" else Skip.SPONSORED
    return None


def message_row(scene: ArchivePlan, thread: Conversation, message: Message) -> Row:
    """One message as its era shows it."""
    body = message.body if scene.era.line_breaks else message.body.replace("\n", "  ")
    names = ", ".join(r.name for r in message.recipients)
    if scene.era.clocks:
        return Row(_message_2017(scene, message, names, body), message_skip(message))
    cells = {
        "CONVERSATION ID": thread.id,
        "CONVERSATION TITLE": thread.title,
        "FROM": message.sender.name,
        "SENDER PROFILE URL": url(message.sender),
        "TO": names,
        "RECIPIENT PROFILE URLS": ",".join(url(r) for r in message.recipients if r.slug),
        "DATE": dashed_utc(message.at),
        "SUBJECT": message.subject,
        "CONTENT": body,
        "FOLDER": message.folder,
        "IS MESSAGE DRAFT": "Yes" if message.draft else "No",
        "IS CONVERSATION DRAFT": "No",
    }
    return Row(cells, message_skip(message))


def _message_2017(scene: ArchivePlan, message: Message, names: str, body: str) -> dict[str, str]:
    out = message.sender is scene.life.owner
    return {
        "From": message.sender.name,
        "To": names,
        "Date": padded_clock(message.at),
        "Subject": message.subject,
        "Content": body,
        "Direction": "OUTGOING" if out else "INCOMING",
        "Folder": "SENT" if out and message.folder == "INBOX" else message.folder,
    }


def invitations(scene: ArchivePlan) -> Table:
    """Invitations.csv: recent ones and those still open."""
    header = ("From", "To", "Sent At", "Message", "Direction")
    urls = ("inviterProfileUrl", "inviteeProfileUrl") if scene.era.urls else ()
    rows = tuple(_invitation(scene, i) for i in scene.life.invitations if i.at < scene.cut)
    return Table("Invitations.csv", (*header, *urls), rows)


def _invitation(scene: ArchivePlan, invitation: Invitation) -> Row:
    cells = {
        "From": invitation.sender.name,
        "To": invitation.recipient.name,
        "Sent At": clock(invitation.at),
        "Message": invitation.note,
        "Direction": "OUTGOING" if invitation.sender is scene.life.owner else "INCOMING",
        "inviterProfileUrl": url(invitation.sender),
        "inviteeProfileUrl": url(invitation.recipient),
    }
    return Row(cells, None if invitation.accepted else Skip.PENDING)


def endorsements(scene: ArchivePlan, *, given: bool) -> Table:
    """Endorsement_Received_Info.csv or Endorsement_Given_Info.csv: addresses without scheme, letters as they are."""
    who = "Endorsee" if given else "Endorser"
    urls = (f"{who} Public Url",) if scene.era.urls else ()
    header = ("Endorsement Date", "Skill Name", f"{who} First Name", f"{who} Last Name", *urls, "Endorsement Status")
    rows = []
    for said, other in _said(scene, StatementKind.ENDORSEMENT, given=given):
        cells = {
            "Endorsement Date": slashed_utc(said.at),
            "Skill Name": said.skill,
            f"{who} First Name": other.given,
            f"{who} Last Name": other.family,
            f"{who} Public Url": f"www.linkedin.com/in/{other.slug}",
            "Endorsement Status": said.status,
        }
        rows.append(Row(cells))
    return Table(f"Endorsement_{'Given' if given else 'Received'}_Info.csv", header, tuple(rows))


def recommendations(scene: ArchivePlan, *, given: bool) -> Table:
    """Recommendations_Received.csv or ..._Given.csv: names, firm and title then, no address."""
    header = ("First Name", "Last Name", "Company", "Job Title", "Text", "Creation Date", "Status")
    rows = []
    for said, other in _said(scene, StatementKind.RECOMMENDATION, given=given):
        job = other.job_at(said.at.date()) if given else None
        firm, title = (said.firm, said.title) if not given else (job.firm.name, job.title) if job else ("", "")
        cells = {
            "First Name": other.given,
            "Last Name": other.family,
            "Company": firm,
            "Job Title": title,
            "Text": f'We worked together at {firm}.\n\n{said.subject.given} is calm, kind and "relentlessly" precise.',
            "Creation Date": padded_clock(said.at),
            "Status": said.status,
        }
        rows.append(Row(cells))
    gap = " " if scene.era.spaced else "_"
    return Table(f"Recommendations{gap}{'Given' if given else 'Received'}.csv", header, tuple(rows))


def _said(scene: ArchivePlan, kind: StatementKind, *, given: bool) -> Iterable[tuple[Statement, Someone]]:
    owner = scene.life.owner.slug
    for said in scene.life.said:
        if said.kind is kind and said.at < scene.cut and (said.author.slug == owner) is given:
            yield said, said.subject if given else said.author
