"""A page that is rendered leaves nothing to Python's collector, whatever it extends, imports and defines."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from jinja2 import DictLoader, UndefinedError

from viz.one_page import OfOnePage

PAGES = {
    "frame": "{% import 'parts' as parts with context %}<b>{% block main %}{% endblock %}</b>{{ parts.twice(name) }}",
    "parts": "{% macro once(x) %}{{ x }}{% endmacro %}{% macro twice(x) %}{{ once(x) }}{{ once(x) }}{{ own }}{% endmacro %}",
    "page": "{% extends 'frame' %}{% import 'parts' as parts with context %}"
    "{% block main %}{% set n = name %}{{ parts.once(n) }}{{ self.foot() }}{% endblock %}{% block foot %}!{% endblock %}",
    "wrong": "{% extends 'frame' %}{% block main %}{{ nobody }}{% endblock %}",
}


class Shown:
    """What a page shows."""

    def __str__(self) -> str:
        return "Ann"


@pytest.fixture
def no_collector() -> Iterator[None]:
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def page() -> tuple[OfOnePage, Shown]:
    shown = Shown()
    env = OfOnePage(DictLoader(PAGES))
    env.globals |= {"own": shown}
    return env, shown


@pytest.mark.parametrize("how", ["render", "generate"])
@pytest.mark.usefixtures("no_collector")
def test_what_a_page_showed_goes_with_it(how: str) -> None:
    env, shown = page()
    template = env.get_template("page")
    text = template.render(name=shown) if how == "render" else "".join(template.generate(name=shown))
    assert text == "<b>Ann!</b>AnnAnnAnn"
    left = weakref.ref(env), weakref.ref(shown)
    del env, shown, template
    assert [ref() for ref in left] == [None, None]


@pytest.mark.usefixtures("no_collector")
def test_a_page_that_could_not_be_made_goes_as_well() -> None:
    env, shown = page()
    with pytest.raises(UndefinedError):
        env.get_template("wrong").render(name=shown)
    assert not env.used
    left = weakref.ref(shown)
    del env, shown
    gc.collect()  # the error itself refers to where it arose
    assert left() is None


def test_an_environment_serves_again_what_is_loaded_anew() -> None:
    env, shown = page()
    assert env.get_template("page").render(name=shown) == env.get_template("page").render(name=shown)
