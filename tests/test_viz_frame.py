"""Whose question it is: chosen from a short list of owners, named where they are many."""

from __future__ import annotations

import pytest

from graph.model import Person
from viz.frame import CHOSEN_FROM, Frame
from viz.web_pages import problem_page

OWNERS = tuple(Person(f"p{n:016x}", f"Ann {n}", f"ann-{n}", "", None, "", owner=True) for n in range(CHOSEN_FROM + 1))


def shown(owners: tuple[Person, ...], whose: Person | None) -> str:
    return problem_page(Frame("n", whose=whose, owners=owners), heading="Not found", detail="nothing is there")


def test_few_owners_are_listed() -> None:
    page = shown(OWNERS[:-1], OWNERS[3])
    assert page.count("<option") == CHOSEN_FROM + 1
    assert page.count(" selected") == 1


@pytest.mark.parametrize(("whose", "value"), [(OWNERS[3], "Ann 3"), (None, "anyone")])
def test_of_many_owners_one_is_named(whose: Person | None, value: str) -> None:
    """A page of a pool of thousands of archives does not grow with them."""
    page = shown(OWNERS, whose)
    assert "<option" not in page
    assert f'<input id="as" name="as" value="{value}">' in page
    assert sum(owner.id in page for owner in OWNERS) == 0


def test_one_owner_is_no_choice() -> None:
    assert 'name="as"' not in shown(OWNERS[:1], OWNERS[0])
