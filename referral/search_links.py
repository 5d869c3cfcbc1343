"""Where to look further when nobody here knows anybody at a company: as text, for the user to open."""

from __future__ import annotations

from urllib.parse import quote

from referral.situation import Situation

SECOND_DEGREE = "https://www.linkedin.com/search/results/people/?keywords={}&network=%5B%22S%22%5D"
"""LinkedIn's own search for people whom the user's contacts know. This program never opens it."""


def search_link(company: str) -> str:
    """The address of LinkedIn's search for second-degree people at a company."""
    return SECOND_DEGREE.format(quote(company, safe=""))


def search_link_for(situation: Situation) -> str:
    """That address where the user has nobody of their own there to write to, else ''."""
    return "" if situation.direct or situation.works_there else search_link(situation.company.name)
