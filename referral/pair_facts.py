"""Facts about two people, each worded once: for the criteria, the ties of paths and the page of a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from graph.model import Dossier, Exchange, FactClass, Mark, Person, Statement, StatementKind
from referral.results import Evidence
from referral.wording import ago, count, first_upper, month, when

NO_CONTACT = "No contact on record"
WORKED, STATED = "positions", "statements"
"""Sources: where shared employers, and what one said of the other, stand."""
VERBS = {
    StatementKind.RECOMMENDATION: "recommended",
    StatementKind.ENDORSEMENT: "endorsed",
    StatementKind.INVITATION: "invited",
    StatementKind.FOLLOW: "followed",
    StatementKind.COMMENT: "publicly answered",
}
_NOUNS = {
    StatementKind.RECOMMENDATION: "Recommendation",
    StatementKind.ENDORSEMENT: "Endorsement",
    StatementKind.INVITATION: "Invitation",
    StatementKind.FOLLOW: "Follows",
    StatementKind.COMMENT: "Public answer",
}
_CLASSES = {StatementKind.RECOMMENDATION: FactClass.OBSERVED, StatementKind.INVITATION: FactClass.OBSERVED}


@dataclass(frozen=True, slots=True)
class Name:
    """What somebody is called: as who does something, and as whom it is done to."""

    subject: str
    object: str

    @property
    def first(self) -> str:
        """Who does something, at the start of a sentence."""
        return first_upper(self.subject)

    @classmethod
    def of(cls, person: Person) -> Name:
        """By name."""
        return cls(person.name, person.name)


YOU, THEY = Name("you", "you"), Name("they", "them")


@dataclass(frozen=True, slots=True)
class Pair:
    """The person whose dossier on the other is told from, and the other."""

    one: Name = YOU
    other: Name = THEY


def statement(kind: StatementKind, *, by_other: bool, pair: Pair, detail: str = "") -> str:
    """`They recommended you`, `You endorsed Mara Lindqvist for Python`; without its date."""
    who, whom = (pair.other, pair.one) if by_other else (pair.one, pair.other)
    skill = f" for {detail}" if detail and kind is StatementKind.ENDORSEMENT else ""
    return f"{who.first} {VERBS[kind]} {whom.object}{skill}"


def relation(said: Statement, dossier: Dossier, pair: Pair) -> str:
    """Who managed whom by a recommendation's relation word, '' when it does not say or the user says otherwise."""
    author, subject = (pair.other, pair.one) if said.author == dossier.person.id else (pair.one, pair.other)
    word, who = said.detail.casefold().strip(), author.subject if author is YOU else THEY.subject
    if said.kind is not StatementKind.RECOMMENDATION or dossier.mark.managed_me is False:
        return ""
    if word.startswith(("report", "direct report")):
        return f"{who} reported to {subject.object}"
    if word.startswith(("manage", "supervis", "boss")):
        return f"{who} managed {subject.object}"
    return ""


def dated_statement(said: Statement, dossier: Dossier, pair: Pair) -> str:
    """`They recommended you in May 2021; they managed you`."""
    text = statement(said.kind, by_other=said.author == dossier.person.id, pair=pair, detail=said.detail)
    managed = relation(said, dossier, pair)
    return f"{text} {when(said.at)}{f'; {managed}' if managed else ''}"


def exchanged(exchange: Exchange, as_of: date, pair: Pair) -> str:
    """`42 messages both ways; last 3 weeks before the export`, '' when nothing dated passed."""
    total = exchange.sent + exchange.received
    if not total:
        return ""
    messages = max(0, total - exchange.meetings)
    parts = [f"{count(messages, 'message')} {_direction(exchange, pair)}"] if messages else []
    parts = [to_many(exchange)] if exchange.only_to_many else parts
    parts += [count(exchange.meetings, "meeting")] if exchange.meetings else []
    last = f"last {ago(exchange.last, as_of)}" if exchange.last else "when is not known"
    return f"{', '.join(parts)}; {last}"


def to_many(exchange: Exchange) -> str:
    """`12 messages, all of them to many people at once`."""
    return f"{count(exchange.sent + exchange.received, 'message')}, all of them to many people at once"


def exchanged_short(exchange: Exchange) -> str:
    """`42 messages`, `42 group messages`, or `3 meetings` where nothing was written."""
    messages = max(0, exchange.sent + exchange.received - exchange.meetings)
    if exchange.only_to_many:
        return count(messages, "group message")
    return count(messages, "message") if messages else count(exchange.meetings, "meeting")


def _direction(exchange: Exchange, pair: Pair) -> str:
    if exchange.sent and exchange.received:
        return "both ways"
    if exchange.sent:
        silent = ", none of them answered" if exchange.ignored else ""
        return f"only from {pair.one.object}{silent}"
    return f"only from {pair.other.object}, none of them answered"


def mark_facts(mark: Mark, pair: Pair) -> Iterator[Evidence]:
    """What the user said of the two."""
    if mark.close:
        text = f"{pair.one.first} marked {pair.other.object} as close"
        yield Evidence(text, "mark", FactClass.CONFIRMED, short="Marked as close")
    if mark.managed_me:
        text = f"{pair.other.first} managed {pair.one.object}"
        yield Evidence(text, "mark", FactClass.CONFIRMED, short=f"Managed {'you' if pair.one is YOU else 'them'}")
    for told, short in (
        (worked_together(mark, pair), "Worked together"),
        (helped(mark, pair), "Helped you" if pair.one is YOU else "Helped them"),
        (was_helped(mark, pair), "You helped" if pair.one is YOU else "Was helped"),
    ):
        if told:
            yield Evidence(told, "mark", FactClass.CONFIRMED, short=short)
    if mark.declined:
        yield Evidence(f"{pair.other.first} said no when asked", "mark", FactClass.CONFIRMED, short="Said no")
    if mark.knows_i_look:
        text = f"{pair.other.first} know{_s(pair.other)} that {_looks(pair.one)}"
        yield Evidence(text, "mark", FactClass.CONFIRMED, short="Knows of the search")


def _s(name: Name) -> str:
    return "" if name in {YOU, THEY} else "s"


def _looks(name: Name) -> str:
    return "you are looking" if name is YOU else f"{name.subject} is looking"


def worked_together(mark: Mark, pair: Pair) -> str:
    """`You and they worked together at Brisk Metrics, 2018 to 2021`, as far as the user said."""
    if not mark.worked_with:
        return ""
    where = f" at {mark.worked_where}" if mark.worked_where else ""
    during = f", {mark.worked_when}" if mark.worked_when else ""
    return f"{pair.one.first} and {pair.other.subject} worked together{where}{during}"


def helped(mark: Mark, pair: Pair) -> str:
    """`They helped you`."""
    return f"{pair.other.first} helped {pair.one.object}" if mark.helped_me else ""


def was_helped(mark: Mark, pair: Pair) -> str:
    """`You helped them`."""
    return f"{pair.one.first} helped {pair.other.object}" if mark.i_helped else ""


def exchange_facts(exchange: Exchange, as_of: date, pair: Pair) -> Iterator[Evidence]:
    """Dated contacts, where there are any."""
    text = exchanged(exchange, as_of, pair)
    if text:
        yield Evidence(text, "messages", FactClass.OBSERVED, exchange.last, exchanged_short(exchange))


def connection_facts(dossier: Dossier) -> Iterator[Evidence]:
    """That the two are connected, and since when; or that one is in the contacts of the other."""
    if dossier.noted:
        yield Evidence(
            "In an imported list of contacts", "contacts", FactClass.DECLARED, dossier.connected_on, "In contacts"
        )
    if dossier.connected:
        day = dossier.connected_on
        text = f"Connected since {month(day)}" if day else "Connected; since when is not known"
        short = f"Connected {day.year}" if day else "Connected"
        yield Evidence(text, "Connections.csv", FactClass.DECLARED, day, short)


def statement_facts(dossier: Dossier, pair: Pair) -> Iterator[tuple[Statement, Evidence]]:
    """What each said of, or sent to, the other; a note is its writer's own and not among them.

    Of several public answers the newest stands for all.
    """
    public = [said for said in dossier.statements if said.kind is StatementKind.COMMENT]
    newest = max(public, key=lambda said: said.at or date.min, default=None)
    for said in dossier.statements:
        if said.kind in VERBS and (said.kind is not StatementKind.COMMENT or said is newest):
            text, fact = dated_statement(said, dossier, pair), _CLASSES.get(said.kind, FactClass.DECLARED)
            yield said, Evidence(text, STATED, fact, said.at, _short(said, dossier, pair))


def _short(said: Statement, dossier: Dossier, pair: Pair) -> str:
    """`Recommended you`, `You recommended them`; between two others `Recommendation`."""
    if pair.one is not YOU:
        return _NOUNS[said.kind]
    theirs = said.author == dossier.person.id
    return f"{VERBS[said.kind].capitalize()} you" if theirs else f"You {VERBS[said.kind]} them"


def note_facts(dossier: Dossier, pair: Pair) -> Iterator[Evidence]:
    """What the first one wrote down about the other; what the other wrote, they wrote for themselves."""
    whose = "Your" if pair.one is YOU else f"{pair.one.subject}'s"
    for said in dossier.statements:
        if said.kind is StatementKind.NOTE and said.author != dossier.person.id:
            yield Evidence(f"{whose} note {when(said.at)}: {said.detail}", "notes", FactClass.CONFIRMED, said.at)


def common_facts(dossier: Dossier) -> Iterator[Evidence]:
    """How many people both are tied to."""
    if dossier.common_contacts:
        text = f"{count(dossier.common_contacts, 'common contact')} in these archives"
        yield Evidence(text, "ties", FactClass.DECLARED)
