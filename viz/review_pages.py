"""Pages about who is who: two beside each other, to be decided about; and erasing somebody, with a question first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.model import Company, Person, PersonId
from graph.stores.alias_keys import OwnAlias
from viz.frame import Frame, framed
from viz.paging import Pages
from viz.templating import asset, environment
from viz.timeline import Moment


@dataclass(frozen=True, slots=True)
class PairMember:
    """One of two. `moments`: the newest of what is known of them; `more`: how many more there are.

    `owners`: where nothing is, whose archives show them.
    """

    person: Person
    moments: Sequence[Moment]
    more: int
    owners: Sequence[Person] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two who may be one. `halves`: empty once decided; `same`: what was decided, None where it waits.

    `automatic`: evidence decided it, not the user.
    """

    key: str
    ids: tuple[PersonId, PersonId]
    name: str
    halves: tuple[PairMember | None, PairMember | None]
    reasons: Sequence[str]
    namesakes: int
    same: bool | None
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class CompanyNames:
    """What of names of companies is to be decided: pairs (fewer people first), and what the user said of some.

    `more`: pairs that wait behind those; `own`: one company by another name; `apart`: two companies, whatever their
    names look like, by ids and with the names that are known. `done`: the old name just decided about, or of a pair
    just kept apart a sentence.
    """

    pairs: Sequence[tuple[Company, Company]]
    more: int
    own: Sequence[OwnAlias]
    apart: Sequence[tuple[tuple[str, str], tuple[str, str]]]
    done: str = ""


@dataclass(frozen=True, slots=True)
class ReviewView:
    """One page each of pairs that wait, that the user decided and that files did, and the one decided just now.

    `later`: those put off.
    """

    waiting: Sequence[Pair]
    pages: Pages
    own: Sequence[Pair]
    own_pages: Pages
    automatic: Sequence[Pair]
    automatic_pages: Pages
    later: Sequence[str]
    done: Pair | None
    companies: CompanyNames


def review_page(frame: Frame, view: ReviewView) -> str:
    """The page of pairs."""

    def fields_kept(more: str) -> list[tuple[str, str]]:
        """What the address goes on to say: on whose behalf, and what was put off, with one more."""
        return [*frame.asked, *(("later", key) for key in (*view.later, more) if key)]

    values = {"fields_kept": fields_kept, "view": view, "pages": view.pages, "styles": asset("review.css")}
    return environment({**framed(frame), **values}).get_template("review.html").render()


def erase_page(frame: Frame, person: Person, *, lines: int, owner: bool) -> str:
    """The question. `lines`: how much is known of them; `owner`: they brought an archive, so it cannot be done."""
    values = {"person": person, "lines": lines, "owner": owner}
    return environment({**framed(frame), **values}).get_template("erase.html").render()


def erased_page(frame: Frame, *, clear: bool) -> str:
    """It is done. `clear`: no trace is left on the disk."""
    return environment({**framed(frame), "clear": clear}).get_template("erased.html").render()
