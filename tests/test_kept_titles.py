"""The table of everybody's titles against the statement that reads those of one employer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from test_exactness import asked_by_an_owner, largest, same

from graph import kept_titles
from graph.kept_files import drop_snapshots
from graph.kept_titles import make_titles, path_of, titles
from graph.memo import Memo
from graph.stores.workspace import Workspace
from ingest.load import import_paths
from referral import everybody
from referral.context import Context
from referral.everybody import ranking
from referral.vacancy import UNTOLD
from synthetic import make_pool


@pytest.fixture
def pool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(kept_titles, "WORTH", 1)
    made = make_pool(tmp_path / "archives", seed=29)
    with Workspace.open(tmp_path / "w.db") as workspace:
        import_paths(workspace, made.archives)
    return tmp_path / "w.db"


@pytest.fixture
def asking(pool: Path) -> Iterator[Context]:
    with asked_by_an_owner(pool) as context:
        yield context


def everyone(asking: Context) -> list[str]:
    return [asking.network.person(number) for number in range(len(asking.network.graph))]


def test_everybody_is_called_as_the_statement_says_on_any_day(asking: Context) -> None:
    make_titles(asking.workspace, asking.network)
    made, people = titles(asking.workspace, asking.network), everyone(asking)
    assert made
    compared, left_out = 0, 0
    network = asking.network
    for at in np.unique(network.columns.people.company[network.columns.people.company >= 0]).tolist():
        company = bytes(network.columns.companies.id[at]).decode()
        before = None
        for as_of in (asking.as_of, asking.as_of - timedelta(days=3_000), date(1990, 1, 1)):
            read = asking.workspace.titles_at(company, as_of)
            there = np.flatnonzero(network.columns.people.company == at)
            told = dict(zip(there.tolist(), made.called(made.told[there].tolist(), as_of), strict=True))
            assert {people[number]: one for number, one in told.items()} == read
            compared += len(read)
            left_out += before is not None and before != read
            before = read
    assert compared > 1_000
    assert left_out


def test_a_large_employer_is_judged_alike_with_it_and_without(asking: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(everybody, "FEW", 0)
    assert asking.ego
    answers = []
    for _ in range(2):
        monkeypatch.setattr(asking.network, "answers", Memo(1 << 24))
        with asking.workspace.steady():
            answers.append(
                [list(ranking(asking, [asking.ego], one, "Data Engineer", UNTOLD, seed=0)) for one in largest(asking)]
            )
        if len(answers) == 1:
            make_titles(asking.workspace, asking.network)
            monkeypatch.setattr(type(asking.workspace), "titles_at", None)  # not asked any more
    same(answers[0], answers[1])
    assert any(answers[0])


def test_it_is_kept_for_the_next_start_and_made_anew_after_a_change(pool: Path) -> None:
    with asked_by_an_owner(pool) as first:
        assert titles(first.workspace, first.network) is None
        make_titles(first.workspace, first.network)
        whole = path_of(pool).read_bytes()
        assert path_of(pool).stat().st_mode & 0o077 == 0
    with asked_by_an_owner(pool) as again:
        found = titles(again.workspace, again.network)
        assert found
        path_of(pool).unlink()
        assert titles(again.workspace, again.network) is found
    for broken in (whole[:-70], b"", whole[:200]):
        path_of(pool).write_bytes(broken)
        with asked_by_an_owner(pool) as third:
            assert titles(third.workspace, third.network) is None
    path_of(pool).write_bytes(whole)
    with Workspace.open(pool) as workspace, asked_by_an_owner(pool) as before:
        assert titles(before.workspace, before.network)
        workspace.forget(workspace.sources()[-1].id)
        assert titles(before.workspace, before.network) is None
        drop_snapshots(pool)
    assert not path_of(pool).exists()
