"""`Recommendations_Received.csv` and `Recommendations_Given.csv`: who wrote one, when, in which job they were then.

Of the text one word is kept: how the two worked together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.names import clean_name
from ingest.archive_words import archive_words
from ingest.header_words import words
from ingest.placeholder_names import is_nobody
from ingest.reading import Row, Table
from ingest.report import Skip

_RELATIONS = (
    ("managed", r"\b(?:i|having) (?:directly )?managed|reported (?:directly )?to me|on my team|\bi (?:led|supervised)"),
    ("reported to", r"reported (?:directly )?(?:in)?to|was my (?:manager|boss)|my (?:direct )?(?:manager|boss)\b"),
    ("mentored", r"mentor(?:ed|ing)?\b"),
    ("hired", r"i hired|recruited (?:me|him|her|them)"),
    ("client", r"(?:my|our|as a) client|client of"),
    ("studied with", r"studied (?:with|together)|classmate|fellow student"),
    ("worked with", r"work(?:ed|ing)?\b(?: \w+){0,3} (?:with|together|alongside)|colleague|team ?mate|same team"),
)
_PATTERNS = tuple((word, re.compile(pattern, re.IGNORECASE)) for word, pattern in _RELATIONS)


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One recommendation. `name`: the other side, who has no address here; `company`, `title`: theirs, as stated then.

    `relation`: one of a few words ("managed", "worked with"), '' where the text tells none; `day`: as written.
    """

    name: str
    company: str
    title: str
    relation: str
    day: str


def relation_in(text: str) -> str:
    """The first of the relations that `text` speaks of, in this order; '' for none."""
    start = text[:5000]
    return next((word for word, pattern in _PATTERNS if pattern.search(start)), "")


def parse(row: Row) -> Recommendation | Skip:
    """Hidden and pending ones were written all the same."""
    name = clean_name(f"{row['first']} {row['last']}")
    if is_nobody(name):
        return Skip.MEMBER if name else Skip.NO_NAME
    return Recommendation(
        name, clean_name(row["company"]), clean_name(row["title"]), relation_in(row["text"]), row["day"]
    )


def _table(name: str, stem: str) -> Table[Recommendation]:
    return Table(
        name=name,
        stems=(stem,),
        columns={
            "first": words("first"),
            "last": words("last"),
            "company": words("company"),
            "title": words("title"),
            "text": ("text", *archive_words("text"), "empfehlungstext", "texte", "texto", "testo", "tekst"),
            "day": ("creation date", *archive_words("created")),
        },
        needs=("first", "last", "text"),
        parse=parse,
        by_header=False,  # both files have the same header: only the name tells who wrote
        relates=True,
    )


RECEIVED = _table("Recommendations received", "recommendationsreceived")
GIVEN = _table("Recommendations given", "recommendationsgiven")
