"""`Company Follows.csv`, `Saved Jobs.csv`, `Job Applications.csv`: companies the owner is interested in."""

from __future__ import annotations

from dataclasses import dataclass

from graph.companies import normalise
from graph.names import clean_name
from ingest.archive_words import archive_words
from ingest.header_words import words
from ingest.reading import Row, Table
from ingest.report import Skip


@dataclass(frozen=True, slots=True)
class Wish:
    """One company. `title`: of the job, '' for a follow; `day`: as written."""

    company: str
    title: str
    day: str


def parse(row: Row) -> Wish | Skip:
    """A job at "Confidential" is a wish without a company."""
    company = clean_name(row["company"])
    if not normalise(company):
        return Skip.NO_COMPANY
    return Wish(company, clean_name(row["title"]), row["day"])


FOLLOWS = Table(
    name="Company Follows",
    stems=("companyfollows",),
    columns={"company": words("company"), "day": ("followed on", *archive_words("followed"))},
    needs=("company", "day"),
    parse=parse,
)

SAVED = Table(
    name="Saved Jobs",
    stems=("savedjobs",),
    columns={"company": words("company"), "title": words("title"), "day": ("saved date", *archive_words("saved"))},
    needs=("company", "day"),
    parse=parse,
)

APPLICATIONS = Table(
    name="Job Applications",
    stems=("jobapplications",),
    columns={
        "company": words("company"),
        "title": words("title"),
        "day": ("application date", *archive_words("applied")),
    },
    needs=("company", "day"),
    parse=parse,
)
