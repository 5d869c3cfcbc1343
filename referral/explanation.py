"""Every number of one candidate opened, down to the rows it came from."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import numpy as np

from graph.columns import NO_TIME, ContactColumns, numbers_of
from graph.days import until
from graph.log_odds import logistic
from graph.model import Channel, Employment, Person, Source, Statement, StatementKind
from referral.candidate import Candidate
from referral.criteria import FULL, MET
from referral.monte_carlo import BASE_NATS, DRAWS
from referral.next_step import TOP
from referral.reply_chance import POOLED_PSEUDO_ASKS, PSEUDO_ASKS
from referral.results import Criterion, Referrer
from referral.wording import CRITERIA, count, per_cent
from referral.workspace_view import WorkspaceView


def explain_lines(view: WorkspaceView, candidate: Candidate, ranked: Referrer, total: int) -> Iterator[str]:
    """The whole account: place, V, A, C, then the rows."""
    person = candidate.dossier.person
    headline = ", ".join(part for part in (person.title, person.company_name) if part)
    yield f"{person.name} ({person.id}){f': {headline}' if headline else ''}, as a contact of {candidate.ego.name}"
    yield from _place(candidate, ranked, total)
    yield from _vouch(candidate)
    yield from _answer(candidate, ranked)
    yield from _reach(candidate)
    yield from _rows(view, candidate)


def _place(candidate: Candidate, ranked: Referrer, total: int) -> Iterator[str]:
    yield f"Rank {ranked.rank} of {total}: score {candidate.score:.4f} = logit V + ln A + ln C"
    tier = f"tier {ranked.tier}: " if ranked.tier else ""
    yield (
        f"  = {candidate.logit:.4f} + {math.log(candidate.chance.value):.4f} + {math.log(candidate.reach.value):.4f}; "
        f"{tier}among the first {TOP} in {ranked.p_top5:.3f} of {DRAWS:,} draws"
    )
    if ranked.too_close_to:
        yield f"  too close to call with {', '.join(ranked.too_close_to)}"
    if candidate.dossier.mark.do_not_ask:
        yield "  marked as not to be asked: listed last"


def _vouch(candidate: Candidate) -> Iterator[str]:
    yield f"V, would they vouch: {logistic(candidate.logit):.4f}, log-odds {candidate.logit:.4f}"
    yield f"  {BASE_NATS:+.2f}  to begin with (nothing known)"
    for criterion in candidate.criteria:
        yield from _criterion(criterion)


def _criterion(criterion: Criterion) -> Iterator[str]:
    name = CRITERIA[criterion.name]
    if not criterion.known:
        yield f"  {0:+.2f}  {name}: unknown, of at most {FULL[criterion.name]:.1f}"
        return
    met = "met" if criterion.value >= MET else "not met"
    yield f"  {criterion.nats:+.2f}  {name}: {criterion.value:.2f} of {FULL[criterion.name]:.1f} nats, {met}"
    for line in criterion.evidence:
        day = f", {line.date.isoformat()}" if line.date else ""
        yield f"         {line.text} [{line.source}, {line.kind.value}{day}]"


def _answer(candidate: Candidate, ranked: Referrer) -> Iterator[str]:
    asks, chance = candidate.asks, candidate.chance
    low, high = ranked.answer.low, ranked.answer.high
    yield f"A, would they answer: {chance.value:.4f}, with 90 % between {low:.2f} and {high:.2f}"
    yield (
        f"  answered {asks.answered} of {asks.asked} asks of yours; your own rate {chance.base:.4f} counts as "
        f"{PSEUDO_ASKS:g} more: ({asks.answered} + {PSEUDO_ASKS:g} x {chance.base:.4f}) / "
        f"({asks.asked} + {PSEUDO_ASKS:g})"
    )
    yield (
        f"  times {chance.factor:.4f}: answered {asks.others_answered} of {asks.others_asked} asks of others in the "
        f"pool, shrunk by {POOLED_PSEUDO_ASKS:g}"
    )
    if candidate.outcomes:
        known = count(len(candidate.outcomes), "ask")
        yield f"  of these {known} you wrote down yourself, {sum(candidate.outcomes)} answered"
    if ranked.answer.calibrated:
        yield f"  {per_cent(ranked.answer.calibrated)}"
    if ranked.moved:
        yield f"  {ranked.moved}"


def _reach(candidate: Candidate) -> Iterator[str]:
    reach = candidate.reach
    yield f"C, reach: {reach.value:.4f}{', a direct contact' if reach.direct else ''}"
    for sponsor in reach.via:
        yield f"  through {', then '.join(p.name for p in sponsor.people)}: {sponsor.strength:.4f}"
    if len(reach.via) > 1:
        yield "  together 1 - the product of (1 - each)"


def _rows(view: WorkspaceView, candidate: Candidate) -> Iterator[str]:
    dossier = candidate.dossier
    archives = {source.id: source for source in view.workspace.sources()}
    yield "The rows it rests on:"
    if dossier.connected:
        since = dossier.connected_on.isoformat() if dossier.connected_on else "on an unknown day"
        yield f"  connected {since}"
    elif dossier.noted:
        yield "  in an imported list of contacts"
    mine = view.workspace.owner_profile(candidate.ego.id).employments
    shared = {e.company_id for e in mine} & {e.company_id for e in dossier.employments}
    yield from _employments(candidate.ego, (e for e in mine if e.company_id in shared), archives)
    yield from _employments(dossier.person, dossier.employments, archives)
    yield from _statements(dossier.person, dossier.statements, archives)
    yield from _contacts(view, candidate)


def _employments(person: Person, rows: Iterable[Employment], archives: dict[int, Source]) -> Iterator[str]:
    for row in rows:
        start = row.start.isoformat() if row.start else "?"
        end = row.end.isoformat() if row.end else "now" if row.current else "?"
        seen = f"as of {row.as_of.isoformat()}, {row.fact.value}"
        what = f"{row.title or 'title unknown'}, {row.company_name}, {start} to {end}"
        yield f"  {person.name}: {what} ({seen}){_in(row.source, archives)}"


def _statements(person: Person, rows: Iterable[Statement], archives: dict[int, Source]) -> Iterator[str]:
    for row in rows:
        who = "from them" if row.author == person.id else "from you"
        day = row.at.isoformat() if row.at else "on an unknown day"
        detail = f": {row.detail}" if row.detail and row.kind is not StatementKind.NOTE else ""
        yield f"  {row.kind.name.lower()} {who}, {day}{detail}{_in(row.source, archives)}"


def _in(source: int, archives: dict[int, Source]) -> str:
    return f" - source {source}, {archives[source].name}" if source in archives else ""


def _contacts(view: WorkspaceView, candidate: Candidate) -> Iterator[str]:
    """Every dated contact of the two, newest last; each once."""
    if not candidate.dossier.exchange.sent + candidate.dossier.exchange.received:
        return
    facts = view.workspace.facts()
    ids = np.array([candidate.ego.id, candidate.dossier.person.id], dtype=facts.people.id.dtype)
    me, them = numbers_of(ids, facts.people.id).tolist()
    log = facts.contacts
    limit = until(view.as_of)
    lines = {
        (int(log.at[row]), f"{_way(log, row, me)}, {Channel(int(log.channel[row])).name.lower()}{_group(log, row)}")
        for row in np.flatnonzero(_between(log, me, them) & (log.at != NO_TIME) & (log.at < limit)).tolist()
    }
    for at, text in sorted(lines):
        yield f"  {datetime.fromtimestamp(at, tz=UTC):%Y-%m-%d %H:%M} {text}"


def _between(log: ContactColumns, me: int, them: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    forth = (log.sender == me) & (log.recipient == them)
    back = (log.sender == them) & (log.recipient == me)
    both: np.ndarray[tuple[int], np.dtype[np.bool_]] = forth | back
    return both


def _way(log: ContactColumns, row: int, me: int) -> str:
    return "from you" if int(log.sender[row]) == me else "from them"


def _group(log: ContactColumns, row: int) -> str:
    return f", to {int(log.group[row])} people" if int(log.group[row]) > 1 else ""
