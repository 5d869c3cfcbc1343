"""What would be different: against the network with somebody taken out, and by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner
from report_scene import ADA, IDA, TARGETS, asked, pool
from scenes import Scene, Stay

from cli.main import app
from graph.errors import UsageError
from referral.context import Context
from referral.survey import TargetLine
from reports.build import build
from reports.parts.change import change_since
from reports.whatif import add_owner, drop

FAR = Scene(
    people={
        "in:ida": ("Ida Iver", "Product Designer", "Cedar"),
        "in:lou": ("Lou Lake", "Head of Software", "Larch"),
        "in:hal": ("Hal Holm", "Software Engineer", "Birch Works"),
        "in:zed": ("Zed Zorn", "Engineer", "Umbra"),
    },
    connections=(("in:ida", "in:lou", date(2020, 1, 1)), ("in:ida", "in:hal", date(2022, 2, 1))),
    stays=(Stay("in:hal", "Umbra", "Engineer", date(2015, 1, 1), date(2017, 1, 1)),),
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pool(tmp_path_factory.mktemp("whatif"))


@contextmanager
def far(folder: Path) -> Iterator[Context]:
    with asked(pool(folder, ADA, FAR)) as context:
        yield context


def test_without_somebody_the_network_is_the_one_without_their_ties(workspace: Path) -> None:
    with asked(workspace) as context:
        ids = [i.decode() for i in context.network.columns.people.id]
        ties = context.network.columns.ties
        graph: nx.Graph[str] = nx.Graph()
        graph.add_nodes_from(ids)
        graph.add_edges_from((ids[a], ids[b]) for a, b in zip(ties.a.tolist(), ties.b.tolist(), strict=True))
        ego = context.egos[0].id
        for person in ids:
            if person == ego:
                continue
            left = graph.copy()
            left.remove_node(person)
            within = nx.single_source_shortest_path_length(left, ego, cutoff=3)
            found = drop(context, context.workspace.people_by_id([person])[person], TARGETS)
            assert found.people_after == len(within) - 1
            assert found.people_before == len(nx.single_source_shortest_path_length(graph, ego, cutoff=3)) - 1
            for name in found.targets_lost:
                company = context.workspace.company(name)
                assert not {p.id for p in context.workspace.employees(company.id)} & set(within) - {ego}


def test_nobody_is_left_without_who_asks(workspace: Path) -> None:
    with asked(workspace) as context, pytest.raises(UsageError, match="who asks"):
        drop(context, context.egos[0], TARGETS)


def test_whose_archive_would_open_what_is_closed(tmp_path: Path) -> None:
    with far(tmp_path) as context:
        found = add_owner(context, (TargetLine("Umbra"), TargetLine("Acme"), TargetLine("Nowhere")))
    assert found.closed == ("Umbra", "Nowhere")
    assert found.nobody == ("Nowhere",)
    assert [(a.who.name, a.opens, a.hops) for a in found.archives] == [("Hal Holm", ("Umbra",), 1)]
    assert [d.who.name for d in found.revive] == ["山田 太郎"]


def test_the_command(workspace: Path) -> None:
    def run(*arguments: str) -> tuple[int, str]:
        found = CliRunner().invoke(app, ["--workspace", str(workspace), "whatif", *arguments, "--format", "json"])
        return found.exit_code, found.stdout

    code, out = run("--drop", "Ida Iver")
    assert code == 0
    assert json.loads(out)["who"]["name"] == "Ida Iver"
    assert run("--add-owner")[0] == 0
    assert run()[0] == 2
    assert run("--add-owner", "--drop", "Ida Iver")[0] == 2
    assert run("--drop", "Nobody")[0] == 1


LATER = Scene(
    people={
        "in:ada": ("Ada Arden", "Software Engineer", "Birch Works"),
        "in:hal": ("Hal Holm", "Software Engineer", "Willow"),
        "in:new": ("Nia North", "Engineer", "Yew"),
    },
    connections=(("in:ada", "in:hal", date(2026, 6, 1)), ("in:ada", "in:new", date(2026, 11, 20))),
    as_of=date(2026, 12, 1),
)


def test_what_has_changed_between_two_exports(tmp_path: Path) -> None:
    with asked(pool(tmp_path, ADA, LATER)) as context:
        found = change_since(
            context, (TargetLine("Willow"), TargetLine("Yew"), TargetLine("Acme"), TargetLine("N/A")), date(2026, 11, 1)
        )
        with pytest.raises(UsageError):
            change_since(context, (), date(2026, 12, 1))
    assert found.joined == 1
    assert [(m.who.name, m.before, m.now) for m in found.moves] == [("Hal Holm", "Birch Works", "Willow")]
    assert found.opened == ("Willow", "Yew")
    assert found.closed == ()


def test_a_connection_in_two_exports_of_one_owner_was_made_once(tmp_path: Path) -> None:
    again = replace(ADA, as_of=date(2026, 12, 1))
    (tmp_path / "one").mkdir()
    with asked(pool(tmp_path / "one", ADA), as_of=date(2026, 12, 1)) as context:
        once = context.workspace.connected_on([context.egos[0].id])
    with asked(pool(tmp_path, ADA, again)) as context:
        assert context.workspace.connected_on([context.egos[0].id]) == once
        report = build(context, ())
        assert sum(month.made for month in report.growth) == sum(once.values()) - once[None]
        assert report.quality.without_date == once[None] == 1
        assert change_since(context, (), date(2026, 5, 1)).joined == 1


def test_where_no_earlier_export_is_in_it_says_so(tmp_path: Path) -> None:
    with asked(pool(tmp_path, ADA, IDA)) as context:
        found = change_since(context, (), date(2026, 1, 1))
    assert found.moves == ()
    assert any("cannot be told" in note for note in found.notes)
