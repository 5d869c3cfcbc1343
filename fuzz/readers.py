"""One call for each reader: bytes in, nothing out but a refusal in a sentence. Shared by the tests and by Atheris."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType

from graph.errors import InputError
from ingest.archive import read_archive
from ingest.bundle import Bundle, Member
from ingest.kinds import Kind, kind_of
from ingest.sources.lists import LEADS, plan_of
from ingest.sources.records import SourceRecords
from ingest.sources.sorting import READERS, OtherSource, read_source, split_sources


def _bundle(content: bytes, name: str) -> Bundle:
    member = Member(name, Path(name), partial(io.BytesIO, content), size=len(content))
    return Bundle(Path(name), name, "csv", (member,), (), None, "0" * 64)


def _check(told: SourceRecords) -> None:
    """What a reader has counted adds up, and what it keeps can be walked through."""
    assert told.tally.seen >= told.tally.skipped.total() >= 0
    assert len(told.exchanges) == sum(1 for _ in told.exchanges)
    assert len(told.people()) == len(told.cards) + 2 * len(told.edges) + len(told.stays)


def _source(kind: Kind, name: str, content: bytes) -> None:
    bundle = _bundle(content, name)
    _check(read_source(OtherSource(READERS[kind][0], bundle, bundle.members[0], kind), lambda _: None))


def _table(content: bytes) -> None:
    bundle = _bundle(content, "x.csv")
    if (plan := plan_of(content[:65_536])) and plan.kind != LEADS:
        _check(read_source(OtherSource(plan.kind, bundle, bundle.members[0], plan), lambda _: None))


def _anything(content: bytes) -> None:
    """The way a loose file goes: told by content, then read as what it is."""
    kind_of(content[:65_536], "x")
    archive, others = split_sources(_bundle(content, "x.csv"))
    for source in others:
        _check(read_source(source, lambda _: None))
    if archive is not None:
        read_archive(archive, lambda _: None)


TARGETS: Mapping[str, Callable[[bytes], None]] = MappingProxyType(
    {
        "calendar": partial(_source, Kind.CALENDAR, "x.ics"),
        "mailbox": partial(_source, Kind.MAILBOX, "x.mbox"),
        "mail": partial(_source, Kind.MAIL, "x.eml"),
        "cards": partial(_source, Kind.CARDS, "x.vcf"),
        "graph": partial(_source, Kind.GRAPH, "x.graphml"),
        "table": _table,
        "anything": _anything,
    }
)
SEEDS: Mapping[str, tuple[bytes, ...]] = MappingProxyType(
    {
        "calendar": (
            (
                b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=Europe/Berlin:20260301T100000\r\nSEQUENCE:1\r\n"
                b"RRULE:FREQ=WEEKLY;COUNT=4;BYDAY=MO\r\nEXDATE:20260308T100000Z\r\nRDATE:20260309T100000Z\r\nSTATUS:X\r\n"
                b"ORGANIZER;CN=A:mailto:a@b.example\r\nATTENDEE;PARTSTAT=DECLINED;CUTYPE=ROOM:mailto:c@d.example\r\n"
                b"ATTENDEE:mailto:e@f.example\r\nRECURRENCE-ID:20260308T100000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
            ),
        ),
        "mailbox": (
            (
                b'From 1@x Mon Mar 02 11:20:34 2026\nFrom: =?utf-8?q?A?= <a@b.example>\nTo: "C, D" <c@d.example>\n'
                b"Date: Mon, 2 Mar 2026 11:20:34 +0000\nMessage-ID: <1>\nReferences: <0>\nX-Gmail-Labels: A\n\nhi\n\n"
                b"From 2@x Mon Mar 02 11:20:34 +0000 2026\nFrom: e@f.example\n\n"
            ),
        ),
        "mail": (b"From: a@b.example\r\nTo: c@d.example\r\nDate: Mon, 2 Mar 2026 11:20:34 +0000\r\n\r\nhi",),
        "cards": (
            (
                b"BEGIN:VCARD\nVERSION:2.1\nN;ENCODING=QUOTED-PRINTABLE;CHARSET=latin-1:M=FCller;J=\n=F6rg\nORG:A\\;B;C\n"
                b"item1.EMAIL;TYPE=WORK:a@b.example\nREV:20260301T000000Z\nX-SOCIALPROFILE:linkedin.com/in/x\nEND:VCARD\n"
            ),
        ),
        "graph": (
            (
                b'<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="d0" for="node" '
                b'attr.name="name" attr.type="string"/><graph edgedefault="directed">'
                b'<node id="a"><data key="d0">A</data>'
                b'</node><node id="b"/><edge source="a" target="b"/></graph></graphml>'
            ),
            (
                b'<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2"><graph><nodes><node id="a" label="A"/>'
                b'<node id="b"/></nodes><edges><edge id="0" source="a" target="b"/></edges></graph></gexf>'
            ),
            (
                b'graph [\n  node [\n    id 1\n    name "A"\n  ]\n  node [\n    id 2\n  ]\n  edge [\n    source 1\n'
                b"    target 2\n  ]\n]\n"
            ),
            b'{"directed": false, "nodes": [{"id": "a"}, {"id": "b"}], "links": [{"source": "a", "target": "b"}]}',
        ),
        "table": (
            b"First Name,Last Name,Company,E-mail 1 - Value,LinkedIn,Connected On\nA,B,C,a@b.example,x-y,2024-01-02\n",
            b"Source,Target,Type,Weight\nA <a@b.example>,B,Undirected,1\n",
            b"Company,Title,Posted\nAcme,Engineer,03/02/2026\n",
            b"Person,Relation,Close,Note\nA B,friend,yes,x\n",
        ),
        "anything": (
            b"First Name,Last Name,URL,Email Address,Company,Position,Connected On\nA,B,,,C,D,06 May 2024\n",
            b'{"elements":[{"snapshotDomain":"CONNECTIONS","snapshotData":[{"First Name":"A","Connected On":"x"}]}]}',
        ),
    }
)


def survive(target: str, content: bytes) -> None:
    """Give `content` to a reader; refusing it in a sentence is fine, all else raised is a fault."""
    try:
        TARGETS[target](content)
    except InputError as error:
        refused = str(error)
    else:
        return
    assert refused.isprintable(), refused
