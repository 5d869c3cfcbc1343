"""Every table of the report of a larger pool, with marks and asks, beside what other means make of the same rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import exp, prod
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from click.testing import CliRunner
from report_oracle import EPOCH, Oracle, burt, gini, lorenz
from report_scene import asked

from cli.main import app
from graph.model import Mark
from graph.stores.workspace import Workspace
from referral.own_ties import OwnTies
from referral.results import Decision, NextStep, Referrers
from referral.survey import TargetLine
from reports.build import build, default_targets
from reports.model import NetworkReport
from reports.parts.concentration import LEAST_REST
from synthetic import make_pool
from synthetic.archive import make_archive

SEED = 90_217
LIST = 24
"""Companies: the own list, the largest, and some that nobody knows."""


@dataclass(frozen=True)
class Seen:
    """A report, its oracle, what the list of people says of each target, and the places of own ties by owner."""

    report: NetworkReport
    oracle: Oracle
    people: dict[str, Referrers]
    places: dict[str, dict[str, int]]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three archives of one world and a nasty one of another; marks, and asks that are open, declined and answered."""
    folder = tmp_path_factory.mktemp("oracle")
    truth = make_pool(folder, seed=SEED)
    make_archive(folder / "nasty.zip", seed=SEED + 1, connections=160, nasty=True)
    path, run = folder / "pool.sqlite", CliRunner()
    archives = [str(member.path) for member in truth.members]
    command = ["--workspace", str(path)]
    done = run.invoke(app, [*command, "import", *archives, str(folder / "nasty.zip")])
    assert done.exit_code == 0, done.output
    with Workspace.open(path) as opened:
        ego = opened.owners()[0]
        there = opened.employees(opened.company(truth.direct_company).id)
        for person, mark in zip(there, (Mark(close=True), Mark(do_not_ask=True), Mark(declined=True)), strict=False):
            opened.set_mark(ego.id, person.id, mark)
    for person, state in zip(there[3:], ("asked", "declined", "no_answer"), strict=False):
        line = [
            "ask",
            "log",
            person.id,
            truth.direct_company,
            "--state",
            state,
            "--on",
            "2026-09-01",
            "--override",
            "x",
        ]
        run.invoke(app, [*command, *line])
    return path


@pytest.fixture(scope="module", params=[None, "anyone"], ids=["ego", "anyone"])
def seen(request: pytest.FixtureRequest, workspace: Path) -> Seen:
    with asked(workspace, request.param) as context:
        own = [line.company for line in default_targets(context, limit=10)]
        large = [row["name"] for row in _largest(workspace)]
        lines = [TargetLine(name) for name in dict.fromkeys([*own, *large, "Nobody Knows Ltd", "N/A"])][:LIST]
        report = build(context, lines)
        network = context.network
        ids = [name.decode() for name in network.columns.people.id]
        ties = network.columns.ties
        rows = zip(ties.a.tolist(), ties.b.tolist(), ties.strength.tolist(), strict=True)
        strength = {frozenset((ids[a], ids[b])): p for a, b, p in rows}
        oracle = Oracle(workspace, context.as_of, frozenset(p.id for p in context.egos), strength)
        people = {}
        for row in report.targets:
            if row.firm and (company := context.workspace.company_named(row.firm.id)):
                people[row.firm.id] = context.desk.referrers(company, ego=context.ego, role=row.role, top=10**6)
        places = {}
        for ego in oracle.egos:
            mine = OwnTies.of(network, network.index(ego))
            held = zip(mine.people.tolist(), mine.places.tolist(), strict=True)
            places[ego] = {ids[person]: place for person, place in held}
        return Seen(report, oracle, people, places)


def _largest(path: Path) -> list[dict[str, str]]:
    query = (
        "SELECT c.name FROM company c JOIN person p ON p.company = c.row_id GROUP BY c.row_id ORDER BY count(*) DESC"
    )
    return [{"name": row["name"]} for row in Oracle(path, EPOCH, frozenset(), {}).sql(f"{query} LIMIT 16")]


def test_the_ties_are_those_of_the_rows(seen: Seen) -> None:
    assert {frozenset(edge) for edge in seen.oracle.graph.edges} == set(seen.oracle.strength)


def test_how_large_everything_is(seen: Seen) -> None:
    counts, oracle = seen.report.counts, seen.oracle
    far = Counter(oracle.far.values())
    near = Counter(
        min(oracle.far[p] for p in there) for c in oracle.staff if (there := oracle.reached(oracle.staff[c]))
    )
    assert (counts.people, counts.ties) == (len(oracle.graph), oracle.graph.number_of_edges())
    assert counts.companies == oracle.sql("SELECT count(*) AS n FROM company")[0]["n"]
    assert (counts.direct, counts.two, counts.three) == (far[1], far[2], far[3])
    assert (counts.companies_direct, counts.companies_two, counts.companies_three) == (near[1], near[2], near[3])


def test_people_and_paths_of_every_target(seen: Seen) -> None:
    oracle, whole = seen.oracle, 0
    for row in seen.report.targets:
        if row.firm is None:
            assert row.decision is None
            continue
        staff = oracle.staff.get(row.firm.id, set())
        far = Counter(oracle.far.get(person) for person in staff - oracle.egos)
        assert (row.known_people, row.direct, row.two, row.three) == (len(staff), far[1], far[2], far[3]), row.name
        paths = list(oracle.paths(row.firm.id))
        assert {who.id for who in row.only_through} == oracle.needed(row.firm.id), row.name
        if not paths:
            assert row.path is None
            assert row.closing
            continue
        least = min(cost for cost, _ in paths)
        assert row.path is not None
        assert row.path.strength == pytest.approx(exp(-least) * (0.85 if len(paths) > 1 else 1.0))
        assert any(nodes == tuple(w.id for w in row.path.people) and cost < least + 1e-6 for cost, nodes in paths)
        whole += 1
    assert whole > LIST / 2


def test_what_each_target_says_is_what_its_list_of_people_says(seen: Seen) -> None:
    steps = Counter[Decision]()
    for row in seen.report.targets:
        if row.firm is None or row.firm.id not in seen.people:
            continue
        answer = seen.people[row.firm.id]
        now = [one for one in answer.referrers if one.next_step is NextStep.ASK]
        assert (row.decision, row.ask_now) == (answer.verdict.decision, len(now))
        assert (row.best and row.best.id) == (answer.referrers[0].person.id if answer.referrers else None)
        if now:
            assert row.p_answer == pytest.approx(1 - prod(1 - one.answer.value for one in now[:3]))
            assert row.willing == pytest.approx(sum(one.vouch.value * one.answer.value for one in now[:3]))
        else:
            assert (row.p_answer, row.willing) == (None, None)
        steps[answer.verdict.decision] += 1
    assert len(steps) > 1


def test_who_opens_targets_and_who_holds_the_network_together(seen: Seen) -> None:
    oracle, report = seen.oracle, seen.report
    opens = Counter(row.path.people[1].id for row in report.targets if row.path)
    lost = Counter(who for row in report.targets if row.firm for who in oracle.needed(row.firm.id))
    for one in report.connectors:
        assert (len(one.opens), len(one.lost)) == (opens[one.who.id], lost[one.who.id])
    assert len(report.connectors) == min(12, len(opens | lost))
    between = nx.betweenness_centrality(oracle.graph)
    expected = sorted((n for p, n in between.items() if n and p not in oracle.egos), reverse=True)[:12]
    assert [one.share for one in report.brokers] == pytest.approx(expected)
    reached = {company for company, staff in oracle.staff.items() if oracle.reached(staff - oracle.egos)}
    for broker in report.brokers:
        left = {c for c in reached if oracle.reached(oracle.staff[c] - oracle.egos, without=broker.who.id)}
        assert broker.share == pytest.approx(between[broker.who.id])
        assert broker.companies_lost == len(reached - left)


def test_own_ties(seen: Seen) -> None:
    oracle, report = seen.oracle, seen.report
    wrote = Counter((oracle.wrote[a, b] > 0, oracle.wrote[b, a] > 0) for a, b in oracle.own())
    found = report.reciprocity
    assert (found.both, found.only_you) == (wrote[True, True], wrote[True, False])
    assert (found.only_they, found.neither) == (wrote[False, True], wrote[False, False])
    there = {p for row in report.targets if row.firm for p in oracle.staff.get(row.firm.id, ())}
    bands = Counter((min(place // 10, 9), p in there) for held in seen.places.values() for p, place in held.items())
    assert [(b.ties, b.at_targets) for b in report.strength] == [
        (bands[at, True] + bands[at, False], bands[at, True]) for at in range(10)
    ]
    silent = oracle.dormant()
    assert report.dormant_total == len(silent) > 0
    told = {(who, count, day) for (_, who), (count, day) in silent.items()}
    assert {(d.who.id, d.messages, (d.last - EPOCH).days) for d in report.dormant} <= told
    works = {row.firm.name: oracle.staff.get(row.firm.id, set()) for row in report.targets if row.firm}
    for tie in report.dormant:
        knows = {n for n, staff in works.items() if staff & (set(oracle.graph[tie.who.id]) - oracle.egos)}
        there = {n for n, staff in works.items() if tie.who.id in staff}
        assert (set(tie.targets), set(tie.works_at)) == (knows | there, there)
    help_ = [who for _, who in silent if any(s & ({who, *oracle.graph[who]} - oracle.egos) for s in works.values())]
    assert report.dormant_helpful == len(help_)
    assert {m.month: m.made for m in report.growth if m.made} == dict(oracle.made())


def test_concentration(seen: Seen) -> None:
    oracle, report = seen.oracle, seen.report
    query = "SELECT p.id, p.title, c.name AS company FROM person p LEFT JOIN company c ON c.row_id = p.company"
    people = {row["id"]: row for row in oracle.sql(query)}
    employers = Counter(people[p]["company"] for p in oracle.contacts if people[p]["company"])
    rest = [p for p in people if oracle.far.get(p, 9) > 1]
    rest = rest if len(rest) >= LEAST_REST else []
    theirs = Counter(people[p]["company"] for p in rest if people[p]["company"])
    found = report.concentration[0]
    assert (found.kinds, found.known, found.known + found.unknown) == (
        *(len(employers), sum(employers.values())),
        len(oracle.contacts),
    )
    assert found.gini == pytest.approx(gini(list(employers.values())))
    assert found.rest_gini == (pytest.approx(gini(list(theirs.values()))) if theirs else None)
    assert list(found.lorenz) == pytest.approx(lorenz(list(employers.values())))
    assert all((s.yours, s.rest or 0) == (employers[s.label], theirs[s.label]) for s in found.shares)
    quality = report.quality
    assert quality.contacts == len(oracle.contacts)
    assert quality.without_title == sum(not people[p]["title"] for p in oracle.contacts)
    assert quality.without_employer == sum(people[p]["company"] is None for p in oracle.contacts)


def test_burt_of_the_ego_and_of_the_others(seen: Seen) -> None:
    if len(seen.oracle.egos) > 1:
        assert seen.report.holes is None
        return
    constraint, size = burt(seen.oracle.graph)
    graph, (me,), holes = seen.oracle.graph, tuple(seen.oracle.egos), seen.report.holes
    assert holes is not None
    others = [p for p in graph if graph.degree(p) >= holes.least and p != me]
    assert holes.constraint == pytest.approx(constraint[me])
    assert holes.effective_size == pytest.approx(size[me])
    assert holes.others == len(others)
    assert holes.middle_constraint == pytest.approx(np.median([constraint[p] for p in others]))
    assert holes.middle_effective_share == pytest.approx(np.median([size[p] / graph.degree(p) for p in others]))


def test_groups_are_of_contacts_and_as_clear_as_said(seen: Seen) -> None:
    found, oracle = seen.report.communities, seen.oracle
    inside = oracle.graph.subgraph(oracle.contacts)
    assert sum(group.size for group in found.groups) + found.alone <= len(inside)
    for group in found.groups:
        assert {who.id for who in group.central} <= oracle.contacts
        assert group.there <= group.size
    between = sum(link.ties for link in found.links)
    assert between <= inside.number_of_edges()


def test_findings_say_numbers_of_the_tables(seen: Seen) -> None:
    rows, said = seen.report.targets, {one.rule: one for one in seen.report.findings}
    by = Counter(row.decision for row in rows)
    for rule, decision in (
        *(("ask_now", Decision.ASK), ("introduce", Decision.ASK_FOR_INTRO)),
        *(("wait", Decision.WAIT), ("warm_up", Decision.WARM_UP)),
    ):
        assert (said[rule].number if rule in said else 0) == by[decision]
    assert all(
        one.of >= one.number > 0 and f"{one.number:,}" in one.text for one in said.values() if one.of == len(rows)
    )
