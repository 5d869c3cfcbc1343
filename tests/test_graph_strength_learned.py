"""What is learned on the own past: that it sees nothing of the future, leans on its prior, and beats chance."""

from __future__ import annotations

import numpy as np
import pytest
from columns_by_hand import DAY, NOW, Contact, busy_table, contact_columns, facts

from graph.log_odds import logistic
from graph.model import Channel
from graph.strength import network_columns, pair_columns, scores
from graph.strength.backtest import HORIZON, backtest_cut, later_gain, learn_chance, learn_order, moment_at
from graph.strength.calibration import P_MOST, probability
from graph.strength.contact_log import ContactLog, before, contact_log
from graph.strength.exchange import exchange_of
from graph.strength.features import NAMES, column, tie_features
from graph.strength.learn import fit_logistic, prior_logistic
from graph.strength.network import OWN_PAST_PAIRS, learned_strengths
from graph.strength.one_way import heard
from graph.strength.ordered_pairs import ordered_pairs
from graph.strength.pair_log import pair_log
from graph.strength.reply_model import ANSWER_NAMES, answer_features, learn_answers, reopenings, waits
from graph.strength.reply_rates import Rates
from graph.strength.scores import Forms, apply, apply_to_ties, learn, order_and_chance, score

BUSY = busy_table()
QUIET = [c for c in BUSY if 59 not in (c.sender, c.recipient)]


def log_of(contacts: list[Contact], people: int = 60, until: int = NOW) -> ContactLog:
    return contact_log(contact_columns(contacts), people=people, until=until)


def test_the_fit_finds_known_slopes_and_an_empty_table_its_prior() -> None:
    dice = np.random.default_rng(1)
    features = dice.normal(size=(20_000, 2)) * [1.0, 5.0] + [3.0, -2.0]
    hit = dice.random(20_000) < 1 / (1 + np.exp(-(0.5 + 1.5 * (features[:, 0] - 3.0) - 0.2 * (features[:, 1] + 2.0))))
    form = fit_logistic(features, hit, weight=np.ones(20_000), prior=np.zeros(2), pull=1.0)
    assert form.slope / form.scale == pytest.approx([1.5, -0.2], abs=0.06)
    assert form.base == pytest.approx(0.5, abs=0.06)
    assert form.logit(np.array([[3.0, -2.0]]))[0] == pytest.approx(0.5, abs=0.06)
    held = fit_logistic(features[:20], hit[:20], weight=np.ones(20), prior=np.array([9.0, 0.0]), pull=1e9)
    assert held.slope == pytest.approx([9.0, 0.0], abs=1e-6)
    alone = prior_logistic(np.zeros((0, 2)), share=0.5, prior=np.array([1.0, 2.0]))
    assert alone.logit(np.zeros((3, 2))).tolist() == [0, 0, 0]


def test_separable_rows_do_not_run_away() -> None:
    features = np.array([[0.0], [1.0]] * 30)
    form = fit_logistic(features, features[:, 0] > 0, weight=np.ones(60), prior=np.zeros(1), pull=20.0)
    assert 0 < form.slope[0] < 5


def test_a_cut_is_the_past_and_its_gain_what_followed() -> None:
    log = log_of([Contact(0, 1, 100), Contact(1, 0, 99), Contact(0, 1, 10), Contact(0, 1, 9), Contact(1, 0, 8)], 3)
    past = backtest_cut(log, 0.6)
    assert past.rows.log.until == moment_at(log, 0.6) == NOW - 40 * DAY
    assert len(past.rows.log) == 2
    assert past.gain.tolist() == [1.0, 1.0]
    met = log_of([Contact(0, 1, 100), Contact(0, 1, 10, channel=Channel.MEETING)], 3)
    assert later_gain(ordered_pairs(before(met, NOW - 40 * DAY)), met, NOW - 40 * DAY).tolist() == [1.0, 1.0]


def test_features_of_a_small_table_by_hand() -> None:
    log = log_of([Contact(0, 1, 30), Contact(0, 1, 20), Contact(1, 0, 10), Contact(2, 0, 5), Contact(2, 1, 5)], 4)
    rows = ordered_pairs(log)
    features = tie_features(rows)
    assert features.shape == (6, len(NAMES))
    at = rows.find(np.array([0, 1, 0, 3]), np.array([1, 0, 2, 1])).tolist()
    assert at == [0, 2, 1, -1]
    assert column(features, "recency")[at[:3]].tolist() == pytest.approx(-np.log1p([10, 10, 5]))
    assert column(features, "mutual")[at[:3]].tolist() == [1, 1, 0]
    assert column(features, "ego_opened")[at[:3]].tolist() == [1, 0, 0]
    assert column(features, "ego_last")[at[:3]].tolist() == [0, 1, 0]
    assert column(features, "turns")[at[0]] == pytest.approx(np.log(2))
    assert column(features, "days")[at[0]] == pytest.approx(np.log(4))
    assert column(features, "adamic_adar")[at[0]] == pytest.approx(np.log1p(1 / np.log(2)))
    assert column(features, "strength")[at[0]] == pytest.approx(np.log(pair_columns_strength(log)))
    assert column(features, "alter_contacts")[at[0]] == pytest.approx(np.log(2))


def pair_columns_strength(log: ContactLog) -> float:
    from graph.strength.pair_statistics import pairs_of  # noqa: PLC0415  (beside its only use)

    return float(pairs_of(log).strength[0])


def test_answer_rates_lean_on_the_overall_rate_and_on_the_person() -> None:
    log = log_of(
        [Contact(0, 1, 300), Contact(1, 0, 299), Contact(2, 1, 200), Contact(1, 2, 199), Contact(3, 1, 100)], 4
    )
    rows = ordered_pairs(log)
    marks = np.ones(len(log), dtype=np.bool_)
    rates = Rates.of(rows, asked=marks, answered=~marks)
    assert rates.overall == pytest.approx(1 / 7)
    assert rates.own(2.0).max() == pytest.approx(1 / 7)
    assert rates.own(2.0).min() == pytest.approx(2 / 7 / 3)
    nobody = rows.find(np.array([1]), np.array([3]))
    assert rates.nested(3.0)[nobody] == pytest.approx(rates.alters(5.0)[nobody])
    assert rates.person(5.0)[nobody] == pytest.approx(1 / 7)


def test_reopenings_end_a_month_of_silence_to_few_and_are_known_a_week_later() -> None:
    log = log_of(
        [
            Contact(0, 1, 200),  # the first: ends no silence
            Contact(0, 1, 160),  # ends forty days; answered on the third
            Contact(1, 0, 157),
            Contact(1, 0, 100),  # ends fifty-seven days; answered too late
            Contact(0, 1, 90),
            Contact(0, 1, 50, group=4),  # to too many
            Contact(0, 1, 5),  # its week is not over
        ],
        2,
    )
    events = reopenings(log)
    assert list(zip(events.ego.tolist(), events.answered.tolist(), strict=True)) == [(0, True), (1, False)]
    wait = waits(log, ordered_pairs(log).by)
    assert (wait.silence[0], wait.answer[0]) == (-1, 43 * DAY)
    assert (wait.silence[-1], wait.answer[-1]) == (45 * DAY, -1)
    rows = ordered_pairs(log)
    assert answer_features(rows, tie_features(rows)).shape == (2, len(ANSWER_NAMES))


def test_nothing_at_or_after_the_moment_is_seen() -> None:
    cut = NOW - 150 * DAY
    dice = np.random.default_rng(0)
    later = [Contact(int(a), int(b), float(d)) for a, b, d in dice.integers(1, 59, (3_000, 3)) if a != b]
    early = [c for c in BUSY if c.days_ago > 150]
    assert len(early) < len(BUSY)
    one, other = score(log_of(BUSY, until=cut)), score(log_of([*early, *later], until=cut))
    for name in ("strength", "p", "answer"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), name)


def test_scores_are_probabilities_and_p_is_the_same_both_ways() -> None:
    scores = score(log_of(BUSY))
    for values in (scores.strength, scores.p, scores.answer):
        assert ((values > 0) & (values < 1)).all()
    np.testing.assert_allclose(scores.p, scores.p[scores.rows.reverse])
    assert (np.diff(scores.ego * 60 + scores.alter) > 0).all()


def test_the_learned_p_keeps_what_it_promises() -> None:
    full = log_of(BUSY)
    cut = moment_at(full, 0.6)
    past = before(full, cut)
    scores = score(past)
    end = cut + round(HORIZON * (cut - int(full.at[0])))
    kept = later_gain(scores.rows, before(full, end), cut) > 0
    assert learn(past).chance is not None
    assert abs(scores.p.mean() - kept.mean()) < 0.08
    assert scores.p[kept].mean() > scores.p[~kept].mean() + 0.1


def test_a_thin_past_falls_back_to_prior_default_curve_and_smoothed_rates() -> None:
    small = log_of([Contact(0, 1, 30), Contact(1, 0, 20), Contact(0, 2, 10)], 3)
    forms = learn(small)
    assert forms.chance is None
    assert forms.answer is None
    scores = apply(forms, small)
    assert scores.strength[0] > scores.strength[1]
    assert scores.p[0] > scores.p[1]
    empty = score(log_of([], 3))
    assert len(empty.rows) == 0
    assert learn_order([]) is None
    assert learn_chance(backtest_cut(small, 0.6)) is None
    assert learn_answers(small, []) is None


def test_a_workspace_learns_from_five_hundred_pairs_on(monkeypatch: pytest.MonkeyPatch) -> None:
    many = busy_table(people=160)
    some = facts(160, many)
    plain = pair_columns(some, until=NOW)
    assert len(plain.a) >= OWN_PAST_PAIRS
    network, pairs = network_columns(some, until=NOW)
    own = learned_strengths(log_of(many, 160))
    assert own is not None
    np.testing.assert_allclose(pairs.strength, own.order)
    np.testing.assert_allclose(network.ties.strength, own.p)
    rank_t, rank_own = np.argsort(np.argsort(plain.strength)), np.argsort(np.argsort(pairs.strength))
    assert np.corrcoef(rank_t, rank_own)[0, 1] > 0.5
    few = network_columns(facts(60, BUSY[:200]), until=NOW)[1]
    np.testing.assert_array_equal(few.strength, pair_columns(facts(60, BUSY[:200]), until=NOW).strength)
    assert learned_strengths(log_of(BUSY[:20])) is None
    monkeypatch.setattr("graph.strength.network.OWN_PAST_PAIRS", 5)
    assert learned_strengths(log_of(BUSY[:20])) is None


def test_side_by_side_gives_the_same_bytes_as_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    some = facts(160, busy_table(people=160))
    one_by_one = network_columns(some, until=NOW)
    monkeypatch.setattr("graph.strength.network.MANY", 0)
    beside = network_columns(some, until=NOW)
    for one, other in ((one_by_one[0].ties, beside[0].ties), (one_by_one[1], beside[1])):
        for name in type(one).__slots__:
            assert getattr(one, name).tobytes() == getattr(other, name).tobytes(), name


def test_what_one_side_alone_wrote_counts_once_in_order_and_p() -> None:
    pitches = [Contact(59, 0, 20 + 40 * k) for k in range(20)]
    forms = learn(log_of(BUSY))
    logs = (log_of([*QUIET, *more]) for more in (pitches[:1], pitches))
    once, often = (apply(forms, heard(log, pair_log(log))[0]) for log in logs)
    row = once.rows.find(np.array([0, 59]), np.array([59, 0]))
    assert (row >= 0).all()
    for name in ("strength", "p"):
        np.testing.assert_allclose(getattr(often, name), getattr(once, name), err_msg=name)
    answered = apply(forms, log_of([*QUIET, *pitches, Contact(0, 59, 19)]))
    assert answered.p[row[0]] > often.p[row[0]]


def test_the_strongest_ties_keep_their_order() -> None:
    logits = np.array([3.0, 4.0, 9.0, 15.0, 25.0])
    assert len(set(probability(logits).tolist())) == 1 + (probability(logits)[0] < P_MOST)
    assert (np.diff(logistic(logits)) > 0).all()
    assert ((logistic(np.array([-900.0, 900.0])) > 0) & (logistic(np.array([-900.0, 900.0])) < 1)).all()


@pytest.mark.parametrize("block", [3, 64, 1 << 13])
def test_strengths_read_by_the_block_are_those_read_together(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    log = log_of(BUSY)
    forms, flow = learn(log, answers=False), exchange_of(ordered_pairs(log))
    monkeypatch.setattr(scores, "BLOCK", block)
    strength, p = order_and_chance(forms, flow)
    whole = apply_to_ties(forms, flow)
    assert forms.order is not None
    np.testing.assert_allclose(strength, whole.strength, rtol=1e-12)
    np.testing.assert_allclose(p, whole.p, rtol=1e-12)
    unlearned = Forms(order=None, chance=None, answer=None)
    bare = apply_to_ties(unlearned, flow)
    assert [a.tolist() for a in order_and_chance(unlearned, flow)] == [bare.strength.tolist(), bare.p.tolist()]
