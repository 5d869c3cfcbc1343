"""Pages of paths weigh no more than they may, whatever a path weighs, and no path is out of reach."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from answers_fixture import AS_OF, OLU, PATHS
from hypothesis import given
from hypothesis import strategies as st
from path_answers import answers, introduction
from serving import pool, serving

from api import path_pages
from api.path_pages import DRAWN, FEWEST, PAGE_BYTES, page_that_fits
from api.routes import archive_pages
from graph.model import FactClass
from referral.introductions import PATHS_MOST
from referral.path_results import IntroPath, Paths
from referral.results import Evidence
from viz import frame
from viz.frame import Frame
from viz.page_weight import expected_bytes
from viz.web_pages import paths_page

FRAME = Frame("nonce", whose=OLU, owners=(OLU,), as_of=AS_OF, at="/companies/acme/paths")


def answer(known: int, start: int) -> Paths:
    """What the desk gives for a page that begins after `start`, where `known` paths exist."""
    k = min(start + DRAWN, PATHS_MOST)
    paths = tuple(replace(PATHS.paths[0], rank=n + 1) for n in range(min(k, known)))
    return replace(PATHS, paths=paths, inferred=(), most=k)


@given(st.integers(0, 70), st.integers(100, 60_000), st.integers(0, 60_000), st.integers(50, 150))
def test_whoever_follows_the_links_sees_every_path_once(known: int, weight: int, beside: int, hundredths: int) -> None:
    def about(part: Paths) -> int:
        return (beside + weight * len(part.paths)) * hundredths // 100

    start, seen = 0, list[int]()
    while True:
        drawn: list[tuple[Paths, int]] = []

        def draw(part: Paths, end: int, drawn: list[tuple[Paths, int]] = drawn) -> str:
            drawn.append((part, end))
            return "x" * (beside + weight * len(part.paths))

        page = page_that_fits(answer(known, start), start, draw, about)
        part, end = drawn[-1]
        assert hundredths < 100 or len(drawn) == 1, "told to be as heavy as it is, and drawn again"
        assert len(page) <= PAGE_BYTES or len(part.paths) <= FEWEST
        assert part.may_be_more is bool(end and part.paths)
        if seen and part.paths and part.paths[0].rank == 1:
            break  # past the last one the first are shown
        seen += [path.rank for path in part.paths]
        if not end:
            break
        assert end > start
        start = end
    assert seen == list(range(1, known + 1))


@given(answers(most_hops=4, most_paths=20))
def test_how_heavy_a_page_is_can_be_told_before_it_is_drawn(found: Paths) -> None:
    if found.paths:
        true = len(paths_page(FRAME, found, back="/companies/acme").encode())
        assert 0.97 * true <= expected_bytes(found, link=20) <= 1.2 * true


@pytest.mark.parametrize("hops", [1, 2, 3])
@pytest.mark.parametrize("words", ["", "Met at the fair in spring. " * 3, "Œuvre & <b>naïveté</b> "])
def test_a_page_of_twenty_paths_is_drawn_once(hops: int, words: str) -> None:
    found = replace(PATHS, paths=tuple(_long(n, hops, words) for n in range(DRAWN + 5)), inferred=(), most=DRAWN + 5)
    drawn: list[str] = []

    def draw(part: Paths, end: int) -> str:
        drawn.append(paths_page(FRAME, part, back="/companies/acme", further="/next" if end else ""))
        return drawn[-1]

    page = page_that_fits(found, 0, draw, lambda part: expected_bytes(part, link=20))
    assert drawn == [page]
    assert len(page.encode()) <= PAGE_BYTES
    assert page.count("Why path ") == 2 * DRAWN or len(page.encode()) > 0.88 * PAGE_BYTES


def _long(rank: int, hops: int, words: str) -> IntroPath:
    """A path of its own to somebody of their own, with three lines of evidence a tie."""
    nodes = [0, *(10 * rank + n + 1 for n in range(hops))]
    path = introduction(rank + 1, nodes, dict.fromkeys(pairwise(nodes), 0.5))
    told = tuple(Evidence(f"{words}{n}", words[:9], FactClass.OBSERVED, None) for n in range(3))
    return replace(path, ties=tuple(replace(tie, evidence=told) for tie in path.ties))


def test_the_next_paths_are_a_page_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(pool(tmp_path)) as client:
        whole = client.get("/companies/Acme/paths?role=Engineer").text
        assert "The next paths" not in whole
        monkeypatch.setattr(path_pages, "PAGE_BYTES", 1)
        monkeypatch.setattr(path_pages, "FEWEST", 1)
        first = client.get("/companies/Acme/paths?role=Engineer&as=Ann%20Archer").text
        assert "The next paths" in first
        assert "start=1" in first
        assert "role=Engineer&amp;start=1" in first or "start=1&amp;role=Engineer" in first
        second = client.get("/companies/Acme/paths?role=Engineer&as=Ann%20Archer&start=1").text
        assert "Why path 2" in second
        assert "Why path 1<" not in second


def test_archives_are_a_page_at_a_time_and_owners_are_named_where_they_are_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(pool(tmp_path)) as client:
        whole = client.get("/sources").text
        count = whole.count('class="panel archive"')
        assert count > 1
        monkeypatch.setattr(archive_pages, "ARCHIVES", 1)
        parts = [client.get("/sources", params={"page": n}).text for n in range(1, count + 1)]
        assert [part.count('class="panel archive"') for part in parts] == [1] * count
        assert all(f'data-source="{n}"' in "".join(parts) for n in range(1, count + 1))
        assert '<select name="as">' in client.get("/settings").text
        monkeypatch.setattr(frame, "CHOSEN_FROM", 1)
        many = client.get("/settings").text
        assert '<select name="as">' not in many
        assert '<input name="as"' in many
