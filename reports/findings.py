"""The report in at most seven sentences, each with its number and a link: what one would say aloud to a friend.

A rule is a function from the report to a finding, or to None where it has nothing to say. They stand in the order in
which one would act on them; the first `MOST` that apply are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from referral.results import Decision
from referral.wording import count, duration, number
from reports.entities import Link
from reports.model import Connector, Finding, NetworkReport, TargetRow

MOST = 7
NAMED = 3
"""Companies or people named in one sentence."""
SEVERAL = 3
"""Targets from which on it is worth saying that one person leads to them."""


def findings(report: NetworkReport) -> tuple[Finding, ...]:
    """Those that apply, the first to act on first."""
    found = (rule(report) for rule in RULES)
    return tuple(one for one in found if one is not None)[:MOST]


def ask_now(report: NetworkReport) -> Finding | None:
    """Somebody can be asked today: at how many targets, and whom first."""
    rows = _by(report, Decision.ASK)
    if not rows:
        return None
    first = _listed([f"{row.best.name} at {row.name}" for row in rows if row.best])
    some = len(rows) > NAMED
    text = (
        f"{_at(rows, report)} there is somebody {_you(report)} could ask today{', such as' if some else ':'} {first}."
    )
    return Finding("ask_now", text, len(rows), len(report.targets), _links(rows))


def introduce(report: NetworkReport) -> Finding | None:
    """An introduction is the way: at how many targets, through whom."""
    rows = _by(report, Decision.ASK_FOR_INTRO)
    if not rows:
        return None
    row = rows[0]
    through = f"; for {row.name}, ask {row.write_to.name}" if row.write_to else ""
    more = " more" if _by(report, Decision.ASK) else ""
    known = "somebody you know" if report.ego else "a contact of one of the owners"
    text = f"{_at(rows, report, more)} {known} could make an introduction{through}."
    return Finding("introduce", text, len(rows), len(report.targets), _links(rows))


def wait(report: NetworkReport) -> Finding | None:
    """An ask is open."""
    rows = _by(report, Decision.WAIT)
    if not rows:
        return None
    text = f"{_at(rows, report)} an ask is open: wait for the answer before anybody else there is asked."
    return Finding("wait", text, len(rows), len(report.targets), _links(rows))


def warm_up(report: NetworkReport) -> Finding | None:
    """Somebody is known, but too little speaks for asking yet."""
    rows = _by(report, Decision.WARM_UP)
    if not rows:
        return None
    names = _listed([row.name for row in rows])
    text = (
        f"{_at(rows, report)} ({names}) {_you(report)} know{_s(report)} somebody, but should talk first and ask later."
    )
    return Finding("warm_up", text, len(rows), len(report.targets), _links(rows))


def connector(report: NetworkReport) -> Finding | None:
    """One person leads to several targets."""
    best = next((c for c in report.connectors if len(c.opens) >= SEVERAL), None)
    if best is None:
        return None
    name = best.who.name
    alone = _lost(best)
    text = (
        f"The best way to {count(len(best.opens), 'target')} begins with {name}{alone}. Choose which one matters most "
        f"before you ask {name}, and do not ask for all of them."
    )
    return Finding("connector", text, len(best.opens), len(report.targets), (Link(name, best.who.link),))


def _lost(best: Connector) -> str:
    if not best.lost:
        return ""
    return f", and without {best.who.name} there would be no way to {number(len(best.lost))} of them"


def revive(report: NetworkReport) -> Finding | None:
    """Somebody one used to write with could help at a target."""
    one = next((d for d in report.dormant if d.targets), None)
    if one is None:
        return None
    name, gone = one.who.name, duration(one.last, report.as_of)
    whose = "You and" if report.ego else "One of the owners and"
    several = sum(1 for d in report.dormant if d.targets)
    there = f"works at {_listed(one.works_at)}" if one.works_at else f"knows somebody at {_listed(one.targets)}"
    wrote = f"{whose} {name} wrote each other {one.messages:,} messages, the last {gone} ago"
    text = f"{wrote}, and {name} {there}: say hello before you need anything."
    return Finding("revive", text, several, report.dormant_total, (Link(name, one.who.link),))


def barely(report: NetworkReport) -> Finding | None:
    """People are in reach, and yet nobody to ask."""
    rows = [row for row in _by(report, Decision.APPLY) if row.reached]
    if not rows:
        return None
    names = _listed([row.name for row in rows])
    text = (
        f"{_at(rows, report)} ({names}) people are in reach, but nobody to ask for a referral now: apply directly, and "
        "get to know somebody there where there is time."
    )
    return Finding("barely", text, len(rows), len(report.targets), _links(rows))


def gaps(report: NetworkReport) -> Finding | None:
    """Nobody is in reach."""
    rows = [row for row in report.targets if row.decision is Decision.APPLY and not row.reached and not _like(row)]
    if not rows:
        return None
    former = next((c for row in rows for c in row.closing if c.kind == "former" and c.who), None)
    hint = f" {former.who.name} {former.text}." if former and former.who else ""
    text = f"{_at(rows, report)} ({_listed([row.name for row in rows])}) nobody is in reach: apply directly.{hint}"
    return Finding("gaps", text, len(rows), len(report.targets), _links(rows))


def misspelt(report: NetworkReport) -> Finding | None:
    """Names on the list that no archive knows, while it knows one like it."""
    rows = [row for row in report.targets if _like(row)]
    if not rows:
        return None
    text = (
        f"{_of(rows, report)} on the list {_is(rows)} not known by that very name: see whether {rows[0].name} is meant "
        f"to be {_like(rows[0])}."
    )
    return Finding("misspelt", text, len(rows), len(report.targets), _links(rows))


def _like(row: TargetRow) -> str:
    """Known names like that of a target nobody knows, '' for none."""
    return next((c.text.removeprefix("known under a like name: ") for c in row.closing if c.kind == "nearest"), "")


def _is(rows: Sequence[TargetRow]) -> str:
    return "is" if len(rows) == 1 else "are"


def no_company(report: NetworkReport) -> Finding | None:
    """Lines of the list that name no company."""
    rows = [row for row in report.targets if row.firm is None]
    if not rows:
        return None
    verb, what = ("names", "company") if len(rows) == 1 else ("name", "companies")
    text = f"{_of(rows, report)} ({_listed([row.name for row in rows])}) {verb} no {what}."
    return Finding("no_company", text, len(rows), len(report.targets))


def one_archive(report: NetworkReport) -> Finding | None:
    """A pool would show more."""
    if len(report.owners) != 1:
        return None
    text = (
        "Only one archive is in, so ways through others are not seen: the archive of one friend who works where you "
        "want to work would show more of them than anything else."
    )
    return Finding("one_archive", text, 1, 1, (Link("Add an archive", "/import" if not report.redacted else ""),))


RULES: tuple[Callable[[NetworkReport], Finding | None], ...] = (
    ask_now,
    introduce,
    wait,
    warm_up,
    connector,
    revive,
    barely,
    misspelt,
    gaps,
    no_company,
    one_archive,
)
"""In the order in which one would act on them."""


def _by(report: NetworkReport, decision: Decision) -> list[TargetRow]:
    """Targets with a decision, those most likely to lead to an answer first."""
    rows = [row for row in report.targets if row.decision is decision]
    return sorted(rows, key=lambda row: -(row.willing or 0.0))


def _you(report: NetworkReport) -> str:
    return "you" if report.ego else "one of the owners"


def _s(report: NetworkReport) -> str:
    return "" if report.ego else "s"


def _of(rows: Sequence[TargetRow], report: NetworkReport, more: str = "") -> str:
    return f"{len(rows):,}{more} of {count(len(report.targets), 'target')}"


def _at(rows: Sequence[TargetRow], report: NetworkReport, more: str = "") -> str:
    return f"At {_of(rows, report, more)}"


def _listed(names: Iterable[str]) -> str:
    """`A`, `A and B`, `A, B and 4 more`."""
    all_names = list(dict.fromkeys(names))
    if len(all_names) > NAMED:
        return f"{', '.join(all_names[:NAMED])} and {len(all_names) - NAMED:,} more"
    return " and ".join([", ".join(all_names[:-1]), all_names[-1]]) if len(all_names) > 1 else "".join(all_names)


def _links(rows: Sequence[TargetRow]) -> tuple[Link, ...]:
    return tuple(Link(row.name, row.firm.link) for row in rows[:NAMED] if row.firm)
