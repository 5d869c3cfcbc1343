"""Decoding, headers and rows: what is found in the bytes of one file, and that no bytes break it."""

from __future__ import annotations

import csv
import dataclasses
import io
import itertools
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import csv_rows, tables
from ingest.bundle import Member
from ingest.decode import LONGEST_LINE, beginnings, is_legible, text_of
from ingest.errors import OverlongTableError
from ingest.reading import FiledRecord, Table, Tally, holds_no_rows, layout, read, stem_of
from ingest.report import RowProblem, Skip
from ingest.tables import background, connections, endorsements, messages, notes, recommendations
from ingest.tables.connections import Connection
from ingest.tables.messages import Message
from ingest.tables.recommendations import relation_in

T = TypeVar("T")

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
ANN = "Ann,Archer,https://www.linkedin.com/in/zz-ann,,Acme,Clockmaker,02 Mar 2024"
BO = "Bo,Bell,https://www.linkedin.com/in/zz-bo,bo@bell.example,Birch,Engineer,03 Mar 2024"
NOTES = 'Notes:\n"When exporting your connection data, you may notice ""this"".\n\nAnd this."\n\n'


def member(content: bytes, name: str = "Connections.csv") -> Member:
    return Member(name, Path("a.zip"), lambda: io.BytesIO(content))


def rows_of(content: bytes, table: Table[T]) -> tuple[list[FiledRecord[T]], Tally]:
    file = member(content)
    plan = layout(file.head(), table)
    assert plan is not None
    tally = Tally(file.name)
    return list(read(file, table, plan, tally, set())), tally


def people(content: bytes) -> list[Connection]:
    return [filed.record for filed in rows_of(content, connections.TABLE)[0]]


TEXT = f"{HEADER}\n{ANN}\n{BO}"
RIGHT = ["Ann Archer", "Bo Bell"]


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        (NOTES + TEXT).encode(),
        ("\ufeff" + NOTES + TEXT).encode(),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.replace(",", "\t").encode("utf-16"),
        ("sep=;\r\n" + TEXT.replace(",", ";").replace("\n", "\r\n")).encode(),
        TEXT.replace("\n", "\r\n").encode("cp1252"),
        TEXT.replace("\n", "\r").encode(),
        "\n".join(",".join(f'"{cell}"' for cell in line.split(",")) for line in TEXT.split("\n")).encode(),
        TEXT.replace(HEADER, HEADER + ",").encode(),
        TEXT.replace(HEADER, HEADER + ",First Name").encode(),
        TEXT.replace(HEADER, HEADER.upper()).encode(),
        TEXT.replace("Archer", "Arc\x00her").encode(),
        ("\n\n\n" + TEXT + "\n\n").encode(),
    ],
)
def test_the_same_people_in_whatever_shape(content: bytes) -> None:
    assert [person.name for person in people(content)] == RIGHT


def test_columns_are_found_by_name_not_by_place() -> None:
    content = b"Connected On,Extra,Last Name,First Name\n02 Mar 2024,x,Archer,Ann\n"
    (found,) = people(content)
    assert (found.name, found.day, found.company, found.profile) == ("Ann Archer", "02 Mar 2024", "", "")


@pytest.mark.parametrize(
    "header",
    [
        "Vorname,Nachname,URL,E-Mail-Adresse,Unternehmen,Position,Verbunden am",
        "Prénom,Nom,URL,Adresse e-mail,Entreprise,Poste,Connecté le",
        "Nombre,Apellidos,URL,Dirección de correo electrónico,Empresa,Cargo,Conectado el",
        "Nome,Sobrenome,URL,Endereço de e-mail,Empresa,Cargo,Conectado em",
        "Nome,Cognome,URL,Indirizzo email,Azienda,Posizione,Collegato il",
    ],
)
def test_headers_of_other_languages(header: str) -> None:
    ann, bo = people(f"{header}\n{ANN}\n{BO}".encode())
    assert (ann.name, ann.profile, ann.company, ann.title, ann.day) == (
        *("Ann Archer", "in:zz-ann", "Acme", "Clockmaker"),
        "02 Mar 2024",
    )
    assert bo.mail == "bo@bell.example"


def test_one_wrong_byte_spoils_one_letter() -> None:
    content = f"{HEADER}\nZoë,Archer,,,,,\n".encode() + "José,Bell,,,,,\n".encode("cp1252")
    assert [p.name for p in people(content)] == ["Zoë Archer", "José Bell"]


PAGES = [
    ("cp1250", "Łucja,Orzębek,,,Źródło,Inżynier,06 May 2024"),
    ("cp1251", "Тамсин,Орельбек,,,Ромашка Лабс,Инженер,06 May 2024"),
    ("koi8-r", "Тамсин,Орельбек,,,Ромашка Лабс,Инженер,06 May 2024"),
    ("cp1253", "Γιώργος,Παπαδόπουλος,,,Ελλάς,Μηχανικός,06 May 2024"),
    ("cp1255", "דנה,כהן,,,מעבדה,מהנדסת,06 May 2024"),
    ("cp437", "Zoë,Müllerström,,,Café Quill,Ingénieur,06 May 2024"),
    ("cp850", "Zoë,Müllerström,,,Café Quill,Ingénieur,06 May 2024"),
    ("mac-roman", "Zoë,Müllerström,,,Café Quill,Ingénieur,06 May 2024"),
    ("shift_jis", "玉美,折部,,,表示技研,技術者,06 May 2024"),
    ("gb18030", "塔敏,欧瑞,,,测试实验室,工程师,06 May 2024"),
    ("euc-kr", "민준,김,,,연구소,엔지니어,06 May 2024"),
]


@pytest.mark.parametrize(("page", "row"), PAGES, ids=[f"{page}-{i}" for i, (page, _) in enumerate(PAGES)])
def test_a_code_page_that_nobody_names_is_not_guessed(page: str, row: str) -> None:
    head = f"{HEADER}\n{row}\n".encode(page)
    assert not is_legible(head) or text_of(head) == f"{HEADER}\n{row}\n"
    assert is_legible(f"{HEADER}\n{row}\n".encode())
    assert is_legible(f"{HEADER}\n{row}\n".encode("utf-16"))


@pytest.mark.parametrize(
    "row",
    [
        "Zoë,Müllerström,,,Café Quill,Ingénieur",
        "José,Ñandú,,,“Übung” – Söhne®,Öl",
        "Jo,O’Curly,,,Løvås AS,Rådgiver",
        "Ö,Å,,,à,é",
    ],
)
def test_windows_1252_is_read(row: str) -> None:
    content = f"{HEADER}\n{row},06 May 2024\n".encode("cp1252")
    assert is_legible(content)
    assert people(content)[0].name == " ".join(row.split(",")[:2])


def test_a_header_is_a_header_wherever_it_stands() -> None:
    for again in (
        HEADER,
        "\ufeff" + HEADER,
        ",".join(f'"{cell}"' for cell in HEADER.split(",")),
        HEADER.upper(),
        HEADER + ",",
    ):
        found, tally = rows_of(f"\ufeff{HEADER}\n{ANN}\n{again}\n{BO}\n".encode(), connections.TABLE)
        assert [f.record.name for f in found] == RIGHT
        assert tally.skipped == {Skip.HEADER: 1}


def test_columns_stand_where_the_last_header_says() -> None:
    old = "First Name,Last Name,Email Address,Company,Position,Connected On\nCy,Cook,,Cedar,Cook,04 Mar 2019"
    found, tally = rows_of(f"{HEADER}\n{ANN}\n{old}\n{HEADER}\n{BO}\n".encode(), connections.TABLE)
    assert [(f.record.name, f.record.company) for f in found] == [
        ("Ann Archer", "Acme"),
        ("Cy Cook", "Cedar"),
        ("Bo Bell", "Birch"),
    ]
    assert tally.skipped == {Skip.HEADER: 2}


def test_bad_rows_are_values() -> None:
    content = (
        f"{HEADER}\n{ANN}\n,,,,,,07 Jun 2026\n,,,,,,\n{HEADER}\n,,,,Acme,,\nLinkedIn,Member,,,,,\n{BO},more,cells\nCy"
    )
    found, tally = rows_of(content.encode(), connections.TABLE)
    assert [f.record.name for f in found] == [*RIGHT, "Cy"]
    assert tally.problems == [
        RowProblem("Connections.csv", 3, Skip.HIDDEN),
        RowProblem("Connections.csv", 4, Skip.EMPTY),
        RowProblem("Connections.csv", 5, Skip.HEADER),
        RowProblem("Connections.csv", 6, Skip.NO_NAME),
        RowProblem("Connections.csv", 7, Skip.MEMBER),
    ]
    assert (tally.seen, tally.kept) == (8, 3)
    found[0].skip(Skip.OWNER)
    assert tally.report().skipped == {
        "deleted member": 1,
        "empty": 1,
        "header repeated": 1,
        "hidden": 1,
        "no name": 1,
        "owner": 1,
    }


def test_a_quote_that_is_never_closed_costs_its_own_row() -> None:
    many = [f"Ann,Number-{n},,,,,02 Mar 2024" for n in range(2000)]
    broken = [*many[:10], 'Bo,Bell,,,"Unclosed Ltd,,02 Mar 2024', *many[10:], 'Cy,Cook,,,"Cut', *many[:3]]
    found, tally = rows_of("\n".join([HEADER, *broken]).encode(), connections.TABLE)
    assert len([f for f in found if f.record.name.startswith("Ann")]) == 2003
    assert tally.skipped[Skip.OPEN_QUOTE] == 2
    assert tally.problems[0] == RowProblem("Connections.csv", 12, Skip.OPEN_QUOTE)


@pytest.mark.parametrize(("line", "most"), [("x\n", 302), ("x" * 2**20 + "\n", 12)], ids=["many lines", "long lines"])
def test_no_more_is_held_of_an_open_quote_than_a_row_may_have(line: str, most: int) -> None:
    read_so_far = itertools.count()
    lines = itertools.chain(['Bo,"Bell\n'], (line for _ in zip(range(10_000), read_so_far, strict=False)))
    first = next(csv_rows.rows_of(lines, ",", longest=300))
    assert (first.line, first.open_quote) == (1, True)
    assert next(read_so_far) <= most


def test_a_table_of_more_rows_than_any_archive_has_is_refused() -> None:
    short = dataclasses.replace(connections.TABLE, rows=1)
    assert len(rows_of(f"{HEADER}\n{ANN}\n".encode(), short)[0]) == 1
    with pytest.raises(OverlongTableError, match="more than 1 rows"):
        rows_of(f"{HEADER}\n{ANN}\n{BO}\n".encode(), short)


def test_of_a_line_without_end_the_beginning_is_read() -> None:
    text = io.StringIO("a\r\n" + "x" * (3 * LONGEST_LINE) + "\nb\n\nc", newline="")
    assert [len(line) for line in beginnings(text)] == [3, LONGEST_LINE, 2, 1, 1]


def test_equal_rows_of_parts_are_one() -> None:
    first, second, met = member(b"Name\nSewing\nSewing\n"), member(b"Name\nSewing\nPatience\n"), set[int]()
    kept = []
    for part in (first, second):
        plan = layout(part.head(), background.SKILLS)
        assert plan is not None
        kept += [f.record for f in read(part, background.SKILLS, plan, Tally(part.name), met)]
    assert kept == ["Sewing", "Patience"]


MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,"
    "IS MESSAGE DRAFT,IS CONVERSATION DRAFT\n"
)
FROM_ANN = "Ann Archer,https://www.linkedin.com/in/zz-ann,Dee Dunn,https://www.linkedin.com/in/zz-dee"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (f"c,,{FROM_ANN},2026-01-01 10:00:00 UTC,,hi,SPAM,No,No", Skip.SPAM),
        (f"c,,{FROM_ANN},2026-01-01 10:00:00 UTC,,hi,INBOX,Yes,No", Skip.DRAFT),
        (f"c,,{FROM_ANN},2026-01-01 10:00:00 UTC,,hi,INBOX,No,yes", Skip.DRAFT),
        ("c,,LinkedIn Member,,Dee Dunn,,2026-01-01 10:00:00 UTC,,hi,INBOX,No,No", Skip.MEMBER),
        ("c,,,,Dee Dunn,,2026-01-01 10:00:00 UTC,,hi,INBOX,No,No", Skip.MEMBER),
        ("c,Sponsored Conversation,Acme,,Dee Dunn,,2026-01-01 10:00:00 UTC,,buy,INBOX,No,No", Skip.SPONSORED),
        ("c,,Ann Archer,https://www.linkedin.com/in/zz-ann,,,2026-01-01 10:00:00 UTC,,,,No,No", Skip.NO_RECIPIENT),
    ],
)
def test_messages_that_tell_of_no_tie(row: str, why: Skip) -> None:
    found, tally = rows_of((MESSAGES + row).encode(), messages.TABLE)
    assert found == []
    assert tally.skipped == {why: 1}


def test_a_message_keeps_no_word_of_its_text() -> None:
    row = f'c,,{FROM_ANN},2026-01-01 10:00:00 UTC,a subject,"a body\r\nof {"x" * 200_000}",INBOX,No,No'
    ((filed,), _) = rows_of((MESSAGES + row).encode(), messages.TABLE)
    assert filed.record == Message(
        *("Ann Archer", "in:zz-ann", "Dee Dunn", "https://www.linkedin.com/in/zz-dee"), 1767261600, "c"
    )


def test_advertisements_of_2017_are_told_by_their_text() -> None:
    header = b"From,To,Date,Subject,Content,Direction,Folder\n"
    row = b'Ad Man,Dee Dunn,"06/15/17, 09:05 AM",,"<p class=""spinmail-quill-editor__spin-break"">",INCOMING,INBOX\n'
    found, tally = rows_of(header + row + row.replace(b"spinmail", b"x"), messages.TABLE)
    assert tally.skipped == {Skip.SPONSORED: 1}
    assert [f.record.sender for f in found] == ["Ad Man"]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("I reported to Ann for two years", "reported to"),
        ("Ann was my manager", "reported to"),
        ("Ann reported directly to me", "managed"),
        ("I managed Ann for two years", "managed"),
        ("a mentor to us all", "mentored"),
        ("We worked closely together at Acme", "worked with"),
        ("a joy to work with", "worked with"),
        ("a great colleague", "worked with"),
        ("calm and kind", ""),
    ],
)
def test_the_relation_a_recommendation_speaks_of(text: str, relation: str) -> None:
    assert relation_in(text) == relation


def test_rows_of_the_small_tables() -> None:
    said = b"First Name,Last Name,Company,Job Title,Text,Creation Date,Status\nAnn,Archer,Acme,CTO,,,\n,,,,x,,\n"
    found, tally = rows_of(said, recommendations.RECEIVED)
    assert [(f.record.name, f.record.company) for f in found] == [("Ann Archer", "Acme")]
    assert tally.skipped == {Skip.NO_NAME: 1}
    skills = b"Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name,Endorsement Status\n"
    found2, tally2 = rows_of(skills + b",Go,Ann,Archer,ACCEPTED\n,Go,Bo,Bell,REJECTED\n,Go,,,\n", endorsements.RECEIVED)
    assert [f.record.name for f in found2] == ["Ann Archer"]
    assert tally2.skipped == {Skip.REJECTED: 1, Skip.NO_NAME: 1}
    own = b"Connection First Name,Connection Last Name,Connection Profile URL,Note,Created On,Edited On\n"
    found3, tally3 = rows_of(own + b"Ann,Archer,,met at the fair,1,2\nBo,Bell,,,1,\n,,,x,1,\n", notes.TABLE)
    assert [(f.record.text, f.record.day) for f in found3] == [("met at the fair", "2")]
    assert tally3.skipped == {Skip.NO_VALUE: 1, Skip.NO_NAME: 1}
    stays = b"Company Name,Title,Description,Location,Started On,Finished On\nAcme,CTO,,,Jan 2020,Jan 2019\n-,x,,,,\n"
    found4, tally4 = rows_of(stays, background.POSITIONS)
    assert [(f.record.end, f.record.current) for f in found4] == [("Jan 2019", False)]
    assert tally4.skipped == {Skip.NO_COMPANY: 1}


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Recommendations Received.csv", "recommendationsreceived"),
        ("Recommendations_Received.csv", "recommendationsreceived"),
        ("Export/Jobs/Job Applications_10.csv", "jobapplications"),
        ("Comments_34875879.csv", "comments"),
        ("C:\\x\\Messages.CSV", "messages"),
        ("Connections (1).csv", "connections"),
    ],
)
def test_stem_of(name: str, stem: str) -> None:
    assert stem_of(name) == stem


def test_a_file_without_rows() -> None:
    assert holds_no_rows(b"")
    assert holds_no_rows(b"\xef\xbb\xbf\r\n")
    assert holds_no_rows(b"First Na")
    assert not holds_no_rows(b"Given,Surname\nAnn,Archer\n")


PIECES = st.sampled_from(
    [
        *HEADER.split(","),
        *'",;\t\n\r\0\u2028',
        "\r\n",
        '""',
        "Notes:",
        "Ann",
        "02 Mar 2024",
        "sep=;",
        "Skill Name",
        "Text",
    ]
)
CONTENT = st.one_of(
    st.binary(max_size=400),
    st.lists(PIECES, max_size=60).map(lambda pieces: "".join(pieces).encode()),
    st.lists(PIECES, max_size=60).map(lambda pieces: f"{HEADER}\n{''.join(pieces)}".encode()),
    st.lists(PIECES, max_size=30).map(lambda pieces: "".join(pieces).encode("utf-16")),
)


@given(CONTENT)
def test_no_bytes_break_a_reader_and_every_row_is_counted(content: bytes) -> None:
    for table in tables.ALL:
        file = member(content)
        if plan := layout(file.head(), table):
            tally = Tally(file.name)
            kept = list(read(file, table, plan, tally, set()))
            assert tally.seen == len(kept) + tally.skipped.total() == tally.kept + len(tally.problems)


@given(st.lists(st.lists(st.text(max_size=8), min_size=7, max_size=7), max_size=8))
def test_no_cells_break_a_table(rows: list[list[str]]) -> None:
    for table in tables.ALL:
        text = io.StringIO()
        header = [names[0] for names in table.columns.values()]
        csv.writer(text, lineterminator="\n").writerows([header, *rows])
        file = member(text.getvalue().encode("utf-8", "replace"))
        plan = layout(file.head(), table)
        assert plan is not None
        tally = Tally(file.name)
        assert tally.seen == 0
        kept = list(read(file, table, plan, tally, set()))
        assert tally.seen == len(kept) + tally.skipped.total()
