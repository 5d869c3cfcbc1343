"""The report in at most seven sentences, each with its number and a link: what one would say aloud to a friend.

A rule is a function from the report to a finding, or to None where it has nothing to say. They stand in the order in
which one would act on them; the first `MOST` that apply are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from referral.results import Decision
from referral.wording import count, duration, number
from reports.definitions import OLD_DAYS
from reports.entities import Link
from reports.model import Connector, Finding, NetworkReport, TargetRow
from reports.phrases import NAMED, at, links_to, listed, some_of

MOST = 7
"""Sentences: what somebody reads before they stop."""
ACTED_ON = frozenset({Decision.ASK, Decision.ASK_FOR_INTRO, Decision.WAIT})
"""Decisions whose people are spoken of already."""
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
    first = listed([f"{row.best.name} at {row.name}{_contact_of(row)}" for row in rows if row.best])
    some = len(rows) > NAMED
    few = " Begin with the two or three you want most." if some else ""
    such = f"{_you(report)} could ask today{', such as' if some else ':'}"
    text = f"{at(rows, report)} there is somebody {such} {first}.{few}"
    return Finding("ask_now", text, len(rows), len(report.targets), links_to(rows))


def introduce(report: NetworkReport) -> Finding | None:
    """An introduction is the way: at how many targets, through whom."""
    rows = _by(report, Decision.ASK_FOR_INTRO)
    if not rows:
        return None
    row = rows[0]
    through = f"; for {row.name}, ask {row.write_to.name}" if row.write_to else ""
    more = " more" if _by(report, Decision.ASK) else ""
    known = "somebody you know" if report.ego else "a contact of one of the owners"
    text = f"{at(rows, report, more)} {known} could make an introduction{through}."
    return Finding("introduce", text, len(rows), len(report.targets), links_to(rows))


def wait(report: NetworkReport) -> Finding | None:
    """An ask is open."""
    rows = _by(report, Decision.WAIT)
    if not rows:
        return None
    text = f"{at(rows, report)} an ask is open: wait for the answer before anybody else there is asked."
    return Finding("wait", text, len(rows), len(report.targets), links_to(rows))


def warm_up(report: NetworkReport) -> Finding | None:
    """Somebody is known, but too little speaks for asking yet."""
    rows = _by(report, Decision.WARM_UP)
    if not rows:
        return None
    names = listed([row.name for row in rows])
    text = (
        f"{at(rows, report)} ({names}) {_you(report)} know{_s(report)} somebody, but should talk first and ask later."
    )
    return Finding("warm_up", text, len(rows), len(report.targets), links_to(rows))


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
    gone = "any" if len(best.lost) == len(best.opens) else number(len(best.lost))
    return f", and without {best.who.name} there would be no way to {gone} of them"


def revive(report: NetworkReport) -> Finding | None:
    """Somebody one used to write with could help at a target where nobody can be asked today.

    Who is to be asked today or to introduce, or recruits there, is not one to say hello to without a reason.
    """
    open_ = {row.name for row in report.targets if row.decision is Decision.ASK}
    asked = {who.id for row in report.targets for who in (row.best, row.write_to) if who and row.decision in ACTED_ON}
    written = {who.id for row in report.targets for who in row.recruiters}
    free = [d for d in report.dormant if d.who.id not in asked | written and set(d.targets) - open_]
    if not free:
        return None
    one = max(free, key=lambda d: len(set(d.works_at) - open_))
    there, known = ([n for n in names if n not in open_] for names in (one.works_at, one.targets))
    where = f"works at {listed(there)}" if there else f"knows somebody at {listed(known)}"
    name, gone = one.who.name, duration(one.last, report.as_of)
    if one.tied_to:
        pair, say = one.tied_to.name, f"A word from {one.tied_to.name} comes before any request."
    else:
        pair, say = "You", "Say hello before you need anything."
    wrote = f"{pair} and {name} wrote each other {one.messages:,} messages, the last {gone} ago."
    text = f"{_silent(report)} {name}, who {where}. {wrote} {say}"
    return Finding("revive", text, report.dormant_helpful, report.dormant_total, (Link(name, one.who.link),))


def _silent(report: NetworkReport) -> str:
    some, every = report.dormant_helpful, report.dormant_total
    if some == 1:
        return "1 silent tie could help at a target:"
    return f"{some:,} of {every:,} silent ties could help at a target, such as"


def barely(report: NetworkReport) -> Finding | None:
    """People are in reach, and yet nobody to ask."""
    rows = [row for row in _by(report, Decision.APPLY) if row.reached and not row.own]
    if not rows:
        return None
    names = listed([row.name for row in rows])
    text = (
        f"{at(rows, report)} ({names}) people are in reach, but nobody to ask for a referral now: apply directly, "
        f"and get to know somebody there where there is time.{_recruiting(rows, report)}"
    )
    return Finding("barely", text, len(rows), len(report.targets), links_to(rows))


def _recruiting(rows: Sequence[TargetRow], report: NetworkReport) -> str:
    """Whom to write to about a job where nobody is to be asked."""
    row = next((row for row in rows if row.recruiters), None)
    if row is None:
        return ""
    whose = "" if report.ego else ", a contact of one of the owners,"
    return f" {row.recruiters[0].name}{whose} recruits at {row.name}: write to them about the job itself."


def gaps(report: NetworkReport) -> Finding | None:
    """Nobody is in reach."""
    rows = [row for row in _by(report, Decision.APPLY) if not row.reached and not row.own and not _like(row)]
    if not rows:
        return None
    former = next((c for row in rows for c in row.closing if c.kind == "former" and c.who), None)
    hint = f" {former.who.name} {former.text}." if former and former.who else ""
    text = f"{at(rows, report)} ({listed([row.name for row in rows])}) nobody is in reach: apply directly.{hint}"
    return Finding("gaps", text, len(rows), len(report.targets), links_to(rows))


def misspelt(report: NetworkReport) -> Finding | None:
    """Names on the list that no archive knows, while it knows one like it."""
    rows = [row for row in report.targets if _like(row)]
    if not rows:
        return None
    text = (
        f"{some_of(rows, report)} on the list {_is(rows)} not known by that very name: see whether {rows[0].name} is "
        f"meant to be {_like(rows[0])}."
    )
    return Finding("misspelt", text, len(rows), len(report.targets), links_to(rows))


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
    verb = "names" if len(rows) == 1 else "name"
    text = f"{some_of(rows, report)} ({listed([row.name for row in rows])}) {verb} no company."
    return Finding("no_company", text, len(rows), len(report.targets))


def no_list(report: NetworkReport) -> Finding | None:
    """Nothing is asked about."""
    if report.targets:
        return None
    link = Link("Your companies", "/#targets" if not report.redacted else "")
    return Finding(
        "no_list", "No company is on the list: put those you want on it, and a report says whom to ask.", 1, 1, (link,)
    )


def old_archive(report: NetworkReport) -> Finding | None:
    """All archives are old: people have changed employers since."""
    days = min((archive.days for archive in report.quality.archives), default=0) + report.quality.behind
    if days < OLD_DAYS:
        return None
    old = duration(report.as_of, report.as_of + timedelta(days=days))
    text = f"The newest archive is {old} old, and people change employers: export again before you write to anybody."
    return Finding("old_archive", text, days, days, (Link("Add an archive", "/import" if not report.redacted else ""),))


def own_employer(report: NetworkReport) -> Finding | None:
    """A company on the list where those who ask work."""
    rows = [row for row in report.targets if row.own]
    if not rows:
        return None
    names = listed([row.name for row in rows])
    if report.ego:
        text = f"{some_of(rows, report)} ({names}) {_is(rows)} where you work already: no favour is needed there."
    else:
        text = f"{at(rows, report)} ({names}) one of the owners works: the others can ask them first."
    return Finding("own_employer", text, len(rows), len(report.targets), links_to(rows))


def without_help(report: NetworkReport) -> Finding | None:
    """Members of a cohort who can ask nobody, and be introduced to nobody."""
    rows = [row for row in report.members if not row.ask + row.introduce]
    if not rows:
        return None
    names = listed([row.who.name for row in rows])
    text = (
        f"{len(rows):,} of {count(len(report.members), 'member')} ({names}) could ask nobody "
        "at any target, and nobody they know could introduce them: they need other targets, or people to meet first."
    )
    return Finding(
        "without_help", text, len(rows), len(report.members), tuple(Link(r.who.name, r.who.link) for r in rows[:NAMED])
    )


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
    old_archive,
    no_list,
    ask_now,
    introduce,
    wait,
    warm_up,
    without_help,
    connector,
    revive,
    barely,
    misspelt,
    gaps,
    own_employer,
    no_company,
    one_archive,
)
"""In the order in which one would act on them."""


def _contact_of(row: TargetRow) -> str:
    """Whose contact the best person is, where several owners ask."""
    return f" ({row.contact_of.name})" if row.contact_of else ""


def _by(report: NetworkReport, decision: Decision) -> list[TargetRow]:
    """Targets with a decision, those most likely to lead to an answer first."""
    rows = [row for row in report.targets if row.decision is decision]
    return sorted(rows, key=lambda row: -(row.willing or 0.0))


def _you(report: NetworkReport) -> str:
    return "you" if report.ego else "one of the owners"


def _s(report: NetworkReport) -> str:
    return "" if report.ego else "s"
