"""What is made before it is asked: likely employers, then the largest, what fits of them, no further than wanted."""

from __future__ import annotations

from pathlib import Path

import pytest
from report_scene import asked, pool

import referral.lookahead as ahead
from graph.model import Company, Person
from referral.desk import Desk
from referral.lookahead import look_ahead
from referral.results import Verdict


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(ahead, "LARGE", 1)
    return pool(tmp_path)


def test_the_largest_come_first_and_are_answers_like_any_other(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ranked: list[str] = []
    plain = Desk.verdict

    def noted(self: Desk, company: Company, *, ego: Person | None, role: str) -> Verdict:
        ranked.append(company.id)
        return plain(self, company, ego=ego, role=role)

    with asked(workspace, "Ida Iver") as context:
        with monkeypatch.context() as patch:
            patch.setattr(Desk, "verdict", noted)
            assert look_ahead(context, wanted=lambda: True) == len(ranked) > 1
        own = context.ego.company_id if context.ego else None
        assert own in ranked[:1] or own not in ranked
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
        monkeypatch.setattr(ahead, "BYTES", 0)
        assert look_ahead(context, wanted=lambda: True) == 0


def test_one_that_does_not_fit_is_passed_over(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The largest have two people each: room for one person makes those of one alone, and room for none nothing."""
    with asked(workspace, "Ida Iver") as context:
        every = look_ahead(context, wanted=lambda: True)
        monkeypatch.setattr(ahead, "BYTES", ahead.PERSON_BYTES)
        assert 0 < look_ahead(context, wanted=lambda: True) < every
