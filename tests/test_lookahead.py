"""What is made before it is asked: the largest employers, the largest first, and no further than wanted."""

from __future__ import annotations

from pathlib import Path

import pytest
from report_scene import asked, pool

import referral.lookahead as ahead
from graph.model import Company, Person
from referral.desk import Desk
from referral.lookahead import look_ahead
from referral.results import Referrers


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(ahead, "LARGE", 1)
    return pool(tmp_path)


def test_the_largest_come_first_and_are_answers_like_any_other(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ranked: list[str] = []
    plain = Desk.referrers

    def noted(self: Desk, company: Company, *, ego: Person | None) -> Referrers:
        ranked.append(company.id)
        return plain(self, company, ego=ego)

    with asked(workspace, "Ida Iver") as context:
        with monkeypatch.context() as patch:
            patch.setattr(Desk, "referrers", noted)
            assert look_ahead(context, wanted=lambda: True) == len(ranked) > 1
        sizes = [len(context.network.members(context.network.company_index(name) or 0)) for name in ranked]
        assert sizes == sorted(sizes, reverse=True)
        kept = context.network.answers.weight
        first = context.workspace.companies_by_id([ranked[0]])[ranked[0]]
        assert context.desk.referrers(first, ego=context.ego).total >= 1
        assert context.network.answers.weight == kept


def test_it_ends_where_it_is_not_wanted_any_more_and_at_so_many_people(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with asked(workspace, "Ida Iver") as context:
        left = iter([True, False])
        assert look_ahead(context, wanted=lambda: next(left)) == 1
        monkeypatch.setattr(ahead, "MOST", 0)
        assert look_ahead(context, wanted=lambda: True) == 0
