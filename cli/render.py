"""Answers as text for a person at a terminal: pure, from the answer values to lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cli.output import Cell, Table
from graph.model import Person
from graph.text import clean
from referral.path_results import IntroPath, Paths
from referral.results import Criterion, NextStep, Referrer, Referrers, Verdict
from referral.wording import CRITERIA, DECISIONS, answered_of, as_good_as, in_words, per_cent

OPTIONS = {
    "knows_hiring_manager": "--i-know-the-hiring-manager",
    "posting": "--posting",
    "company_size": "--company-size",
    "contract": "--contract",
}
"""How the command line is told what a question of the verdict asks."""


def headline(title: str, company: str) -> str:
    """'Staff Engineer, Northwind', or whichever half is known."""
    return ", ".join(clean(part) for part in (title, company) if part)


def verdict_lines(verdict: Verdict) -> Iterator[str]:
    """The decision, its reasons, and what speaks for and against asking."""
    yield f"Verdict: {DECISIONS[verdict.decision]}"
    yield from (f"  {clean(reason)}" for reason in verdict.reasons)
    yield from (f"  + {clean(line)}" for line in verdict.benefits)
    yield from (f"  - {clean(line)}" for line in verdict.drawbacks)
    for question in verdict.questions:
        then = "; ".join(f"{a.answer}: {DECISIONS[a.decision].lower()}" for a in question.answers)
        yield f"  ? {clean(question.text)} ({OPTIONS[question.parameter]}) {then}"
    yield from look_further(verdict.nearest, verdict.search_link)


def look_further(nearest: Sequence[str], search_link: str) -> Iterator[str]:
    """Where to look when nobody here is at a company."""
    if nearest:
        yield f"  Names like it: {', '.join(clean(name) for name in nearest)}"
    if search_link:
        yield f"  People there whom your contacts know, on LinkedIn: {search_link}"


def criterion_lines(criterion: Criterion) -> Iterator[str]:
    """A criterion with its bar and evidence; unknown ones say so."""
    name = CRITERIA[criterion.name]
    if not criterion.known:
        yield f"     {'.' * 5}  {name}: unknown"
        return
    filled = round(5 * criterion.value)
    yield f"     {'#' * filled}{'-' * (5 - filled)}  {name}"
    yield from (f"              {clean(e.text)}" for e in criterion.evidence)


def referrer_lines(found: Referrer, *, anyone: bool) -> Iterator[str]:
    """One candidate: who, how strong the tie is, what to do, the five criteria; probabilities stand in `--explain`."""
    whose = f"  [{clean(found.ego.name)}'s contact]" if anyone else ""
    head = headline(found.person.title, found.person.company_name)
    yield f"{found.rank:>3}. {clean(found.person.name)} - {head}{whose}"
    yield f"     {'; '.join(_summary(found))}"
    if found.advice:
        yield f"     {clean(found.advice)}"
    if found.moved:
        yield f"     {clean(found.moved)}"
    if found.answer.calibrated:
        yield f"     would answer, {per_cent(found.answer.calibrated)}"
    if found.too_close_to:
        yield "     too close to call with a neighbour in this list"
    for sponsor in found.reach.via:
        yield f"     through {', then '.join(clean(p.name) for p in sponsor.people)}"
    for criterion in found.vouch.criteria:
        yield from criterion_lines(criterion)


def _summary(found: Referrer) -> Iterator[str]:
    if found.tier:
        yield f"tier {found.tier}"
    if found.place is not None:
        yield in_words(found.place) if found.reach.direct else as_good_as(found.place)
    if found.answer.asked:
        yield answered_of(found.answer.answered, found.answer.asked)
    yield f"meets {found.criteria_met} of 5"
    if found.next_step is NextStep.WARM_UP and found.reach.via and found.addressee:
        yield f"next: get to know {clean(found.addressee.person.name)} first"
    else:
        yield f"next: {found.step}"


def referrers_lines(answer: Referrers) -> Iterator[str]:
    """The whole ranking as text."""
    who = "any owner" if answer.ego is None else clean(answer.ego.name)
    role = f" as {clean(answer.role)}" if answer.role else ""
    yield f"Who can put in a good word for {who} at {clean(answer.company.name)}{role} (as of {answer.as_of})"
    yield from verdict_lines(answer.verdict)
    yield ""
    for found in answer.referrers:
        yield from referrer_lines(found, anyone=answer.ego is None)
        yield ""
    if not answer.referrers:
        yield "Nobody to ask in these archives."
    if answer.former:
        yield "Formerly there, to ask about it:"
        yield from (f"  {clean(one.text)}" for one in answer.former)


def path_lines(path: IntroPath) -> Iterator[str]:
    """One path, a tie a line with its evidence."""
    weakest = path.ties[path.weakest_link]
    place = as_good_as(path.place) if len(path.ties) > 1 else in_words(path.place)
    yield f"{path.rank:>3}. {' -> '.join(clean(p.name) for p in path.people)}   ({place})"
    if path.step:
        yield f"     next: {path.step}{f'. {clean(path.advice)}' if path.advice else ''}"
    for tie in path.ties:
        mark = "  <- weakest link" if tie is weakest and len(path.ties) > 1 else ""
        yield (
            f"       {clean(tie.source.name)} - {clean(tie.target.name)}: {tie.place} of 100, {tie.kind.value}, "
            f"in the archive of {', '.join(clean(p.name) for p in tie.shown_by) or 'nobody'}{mark}"
        )
        yield from (f"         {clean(e.text)}" for e in tie.evidence)


def paths_lines(answer: Paths) -> Iterator[str]:
    """All paths as text, or why there is none."""
    target = clean(answer.company.name if answer.company else answer.person.name if answer.person else "")
    who = "any owner" if answer.ego is None else clean(answer.ego.name)
    role = f" as {clean(answer.role)}" if answer.role else ""
    yield f"Introduction paths from {who} to {target}{role}, at most {answer.max_hops} hops (as of {answer.as_of})"
    if answer.verdict:
        yield f"Verdict: {DECISIONS[answer.verdict.decision]}"
        yield from (f"  {clean(reason)}" for reason in answer.verdict.reasons)
    if not answer.paths:
        yield f"  no path: {clean(answer.reason)}"
        yield from look_further(answer.nearest, answer.search_link)
    for path in answer.paths:
        yield from path_lines(path)
    if answer.order:
        yield answer.order
    if answer.inferred:
        yield "Paths that need an inferred tie (same employer at the same time; nobody said they know each other):"
        for path in answer.inferred:
            yield from path_lines(path)


def _who(person: Person) -> tuple[str, str, str, str]:
    return person.id, person.name, person.title, person.company_name


def _numbers(found: Referrer) -> tuple[float, float, float, int]:
    return found.vouch.value, found.answer.value, found.reach.value, found.criteria_met


def referrers_table(answer: Referrers) -> Table:
    """The ranking as rows, for CSV and Markdown."""
    columns = (
        *("rank", "id", "name", "title", "company", "contact of", "score", "tier", "p_top5"),
        *("vouch", "answer", "reach", "criteria met", "next step"),
    )
    rows: list[tuple[Cell, ...]] = [
        (r.rank, *_who(r.person), r.ego.name, r.score, r.tier, r.p_top5, *_numbers(r), r.next_step.value)
        for r in answer.referrers
    ]
    return Table(columns, tuple(rows))


def paths_table(answer: Paths) -> Table:
    """The paths as rows, for CSV and Markdown."""
    rows: list[tuple[Cell, ...]] = [
        (
            *(p.rank, p.hops, p.strength, " -> ".join(x.name for x in p.people)),
            *(p.ties[p.weakest_link].strength, group, p.step),
        )
        for group, paths in (("known", answer.paths), ("inferred", answer.inferred))
        for p in paths
    ]
    return Table(("rank", "hops", "strength", "people", "weakest link", "ties", "next step"), tuple(rows))


def verdict_table(verdict: Verdict) -> Table:
    """The verdict as rows, for CSV and Markdown."""
    lines = [("decision", DECISIONS[verdict.decision]), *(("reason", r) for r in verdict.reasons)]
    lines += [("for asking", b) for b in verdict.benefits] + [("against asking", d) for d in verdict.drawbacks]
    return Table(("what", "text"), tuple(lines))
