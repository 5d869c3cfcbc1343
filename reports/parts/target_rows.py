"""The targets: a row each, and what would close a gap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod

import numpy as np
from rapidfuzz.distance import OSA

from graph.model import Company
from graph.names import fold
from referral.results import HiringRole, NextStep, Referrer
from referral.survey import BestPath, CompanyAnswer, TargetLine, Tell, answers, no_progress
from reports.definitions import ASKED_AT_ONCE
from reports.entities import Who
from reports.model import GapCloser, PathRow, TargetRow
from reports.parts.connectors import SHOWN
from reports.parts.network_view import NetworkView

LIKE = 0.75
"""Share of letters that stay from which on a name is asked about as a misspelling: "Larh" for "Larch", not "Nix" for
"Uni". Letters left out, added, changed, or two changed over. Not validated."""


def target_rows(view: NetworkView, wanted: Sequence[TargetLine], *, tell: Tell = no_progress) -> tuple[TargetRow, ...]:
    """The row of each target, in the order of the list; names nobody knows are rows too."""
    found = answers(view.context, wanted, view.reached, tell=tell)
    return tuple(_row(view, one) for one in found)


def _row(view: NetworkView, one: CompanyAnswer) -> TargetRow:
    if one.company is None or one.verdict is None:
        return TargetRow(one.wanted.company, one.wanted.role, None, known=False, problem=one.problem)
    best, there = one.best, one.people
    now = ready(one.referrers)
    return TargetRow(
        asked=one.wanted.company,
        role=one.wanted.role,
        firm=view.firm(one.company, known=one.known, role=one.wanted.role),
        known=one.known,
        decision=one.verdict.decision,
        reasons=one.verdict.reasons,
        own=_works_there(view, one.company),
        known_people=there.known,
        direct=there.direct,
        two=there.two,
        three=there.three,
        ask_now=_count(one.referrers, NextStep.ASK),
        warm_up=_count(one.referrers, NextStep.WARM_UP),
        introductions=_count(one.referrers, NextStep.ASK_FOR_INTRO),
        best=view.who(best.person) if best else None,
        contact_of=view.who(best.ego) if best and len(view.egos) > 1 else None,
        next_step=best.next_step if best else None,
        step=best.step if best else "",
        write_to=view.who(best.addressee.person) if best and best.addressee else None,
        path=_path(view, one.path),
        no_path=one.reason,
        p_answer=chance_of_an_answer([r.answer.value for r in now]) if now else None,
        willing=sum(r.vouch.value * r.answer.value for r in now) if now else None,
        only_through=only_through(view, one),
        recruiters=tuple(view.who(r.person) for r in recruiters(one.referrers)),
        closing=tuple(closers(view, one)) if not there.reached else (),
    )


def _works_there(view: NetworkView, company: Company) -> bool:
    """Whether one of those who ask works at a company."""
    at = view.network.company_index(company.id)
    return at is not None and bool(np.isin(view.egos, view.network.members(at)).any())


def ready(referrers: Sequence[Referrer]) -> list[Referrer]:
    """Those who can be asked now, as many as one asks at once."""
    return [r for r in referrers if r.next_step is NextStep.ASK][:ASKED_AT_ONCE]


def recruiters(referrers: Sequence[Referrer]) -> list[Referrer]:
    """Own contacts who recruit there, the first of the list first: the hiring channel, as the verdict says it."""
    there = (r for r in referrers if r.hiring_role is HiringRole.RECRUITER and not r.restraint.do_not_ask)
    return [r for r in there if r.reach.direct][:SHOWN]


def chance_of_an_answer(chances: Sequence[float]) -> float:
    """That at least one answers, if they do so independently."""
    return 1.0 - prod(1.0 - chance for chance in chances)


def _count(referrers: Sequence[Referrer], step: NextStep) -> int:
    acquainted = (r for r in referrers if r.next_step is step)
    return sum(1 for r in acquainted if r.acquainted or step is NextStep.ASK)


def _path(view: NetworkView, path: BestPath | None) -> PathRow | None:
    if path is None:
        return None
    return PathRow(tuple(view.who(person) for person in path.people), path.strength, path.place)


def only_through(view: NetworkView, one: CompanyAnswer) -> tuple[Who, ...]:
    """Who introduces on the best path, and without whom the company is out of reach; anybody else is not on all paths.

    Somebody who works there is no way to it: that the only person one can reach is the only one goes without saying.
    """
    at = view.network.company_index(one.company.id) if one.company else None
    if at is None or one.path is None:
        return ()
    between = {person.id: view.network.index(person.id) for person in one.path.people[1:-1]}
    needed = [person for person in one.path.people[1:-1] if view.reached.lost_without(at, between[person.id])]
    return tuple(view.who(person) for person in needed)


def closers(view: NetworkView, one: CompanyAnswer) -> Iterator[GapCloser]:
    """What would close the gap at a company where nobody is reached, the surest first."""
    name = one.name
    if like := _misspelt(one):
        yield GapCloser("nearest", f"known under a like name: {' or '.join(like)}")
    for former in one.former[:2]:
        who = view.who(former.person)
        yield GapCloser("former", f"worked at {name} once: ask about it, and who is there now", who)
    if one.people.known:
        yield from _inside(view, one)
    elif not one.former and not _misspelt(one):
        yield GapCloser("archive", f"the archive of somebody who works or worked at {name}")


def _misspelt(one: CompanyAnswer) -> list[str]:
    """Known names that the one asked for may be a misspelling of: the verdict's are like it in parts alone, too."""
    asked, found = fold(one.name), one.verdict.nearest if one.verdict else ()
    return [name for name in found if OSA.normalized_similarity(asked, fold(name)) >= LIKE]


def _inside(view: NetworkView, one: CompanyAnswer) -> Iterator[GapCloser]:
    """The people there whom somebody else's archive shows."""
    at = view.network.company_index(one.company.id) if one.company else None
    there = view.reached.members(at)[:2].tolist() if at is not None else []
    for who in view.people(there):
        yield GapCloser(
            "inside", f"works at {one.name}, more than three ties away: their own archive would show ways", who
        )
