"""Everybody's question in a pool of many owners: asked of those who know people there best, and it says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from test_exactness import asked, largest, same

from api.acquaintance import acquaintance
from cli.render import verdict_lines
from graph.stores.workspace import Workspace
from ingest.load import import_paths
from referral import everybody, owners_asked
from referral.context import Context
from referral.desk import Desk
from referral.survey import TargetLine, survey
from referral.viewpoint import company_meant
from synthetic import make_pool


@pytest.fixture
def asking(tmp_path: Path) -> Iterator[Context]:
    made = make_pool(tmp_path / "archives", seed=41)
    with Workspace.open(tmp_path / "w.db") as workspace:
        import_paths(workspace, made.archives)
    with asked(tmp_path / "w.db", "anyone") as context:
        yield context


def strengths(asking: Context, company: str) -> list[float]:
    """Of each owner, their ties to people there, added up one by one."""
    network, at = asking.network, asking.network.company_index(company)
    assert at is not None
    found = []
    for ego in asking.egos:
        ties = [network.tie(network.index(ego.id), other) for other in network.members(at).tolist()]
        found.append(sum(float(network.columns.ties.strength[tie]) for tie in ties if tie >= 0))
    return found


@pytest.mark.parametrize("few", [0, 1_000_000])
def test_those_who_know_people_there_best_are_asked_as_a_cohort_is(
    asking: Context, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(everybody, "FEW", few)
    owners = asking.egos
    assert len(owners) == 3
    monkeypatch.setattr(owners_asked, "FEWEST", 1)
    ranked = 0
    for company in largest(asking):
        monkeypatch.setattr(owners_asked, "MOST", len(owners))
        assert owners_asked.owners_asked(asking, owners, company) == owners
        assert not owners_asked.left_out(asking, owners, owners, company)
        monkeypatch.setattr(owners_asked, "MOST", 2)
        chosen = owners_asked.owners_asked(asking, owners, company)
        known = strengths(asking, company.id)
        expected = sorted(range(len(owners)), key=lambda at: -known[at])[: len(chosen)]
        assert {one.id for one in chosen} == {owners[at].id for at in expected}
        assert 1 <= len(chosen) <= 2
        found = asking.desk.referrers(company, ego=None, top=1_000)
        monkeypatch.setattr(owners_asked, "MOST", len(owners))
        there = Desk(asking.workspace, asking.network, as_of=asking.as_of, today=asking.today, cohort=tuple(chosen))
        alone = there.referrers(company, ego=None, top=1_000)
        same(found.referrers, alone.referrers)
        same(replace(found.verdict, reasons=found.verdict.reasons[:-1]), alone.verdict)
        said = [note for note in found.notes if f"of {len(owners)} owners the {len(chosen)} who know" in note]
        assert found.notes == (*said, *alone.notes)
        assert len(said) == 1
        assert found.verdict.reasons[-1] == f"O{said[0][1:]}."
        ranked += len(found.referrers)
    assert ranked


def test_at_a_large_employer_fewer_are_asked_and_of_nobody_known_those_with_most_ties(
    asking: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(owners_asked, "MOST", 2)
    monkeypatch.setattr(owners_asked, "FEWEST", 1)
    monkeypatch.setattr(owners_asked, "WORK", 5)
    company = largest(asking)[0]
    assert len(owners_asked.owners_asked(asking, asking.egos, company)) == 1
    nobody = owners_asked.owners_asked(asking, asking.egos, company_meant(asking.workspace, "Nowhere Known"))
    degree = {ego.id: len(asking.network.graph.row(asking.network.index(ego.id))) for ego in asking.egos}
    assert len(nobody) == 2
    nowhere = company_meant(asking.workspace, "Nowhere Known")
    assert "of 3 owners the 2 with most contacts were asked" in owners_asked.left_out(
        asking, asking.egos, nobody, nowhere
    )
    assert sum(degree[one.id] for one in nobody) == sum(sorted(degree.values())[-2:])


def test_of_a_person_the_same_owner_knows_most_however_few_are_looked_at(
    asking: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [*asking.workspace.find_people("", limit=80), *asking.workspace.owners()]
    whole = [acquaintance(asking, person) for person in people]
    monkeypatch.setattr(owners_asked, "MOST", 1)
    found = [acquaintance(asking, person) for person in people]
    assert [replace(one, key="") for one in found] == [replace(one, key="") for one in whole]
    assert len({one.ego.id for one in found}) > 1


def test_whatever_judges_says_that_others_were_not_asked_and_paths_are_everybodys(
    asking: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, company, role = asking.desk, largest(asking)[0], "Staff Engineer"
    every = desk.paths(company, ego=None)
    monkeypatch.setattr(owners_asked, "MOST", 2)
    monkeypatch.setattr(owners_asked, "FEWEST", 1)
    told = f"who know people at {company.name} best were asked: name an owner to ask for them alone."
    verdict = desk.verdict(company, ego=None, role=role)
    assert verdict.reasons[-1].startswith("Of 3 owners the ")
    assert verdict.reasons[-1].endswith(told)
    paths = desk.paths(company, ego=None, role=role)
    assert paths.verdict == verdict
    assert [path.people for path in paths.paths] == [path.people for path in every.paths]
    listed = survey(asking, [TargetLine(company.name, role)])
    assert [one.verdict for one in listed] == [verdict]
    assert told not in " ".join(desk.verdict(company, ego=asking.egos[0], role=role).reasons)
    assert verdict.reasons[-1] in "\n".join(verdict_lines(verdict))
