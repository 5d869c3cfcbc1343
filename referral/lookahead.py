"""Answers made before anybody asks: the rankings that take long at first, of employers somebody is likely to ask of.

They are kept like any answer (`Network.answers`), so whoever asks first is answered as if somebody had asked before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from graph.kept_titles import make_titles
from graph.model import Company
from graph.network import Network
from referral.context import Context
from referral.targets import targets_of

LARGE = 100
"""People known at a company from which on a ranking takes longer than a page should."""
BYTES = 6 << 20
"""What rankings made ahead may take in all: half of what is kept of answers, so that questions keep theirs."""
PERSON_BYTES = 250
"""About what one person of a large employer takes of it."""
LOOKED_AT = 400
"""Companies that are considered at most."""


def look_ahead(context: Context, *, wanted: Callable[[], bool]) -> int:
    """Rank large employers for the viewpoint of `context` as far as they fit; returns how many.

    The ego's own first, then those on their list, for the job wanted there, then the largest. One that takes more than
    what is left is passed over. `wanted`: asked before each; once it says no, the rest is left. O(`BYTES`).
    """
    make_titles(context.workspace, context.network)
    done, spent, kept = 0, 0, context.network.answers
    for company, role, known in _in_order(context):
        if spent + PERSON_BYTES * known > BYTES:
            continue
        if not wanted():
            break
        before = kept.weight
        with context.workspace.steady():
            context.desk.verdict(company, ego=context.ego, role=role)
        spent += max(PERSON_BYTES * known, kept.weight - before)
        done += 1
    return done


def _in_order(context: Context) -> Iterator[tuple[Company, str, int]]:
    """Companies with `LARGE` known people or more, the job to rank for, and how many people; each once."""
    network, seen = context.network, set[tuple[str, str]]()
    likely = [*_own(context), *((t.company, t.role) for t in targets_of(context) if t.company)]
    for company, role in (*likely, *((company, "") for company in _largest(context))):
        known = _people(network, company)
        if known >= LARGE and (company.id, role) not in seen:
            seen.add((company.id, role))
            yield company, role, known


def _own(context: Context) -> Iterator[tuple[Company, str]]:
    """The ego's employers, where everybody may have worked with them: the newest first."""
    if context.ego is None:
        return
    ids = [stay.company_id for stay in context.workspace.owner_profile(context.ego.id).employments]
    companies = context.workspace.companies_by_id(ids)
    yield from ((companies[name], "") for name in dict.fromkeys(ids) if name in companies)


def _people(network: Network, company: Company) -> int:
    at = network.company_index(company.id)
    return 0 if at is None else len(network.members(at))


def _largest(context: Context) -> list[Company]:
    """The companies with most people known, the largest first."""
    network = context.network
    _, first = network.people_by_company()
    order = np.argsort(-np.diff(first), kind="stable")[:LOOKED_AT].tolist()
    ids = [bytes(network.columns.companies.id[at]).decode() for at in order]
    companies = context.workspace.companies_by_id(ids)
    return [companies[name] for name in ids if name in companies]
