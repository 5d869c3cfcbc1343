"""What makes answers fast changes none: with every shortcut taken away, each answer is the same to a billionth.

Taken away are: judging large employers in arrays, judging people who are alike once, reading titles once, lists in the
place of searches, draws in a kernel, records read ahead, and tables and answers that are kept. Pools are made from seeds.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import fields, is_dataclass
from pathlib import Path

import numpy as np
import pytest

import graph.engine.detour_free as search
from graph.engine.kernels import draws
from graph.memo import Memo
from graph.model import Company
from graph.network import Network
from graph.stores.workspace import Workspace
from ingest.load import import_paths
from referral import everybody, grounds
from referral.context import Context, context, network_on, open_home
from referral.generation import own_ties, two_way
from referral.question import Post, Question
from referral.survey import TargetLine, survey
from referral.viewpoint import Viewpoint
from synthetic import make_pool

SEEDS = (3, 8)
COMPANIES = 8


@pytest.fixture(scope="module", params=SEEDS)
def pool(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exact")
    made = make_pool(folder / "archives", seed=request.param)
    with Workspace.open(folder / "w.db") as workspace:
        import_paths(workspace, made.archives)
    return folder / "w.db"


@contextmanager
def asked(path: Path, ego: str | None) -> Iterator[Context]:
    with closing(open_home(path)) as home:
        yield context(home.workspace, Viewpoint(ego), lambda day: network_on(home, day))


@contextmanager
def asked_by_an_owner(path: Path) -> Iterator[Context]:
    """As `asked`, by the first owner of the workspace."""
    with Workspace.open(path) as workspace:
        ego = workspace.owners()[0].id
    with asked(path, ego) as asking:
        yield asking


def same(one: object, other: object, where: str = "") -> None:
    """Equal, numbers to a billionth."""
    if isinstance(one, float):
        assert isinstance(other, float), where
        assert math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9), where
    elif is_dataclass(one):
        assert type(one) is type(other), where
        for field in fields(one):
            if field.name != "basis":
                same(getattr(one, field.name), getattr(other, field.name), f"{where}.{field.name}")
    elif isinstance(one, tuple | list):
        assert isinstance(other, tuple | list), where
        assert len(one) == len(other), where
        for at, (a, b) in enumerate(zip(one, other, strict=True)):
            same(a, b, f"{where}[{at}]")
    else:
        assert one == other, where


def without_shortcuts(patch: pytest.MonkeyPatch) -> None:
    """Everything worked out by itself each time it is needed."""
    patch.setattr(everybody, "FEW", 1_000_000)
    patch.setattr(grounds._Facts, "_plain", lambda *_: False)
    patch.setattr(grounds._Facts, "_told", lambda *_: None)
    patch.setattr(Question, "by_titles", lambda self, file, work: work(self, post(self, file)))
    patch.setattr(search, "SHORT", 0)
    patch.setattr(draws, "compiling", lambda: False)
    patch.setattr(Memo, "get", lambda _self, _key, make, _weigh: make())


def post(question: Question, file: object) -> Post:
    """Somebody's titles, read anew."""
    there, theirs = question.titles(file)  # type: ignore[arg-type]
    return Post(there, question._reading(there, theirs))


def largest(asking: Context) -> list[Company]:
    """Companies of all sizes: the largest, and every tenth of the rest."""
    network = asking.network
    _, first = network.people_by_company()
    order = np.argsort(-np.diff(first), kind="stable")
    chosen = [*order[: COMPANIES // 2].tolist(), *order[COMPANIES // 2 :: 10].tolist()][:COMPANIES]
    ids = [bytes(network.columns.companies.id[at]).decode() for at in chosen]
    return list(asking.workspace.companies_by_id(ids).values())


def answers(asking: Context, company: Company) -> list[object]:
    desk, ego = asking.desk, asking.ego
    return [
        desk.referrers(company, ego=ego, role="Data Engineer", top=1_000),
        desk.verdict(company, ego=ego),
        desk.paths(company, ego=ego, k=8),
        desk.paths(company, ego=ego, k=3, max_hops=2),
    ]


@pytest.mark.parametrize("whose", ["first owner", "anyone"])
def test_every_answer_is_that_without_shortcuts(pool: Path, whose: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with asked(pool, None) as looking:
        ego = looking.workspace.owners()[0].id if whose == "first owner" else "anyone"
    with monkeypatch.context() as patch, asked(pool, ego) as asking:
        patch.setattr(everybody, "FEW", 0)
        companies = largest(asking)
        fast = [answers(asking, company) for company in companies]
        again = [answers(asking, company) for company in companies]
        listed = survey(asking, [TargetLine(company.name) for company in companies])
    with monkeypatch.context() as patch, asked(pool, ego) as asking:
        without_shortcuts(patch)
        slow = [answers(asking, company) for company in companies]
        one_by_one = [survey(asking, [TargetLine(company.name)])[0] for company in companies]
    same(fast, slow)
    same(again, slow)
    same(listed, tuple(one_by_one))
    assert any(answer[0].referrers for answer in fast)  # type: ignore[attr-defined]


def test_numbers_of_ties_are_those_counted_one_by_one(pool: Path) -> None:
    with asked(pool, None) as asking:
        network: Network = asking.network
        pairs, strength = network.pairs, network.columns.ties.strength
        for owner in asking.workspace.owners():
            me = network.index(owner.id)
            alters = network.graph.row(me).tolist()
            rows = {v: network.pair(me, v) for v in alters}
            order = {v: (strength[network.tie(me, v)], pairs.strength[r] if r >= 0 else 0.0) for v, r in rows.items()}
            own = own_ties(network, me)
            for person in alters:
                weaker, equal = (
                    sum(held < order[person] for held in order.values()),
                    sum(held == order[person] for held in order.values()),
                )
                assert own.rank(person) == pytest.approx((weaker + equal / 2) / len(alters), abs=1e-9)
                assert own.place(person, 0.5) == 100 * weaker // (len(alters) - 1)
            both = two_way(network, me, np.array(alters, dtype=np.int32))
            for (_, row), said in zip(rows.items(), both, strict=True):
                ways = row >= 0 and bool((pairs.personal_ab[row] and pairs.personal_ba[row]) or pairs.meetings[row])
                assert said == (ways if row >= 0 else None)
