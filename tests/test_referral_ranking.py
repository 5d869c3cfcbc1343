"""A, C, the draws and the order."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from itertools import pairwise, permutations

import numpy as np
import pytest
from hand import ME, YOU, asked, candidate, dossier
from hypothesis import given
from hypothesis import strategies as st

from graph.columns import (
    NO_TIME,
    CompanyColumns,
    NetworkColumns,
    PairColumns,
    PeopleColumns,
    TieColumns,
    WorkColumns,
)
from graph.engine.kernels.draws import VALUES, counted, counted_in_arrays
from graph.jit import read_only
from graph.log_odds import logistic
from graph.model import CLASS_BIT, Exchange, FactClass, Mark, Person
from graph.network import Network
from referral.candidate import Candidate
from referral.criteria import FULL
from referral.generation import totals
from referral.monte_carlo import BASE_NATS, DRAWS, WEIGHT_SD, Inputs, _Drawn, base_rates, certainty
from referral.next_step import next_step, placed, tier
from referral.question import NetworkPosition
from referral.ranking import distinct, inputs_of, rank
from referral.reach import candidate_reaches
from referral.reply_chance import MOST, Asks, base_rate, chance, shown
from referral.results import NextStep, Reach, Restraint, Sponsor

QUESTION = asked(role="Software Engineer")


def network(n: int, ties: dict[tuple[int, int], float]) -> Network:
    """A graph of n people with given p per tie, nothing dated."""
    rows = sorted((min(a, b), max(a, b), p) for (a, b), p in ties.items())
    count = len(rows)
    nothing, none = np.zeros(count, dtype=np.int32), np.zeros(0, dtype=np.int32)
    columns = NetworkColumns(
        people=PeopleColumns(np.array([f"p{i:016x}" for i in range(n)], dtype="S17"), np.full(n, -1, dtype=np.int32)),
        companies=CompanyColumns(np.array([], dtype="S17")),
        owners=np.array([0], dtype=np.int32),
        works=WorkColumns(none, none),
        ties=TieColumns(
            a=np.array([r[0] for r in rows], dtype=np.int32),
            b=np.array([r[1] for r in rows], dtype=np.int32),
            strength=np.array([r[2] for r in rows], dtype=np.float64),
            classes=np.full(count, CLASS_BIT[FactClass.DECLARED], dtype=np.int8),
            messages_ab=nothing,
            messages_ba=nothing,
            last=np.full(count, NO_TIME, dtype=np.int64),
            shown_at=np.zeros(count + 1, dtype=np.int64),
            shown_by=none,
        ),
    )
    return Network.of(columns, pairs({}))


def pairs(asks: dict[tuple[int, int], tuple[int, int, int, int]]) -> PairColumns:
    """Pairs with (asked_ab, answered_ab, asked_ba, answered_ba)."""
    keys = sorted(asks)
    numbers = np.array([asks[k] for k in keys], dtype=np.int32).reshape(len(keys), 4)
    whole, real, times = (np.zeros(len(keys), dtype=kind) for kind in (np.int32, np.float64, np.int64))
    like = {"weight_ab": real, "weight_ba": real, "strength": real}
    like |= {"first": times, "last": times, "unanswered_since": times}
    columns = {name: like.get(name, whole) for name in PairColumns.__slots__}
    ends = {"a": np.array([k[0] for k in keys], dtype=np.int32), "b": np.array([k[1] for k in keys], dtype=np.int32)}
    wrote = {"messages_ab": numbers[:, 0], "messages_ba": numbers[:, 2]}
    names = ("asked_ab", "answered_ab", "asked_ba", "answered_ba")
    return PairColumns(**columns | ends | wrote | dict(zip(names, numbers.T, strict=True)))  # type: ignore[arg-type]


# -- A ---------------------------------------------------------------------------------------------------------


def test_the_answer_rate_is_smoothed_towards_the_own_rate() -> None:
    assert chance(Asks(asked=8, answered=6), 0.5).value == pytest.approx((6 + 2 * 0.5) / (8 + 2))
    assert chance(Asks(), 0.7).value == pytest.approx(0.7)


def test_others_in_the_pool_adjust_it() -> None:
    base = 0.5
    quick, slow = Asks(others_asked=10, others_answered=10), Asks(others_asked=10)
    assert chance(quick, base).factor == pytest.approx((10 + 2.5) / (10 + 5) / base)
    assert chance(slow, base).value < chance(Asks(), base).value < chance(quick, base).value <= MOST


def test_few_asks_promise_no_certainty() -> None:
    asks = [Asks(k, k, others_asked=90, others_answered=90) for k in (0, 1, 2, 3, 500)]
    found = shown(asks, [chance(a, 0.98) for a in asks])
    assert [a.value for a in found] == pytest.approx([0.9, 2.8 / 3, 0.95, 0.96, 0.99])
    assert all(a.low <= a.value <= a.high for a in found)
    assert [(a.asked, a.answered) for a in found] == [(k, k) for k in (0, 1, 2, 3, 500)]


def test_whoever_was_never_asked_has_the_widest_band() -> None:
    asks = [Asks(), Asks(2, 1), Asks(20, 10), Asks(200, 100)]
    bands = [a.high - a.low for a in shown(asks, [chance(a, 0.5) for a in asks])]
    assert bands == sorted(bands, reverse=True)


def test_base_rate_stays_off_zero_and_one() -> None:
    assert 0 < base_rate(50, 0) < base_rate(0, 0) == 0.5 < base_rate(50, 50) < 1


def test_totals_add_up_both_directions() -> None:
    asked_, answered, asked_of, answered_of = totals(pairs({(0, 1): (4, 3, 2, 1), (1, 2): (5, 0, 6, 6)}), 3)
    assert asked_.tolist() == [4, 2 + 5, 6]
    assert answered.tolist() == [3, 1 + 0, 6]
    assert asked_of.tolist() == [2, 4 + 6, 5]
    assert answered_of.tolist() == [1, 3 + 6, 0]


# -- C ---------------------------------------------------------------------------------------------------------


def promises(ties: dict[tuple[int, int], float], n: int, ego: int, target: int) -> list[tuple[float, tuple[int, ...]]]:
    """Every way over one or two people in between, by brute force."""
    p = {**ties, **{(b, a): x for (a, b), x in ties.items()}}
    others = [i for i in range(n) if i not in {ego, target}]
    found = []
    for size in (1, 2):
        for middle in permutations(others, size):
            way = (ego, *middle, target)
            steps = list(pairwise(way))
            if all(step in p for step in steps):
                found.append((math.prod(p[s] for s in steps) * 0.5 ** len(middle), middle))
    return sorted(found, reverse=True)


def test_reach_by_hand() -> None:
    graph = network(5, {(0, 1): 0.8, (0, 2): 0.5, (1, 3): 0.5, (2, 3): 0.4, (3, 4): 0.9})
    found = {r.person: r for r in candidate_reaches(graph, 0, np.array([1, 3, 4], dtype=np.int32))}
    assert (found[1].value, found[1].ways) == (1.0, ())
    assert [w.people for w in found[3].ways] == [(1,), (2,)]
    assert [w.promise for w in found[3].ways] == pytest.approx([0.2, 0.1])
    assert found[3].value == pytest.approx(1 - 0.8 * 0.9)
    assert [w.people for w in found[4].ways] == [(1, 3)]
    assert found[4].value == pytest.approx(0.8 * 0.5 * 0.9 * 0.25)


def test_nobody_is_reached_beyond_three_hops() -> None:
    chain = network(5, {(0, 1): 0.9, (1, 2): 0.9, (2, 3): 0.9, (3, 4): 0.9})
    assert [r.person for r in candidate_reaches(chain, 0, np.array([3, 4], dtype=np.int32))] == [3]


@given(st.data())
def test_reach_against_brute_force(data: st.DataObject) -> None:
    n = data.draw(st.integers(3, 7))
    every = [(a, b) for a in range(n) for b in range(a + 1, n)]
    chosen = data.draw(st.lists(st.sampled_from(every), unique=True, min_size=1))
    ties = {tie: data.draw(st.sampled_from([0.1, 0.35, 0.6, 0.9])) for tie in chosen}
    direct = {b for a, b in ties if a == 0}
    found = {r.person: r for r in candidate_reaches(network(n, ties), 0, np.arange(n, dtype=np.int32))}
    for target in range(1, n):
        ways = promises(ties, n, 0, target)
        if target in direct:
            assert found[target].value == 1
            continue
        assert (target in found) == bool(ways)
        if ways:
            best = found[target]
            assert best.ways[0].promise == pytest.approx(ways[0][0])
            by_people = {people: promise for promise, people in ways}
            assert all(by_people[w.people] == pytest.approx(w.promise) for w in best.ways)
            assert len({w.people[0] for w in best.ways}) == len(best.ways) <= 3
            assert best.value == pytest.approx(1 - math.prod(1 - w.promise for w in best.ways))


# -- the order -------------------------------------------------------------------------------------------------


def known_well(name: str) -> Candidate:
    file = dossier(person=replace(YOU, title="Engineering Manager"), mark=Mark(close=True, managed_me=True))
    return candidate(name, QUESTION, file=file, asks=Asks(20, 18))


def test_the_score_is_the_sum_of_three_logs() -> None:
    one = known_well("ann")
    nats = sum(c.nats for c in one.criteria)
    assert one.logit == pytest.approx(BASE_NATS + nats)
    expected = one.logit + math.log((18 + 1) / 22) + math.log(0.25)
    assert replace(one, reach=Reach(0.25)).score == pytest.approx(expected)
    assert logistic(BASE_NATS) == pytest.approx(0.01, abs=1e-3)


def test_nobody_to_rank() -> None:
    assert rank([], seed=0) == []


def test_equal_evidence_is_too_close_to_call() -> None:
    first, second = rank(distinct([candidate("ann", QUESTION), candidate("bob", QUESTION)]), seed=0)
    assert first.too_close_to == (second.person.id,)
    assert second.too_close_to == (first.person.id,)
    assert first.score == second.score
    assert first.person.id < second.person.id


def test_plainly_better_is_not_too_close() -> None:
    first, second = rank(distinct([candidate("bob", QUESTION), known_well("ann")]), seed=0)
    assert (first.person.name, first.too_close_to) == ("ann", ())
    assert second.too_close_to == ()


def test_tiers_tell_the_few_from_the_many() -> None:
    crowd = [candidate(f"n{i}", QUESTION, standing=NetworkPosition(rank=0.1)) for i in range(40)]
    ranked = rank(distinct([*crowd, *(known_well(f"friend{i}") for i in range(3))]), seed=0)
    assert [r.tier for r in ranked[:3]] == ["A", "A", "A"]
    assert ranked[-1].tier == "C"
    assert sum(r.p_top5 for r in ranked) == pytest.approx(5)
    friend, stranger = placed(known_well("friend")), placed(candidate("n", QUESTION))
    assert [tier(friend, x, 6) for x in (1.0, 0.8, 0.79, 0.4, 0.39, 0.0)] == ["A", "A", "B", "B", "C", "C"]
    assert [tier(stranger, x, 6) for x in (1.0, 0.8, 0.4, 0.39)] == ["B", "B", "B", "C"]
    assert [tier(friend, x, 5) for x in (1.0, 0.0)] == [None, None]


def test_do_not_ask_stands_last_and_is_left_in_peace() -> None:
    spared = replace(
        known_well("ann"),
        dossier=dossier(person=replace(YOU, id="p" + "0" * 16), mark=Mark(do_not_ask=True)),
        restraint=Restraint(do_not_ask=True),
    )
    ranked = rank(distinct([spared, candidate("bob", QUESTION)]), seed=0)
    last = ranked[-1]
    assert (last.person.id, last.next_step, last.p_top5, last.tier) == (
        spared.dossier.person.id,
        NextStep.LEAVE,
        0.0,
        None,
    )
    assert last.restraint.do_not_ask
    assert [r.next_step for r in rank(distinct([spared]), seed=0)] == [NextStep.LEAVE]


def test_next_steps() -> None:
    via = Reach(0.2, (Sponsor((ME,), 0.2),))
    assert next_step(known_well("ann")) is NextStep.ASK
    assert next_step(candidate("bob", QUESTION)) is NextStep.WARM_UP
    assert next_step(replace(known_well("cy"), reach=via)) is NextStep.ASK_FOR_INTRO
    silent = dossier(
        exchange=Exchange(sent=2, personal_sent=2, asked=2, ignored=2, unanswered=2, last=date(2026, 1, 1))
    )
    assert next_step(candidate("flo", QUESTION, file=silent)) is NextStep.LEAVE
    assert next_step(candidate("gil", QUESTION, file=replace(silent, mark=Mark(close=True)))) is not NextStep.LEAVE
    once = replace(silent, exchange=replace(silent.exchange, asked=1, ignored=1))
    assert next_step(candidate("hal", QUESTION, file=once)) is NextStep.WARM_UP
    boss = dossier(person=replace(YOU, title="Director of Engineering"))
    assert next_step(candidate("dee", QUESTION, file=boss)) is NextStep.WARM_UP  # impressive, but knows nothing of me


def test_each_person_once_as_the_contact_of_who_knows_them_best() -> None:
    other = Person("p" + "f" * 16, "Other Owner", owner=True)
    weak = replace(candidate("ann", QUESTION), ego=other)
    strong = replace(known_well("ann"), dossier=replace(known_well("ann").dossier, person=weak.dossier.person))
    assert [one.candidate.ego.id for one in distinct([weak, strong])] == [ME.id]


def _made(kind: str, name: str) -> Candidate:
    if kind == "friend":
        return known_well(name)
    asks, reach = Asks(9, 1) if kind == "asked" else None, 0.05 if kind == "far" else 1.0
    return candidate(name, QUESTION, asks=asks, reach=reach)


@given(st.lists(st.sampled_from(["plain", "friend", "asked", "far"]), min_size=1, max_size=12), st.integers(0, 3))
def test_the_ranking_is_a_total_order_and_deterministic(kinds: list[str], seed: int) -> None:
    people = [_made(kind, f"{kind}{i}") for i, kind in enumerate(kinds)]
    ranked = rank(distinct(people), seed=seed)
    assert ranked == rank(distinct(people[::-1]), seed=seed)
    assert [r.rank for r in ranked] == list(range(1, len(people) + 1))
    parts = [(one.part, -one.score) for one in distinct(people)]
    assert parts == sorted(parts)
    assert [r.score for r in ranked] == [-score for _, score in parts]
    assert all(0 <= r.p_top5 <= 1 for r in ranked)


@given(st.floats(0, 1), st.floats(0, 1))
def test_more_of_a_criterion_never_lowers_the_rank(low: float, high: float) -> None:
    low, high = sorted((low, high))
    exchange = dossier(exchange=Exchange(sent=1, received=1, last=date(2026, 1, 1)))
    weaker = candidate("ann", QUESTION, file=exchange, standing=NetworkPosition(rank=low, two_way=True))
    stronger = candidate("ann", QUESTION, file=exchange, standing=NetworkPosition(rank=high, two_way=True))
    assert stronger.score >= weaker.score


def drawn_plainly(inputs: Inputs, draws: int) -> np.ndarray:
    """(n, draws) scores as the method says, from other chance: each Beta drawn from itself, everything written out."""
    rng, full = np.random.default_rng(99), np.array(list(FULL.values()))
    weights = np.maximum(0.0, full + WEIGHT_SD * rng.standard_normal((draws, len(full))))
    rows = []
    for n in range(len(inputs.alpha)):
        holds = rng.random((draws, len(full))) < base_rates(inputs)
        value = np.where(inputs.known[n], inputs.values[n], holds)
        answer = np.clip(inputs.factor[n] * rng.beta(inputs.alpha[n], inputs.beta[n], draws), 1e-12, MOST)
        score = BASE_NATS + (value * weights).sum(axis=1) + np.log(answer) + inputs.log_reach[n]
        rows.append(score - 1000.0 * inputs.part[n] + 1e-9 * rng.random(draws))
    return np.array(rows)


def mixed_crowd() -> Inputs:
    """Friends, strangers with different asks, and people reached through others, in the order of the ranking."""
    asks = [None, Asks(1, 0), Asks(3, 3), Asks(12, 5), Asks(0, 0, 9, 8)]
    people = [candidate(f"n{i}", QUESTION, asks=asks[i % 5], reach=1.0 if i % 3 else 0.2) for i in range(20)]
    people += [replace(known_well(f"f{i}"), chance=chance(Asks(i, i // 2), 0.4)) for i in range(3)]
    return inputs_of(distinct(people))


def test_draws_agree_with_those_written_out_within_their_stated_error() -> None:
    inputs = mixed_crowd()
    plain, drawn = drawn_plainly(inputs, 20_000), certainty(inputs, 5, seed=3)
    least = np.sort(plain, axis=0)[-5]
    assert np.abs(drawn.top - (plain >= least).mean(axis=1)).max() < 0.05
    assert np.abs(drawn.ahead - (plain[:-1] > plain[1:]).mean(axis=1)).max() < 0.06
    assert drawn.top.sum() == pytest.approx(5)


def test_draws_repeat_by_seed_and_nobodys_depend_on_who_stands_where() -> None:
    inputs = mixed_crowd()
    same, other = certainty(inputs, 5, seed=3), certainty(inputs, 5, seed=4)
    assert (certainty(inputs, 5, seed=3).top == same.top).all()
    assert (other.top != same.top).any()
    assert certainty(inputs, 99, seed=3).top.tolist() == [1.0] * len(inputs.alpha)
    turned = replace(inputs, **{name: getattr(inputs, name)[::-1] for name in Inputs.__slots__})
    assert certainty(turned, 5, seed=3).top[::-1] == pytest.approx(same.top)


@pytest.mark.parametrize("top", [1, 3, 5, 23])
def test_drawing_part_by_part_says_what_drawing_the_whole_list_does(top: int) -> None:
    inputs = mixed_crowd()
    everybody, drawn = np.arange(len(inputs.part)), _Drawn.of(inputs, 3, DRAWS)
    assert len(np.unique(inputs.part)) > 1
    among, before = drawn.counts(everybody, top)
    found = certainty(inputs, top, seed=3)
    assert (found.top == among / DRAWS).all()
    assert (found.ahead == before / DRAWS).all()


@given(st.integers(1, 9), st.integers(1, 7), st.integers(0, 2**32))
def test_counting_draw_by_draw_and_in_arrays_is_the_same_to_the_bit(people: int, top: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    known, weights = read_only(rng.random((people, 5)) < 0.5), read_only(rng.random((20, 5)))
    values, fixed = read_only(known * rng.random((people, 5))), read_only(rng.normal(size=people))
    which, stream = read_only(rng.integers(0, 2, people)), read_only(rng.permutation(people))
    tables, least = read_only(rng.normal(size=(2, VALUES))), read_only(rng.integers(0, 4097, 5).astype(np.uint64))
    compiled, plain = (
        count(values, known, fixed, which, stream, tables, weights, least, seed, top)
        for count in (counted, counted_in_arrays)
    )
    assert [each.tolist() for each in compiled] == [each.tolist() for each in plain]


def test_unknown_evidence_widens() -> None:
    """Of two with nothing known the first is ahead of one who is worth nothing for certain more often than not."""
    unknown, worthless = placed(candidate("ann", QUESTION)), placed(candidate("bob", QUESTION))
    inputs = inputs_of([unknown, worthless])
    known = inputs.known.copy()
    known[1] = True
    assert certainty(inputs, 1, seed=3).ahead[0] == pytest.approx(0.5, abs=0.05)
    assert certainty(replace(inputs, known=known), 1, seed=3).ahead[0] > 0.7
