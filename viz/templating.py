"""The Jinja environment of every page: autoescaping on, undefined names are errors, assets by name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from referral.results import NextStep
from viz.page_data import initials
from viz.style import LOOKS, kind_of

STEPS = {
    NextStep.ASK: "ask",
    NextStep.WARM_UP: "warm up first",
    NextStep.ASK_FOR_INTRO: "ask for an introduction",
    NextStep.LEAVE: "leave in peace",
}


def asset(name: str) -> Markup:
    """A file of viz/static, trusted because it is ours."""
    return Markup((files("viz") / "static" / name).read_text(encoding="utf-8"))  # noqa: S704


def day(date: dt.date) -> str:
    """A day as people write it: 12 Sep 2026."""
    return f"{date.day} {date:%b %Y}"


def environment(shared: Mapping[str, object]) -> Environment:
    """A fresh environment for one page: `shared` (with its nonce) is never seen by another response."""
    env = Environment(
        loader=PackageLoader("viz"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    own = {"asset": asset, "day": day, "initials": initials, "kind_of": kind_of, "looks": LOOKS, "steps": STEPS}
    env.globals |= {**own, "people_link": False, "to": str, **shared}
    return env
