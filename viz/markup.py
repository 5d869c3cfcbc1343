"""Small pieces of HTML that a page holds hundreds of times, each made once: names, links to people, lines to show."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache

from markupsafe import Markup

from graph.model import Person, PersonId
from viz.page_data import initials
from viz.style import TIE_STYLES, Kind

_NAME = Markup('<span class="name" data-initials="{}">{}</span>')
_LINK = Markup('<a href="{}">{}</a>')
_SWATCH = Markup('<svg class="swatch k-{}" viewBox="0 0 28 8" aria-hidden="true">{}</svg>')
_DASHED = Markup(' stroke-dasharray="{}"')
_LINE = Markup('<line{} x1="2" y1="4" x2="26" y2="4"{}/>')


@lru_cache(maxsize=4096)
def named(name: str) -> Markup:
    """A name that the privacy mode can exchange for initials."""
    return _NAME.format(initials(name), name)


def name_of(person: Person) -> Markup:
    """As `named`, of somebody."""
    return named(person.name)


def links(address: Callable[[str], str]) -> Callable[[Person], Markup]:
    """Names of people as links to their pages, by the `address` of a path on this server."""
    made: dict[PersonId, Markup] = {}

    def linked(person: Person) -> Markup:
        if person.id not in made:
            made[person.id] = _LINK.format(address(f"/people/{person.id}"), name_of(person))
        return made[person.id]

    return linked


@cache
def swatch(kind: Kind) -> Markup:
    """A sample of the line by which a kind of tie is drawn."""
    look = TIE_STYLES[kind]
    dashes = _DASHED.format(" ".join(map(str, look.dashes))) if look.dashes else Markup()
    core = _LINE.format(Markup(' class="core"'), Markup()) if look.double else Markup()
    return _SWATCH.format(kind.value, _LINE.format(Markup(), dashes) + core)
