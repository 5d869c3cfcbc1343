"""Mailboxes: who wrote to whom, and nothing of what; lists, machines and spam are nobody."""

from __future__ import annotations

import io
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from other_sources import IVO, ME, OWNER, TAM, brought, contacts, file_of, mail, people

from graph.model import Channel
from graph.strength import pair_columns
from ingest.errors import OwnerUnknownError
from ingest.load import import_paths
from ingest.sources.addresses import addresses, is_machine, is_shared
from ingest.sources.mail import header_blocks

AT = int(datetime(2026, 3, 2, 11, 20, 34, tzinfo=UTC).timestamp())


def test_who_wrote_to_whom(tmp_path: Path) -> None:
    """To two people counts half to each, and the two who were written to together are not said to know each other."""
    text = mail(f"Ivo Brandvale <{IVO}>", ME) + mail(OWNER, f'"Orrelbeck, Tamsin" <{TAM}>, {IVO}')
    workspace, report = brought(tmp_path, "m.mbox", text)
    assert file_of(report).kept == 2
    assert contacts(workspace, Channel.MAIL) == [
        ("Ivo Brandvale", "Mara Lindqvist", AT, 1),
        ("Mara Lindqvist", "Ivo Brandvale", AT, 2),
        ("Mara Lindqvist", "Tamsin Orrelbeck", AT, 2),
    ]
    facts = workspace.facts()
    pairs = pair_columns(facts, until=AT + 1)
    ivo = people(workspace)["Ivo Brandvale"].id.encode()
    with_ivo = [ivo in (facts.people.id[a], facts.people.id[b]) for a, b in zip(pairs.a, pairs.b, strict=True)]
    by = dict(zip(with_ivo, pairs.strength.tolist(), strict=True))
    assert by[True] > by[False] > 0, "both ways is more than one way"
    assert b"secret" not in (tmp_path / "w.sqlite").read_bytes()


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ("List-Id: <all.example>\n", "mailing list"),
        ("List-Unsubscribe: <x>\n", "mailing list"),
        ("Precedence: bulk\n", "mailing list"),
        ("Auto-Submitted: auto-replied\n", "sent by a machine"),
        ("Return-Path: <>\n", "sent by a machine"),
        ("Content-Type: multipart/report; report-type=delivery-status\n", "sent by a machine"),
        ("X-Gmail-Labels: Spam,Unread\n", "spam"),
        ("X-Gmail-Labels: =?UTF-8?Q?Ge=C3=B6ffnet,Papierkorb?=\n", "spam"),
        ("X-Spam-Flag: YES\n", "spam"),
        ("X-Gmail-Labels: Drafts\n", "draft"),
        ("Cc: " + ", ".join(f"a{n}@b.example" for n in range(60)) + "\n", "too many people"),
    ],
)
def test_nobody_wrote_it(tmp_path: Path, headers: str, reason: str) -> None:
    text = mail(IVO, ME, headers) + mail(IVO, ME)
    workspace, report = brought(tmp_path, "m.mbox", text)
    assert (file_of(report).kept, dict(file_of(report).skipped)) == (1, {reason: 1})
    assert len(contacts(workspace, Channel.MAIL)) == 1


@pytest.mark.parametrize("sender", ["no-reply@x.example", "bounces+12@x.example", "MAILER-DAEMON@x.example"])
def test_machines(tmp_path: Path, sender: str) -> None:
    workspace, report = brought(tmp_path, "m.mbox", mail(sender, ME) + mail(IVO, ME))
    assert dict(file_of(report).skipped) == {"sent by a machine": 1}
    assert list(people(workspace)) == [""]
    assert is_machine(sender.casefold())


def test_an_office_is_no_person(tmp_path: Path) -> None:
    workspace, report = brought(tmp_path, "m.mbox", mail("info@shop.example", ME) + mail(OWNER, f"{IVO}, hr@x.example"))
    assert dict(file_of(report).skipped) == {"an office's address": 1}
    assert [row[3] for row in contacts(workspace, Channel.MAIL)] == [2]
    assert is_shared("jobs@x.example")
    assert not is_shared("jo@x.example")


def test_encoded_words_folded_lines_and_what_a_body_quotes(tmp_path: Path) -> None:
    name = "=?utf-8?q?J=C3=B6rg_M=C3=BCller?="
    body = "text\n\nFrom here on it goes down.\n\nFrom me\nnot: a mail\n>From x\n"
    text = mail(f"{name}\n\t<{IVO}>", f"Mara\n <{ME}>", body=body) + mail(f"=?x-no?b?%%?= <{TAM}>", ME)
    workspace, report = brought(tmp_path, "m.mbox", text.replace("\n", "\r\n"))
    assert (file_of(report).seen, file_of(report).kept) == (2, 2)
    assert "Jörg Müller" in people(workspace)


def test_the_same_mail_under_two_labels_counts_once(tmp_path: Path) -> None:
    workspace, report = brought(tmp_path, "m.mbox", 2 * mail(IVO, ME, "Message-ID: <1@x>\n"))
    assert dict(file_of(report).skipped) == {"duplicate": 1}
    assert len(contacts(workspace, Channel.MAIL)) == 1


def test_a_mail_between_others_is_not_the_owners(tmp_path: Path) -> None:
    _, report = brought(tmp_path, "m.mbox", mail(IVO, ME) + mail(IVO, TAM) + mail(IVO, ME, date="never"))
    assert dict(file_of(report).skipped) == {"the owner takes no part": 1, "no date": 1}


def test_one_mail_as_a_file(tmp_path: Path) -> None:
    workspace, report = brought(tmp_path, "one.eml", mail(IVO, ME).partition("\n")[2])
    assert file_of(report).kept == 1
    assert len(contacts(workspace, Channel.MAIL)) == 1


def test_whose_mailbox_it_is_is_asked(tmp_path: Path) -> None:
    with pytest.raises(OwnerUnknownError, match=rf"Ivo Brandvale \({IVO}\).*say whose it is"):
        brought(tmp_path, "m.mbox", mail(f"Ivo Brandvale <{IVO}>", ME), owner=None)


def test_the_workspace_knows_whose_it_is(tmp_path: Path) -> None:
    """By the addresses in the archive, or by the name beside the address that nearly every mail has."""
    (tmp_path / "Connections.csv").write_text("First Name,Last Name,URL,Email Address,Company,Position,Connected On\n")
    (tmp_path / "Email Addresses.csv").write_text(f"Email Address,Confirmed,Primary,Updated On\n{ME},Yes,Yes,\n")
    (tmp_path / "Profile.csv").write_text("First Name,Last Name,Headline\nMara,Lindqvist,x\n")
    workspace, _ = brought(tmp_path, "mail/m.mbox", mail(IVO, ME), owner=OWNER)
    import_paths(workspace, [tmp_path / n for n in ("Connections.csv", "Email Addresses.csv", "Profile.csv")])
    assert [owner.name for owner in workspace.owners()] == ["Mara Lindqvist"]
    other = tmp_path / "more.mbox"
    other.write_text(mail("Mara Lindqvist <m@work.example>", IVO) + mail(IVO, "m@work.example"))
    report = import_paths(workspace, [other])
    assert report.sources[0].owner == "Mara Lindqvist"
    assert len(workspace.owners()) == 1


def test_memory_does_not_grow_with_the_mailbox() -> None:
    """100 MB in mails of a megabyte: only a few blocks are held."""
    one = mail(IVO, ME, body="x" * 76 + "\n").encode() + b"y" * (1 << 20) + b"\n\n"

    class Endless(io.RawIOBase):
        left = 100

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            block = one[: len(buffer)] if self.left else b""
            self.left -= bool(self.left)
            buffer[: len(block)] = block
            return len(block)

    stream = io.BufferedReader(Endless(), buffer_size=len(one))  # type: ignore[type-var]
    tracemalloc.start()
    found = sum(1 for _ in header_blocks(stream))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == 100
    assert peak < 12 * 2**20


@given(st.lists(st.binary(max_size=60).map(lambda b: b.replace(b"\n", b" ").replace(b"\r", b" ")), max_size=5))
@settings(max_examples=50)
def test_every_mail_is_found_whatever_its_body(bodies: list[bytes]) -> None:
    text = b"".join(b"From x Mon Mar 02 2026\nFrom: a@b.example\n\n" + body + b"\n\n" for body in bodies)
    blocks = list(header_blocks(io.BytesIO(text)))
    assert len(blocks) == len(bodies)
    assert all(block.strip() == b"From: a@b.example" for block in blocks)


@given(st.text(max_size=80))
@settings(max_examples=100)
def test_addresses_of_any_header(text: str) -> None:
    assert all("@" in address and address == address.casefold() for _, address in addresses(text))


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("a@b.example", [("", "a@b.example")]),
        ('"Doe, Jane (HR)" <J@B.example>; x@y.example', [("Jane Doe (HR)", "j@b.example"), ("", "x@y.example")]),
        ("Team: a@b.example, c@d.example;", [("", "c@d.example")]),
        ("Jane (home, not work) <a@b.example>", [("Jane", "a@b.example")]),
        ("undisclosed-recipients:;", []),
        ('"a@b.example" <a@b.example>', [("", "a@b.example")]),
    ],
)
def test_addresses(header: str, found: list[tuple[str, str]]) -> None:
    assert addresses(header)[-len(found) or 99 :] == found
