"""Who works where now: everybody's newest headline, and what owners' newest list of positions calls current."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workspaces import ANN, DEE, Archive, Shown, fresh, put

from graph.model import CompanyId, PersonId, company_id, person_id
from graph.network import load
from graph.stores.workspace import Workspace
from ingest.load import import_paths

PROFILE = "First Name,Last Name,Headline\nEgo,Example,Engineer\n"
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
NOTES = 'Notes:\n"Some addresses may be missing."\n\n'


def archive(folder: Path, day: str, company: str) -> Path:
    path = folder / f"Basic_LinkedInDataExport_{day}.zip"
    row = f"Ann,Retired,https://www.linkedin.com/in/zz-demo-ann,,{company},Engineer,08 Feb 2020\n"
    other = "Bo,Busy,https://www.linkedin.com/in/zz-demo-bo,,Kelvora Energy,Engineer,09 Feb 2020\n"
    with zipfile.ZipFile(path, "w") as zipped:
        zipped.writestr("Profile.csv", PROFILE)
        zipped.writestr("Connections.csv", NOTES + HEADER + row + other)
    return path


def test_an_archive_that_knows_no_employer_takes_none_away(tmp_path: Path) -> None:
    old, new = archive(tmp_path, "01-10-2022", "Foxmoor Systems"), archive(tmp_path, "01-10-2026", "")
    with Workspace.open(tmp_path / "w.sqlite") as workspace:
        import_paths(workspace, [new, old])
        assert [p.name for p in workspace.employees(workspace.company("Foxmoor Systems").id)] == ["Ann Retired"]
        assert [p.name for p in workspace.employees(workspace.company("Kelvora Energy").id)] == ["Bo Busy"]
        network = load(workspace, until=None)
        index = network.company_index(workspace.company("Foxmoor Systems").id)
        assert index is not None
        ann = workspace.person("Ann Retired")
        assert [network.person(at) for at in network.members(index).tolist()] == [ann.id]
        assert [e.company_name for e in workspace.employments([ann.id])[ann.id]] == ["Foxmoor Systems"]


LATER = Archive(
    name="later.zip",
    as_of=date(2026, 1, 1),
    people={"in:ann-archer": Shown("Ann Archer"), "in:cy-cook": Shown("Cy Cook", "", "")},
    stays=(("in:ann-archer", "Dogwood", True), ("in:ann-archer", "Elm", True), ("in:ann-archer", "Acme", False)),
)
PEOPLE = [f"in:p{n}" for n in range(4)]
COMPANIES = ["Acme", "Birch", "Cedar"]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "goodword.db"
    Workspace.open(path).close()
    return path


@st.composite
def pools(draw: st.DrawFn) -> list[Archive]:
    """Archives of few people and companies, of different years: headlines, and lists of positions, some current."""
    years = draw(st.lists(st.integers(2020, 2026), min_size=1, max_size=4, unique=True))
    company = st.sampled_from(COMPANIES)
    stay = st.tuples(st.sampled_from(PEOPLE), company, st.booleans())
    found = []
    for year in years:
        owner, *others = draw(st.permutations(PEOPLE))
        people = {key: Shown(key, "Cook", draw(st.one_of(st.just(""), company))) for key in (owner, *others)}
        stays = tuple(draw(st.lists(stay, max_size=5)))
        found.append(Archive(f"{year}.zip", date(year, 1, 1), people, owned=draw(st.booleans()), stays=stays))
    return found


def rule(archives: Sequence[Archive]) -> set[tuple[PersonId, CompanyId]]:
    """The rule in plain Python, for archives of different days."""
    newest_first = sorted(archives, key=lambda a: a.as_of, reverse=True)
    found = set[tuple[str, str]]()
    for key in {key for archive in archives for key in archive.people}:
        shown = [a.people[key].company for a in newest_first if key in a.people and a.people[key].title is not None]
        found |= {(key, company) for company in [next(filter(None, shown), "")] if company}
        if any(a.owned and next(iter(a.people)) == key for a in archives):
            lists = [[s for s in a.stays if s[0] == key] for a in newest_first]
            found |= {(key, company) for _, company, now in next(filter(None, lists), []) if now}
    return {(person_id(key), company_id(company.casefold())) for key, company in found}


def told(workspace: Workspace) -> set[tuple[PersonId, CompanyId]]:
    """What the columns say; the look-ups say the same."""
    facts = workspace.facts()
    works = list(zip(facts.works.person.tolist(), facts.works.company.tolist(), strict=True))
    assert works == sorted(set(works))
    found = {(facts.people.id[who].decode(), facts.companies.id[at].decode()) for who, at in works}
    for company in workspace.find_companies(""):
        there = {who for who, at in found if at == company.id}
        assert {p.id for p in workspace.employees(company.id)} == there
        assert company.people == len(there)
    return found


def test_headlines_and_current_positions(tmp_path: Path, template: Path) -> None:
    with Workspace.open(fresh(tmp_path, template)) as workspace:
        put(workspace, ANN, DEE, LATER)
        found = told(workspace)
    assert found == rule([ANN, DEE, LATER])
    assert {at for who, at in found if who == person_id("in:ann-archer")} == {
        company_id(name) for name in ("acme", "dogwood", "elm")
    }


@settings(max_examples=40)
@given(archives=pools())
def test_every_pool_says_what_the_rule_says(template: Path, archives: list[Archive]) -> None:
    with tempfile.TemporaryDirectory() as folder, Workspace.open(fresh(Path(folder), template)) as workspace:
        put(workspace, *archives)
        assert told(workspace) == rule(archives)
