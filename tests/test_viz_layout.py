"""Where things stand in the picture of paths: known places, and what holds for every picture."""

from __future__ import annotations

from itertools import combinations, pairwise, permutations

import pytest
from answers_fixture import PATHS
from hypothesis import assume, given
from hypothesis import strategies as st
from path_answers import answers

from referral.results import Paths
from viz.layout import LANE_ROW, ROW, Card, Picture, lay_out, strand_width
from viz.order import Columns, Lane, Slot, arrange, chains_of, crossings
from viz.scene import Scene, scene_of

SLACK = 1e-6


def drawn(answer: Paths) -> tuple[Scene, Picture]:
    scene = scene_of(answer.paths)
    return scene, lay_out(scene)


def by_column(picture: Picture) -> dict[int, list[Card]]:
    found: dict[int, list[Card]] = {}
    for card in sorted(picture.cards, key=lambda c: (c.column, c.y)):
        found.setdefault(card.column, []).append(card)
    return found


def test_the_golden_picture_has_few_crossings_and_these_columns() -> None:
    scene, picture = drawn(PATHS)
    arranged = arrange(scene)
    assert crossings(arranged.columns, arranged.chains) == 2
    names = {k: [scene.people[c.person].name for c in cards] for k, cards in by_column(picture).items()}
    assert names == {
        0: ["Lars Bergholm"],
        1: ["Mara Lindqvist", "Wen Zhang", "Deniz Aydın", "Ana Sousa"],
        2: ["Tomás Rivera", "Lena Vogel"],
        3: ["Priya Raman", "Nina Petrova", "Carl Jensen", "Olu Adeyemi", "Yuki Tanaka"],
    }


def test_the_golden_picture_is_wide_enough_and_fits_a_laptop() -> None:
    _, picture = drawn(PATHS)
    assert picture.box.right - picture.left < 1200
    assert picture.bottom - picture.top < 700


@pytest.mark.parametrize(("strength", "width"), [(0.0, 1.5), (1.0, 9.5), (2.0, 9.5), (-1.0, 1.5), (0.5, 5.5)])
def test_a_strand_is_as_wide_as_its_tie_is_strong(strength: float, width: float) -> None:
    assert strand_width(strength) == pytest.approx(width)


@given(answers(most_hops=4))
def test_cards_of_a_column_never_come_closer_than_a_row(answer: Paths) -> None:
    assume(answer.paths)
    _, picture = drawn(answer)
    for cards in by_column(picture).values():
        for above, below in pairwise(cards):
            assert below.y - above.y >= ROW - SLACK


@given(answers(most_hops=4))
def test_no_card_overlaps_another(answer: Paths) -> None:
    assume(answer.paths)
    _, picture = drawn(answer)
    for a, b in combinations(picture.cards, 2):
        assert abs(a.x - b.x) >= (a.width + b.width) / 2 or abs(a.y - b.y) >= (a.height + b.height) / 2


@given(answers(most_hops=4))
def test_the_targets_and_only_they_stand_in_the_box(answer: Paths) -> None:
    assume(answer.paths)
    scene, picture = drawn(answer)
    box = picture.box
    for card in picture.cards:
        inside = card.x - card.width / 2 > box.left and card.x + card.width / 2 < box.right
        assert inside == (card.person in scene.ends)
        if inside:
            assert card.y - card.height / 2 > box.top
            assert card.y + card.height / 2 < box.bottom


@given(answers())
def test_no_tie_runs_behind_a_card(answer: Paths) -> None:
    """Between the sides of a column a tie runs flat, in a lane of its own, clear of every card."""
    assume(answer.paths)
    _, picture = drawn(answer)
    for strand in picture.strands:
        for (x, y), (to_x, to_y) in list(pairwise(strand.points))[1::2]:
            assert y == to_y
            for card in picture.cards:
                if x - SLACK <= card.x <= to_x + SLACK:
                    assert abs(card.y - y) >= (ROW + LANE_ROW) / 2 - SLACK


@given(answers())
def test_ties_start_and_end_at_the_sides_of_their_cards(answer: Paths) -> None:
    assume(answer.paths)
    _, picture = drawn(answer)
    place = {card.person: card for card in picture.cards}
    for strand in picture.strands:
        for person, (x, y) in zip(strand.key, (strand.points[0], strand.points[-1]), strict=True):
            card = place[person]
            assert abs(abs(x - card.x) - card.width / 2) <= 3 + SLACK
            assert abs(y - card.y) <= card.height / 2


@given(answers(most_hops=4))
def test_every_person_and_tie_of_the_paths_is_drawn_once(answer: Paths) -> None:
    assume(answer.paths)
    _, picture = drawn(answer)
    assert sorted(c.person for c in picture.cards) == sorted({p.id for path in answer.paths for p in path.people})
    ties = {(t.source.id, t.target.id) for path in answer.paths for t in path.ties}
    assert sorted(s.key for s in picture.strands) == sorted(ties)


@given(answers())
def test_the_same_paths_give_the_same_picture(answer: Paths) -> None:
    assume(answer.paths)
    assert drawn(answer) == drawn(answer)


def fewest(columns: Columns, scene: Scene) -> int:
    """By trying every order of every column."""
    chains = chains_of(scene)

    def tried(done: Columns, rest: Columns) -> int:
        if not rest:
            return crossings(done, chains)
        return min(tried((*done, order), rest[1:]) for order in permutations(rest[0]))

    return tried((), columns)


@given(answers(most_paths=5))
def test_the_order_crosses_at_most_one_tie_more_than_the_best_order(answer: Paths) -> None:
    assume(answer.paths)
    scene = scene_of(answer.paths)
    arranged = arrange(scene)
    assume(all(len(column) <= 4 for column in arranged.columns))
    assert crossings(arranged.columns, arranged.chains) <= fewest(arranged.columns, scene) + 1


@given(st.data())
def test_sweeping_never_adds_crossings(data: st.DataObject) -> None:
    answer = data.draw(answers())
    assume(answer.paths)
    scene = scene_of(answer.paths)
    chains = chains_of(scene)
    arranged = arrange(scene)
    start: list[list[Slot]] = [list(column) for column in scene.columns]
    for lane in (slot for chain in chains.values() for slot in chain[1:-1] if isinstance(slot, Lane)):
        start[lane.column].append(lane)
    assert crossings(arranged.columns, chains) <= crossings(tuple(map(tuple, start)), chains)
