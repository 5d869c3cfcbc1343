"""Whether two people know each other at all, and what speaks for leaving somebody in peace."""

from __future__ import annotations

from datetime import date

from graph.model import Dossier, StatementKind
from referral.criteria import MET
from referral.reluctance import ignores
from referral.results import Criterion, CriterionName, Restraint

PERSONAL = (CriterionName.FAMILIAR, CriterionName.STRONG, CriterionName.SUPPORTER)


def acquainted(dossier: Dossier, criteria: tuple[Criterion, ...]) -> bool:
    """Whether anything shows that the two know each other: words both ways, shared work, a favour, the user's word."""
    exchange = dossier.exchange
    talked = bool(exchange.personal_sent and exchange.personal_received) or exchange.meetings > 0
    return talked or any(_shows(c) for c in criteria if c.known and c.value > 0)


def _shows(criterion: Criterion) -> bool:
    """Whether a criterion says that they know each other: any shared work, or much of what is personal."""
    name = criterion.name
    return name is CriterionName.FAMILIAR or (criterion.value >= MET and name in PERSONAL)


def restraint(dossier: Dossier) -> Restraint:
    """What speaks for leaving somebody in peace, by the user's marks and what was left unanswered."""
    ignored = dossier.exchange.unanswered if ignores(dossier) else 0
    mark = dossier.mark
    return Restraint(do_not_ask=bool(mark.do_not_ask), declined=bool(mark.declined), ignored=ignored)


def spared(held: Restraint) -> bool:
    """Whether somebody is not to be asked now."""
    return bool(held.do_not_ask or held.declined or held.open_asks or held.cooling_until or held.ignored)


def vouches(dossier: Dossier) -> bool:
    """Whether a recruiter is more to the user than the way in: by the user's own word, or a written recommendation."""
    mark, them = dossier.mark, dossier.person.id
    recommended = any(s.kind is StatementKind.RECOMMENDATION and s.author == them for s in dossier.statements)
    return bool(mark.close or mark.managed_me or mark.worked_with or mark.helped_me or recommended)


def last_contact(dossier: Dossier) -> date | None:
    """The last day on which anything passed between the two."""
    return dossier.exchange.last if dossier.exchange.sent + dossier.exchange.received else None
