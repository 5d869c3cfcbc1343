"""The list of a large employer in arrays against the one of which everybody is judged as a person."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from test_exactness import asked_by_an_owner, largest, same

from graph.dossiers import dossiers
from graph.model import Company, Mark, Person
from graph.stores.workspace import Workspace
from ingest.load import import_paths
from referral import everybody
from referral.acquaintance import acquainted, spared
from referral.candidates import candidates, question
from referral.context import Context
from referral.everybody import ranking
from referral.known_people import Exchanged, KnownPeople
from referral.listed import Listed, MadeList, Standing, with_first
from referral.results import HiringRole
from referral.vacancy import UNTOLD, Vacancy
from synthetic import make_pool

MARKED = 0.2
SAID = (
    Mark(close=True),
    Mark(close=False),
    Mark(do_not_ask=True),
    Mark(declined=True),
    Mark(managed_me=True),
    Mark(worked_with=True),
    Mark(helped_me=True, knows_i_look=True),
)


@pytest.fixture(scope="module")
def pool(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("arrays")
    made = make_pool(folder / "archives", seed=17)
    with Workspace.open(folder / "w.db") as workspace:
        import_paths(workspace, made.archives)
        ego, chance = workspace.owners()[0], random.Random(17)
        for person in workspace.find_people("", limit=3_000):
            if person.id != ego.id and chance.random() < MARKED:
                workspace.set_mark(ego.id, person.id, chance.choice(SAID))
    return folder / "w.db"


@pytest.fixture
def asking(pool: Path) -> Iterator[Context]:
    with asked_by_an_owner(pool) as context:
        yield context


def both(
    asking: Context, company: Company, patch: pytest.MonkeyPatch, role: str = "", job: Vacancy = UNTOLD
) -> tuple[Listed, Listed]:
    """The list in arrays, and the one of people, each from an empty store."""
    assert asking.ego
    found = []
    for few in (0, 1_000_000):
        patch.setattr(everybody, "FEW", few)
        with asking.workspace.steady():
            found.append(ranking(asking, [asking.ego], company, role, job, seed=0))
    return found[0], found[1]


@pytest.mark.parametrize("role", ["", "Data Engineer", "Head of Marketing"])
def test_everybody_stands_where_judging_each_puts_them(
    asking: Context, monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    marked = 0
    for company in largest(asking):
        arrays, people = both(asking, company, monkeypatch, role)
        assert not isinstance(arrays, MadeList)
        assert isinstance(people, MadeList)
        same(list(arrays), list(people))
        assert list(arrays.standings) == [Standing.of(one) for one in people]
        marked += sum(one.restraint.do_not_ask for one in people)
        for place, one in enumerate(people):
            assert arrays.place_of(one.person.id) == place
            assert arrays.candidate(place).score == one.score
            for way in one.reach.via:
                found, expected = (each.through(way.people[0].id) for each in (arrays, people))
                assert found
                assert expected
                assert found.person == expected.person
    assert marked


@pytest.mark.parametrize(
    "job", [Vacancy(company_size=40), Vacancy(knows_hiring_manager=True), Vacancy(company_size=5_000)]
)
def test_what_the_user_says_of_the_job_puts_the_same_people_first(
    asking: Context, monkeypatch: pytest.MonkeyPatch, job: Vacancy
) -> None:
    for company in largest(asking)[:4]:
        arrays, people = both(asking, company, monkeypatch, "Data Engineer", job)
        same(list(arrays), list(people))
        chosen = arrays.chosen(lambda one: one.role is HiringRole.SAME_FIELD)
        assert [r.rank for r in chosen.known_first()] == [
            r.rank for r in sorted(people, key=lambda r: not r.acquainted) if r.hiring_role is HiringRole.SAME_FIELD
        ]


def test_who_hires_by_the_user_s_word_changes_nobody_else(asking: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    company = largest(asking)[0]
    told, _ = both(asking, company, monkeypatch)
    before = {one.person.id: one.hiring_role for one in told}
    for hirer in [one.person for one in told]:
        job = Vacancy(hiring_manager=hirer)
        for found in both(asking, company, monkeypatch, job=job):
            roles = {one.person.id: one.hiring_role for one in found}
            assert roles.pop(hirer.id) is HiringRole.HIRING_MANAGER
            may = HiringRole.HIRING_MANAGER
            assert all(role is before[name] or before[name] is may for name, role in roles.items())


def test_of_whom_nothing_is_known_nothing_is(asking: Context) -> None:
    """Who is none of `KnownPeople` has no exchange, statement, mark or shared employer; an exchange says the rest."""
    assert asking.ego
    network, me = asking.network, asking.network.index(asking.ego.id)
    company = largest(asking)[0]
    question_asked = question(asking, asking.ego, company, "")
    known = KnownPeople.of(asking, question_asked)
    everyone = np.arange(len(network.graph), dtype=np.int32)
    names = [network.person(number) for number in everyone.tolist() if number != me]
    read = dossiers(asking.workspace, network, asking.ego.id, names, asking.as_of)
    plain = [network.person(number) for number in np.setdiff1d(everyone, known.all).tolist() if number != me]
    for one in (read[name] for name in plain):
        assert one.exchange.sent + one.exchange.received + one.exchange.meetings == len(one.statements) == 0
        assert one.mark == Mark()
        assert not question_asked.shared_employer(one)
    by_exchange = np.setdiff1d(known.all, known.by_word)
    shown = Exchanged.of(network, me, by_exchange)
    judged = {
        c.dossier.person.id: c
        for at in largest(asking)
        for c in candidates(asking, replace(question_asked, company=at))
    }
    compared = 0
    for number, knows, silent, unclear in zip(
        by_exchange.tolist(), shown.knows.tolist(), shown.silent.tolist(), shown.unclear.tolist(), strict=True
    ):
        found = judged.get(network.person(number))
        if found and not unclear:
            assert knows == acquainted(found.dossier, found.criteria)
            assert silent == spared(found.restraint)
            compared += 1
    assert compared > 3


def test_somebody_put_first_leaves_the_others_in_order(asking: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    arrays, people = both(asking, largest(asking)[0], monkeypatch)
    last: Person = people[len(people) - 1].person
    ahead = with_first(arrays, last.id)
    assert [one.person.id for one in ahead] == [last.id, *(one.person.id for one in people[:-1])]
    assert ahead.place_of(last.id) == 0
    assert ahead.standings[1:] == list(arrays.standings)[:-1]
    assert with_first(arrays, "p" + "0" * 16) is arrays
