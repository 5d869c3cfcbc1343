"""What is made before it is asked: likely employers, then the largest, what fits of them, no further than wanted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from report_scene import ADA, IDA, asked, pool
from scenes import Stay

import referral.lookahead as ahead
from graph.model import Company, Person
from referral.desk import Desk
from referral.lookahead import look_ahead
from referral.results import Verdict


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(ahead, "LARGE", 1)
    return pool(tmp_path)


@pytest.fixture
def ranked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Company, str]]:
    """Companies and jobs that a verdict was asked about, in order."""
    found: list[tuple[Company, str]] = []
    plain = Desk.verdict

    def noted(self: Desk, company: Company, *, ego: Person | None, role: str) -> Verdict:
        found.append((company, role))
        return plain(self, company, ego=ego, role=role)

    monkeypatch.setattr(Desk, "verdict", noted)
    return found


def test_the_largest_come_first_and_are_answers_like_any_other(
    workspace: Path, ranked: list[tuple[Company, str]]
) -> None:
    with asked(workspace, "Ida Iver") as context:
        assert look_ahead(context, wanted=lambda: True) == len(ranked) > 1
        sizes = [len(context.network.members(context.network.company_index(one.id) or 0)) for one, _ in ranked]
        assert sizes == sorted(sizes, reverse=True)
        kept = context.network.answers.weight
        assert context.desk.referrers(ranked[0][0], ego=context.ego).total >= 1
        assert context.network.answers.weight == kept


def test_where_the_ego_worked_and_their_list_come_before_the_largest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ranked: list[tuple[Company, str]]
) -> None:
    """They are at Cedar now; Maple and Larch have one known person each, Birch Works two."""
    monkeypatch.setattr(ahead, "LARGE", 1)
    worked = replace(IDA, stays=(Stay("in:ida", "Maple", "Designer", date(2018, 1, 1), date(2019, 1, 1)),))
    with asked(pool(tmp_path, ADA, worked), "Ida Iver") as context:
        assert context.ego
        context.workspace.list_company(context.ego.id, "Larch", role="Product Designer")
        look_ahead(context, wanted=lambda: True)
    told = [(company.name, role) for company, role in ranked]
    assert told[:4] == [("Cedar", ""), ("Maple", ""), ("Larch", "Product Designer"), ("Birch Works", "")]


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
