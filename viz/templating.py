"""The Jinja environment of every page: autoescaping on, undefined names are errors, assets by name."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from referral.wording import CRITERIA, DECISIONS, STEPS, count, day, plural
from viz.page_data import initials
from viz.style import LOOKS, kind_of


def asset(name: str) -> Markup:
    """A file of viz/static, trusted because it is ours."""
    return Markup((files("viz") / "static" / name).read_text(encoding="utf-8"))  # noqa: S704


def environment(shared: Mapping[str, object]) -> Environment:
    """A fresh environment for one page: `shared` (with its nonce) is never seen by another response."""
    env = Environment(
        loader=PackageLoader("viz"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    own = {"asset": asset, "initials": initials, "kind_of": kind_of, "looks": LOOKS}
    words = {"steps": STEPS, "decisions": DECISIONS, "criteria": CRITERIA, "count": count, "day": day, "plural": plural}
    env.globals |= {**own, **words, "people_link": False, "to": str, **shared}
    return env
