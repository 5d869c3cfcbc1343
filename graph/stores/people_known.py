"""Whom something besides a headline is known of, and what people at a company are called: read for many at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from graph.days import day_number
from graph.model import CompanyId, PersonId
from graph.stores.directory_rows import given


class TitlesThere(NamedTuple):
    """What somebody is called: their newest headline, their title at the company, and all titles of theirs, each once.

    The order of these is that of their stays, current and newest first.
    """

    headline: str
    there: str
    titles: tuple[str, ...]


_STAYS = """
FROM person LEFT JOIN employment AS stay
  ON stay.person = person.row_id AND (stay.start IS NULL OR stay.start <= :day) AND stay.title <> ''
WHERE person.company = (SELECT row_id FROM company WHERE id = :company)
"""
_HERE = "stay.company = person.company AND stay.current"
_TITLES = f"""
SELECT person.id, person.title, min(stay.title), max(stay.title), max({_HERE}) {_STAYS} GROUP BY person.row_id
"""
_IN_ORDER = f"""
SELECT person.id, {_HERE}, stay.title {_STAYS} AND person.id IN (SELECT value FROM json_each(:given))
ORDER BY stay.current DESC, coalesce(stay."end", stay.as_of) DESC, stay.start DESC NULLS LAST, stay.as_of DESC,
  stay.row_id
"""  # noqa: S608


def titles_at(connection: sqlite3.Connection, company: CompanyId, as_of: date) -> dict[PersonId, TitlesThere]:
    """What everybody is called whose newest headline is at the company; stays that begin after `as_of` left out.

    Most have one title, whose stays need no order.
    """
    told: dict[str, str | int] = {"company": company, "day": day_number(as_of)}
    alike: dict[TitlesThere, TitlesThere] = {}
    found, several = dict[PersonId, TitlesThere](), dict[PersonId, str]()
    for person, headline, first, last, here in connection.execute(_TITLES, told):
        if first == last:
            one = TitlesThere(headline, first if here else headline, (first,) if first else ())
            found[person] = alike.setdefault(one, one)
        else:
            several[person] = headline
    there: dict[PersonId, str] = {}
    titles: dict[PersonId, dict[str, None]] = {person: {} for person in several}
    for person, here, title in connection.execute(_IN_ORDER, {**told, "given": given(several)}) if several else ():
        titles[person][title] = None
        if here:
            there.setdefault(person, title)
    for person, headline in several.items():
        one = TitlesThere(headline, there.get(person, headline), tuple(titles[person]))
        found[person] = alike.setdefault(one, one)
    return found


_SPOKEN = """
SELECT id FROM person WHERE row_id IN (
  SELECT subject FROM statement WHERE author = (SELECT row_id FROM person WHERE id = :ego)
  UNION SELECT author FROM statement WHERE subject = (SELECT row_id FROM person WHERE id = :ego)) ORDER BY id
"""


def spoken_with(connection: sqlite3.Connection, ego: PersonId) -> list[PersonId]:
    """Whom `ego` said anything of, or who did of `ego`, by id. O(such statements)."""
    return [person for (person,) in connection.execute(_SPOKEN, {"ego": ego})]


_SEEN = """
SELECT id FROM person WHERE row_id IN (
  SELECT person FROM employment WHERE company IN (
    SELECT row_id FROM company WHERE id IN (SELECT value FROM json_each(:given)))) ORDER BY id
"""


def seen_at(connection: sqlite3.Connection, companies: Iterable[CompanyId]) -> list[PersonId]:
    """Everybody with a stay at one of `companies`, past or present, by id. O(such stays)."""
    return [person for (person,) in connection.execute(_SEEN, {"given": given(companies)})]
