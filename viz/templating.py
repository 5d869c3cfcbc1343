"""The Jinja environment of every page: autoescaping on, undefined names are errors, assets by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from functools import cache
from importlib.resources import files
from types import CodeType
from typing import cast

from jinja2 import Environment, PackageLoader, Template, meta
from markupsafe import Markup

from referral.wording import CRITERIA, DECISIONS, answered_of, count, day, first_upper, plural
from viz.markup import links, name_of, named, swatch
from viz.one_page import OfOnePage
from viz.page_data import initials
from viz.score import stronger_than
from viz.style import TIE_STYLES, kind_css, kind_of
from viz.text_width import cut
from viz.words import source_words


class _CompiledTemplates(PackageLoader):
    """Templates compiled once in a process: environments are a page's own, what they compile is not."""

    def __init__(self) -> None:
        super().__init__("viz")
        self._code: dict[str, CodeType] = {}

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, object] | None = None,  # noqa: A002  (Jinja's own name)
    ) -> Template:
        code = self._code.get(name)
        if code is None:
            source, file, _ = self.get_source(environment, name)
            code = self._code[name] = environment.compile(source, name, file)
        return environment.template_class.from_code(environment, code, globals or {})


_COMPILED = _CompiledTemplates()
_SPARED = re.compile(r"\s*([{};])\s*|(?<=[:,]) ")
"""Blanks around what parts the rules of a style sheet, and after a colon or a comma."""


def compile_templates(names: Iterable[str]) -> None:
    """Make templates ready, with those they extend and take their parts from: the first page need not wait for it."""
    env, seen, left = environment({}), set[str](), [*names]
    while left:
        name = left.pop(0)
        if name not in seen:
            seen.add(name)
            env.get_template(name)
            told = meta.find_referenced_templates(env.parse(_COMPILED.get_source(env, name)[0]))
            left += [found for found in told if found]


@cache
def asset(name: str) -> Markup:
    """A file of viz/static, trusted because it is ours; without indents, lines of comment and needless blanks."""
    lines = [line.strip() for line in (files("viz") / "static" / name).read_text(encoding="utf-8").splitlines()]
    told = (line for line in lines if line and not (line.startswith("/*") and line.endswith("*/")))
    text = "\n".join(told)
    return Markup(_SPARED.sub(r"\1", text) if name.endswith(".css") else text)  # noqa: S704


def picture_css() -> Markup:
    """The rules of the picture, with the colours of its ties."""
    return asset("paths.css") + Markup(kind_css())  # noqa: S704  (constants of viz/style)


def picture_js() -> Markup:
    """What draws the picture and follows its list."""
    return Markup("\n").join(asset(name) for name in ("drawing.js", "picture.js", "paths.js"))


def environment(shared: Mapping[str, object]) -> Environment:
    """A fresh environment for one page: `shared` (with its nonce) is never seen by another response."""
    env = OfOnePage(_COMPILED)
    env.policies["json.dumps_kwargs"] = {"sort_keys": True, "separators": (",", ":")}
    own = {"asset": asset, "initials": initials, "kind_of": kind_of, "looks": TIE_STYLES}
    own |= {"name_of": name_of, "named": named, "swatch": swatch}
    own |= {"picture_css": picture_css, "picture_js": picture_js, "stronger_than": stronger_than, "cut": cut}
    words = {
        "decisions": DECISIONS,
        "criteria": CRITERIA,
        "count": count,
        "day": day,
        "plural": plural,
    }
    words |= {"answered_of": answered_of, "source_words": source_words, "first_upper": first_upper}
    env.globals |= {**own, **words, "people_link": False, "to": str, "on": str, **shared}
    on = cast("Callable[[str], str]", env.globals["on"])
    env.globals["linked"] = links(on) if env.globals["people_link"] else name_of
    return env
