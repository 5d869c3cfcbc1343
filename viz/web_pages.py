"""The pages of the web app. Each takes values and gives HTML; the caller brings the nonce of its response."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from graph.model import Person
from referral.path_results import Paths
from referral.results import Referrers, Verdict
from viz.frame import Frame, framed
from viz.paging import Pages
from viz.path_page import render
from viz.served_files import scripts, tags
from viz.templating import environment
from viz.timeline import Moment
from viz.views import BESIDE

MARKS = (
    ("close", "I know them well"),
    ("managed_me", "They managed me"),
    ("worked_with", "We worked together"),
    ("helped_me", "They did me a favour"),
    ("i_helped", "I did them a favour"),
    ("knows_i_look", "They know that I am looking"),
    ("declined", "They said no when I asked"),
    ("do_not_ask", "Never ask them"),
)


@dataclass(frozen=True, slots=True)
class AskLine:
    """One ask of somebody, in a line; `open`: it is not over."""

    id: str
    text: str
    open: bool


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """What is known between `ego` and another; `self`: they are the same person. `mark`: by field name.

    `moments`: all evidence, newest first; `strength`, `answering`: in sentences; `tag`: of the marks as they are now;
    `asks`: what they were asked; `favours`: a line each; `key`: of the forms.
    """

    ego: Person
    self: bool
    moments: tuple[Moment, ...]
    strength: tuple[str, ...]
    answering: str
    mark: Mapping[str, bool | None]
    note: str
    tag: str = ""
    asks: tuple[AskLine, ...] = ()
    favours: tuple[str, ...] = ()
    key: str = ""


def _shared(frame: Frame) -> dict[str, object]:
    return {**framed(frame), "served_scripts": tags(*scripts())}


POSTINGS = (
    ("", "Not known"),
    ("public", "On a large public job board"),
    ("internal", "Inside the company only"),
    ("none", "Not advertised"),
)


@dataclass(frozen=True, slots=True)
class VerdictAnswers:
    """What the user answered of the questions only they can answer; empty and False: not answered."""

    posting: str = ""
    company_size: int | str = ""
    contract: bool = False
    knows_hiring_manager: bool = False
    hiring_manager: str = ""

    @property
    def given(self) -> bool:
        """Whether any is answered."""
        told = self.posting or self.company_size or self.contract or self.knows_hiring_manager
        return bool(told or self.hiring_manager)


@dataclass(frozen=True, slots=True)
class ListMembership:
    """Whether a company is on the user's list, and why, in words. `key`: by which it is taken off."""

    on: bool
    origins: tuple[str, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class CompanyView:
    """What the company page shows besides its paths. `referrers`, `known`: one page of each list."""

    verdict: Verdict
    referrers: Referrers
    pages: Pages
    known: Sequence[Person]
    known_pages: Pages
    roles: tuple[str, ...]
    answers: VerdictAnswers
    listed: ListMembership


def company_page(frame: Frame, paths: Paths, view: CompanyView) -> str:
    """Verdict with its questions, ranking with evidence, picture and list of paths, and who is known there."""
    values = {name: getattr(view, name) for name in CompanyView.__slots__}
    asked = {"postings": POSTINGS, "asked_open": view.answers.given or bool(view.referrers.role)}
    shared = {**_shared(frame), **values, **asked}
    return render(paths, "company.html", shared, href=_person_at(frame), room=BESIDE)


def _person_at(frame: Frame) -> Callable[[str], str]:
    return lambda person: frame.on(f"/people/{person}")


def paths_page(frame: Frame, paths: Paths, *, back: str, further: str = "", file: str = "") -> str:
    """The picture of paths on a page of its own.

    `back`: the address of the company or person; `further`: of more paths; `file`: of the page as one file.
    """
    return render(
        paths,
        "paths.html",
        {**_shared(frame), "referrers": None, "back": back, "further": further, "file": file},
        href=_person_at(frame),
    )


def person_page(frame: Frame, paths: Paths, acquaintance: Acquaintance) -> str:
    """What is known between the ego and a person, and how to get to them."""
    return render(
        paths, "person.html", {**_shared(frame), "acquaintance": acquaintance, "marks": MARKS}, href=_person_at(frame)
    )


def problem_page(frame: Frame, *, heading: str, detail: str) -> str:
    """An error as a page."""
    values = {"heading": heading, "detail": detail}
    return environment({**_shared(frame), **values}).get_template("problem.html").render()
