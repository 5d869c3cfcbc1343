"""What a report names: people, companies, and addresses in the app."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Who:
    """A person. `title`, `company`: as known now, or ''; `link`: the page in the app, '' in a redacted report."""

    id: str
    name: str
    title: str = ""
    company: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Firm:
    """A company; `link`: the page in the app, '' in a redacted report."""

    id: str
    name: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Words and an address in the app."""

    text: str
    address: str
