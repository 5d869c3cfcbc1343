"""Where things stand in the pictures of paths: known places, and what holds for every picture."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise, permutations

import pytest
from answers_fixture import PATHS
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from path_answers import answers, introduction

from referral.path_results import Paths
from viz.cards import MOST_NAME_LINES, NAME_SIZE, PADS, SCORE, height_of, name_lines
from viz.heights import LANE_ROW
from viz.layout import ROW_GAP, TIGHT, WIDE, lay_out
from viz.order import Columns, Lane, Slot, arrange, chains_of, crossings
from viz.picture import Card, Picture, Words
from viz.scene import Scene, scene_of
from viz.score import strand_width, stronger_than
from viz.tall_layout import ROW_GAP as TALL_GAP
from viz.tall_layout import WIDTH, lay_out_tall
from viz.text_width import PIECE, text_width
from viz.views import ALONE, views_of
from viz.words import caption

SLACK = 1e-6


def drawn(answer: Paths) -> tuple[Scene, Picture]:
    scene = scene_of(answer.paths)
    return scene, lay_out(scene, caption(answer, scene))


def pictures(answer: Paths) -> tuple[Picture, ...]:
    """Wide, tight and tall."""
    scene = scene_of(answer.paths)
    words = caption(answer, scene)
    return (lay_out(scene, words, WIDE), lay_out(scene, words, TIGHT), lay_out_tall(scene, words))


def by_column(picture: Picture) -> dict[int, list[Card]]:
    found: dict[int, list[Card]] = {}
    for card in sorted(picture.cards, key=lambda c: (c.column, c.y)):
        found.setdefault(card.column, []).append(card)
    return found


def test_the_golden_picture_has_few_crossings_and_these_columns() -> None:
    scene, picture = drawn(PATHS)
    arranged = arrange(scene)
    assert crossings(arranged.columns, arranged.chains) == 3
    names = {k: [scene.people[c.person].name for c in cards] for k, cards in by_column(picture).items()}
    assert names == {
        0: ["Lars Bergholm"],
        1: ["Mara Lindqvist", "Deniz Aydın", "Wen Zhang", "Ana Sousa"],
        2: ["Tomás Rivera", "Lena Vogel"],
        3: ["Olu Adeyemi", "Priya Raman", "Nina Petrova", "Carl Jensen", "Yuki Tanaka"],
    }


def test_the_golden_pictures_fit_a_laptop_a_half_and_a_phone() -> None:
    wide, tight, tall = pictures(PATHS)
    assert wide.frame.right - wide.frame.left <= 1120
    assert wide.frame.bottom - wide.frame.top <= 700
    assert tight.frame.right - tight.frame.left <= 740
    assert tall.frame.right - tall.frame.left <= WIDTH


def test_headings_say_who_knows_whom_and_never_the_same() -> None:
    _, picture = drawn(PATHS)
    words = [t.text for t in picture.texts]
    assert "You know them" in words
    assert "They know" in words
    assert "Northwind Robotics" in words
    assert "5 people in reach" in words
    assert len(words) == len(set(words))


@pytest.mark.parametrize(("value", "width"), [(0, 1.6), (100, 9.6), (200, 9.6), (-1, 1.6), (50, 3.6)])
def test_a_strand_is_as_wide_as_its_tie_is_strong(value: int, width: float) -> None:
    assert strand_width(value) == pytest.approx(width)


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (0, "among your weakest ties"),
        (1, "stronger than 1 of 100 of your ties"),
        (99, "stronger than 99 of 100 of your ties"),
        (100, "as strong as your strongest tie"),
    ],
)
def test_a_number_is_said_as_one_would_say_it(place: int, said: str) -> None:
    assert stronger_than(place, you=True) == said
    assert stronger_than(place, you=False) == said.replace("your", "their own")


@given(answers(most_hops=4))
def test_people_in_the_box_stand_in_the_order_of_the_list_within_their_team(answer: Paths) -> None:
    assume(answer.paths)
    scene, picture = drawn(answer)
    listed = list(dict.fromkeys(p.people[-1].id for p in answer.paths))
    shown = [c.person for c in by_column(picture)[scene.last]]
    assert sorted(shown) == sorted(listed)
    for _, members in scene.teams:
        assert [p for p in listed if p in members] == list(members)
    assert shown == [p for _, members in scene.teams for p in members]


@given(answers(most_hops=4))
def test_cards_of_a_column_never_come_closer_than_a_gap(answer: Paths) -> None:
    assume(answer.paths)
    for picture, gap in zip(pictures(answer), (ROW_GAP, ROW_GAP, TALL_GAP), strict=True):
        for cards in by_column(picture).values():
            for above, below in pairwise(cards):
                assert below.y - above.y - (above.height + below.height) / 2 >= gap - SLACK


@given(answers(most_hops=4))
def test_no_card_overlaps_another(answer: Paths) -> None:
    assume(answer.paths)
    for picture in pictures(answer):
        for a, b in combinations(picture.cards, 2):
            assert abs(a.x - b.x) >= (a.width + b.width) / 2 or abs(a.y - b.y) >= (a.height + b.height) / 2


@given(answers(most_hops=4))
def test_the_targets_and_only_they_stand_in_the_box(answer: Paths) -> None:
    assume(answer.paths)
    ends = scene_of(answer.paths).ends
    for picture in pictures(answer):
        box = picture.box
        for card in picture.cards:
            across = card.x - card.width / 2 > box.left and card.x + card.width / 2 < box.right
            down = card.y - card.height / 2 > box.top and card.y + card.height / 2 < box.bottom
            assert (across and down) == (card.person in ends)


@given(answers(most_hops=4))
def test_nothing_is_outside_the_frame(answer: Paths) -> None:
    assume(answer.paths)
    for picture in pictures(answer):
        frame = picture.frame
        xs = [x for s in picture.strands for x, _ in s.points] + [picture.box.left, picture.box.right]
        ys = [y for s in picture.strands for _, y in s.points] + [picture.box.top, picture.box.bottom]
        for card in picture.cards:
            xs += [card.x - card.width / 2, card.x + card.width / 2]
            ys += [card.y - card.height / 2, card.y + card.height / 2]
        ys += [t.y for t in picture.texts]
        assert frame.left <= min(xs)
        assert max(xs) <= frame.right
        assert frame.top <= min(ys)
        assert max(ys) <= frame.bottom


@given(answers())
def test_no_tie_runs_behind_a_card(answer: Paths) -> None:
    """Between the sides of a column a tie runs flat, in a lane of its own, clear of every card."""
    assume(answer.paths)
    _, picture = drawn(answer)
    for strand in picture.strands:
        ends = [strand.start, *(c.to for c in strand.curves)]
        for (x, y), (to_x, to_y) in list(pairwise(ends))[1::2]:
            assert y == to_y
            for card in picture.cards:
                if x - SLACK <= card.x <= to_x + SLACK:
                    assert abs(card.y - y) >= (card.height + ROW_GAP + LANE_ROW) / 2 - SLACK


@given(answers())
def test_in_the_tall_picture_ties_run_beside_the_cards(answer: Paths) -> None:
    assume(answer.paths)
    picture = pictures(answer)[2]
    left, right = _sides(picture)
    for strand in picture.strands:
        lane = strand.curves[2]
        assert lane.first[0] == lane.to[0]
        assert lane.to[0] < left or lane.to[0] > right


def _sides(picture: Picture) -> tuple[float, float]:
    cards = [c for c in picture.cards if c.column]
    return min(c.x - c.width / 2 for c in cards), max(c.x + c.width / 2 for c in cards)


@given(answers())
def test_ties_start_and_end_at_the_sides_of_their_cards(answer: Paths) -> None:
    assume(answer.paths)
    for shape, picture in zip(("wide", "tight", "tall"), pictures(answer), strict=True):
        place = {card.person: card for card in picture.cards}
        for strand in picture.strands:
            for person, (x, y) in zip(strand.key, (strand.start, strand.end), strict=True):
                card = place[person]
                if not card.column and shape != "tall":  # the circle of an ego
                    assert card.width / 2 - 4 <= math.hypot(x - card.x, y - card.y) <= card.width / 2
                    continue
                assert abs(abs(x - card.x) - card.width / 2) <= 3 + SLACK
                assert abs(y - card.y) <= card.height / 2


@given(answers())
def test_strands_side_by_side_stay_apart_at_their_cards(answer: Paths) -> None:
    """No two ties leave one card at the same point."""
    assume(answer.paths)
    for picture in pictures(answer):
        starts = [(s.key[0], s.start) for s in picture.strands]
        assert len(starts) == len(set(starts))


@pytest.mark.parametrize("number", [1, 8, 9, 40])
def test_many_paths_grow_the_picture_and_the_first_eight_are_a_picture_of_their_own(number: int) -> None:
    strengths = {(a, b): 0.5 for a in range(200) for b in range(a + 1, 200)}
    paths = tuple(introduction(i + 1, [0, 1 + i, 61 + i % 10, 101 + i % 15], strengths) for i in range(number))
    started = time.process_time()
    views = views_of(replace(PATHS, paths=paths))
    assert time.process_time() - started < 2.0
    assert [v.paths for v in views] == ([number] * 3 + ([ALONE.paths] * 3 if number > ALONE.paths else []))
    assert [v.shape for v in views[:3]] == ["wide", "tight", "tall"]
    for view in views:
        assert len(view.picture.strands) == len(view.scene.ties)


def every_card(answer: Paths) -> Iterator[tuple[Card, str]]:
    scene = scene_of(answer.paths)
    for card in lay_out(scene, caption(answer, scene)).cards:
        if card.column:
            yield card, scene.people[card.person].name


def test_cards_are_wide_enough_for_names_and_no_wider_than_there_is_room() -> None:
    people = {p.id: replace(p, name="Maximiliane Oberhausen-Lindqvist") for path in PATHS.paths for p in path.people}
    longer = tuple(replace(p, people=tuple(people[x.id] for x in p.people)) for p in PATHS.paths[:1])
    short, long = replace(PATHS, paths=PATHS.paths[:1]), replace(PATHS, paths=longer)
    assert max(c.width for c, _ in every_card(long)) > max(c.width for c, _ in every_card(short))
    endless = tuple(replace(p, people=(p.people[0], replace(p.people[1], name="W" * 200))) for p in PATHS.paths[:1])
    assert max(c.width for c, _ in every_card(replace(PATHS, paths=endless))) == WIDE.most


@given(answers(most_hops=4))
def test_every_person_and_tie_of_the_paths_is_drawn_once(answer: Paths) -> None:
    assume(answer.paths)
    picture = pictures(answer)[2]
    assert drawn(answer)[1].cards[0].person == picture.cards[0].person
    assert sorted(c.person for c in picture.cards) == sorted({p.id for path in answer.paths for p in path.people})
    ties = {(t.source.id, t.target.id) for path in answer.paths for t in path.ties}
    assert sorted(s.key for s in picture.strands) == sorted(ties)


@given(answers())
def test_the_same_paths_give_the_same_picture(answer: Paths) -> None:
    assume(answer.paths)
    assert drawn(answer) == drawn(answer)


def fewest(columns: Columns, scene: Scene) -> int:
    """By trying every order of every column but the last, which keeps the order of the list."""
    chains = chains_of(scene)

    def tried(done: Columns, rest: Columns) -> int:
        if not rest:
            return crossings((*done, columns[-1]), chains)
        return min(tried((*done, order), rest[1:]) for order in permutations(rest[0]))

    return tried((), columns[:-1])


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


def test_a_long_company_name_takes_more_lines_before_it_is_cut() -> None:
    name = "Bundesverband der Deutschen Volksbanken"
    assert PATHS.company is not None
    answer = replace(PATHS, company=replace(PATHS.company, name=name))
    for picture in pictures(answer):
        titles = [t for t in picture.texts if t.words is Words.TITLE]
        assert " ".join(t.text for t in titles) == name
        assert len(titles) > 1
        aside = next(t for t in picture.texts if t.words is Words.ASIDE)
        assert titles[0].y < titles[1].y < aside.y < min(c.y - c.height / 2 for c in picture.cards if c.y > aside.y)
    for picture in pictures(PATHS):
        assert [t.text for t in picture.texts if t.words is Words.TITLE] == [PATHS.company.name]


@given(answers(most_hops=4), st.data())
@settings(max_examples=30)
def test_a_card_is_as_high_as_its_own_text_and_holds_names_whole(answer: Paths, data: st.DataObject) -> None:
    assume(answer.paths)
    words = st.sampled_from(["Ann", "Maximiliane", "Oberhausen-Lindqvist", "山田太郎", "von", "A"])
    names = st.lists(words, min_size=1, max_size=6).map(" ".join)
    people = {p.id: replace(p, name=data.draw(names)) for path in answer.paths for p in path.people}
    named = tuple(replace(path, people=tuple(people[p.id] for p in path.people)) for path in answer.paths)
    scene = scene_of(named)
    for picture in (lay_out(scene, caption(answer, scene)), lay_out_tall(scene, caption(answer, scene))):
        for card in (c for c in picture.cards if c.column):
            assert card.height == height_of((card.names, card.lines))
            room = card.width - PADS - (SCORE if card.person in scene.ends else 0.0)
            lines = name_lines(people[card.person].name, room, card.names)
            assert len(lines) == card.names
            shown = " ".join(lines).replace("- ", "-")
            widest = max(text_width(piece, NAME_SIZE, bold=True) for piece in PIECE.findall(people[card.person].name))
            assert shown == people[card.person].name or card.names == MOST_NAME_LINES or widest > room
