"""What passed between two people, T, and what ties follow: worked out by hand, then by properties."""

from __future__ import annotations

import math

import numpy as np
import pytest
from columns_by_hand import DAY, NOW, Contact, Stay, facts
from hypothesis import given
from hypothesis import strategies as st

from graph.columns import NO_DAY, NO_TIME, PairColumns, TieColumns
from graph.model import CLASS_BIT, Channel, FactClass
from graph.strength import DEFAULT, cost, inferred_ties, network_columns, pair_columns, tie_columns
from graph.strength.calibration import P_LEAST, P_MOST, CalibrationCurve, probability
from graph.strength.employers import colleagues, stays_by_person, worked_together
from graph.strength.structure import adamic_adar, common, neighbours

OBSERVED, DECLARED = CLASS_BIT[FactClass.OBSERVED], CLASS_BIT[FactClass.DECLARED]


def s(*ages: float) -> float:
    """S of days so old."""
    return 20.8 * sum(2 ** (-age / h) / h for age in ages for h in (14, 90, 365))


def t(sent: float, received: float) -> float:
    return math.sqrt((sent + 0.03) * (received + 0.03))


def pairs_of(*contacts: Contact) -> PairColumns:
    return pair_columns(facts(5, contacts), until=NOW)


def ties_of(*contacts: Contact, **more: object) -> TieColumns:
    given_facts = facts(5, contacts, **more)  # type: ignore[arg-type]
    return tie_columns(given_facts, pair_columns(given_facts, until=NOW))


def test_t_counts_distinct_days_two_way_with_a_floor() -> None:
    pairs = pairs_of(Contact(0, 1, 10), Contact(0, 1, 10 - 0.001), Contact(1, 0, 100), Contact(2, 3, 5))
    assert pairs.a.tolist() == [0, 2]
    assert pairs.b.tolist() == [1, 3]
    assert pairs.messages_ab.tolist() == [2, 1]
    assert pairs.messages_ba.tolist() == [1, 0]
    assert pairs.strength == pytest.approx([t(s(10 - 0.001), s(100)), t(s(5), 0)])


def test_a_group_contact_counts_one_nth_and_the_most_personal_of_a_day_wins() -> None:
    alone = pairs_of(Contact(0, 1, 10, group=4))
    assert alone.weight_ab[0] == pytest.approx(s(10) / 4)
    assert alone.group.tolist() == [1]
    both = pairs_of(Contact(0, 1, 10.2, group=4), Contact(0, 1, 10.1, group=2))
    assert both.weight_ab[0] == pytest.approx(s(10.1) / 2)


def test_a_contact_shown_by_two_archives_or_two_exports_is_one() -> None:
    once = Contact(0, 1, 10)
    pairs = pairs_of(once._replace(shown_by=0), once._replace(shown_by=1), once._replace(shown_by=1))
    assert pairs.messages_ab.tolist() == [1]
    assert pairs_of(once, once._replace(channel=Channel.LINKEDIN)).messages_ab.tolist() == [2]


def test_a_meeting_counts_for_both_and_is_no_question() -> None:
    pairs = pairs_of(Contact(0, 1, 40, channel=Channel.MEETING))
    assert pairs.weight_ab[0] == pytest.approx(pairs.weight_ba[0]) == pytest.approx(s(40))
    assert (pairs.meetings[0], pairs.asked_ab[0], pairs.opened_ab[0]) == (1, 0, 0)


def test_nothing_at_or_after_the_moment_and_nothing_undated_counts() -> None:
    some = facts(3, [Contact(0, 1, 10), Contact(0, 1, 0), Contact(0, 1, -3), Contact(1, 1, 10)])
    assert pair_columns(some, until=NOW).messages_ab.tolist() == [1]
    some.contacts.at[0] = NO_TIME
    assert len(pair_columns(some, until=NOW).a) == 0


def test_one_way_contact_counts_once_however_much_there_is() -> None:
    one = pairs_of(Contact(0, 1, 40))
    many = pairs_of(*(Contact(0, 1, 40 + 30 * k) for k in range(9)))
    assert many.strength == pytest.approx(one.strength)
    assert many.messages_ab.tolist() == [9]
    answered = pairs_of(*(Contact(0, 1, 40 + 30 * k) for k in range(9)), Contact(1, 0, 39))
    assert answered.strength[0] == pytest.approx(t(s(*(40 + 30 * k for k in range(9))), s(39)))
    grouped = pairs_of(Contact(0, 1, 40, group=2), Contact(0, 1, 50), Contact(0, 1, 41, group=9))
    assert grouped.strength[0] == pytest.approx(t(s(50), 0))


def test_common_neighbours_on_a_known_graph() -> None:
    graph = neighbours(np.array([0, 0, 1, 1, 2], np.int32), np.array([1, 2, 2, 3, 3], np.int32), people=5)
    a, b = np.array([0, 1, 0]), np.array([3, 2, 4])
    assert np.bincount(common(graph, a, b)[0], minlength=3).tolist() == [2, 2, 0]
    assert adamic_adar(graph, a, b) == pytest.approx([2 / math.log(3), 2 / math.log(2), 0])
    pair, middle, near, far = common(graph, a[:1], b[:1])
    assert (pair.tolist(), sorted(middle.tolist())) == ([0, 0], [1, 2])
    assert graph.other[near].tolist() == graph.other[far].tolist() == middle.tolist()
    assert graph.slot[near].tolist() != graph.slot[far].tolist()


def test_cost_is_minus_ln_p_and_p_stays_off_zero_and_one() -> None:
    assert cost(np.array([1.0, math.exp(-2)])).tolist() == pytest.approx([0, 2])
    assert probability(np.array([-900.0, 0.0, 900.0])).tolist() == [P_LEAST, 0.5, P_MOST]


def test_every_kind_of_fact_makes_a_tie_of_its_class() -> None:
    ties = ties_of(
        Contact(1, 0, 10, shown_by=1),
        Contact(1, 0, 10, shown_by=0),
        connections=[(0, 1, 5), (0, 2, int(NO_DAY)), (0, 0, 5)],
        recommendations=[(3, 0)],
        endorsements=[(4, 0)],
        confirmed=[(0, 4)],
    )
    assert list(zip(ties.a.tolist(), ties.b.tolist(), strict=True)) == [(0, 1), (0, 2), (0, 3), (0, 4)]
    confirmed = DECLARED | CLASS_BIT[FactClass.CONFIRMED]
    assert ties.classes.tolist() == [OBSERVED | DECLARED, DECLARED, OBSERVED, confirmed]
    assert ties.messages_ba.tolist() == [1, 0, 0, 0]
    assert ties.last.tolist() == [NOW - 10 * DAY, NO_TIME, NO_TIME, NO_TIME]
    assert ties.shown_by[ties.shown_at[0] : ties.shown_at[1]].tolist() == [0, 1]
    assert ties.shown_at.tolist() == [0, 2, 3, 4, 5]


def test_a_declared_tie_is_weak_and_rises_with_what_is_declared() -> None:
    bare = ties_of(connections=[(0, 1, 5)]).strength[0]
    assert bare == pytest.approx(float(probability(np.array([DEFAULT.base + DEFAULT.per_ln_t * math.log(0.03)]))[0]))
    recommended = ties_of(connections=[(0, 1, 5)], recommendations=[(1, 0)]).strength[0]
    colleague = ties_of(connections=[(0, 1, 5)], stays=[Stay(0, 1, 100, 300), Stay(1, 1, 200, 400)]).strength[0]
    close = ties_of(connections=[(0, 1, 5)], confirmed=[(0, 1)]).strength[0]
    pooled = ties_of(connections=[(0, 1, 5), (0, 2, 5), (1, 2, 5)]).strength[0]
    assert bare < min(recommended, colleague, close, pooled)
    assert ties_of(Contact(0, 1, 10), Contact(1, 0, 9)).strength[0] > bare


def test_a_past_network_knows_no_later_connection() -> None:
    some = facts(3, [Contact(0, 1, 500)], connections=[(0, 1, 100), (0, 2, 900)])
    network, pairs = network_columns(some, until=600 * DAY)
    assert network.ties.b.tolist() == [1]
    assert pairs.messages_ab.tolist() == [1]


@pytest.mark.parametrize(
    ("mine", "theirs", "met"),
    [
        (Stay(0, 1, 100, 200), Stay(1, 1, 200, 300), True),
        (Stay(0, 1, 100, 200), Stay(1, 1, 201, 300), False),
        (Stay(0, 1, 100, 200), Stay(1, 2, 100, 200), False),
        (Stay(0, 1, 100, None, current=True), Stay(1, 1, None, None, current=True), True),
        (Stay(0, 1, 100, 150), Stay(1, 1, None, None, current=True), False),
        (Stay(0, 1, 100, 200), Stay(1, 1, None, None), False),
        (Stay(0, 1, 100, None), Stay(1, 1, 90, 110), True),
        (Stay(0, 1, 100, None), Stay(1, 1, 101, 110), False),
    ],
)
def test_colleagues_are_those_whose_known_dates_overlap(mine: Stay, theirs: Stay, *, met: bool) -> None:
    some = facts(2, stays=[mine, theirs])
    rows, companies = some.employments, some.companies.id
    assert worked_together(
        stays_by_person(rows, companies, today=1_000), np.array([0]), np.array([1]), people=2
    ).tolist() == [met]
    assert (len(colleagues(rows, companies, today=1_000, at_most=50)[0]) == 1) is met


def test_inferred_ties_are_apart_and_only_at_small_employers() -> None:
    stays = [Stay(person, 1, 100, 200) for person in range(4)] + [Stay(0, 2, 300, 400), Stay(1, 2, 300, 400)]
    some = facts(60, connections=[(0, 1, 5)], stays=stays)
    known = network_columns(some, until=NOW)[0].ties
    inferred = inferred_ties(some, known)
    pairs = list(zip(inferred.a.tolist(), inferred.b.tolist(), strict=True))
    assert pairs == [(0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]
    assert set(inferred.classes.tolist()) == {CLASS_BIT[FactClass.INFERRED]}
    assert inferred.strength.max() < known.strength.min()
    crowd = facts(60, stays=[Stay(person, 1, 100, 200) for person in range(51)])
    assert len(inferred_ties(crowd, known).a) == 0


CONTACTS = st.lists(
    st.builds(
        Contact,
        st.integers(0, 4),
        st.integers(0, 4),
        st.floats(0.01, 900).map(lambda days: round(days, 3)),
        st.integers(1, 5),
        st.sampled_from(Channel),
        st.integers(0, 3),
        st.integers(-1, 2),
    ),
    max_size=25,
)


@given(CONTACTS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(contacts: list[Contact], dice: st.DataObject) -> None:
    mixed = list(contacts)
    dice.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = network_columns(facts(5, contacts), until=NOW), network_columns(facts(5, mixed), until=NOW)
    for name in PairColumns.__slots__:
        np.testing.assert_array_equal(getattr(one[1], name), getattr(other[1], name), name)
    np.testing.assert_allclose(one[0].ties.strength, other[0].ties.strength)


@given(CONTACTS, st.floats(0.01, 900), st.integers(0, 4), st.integers(0, 4))
def test_another_contact_never_weakens_a_pair(contacts: list[Contact], days: float, one: int, other: int) -> None:
    before = pair_columns(facts(5, contacts), until=NOW)
    after = pair_columns(facts(5, [*contacts, Contact(one, other, days)]), until=NOW)
    known = {(a, b): value for a, b, value in zip(after.a.tolist(), after.b.tolist(), after.strength, strict=True)}
    for a, b, value in zip(before.a.tolist(), before.b.tolist(), before.strength, strict=True):
        assert known[a, b] >= value - 1e-12
    assert (after.answered_ab <= after.asked_ab).all()
    assert (after.answered_ba <= after.asked_ba).all()


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=25))
def test_adamic_adar_is_what_its_definition_says(edges: list[tuple[int, int]]) -> None:
    ties = sorted({(min(e), max(e)) for e in edges if e[0] != e[1]})
    around = {person: {b if a == person else a for a, b in ties if person in (a, b)} for person in range(8)}
    graph = neighbours(np.array([a for a, _ in ties], np.int32), np.array([b for _, b in ties], np.int32), people=8)
    a, b = np.triu_indices(8, k=1)
    both = [around[i] & around[j] for i, j in zip(a.tolist(), b.tolist(), strict=True)]
    wanted = [math.fsum(1 / math.log(len(around[m])) for m in middle) for middle in both]
    assert adamic_adar(graph, a, b) == pytest.approx(wanted)


def test_a_curve_rises_with_t_and_common_contacts() -> None:
    curve = CalibrationCurve(base=-1, per_ln_t=0.5, per_common=0.5)
    values = curve.logit(np.array([0.1, 1.0, 1.0]), np.array([0.0, 0.0, 3.0]))
    assert values.tolist() == pytest.approx([-1 + 0.5 * math.log(0.1), -1, -1 + 0.5 * math.log(4)])
