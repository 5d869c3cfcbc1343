"""What the invented world is made of. All frozen; times are UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Circle(StrEnum):
    """How somebody came to know an owner."""

    COLLEAGUE = "colleague"
    SCHOOL = "school"
    CLIENT = "client"
    EVENT = "event"
    RECRUITER = "recruiter"
    COLD = "cold"


class StatementKind(StrEnum):
    """Statements one connection makes of another."""

    RECOMMENDATION = "recommendation"
    ENDORSEMENT = "endorsement"


@dataclass(frozen=True, slots=True)
class Firm:
    """An invented company."""

    name: str

    @property
    def domain(self) -> str:
        """Its mail domain."""
        return "".join(c for c in self.name.casefold() if c.isascii() and c.isalnum()) + ".example"


@dataclass(frozen=True, slots=True)
class Job:
    """One stay at one firm, from the first of a month to the first of another; `end` None: still there."""

    firm: Firm
    title: str
    field: str
    level: int
    start: date
    end: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the stay includes `day`."""
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class Someone:
    """An invented person. `slug` is decoded; `jobs` oldest first; empty slug: a sender without a profile."""

    given: str
    family: str
    slug: str
    mail: str = ""
    jobs: tuple[Job, ...] = ()
    shows_company: str | None = None  # a headline that names no employer: "Self-employed", "" ...

    @property
    def name(self) -> str:
        """As messages show it."""
        return f"{self.given} {self.family}".strip()

    def job_at(self, day: date) -> Job | None:
        """The newest stay that includes `day`."""
        return next((job for job in reversed(self.jobs) if job.covers(day)), None)


@dataclass(frozen=True, slots=True)
class Tie:
    """What an owner has with somebody. `strength`: 0..1, the latent quantity everything else is drawn from."""

    person: Someone
    circle: Circle
    strength: float
    connected: datetime
    would_refer: bool


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `body` exists only on the way into a file."""

    at: datetime
    sender: Someone
    recipients: tuple[Someone, ...]
    body: str
    subject: str = ""
    folder: str = "INBOX"
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Conversation:
    """Messages of one thread, oldest first."""

    id: str
    title: str
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A recommendation or endorsement. `firm` and `title` are the author's then, as a recommendation states them."""

    kind: StatementKind
    author: Someone
    subject: Someone
    at: datetime
    status: str
    firm: str = ""
    title: str = ""
    skill: str = ""


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation between the owner and somebody; `accepted` when they are connected now."""

    at: datetime
    sender: Someone
    recipient: Someone
    note: str
    accepted: bool


@dataclass(frozen=True, slots=True)
class Interest:
    """A company the owner applied to, saved a job of, or follows. `kind`: "applied", "saved", "follow"."""

    kind: str
    company: str
    title: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Life:
    """All that one owner's archive can show. Later archives of the same life show more of it."""

    seed: int
    owner: Someone
    mails: tuple[str, ...]
    schools: tuple[str, ...]
    skills: tuple[str, ...]
    industry: str
    place: str
    registered: datetime
    ties: tuple[Tie, ...]
    conversations: tuple[Conversation, ...]
    said: tuple[Statement, ...]
    invitations: tuple[Invitation, ...]
    interests: tuple[Interest, ...]
    hidden: tuple[datetime, ...] = ()  # connections who closed or hid their profile: nothing but a date is left
