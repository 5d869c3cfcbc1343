"""The companies where most people are known: what to show to whoever has asked nothing yet."""

from dataclasses import replace

import numpy as np

from graph.model import Company
from referral.context import Context

COMPANY_BYTES = 400
"""About what one takes in memory."""


def largest_companies(context: Context, most: int) -> list[Company]:
    """At most `most` companies with somebody known there now, most people first, then by id. O(their people) once."""
    made = lambda: _largest(context, most)  # noqa: E731
    return context.kept(("largest companies", most), made, lambda found: COMPANY_BYTES * len(found))


def _largest(context: Context, most: int) -> list[Company]:
    counts = np.diff(context.network.people_by_company()[1])
    largest = np.argsort(-counts, kind="stable")[:most]
    ids = [bytes(i).decode() for i in context.network.columns.companies.id[largest].tolist()]
    found = context.workspace.companies_by_id(ids)
    sized = zip(ids, counts[largest].tolist(), strict=True)
    return [replace(found[i], people=count) for i, count in sized if count and i in found]
