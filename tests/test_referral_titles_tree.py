"""Functions as a tree: families, members, neighbours; titles that name a family alone, read by what stands beside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referral.titles import Kinship, nearest, read_beside, read_title, said
from referral.titles.tables import tables
from referral.titles.tree import families, is_family, kinship, lies_within

FUNCTIONS = sorted(tables().functions)
UNSPECIFIC = (
    "Engineer",
    "Staff Engineer",
    "Senior Engineer",
    "Principal Engineer",
    "Engineering Manager",
    "Head of Engineering",
    "VP Engineering",
    "VP of Engineering",
    "Ingenieur",
    "Ingénieure",
    "Ingeniera",
    "Engenheiro",
    "Ingegnere",
    "Gerente de ingeniería",
    "R&D Manager",
)


@pytest.mark.parametrize("title", UNSPECIFIC)
def test_unspecific_titles_name_the_family(title: str) -> None:
    assert read_title(title).function == "engineering"


@pytest.mark.parametrize("title", UNSPECIFIC)
@pytest.mark.parametrize(
    ("beside", "member"),
    [
        ("Senior Software Engineer", "software"),
        ("Développeuse", "software"),
        ("Backend Developer", "software"),
        ("DevOps Engineer", "infrastructure"),
        ("Data Engineer", "data"),
        ("Bauingenieur", "construction"),
        ("Mechanical Engineer", "mechanical"),
        ("FPGA Engineer", "electronics"),
        ("Data Analyst", "engineering"),
        ("Recruiter", "engineering"),
        ("Engineer", "engineering"),
        ("", "engineering"),
    ],
)
def test_they_are_read_by_what_stands_beside_them(title: str, beside: str, member: str) -> None:
    found = read_beside(read_title(title), [read_title(beside)])
    assert found.function == member
    assert found.functions.count(member) == 1
    assert found.level == read_title(title).level


def test_the_first_that_names_a_member_decides() -> None:
    beside = [read_title(title) for title in ("Teacher", "Engineer", "Civil Engineer", "Software Engineer")]
    assert read_beside(read_title("Engineer"), beside).function == "construction"


@pytest.mark.parametrize("title", ["Civil Engineer", "Data Analyst", "Recruiter", "CEO", ""])
def test_what_names_a_member_or_another_family_stays(title: str) -> None:
    assert read_beside(read_title(title), [read_title("Software Engineer")]) == read_title(title)


@pytest.mark.parametrize(
    ("one", "other", "kin"),
    [
        ("engineering", "software", Kinship.FAMILY),
        ("engineering", "data", Kinship.FAMILY),
        ("engineering", "construction", Kinship.FAMILY),
        ("software", "data", Kinship.NEIGHBOUR),
        ("software", "infrastructure", Kinship.NEIGHBOUR),
        ("mechanical", "electronics", Kinship.NEIGHBOUR),
        ("software", "construction", Kinship.OTHER),
        ("data", "research", Kinship.NEIGHBOUR),
        ("people", "recruiting", Kinship.FAMILY),
        ("software", "administration", Kinship.OTHER),
        ("administration", "leadership", Kinship.OTHER),
    ],
)
def test_kinship(one: str, other: str, kin: Kinship) -> None:
    assert kinship(one, other) is kin


@given(st.sampled_from(FUNCTIONS), st.sampled_from(FUNCTIONS))
def test_kinship_is_symmetrical_and_same_only_for_one(one: str, other: str) -> None:
    assert kinship(one, other) is kinship(other, one)
    assert (kinship(one, other) is Kinship.SAME) == (one == other)
    assert nearest([one, other], other) is Kinship.SAME


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_tree_has_no_circle_and_every_node_a_name_to_say(name: str) -> None:
    above = list(families(name))
    assert name not in above
    assert len(above) == len(set(above))
    assert not lies_within(name, name)
    assert said(name)
    assert is_family(name) == any(lies_within(other, name) for other in FUNCTIONS)


@pytest.mark.parametrize(
    ("title", "leads"),
    [
        ("Engineering Manager", True),
        ("Head of Data", True),
        ("Tech Lead", True),
        ("CTO", True),
        ("Teamleiterin Vertrieb", True),
        ("Responsable RH", True),
        ("Jefa de ventas", True),
        ("Staff Engineer", False),
        ("Principal Engineer", False),
        ("Product Manager", False),
        ("Account Executive", False),
        ("Projektleiterin", False),
        ("Software Engineer", False),
        ("Chief of Staff", False),
        ("Assistant to the Head of Sales", False),
        ("Software Engineer | ex-Head of Engineering", False),
        ("", False),
    ],
)
def test_who_leads_others(title: str, leads: bool) -> None:
    assert read_title(title).leads == leads


@pytest.mark.parametrize(
    ("title", "recruits"),
    [
        ("Technical Recruiter", True),
        ("Design Recruiter", True),
        ("Head of Talent Acquisition, Engineering", True),
        ("HR Manager & Recruiter", True),
        ("Chargée de recrutement", True),
        ("Personalberaterin", True),
        ("HR Manager", False),
        ("Software Engineer - Recruiting Tools", False),
        ("Ex-Recruiter | Software Engineer", False),
        ("CEO", False),
    ],
)
def test_who_recruits(title: str, recruits: bool) -> None:
    assert read_title(title).recruits == recruits


@pytest.mark.parametrize(
    ("title", "founded", "executive", "runs"),
    [
        ("Co-Founder & CTO", True, True, False),
        ("Founder & CEO", True, True, True),
        ("Gründerin", True, True, True),
        ("Cofondatrice", True, True, True),
        ("CEO", False, True, True),
        ("Chief Data Officer", False, True, False),
        ("Managing Partner", False, True, True),
        ("Former Founder | Engineer", False, False, False),
        ("VP Engineering", False, False, False),
        ("Founding Engineer", False, False, False),
        ("", False, False, False),
    ],
)
def test_founders_and_the_c_level(title: str, founded: bool, executive: bool, runs: bool) -> None:
    found = read_title(title)
    assert (found.founded, found.executive, found.runs_company) == (founded, executive, runs)
