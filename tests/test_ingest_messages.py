"""Who wrote and who was written to: nobodies of every language, senders and recipients without an address, lists."""

from __future__ import annotations

from pathlib import Path

import bad_archives as bad
import pytest

from graph.stores.workspace import Workspace
from ingest.load import import_paths
from ingest.message_log import Recipients, addressed
from ingest.placeholder_names import is_nobody
from ingest.report import FileReport

IN = "https://www.linkedin.com/in/"
PROFILE = "First Name,Last Name,Headline\nDee,Dunn,Head of Parts\n"
CONNECTIONS = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    f"Ann,Archer,{IN}zz-ann,,Acme,Clockmaker,02 Mar 2024\n"
    f"Bo,Bell,{IN}zz-bo,,Birch,Engineer,03 Mar 2024\n"
    f"Cy,Twin,{IN}zz-cy-1,,Birch,Engineer,03 Mar 2024\n"
    f"Cy,Twin,{IN}zz-cy-2,,Cedar,Engineer,03 Mar 2024\n"
)
HEADER = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n"
)
ME = f"Dee Dunn,{IN}zz-dee"
SENT = f"c0,,{ME},Ann Archer,{IN}zz-ann,2026-01-01 10:00:00 UTC,,,INBOX\n"


def told(tmp_path: Path, *rows: str) -> tuple[FileReport, list[tuple[str | None, str | None]]]:
    """The report of messages.csv, and who wrote to whom, by slug (or name)."""
    texts = [("Profile.csv", PROFILE), ("Connections.csv", CONNECTIONS)]
    path = bad.zipped(tmp_path / "a.zip", [*texts, ("messages.csv", HEADER + SENT + "\n".join(rows))])
    workspace = Workspace.open(tmp_path / "w.sqlite")
    report = import_paths(workspace, [path])
    (file,) = [f for f in report.sources[0].files if f.name == "messages.csv"]
    facts = workspace.facts()
    people = workspace.people_by_id([raw.decode() for raw in facts.people.id])
    by_row = [people[raw.decode()].slug or people[raw.decode()].name for raw in facts.people.id]
    pairs = zip(facts.contacts.sender.tolist(), facts.contacts.recipient.tolist(), strict=True)
    return file, sorted((by_row[a], by_row[b]) for a, b in pairs)


def row(sender: str, to: str, *, day: str = "2026-02-01 10:00:00 UTC", thread: str = "c1") -> str:
    return f"{thread},,{sender},{to},{day},,hello,INBOX"


NOBODIES = """
LinkedIn Member|LinkedIn User|LinkedIn-Mitglied|LinkedIn Mitglied|Utilisateur LinkedIn|Membre de LinkedIn|Membre LinkedIn
Miembro de LinkedIn|Usuario de LinkedIn|Membro do LinkedIn|Usuário do LinkedIn|Utilizador do LinkedIn|Membro di LinkedIn
Utente LinkedIn|Utente di LinkedIn|LinkedIn-lid|LinkedIn-gebruiker|LinkedIn-medlem|LinkedIn-bruger|LinkedIn-användare
LinkedIn-jäsen|LinkedInin jäsen|Użytkownik LinkedIn|Członek LinkedIn|Uživatel LinkedIn|Člen LinkedIn|Člen LinkedInu
LinkedIn-tag|Membru LinkedIn|Utilizator LinkedIn|LinkedIn Üyesi|LinkedIn üyesi|LinkedIn Kullanıcısı|Участник LinkedIn
Пользователь LinkedIn|Учасник LinkedIn|Користувач LinkedIn|Μέλος του LinkedIn|Μέλος LinkedIn|LinkedInメンバー|LinkedIn会員
LinkedIn 회원|LinkedIn 사용자|领英会员|领英用户|LinkedIn 會員|LinkedIn 用戶|عضو LinkedIn|مستخدم LinkedIn|חבר LinkedIn
חבר ב-LinkedIn|สมาชิก LinkedIn|Thành viên LinkedIn|Người dùng LinkedIn|Anggota LinkedIn|Pengguna LinkedIn|Ahli LinkedIn
LinkedIn सदस्य|LinkedIn সদস্য|LinkedIn ਮੈਂਬਰ|LinkedIn సభ్యుడు|Miyembro ng LinkedIn|عضو لینکدین|LINKEDIN MEMBER|linkedin member
"""


@pytest.mark.parametrize("name", [n.strip() for line in NOBODIES.split("\n") for n in line.split("|") if n.strip()])
def test_a_closed_account_is_nobody_in_every_language(name: str) -> None:
    assert is_nobody(name)


@pytest.mark.parametrize("name", ["Ann Archer", "Anna LinkedIn", "LinkedIn", "Member Jones", "Lid van Dijk", "User"])
def test_a_name_is_somebody(name: str) -> None:
    assert not is_nobody(name)
    assert is_nobody("")
    assert is_nobody(" \u200b")


def test_nobodies_in_messages_are_counted_and_nobody_is_made_of_them(tmp_path: Path) -> None:
    names = ("Usuário do LinkedIn", "LinkedIn-lid", "LinkedInメンバー")
    rows = [row(f"{name},", ME, thread=name) for name in names]
    rows += [row(ME, f"{name},", thread=name) for name in names]
    file, pairs = told(tmp_path, *rows)
    assert file.skipped == {"deleted member": 6}
    assert pairs == [("zz-dee", "zz-ann")]


def test_a_known_name_without_an_address_is_that_person(tmp_path: Path) -> None:
    file, pairs = told(
        tmp_path,
        row("Ann Archer,", ME),
        row("Dee Dunn,", f"Bo Bell,{IN}zz-bo"),
        row("Bo Bell,", "Dee Dunn,"),
        row("Cy Twin,", ME, thread="c2"),
        row("Quill Unheard,", ME, thread="c3"),
        row(f"Acme,{IN.replace('/in/', '/company/')}acme", ME, thread="c4"),
    )
    assert file.skipped == {"ambiguous name": 1, "company page": 1, "sender not known": 1}
    assert file.without == {}
    assert pairs == [("zz-ann", "zz-dee"), ("zz-bo", "zz-dee"), ("zz-dee", "zz-ann"), ("zz-dee", "zz-bo")]


@pytest.mark.parametrize(
    "to",
    [
        f'"Ann Archer, Bo Bell","{IN}zz-ann,{IN}zz-bo"',
        f'"Ann Archer, Bo Bell","{IN}zz-ann, {IN}zz-bo"',
        f'"Ann Archer, Bo Bell",{IN}zz-ann;{IN}zz-bo',
        f"Ann Archer;Bo Bell,{IN}zz-ann; {IN}zz-bo",
        f'Ann Archer; Bo Bell,"{IN}zz-ann,{IN}zz-bo"',
        "Ann Archer; Bo Bell,",
        '"Ann Archer, Bo Bell",',
        f'"Ann Archer, Bo Bell",{IN}zz-ann',
        f'"Ann Archer, Bo Bell",",{IN}zz-bo"',
        f'"Ann Archer, Ph.D., Bo Bell","{IN}zz-ann,{IN}zz-bo"',
    ],
)
def test_two_recipients(tmp_path: Path, to: str) -> None:
    file, pairs = told(tmp_path, row(ME, to))
    assert (file.skipped, file.without) == ({}, {})
    assert pairs == [("zz-dee", "zz-ann")] * 2 + [("zz-dee", "zz-bo")]


def test_a_recipient_who_cannot_be_told_is_counted_at_the_message(tmp_path: Path) -> None:
    file, pairs = told(
        tmp_path,
        row(ME, f'"Ann Archer, Quill Unheard","{IN}zz-ann,"'),
        row(ME, f'"Ann Archer, Cy Twin","{IN}zz-ann,"'),
        row(ME, f'"Ann Archer, LinkedIn Member","{IN}zz-ann,"'),
        row(ME, f'"Ann Archer, Vice President, Sales",{IN}zz-ann'),
        row(ME, f'"Cy Twin, President, Sales",{IN}zz-cy-1'),
    )
    assert file.skipped == {}
    assert file.without == {"counterpart unknown": 2}
    assert file.examples == {"counterpart unknown": ("line 3: Q•••• U••••••", "line 4: C• T•••")}
    assert len(pairs) == 6


def test_groups_are_counted_with_those_who_cannot_be_told() -> None:
    names, addresses = "Ann Archer; LinkedIn Member; Bo Bell", f"{IN}zz-ann;;{IN}zz-bo"
    told_of, group = addressed(Recipients(names, addresses), lambda _: False)
    assert [(who.name, who.profile) for who in told_of] == [("Ann Archer", "in:zz-ann"), ("Bo Bell", "in:zz-bo")]
    assert group == 3
