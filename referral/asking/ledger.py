"""The ledger read: from its lines, in the order written, to the asks and favours as they stand.

Nothing in the ledger is ever changed. A line of kind `undo` names the line it takes back; what stands is what the
lines that were not taken back say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from graph.model import CompanyId, LedgerEntry, PersonId
from referral.asking.states import ANSWERED, ENTERED, OPEN, UNDO, AskState, Deed, FavourKind
from referral.titles import may_be_one, same_job

STATES = frozenset(state.value for state in AskState)
DEEDS = frozenset(deed.value for deed in Deed)
FAVOURS = frozenset(kind.value for kind in FavourKind)


@dataclass(frozen=True, slots=True)
class Step:
    """One line of an ask. `kind`: the state it brought, or the deed; `reasons`: what was overridden, and why.

    `note`: the user's own words.
    """

    entry: int
    kind: str
    day: date
    at: int
    reasons: tuple[tuple[str, str], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """Somebody asked, or to be asked, for a good word at a company.

    `target`: whom they are to introduce the user to; None where they are to refer the user themselves. `company` is
    the id of its name, also of one no archive knows. `version` and `written_at`
    (UTC seconds) grow with every line, those taken back included.
    """

    id: str
    person: PersonId
    company: CompanyId
    company_name: str
    role: str
    target: PersonId | None
    chance: float | None
    steps: tuple[Step, ...]
    version: int
    written_at: int

    @property
    def state(self) -> AskState:
        """The newest state that was written down."""
        return AskState(next(s.kind for s in reversed(self.steps) if s.kind in STATES))

    @property
    def is_open(self) -> bool:
        """Whether somebody has it on their hands now."""
        return self.state in OPEN

    @property
    def asked_on(self) -> date | None:
        """The day they were asked; None while it is planned."""
        return self.day_of(AskState.ASKED)

    @property
    def updated_on(self) -> date:
        """The day of its newest line."""
        return self.steps[-1].day

    @property
    def answered(self) -> bool | None:
        """Whether they answered, yes or no; None where that is open, or was never asked."""
        kinds = {AskState(s.kind) for s in self.steps if s.kind in STATES}
        if kinds & ANSWERED:
            return True
        return False if AskState.NO_ANSWER in kinds else None

    def day_of(self, kind: AskState | Deed) -> date | None:
        """The newest day of one kind of step."""
        return next((s.day for s in reversed(self.steps) if s.kind == kind), None)

    def place_of(self, kinds: Iterable[AskState | Deed]) -> int:
        """The place of the newest step of any of these kinds; -1 for none."""
        wanted = frozenset(kinds)
        return max((n for n, s in enumerate(self.steps) if s.kind in wanted), default=-1)


@dataclass(frozen=True, slots=True)
class Favour:
    """A favour done, as the user wrote it down."""

    id: int
    person: PersonId
    kind: FavourKind
    day: date
    note: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """One owner's asks in the order they began, favours in the order written, and the lines that stand."""

    asks: tuple[Ask, ...] = ()
    favours: tuple[Favour, ...] = ()
    standing: tuple[LedgerEntry, ...] = ()

    def of(self, person: PersonId) -> tuple[Ask, ...]:
        """What one person was asked."""
        return tuple(a for a in self.asks if a.person == person)

    def at(self, company: CompanyId) -> tuple[Ask, ...]:
        """What was asked about one company."""
        return tuple(a for a in self.asks if a.company == company)

    def ask(self, id_: str) -> Ask | None:
        """The ask of this id."""
        return next((a for a in self.asks if a.id == id_), None)


def read_ledger(entries: Sequence[LedgerEntry], *, until: date | None = None) -> Ledger:
    """Fold lines into asks and favours. O(lines).

    Args:
        entries: of one owner, in the order written.
        until: leave out what happened later than this day (not: what was written later).
    """
    written = traces(entries)
    standing = tuple(e for e in standing_of(entries) if until is None or e.line.day <= until)
    by_ask: defaultdict[str, list[LedgerEntry]] = defaultdict(list)
    for entry in standing:
        if entry.line.kind in STATES | DEEDS:
            by_ask[entry.line.ask].append(entry)
    asks = tuple(_ask(id_, lines, written[id_]) for id_, lines in by_ask.items())
    return Ledger(asks, tuple(_favour(e) for e in standing if e.line.kind in FAVOURS), standing)


def standing_of(entries: Iterable[LedgerEntry]) -> tuple[LedgerEntry, ...]:
    """The lines that were not taken back, without those that take back."""
    lines = tuple(entries)
    undone = {e.line.undoes for e in lines if e.line.kind == UNDO}
    return tuple(e for e in lines if e.line.kind != UNDO and e.id not in undone)


def traces(entries: Iterable[LedgerEntry]) -> dict[str, tuple[int, int]]:
    """Each ask's number of lines and the moment of the newest, those taken back and those that take back included."""
    found: dict[str, tuple[int, int]] = {}
    for entry in entries:
        count, at = found.get(entry.line.ask, (0, 0))
        found[entry.line.ask] = count + 1, max(at, entry.at)
    return found


def without_undoing(entries: Iterable[LedgerEntry]) -> tuple[LedgerEntry, ...]:
    """The lines as if none had ever been taken back: for telling others that something is no more."""
    return tuple(e for e in entries if e.line.kind != UNDO)


def same_role(one: str, other: str) -> bool:
    """Whether two roles are one as far as is said: one job of one level, or one of them not named, or not which."""
    return not one or not other or same_job(one, other, level=True) or may_be_one(one, other)


def applications(ledger: Ledger) -> tuple[tuple[CompanyId, str, date | None], ...]:
    """Jobs the owner was in the running for by what they wrote down, and no more: company, role, since when."""
    return tuple(
        (a.company, a.role, a.day_of(AskState.REFERRED) or a.updated_on)
        for a in ledger.asks
        if not a.is_open and any(s.kind in ENTERED for s in a.steps)
    )


def _ask(id_: str, lines: Sequence[LedgerEntry], trace: tuple[int, int]) -> Ask:
    first = lines[0].line
    return Ask(
        id=id_,
        person=first.person,
        company=first.company,
        company_name=first.company_name,
        role=first.role,
        target=first.target,
        chance=next((e.line.chance for e in reversed(lines) if e.line.chance is not None), None),
        steps=tuple(Step(e.id, e.line.kind, e.line.day, e.at, e.line.reasons, e.line.note) for e in lines),
        version=trace[0],
        written_at=trace[1],
    )


def _favour(entry: LedgerEntry) -> Favour:
    line = entry.line
    return Favour(entry.id, line.person, FavourKind(line.kind), line.day, line.note)
