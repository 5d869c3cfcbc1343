"""Companies from end to end: written and found under the name that goes on; old names lead there; twins stay apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import bad_archives as bad
import pytest
from hand import ME, TODAY, YOU, stay

from graph.company_aliases import successions
from graph.errors import CompanyNotFoundError
from graph.model import Company, FactClass, company_id
from graph.stores.workspace import Workspace
from ingest.load import import_paths
from referral.overlap import overlaps, stays

HEAD = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
EMPLOYERS = [
    *("Facebook", "Meta", "X (formerly Twitter)", "Quillmere (formerly Plimsoft Ltd)", "Ü-Labs", "U Labs"),
    *("Delta Air Lines", "Delta Electronics", "Apple", "Apple Records", "Sun Microsystems", "Oracle", "LinkedIn"),
    *("Self-employed", "En recherche d'emploi", "Stealth AI Startup", "Société Générale", "Societe Generale"),
]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    where = tmp_path_factory.mktemp("companies")
    rows = [
        f'P{n},Probe,https://www.linkedin.com/in/zz-demo-c-{n},,"{company}",Engineer,06 May 2024'
        for n, company in enumerate(EMPLOYERS)
    ]
    files = [
        ("Profile.csv", "First Name,Last Name,Headline\nDee,Dunn,Head of Parts\n"),
        ("Profile Links.csv", "Url\nhttps://www.linkedin.com/in/dee-dunn\n"),
        ("Connections.csv", "\n".join((HEAD, *rows))),
    ]
    with Workspace.open(where / "w.db") as opened:
        import_paths(opened, [bad.zipped(where / "Complete_LinkedInDataExport_09-12-2026.zip", files)])
        yield opened


@pytest.mark.parametrize(
    ("typed", "company", "people"),
    [
        ("Facebook", "Meta", 2),
        ("Meta Platforms, Inc.", "Meta", 2),
        ("Twitter", "X (formerly Twitter)", 1),
        ("X", "X (formerly Twitter)", 1),
        ("Plimsoft", "Quillmere (formerly Plimsoft Ltd)", 1),
        ("plimsoft gmbh", "Quillmere (formerly Plimsoft Ltd)", 1),
        ("Ü-Labs", "Ü-Labs", 1),
        ("U Labs", "U Labs", 1),
        ("Delta Air Lines", "Delta Air Lines", 1),
        ("Delta Electronics", "Delta Electronics", 1),
        ("Apple Inc.", "Apple", 1),
        ("Apple Records", "Apple Records", 1),
        ("Oracle", "Oracle", 2),
        ("Sun Microsystems", "Oracle", 2),
        ("LinkedIn", "LinkedIn", 1),
        ("SOCIETE GENERALE SA", "Societe Generale", 2),
    ],
)
def test_a_company_is_found_by_any_of_its_names(workspace: Workspace, typed: str, company: str, people: int) -> None:
    found = workspace.company(typed)
    assert (found.name, found.people) == (company, people)
    assert len(workspace.employees(found.id)) == people


@pytest.mark.parametrize(
    "typed", ["Delta", "Aple", "Microsoft", "Self-employed", "Freelance", "Plimsof", "", "N/A", "%"]
)
def test_similar_letters_are_nobody(workspace: Workspace, typed: str) -> None:
    with pytest.raises(CompanyNotFoundError):
        workspace.company(typed)


def test_no_employer_is_a_company(workspace: Workspace) -> None:
    names = {company.name for company in workspace.find_companies("", limit=100)}
    assert not names & {"Self-employed", "En recherche d'emploi", "Stealth AI Startup"}
    assert [c.name for c in workspace.find_companies("facebook")] == ["Meta"]


SUN = Company(company_id("sun microsystems"), "sun microsystems", "Sun Microsystems", 3)
ORACLE = Company(company_id("oracle"), "oracle", "Oracle", 9)


def test_a_merger_counts_from_its_date_on() -> None:
    mine = stay(ME, SUN, date(2005, 1, 1), date(2013, 1, 1))
    theirs = stay(YOU, ORACLE, date(2004, 1, 1), date(2015, 1, 1))
    for one, other in ((mine, theirs), (theirs, mine)):
        (found,) = overlaps(stays([one], TODAY), [other], connected_on=None, as_of=TODAY)
        assert (found.start, found.end, found.kind) == (date(2011, 1, 1), date(2013, 1, 1), FactClass.DECLARED)
        assert (found.company_name, found.months) == ("Oracle", 24)


def test_before_the_merger_they_were_two_companies() -> None:
    mine = stay(ME, SUN, date(2001, 1, 1), date(2009, 1, 1))
    theirs = stay(YOU, ORACLE, date(2001, 1, 1), date(2015, 1, 1))
    assert overlaps(stays([mine], TODAY), [theirs], connected_on=None, as_of=TODAY) == []


def test_colleagues_at_the_old_company_stay_colleagues_there_and_count_once() -> None:
    mine, theirs = (stay(who, SUN, date(2008, 1, 1), date(2012, 1, 1)) for who in (ME, YOU))
    found = overlaps(stays([mine], TODAY), [theirs], connected_on=None, as_of=TODAY)
    assert len(found) == 1
    assert found[0].company_name == "Sun Microsystems"
    assert (found[0].start, found[0].end) == (date(2008, 1, 1), date(2012, 1, 1))


def test_every_successor_has_an_id_of_its_own() -> None:
    for company, steps in successions().items():
        assert company not in {step.company_id for step in steps}
        assert [step.since for step in steps] == sorted(step.since for step in steps)


def test_opening_again_changes_nothing(workspace: Workspace) -> None:
    before = [(c.id, c.name, c.people) for c in workspace.find_companies("", limit=100)]
    with Workspace.open(workspace.path, create=False) as again:
        assert [(c.id, c.name, c.people) for c in again.find_companies("", limit=100)] == before
