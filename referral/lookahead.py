"""Answers made before anybody asks: the rankings of the largest employers, the only ones that take long at first.

They are kept like any answer (`Network.answers`), so whoever asks first is answered as if somebody had asked before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from graph.model import Company
from referral.context import Context

LARGE = 100
"""People known at a company from which on a ranking takes longer than a page should."""
MOST = 2_000
"""People ranked ahead in all: about half of what is kept of answers."""


def look_ahead(context: Context, *, wanted: Callable[[], bool]) -> int:
    """Rank the largest employers for the viewpoint of `context`, the largest first; returns how many.

    `wanted`: asked before each; once it says no, the rest is left. O(1,000 people).
    """
    done = 0
    for company in _largest(context):
        if not wanted():
            break
        with context.workspace.steady():
            context.desk.referrers(company, ego=context.ego)
        done += 1
    return done


def _largest(context: Context) -> Iterator[Company]:
    """Companies with `LARGE` known people or more, up to `MOST` in all."""
    network = context.network
    _, first = network.people_by_company()
    known = np.diff(first)
    order = [at for at in np.argsort(-known, kind="stable").tolist() if known[at] >= LARGE]
    fits = order[: int(np.searchsorted(np.cumsum(known[order]), MOST, side="right"))]
    ids = [bytes(network.columns.companies.id[at]).decode() for at in fits]
    companies = context.workspace.companies_by_id(ids)
    return (companies[name] for name in ids if name in companies)
