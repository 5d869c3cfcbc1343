"""Small calendars, mailboxes, cards and lists of invented people, and what an import of them leaves."""

from __future__ import annotations

from pathlib import Path

from graph.model import Channel, Person
from graph.stores.workspace import Workspace
from ingest.load import import_paths
from ingest.report import FileReport, ImportReport

ME = "mara@lindqvist.example"
OWNER = f"Mara Lindqvist <{ME}>"
IVO, TAM = "ivo@quillmere.example", "tamsin@quillmere.example"


def brought(
    folder: Path, name: str, content: str | bytes, owner: str | None = OWNER, columns: dict[str, str] | None = None
) -> tuple[Workspace, ImportReport]:
    """A workspace with one file in it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    workspace = Workspace.open(folder / "w.sqlite")
    return workspace, import_paths(workspace, [path], owner=owner, columns=columns)


def file_of(report: ImportReport) -> FileReport:
    """The report of the only file; its rows add up."""
    ((file,),) = (source.files for source in report.sources)
    assert file.seen == file.kept + sum(file.skipped.values())
    return file


def people(workspace: Workspace) -> dict[str, Person]:
    """Everybody but owners, by name."""
    return {person.name: person for person in workspace.find_people("", limit=1000) if not person.owner}


def contacts(workspace: Workspace, channel: Channel) -> list[tuple[str, str, int, int]]:
    """(sender, recipient, UTC seconds, group) of every contact of a channel, by names, in order."""
    facts = workspace.facts()
    ids = [one.decode() for one in facts.people.id.tolist()]
    names = {id_: person.name for id_, person in workspace.people_by_id(ids).items()}
    log = facts.contacts
    return sorted(
        (names[ids[log.sender[i]]], names[ids[log.recipient[i]]], int(log.at[i]), int(log.group[i]))
        for i in range(len(log.at))
        if log.channel[i] == channel
    )


def ties(workspace: Workspace) -> set[frozenset[str]]:
    """The declared ties, by names."""
    facts = workspace.facts()
    ids = [one.decode() for one in facts.people.id.tolist()]
    names = {id_: person.name for id_, person in workspace.people_by_id(ids).items()}
    ends = zip(facts.connections.a.tolist(), facts.connections.b.tolist(), strict=True)
    return {frozenset((names[ids[a]], names[ids[b]])) for a, b in ends}


def event(
    *attendees: str, start: str = "20260301T100000Z", more: str = "", organiser: str = ME, uid: str = "u1"
) -> str:
    """A VEVENT; an attendee may bring parameters: `;PARTSTAT=DECLINED:mail`."""
    lines = [f"ATTENDEE{one if one.startswith(';') else ':mailto:' + one}" for one in attendees]
    who = "".join(f"{line}\r\n" for line in lines)
    lead = f"ORGANIZER;CN=Mara Lindqvist:MAILTO:{organiser}\r\n" if organiser else ""
    stamp = "DTSTAMP:20260401T000000Z\r\n"
    return f"BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTART:{start}\r\n{stamp}{lead}{who}{more}END:VEVENT\r\n"


def calendar(*events: str) -> str:
    """A calendar file."""
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\n" + "".join(events) + "END:VCALENDAR\r\n"


def mail(sender: str, to: str, more: str = "", date: str = "Mon, 2 Mar 2026 11:20:34 +0000", body: str = "hi") -> str:
    """A mail with the separator of an mbox file before it."""
    head = f"From: {sender}\nTo: {to}\nDate: {date}\nSubject: secret words\n{more}"
    return f"From 179@xxx Mon Mar 02 11:20:34 +0000 2026\n{head}\n{body}\n\n"
