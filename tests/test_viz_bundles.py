"""Many paths in few cards: what shares an introducer is one card until it is opened."""

from __future__ import annotations

from dataclasses import replace

from answers_fixture import PATHS
from hypothesis import given
from path_answers import answers, introduction, someone

from referral.path_results import IntroPath, Paths
from viz.bundles import FEWEST, MOST, bundles_of, drawn, is_bundle
from viz.teams import OTHERS, teams_of
from viz.views import ALONE, PageNames, all_paths, bundled, views_of
from viz.words import caption

STRENGTHS = {(a, b): 0.5 for a in range(99) for b in range(a + 1, 99)}
FEW = 2


def paths_of(*ways: list[int]) -> tuple[IntroPath, ...]:
    return tuple(introduction(i + 1, way, STRENGTHS) for i, way in enumerate(ways))


WHOLE = ([0, 50], [0, 51])
LEADS_TO_FOUR = [[0, 1, 60 + i] for i in range(4)]
FIVE_KNOW_HER = [[0, 10 + i, 2, 70] for i in range(5)]


def test_who_leads_to_several_is_a_card_for_them() -> None:
    (one,) = bundles_of(paths_of(*WHOLE, *LEADS_TO_FOUR), FEW)
    assert one.introducer == someone(1)
    assert one.numbers == (2, 3, 4, 5)
    assert [p.name for p in one.path.people] == ["Person 0", "Person 1", "4 more people"]
    assert one.path.people[-1].title == "Person 60, Person 61 and 2 more"
    assert one.path.ties[0].target == someone(1)
    assert one.path.ties[1].evidence == ()


def test_those_who_lead_to_one_introducer_are_a_card_before_them() -> None:
    (one,) = bundles_of(paths_of(*WHOLE, *FIVE_KNOW_HER), FEW)
    assert one.introducer == someone(2)
    assert [p.name for p in one.path.people] == ["Person 0", "5 more people", "Person 2", "Person 70"]
    assert one.path.people[1].title == "know Person 2"
    assert [p.id for p in one.hidden] == [someone(10 + i).id for i in range(5)]


def test_the_best_paths_and_small_companies_of_paths_stay_as_they_are() -> None:
    assert bundles_of(paths_of(*LEADS_TO_FOUR), 4) == ()
    assert bundles_of(paths_of(*WHOLE, *LEADS_TO_FOUR[: FEWEST - 1]), FEW) == ()


def test_what_is_drawn_stands_in_the_order_of_the_list() -> None:
    paths = paths_of(*WHOLE, LEADS_TO_FOUR[0], FIVE_KNOW_HER[0], *LEADS_TO_FOUR[1:], *FIVE_KNOW_HER[1:])
    found = bundles_of(paths, FEW)
    assert [b.introducer for b in found] == [someone(1), someone(2)]
    assert [p.rank for p in drawn(paths, found)] == [1, 2, 3, 4]
    assert [p.rank for p in drawn(paths, found[1:])] == [1, 2, 3, 4, 5, 6, 7]
    assert drawn(paths, ()) == paths


@given(answers(most_hops=4, most_paths=30))
def test_every_path_is_drawn_itself_or_within_one_card(answer: Paths) -> None:
    paths = answer.paths
    found = bundles_of(paths, FEW)
    inside = [n for bundle in found for n in bundle.numbers]
    assert len(found) <= MOST
    assert len(inside) == len(set(inside))
    assert all(n >= FEW for n in inside)
    shown = drawn(paths, found)
    assert len(shown) == len(paths) - len(inside) + len(found)
    assert {id(p) for p in paths} == {id(p) for p in shown} & {id(p) for p in paths} | {id(paths[n]) for n in inside}
    for bundle in found:
        assert len(bundle.numbers) >= FEWEST
        assert all(bundle.introducer in paths[n].people for n in bundle.numbers)
        assert bundle.path.place == paths[bundle.numbers[0]].place
        assert [is_bundle(p.id) for p in bundle.path.people].count(True) == 1


def test_each_bundle_has_a_view_in_which_it_alone_is_open() -> None:
    known = [[0, 30 + i] for i in range(ALONE.paths)]
    answer = replace(PATHS, paths=paths_of(*known, *LEADS_TO_FOUR, *FIVE_KNOW_HER))
    views = views_of(answer)
    assert len(bundled(answer, ALONE)) == 2
    assert [v.stage for v in views[::3]] == ["all", "closed", "open0", "open1", "first"]
    cards = {v.stage: sum(is_bundle(c.person) for c in v.picture.cards) for v in views}
    assert cards == {"all": 0, "closed": 2, "open0": 1, "open1": 1, "first": 0}
    cast = PageNames.of(views)
    assert len(set(cast.names.values())) == len(cast.people)
    assert all(set(v.scene.ties) <= set(cast.ties) for v in views)
    closed = next(v for v in views if v.stage == "closed")
    ends = {p.people[-1].id for p in all_paths(answer)}
    assert caption(answer, closed.scene).aside == f"{len(ends)} people in reach"
    assert not any(c.y + c.height / 2 > closed.picture.box.bottom for c in closed.picture.cards if c.column == 2)


def test_what_stands_for_several_is_in_no_team() -> None:
    people = [
        *(someone(n) for n in range(4)),
        replace(someone(5), title="Recruiter"),
        replace(someone(6), title="Recruiter"),
    ]
    (one,) = bundles_of(paths_of(*WHOLE, *LEADS_TO_FOUR), FEW)
    teams = dict(teams_of([replace(one.path.people[-1], title="Recruiter, Recruiter"), *people]))
    assert one.stands in teams[OTHERS]
