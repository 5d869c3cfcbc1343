"""A server holds the graphs of the newest generation; those before go at once, without Python's collector."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from test_statements_an_answer import DAY, archive
from workspaces import put

from api.held_graphs import MOST_HELD, HeldGraphs
from api.worker_process import WorkerProcess
from graph.home import Home
from graph.memo import Memo
from graph.model import Mark
from graph.network import Network
from graph.stores.workspace import Workspace
from referral.context import context, open_home
from referral.everybody import FEW
from referral.viewpoint import Viewpoint, company_meant

PEOPLE = 3 * FEW


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with Workspace.open(tmp_path / "w.db") as workspace:
        put(workspace, archive(PEOPLE))
    with closing(open_home(tmp_path / "w.db", opened_as=Workspace)) as opened:
        yield opened


@pytest.fixture
def graphs(home: Home) -> HeldGraphs:
    return HeldGraphs(home, WorkerProcess(home.workspace.path, used=False), lambda _: None)


@pytest.fixture
def uncollected() -> Iterator[set[int]]:
    """Nobody looks for circles meanwhile; which graphs there were before."""
    gc.collect()
    gc.disable()
    yield {id(one) for one in gc.get_objects() if isinstance(one, Network)}
    gc.enable()


def _ask(home: Home, graphs: HeldGraphs) -> int:
    """Who could refer, of so many that the list is an array; how many bytes of answers are kept then."""
    here = context(home.workspace, Viewpoint(), graphs.on)
    assert here.desk.referrers(company_meant(here.workspace, "Northwind"), ego=here.ego).total == PEOPLE
    return here.network.answers.weight


def test_a_graph_that_is_left_goes_with_all_its_answers(home: Home, graphs: HeldGraphs, uncollected: set[int]) -> None:
    for month in range(3):
        assert _ask(home, graphs)
        with Workspace.open(home.workspace.path) as other:
            put(other, replace(archive(PEOPLE), name=f"{month}.zip"))
    assert _ask(home, graphs)
    found = [one for one in gc.get_objects() if isinstance(one, Network) and id(one) not in uncollected]
    assert len(found) == 1


def test_what_was_answered_stays_where_a_mark_changes_no_fact(home: Home, graphs: HeldGraphs) -> None:
    before = _ask(home, graphs)
    first = graphs.on(DAY)
    one, other = (person.id for person in home.workspace.find_people("Ann", limit=2))
    home.workspace.set_mark(one, other, Mark(do_not_ask=True))
    assert graphs.on(DAY) is not first
    assert not graphs.holds(first)
    assert graphs.on(DAY).answers is first.answers
    assert first.answers.weight >= before


def test_a_few_days_of_one_generation_are_held(home: Home, graphs: HeldGraphs) -> None:
    days = [DAY - timedelta(days=n) for n in range(MOST_HELD + 1)]
    found = [graphs.on(day) for day in days]
    assert [graphs.holds(one) for one in found] == [False, *[True] * MOST_HELD]


def test_a_memo_that_ended_makes_and_keeps_nothing() -> None:
    memo = Memo(100)
    memo.get("a", lambda: "x", lambda _: 10)
    memo.end()
    assert memo.held("a") is None
    assert memo.weight == 0
    assert memo.get("a", lambda: "y", lambda _: 0) == "y"
    assert memo.held("a") is None
