"""What happens to files after they were written: other encodings, other delimiters, cuts, strays."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable

from synthetic.write import Member

Change = Callable[[bytes], bytes]

_INNER = b"First Name,Last Name,Email Address,Company,Position,Connected On\nInner,Zipwick,,Nested Co,Eng,01 Jan 2015\n"
UNKNOWN = "Unknown New File.csv"
_STRAYS: tuple[Member, ...] = (
    ("__MACOSX/._Connections.csv", b"\x00\x05\x16\x07Mac OS X"),
    (".DS_Store", b"\x00\x00\x00\x01Bud1"),
    ("Thumbs.db", b"\xd0\xcf\x11\xe0"),
    ("../../outside.csv", b"First Name,Last Name\nEvil,Path\n"),
    ("/absolute.csv", b"First Name,Last Name\nEvil,Root\n"),
    ("C:\\Users\\x\\messages.csv", b"CONVERSATION ID,FROM\nx,y\n"),
    (UNKNOWN, b"Foo,Bar\n1,2\n"),
    ("SKILLS.CSV", b"Name\nThe same file again in capitals\n"),
    ("LearningCoachMessages.csv", b"No conversations found\n"),
)


def _marked(content: bytes) -> bytes:
    """A byte-order mark before the preamble, a row of commas after the end."""
    return b"\xef\xbb\xbf" + content + b"\n,,,,,,\n"


def _spreadsheet(content: bytes) -> bytes:
    """Saved by a spreadsheet in Western Europe."""
    return content.decode().encode("cp1252", "replace").replace(b"\n", b"\r\n")


def _tabs(content: bytes) -> bytes:
    """UTF-16, tab separated."""
    rows = csv.reader(io.StringIO(content.decode(), newline=""))
    return "\n".join("\t".join(row) for row in rows).encode("utf-16")


def _semicolons(content: bytes) -> bytes:
    """Saved where the comma is a decimal sign."""
    return b"sep=;\r\n" + content.replace(b",", b";")


def _bad_byte(content: bytes) -> bytes:
    """One more row, in another encoding than the rest."""
    return content + "Café design\n".encode("latin-1")


def _empty(content: bytes) -> bytes:
    """Nothing left."""
    del content
    return b""


CHANGES: dict[str, tuple[str, Change]] = {
    "Connections.csv": ("byte-order mark before the preamble, commas after the end", _marked),
    "Positions.csv": ("cp1252 with CRLF", _spreadsheet),
    "Endorsement_Received_Info.csv": ("UTF-16 with tabs", _tabs),
    "Company Follows.csv": ("semicolons under a sep= line", _semicolons),
    "Skills.csv": ("one byte that is no UTF-8", _bad_byte),
    "Education.csv": ("zero bytes", _empty),
}


def spoil(members: list[Member], *, as_zip: bool) -> list[Member]:
    """The members as a hostile world hands them over: changed, moved below a folder, among strays."""
    changed = [(name, CHANGES[name][1](content) if name in CHANGES else content) for name, content in members]
    moved = [(f"Export/{name}" if i % 7 == 6 else name, content) for i, (name, content) in enumerate(changed)]
    if not as_zip:
        return [*moved, *(m for m in _STRAYS if not m[0].startswith(("..", "/", "C:")))]
    first = dict(changed)["Connections.csv"]
    return [
        *moved,
        *_STRAYS,
        ("old/Basic_LinkedInDataExport_01-01-2015.zip", _nested()),
        ("Connections.csv", first[:400]),
    ]


def _nested() -> bytes:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr(zipfile.ZipInfo("Connections.csv", (2015, 1, 1, 9, 0, 0)), _INNER)
    return inner.getvalue()
