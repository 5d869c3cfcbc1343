"""`Company Follows.csv`, `Saved Jobs.csv`, `Job Applications.csv`: companies the owner is interested in."""

from __future__ import annotations

from dataclasses import dataclass

from graph.companies import normalise
from graph.names import clean_name
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
    columns={"company": ("organization", "company"), "day": ("followed on",)},
    needs=("company", "day"),
    parse=parse,
)

SAVED = Table(
    name="Saved Jobs",
    stems=("savedjobs",),
    columns={"company": ("company name",), "title": ("job title",), "day": ("saved date",)},
    needs=("company", "day"),
    parse=parse,
)

APPLICATIONS = Table(
    name="Job Applications",
    stems=("jobapplications",),
    columns={"company": ("company name",), "title": ("job title",), "day": ("application date",)},
    needs=("company", "day"),
    parse=parse,
)
