"""What a report says first: the rules one by one, and that no two of them say the opposite of each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from report_scene import asked, pool
from scenes import Scene, Stay, talk

from cli.main import app
from graph.model import Mark
from graph.stores.workspace import Workspace
from referral.results import Decision
from referral.survey import TargetLine
from reports.build import build
from reports.entities import Who
from reports.findings import MOST, findings
from reports.model import Finding, MemberRow, NetworkReport, TargetRow

TARGETS = ("Acme", "Borealis", "Cobalt", "Birch Works", "Nowhere Ltd")


def scene(*, last: date = date(2026, 9, 1), as_of: date = date(2026, 11, 1)) -> Scene:
    """Ada, who worked with five people that are at three targets now."""
    homes = ("Acme", "Acme", "Borealis", "Cobalt", "Delta")
    people = {"in:ada": ("Ada Arden", "Software Engineer", "Birch Works")}
    people |= {f"in:p{at}": (f"Pat{at} Quill{at}", "Software Engineer", home) for at, home in enumerate(homes)}
    others = tuple(people)[1:]
    return Scene(
        people=people,
        connections=tuple(("in:ada", other, date(2012, 1, 1)) for other in others),
        contacts=tuple(line for other in others for line in talk("in:ada", other, last, turns=6)),
        stays=(
            Stay("in:ada", "Birch Works", "Engineer", date(2010, 1, 1)),
            *(Stay(other, "Birch Works", "Engineer", date(2010, 1, 1), date(2014, 1, 1)) for other in others),
        ),
        as_of=as_of,
    )


def told(path: Path, names: tuple[str, ...] = TARGETS) -> NetworkReport:
    with asked(path) as context:
        return build(context, [TargetLine(name) for name in names])


def by_rule(report: NetworkReport) -> dict[str, Finding]:
    assert len(report.findings) <= MOST
    return {one.rule: one for one in report.findings}


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> NetworkReport:
    return told(pool(tmp_path_factory.mktemp("fresh"), scene()))


def test_whom_to_ask_first_and_where_one_works(fresh: NetworkReport) -> None:
    said = by_rule(fresh)
    assert said["ask_now"].number == sum(row.decision is Decision.ASK for row in fresh.targets) == 3
    assert (
        said["own_employer"].text
        == "1 of 5 targets (Birch Works) is where you work already: no favour is needed there."
    )
    assert said["gaps"].text == "At 1 of 5 targets (Nowhere Ltd) nobody is in reach: apply directly."
    assert "barely" not in said


def test_of_many_one_begins_with_a_few(fresh: NetworkReport) -> None:
    row = next(row for row in fresh.targets if row.decision is Decision.ASK)
    assert row.firm is not None
    many = tuple(replace(row, firm=replace(row.firm, name=f"Firm {n}")) for n in range(9))
    said = findings(replace(fresh, targets=many))[0].text
    assert said.startswith("At all 9 targets ")
    assert said.endswith("and 6 more. Begin with the two or three you want most.")


def log(path: Path, person: str, company: str, *states: str) -> None:
    for state in states:
        line = ["--workspace", str(path), "ask", "log", person, company, "--state", state, "--on", "2026-10-20"]
        done = CliRunner().invoke(app, [*line, "--override", "for the test"])
        assert done.exit_code == 0, done.output


HOMES = {"Pat0 Quill0": "Acme", "Pat1 Quill1": "Acme", "Pat2 Quill2": "Borealis", "Pat3 Quill3": "Cobalt"}


def spare(path: Path, person: str) -> None:
    with Workspace.open(path) as workspace:
        workspace.set_mark(workspace.owners()[0].id, workspace.person(person).id, Mark(do_not_ask=True))


@pytest.mark.parametrize(("states", "rule"), [(("asked",), "wait"), (("asked", "declined"), "barely"), ((), "barely")])
def test_nobody_is_asked_twice_nor_who_said_no_nor_who_is_spared(
    tmp_path: Path, states: tuple[str, ...], rule: str
) -> None:
    path = pool(tmp_path, scene())
    for person, home in HOMES.items():
        if states and person != "Pat1 Quill1":
            log(path, person, home, *states)
        else:
            spare(path, person)
    said = by_rule(told(path, ("Acme", "Borealis")))
    assert "ask_now" not in said
    assert said[rule].number == 2


def test_who_is_to_be_asked_is_not_one_to_say_hello_to(tmp_path: Path) -> None:
    silent = told(pool(tmp_path, scene(last=date(2025, 12, 1))))
    assert silent.dormant_helpful == 4
    warm = tuple(replace(row, decision=Decision.WARM_UP, best=None, write_to=None) for row in silent.targets[:3])
    friend = silent.dormant[0].who
    assert "Quill" in revived(silent, *warm)
    ask = [replace(row, decision=Decision.ASK) for row in warm]
    assert revived(silent, *ask) == ""
    assert friend.name not in revived(silent, replace(ask[0], best=friend), *warm[1:])


def revived(report: NetworkReport, *targets: TargetRow) -> str:
    """What is said of silent ties where the targets are these, '' for nothing."""
    said = findings(replace(report, targets=targets))
    return next((one.text for one in said if one.rule == "revive"), "")


def test_an_old_archive_is_said_first(fresh: NetworkReport) -> None:
    late = replace(fresh, quality=replace(fresh.quality, behind=800))
    assert findings(fresh)[0].rule == "ask_now"
    assert findings(late)[0].text == (
        "The newest archive is 2 years and 2 months old, and people change employers: export again before you write to "
        "anybody."
    )


def test_members_of_a_cohort_who_have_nobody_are_named(fresh: NetworkReport) -> None:
    rows = tuple(MemberRow(Who(name, name), 10, ask, 0, 0, 5) for name, ask in (("Ada", 1), ("Ben", 0), ("Cay", 0)))
    said = {one.rule: one for one in findings(replace(fresh, ego=None, members=rows))}
    assert said["without_help"].text.startswith("2 of 3 members (Ben and Cay) could ask nobody")
    assert (
        said["own_employer"].text
        == "At 1 of 5 targets (Birch Works) one of the owners works: the others can ask them first."
    )


def test_only_a_likely_misspelling_is_asked_about(tmp_path: Path) -> None:
    report = told(pool(tmp_path, scene()), ("Borealsi", "Acm", "Nix AG", "N/A"))
    assert {row.asked: [c.kind for c in row.closing] for row in report.targets} == {
        "Borealsi": ["nearest"], "Acm": ["nearest"], "Nix AG": ["archive"], "N/A": [],
    }  # fmt: skip
    assert by_rule(report)["no_company"].text == "1 of 4 targets (N/A) names no company."


def test_without_a_list_it_says_so(tmp_path: Path) -> None:
    assert "no_list" in by_rule(told(pool(tmp_path, scene()), ()))


def test_a_recruiter_one_knows_is_written_to_about_the_job(tmp_path: Path) -> None:
    people = {"in:ada": ("Ada Arden", "Nurse", "St. Olav"), "in:rec": ("Rec Roe", "Technical Recruiter", "Acme")}
    talked = talk("in:ada", "in:rec", date(2025, 9, 1), turns=6)
    path = pool(tmp_path, Scene(people, (("in:ada", "in:rec", date(2024, 1, 1)),), talked))
    said = by_rule(told(path, ("Acme",)))
    assert said["barely"].text.endswith(" Rec Roe recruits at Acme: write to them about the job itself.")
    assert "revive" not in said
    with asked(path, "anyone") as context:
        together = by_rule(build(context, [TargetLine("Acme")]))
    assert "Rec Roe, a contact of one of the owners, recruits at Acme" in together["barely"].text


def test_without_one_person_there_would_be_no_way_to_any(tmp_path: Path) -> None:
    hub, firms = ("Hub Hale", "Consultant", "Hale & Co"), [f"Corp {n}" for n in range(4)]
    ada = Scene(
        {"in:ada": ("Ada Arden", "Engineer", "Uni"), "in:hub": hub},
        (("in:ada", "in:hub", date(2020, 1, 1)),),
        talk("in:ada", "in:hub", date(2026, 10, 1), turns=9),
    )
    known = {f"in:h{n}": (f"Hin{n} Hoy", "Engineer", firm) for n, firm in enumerate(firms)}
    hale = Scene(
        {"in:hub": hub, **known},
        tuple(("in:hub", one, date(2019, 1, 1)) for one in known),
        tuple(line for one in known for line in talk("in:hub", one, date(2026, 9, 1), turns=6)),
    )
    said = by_rule(told(pool(tmp_path, ada, hale), tuple(firms)))
    assert (
        said["introduce"].text
        == "At all 4 targets somebody you know could make an introduction; for Corp 0, ask Hub Hale."
    )
    assert ", and without Hub Hale there would be no way to any of them. Choose" in said["connector"].text
