"""Writing down an ask and what came of it: the same for requests of programs and forms of pages."""

from collections.abc import Sequence

from api.ledger_requests import owner_of
from api.state import ServerState
from graph.model import NewEntry, Person
from referral.asking.blanks import must_be_filled
from referral.asking.circumstances import knowing
from referral.asking.ledger import Ask, Favour, read_ledger, without_undoing
from referral.asking.recording import RecordResult, record, record_favour, undo
from referral.asking.states import UNDO, AskState, Deed
from referral.asking.steps import Step, known_ask
from referral.asking.traps import Proposal
from referral.viewpoint import Viewpoint, company_meant
from schemas.ask_requests import AskChangeIn, AskIn, FavourIn, OverrideIn


def add(state: ServerState, viewpoint: Viewpoint, wanted: AskIn, *, key: str | None, digest: str) -> RecordResult:
    """Write down that somebody was asked, or is to be.

    Raises:
        StepRefusedError: the draft has blanks.
        GoodwordError: as `referral.asking.recording.record`.
    """
    must_be_filled(wanted.draft)
    workspace = state.workspace
    target = workspace.person(wanted.intro_to).id if wanted.intro_to else None
    person, company = workspace.person(wanted.person), company_meant(workspace, wanted.company)
    step = Step(
        Proposal(person, company, wanted.role, target),
        wanted.state,
        wanted.day or state.viewpoint(viewpoint).today,
        overrides=_overrides(wanted.overrides),
        note=wanted.note,
        chance=_chance(state, viewpoint, person) if wanted.state is AskState.ASKED else None,
        key=key,
        digest=digest,
    )
    return _record(state, viewpoint, step, wanted.posting)


def move(
    state: ServerState,
    viewpoint: Viewpoint,
    ask: str,
    change: AskChangeIn,
    *,
    version: int | None,
    key: str | None,
    digest: str,
) -> RecordResult | None:
    """Write down what happened to an ask, or take back what was written last; None where nothing of it is left.

    Raises:
        StepRefusedError: the draft has blanks.
        GoodwordError: as `referral.asking.recording.record` and `undo`.
    """
    must_be_filled(change.draft)
    owner, today = owner_of(state, viewpoint), state.viewpoint(viewpoint).today
    held = known_ask(read_ledger(without_undoing(state.workspace.ledger(owner.id))), ask)
    if change.state == UNDO:
        done = undo(state.workspace, owner.id, today=today, ask=ask, version=version, key=key, digest=digest)
        return RecordResult(done.ask) if done.ask else None
    kind = AskState(change.state) if change.state in set(AskState) else Deed(change.state)
    asked = kind is AskState.ASKED
    step = Step(
        _proposal_of(state, held),
        kind,
        change.day or today,
        ask=ask,
        overrides=_overrides(change.overrides),
        note=change.note,
        chance=_chance(state, viewpoint, state.workspace.person(held.person)) if asked else None,
        version=version,
        key=key,
        digest=digest,
    )
    return _record(state, viewpoint, step, change.posting)


def write_favour(
    state: ServerState, viewpoint: Viewpoint, favour: FavourIn, *, key: str | None, digest: str
) -> tuple[Favour, bool]:
    """Write down a favour; whether it was there already.

    Raises:
        GoodwordError: as `referral.asking.recording.record_favour`.
    """
    today = state.viewpoint(viewpoint).today
    person = state.workspace.person(favour.person).id
    line = NewEntry(favour.kind.value, person, favour.day or today, note=favour.note, key=key, digest=digest)
    return record_favour(state.workspace, owner_of(state, viewpoint).id, line, today=today)


def _overrides(given: Sequence[OverrideIn]) -> tuple[tuple[str, str], ...]:
    return tuple((o.trap.value if o.trap else "", o.reason) for o in given)


def _chance(state: ServerState, viewpoint: Viewpoint, person: Person) -> float:
    """How likely an answer is held to be: kept with the ask, so that it can be checked later."""
    return state.context(viewpoint).desk.answer_chance(person, ego=owner_of(state, viewpoint))


def _record(state: ServerState, viewpoint: Viewpoint, step: Step, posting: str) -> RecordResult:
    owner, today = owner_of(state, viewpoint), state.viewpoint(viewpoint).today
    known = knowing(state.workspace, owner.id, step.proposal, today=today, posting=posting)
    return record(state.workspace, owner.id, step, known)


def _proposal_of(state: ServerState, ask: Ask) -> Proposal:
    workspace = state.workspace
    return Proposal(workspace.person(ask.person), company_meant(workspace, ask.company_name), ask.role, ask.target)
