"""What every page of the web app shows round its content: whose question it is, the way to the other pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from graph.model import Basis, Person
from viz.served_files import stylesheet, tags

NAVIGATION = (
    ("/", "Your companies"),
    ("/asks", "Asks"),
    ("/network", "Network"),
    ("/reports", "Reports"),
    ("/sources", "Archives"),
    ("/settings", "Settings"),
)
"""Address and name of the pages that every page leads to; whoever adds a page adds its line."""


WITHIN = {"/": ("/questions",), "/asks": ("/draft", "/plan"), "/sources": ("/import", "/review")}
"""Pages below one of these, by its address: there it shows where one is."""
CHOSEN_FROM = 50
"""Owners to choose from on every page; of more, one is named."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page shows round its content.

    `whose`: whose question it is, None for all owners together; `asked`: the part of the address that says so, kept in
    every link; `job`: the part that says which job is in question, kept in links that go on with it; `twin`: the
    address of the same as JSON, or ''; `basis`: the graph it rests on; `at`: the page's own address, by which the
    navigation shows where one is; `empty`: nothing is imported, so there is nowhere else to go.
    """

    nonce: str
    whose: Person | None = None
    owners: tuple[Person, ...] = ()
    as_of: date | None = None
    asked: tuple[tuple[str, str], ...] = ()
    twin: str = ""
    query: str = ""
    basis: Basis | None = None
    at: str = ""
    empty: bool = False
    job: tuple[tuple[str, str], ...] = ()

    def to(self, address: str, **more: str | float) -> str:
        """A link that asks on behalf of the same person, for the same day; empty values are left out."""
        fields = urlencode([*self.asked, *((k, str(v)) for k, v in more.items() if v != "")])
        return f"{address}?{fields}" if fields else address

    def on(self, address: str, **more: str | float) -> str:
        """A link as `to` gives it that goes on with the job in question; `more` has the last word."""
        return self.to(address, **{**dict(self.job), **more})


def framed(frame: Frame) -> dict[str, object]:
    """The frame as templates know it."""
    return {
        "nonce": frame.nonce,
        "stylesheet": tags(stylesheet())[0],
        "basis": frame.basis,
        "whose": frame.whose,
        "owners": frame.owners,
        "chosen_from": CHOSEN_FROM,
        "as_of": frame.as_of,
        "asked": frame.asked,
        "to": frame.to,
        "on": frame.on,
        "job": dict(frame.job),
        "twin": frame.twin,
        "query": frame.query,
        "at": frame.at,
        "empty": frame.empty,
        "navigation": () if frame.empty else NAVIGATION,
        "within": WITHIN,
        "people_link": True,
        "standalone": False,
    }
