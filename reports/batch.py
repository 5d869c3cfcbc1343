"""Reports in batch: one an owner and one for the cohort, each in its folder; what is there and still true is left.

A folder's `.stamp.json` says what its report was made from. It is written last, so that a run that was broken off goes
on where it stopped; and `if_changed` leaves a report whose stamp still holds, or that would say the same again.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from anyascii import anyascii
from pydantic import JsonValue, TypeAdapter

from graph.model import Person
from graph.names import fold
from graph.private_files import write_private
from graph.stores.directory import Directory
from referral.context import Context
from referral.results import Decision
from referral.survey import TargetLine
from referral.viewpoint import ANYONE
from reports.build import Progress, build, default_targets
from reports.findings import findings
from reports.model import MemberRow, NetworkReport
from reports.parts.change import change_since, must_be_earlier
from reports.redact import key_sign, made_up, redacted
from reports.writers import WRITERS
from reports.writers.fonts import without_font
from reports.writers.json_file import as_json

STAMP = ".stamp.json"
NAME = "report"
COHORT = "all-owners"

ReportOwner = str | None
"""An owner, `anyone`, or None for the default."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to write. `wanted`: None for the list of whoever's report it is.

    `new_names`: with `redact`, made-up names that no earlier report has.
    """

    folder: Path
    formats: tuple[str, ...]
    wanted: tuple[TargetLine, ...] | None = None
    redact: bool = False
    since: date | None = None
    if_changed: bool = False
    new_names: bool = False

    def report(self, context: Context, tell: Progress) -> NetworkReport:
        """The report of one context, with what has changed and under made-up names, as ordered."""
        if self.since:
            must_be_earlier(context, self.since)
        wanted = self.targets(context)
        found = build(context, wanted, tell=tell)
        if self.since:
            tell("Looking at what has changed", 0, 1)
            found = replace(found, change=change_since(context, wanted, self.since))
        return redacted(found, context.workspace) if self.redact else found

    def renew_names(self, context: Context) -> None:
        """Once before the first report: made-up names that no earlier one has, where they are asked for."""
        if self.redact and self.new_names:
            context.workspace.pseudonym_key(new=True)

    def targets(self, context: Context) -> tuple[TargetLine, ...]:
        """The companies asked about."""
        return default_targets(context) if self.wanted is None else self.wanted

    def stamp(self, context: Context, members: Sequence[MemberRow] = ()) -> str:
        """A digest of everything the report of a context rests on."""
        rests_on = (
            *(context.network.engine, context.network.generation, context.workspace.ledger_version()),
            *(context.ego.id if context.ego else "", context.as_of.isoformat(), context.today.isoformat()),
            *(sorted(self.formats), [(w.company, w.role) for w in self.targets(context)]),
            *(
                key_sign(context.workspace) if self.redact else "",
                self.since.isoformat() if self.since else "",
                version("goodword"),
            ),
            [(m.who.id, m.contacts, m.ask, m.introduce, m.warm_up, m.directly) for m in members],
        )
        return blake2b(json.dumps(rests_on).encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What became of one report; `written` is empty where it was left as it is. `notes`: what the reader will miss."""

    whose: str
    folder: Path
    written: tuple[Path, ...]
    notes: tuple[str, ...] = ()


OpenContext = Callable[[ReportOwner], AbstractContextManager[Context]]


def each_and_all(workspace: Directory, named: Sequence[str]) -> tuple[ReportOwner, ...]:
    """Whose reports are made where owners are named, `all` for every one: each one's, and of several theirs together.

    Raises:
        NotAnOwnerError, AmbiguousError: a name is no owner's, or that of several.
    """
    people = workspace.owners() if "all" in named else [workspace.owner(name) for name in named]
    ids = tuple(dict.fromkeys(person.id for person in people))
    return (*ids, ANYONE) if len(ids) > 1 else ids


def run(order: Order, whose: Sequence[ReportOwner], opened: OpenContext, tell: Progress) -> Iterator[BatchResult]:
    """Each report in its order; of several, each in a folder of its own, and the last one for these together.

    Of several, those that stand are left, so that a run which was broken off goes on; of one, only with `if_changed`.
    """
    several, members, cohort = len(whose) > 1, list[MemberRow](), list[Person]()
    for at, ego in enumerate(whose):
        with opened(ego) as opening:
            context = replace(opening, cohort=tuple(cohort)) if several and opening.ego is None else opening
            if context.ego is not None:
                cohort.append(context.ego)
            if not at:
                order.renew_names(context)
            folder = order.folder / folder_of(order, context) if several else order.folder
            lines = tuple(members) if several and context.ego is None else ()
            outcome, line = _one(order, context, folder, tell, lines, skip=several or order.if_changed)
            yield outcome
            if line is not None:
                members.append(line)


def _one(
    order: Order, context: Context, folder: Path, tell: Progress, members: tuple[MemberRow, ...], *, skip: bool
) -> tuple[BatchResult, MemberRow | None]:
    name = context.ego.name if context.ego else "all of them together"
    stamp = order.stamp(context, members)
    held = _held(folder, stamp, order.formats) if skip else None
    if held is not None:
        line = held.get("member")
        return BatchResult(name, folder, ()), TypeAdapter(MemberRow).validate_python(line) if line else None
    found = with_findings(replace(order.report(context, tell), members=members))
    if skip and (held := _held(folder, None, order.formats)) and held.get("content") == content(found):
        _stamp(folder, found, stamp)
        return BatchResult(name, folder, ()), member(found)
    told = without_font(as_json(found)) if "pdf" in order.formats else ()
    return BatchResult(name, folder, tuple(write(found, folder, order.formats, stamp)), told), member(found)


def with_findings(report: NetworkReport) -> NetworkReport:
    """The findings of a report that has got its members since it was built."""
    return replace(report, findings=findings(report)) if report.members else report


def content(report: NetworkReport) -> str:
    """A digest of what a reader sees: a new day or a mark about somebody who is not in it changes nothing of it."""
    same = replace(report, generation=0, quality=replace(report.quality, behind=0))
    return blake2b(f"{version('goodword')}{as_json(same)}".encode(), digest_size=16).hexdigest()


def member(report: NetworkReport) -> MemberRow | None:
    """The line of one owner in the report of the cohort; None for several together."""
    if report.ego is None:
        return None
    decisions = Counter(row.decision for row in report.targets)
    return MemberRow(
        who=report.ego,
        contacts=report.counts.direct,
        ask=decisions[Decision.ASK],
        introduce=decisions[Decision.ASK_FOR_INTRO],
        warm_up=decisions[Decision.WARM_UP],
        directly=decisions[Decision.APPLY],
    )


def folder_of(order: Order, context: Context) -> str:
    """The folder of one report among several: the owner's name in plain letters, or the made-up one."""
    if context.ego is None:
        return COHORT
    if order.redact:
        return made_up(context.ego.id, context.workspace).lower().replace(" ", "-")
    plain = re.sub(r"[^a-z0-9]+", "-", anyascii(fold(context.ego.name))).strip("-")
    return f"{plain[:60]}-{context.ego.id[-6:]}".lstrip("-")


def write(report: NetworkReport, folder: Path, formats: Sequence[str], stamp: str) -> Iterator[Path]:
    """Write `report.<format>` for each format into `folder` (made if missing), then the stamp; each file as a whole."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / STAMP).unlink(missing_ok=True)
    for form in formats:
        yield _put(folder / f"{NAME}.{form}", WRITERS[form](report))
    _stamp(folder, report, stamp)


def _stamp(folder: Path, report: NetworkReport, stamp: str) -> None:
    line = member(report)
    told = {
        "stamp": stamp,
        "content": content(report),
        "whose": report.whose,
        "member": TypeAdapter(MemberRow).dump_python(line, mode="json") if line else None,
    }
    _put(folder / STAMP, (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode())


def _put(path: Path, data: bytes) -> Path:
    part = path.with_name(f".{path.name}.part")
    write_private(part, data)
    part.replace(path)
    return path


def stamped(folder: Path) -> dict[str, JsonValue]:
    """What the stamp of a folder says; nothing where there is none, as of a report that was broken off."""
    try:
        told = json.loads((folder / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _held(folder: Path, stamp: str | None, formats: Sequence[str]) -> dict[str, JsonValue] | None:
    """What the stamp of a folder says, where it is the one wanted (None: any) and every file is there."""
    told = stamped(folder)
    whole = told and stamp in {None, told.get("stamp")}
    return told if whole and all((folder / f"{NAME}.{form}").is_file() for form in formats) else None
