"""The desk on small pools whose answers can be worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from scenes import ANN, AS_OF, EVE, IVO, Scene, Stay, opened, talk

from graph.errors import EmptyWorkspaceError, PersonNotFoundError, UsageError
from graph.model import FactClass, Mark, StatementKind
from graph.network import Network
from graph.stores.workspace import Workspace
from referral.desk import Desk
from referral.introductions import SHRINK
from referral.results import CriterionName, Decision, NextStep
from referral.vacancy import Vacancy

Pool = tuple[Workspace, Network, Desk]
ROLE = "Senior Software Engineer"


@pytest.fixture(scope="module")
def pool(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pool]:
    with opened(tmp_path_factory.mktemp("pool"), ANN, EVE, IVO) as at:
        yield at


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pool]:
    with opened(tmp_path_factory.mktemp("alone"), ANN) as at:
        yield at


def test_referrers_in_order_with_evidence(pool: Pool) -> None:
    workspace, network, desk = pool
    answer = desk.referrers(workspace.company("Acme"), ego=workspace.owner("ann"), role=ROLE)
    assert [r.person.name for r in answer.referrers] == ["Bo Bell", "Di Dorn", "Cy Cook"]
    best = answer.referrers[0]
    assert (best.criteria_met, best.next_step, best.reach.value) == (5, NextStep.ASK, 1.0)
    assert (best.answer.asked, best.answer.answered) == (9, 9)
    texts = {c.name: [e.text for e in c.evidence] for c in best.vouch.criteria}
    together = "Both at Fabrikam Labs, Mar 2018 - Nov 2019 (20 months); they were Lead Engineer, you Software Engineer"
    assert together in texts[CriterionName.FAMILIAR]
    assert "They recommended you in May 2021; they managed you" in texts[CriterionName.FAMILIAR]
    assert texts[CriterionName.STRONG][0].startswith("18 messages both ways; last 3 weeks before the export")
    assert answer.verdict.decision is Decision.ASK
    assert (answer.basis.engine, answer.basis.generation) == ("local", network.generation)
    assert answer.total == 3
    assert any("too few for tiers" in note for note in answer.notes)
    assert any("Di Dorn" in note for note in answer.notes)


def test_top_cuts_the_list_not_the_ranking(pool: Pool) -> None:
    workspace, _, desk = pool
    whole = desk.referrers(workspace.company("Acme"), ego=workspace.owner("ann"), role=ROLE)
    one = desk.referrers(workspace.company("Acme"), ego=workspace.owner("ann"), role=ROLE, top=1)
    assert (one.referrers, one.total) == (whole.referrers[:1], 3)


def test_equal_questions_have_equal_answers(pool: Pool) -> None:
    workspace, _, desk = pool
    first, second = (desk.referrers(workspace.company("Dune"), ego=None) for _ in range(2))
    assert first == second


def test_through_others(pool: Pool) -> None:
    workspace, _, desk = pool
    answer = desk.referrers(workspace.company("Dune"), ego=workspace.owner("ann"), role=ROLE)
    assert [r.next_step for r in answer.referrers] == [NextStep.ASK_FOR_INTRO] * 2
    assert answer.referrers[0].person.name == "Gus Gray"
    assert [s.people[0].name for s in answer.referrers[0].reach.via] == ["Eve Ek"]
    assert answer.verdict.decision is Decision.ASK_FOR_INTRO
    assert answer.verdict.reasons[1] == "Eve Ek could introduce you to Gus Gray."
    assert answer.verdict.person is not None
    assert answer.verdict.person.name == "Eve Ek"
    assert answer.verdict.benefits[0] == "A foot in the door: Eve Ek knows Gus Gray at Dune."
    assert all("Gus Gray meets" not in line for line in (*answer.verdict.benefits, *answer.verdict.drawbacks))


def test_anyone_says_whose_contact_it_is(pool: Pool) -> None:
    workspace, _, desk = pool
    answer = desk.referrers(workspace.company("Dune"), ego=None)
    assert {(r.person.name, r.ego.name, r.reach.value) for r in answer.referrers} == {
        ("Gus Gray", "Eve Ek", 1.0),
        ("Hal Hill", "Eve Ek", 1.0),
    }
    assert desk.paths(workspace.company("Dune"), ego=None).paths[0].people[0].name == "Eve Ek"


def test_nobody(pool: Pool) -> None:
    workspace, _, desk = pool
    ann = workspace.owner("ann")
    answer = desk.referrers(workspace.company("Far Away"), ego=ann)
    assert (answer.referrers, answer.total) == ((), 0)
    assert answer.verdict.decision is Decision.APPLY
    assert answer.verdict.reasons[0] == "Nobody in these archives is tied to anyone at Far Away: apply directly."
    assert "such as Bo Bell and Eve Ek" in answer.verdict.reasons[1]
    assert answer.verdict.search_link.endswith("keywords=Far%20Away&network=%5B%22S%22%5D")
    assert desk.referrers(workspace.company("Name Only"), ego=ann).referrers == ()


def test_marks_change_the_answer(tmp_path: Path) -> None:
    with opened(tmp_path, ANN) as (workspace, _, desk):
        ann, acme = workspace.owner("ann"), workspace.company("Acme")
        workspace.set_mark(ann.id, workspace.person("cy").id, Mark(close=True, managed_me=True))
        workspace.set_mark(ann.id, workspace.person("bo").id, Mark(do_not_ask=True))
        answer = desk.referrers(acme, ego=ann, role=ROLE)
        assert [(r.person.name, r.next_step) for r in answer.referrers] == [
            ("Cy Cook", NextStep.ASK),
            ("Di Dorn", NextStep.WARM_UP),
            ("Bo Bell", NextStep.LEAVE),
        ]
        for name in ("cy", "di"):
            workspace.set_mark(ann.id, workspace.person(name).id, Mark(do_not_ask=True))
        verdict = desk.verdict(acme, ego=ann)
        assert verdict.decision is Decision.APPLY
        assert verdict.reasons[0] == "You marked everybody you know at Acme as not to be asked."


# -- verdict ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "word"),
    [
        (Vacancy(posting="public"), "posted publicly"),
        (Vacancy(contract=True), "short-term contract"),
        (Vacancy(company_size=12), "so small a company"),
        (Vacancy(knows_hiring_manager=True), "hiring manager"),
    ],
)
def test_when_not_to_ask(pool: Pool, told: Vacancy, word: str) -> None:
    workspace, _, desk = pool
    verdict = desk.verdict(workspace.company("Acme"), ego=workspace.owner("ann"), job=told)
    assert verdict.decision is Decision.APPLY
    assert word in verdict.reasons[0]
    assert all(reason.endswith(".") for reason in verdict.reasons)


def test_benefits_and_drawbacks_name_their_evidence(pool: Pool) -> None:
    workspace, _, desk = pool
    verdict = desk.verdict(
        workspace.company("Acme"), ego=workspace.owner("ann"), role="Product Designer", job=Vacancy(posting="none")
    )
    assert verdict.decision is Decision.ASK
    starts = ("A foot in the door", "Initiative", "Time saved", "Better chances")
    assert [line.split(":")[0] for line in verdict.benefits] == list(starts)
    assert "answered all 9 conversations you opened" in verdict.benefits[2]
    same = desk.verdict(workspace.company("Acme"), ego=workspace.owner("ann"), role=ROLE)
    assert same.benefits[0] == "Visibility: Bo Bell is Engineering Manager and is heard there."
    assert any(line.startswith("You still need a case") for line in verdict.drawbacks)
    assert any(line.startswith("An obligation") for line in verdict.drawbacks)


def test_warm_up_where_little_is_known(tmp_path: Path) -> None:
    people = {"in:ann": ANN.people["in:ann"], "in:cy": ("Cy Cook", "Data Analyst", "Acme")}
    passed = talk("in:ann", "in:cy", date(2024, 3, 1), turns=1)
    two = replace(ANN, people=people, stays=(), statements=(), contacts=passed, connections=ANN.connections[1:2])
    with opened(tmp_path, two) as (workspace, _, desk):
        verdict = desk.verdict(workspace.company("Acme"), ego=workspace.owner("ann"))
        assert verdict.decision is Decision.WARM_UP
        assert "Cy Cook" in verdict.reasons[0]
        assert any(line.startswith("Pressure") for line in verdict.drawbacks)
        assert any(line.startswith("They must know your work") for line in verdict.drawbacks)
        assert "last in touch in Mar 2024" in verdict.reasons[1]


def test_a_beginner_barely_knows_people(tmp_path: Path) -> None:
    people = {"in:ann": ANN.people["in:ann"], "in:di": ANN.people["in:di"]}
    scene = Scene(people=people, connections=(("in:ann", "in:di", None),))
    with opened(tmp_path, scene) as (workspace, _, desk):
        verdict = desk.verdict(workspace.company("Acme"), ego=workspace.owner("ann"))
        assert verdict.decision is Decision.APPLY
        assert "barely knows people" in verdict.reasons[0]


def test_who_works_there_needs_no_referral(pool: Pool) -> None:
    workspace, _, desk = pool
    eve = workspace.owner("eve")
    verdict = desk.verdict(workspace.company("Cedar"), ego=eve)
    assert verdict.decision is Decision.APPLY
    assert verdict.reasons[0].startswith("You work at Cedar yourself")
    paths = desk.paths(workspace.company("Cedar"), ego=eve)
    assert paths.reason == "nobody but Eve Ek is known to work at Cedar"
    assert "Eve Ek works at Cedar already" in paths.notes


# -- paths -----------------------------------------------------------------------------------------------------


def test_paths_with_evidence_on_every_tie(pool: Pool) -> None:
    workspace, _, desk = pool
    answer = desk.paths(workspace.company("Dune"), ego=workspace.owner("ann"))
    assert [[p.name for p in path.people] for path in answer.paths] == [
        ["Ann Archer", "Eve Ek", "Gus Gray"],
        ["Ann Archer", "Eve Ek", "Hal Hill"],
    ]
    first, second = answer.paths
    assert first.strength == pytest.approx(first.ties[0].strength * first.ties[1].strength * 0.5 * SHRINK)
    assert (first.weakest_link, second.weakest_link) == (0, 1)
    assert [e.text for e in first.ties[0].evidence] == [
        "8 messages both ways; last 2 months before the export",
        "Connected since Jan 2020",
    ]
    assert [e.text for e in second.ties[1].evidence] == ["Connected since Jan 2019", "No contact on record"]
    assert second.ties[1].kind is FactClass.DECLARED
    assert {p.name for p in first.ties[0].shown_by} == {"Ann Archer", "Eve Ek"}
    assert (first.ties[0].messages, first.ties[0].last) == (8, date(2026, 9, 1))
    assert (answer.reason, answer.inferred) == ("", ())


def test_paths_told_of_a_job_say_what_the_list_says(pool: Pool) -> None:
    workspace, _, desk = pool
    ann, acme = workspace.owner("ann"), workspace.company("Acme")
    untold = desk.paths(acme, ego=ann)
    assert (untold.verdict, {path.advice for path in untold.paths}) == (None, {""})
    told = desk.paths(acme, ego=ann, role="Software Engineer", job=Vacancy(posting="public"))
    assert [path.people for path in told.paths] == [path.people for path in untold.paths]
    assert told.verdict == desk.verdict(acme, ego=ann, role="Software Engineer", job=Vacancy(posting="public"))
    steps = {path.people[-1].name: path.step for path in told.paths}
    listed = desk.referrers(acme, ego=ann, role="Software Engineer", job=Vacancy(posting="public")).referrers
    assert steps == {one.person.name: one.step for one in listed}
    named = desk.paths(acme, ego=ann, job=Vacancy(hiring_manager=workspace.person("di")))
    assert {p.people[-1].name for p in named.paths if p.step == "write about the job"} == {"Di Dorn", "Cy Cook"}
    with pytest.raises(UsageError, match="a job is at a company"):
        desk.paths(workspace.person("bo"), ego=ann, role="Software Engineer")


def test_a_path_through_somebody_not_to_be_asked_says_so(tmp_path: Path) -> None:
    with opened(tmp_path, ANN, EVE) as (workspace, _, desk):
        ann, dune = workspace.owner("ann"), workspace.company("Dune")
        workspace.set_mark(ann.id, workspace.person("eve").id, Mark(do_not_ask=True))
        for path in (*desk.paths(dune, ego=ann).paths, *desk.paths(workspace.person("gus"), ego=ann).paths):
            assert (path.step, path.advice) == ("leave in peace", "You marked Eve Ek as not to be asked.")
        job = Vacancy(hiring_manager=workspace.person("gus"))
        told = {path.people[-1].name: path.step for path in desk.paths(dune, ego=ann, job=job).paths}
        assert told == {"Gus Gray": "write about the job", "Hal Hill": "leave in peace"}
        first = desk.referrers(dune, ego=ann, job=job).referrers[0]
        assert (first.person.name, first.decides, first.reach.direct) == ("Gus Gray", True, True)
        assert desk.verdict(dune, ego=ann, job=job).person == workspace.person("gus")


def test_statements_and_marks_stand_on_the_tie(pool: Pool, tmp_path: Path) -> None:
    workspace, _, desk = pool
    tie = desk.paths(workspace.person("bo"), ego=workspace.owner("ann")).paths[0].ties[0]
    assert "Bo Bell recommended you in May 2021; they managed you" in [e.text for e in tie.evidence]
    with opened(tmp_path, ANN) as (mine, _, own_desk):
        mine.set_mark(mine.owner("ann").id, mine.person("bo").id, Mark(close=True, managed_me=True))
        texts = [e.text for e in own_desk.paths(mine.person("bo"), ego=mine.owner("ann")).paths[0].ties[0].evidence]
        assert texts[:2] == ["You marked Bo Bell as close", "Bo Bell managed you"]


def test_a_single_way_is_not_shrunk_and_fewer_are_the_same(pool: Pool) -> None:
    workspace, _, desk = pool
    ann = workspace.owner("ann")
    only = desk.paths(workspace.person("gus"), ego=ann).paths[0]
    assert only.strength == pytest.approx(only.ties[0].strength * only.ties[1].strength * 0.5)
    acme = workspace.company("Acme")
    assert desk.paths(acme, ego=ann, k=1).paths == desk.paths(acme, ego=ann, k=3).paths[:1]


@pytest.mark.parametrize(
    ("target", "hops", "reason"),
    [
        ("Far Away", 3, "nobody you can reach in these archives is tied to anyone at Far Away"),
        ("Name Only", 3, "nobody in these archives is tied to anyone at Name Only: it is known by name only"),
        ("Dune", 1, "the nearest way to Dune has 2 hops, more than the 1 allowed"),
    ],
)
def test_why_there_is_no_path(pool: Pool, target: str, hops: int, reason: str) -> None:
    workspace, _, desk = pool
    answer = desk.paths(workspace.company(target), ego=workspace.owner("ann"), max_hops=hops)
    assert (answer.paths, answer.reason) == ((), reason)


def test_no_path_to_oneself_or_to_the_unreached(pool: Pool) -> None:
    workspace, _, desk = pool
    ann = workspace.owner("ann")
    assert desk.paths(workspace.person("ann"), ego=ann).reason == "Ann Archer is who asks"
    assert desk.paths(workspace.person("jo"), ego=ann).reason == (
        "nobody you can reach in these archives is tied to Jo Jay"
    )


def test_one_archive_is_a_star_and_says_so(alone: Pool, pool: Pool) -> None:
    workspace, _, desk = alone
    ann = workspace.owner("ann")
    assert any("one archive" in note for note in desk.referrers(workspace.company("Acme"), ego=ann).notes)
    assert any("one archive" in note for note in desk.paths(workspace.company("Acme"), ego=ann).notes)
    pooled, _, desk = pool
    assert not any("one archive" in n for n in desk.referrers(pooled.company("Acme"), ego=pooled.owner("ann")).notes)


def test_inferred_paths_stand_apart(tmp_path: Path) -> None:
    people = {**ANN.people, "in:kai": ("Kai Koch", "Engineer", "Zinc")}
    stays = (*ANN.stays, Stay("in:kai", "Fabrikam Labs", "Engineer", date(2018, 1, 1), date(2020, 1, 1)))
    scene = replace(ANN, people=people, stays=stays)
    with opened(tmp_path, scene) as (workspace, _, desk):
        ann, zinc = workspace.owner("ann"), workspace.company("Zinc")
        assert desk.paths(zinc, ego=ann).inferred == ()
        answer = desk.paths(zinc, ego=ann, include_inferred=True)
        assert answer.paths == ()
        assert [p.name for p in answer.inferred[0].people] == ["Ann Archer", "Kai Koch"]
        tie = answer.inferred[0].ties[0]
        assert tie.kind is FactClass.INFERRED
        assert tie.shown_by == ()
        assert any("nobody said that they know each other" in e.text for e in tie.evidence)


def test_disjoint_paths_share_nobody_in_between(pool: Pool) -> None:
    workspace, _, desk = pool
    answer = desk.paths(workspace.company("Dune"), ego=workspace.owner("ann"), disjoint=True)
    assert len(answer.paths) == 1
    assert answer.disjoint


def test_questions_that_cannot_be_asked(pool: Pool, tmp_path: Path) -> None:
    workspace, _, desk = pool
    with pytest.raises(UsageError):
        desk.paths(workspace.company("Acme"), ego=workspace.owner("ann"), k=0)
    with pytest.raises(PersonNotFoundError, match="Jo Jay at Acme"):
        desk.explain(workspace.company("Acme"), workspace.person("jo"), ego=workspace.owner("ann"))
    with opened(tmp_path) as (_, network, nobody):
        assert len(network.graph) == 0
        with pytest.raises(EmptyWorkspaceError):
            nobody.paths(workspace.company("Acme"), ego=None)


# -- explain ---------------------------------------------------------------------------------------------------


def test_explain_opens_every_number(pool: Pool) -> None:
    workspace, _, desk = pool
    ann, acme, bo = workspace.owner("ann"), workspace.company("Acme"), workspace.person("bo")
    lines = desk.explain(acme, bo, ego=ann, role=ROLE)
    text = "\n".join(lines)
    best = desk.referrers(acme, ego=ann, role=ROLE).referrers[0]
    assert f"Rank 1 of 3: score {best.score:.4f}" in text
    assert f"V, would they vouch: {best.vouch.value:.4f}" in text
    assert f"A, would they answer: {best.answer.value:.4f}" in text
    assert "C, reach: 1.0000, a direct contact" in text
    assert "answered 9 of 9 asks of yours" in text
    assert "recommendation from them, 2021-05-03: managed - source 1, in:ann.zip" in text
    assert "Bo Bell: Lead Engineer, Fabrikam Labs, 2017-01-01 to 2020-06-01" in text
    assert sum("2026-10-09 12:00 from you, linkedin" in line for line in lines) == 1
    assert sum(" from them, linkedin" in line for line in lines) == 9


def test_explain_of_somebody_through_others(pool: Pool) -> None:
    workspace, _, desk = pool
    lines = desk.explain(workspace.company("Dune"), workspace.person("hal"), ego=workspace.owner("ann"))
    assert any(line.startswith("  through Eve Ek") for line in lines)
    assert any("unknown, of at most" in line for line in lines)


def test_as_of_hides_what_came_later(tmp_path: Path) -> None:
    day = date(2020, 6, 1)
    with opened(tmp_path, ANN, as_of=day) as (workspace, _, desk):
        answer = desk.referrers(workspace.company("Acme"), ego=workspace.owner("ann"), role=ROLE)
        assert answer.as_of == day < AS_OF
        bo = next(r for r in answer.referrers if r.person.name == "Bo Bell")
        assert not any("recommended" in e.text for c in bo.vouch.criteria for e in c.evidence)
        assert bo.answer.asked == 0
        assert StatementKind.RECOMMENDATION in {
            s.kind for s in workspace.statements_between(workspace.owner("ann").id, [bo.person.id])[bo.person.id]
        }


def test_a_tie_walked_both_ways_is_told_from_both_sides(tmp_path: Path) -> None:
    """Two ways to one person that cross a tie in opposite directions."""
    keys = {k: (k[3:].title(), "Engineer", "") for k in ("in:ann", "in:bob", "in:cat", "in:dan")}
    full = tuple((a, b, None) for a in keys for b in keys if a < b and {a, b} != {"in:ann", "in:dan"})
    with opened(tmp_path, Scene(people=keys, connections=full)) as (workspace, _, desk):
        answer = desk.paths(workspace.person("dan"), ego=workspace.owner("ann"), k=9, every=True)
        assert sorted("".join(p.name[0] for p in path.people) for path in answer.paths) == [
            "ABCD",
            "ABD",
            "ACBD",
            "ACD",
        ]
        for path in answer.paths:
            ends = [(tie.source.name, tie.target.name) for tie in path.ties]
            assert ends == [(a.name, b.name) for a, b in zip(path.people, path.people[1:], strict=False)]


def test_centrality_at_the_company_needs_a_pool_that_shows_it(tmp_path: Path) -> None:
    staff = {f"in:s{i}": (f"Staff {i}", "Engineer", "Acme") for i in range(7)}
    boss = Scene(
        people={"in:s0": staff["in:s0"], "in:ann": ANN.people["in:ann"], **staff},
        connections=tuple(("in:s0", k, None) for k in (*staff, "in:ann") if k != "in:s0"),
        contacts=tuple(
            message
            for k in staff
            if k != "in:s0"
            for message in (("in:s0", k, date(2026, 1, 2)), (k, "in:s0", date(2026, 1, 3)))
        ),
    )
    ann = Scene(people={"in:ann": ANN.people["in:ann"], **staff}, connections=(("in:ann", "in:s0", None),))
    with opened(tmp_path, ann, boss) as (workspace, _, desk):
        answer = desk.referrers(workspace.company("Acme"), ego=workspace.owner("ann"), role="Engineer")
        best = answer.referrers[0]
        assert best.person.name == "Staff 0"
        texts = [e.text for c in best.vouch.criteria if c.name is CriterionName.NETWORKED for e in c.evidence]
        assert "Tied to 6 colleagues at Acme in these archives" in texts
        assert any(text.startswith("More colleagues write to them than to 92 of 100") for text in texts)


def test_explain_says_when_somebody_is_not_to_be_asked(tmp_path: Path) -> None:
    with opened(tmp_path, ANN) as (workspace, _, desk):
        ann, di = workspace.owner("ann"), workspace.person("di")
        workspace.set_mark(ann.id, di.id, Mark(do_not_ask=True))
        lines = desk.explain(workspace.company("Acme"), di, ego=ann)
        assert "  marked as not to be asked: listed last" in lines
        assert "  connected on an unknown day" in lines


def test_anyone_with_nobody_ready_names_no_owner_twice(pool: Pool) -> None:
    workspace, _, desk = pool
    reasons = desk.verdict(workspace.company("Dune"), ego=None).reasons
    assert reasons[0].startswith("Gus Gray, a contact of Eve Ek, meets")


def test_hostile_titles_cannot_steer_the_terminal(tmp_path: Path) -> None:
    people = {**ANN.people, "in:cy": ("Cy Cook", "Recruiter\x1b[2J\nRank 1", "Acme")}
    with opened(tmp_path, replace(ANN, people=people)) as (workspace, _, desk):
        lines = desk.explain(workspace.company("Acme"), workspace.person("cy"), ego=workspace.owner("ann"))
        assert not any("\x1b" in line or "\n" in line for line in lines)
