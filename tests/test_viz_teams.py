"""Who stands together in the company's box."""

from __future__ import annotations

import pytest

from graph.model import Person, person_id
from viz.teams import OTHERS, team_of, teams_of


def people(*titles: str) -> list[Person]:
    return [Person(person_id(f"in:zz-{i}"), f"P {i}", None, title, None, "Works") for i, title in enumerate(titles)]


@pytest.mark.parametrize(
    ("title", "team"),
    [
        ("Staff Engineer", "Engineering and data"),
        ("Senior Data Scientist", "Engineering and data"),
        ("Technical Recruiter", "Recruiting"),
        ("HR Business Partner", "Human resources"),
        ("Account Executive", "Sales and marketing"),
        ("Product Designer", "Product and design"),
        ("CEO", "Leadership"),
        ("Nurse", OTHERS),
        ("", OTHERS),
        ("<img src=x>", OTHERS),
    ],
)
def test_a_title_names_a_team(title: str, team: str) -> None:
    assert team_of(title) == team


def test_few_people_or_one_team_need_no_heading() -> None:
    assert [name for name, _ in teams_of(people("Recruiter", "Engineer"))] == [""]
    assert [name for name, _ in teams_of(people(*["Software Engineer"] * 6))] == [""]
    assert teams_of([]) == (("", ()),)


def test_a_team_of_one_joins_the_others_who_come_last() -> None:
    found = people("Software Engineer", "Nurse", "Recruiter", "Data Engineer", "Accountant", "Pilot")
    teams = teams_of(found)
    assert [name for name, _ in teams] == ["Engineering and data", OTHERS]
    assert teams[0][1] == (found[0].id, found[3].id)
    assert teams[1][1] == (found[1].id, found[2].id, found[4].id, found[5].id)


@pytest.mark.parametrize(("title", "heading"), [("Recruiter", "Recruiting"), ("Nurse", ""), ("", "")])
def test_whoever_is_best_stands_first_though_alone_in_their_team(title: str, heading: str) -> None:
    found = people(title, "Software Engineer", "Baker", "Data Engineer", "Accountant", "Pilot")
    teams = teams_of(found)
    assert [name for name, _ in teams] == [heading, "Engineering and data", OTHERS]
    assert teams[0][1] == (found[0].id,)
    assert teams[2][1] == (found[2].id, found[4].id, found[5].id)


def test_people_whose_titles_name_no_team_have_no_heading() -> None:
    assert [name for name, _ in teams_of(people("Nurse", "Baker", "", "Pilot", "Diver", "Tailor"))] == [""]
