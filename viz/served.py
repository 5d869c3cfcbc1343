"""The pages of the web app. Each takes values and gives HTML; the caller brings the nonce of its response."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from graph.model import Company, Person
from referral.answers import Decision, Paths, Referrers
from viz.network import vis_network
from viz.page import render
from viz.templating import environment

VIS_URL = "/static/vis-network-9.1.2.min.js"
DECISIONS = {
    Decision.ASK: "Ask",
    Decision.WARM_UP: "Warm up first",
    Decision.ASK_FOR_INTRO: "Ask for an introduction",
    Decision.APPLY: "Apply directly",
}


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page shows round its content. `twin`: the address of the same as JSON, or ''."""

    nonce: str
    whose: str
    as_of: date | None
    twin: str = ""
    query: str = ""


@cache
def vis_integrity() -> str:
    """Subresource integrity of the drawing library, of the file that is served."""
    digest = hashlib.sha384(vis_network().encode("utf-8")).digest()
    return f"sha384-{base64.b64encode(digest).decode()}"


def _shared(frame: Frame) -> dict[str, object]:
    return {
        "nonce": frame.nonce,
        "whose": frame.whose,
        "as_of": frame.as_of or "no import yet",
        "twin": frame.twin,
        "query": frame.query,
        "private": False,
        "people_link": True,
        "decisions": DECISIONS,
        "vis_url": VIS_URL,
        "vis_integrity": vis_integrity(),
    }


def home_page(frame: Frame, *, companies: Sequence[Company], people: Sequence[Person], empty: bool) -> str:
    """Search, and what it found."""
    values = {"companies": companies, "people": people, "empty": empty}
    return environment({**_shared(frame), **values}).get_template("home.html").render()


def company_page(frame: Frame, paths: Paths, referrers: Referrers, known: Sequence[Person]) -> str:
    """Verdict, ranking with evidence, picture and list of paths, and who is known there."""
    return render(paths, "company.html", {**_shared(frame), "referrers": referrers, "known": known})


def person_page(frame: Frame, paths: Paths, *, facts: Sequence[str], stays: Sequence[str]) -> str:
    """What is known between the ego and a person, and how to get to them."""
    return render(paths, "person.html", {**_shared(frame), "facts": facts, "stays": stays})


def problem_page(frame: Frame, *, heading: str, detail: str) -> str:
    """An error as a page."""
    values = {"heading": heading, "detail": detail}
    return environment({**_shared(frame), **values}).get_template("problem.html").render()
