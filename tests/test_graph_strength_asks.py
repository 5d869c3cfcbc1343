"""Who opened a conversation, who asked, who answered: by hand, then against the definition read out loop by loop."""

from __future__ import annotations

import numpy as np
from columns_by_hand import DAY, NOW, Contact, facts
from hypothesis import given
from hypothesis import strategies as st

from graph.columns import NO_TIME, PairColumns
from graph.model import Channel
from graph.strength import pair_columns


def pairs_of(*contacts: Contact) -> PairColumns:
    return pair_columns(facts(5, contacts), until=NOW)


def test_whoever_always_answers_has_asked_nothing() -> None:
    dates = (900, 760, 610, 480, 330, 200, 90)
    pairs = pairs_of(*(Contact(1, 0, d) for d in dates), *(Contact(0, 1, d - 1) for d in dates))
    assert (pairs.asked_ab[0], pairs.ignored_ab[0]) == (0, 0)
    assert (pairs.opened_ba[0], pairs.taken_up_ba[0]) == (7, 7)
    assert (pairs.asked_ba[0], pairs.answered_ba[0]) == (7, 7)
    assert pairs.unanswered_ab[0] == 1


def test_every_ignored_reopening_is_an_ask_of_its_own() -> None:
    pairs = pairs_of(*(Contact(0, 1, d) for d in (540, 420, 300, 180, 60)))
    assert (pairs.asked_ab[0], pairs.answered_ab[0], pairs.ignored_ab[0]) == (5, 0, 5)
    assert (pairs.unanswered_ab[0], pairs.unanswered_since[0]) == (5, NOW - 540 * DAY)


def test_a_reminder_is_no_second_ask_and_a_late_answer_none_in_time() -> None:
    pairs = pairs_of(Contact(0, 1, 100), Contact(0, 1, 90), Contact(1, 0, 80))
    assert (pairs.asked_ab[0], pairs.answered_ab[0], pairs.ignored_ab[0]) == (1, 0, 0)
    assert pairs.unanswered_since[0] == NOW - 80 * DAY


def test_what_is_still_open_counts_neither_way() -> None:
    young = pairs_of(Contact(0, 1, 400), Contact(0, 1, 13.9))
    assert (young.asked_ab[0], young.ignored_ab[0], young.unanswered_ab[0]) == (1, 1, 2)
    old = pairs_of(Contact(0, 1, 400), Contact(0, 1, 14))
    assert (old.asked_ab[0], old.ignored_ab[0]) == (2, 2)


def test_messages_to_many_neither_ask_nor_answer_nor_open() -> None:
    crowd = pairs_of(*(Contact(1, 0, d, group=10) for d in (400, 300, 200, 100)))
    assert (crowd.asked_ba[0], crowd.opened_ba[0], crowd.personal_ba[0], crowd.group[0]) == (0, 0, 0, 4)
    assert crowd.unanswered_since[0] == NO_TIME
    circular = pairs_of(Contact(0, 1, 100), Contact(1, 0, 99, group=40))
    assert (circular.asked_ab[0], circular.answered_ab[0], circular.ignored_ab[0]) == (1, 0, 1)
    three = pairs_of(Contact(1, 0, 100, group=3), Contact(0, 1, 99))
    assert (three.asked_ba[0], three.answered_ba[0], three.opened_ba[0]) == (1, 1, 0)


def test_a_meeting_answers() -> None:
    met = Contact(0, 1, 97, channel=Channel.MEETING)
    pairs = pairs_of(Contact(0, 1, 100), met)
    assert (pairs.asked_ab[0], pairs.answered_ab[0], pairs.ignored_ab[0]) == (1, 1, 0)


def test_a_new_thread_opens_a_conversation_and_an_old_one_goes_on() -> None:
    pairs = pairs_of(
        Contact(0, 1, 200, thread=1),
        Contact(1, 0, 199, thread=1),
        Contact(1, 0, 100, thread=1),
        Contact(0, 1, 99, thread=2),
    )
    assert (pairs.opened_ab[0], pairs.opened_ba[0]) == (2, 1)
    round_mail = pairs_of(Contact(1, 0, 50, group=9, thread=7), Contact(0, 1, 49, thread=7))
    assert (round_mail.asked_ab[0], round_mail.opened_ab[0]) == (0, 0)
    joining = pairs_of(Contact(2, 0, 50, group=2, thread=7), Contact(0, 1, 49, group=2, thread=7))
    assert joining.asked_ab.sum() == 0


LOGS = st.lists(
    st.builds(
        Contact,
        st.integers(0, 2),
        st.integers(0, 2),
        st.floats(0.01, 150).map(lambda days: round(days, 2)),
        st.sampled_from([1, 1, 1, 3, 4]),
        st.sampled_from([Channel.MAIL, Channel.MAIL, Channel.MEETING]),
        st.integers(0, 3),
        st.just(-1),
    ),
    max_size=14,
    unique_by=lambda c: c.days_ago,
)


def by_definition(log: list[Contact], me: int, other: int) -> dict[str, int]:
    """Asks of `me` towards `other`, by reading the log forward."""
    told = sorted((c for c in log if c.sender != c.recipient), key=lambda c: -c.days_ago)
    ours = [c for c in told if {c.sender, c.recipient} == {me, other}]
    small = [c for c in ours if c.group <= 3]
    found = dict.fromkeys(("asked", "answered", "ignored", "opened", "taken_up", "unanswered", "personal"), 0)
    for c in small:
        if c.sender != me or c.channel is Channel.MEETING:
            continue
        earlier = [e for e in small if e.days_ago > c.days_ago]
        thread = [e for e in told if e.thread == c.thread and e.days_ago > c.days_ago] if c.thread else []
        later = [e for e in small if e.days_ago < c.days_ago and (e.channel is Channel.MEETING or e.sender == other)]
        silent = not earlier or earlier[-1].days_ago - c.days_ago >= 30
        going_on = bool(thread) and thread[-1].days_ago - c.days_ago < 30
        opens = (silent and not going_on) or (c.thread != 0 and not thread)
        wait = c.days_ago - later[0].days_ago if later else None
        found["personal"] += 1
        found["unanswered"] += wait is None
        if opens:
            known = wait is not None or c.days_ago >= 14
            found["asked"] += known
            found["answered"] += wait is not None and wait <= 14
            found["ignored"] += known and wait is None
            found["opened"] += c.group == 1
            found["taken_up"] += c.group == 1 and wait is not None and wait < 30
    return found


@given(LOGS)
def test_counts_are_what_the_definition_says(log: list[Contact]) -> None:
    pairs = pairs_of(*log)
    for row, (a, b) in enumerate(zip(pairs.a.tolist(), pairs.b.tolist(), strict=True)):
        for way, (me, other) in {"ab": (a, b), "ba": (b, a)}.items():
            counted = {name: int(getattr(pairs, f"{name}_{way}")[row]) for name in by_definition(log, me, other)}
            assert counted == by_definition(log, me, other), (way, log)
    assert np.all(pairs.taken_up_ab <= pairs.opened_ab)
