"""Inputs as a stranger makes them: what is right for each was written down before it was tried."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest
from other_sources import ME, brought, calendar, contacts, event, file_of, mail, people, ties
from test_ingest_spellings import HEADER, PROFILE, archive, table

from graph.model import Channel
from graph.stores.workspace import Workspace
from ingest.errors import NotAnArchiveError
from ingest.load import import_paths

ANN = "https://www.linkedin.com/in/zz-ann-0"
MARA = "https://www.linkedin.com/in/zz-mara"
NAMES = ["Ann0 Archer0", "Ann1 Archer1", "Ann2 Archer2"]
NOTES = (
    'Notes:\n"When exporting your connection data, you may notice that some of the email addresses are missing."\n\n'
)

# -- Connections.csv: the same three people, however the file looks ---------------------------------------------------

LINES = table().splitlines()
SHAPES = {
    "the day first": "\n".join(f"{line.rpartition(',')[2]},{line.rpartition(',')[0]}" for line in LINES),
    "more columns, one called Notes": "\n".join(
        line.replace(",", ",Notes,Rating,Tags," if n == 0 else ',"a, b",4,5,,', 1).replace(",4,5,,", ",4,5,")
        for n, line in enumerate(LINES)
    ),
    "blank lines within the note": NOTES.replace("some of", "some\n\nof") + table(),
    "a note of seven lines": "Notes:\n" + "a line, with, commas, and more, and more, x\n" * 6 + "\n" + table(),
    "a mark before the header": NOTES + "\ufeff" + table(),
    "a mark before a row": table().replace("Ann1,", "\ufeffAnn1,"),
    "line ends of every kind": "".join(line + ("\n", "\r\n", "\r\n", "\n")[n % 4] for n, line in enumerate(LINES)),
    "line ends of old": table().replace("\n", "\r"),
    "tabs and a sep line": "sep=\t\n" + table().replace(",", "\t"),
    "semicolons and quotes": "\n".join(";".join(f'"{cell}"' for cell in line.split(",")) for line in LINES),
    "headings twice": "\n".join(
        f"{line},{'Company,Email Address,Company' if n == 0 else 'Zzz,z@z.example,Yyy'}" for n, line in enumerate(LINES)
    ),
    "headings with stars and brackets": table(
        "First Name*,Last Name *,URL (public),E-mail Address,COMPANY:,Position,Connected On"
    ).replace("URL (public)", "URL"),
    "cells with spaces around": "\n".join(" , ".join(line.split(",")) for line in LINES),
    "a total at the end": table() + ",,,,,,\nTotal: 3,,,,,,\n",
    "no last column where nothing stands": table(
        HEADER + ",Notes", ROW := "Ann{n},Archer{n}," + ANN[:-1] + "{n},,Acme {n},Clockmaker,1{n} Jan 2024"
    ),
    "empty lines between": table().replace("\n", "\n\n"),
    "spaces for nothing in column one": "\n".join(f" {line}" for line in LINES),
    "an apostrophe before each cell": "\n".join(
        LINES[:1] + [line.replace(",Acme", ",'Acme") for line in LINES[1:]]
    ).replace("'Acme", "Acme"),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_same_three_people(tmp_path: Path, shape: str) -> None:
    made = tmp_path / "archive"
    made.mkdir()
    (made / "Profile.csv").write_text(PROFILE)
    (made / "Connections.csv").write_bytes(SHAPES[shape].encode())
    with Workspace.open(tmp_path / "w.db") as workspace:
        (source,) = import_paths(workspace, [made]).sources
        found = people(workspace)
        assert sorted(found) == NAMES
        assert [(found[name].slug, found[name].company_name) for name in NAMES] == [
            (f"zz-ann-{n}", f"Acme {n}") for n in range(3)
        ]
        (report,) = [file for file in source.files if file.name == "Connections.csv"]
        assert (report.kept, report.without) == (3, {})


def test_a_quote_never_closed_costs_its_row_alone(tmp_path: Path) -> None:
    """In a short file as well, where all that follows would fit into the cell."""
    workspace, files = archive(tmp_path, {"Connections.csv": table().replace("Acme 1", '"Acme 1')})
    assert sorted(people(workspace)) == [NAMES[0], NAMES[2]]
    assert files["Connections.csv"].skipped == {"quote never closed": 1}


DAYS = (
    *("8th of February 2024", "Feb. 8, 2024", "08.II.2024", "8 Şub 2024", "2024-02-08 00:00:00.000", "٠٨ فبراير ٢٠٢٤"),
    *("２０２４/０２/０８", "8 февр. 2024 г.", "8 de fev. de 2024", "45330", "1707350400000", "Thu Feb 08 2024"),
    *("2024-02-08T00:00:00+05:30", "8-feb.-2024", "20240208", "8/Feb/24", "D:20240208", "8 февраля 2024, 10:00"),
    *(
        "2024. 2. 8.",
        "8. helmikuuta 2024",
        "08 feb. 2024 kl. 10.00",
        "ngày 8 tháng 2 năm 2024",
        "2024年02月08日 木曜日",
    ),
)


@pytest.mark.parametrize("cell", DAYS)
def test_a_day_is_read_right_or_counted(tmp_path: Path, cell: str) -> None:
    quoted = f'"{cell}"' if "," in cell else cell
    workspace, files = archive(tmp_path, {"Connections.csv": f"{HEADER}\nAnn,Archer,{ANN},,Acme,Dev,{quoted}\n"})
    me, ann = workspace.owner("Mara Lindqvist").id, people(workspace)["Ann Archer"].id
    day = workspace.connected_between(me, [ann]).get(ann) if hasattr(workspace, "connected_between") else None
    lost = files["Connections.csv"].without
    facts = workspace.facts()
    day = None if facts.connections.day[0] < 0 else date.fromordinal(719163 + int(facts.connections.day[0]))
    assert (day == date(2024, 2, 8)) != (lost == {"date unread": 1}), (cell, day, lost)


URLS = {
    "http://de.linkedin.com/in/ZZ-Ann/": "zz-ann",
    "linkedin.com/in/zz-ann?trk=abc&utm=x": "zz-ann",
    "https://www.linkedin.com/in/zz%2Dann": "zz-ann",
    "https://www.linkedin.com/in/zz-ann/en-us": "zz-ann",
    "https://m.linkedin.com/in/zz-ann": "zz-ann",
    "https://www.linkedin.com/mwlite/in/zz-ann": "zz-ann",
    "https://www.linkedin.com/mwlite/profile/in/zz-ann": "zz-ann",
    "https://linkedin.com/in/zz-ann/overlay/contact-info/": "zz-ann",
    "https://www.linkedin.com/in/zz-ann/detail/recent-activity/": "zz-ann",
    "HTTPS://WWW.LINKEDIN.COM/IN/ZZ-ANN": "zz-ann",
    "https://www.linkedin.com//in//zz-ann": "zz-ann",
    "<https://www.linkedin.com/in/zz-ann>": "zz-ann",
    '=HYPERLINK("https://www.linkedin.com/in/zz-ann","Ann")': "zz-ann",
    "[Ann](https://www.linkedin.com/in/zz-ann)": "zz-ann",
    "https://www.linkedin.cn/incareer/in/zz-ann": "zz-ann",
    "https://www.linkedin.com/in/zz-ann\u200e": "zz-ann",
    "https://www.linkedin.com/comm/in/zz-ann": "zz-ann",
    "https://www.linkedin.com/authwall?trk=x&sessionRedirect=https%3A%2F%2Fwww.linkedin.com%2Fin%2Fzz-ann": "zz-ann",
    "//www.linkedin.com/in/zz-ann": "zz-ann",
    "https://www.linkedin.com:443/in/zz-ann": "zz-ann",
    "https://user@www.linkedin.com/in/zz-ann": "zz-ann",
    "https://www.linkedin.com/in/zz-ann/?originalSubdomain=de": "zz-ann",
    "https://lnkd.in/abc": None,
    "https://www.linkedin.com/feed/": None,
    "https://x.example/linkedin.com/in/zz-ann": None,
    "https://linkedin.com.evil.example/in/zz-ann": None,
    "N/A": None,
    "-": None,
    "null": None,
}


@pytest.mark.parametrize("url", URLS)
def test_an_address_is_read_or_counted(tmp_path: Path, url: str) -> None:
    cell = '"' + url.replace('"', '""') + '"'
    workspace, files = archive(tmp_path, {"Connections.csv": f"{HEADER}\nAnn,Archer,{cell},,Acme,Dev,8 Feb 2024\n"})
    ann = people(workspace)["Ann Archer"]
    assert ann.slug == URLS[url]
    lost = url not in {"N/A", "-", "null"} and URLS[url] is None
    assert files["Connections.csv"].without == ({"address unread": 1} if lost else {})


@pytest.mark.parametrize(
    "cell", ["N/A", "n/a", "-", "--", "null", "NULL", "none", "(blank)", "(null)", "\\N", "undefined", "#N/A"]
)
def test_what_says_that_there_is_nothing(tmp_path: Path, cell: str) -> None:
    """In every column; "Null" is a surname."""
    rows = f"{HEADER}\nAnn,{cell},{ANN},{cell},{cell},{cell},8 Feb 2024\nBo,Null,{ANN[:-1]}1,,Acme,Dev,8 Feb 2024\n"
    workspace, files = archive(tmp_path, {"Connections.csv": rows})
    found = people(workspace)
    assert sorted(found) == ["Ann", "Bo Null"]
    assert (found["Ann"].title, found["Ann"].company_name) == ("", "")
    assert files["Connections.csv"].without == {}


ODD_NAMES = (
    ("Ann\u200b", "Archer\u200f"),
    ("\u202bAnn", "Archer, PhD, MBA"),
    ("Ann 🚀", "Archer | Hiring!"),
    ("ANN", "ARCHER"),
    ("Dr. Ann", "Archer (she/her)"),
    ("Ann", "Archer ⭐⭐"),
    ("Ann", "Archer Jr."),
    ("𝐀𝐧𝐧", "𝐀𝐫𝐜𝐡𝐞𝐫"),
    ("Ａｎｎ", "Ａｒｃｈｅｒ"),
)


@pytest.mark.parametrize(("first", "last"), ODD_NAMES)
def test_however_a_name_is_decorated_it_is_who_writes(tmp_path: Path, first: str, last: str) -> None:
    """Recommendations name people by name alone: it is the connection of the plain name."""
    connections = f'{HEADER}\n"{first}","{last}",{ANN},,Acme,Dev,8 Feb 2024\n'
    said = 'First Name,Last Name,Company,Job Title,Text,Creation Date,Status\nAnn,Archer,Acme,Dev,good,"01/19/24, 12:10 AM",VISIBLE\n'
    workspace, files = archive(tmp_path, {"Connections.csv": connections, "Recommendations_Received.csv": said})
    assert len(people(workspace)) == 1
    assert files["Recommendations_Received.csv"].kept == 1


# -- messages.csv -----------------------------------------------------------------------------------------------------

MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n"
)


def message(**cells: str) -> str:
    """A message of the owner to Ann0, but for some cells."""
    row = {
        "id": "c",
        "title": "",
        "from": "Mara Lindqvist",
        "from_url": MARA,
        "to": "Ann0 Archer0",
        "to_urls": ANN,
        "at": "2024-01-02 10:00:00 UTC",
        "subject": "",
        "text": "hi",
        "folder": "INBOX",
        **cells,
    }
    return MESSAGES + ",".join('"' + cell.replace('"', '""') + '"' for cell in row.values()) + "\n"


MORE = (
    {"to": "Ann0 Archer0 ; Ann1 Archer1", "to_urls": f"{ANN} ; {ANN[:-1]}1"},
    {"to": "Ann0 Archer0\nAnn1 Archer1", "to_urls": f"{ANN}\n{ANN[:-1]}1"},
    {"to": "Ann0 Archer0, Ann1 Archer1", "to_urls": f"{ANN}, {ANN[:-1]}1"},
    {"to": "", "to_urls": f"{ANN},{ANN[:-1]}1"},
    {"to": "Ann0 Archer0, Ann1 Archer1", "to_urls": ""},
    {"to": "Ann0 Archer0 and Ann1 Archer1", "to_urls": f"{ANN}|{ANN[:-1]}1"},
    {"to": "Ann0 Archer0,Ann1 Archer1", "to_urls": f"{ANN},{ANN[:-1]}1,"},
    {"to": "Mara Lindqvist, Ann0 Archer0, Ann1 Archer1", "to_urls": f"{MARA},{ANN},{ANN[:-1]}1"},
)


@pytest.mark.parametrize("cells", MORE)
def test_two_recipients_however_they_are_joined(tmp_path: Path, cells: dict[str, str]) -> None:
    workspace, files = archive(tmp_path, {"Connections.csv": table(), "messages.csv": message(**cells)})
    assert files["messages.csv"].kept == 1
    assert [row[1] for row in contacts(workspace, Channel.LINKEDIN)] == NAMES[:2]
    assert sorted(people(workspace)) == NAMES


@pytest.mark.parametrize(
    "at",
    [
        *("2024-01-02T10:00:00Z", "2024-01-02 10:00:00", "2024-01-02 11:00:00 +0100", "2024-01-02T12:00:00+02:00"),
        *("Tue Jan 02 10:00:00 UTC 2024", "1704189600", "1704189600000", "2 Jan 2024 10:00", "02.01.2024 10:00:00"),
        *("2024-01-02 10:00:00 GMT", "Tue, 02 Jan 2024 10:00:00 +0000", "2024/01/02 10:00:00 UTC"),
    ],
)
def test_one_moment_however_written(tmp_path: Path, at: str) -> None:
    workspace, files = archive(tmp_path, {"Connections.csv": table(), "messages.csv": message(at=at)})
    assert files["messages.csv"].without == {}
    assert [row[2] for row in contacts(workspace, Channel.LINKEDIN)] == [1704189600]


# -- the other tables of the archive ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "month"),
    [
        *[("01/2020", 1), ("2020-01", 1), ("January 2020", 1), ("Jan. 2020", 1), ("janv. 2020", 1), ("1.2020", 1)],
        *[("2020/01", 1), ("01-2020", 1), ("2020", 1), ("Jan 1, 2020", 1), ("2020-01-01", 1), ("enero de 2020", 1)],
        *[("Q1 2020", 0), ("Spring 2020", 0), ("soon", 0)],
    ],
)
def test_the_first_month_of_a_stay_is_read_or_counted(tmp_path: Path, cell: str, month: int) -> None:
    text = f'Company Name,Title,Description,Location,Started On,Finished On\nAcme,Dev,,,"{cell}",\n'
    workspace, files = archive(tmp_path, {"Connections.csv": table(), "Positions.csv": text})
    me = workspace.owner("Mara Lindqvist").id
    starts = [one.start for one in workspace.employments([me])[me] if one.company_name == "Acme"]
    counted = files["Positions.csv"].without == {"date unread": 1}
    assert counted == (month == 0), (starts, files["Positions.csv"])
    assert starts == ([date(2020, 1, 1)] if month else [None])


def test_an_endorser_by_raw_letters_is_the_connection_by_escapes(tmp_path: Path) -> None:
    connections = f"{HEADER}\nZoë,Archer,https://www.linkedin.com/in/zz-zo%c3%ab,,Acme,Dev,8 Feb 2024\n"
    said = (
        "Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name,Endorser Public Url,Endorsement Status\n"
        "2024/01/10 23:13:46 UTC,Python,Zoe\u0308,Archer,www.linkedin.com/in/zz-zoe\u0308,ACCEPTED\n"
    )
    workspace, files = archive(tmp_path, {"Connections.csv": connections, "Endorsement_Received_Info.csv": said})
    assert len(people(workspace)) == 1
    assert files["Endorsement_Received_Info.csv"].kept == 1


# -- zips and folders -------------------------------------------------------------------------------------------------


def zipped(path: Path, members: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as made:
        for name, content in members.items():
            made.writestr(name, content)
    return path


OTHER = PROFILE.replace("Mara,Lindqvist", "Ida,Holm")
ZIPS: dict[str, tuple[dict[str, str | bytes], list[str], int]] = {
    "capitals": ({"CONNECTIONS.CSV": table(), "PROFILE.CSV": PROFILE}, ["Mara Lindqvist"], 3),
    "a browser's (1)": (
        {"Connections.csv": table(), "Connections (1).csv": table(), "Profile.csv": PROFILE},
        ["Mara Lindqvist"],
        3,
    ),
    "parts": (
        {
            "Connections_1.csv": table(),
            "Connections_2.csv": table().replace("Ann", "Bo").replace("zz-ann", "zz-bo"),
            "Profile.csv": PROFILE,
        },
        ["Mara Lindqvist"],
        6,
    ),
    "two in one": (
        {
            "mara/Connections.csv": table(),
            "mara/Profile.csv": PROFILE,
            "ida/Connections.csv": table().replace("Ann", "Bo").replace("zz-ann", "zz-bo"),
            "ida/Profile.csv": OTHER,
        },
        ["Ida Holm", "Mara Lindqvist"],
        6,
    ),
    "resource forks": (
        {
            "x/Connections.csv": table(),
            "x/Profile.csv": PROFILE,
            "__MACOSX/x/._Connections.csv": b"\0\5\26\7" + b"\0" * 80,
            "x/._Profile.csv": b"\0\5\26\7" + b"\0" * 80,
            "x/.DS_Store": b"\0\0\0\1Bud1",
        },
        ["Mara Lindqvist"],
        3,
    ),
    "a folder called like a file": (
        {"Connections.csv/Connections.csv": table(), "Profile.csv/Profile.csv": PROFILE},
        ["Mara Lindqvist"],
        3,
    ),
    "backups of an editor": (
        {"Connections.csv": table(), "Connections.csv~": "x", "~$Connections.csv": "x", "Profile.csv": PROFILE},
        ["Mara Lindqvist"],
        3,
    ),
    "text for csv": ({"Connections.txt": table(), "Profile.txt": PROFILE}, ["Mara Lindqvist"], 3),
    "copies": (
        {"Connections - Copy.csv": table(), "Copy of Profile.csv": PROFILE, "Kopie von Positions.csv": "x"},
        ["Mara Lindqvist"],
        3,
    ),
}


@pytest.mark.parametrize("name", ZIPS)
def test_whatever_is_in_the_zip(tmp_path: Path, name: str) -> None:
    members, owners, count = ZIPS[name]
    with Workspace.open(tmp_path / "w.db") as workspace:
        import_paths(workspace, [zipped(tmp_path / "a.zip", members)])
        assert sorted(one.name for one in workspace.owners()) == owners
        assert len(people(workspace)) == count


def test_a_zip_in_a_zip_in_a_folder(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", {"x/Connections.csv": table(), "x/Profile.csv": PROFILE}).read_bytes()
    (tmp_path / "f").mkdir()
    zipped(tmp_path / "f" / "outer.zip", {"Downloads/a (1).zip": inner, "Downloads/read me.txt": "x"})
    with Workspace.open(tmp_path / "w.db") as workspace:
        import_paths(workspace, [tmp_path / "f"])
        assert sorted(people(workspace)) == NAMES


# -- cards ------------------------------------------------------------------------------------------------------------

CARDS = {
    "a folded address": "FN:Ann Archer\r\nEMAIL:ann@ac\r\n me.example",
    "soft line ends": "N;ENCODING=QUOTED-PRINTABLE:Arch=\r\ner;Ann\r\nEMAIL;INTERNET:ann@acme.example",
    "a picture": "PHOTO;ENCODING=BASE64;TYPE=JPEG:/9j/4AAQ\r\n EMAIL:x@x.example\r\n\r\nFN:Ann Archer\r\nEMAIL:ann@acme.example",
    "groups": "item1.FN:Ann Archer\r\nitem1.EMAIL;type=INTERNET;type=pref:ann@acme.example\r\nitem1.X-ABLabel:_$!<Work>!$_",
    "types": 'FN:Ann Archer\r\nEMAIL;TYPE="work,pref":ann@acme.example',
    "small letters": "fn:Ann Archer\r\nemail:ANN@acme.example",
    "no display name": "N:Archer;Ann;;;\r\nEMAIL:ann@acme.example",
    "tabs": "FN:Ann\r\n\t Archer\r\nEMAIL:ann@acme.example",
    "mailto": "FN:Ann Archer\r\nEMAIL:mailto:ann@acme.example",
    "angles": "FN:Ann Archer\r\nEMAIL:Ann Archer <ann@acme.example>",
    "an agent within": "AGENT:\r\nBEGIN:VCARD\r\nFN:Somebody Else\r\nEND:VCARD\r\nFN:Ann Archer\r\nEMAIL:ann@acme.example",
    "quoted printable name": "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=41nn Archer\r\nEMAIL:ann@acme.example",
    "escapes": "FN:Ann Archer\r\nORG:Acme\\, Inc.;Sales\r\nEMAIL:ann@acme.example",
    "several of each": "FN:Ann Archer\r\nFN:Annie\r\nEMAIL:ann@acme.example\r\nEMAIL:ann@home.example",
    "unknown parameters": 'FN;X-FOO=a:Ann Archer\r\nEMAIL;ALTID=1;PID=1.1;X-B="a:b;c":ann@acme.example',
}


@pytest.mark.parametrize("shape", CARDS)
def test_a_card_is_ann(tmp_path: Path, shape: str) -> None:
    text = f"BEGIN:VCARD\r\nVERSION:3.0\r\n{CARDS[shape]}\r\nEND:VCARD\r\n"
    workspace, _ = brought(tmp_path, "c.vcf", text)
    assert "Ann Archer" in people(workspace)
    (tmp_path / "m.mbox").write_text(mail("ann@acme.example", ME))
    import_paths(workspace, [tmp_path / "m.mbox"])
    assert [row[0] for row in contacts(workspace, Channel.MAIL)] == ["Ann Archer"]


# -- calendars --------------------------------------------------------------------------------------------------------

MEETINGS = {
    "a zone of Outlook's": (
        event("ann@x.example").replace(
            "DTSTART:20260301T100000Z", "DTSTART;TZID=W. Europe Standard Time:20260301T110000"
        ),
        [1772359200],
    ),
    "a zone of its own": (
        event("ann@x.example").replace("DTSTART:20260301T100000Z", "DTSTART;TZID=Customized Time Zone:20260301T100000"),
        None,
    ),
    "a whole day": (event("ann@x.example").replace("DTSTART:20260301T100000Z", "DTSTART;VALUE=DATE:20260301"), None),
    "three times": (event("ann@x.example", more="RRULE:FREQ=DAILY;COUNT=3\r\n"), [1772359200, 1772445600, 1772532000]),
    "until": (event("ann@x.example", more="RRULE:FREQ=DAILY;UNTIL=20260302T235959Z\r\n"), [1772359200, 1772445600]),
    "but one": (
        event("ann@x.example", more="RRULE:FREQ=DAILY;COUNT=3\r\nEXDATE:20260302T100000Z\r\n"),
        [1772359200, 1772532000],
    ),
    "but two in one line": (
        event("ann@x.example", more="RRULE:FREQ=DAILY;COUNT=3\r\nEXDATE:20260302T100000Z,20260303T100000Z\r\n"),
        [1772359200],
    ),
    "and one more": (event("ann@x.example", more="RDATE:20260305T100000Z\r\n"), [1772359200, 1772704800]),
    "no scheme": (event().replace("DTSTAMP", "ATTENDEE:ann@x.example\r\nDTSTAMP"), [1772359200]),
    "capitals": (event("ANN@X.EXAMPLE"), [1772359200]),
    "by a number": (
        event().replace("DTSTAMP", "ATTENDEE;CN=Ann;EMAIL=ann@x.example:urn:uuid:1234\r\nDTSTAMP"),
        [1772359200],
    ),
    "an end before its beginning": (event("ann@x.example", more="DTEND:20260201T100000Z\r\n"), [1772359200]),
    "a rule of nothing": (event("ann@x.example", more="RRULE:FREQ=SOMETIMES\r\n"), None),
    "twice": (event("ann@x.example") + event("ann@x.example"), [1772359200]),
}


@pytest.mark.parametrize("shape", MEETINGS)
def test_a_meeting_with_ann(tmp_path: Path, shape: str) -> None:
    """When it was; None: once that day, or counted as not read."""
    text, when = MEETINGS[shape]
    workspace, report = brought(tmp_path, "c.ics", calendar(text))
    found = sorted({row[2] for row in contacts(workspace, Channel.MEETING)})
    if when is None:
        skipped = sum(file_of(report).skipped.values())
        assert len(found) + skipped == 1
        assert all(abs(at - 1772359200) < 86_400 for at in found)
    else:
        assert found == when


# -- mail -------------------------------------------------------------------------------------------------------------

MAILS = {
    "From in a body": mail("ann@x.example", ME, body="Hello\n\nFrom now on all is well.\nFrom: Bo <bo@x.example>\n"),
    "a header without a colon": mail("ann@x.example", ME, more="this is no header\n"),
    "a group": mail("ann@x.example", f"Team: {ME}, other@y.example;"),
    "hidden recipients": mail("ann@x.example", f"undisclosed-recipients:;\nCc: {ME}"),
    "an encoded name": mail("=?utf-8?q?A=6En?= <ann@x.example>", ME),
    "a route": mail("<@relay.example,@two.example:ann@x.example>", ME),
    "a comment": mail("ann@x.example (Ann, at work)", ME),
    "a comma in quotes": mail('"Archer, Ann" <ann@x.example>', ME),
    "a folded header": mail("Ann\n <ann@x.example>", f"x@y.example,\n\t{ME}"),
    "small header names": mail("ann@x.example", ME).replace("From: ann", "FROM : ann").replace("To:", "to:"),
    "a zone in letters": mail("ann@x.example", ME, date="Mon, 2 Mar 2026 11:20:34 GMT"),
    "a zone of nothing": mail("ann@x.example", ME, date="Mon, 2 Mar 2026 11:20:34 -0000 (Nowhere)"),
    "a short year": mail("ann@x.example", ME, date="2 Mar 26 11:20:34 +0000"),
    "no weekday, no seconds": mail("ann@x.example", ME, date="2 Mar 2026 11:20 +0000"),
    "two senders": mail("ann@x.example\nSender: ann@x.example", ME),
    "a mark at the beginning": "\ufeff" + mail("ann@x.example", ME),
    "line ends of Windows": mail("ann@x.example", ME).replace("\n", "\r\n"),
}


@pytest.mark.parametrize("shape", MAILS)
def test_a_mail_of_ann(tmp_path: Path, shape: str) -> None:
    workspace, report = brought(tmp_path, "m.mbox", MAILS[shape])
    assert file_of(report).kept == 1
    rows = contacts(workspace, Channel.MAIL)
    assert len([row for row in rows if row[1] == "Mara Lindqvist"]) == 1
    assert all(abs(row[2] - 1772450434) < 60 for row in rows)
    (tmp_path / "c.vcf").write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Zz\nEMAIL:ann@x.example\nEND:VCARD\n")
    before = len(workspace.find_people("", limit=9))
    import_paths(workspace, [tmp_path / "c.vcf"])
    assert len(workspace.find_people("", limit=9)) == before, "it was her address"


# -- lists ------------------------------------------------------------------------------------------------------------

LISTS = {
    "Google, old": (
        "Name,Given Name,Additional Name,Family Name,Yomi Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,"
        "Organization 1 - Type,Organization 1 - Name,Organization 1 - Title\n"
        "Ann Archer,Ann,,Archer,,* myContacts,* Work,ann@x.example ::: ann@y.example,,Acme,Dev\n"
    ),
    "Google, new": (
        "First Name,Middle Name,Last Name,Name Prefix,File As,Organization Name,Organization Title,Labels,"
        "E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value\n"
        "Ann,,Archer,Dr.,,Acme,Dev,* myContacts,* ,ann@x.example,Home,ann@y.example\n"
    ),
    "Yahoo": "First,Middle,Last,Nickname,Email,Category,Company,Title\nAnn,,Archer,,ann@x.example,,Acme,Dev\n",
    "iCloud through a table": "Full name;E-Mail;Organisation;Job title\nAnn Archer;ann@x.example;Acme;Dev\n",
    "Thunderbird": (
        "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Job Title,Department,Organization\n"
        "Ann,Archer,Ann Archer,,ann@x.example,,Dev,,Acme\n"
    ),
    "HubSpot": "Record ID,First Name,Last Name,Email,Associated Company,Job Title,Create Date\n1,Ann,Archer,ann@x.example,Acme,Dev,2024-01-02\n",
    "a name and address in one": "Contact,Company,Position\nAnn Archer <ann@x.example>,Acme,Dev\n",
    "last name first": 'Name,Email,Company,Job Title\n"Archer, Ann",ann@x.example,Acme,Dev\n',
    "numbers before": ",Name,Email,Company,Job Title\n0,Ann Archer,ann@x.example,Acme,Dev\n",
}


@pytest.mark.parametrize("shape", LISTS)
def test_a_list_with_ann(tmp_path: Path, shape: str) -> None:
    workspace, report = brought(tmp_path, "l.csv", LISTS[shape])
    assert file_of(report).kept == 1
    assert {name: (who.title, who.company_name) for name, who in people(workspace).items()} == {
        "Ann Archer": ("Dev", "Acme")
    }
    (tmp_path / "m.mbox").write_text(mail("ann@x.example", ME))
    import_paths(workspace, [tmp_path / "m.mbox"])
    assert len(people(workspace)) == 1


POSTINGS = {
    "German": "Firma;Stelle;Gehalt\nAcme;Bäcker;1.234,56\n",
    "with salaries": 'Company,Job Title,Salary,Posted\nAcme,Baker,"€ 55.000,00",2024-01-02\n',
    "addresses only": "Link\nhttps://jobs.lever.co/acme/123\n",
    "a column of numbers": "#,Company,Location\n1,Acme,Graz\n",
    "priorities": 'company,priority,notes\nAcme,1,"a, b"\n',
}


@pytest.mark.parametrize("shape", POSTINGS)
def test_a_company_that_is_wanted(tmp_path: Path, shape: str) -> None:
    workspace, report = brought(tmp_path, "t.csv", POSTINGS[shape])
    assert (report.sources[0].kind, file_of(report).kept) == ("targets", 1)
    assert [one.name for one in workspace.find_companies("", limit=5)] == ["Acme"]


# -- graphs -----------------------------------------------------------------------------------------------------------

GRAPHS = {
    "g.graphml": (
        '<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
        '<key id="d0" for="node" attr.name="Full Name" attr.type="string"/><key id="d1" for="edge"/>'
        '<graph edgedefault="directed"><node id="n0"><data key="d0">Ann Archer</data></node>'
        '<node id="n1"><data key="d0">Bo Bell</data></node><edge source="n0" target="n1"><data key="d1">x</data></edge>'
        "</graph></graphml>"
    ),
    "g.gexf": (
        '<?xml version="1.0" encoding="UTF-8"?><gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" '
        'version="1.3"><graph mode="static" defaultedgetype="undirected"><nodes>'
        '<node id="0" label="Ann Archer"><viz:color r="1" g="2" b="3"/></node><node id="1" label="Bo Bell"/></nodes>'
        '<edges><edge id="0" source="0" target="1" weight="2,5"/></edges></graph></gexf>'
    ),
    "g.gml": (
        'Creator "x"\ngraph [\n directed 0\n node [ id 1 label "Ann Archer" ]\n'
        ' node [ id 2 label "Bo Bell" graphics [ x 1.0 ] ]\n edge [ source 1 target 2 value 2 ]\n]\n'
    ),
    "g.json": '{"directed": false, "nodes": [{"key": "a", "attributes": {"label": "Ann Archer"}}, '
    '{"key": "b", "attributes": {"label": "Bo Bell"}}], "edges": [{"key": "e", "source": "a", "target": "b"}]}',
    "edges.tsv": "Source\tTarget\tType\tWeight\nAnn Archer\tBo Bell\tUndirected\t1,0\n",
    "edges.csv": "person_a,person_b,how\nAnn Archer,Bo Bell,school\n",
}


@pytest.mark.parametrize("name", GRAPHS)
def test_ann_knows_bo(tmp_path: Path, name: str) -> None:
    workspace, _ = brought(tmp_path, name, GRAPHS[name], owner=None)
    assert ties(workspace) == {frozenset({"Ann Archer", "Bo Bell"})}


# -- what is refused, and what to do ----------------------------------------------------------------------------------

REFUSED = {
    "a calendar of Outlook": ('"Betreff","Beginnt am","Endet am"\n"Jour fixe","2.3.2026","2.3.2026"\n', "iCalendar"),
    "mails of Outlook": (
        '"Subject","Body","From: (Address)","To: (Address)"\n"x","y","a@x.example","b@x.example"\n',
        "mbox",
    ),
    "a chat": ("[02.03.26, 10:00:00] Ann: hi\n[02.03.26, 10:01:00] Mara: hello, you\n", "is a chat"),
    "a chat of a phone": ("02/03/2026, 10:00 - Ann: hi\n02/03/2026, 10:01 - Mara: hello, you\n", "is a chat"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_the_sentence_says_what_to_fetch(tmp_path: Path, what: str) -> None:
    text, help_ = REFUSED[what]
    with pytest.raises(NotAnArchiveError, match=help_):
        brought(tmp_path, "x.csv" if text.startswith('"') else "x.txt", text)


def test_a_remark_of_nobody_lost_nothing(tmp_path: Path) -> None:
    """Only rows that are kept are counted as kept without something."""
    _, report = brought(tmp_path, "r.csv", "Person,Close,Do not ask,Note\nAnn Archer,maybe,no,met\n")
    assert (file_of(report).kept, file_of(report).without) == (0, {})
