"""What the ledger does to answers: who is left in peace until when, what the verdict says first, who moved and why."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from scenes import ANN, AS_OF, EVE, Scene, opened

from graph.model import NewEntry, company_id, person_id
from graph.stores.workspace import Workspace
from referral.desk import Desk
from referral.results import Decision, NextStep, Referrers, Restraint

OWNER, BO, CY, DI = (person_id(f"in:{name}") for name in ("ann", "bo", "cy", "di"))
ROLE = "Staff Engineer"


def entry(
    kind: str, person: str, day: date, *, role: str = ROLE, ask: str = "", chance: float | None = None
) -> NewEntry:
    ask = ask or f"a{person[1:]}{role}"
    return NewEntry(
        kind, person, day, ask=ask, company=company_id("acme"), company_name="Acme", role=role, chance=chance
    )


@contextmanager
def acme(folder: Path, *lines: NewEntry, scene: Scene = ANN, today: date = AS_OF) -> Iterator[tuple[Workspace, Desk]]:
    with opened(folder, scene, EVE) as (workspace, network, _):
        with workspace.recording(OWNER) as session:
            for line in lines:
                session.append(line)
        yield workspace, Desk(workspace, network, as_of=AS_OF, today=today)


def answer(workspace: Workspace, desk: Desk, role: str = ROLE) -> Referrers:
    return desk.referrers(workspace.company("Acme"), ego=workspace.owner("ann"), role=role)


def of(found: Referrers, person: str) -> Restraint:
    return next(r.restraint for r in found.referrers if r.person.id == person)


def step(found: Referrers, person: str) -> NextStep:
    return next(r.next_step for r in found.referrers if r.person.id == person)


def words(found: Referrers, person: str) -> str:
    return next(r.step for r in found.referrers if r.person.id == person)


def test_who_was_asked_is_left_in_peace_and_the_verdict_says_so_first(tmp_path: Path) -> None:
    day = AS_OF - timedelta(days=10)
    with acme(tmp_path, entry("asked", BO, day)) as held:
        found = answer(*held)
        assert of(found, BO) == Restraint(open_asks=1, last_asked=day, cooling_until=day + timedelta(days=90))
        assert (step(found, BO), words(found, BO)) == (NextStep.LEAVE, "wait for the answer")
        assert found.verdict.decision is Decision.WAIT
        assert found.verdict.reasons[0] == (
            "You asked Bo Bell for Staff Engineer at Acme on 22 Oct 2026, and the answer is open: wait for it before you "
            "ask anybody else; follow up once."
        )
        assert (found.verdict.person, found.verdict.benefits, found.verdict.drawbacks) == (None, (), ())
        assert answer(*held, role="Accountant").verdict.decision is not Decision.WAIT


def test_after_the_cooling_time_they_may_be_asked_again(tmp_path: Path) -> None:
    day = AS_OF - timedelta(days=30)
    lines = (entry("asked", BO, day), entry("no_answer", BO, day + timedelta(days=20)))
    with acme(tmp_path, *lines) as (workspace, desk):
        found = answer(workspace, desk)
        assert of(found, BO).cooling_until == day + timedelta(days=90)
        assert (step(found, BO), words(found, BO)) == (NextStep.LEAVE, "leave in peace")
        assert any("wait until" in reason for reason in found.verdict.reasons) or found.referrers[0].person.id != BO
    with opened(tmp_path, as_of=AS_OF) as (workspace, network, _):
        rested = Desk(workspace, network, as_of=AS_OF, today=day + timedelta(days=90))
        found = answer(workspace, rested)
        assert of(found, BO).cooling_until is None
        assert step(found, BO) is NextStep.ASK


def test_a_no_holds_for_its_role(tmp_path: Path) -> None:
    day = AS_OF - timedelta(days=200)
    with acme(tmp_path, entry("asked", BO, day), entry("declined", BO, day)) as held:
        assert of(answer(*held), BO).declined
        assert (step(answer(*held), BO), words(answer(*held), BO)) == (NextStep.LEAVE, "leave in peace")
        assert not of(answer(*held, role="Engineering Manager"), BO).declined
        assert step(answer(*held, role="Engineering Manager"), BO) is NextStep.ASK


def test_what_happens_later_is_not_known_yet(tmp_path: Path) -> None:
    with acme(tmp_path, entry("asked", BO, AS_OF + timedelta(days=5))) as (workspace, desk):
        assert of(answer(workspace, desk), BO) == Restraint()


def test_an_empty_ledger_changes_nothing(tmp_path: Path) -> None:
    with acme(tmp_path) as (workspace, desk):
        found = answer(workspace, desk)
        assert {r.moved for r in found.referrers} == {""}
        assert {r.answer.calibrated for r in found.referrers} == {None}


TWO = replace(
    ANN,
    people={
        "in:ann": ("Ann Archer", "Software Engineer", "Birch Works"),
        **{f"in:x{n}": (f"Xi {n}", "Software Engineer", "Acme") for n in range(6)},
    },
    connections=tuple(("in:ann", f"in:x{n}", None) for n in range(6)),
    contacts=(),
    statements=(),
    stays=(),
)


def test_answers_move_somebody_up_and_say_why(tmp_path: Path) -> None:
    with acme(tmp_path, scene=TWO) as (workspace, desk):
        plain = answer(workspace, desk)
        last = plain.referrers[-1].person
    lines = []
    for n, kind in enumerate(("declined", "declined")):
        day = date(2025, 1 + 5 * n, 5)
        lines += [entry("asked", last.id, day, role=f"Job {n}"), entry(kind, last.id, day, role=f"Job {n}")]
    with opened(tmp_path, as_of=AS_OF) as (workspace, network, _):
        with workspace.recording(OWNER) as session:
            for line in lines:
                session.append(line)
        found = answer(workspace, Desk(workspace, network, as_of=AS_OF))
    moved = next(r for r in found.referrers if r.person.id == last.id)
    assert (last.id, moved.rank) == (plain.referrers[5].person.id, 1)
    assert moved.moved == "moved up five places: answered your last two asks"
    assert moved.answer.asked == plain.referrers[-1].answer.asked + 2
    assert [r.moved for r in found.referrers[1:]] == [""] * 5


def test_from_thirty_asks_on_a_chance_is_stated_in_per_cent(tmp_path: Path) -> None:
    lines = []
    for n in range(30):
        day, ask = date(2024, 1, 1) + timedelta(days=n), f"a{n}"
        kind = "declined" if n % 3 else "no_answer"
        lines += [
            entry("asked", CY, day, role=f"Job {n}", ask=ask, chance=0.9),
            entry(kind, CY, day, role=f"Job {n}", ask=ask),
        ]
    with acme(tmp_path, *lines[:-2]) as (workspace, desk):
        assert {r.answer.calibrated for r in answer(workspace, desk).referrers} == {None}
        with workspace.recording(OWNER) as session:
            for line in lines[-2:]:
                session.append(line)
        answers = [r.answer for r in answer(workspace, desk).referrers]
    told = [a.calibrated for a in answers]
    assert all(one and one.asks == 30 and 0 < one.low < one.value < one.high < 1 for one in told)
    assert all(a.calibrated and a.calibrated.value < a.value for a in answers)


def test_a_recorded_favour_is_support_with_a_row_behind_it(tmp_path: Path) -> None:
    favour = NewEntry("they_helped", CY, date(2025, 2, 3), note="read my CV")
    mine = NewEntry("i_helped", DI, date(2025, 2, 3), note="moved house with them")
    with acme(tmp_path) as (workspace, desk):
        before = {r.person.id: r.vouch.criteria[4] for r in answer(workspace, desk).referrers}
        with workspace.recording(OWNER) as session:
            session.append(favour)
            session.append(mine)
        after = {r.person.id: r.vouch.criteria[4] for r in answer(workspace, desk).referrers}
    assert after[DI] == before[DI]
    assert after[CY].value == 0.8
    assert (after[CY].evidence[0].text, after[CY].evidence[0].source) == (
        "Helped you in Feb 2025: read my CV",
        "your ledger",
    )
    assert after[CY].evidence[1:] == before[CY].evidence
