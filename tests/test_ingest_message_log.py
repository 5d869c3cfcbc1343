from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.names import fold
from ingest.message_log import MessageLog, Recipients, Sender, addressed, split_names, thread_digest
from ingest.reading import FiledRecord, Tally
from ingest.tables.messages import Message

KNOWN = {fold(name) for name in ("Ann Archer", "Jane Doe, Ph.D.", "Cosima Letterham, PhD, MBA", "Bo Bell")}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ann Archer", ["Ann Archer"]),
        ("Ann Archer, Bo Bell", ["Ann Archer", "Bo Bell"]),
        ("Jane Doe, Ph.D., Bo Bell", ["Jane Doe, Ph.D.", "Bo Bell"]),
        ("Cosima Letterham, PhD, MBA", ["Cosima Letterham, PhD, MBA"]),
        ("Max Muster, MBA, PMP®, Ann Archer", ["Max Muster, MBA, PMP®", "Ann Archer"]),
        ("Max Muster, Jr., Ann Archer", ["Max Muster, Jr.", "Ann Archer"]),
        ("", []),
    ],
)
def test_split_names(text: str, names: list[str]) -> None:
    assert split_names(text, KNOWN.__contains__) == names


@given(st.text(alphabet="Ab., ", max_size=40))
def test_no_piece_of_a_list_is_lost(text: str) -> None:
    joined = ", ".join(split_names(text, KNOWN.__contains__))
    assert joined.split(", ") == [piece for piece in " ".join(text.split()).split(", ") if piece] or not joined


def test_recipients_by_address_even_where_names_do_not_fit() -> None:
    urls = "https://www.linkedin.com/in/zz-a,https://www.linkedin.com/in/zz-b,https://www.linkedin.com/company/x"
    told, group = addressed(Recipients("A, Ph.D., B, MBA, X, Y", urls), KNOWN.__contains__)
    assert [who.profile for who in told] == ["in:zz-a", "in:zz-b"]
    assert group == 3


def test_deleted_members_count_in_a_group_but_are_nobody() -> None:
    told, group = addressed(Recipients("Ann Archer, LinkedIn Member", ""), KNOWN.__contains__)
    assert (told, group) == ([Sender("Ann Archer", "")], 2)


def test_messages_without_a_thread_belong_to_those_who_take_part() -> None:
    log, tally = MessageLog(), Tally("messages.csv")
    for sender, to in (("Ann Archer", "Bo Bell"), ("Bo Bell", "Ann Archer"), ("Ann Archer", "Jane Doe")):
        log.add(FiledRecord(Message(sender, "", to, "", None, ""), 2, tally))
    one, other, third = (spoken.thread for spoken in log)
    assert one == other != third
    assert thread_digest("2-abc") == thread_digest("2-abc") != 0
