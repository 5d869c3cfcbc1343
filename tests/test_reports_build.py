"""The report of a small pool: every number recomputed from the rows it rests on, by other means."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from queue import Queue
from types import SimpleNamespace

import networkx as nx
import numpy as np
import pytest
from report_scene import ADA, TARGETS, asked, pool

from referral.results import Decision
from referral.survey import TargetLine
from reports.build import build, default_targets
from reports.findings import MOST, findings
from reports.model import NetworkReport
from reports.parts import connectors, quality


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pool(tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="module", params=[None, "Ida Iver", "anyone"], ids=["ada", "ida", "anyone"])
def both(request: pytest.FixtureRequest, workspace: Path) -> tuple[NetworkReport, nx.Graph[str], set[str]]:
    """A report, the network as plain NetworkX, and the ids of those asked about."""
    with asked(workspace, request.param) as context:
        report = build(context, TARGETS)
        ids = [i.decode() for i in context.network.columns.people.id]
        graph: nx.Graph[str] = nx.Graph()
        graph.add_nodes_from(ids)
        ties = context.network.columns.ties
        graph.add_edges_from((ids[a], ids[b]) for a, b in zip(ties.a.tolist(), ties.b.tolist(), strict=True))
        return report, graph, {person.id for person in context.egos}


def hops(graph: nx.Graph[str], egos: set[str]) -> dict[str, int]:
    found = nx.multi_source_dijkstra_path_length(graph, egos, weight=None)
    return {person: round(far) for person, far in found.items()}


def test_how_far_everybody_is(both: tuple[NetworkReport, nx.Graph[str], set[str]]) -> None:
    report, graph, egos = both
    far = Counter(hops(graph, egos).values())
    assert (report.counts.direct, report.counts.two, report.counts.three) == (far[1], far[2], far[3])
    assert report.counts.people == len(graph)
    assert report.counts.ties == graph.number_of_edges()


def test_how_far_people_at_targets_are(both: tuple[NetworkReport, nx.Graph[str], set[str]], workspace: Path) -> None:
    report, graph, egos = both
    far = hops(graph, egos)
    with asked(workspace) as context:
        for row in report.targets:
            there = context.workspace.employees(row.firm.id) if row.firm else []
            counted = Counter(far.get(person.id) for person in there)
            assert (row.known_people, row.direct, row.two, row.three) == (
                *(len(there), counted[1], counted[2]),
                counted[3],
            )


def test_without_whom_a_target_is_out_of_reach(
    both: tuple[NetworkReport, nx.Graph[str], set[str]], workspace: Path
) -> None:
    report, graph, egos = both
    with asked(workspace) as context:
        for row in report.targets:
            there = {p.id for p in context.workspace.employees(row.firm.id)} - egos if row.firm else set()
            needed = set()
            for person in set(graph) - egos:
                left = graph.copy()
                left.remove_node(person)
                far = hops(left, egos)
                if row.reached and not any(far.get(p, 9) <= 3 for p in there):
                    needed.add(person)
            assert {who.id for who in row.only_through} == needed - there


def test_own_ties_are_counted_once_each(both: tuple[NetworkReport, nx.Graph[str], set[str]]) -> None:
    report, graph, egos = both
    wrote = report.reciprocity
    own = sum(1 for a, b in graph.edges if (a in egos) != (b in egos))
    assert wrote.both + wrote.only_you + wrote.only_they + wrote.neither == own
    assert sum(band.ties for band in report.strength) == sum(graph.degree(ego) for ego in egos)
    assert all(0 <= band.at_targets <= band.ties for band in report.strength)


def test_who_wrote(workspace: Path) -> None:
    with asked(workspace) as context:
        wrote = build(context, ()).reciprocity
    assert (wrote.both, wrote.only_you, wrote.only_they, wrote.neither) == (4, 1, 1, 1)


def test_growth_is_by_month_without_gaps(workspace: Path) -> None:
    with asked(workspace) as context:
        report = build(context, ())
    assert {m.month: m.made for m in report.growth if m.made} == {
        "2012-06": 1, "2018-05": 1, "2020-01": 1, "2021-01": 1, "2024-01": 1, "2026-06": 1,
    }  # fmt: skip
    assert len(report.growth) == (2026 - 2012) * 12 + 1
    assert report.quality.without_date == 1
    with asked(workspace, as_of=date(2020, 6, 1)) as context:
        assert build(context, ()).growth[-1].month == "2020-01"


def test_a_tie_silent_for_a_year_is_dormant_and_one_of_long_ago_is_not(workspace: Path) -> None:
    with asked(workspace) as context:
        report = build(context, TARGETS)
    assert [d.who.name for d in report.dormant] == ["山田 太郎"]
    assert report.dormant[0].messages == 8
    assert set(report.dormant[0].targets) == {"Cedar", "ハヤブサ製作所"}
    assert set(report.dormant[0].works_at) < set(report.dormant[0].targets)


def test_burt_is_networkx_s(workspace: Path) -> None:
    with asked(workspace) as context:
        report, network = build(context, ()), context.network
        graph: nx.Graph[int] = nx.Graph()
        ties = network.columns.ties
        rows = zip(ties.a.tolist(), ties.b.tolist(), ties.strength.tolist(), strict=True)
        graph.add_weighted_edges_from(rows)
        me = network.index(context.egos[0].id)
    assert report.holes is not None
    assert report.holes.constraint == pytest.approx(nx.constraint(graph, [me], weight="weight")[me])
    assert report.holes.effective_size == pytest.approx(nx.effective_size(graph, [me], weight="weight")[me])


def test_employers_are_counted_and_a_rest_of_few_is_left_out(workspace: Path) -> None:
    with asked(workspace) as context:
        found = {c.kind: c for c in build(context, ()).concentration}
    employers = {s.label: (s.yours, s.rest) for s in found["employers"].shares}
    assert employers["Acme"] == (1, None)
    assert employers["Birch Works"] == (1, None)
    assert found["employers"].rest_seen == 0
    assert sum(yours for yours, _ in employers.values()) == found["employers"].known == 7
    assert {s.label for s in found["seniority"].shares} >= {"staff"}


def test_the_list_is_the_owner_s_own_and_else_where_most_are_known(workspace: Path) -> None:
    with asked(workspace) as context:
        names = [w.company for w in default_targets(context)]
    assert set(names[:2]) == {"Birch Works", "Cedar"}


def test_gaps_say_what_would_close_them(workspace: Path) -> None:
    with asked(workspace) as context:
        gaps = {row.asked: row for row in build(context, TARGETS).gaps}
    assert gaps["Larh"].closing[0].kind == "nearest"
    assert [c.kind for c in gaps["Known By Name"].closing] == ["archive"]
    assert gaps["N/A"].problem
    assert not gaps["N/A"].closing


def test_findings_are_few_whole_and_true(both: tuple[NetworkReport, nx.Graph[str], set[str]]) -> None:
    report, _, _ = both
    assert 0 < len(report.findings) <= MOST
    assert findings(report) == report.findings
    for one in report.findings:
        assert one.text.endswith(".")
        assert one.text[0].isupper() or not one.text[0].isalpha()
        assert 0 < one.number <= one.of
    said = {f.rule: f for f in report.findings}
    for rule, decision in (("ask_now", Decision.ASK), ("introduce", Decision.ASK_FOR_INTRO)):
        count = sum(row.decision is decision for row in report.targets)
        assert (said[rule].number if rule in said else 0) == count


def test_no_finding_speaks_of_nothing(workspace: Path) -> None:
    with asked(workspace) as context:
        report = build(context, ())
    assert [f.rule for f in report.findings] == ["no_list"]


def test_stages_are_told(workspace: Path) -> None:
    heard: list[tuple[str, int, int]] = []
    with asked(workspace) as context:
        build(context, TARGETS, tell=lambda *step: heard.append(step))
    assert [step for step in heard if step[0] == "Looking at the targets"][-1] == (
        *("Looking at the targets", len(TARGETS)),
        len(TARGETS),
    )


def test_a_report_for_more_owners_than_are_asked_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, told = pool(tmp_path), "What all 2 owners could do at a company"
    for most, ego, said in ((2, "anyone", 0), (1, "anyone", 1), (1, "Ida Iver", 0)):
        monkeypatch.setattr(quality, "MOST", most)
        with asked(path, ego) as context:
            cannot = build(context, (TargetLine("Larch"),)).quality.cannot
        assert sum(line.startswith(told) for line in cannot) == said


def test_one_archive_says_what_it_cannot(tmp_path: Path) -> None:
    with asked(pool(tmp_path, ADA)) as context:
        report = build(context, (TargetLine("Larch"),))
    assert report.brokers == ()
    assert report.communities.groups == ()
    assert report.holes is None
    assert any("one archive" in line for line in report.quality.cannot)
    assert "one_archive" in {f.rule for f in report.findings}
    assert not np.isnan([c.gini for c in report.concentration]).any()


def test_what_is_measured_beside_the_targets_is_the_same(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with asked(workspace) as context:
        one = build(context, TARGETS)
    monkeypatch.setattr(connectors, "LARGE", 0)
    threads = set[str]()

    def told(stage: str, done: int, total: int) -> None:
        threads.update(thread.name for thread in threading.enumerate())

    with asked(workspace) as context:
        other = build(context, TARGETS, tell=told)
    assert any(name.startswith("goodword-report") for name in threads)
    assert one.brokers
    assert replace(other, broker_notes=()) == replace(one, broker_notes=())


def test_whoever_leaves_early_does_not_wait_for_what_is_measured_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    finish, ended = threading.Event(), Queue[bool]()
    monkeypatch.setattr(connectors, "LARGE", 0)
    monkeypatch.setattr(connectors, "betweenness", lambda _: ended.put(finish.wait(10)))
    network = SimpleNamespace(graph=[0])
    with pytest.raises(KeyboardInterrupt), connectors.betweenness_beside(network):  # type: ignore[arg-type]
        raise KeyboardInterrupt
    finish.set()
    assert ended.get(timeout=20), "it was waited for until it gave up"
