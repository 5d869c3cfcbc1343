"""The evaluation: measures with hand-known answers, tables, determinism, and the public sets where they are."""

from __future__ import annotations

import gzip
import io
import math
import os
import sys
from pathlib import Path

import numpy as np
import pytest
from columns_by_hand import DAY, NOW, Contact, busy_table, contact_columns
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InputError, UsageError
from graph.evaluation import default_curve
from graph.evaluation.chosen_paths import follow
from graph.evaluation.evaluate import evaluate
from graph.evaluation.measures import auc, calibration, calibration_error, interval, ndcg, precision
from graph.evaluation.ranking import later_exchange, per_ego
from graph.evaluation.reply_cases import auc_by_ego, reply_cases
from graph.evaluation.scoring import score_table
from graph.evaluation.selftest import POSITIVES_LEAST, own_test
from graph.evaluation.table import read_events, read_groups
from graph.strength.contact_log import ContactLog, before, contact_log
from graph.strength.ordered_pairs import ordered_pairs
from graph.strength.scores import apply, learn, score

HEADER = "message_id,sender,recipient,timestamp\n"
KEY = np.arange(10.0)


def log_of(contacts: list[Contact], people: int = 60) -> ContactLog:
    return contact_log(contact_columns(contacts), people=people, until=NOW)


def write(folder: Path, rows: str, name: str = "events.csv") -> Path:
    path = folder / name
    path.write_text(HEADER + rows, encoding="utf-8")
    return path


def write_busy(path: Path) -> Path:
    lines = [
        f"{number},n{c.sender},n{c.recipient},{round(NOW - c.days_ago * DAY)}\n"
        for number, c in enumerate(busy_table())
    ]
    path.write_bytes(gzip.compress((HEADER + "".join(lines)).encode()))
    return path


def test_ndcg_by_hand() -> None:
    gain = np.array([0.0, 2.0, 1.0])
    assert ndcg(gain, np.array([1.0, 3.0, 2.0]), KEY[:3]) == pytest.approx(1.0)
    got = (2 / math.log2(3) + 1) / (2 + 1 / math.log2(3))
    assert ndcg(gain, np.array([1.0, 2.0, 3.0]), KEY[:3]) == pytest.approx(got)
    assert math.isnan(ndcg(np.zeros(3), KEY[:3], KEY[:3]))
    assert ndcg(np.array([0.0, 1.0]), np.array([2.0, 1.0]), KEY[:2], depth=1) == 0.0


def test_auc_and_precision_by_hand() -> None:
    hit = np.array([True, False, True, False])
    assert auc(hit, np.array([4.0, 3.0, 2.0, 1.0])) == pytest.approx(0.75)
    assert auc(hit, np.zeros(4)) == pytest.approx(0.5)
    assert math.isnan(auc(np.ones(3, dtype=np.bool_), np.zeros(3)))
    assert precision(hit, np.array([4.0, 3.0, 2.0, 1.0]), KEY[:4], depth=2) == 0.5
    assert math.isnan(precision(hit[:0], KEY[:0], KEY[:0]))


def test_calibration_by_hand() -> None:
    bins = calibration(np.array([0.1, 0.1, 0.9, 0.9]), np.array([False, False, True, False]), bins=2)
    assert [(b.pairs, b.promised, b.kept) for b in bins] == [(2, 0.1, 0.0), (2, 0.9, 0.5)]
    assert calibration_error(bins) == pytest.approx(0.25)
    assert math.isnan(calibration_error(()))


def test_an_interval_holds_its_mean_and_repeats() -> None:
    values = np.array([0.0, 1.0, np.nan, 1.0, 0.0])
    found = interval(values, 7)
    assert (found.mean, found.egos) == (0.5, 4)
    assert found.low <= 0.5 <= found.high
    assert interval(values, 7) == found
    assert interval(np.array([np.nan]), 7).egos == 0


@given(st.lists(st.tuples(st.floats(0, 5), st.floats(-3, 3)), min_size=1, max_size=30))
def test_measures_stay_in_their_range_and_a_perfect_order_is_perfect(rows: list[tuple[float, float]]) -> None:
    gain, given_score = (np.array(column) for column in zip(*rows, strict=True))
    key = np.arange(float(len(gain)))
    for scores in (given_score, gain):
        value = ndcg(gain, scores, key)
        assert math.isnan(value) or -1e-12 <= value <= 1 + 1e-12
    assert math.isnan(ndcg(gain, gain, key)) or ndcg(gain, gain, key) == pytest.approx(1)
    assert math.isnan(auc(gain > 0, gain)) or auc(gain > 0, gain) == pytest.approx(1)


def test_a_table_is_read_with_its_recipients_counted(tmp_path: Path) -> None:
    table = read_events(write(tmp_path, "m1,ann,bob,10\nm1,ann,cy,10\nm2,bob,ann,20\nm3,bob,bob,20\n\n"))
    assert table.names == ("ann", "bob", "cy")
    assert table.group.tolist() == [2, 2, 1]
    assert len(table.log(until=20)) == 2
    assert read_events(write(tmp_path, "a,10,9,1\n")).names == ("9", "10")
    assert read_events(write(tmp_path, "a,x,y,1\nb,z,y,9\n"), until=5).names == ("x", "y")


def test_columns_may_stand_in_any_order_and_the_file_come_by_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = b"timestamp,recipient,more,sender,message_id\n5,b,?,a,1\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(raw))))
    table = read_events(Path("-"))
    assert (table.names, table.sender.tolist(), table.at.tolist()) == (("a", "b"), [0], [5])


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"message_id,sender,recipient\n1,2,3\n", "lacks the column timestamp"),
        (HEADER.encode() + b"1,2,3,noon\n", "line 2 is no exchange"),
        (HEADER.encode() + b"1,2\n", "line 2 is no exchange"),
        (HEADER.encode() + b"1,2,3,1082040961000\n", "no time in UTC seconds"),
        (HEADER.encode(), "holds no exchange"),
        (b"", "lacks the column"),
        (HEADER.encode() + b"1,\xff\xfe,3,4\n", "no readable CSV"),
        (b"\x1f\x8bnonsense", "no readable CSV"),
        (gzip.compress(HEADER.encode() + b"1,a,b,3\n" * 99, mtime=0)[:-9], "no readable CSV"),
    ],
)
def test_a_table_that_cannot_be_used_says_why(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=says):
        read_events(path)


def test_groups_are_read_by_name_or_as_branches_of_a_tree(tmp_path: Path) -> None:
    names = ("a", "b", "c", "d")
    people = tmp_path / "people.csv"
    people.write_text("person,group\na,x\nb,y\nc,x\nq,x\nd,\n", encoding="utf-8")
    assert read_groups(people, names) == [frozenset({0, 2}), frozenset({1})]
    people.write_text("person,reports_to\na,\nb,a\nc,b\nd,b\na,d\n", encoding="utf-8")
    assert read_groups(people, names) == [frozenset({0, 1, 2, 3})] * 3
    people.write_text("name,team\na,x\n", encoding="utf-8")
    with pytest.raises(InputError, match="person,group"):
        read_groups(people, names)


def test_later_exchange_is_two_way_within_the_window_and_shared_by_recipients() -> None:
    log = log_of(
        [Contact(0, 1, 50), Contact(0, 1, 10, group=2), Contact(1, 0, 9), Contact(1, 0, 8), Contact(0, 2, 50)], 3
    )
    rows = ordered_pairs(before(log, NOW - 40 * DAY))
    found = later_exchange(rows, log, NOW - 40 * DAY, NOW)
    assert found.gain.tolist() == pytest.approx([math.log2(1.5), 0, math.log2(1.5), 0])
    assert not later_exchange(rows, log, NOW - 40 * DAY, NOW - 9 * DAY).hit.any()


def test_only_egos_with_ten_alters_and_a_later_exchange_have_a_say() -> None:
    early = [Contact(0, other, 50) for other in range(1, 11)] + [Contact(11, other, 50) for other in range(1, 10)]
    log = log_of([*early, Contact(0, 3, 5), Contact(3, 0, 4), Contact(11, 3, 5), Contact(3, 11, 4)], 12)
    rows = ordered_pairs(before(log, NOW - 40 * DAY))
    scores = {"right": (rows.alter == 3).astype(float), "wrong": -(rows.alter == 3).astype(float)}
    outcome = later_exchange(rows, log, NOW - 40 * DAY, NOW)
    values = per_ego(rows, outcome, scores, only=None, seed=0)
    assert values["AUC"]["right"].tolist() == [1.0]
    assert values["NDCG@10"]["wrong"].tolist() == pytest.approx([1 / math.log2(11)])
    assert values["P@5"]["right"].tolist() == [0.2]
    assert len(per_ego(rows, outcome, scores, only=rows.alter != 3, seed=0)["AUC"]["right"]) == 0


def test_answers_are_scored_from_before_the_message() -> None:
    contacts = [c for c in busy_table() if c.days_ago > 120 or round(c.days_ago) % 50 < 3]
    log = log_of(contacts)
    cut = NOW - 160 * DAY
    asked = reply_cases(log, learn(before(log, cut)), cut, 0)
    assert len(asked.ego) > 50
    values = auc_by_ego(asked)
    assert {"goodword", "count", "recency", "random", "answers to asks", "answers to runs", "T"} == set(values)
    assert len({len(v) for v in values.values()}) == 1


def test_paths_are_followed_hop_by_hop_and_end_at_the_first_of_the_group() -> None:
    warm = [Contact(a, b, 60 + day) for a, b in ((0, 1), (1, 0), (1, 3), (3, 1)) for day in range(20)]
    cold = [Contact(a, b, 300) for a, b in ((0, 2), (2, 0), (2, 3), (3, 2), (3, 4))]
    after = [Contact(0, 1, 10), Contact(1, 0, 10), Contact(1, 3, 10), Contact(3, 1, 10)]
    log = log_of([*warm, *cold, *after], 6)
    scores = score(before(log, NOW - 40 * DAY))
    held = later_exchange(scores.rows, log, NOW - 40 * DAY, NOW).hit
    routes = follow(scores, held, [frozenset({3, 4}), frozenset({5})], 0)
    assert routes.kept["weighted"].tolist() == routes.kept["weighted, same length"].tolist() == [1.0]
    assert routes.kept["fewest hops"].tolist() in ([0.0], [1.0])
    first = scores.rows.find(np.array([0, 1]), np.array([1, 3]))
    assert routes.promised.tolist() == pytest.approx([float(scores.p[first].prod() / 2)])


def test_the_evaluation_is_whole_and_deterministic() -> None:
    log = log_of(busy_table())
    found = evaluate(log, groups=[frozenset({1, 2, 3})])
    assert found == evaluate(log, groups=[frozenset({1, 2, 3})])
    assert found != evaluate(log, seed=1, groups=[frozenset({1, 2, 3})])
    assert {line.part for line in found.lines} == {"ranking", "thin ties", "answers", "paths"}
    means = {(line.part, line.metric, line.method): line.value.mean for line in found.lines}
    assert means["ranking", "AUC", "goodword"] > 0.75
    assert means["ranking", "AUC", "random"] < 0.6
    assert found.promised is not None
    assert found.learned
    assert sum(b.pairs for b in found.calibration) == found.pairs
    assert "paths" not in {line.part for line in evaluate(log).lines}


@pytest.mark.parametrize("share", [0.0, 1.0, -2.0])
def test_a_cut_lies_within_the_table(share: float) -> None:
    with pytest.raises(UsageError, match="between 0 and 1"):
        evaluate(log_of(busy_table()), share=share)


def test_a_table_of_one_row_is_no_trouble() -> None:
    found = evaluate(log_of([Contact(0, 1, 5)], 2))
    assert not found.learned
    assert all(line.value.egos == 0 for line in found.lines)


def test_score_gives_every_ordered_pair_and_uses_nothing_after(tmp_path: Path) -> None:
    path = write_busy(tmp_path / "busy.csv.gz")
    cut = NOW - 100 * DAY
    rows = list(score_table(path, cut))
    early = {(c.sender, c.recipient) for c in busy_table() if c.days_ago > 100}
    assert {(row[0], row[1]) for row in rows} == {(f"n{a}", f"n{b}") for x, y in early for a, b in ((x, y), (y, x))}
    only = [f"1,n{c.sender},n{c.recipient},{round(NOW - c.days_ago * DAY)}\n" for c in busy_table() if c.days_ago > 100]
    only = [f"{number}{line[1:]}" for number, line in enumerate(only)]
    assert list(score_table(write(tmp_path, "".join(only)), cut)) == rows
    with pytest.raises(InputError, match="before 5"):
        list(score_table(path, 5))


def test_the_own_test_needs_thirty_positives() -> None:
    log = log_of(busy_table())
    owners = np.arange(30, dtype=np.int32)
    found = own_test(log, owners)
    assert found.enough
    assert {line.method for line in found.lines} >= {"goodword", "T", "random"}
    few = own_test(log, owners[:1])
    assert (few.enough, few.lines) == (False, ())
    assert few.positives < POSITIVES_LEAST


def test_the_own_test_tests_the_order_that_the_ranking_uses() -> None:
    few, many = log_of(busy_table()), log_of(busy_table(people=200), 200)
    for log, people, learns in ((few, 60, False), (many, 200, True)):
        lines = {(x.metric, x.method): x for x in own_test(log, np.arange(people, dtype=np.int32)).lines}
        same = lines["AUC", "goodword"].value == lines["AUC", "T"].value
        assert same is not learns


def test_the_default_curve_can_be_fitted_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
        write_busy(folder / "events.csv.gz")
    default_curve.main([str(folder / "events.csv.gz") for folder in folders])
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines] == ["one", "two", "all"]
    assert lines[0].split()[1:4] == lines[1].split()[1:4] == lines[2].split()[1:4]


def public(name: str) -> Path:
    folder = os.environ.get("GOODWORD_PUBLIC_DATA")
    if not folder or not (Path(folder) / name).is_dir():
        pytest.skip(f"the public evaluation set {name} is not here (set GOODWORD_PUBLIC_DATA to its folder's parent)")
    return Path(folder) / name


@pytest.mark.public_data
@pytest.mark.parametrize(("name", "ndcg_t", "auc_t"), [("enron", 0.766, 0.766), ("collegemsg", 0.542, 0.775)])
def test_the_design_s_table_for_t_is_reproduced_and_bettered(name: str, ndcg_t: float, auc_t: float) -> None:
    table = read_events(public(name) / "events.csv.gz")
    found = evaluate(table.log(until=int(table.at.max()) + 1))
    lines = {(line.part, line.metric, line.method): line for line in found.lines}
    assert lines["ranking", "NDCG@10", "T"].value.mean == pytest.approx(ndcg_t, abs=0.01)
    assert lines["ranking", "AUC", "T"].value.mean == pytest.approx(auc_t, abs=0.006)
    for part, least in (("ranking", 0.01), ("thin ties", 0.03)):
        for metric in ("NDCG@10", "AUC"):
            ahead = lines[part, metric, "T"].ahead
            assert ahead is not None
            assert ahead.mean >= least, (part, metric)
    assert found.calibration_error <= 0.05


@pytest.mark.public_data
def test_weighted_paths_hold_more_often_than_short_ones() -> None:
    folder = public("enron")
    table = read_events(folder / "events.csv.gz")
    log = table.log(until=int(table.at.max()) + 1)
    found = evaluate(log, groups=read_groups(folder / "people.csv.gz", table.names))
    held = {line.method: line.value.mean for line in found.lines if line.part == "paths"}
    assert held["weighted, same length"] > 2 * held["fewest hops"]
    assert found.promised is not None
    assert found.promised.mean == pytest.approx(held["weighted"], abs=0.1)


def test_forms_learned_before_serve_later_moments() -> None:
    log = log_of(busy_table())
    forms = learn(before(log, NOW - 100 * DAY))
    assert apply(forms, log).strength.shape == score(log).strength.shape
