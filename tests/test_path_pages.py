"""Pages of paths weigh no more than they may, whatever a path weighs, and no path is out of reach."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from answers_fixture import PATHS
from hypothesis import given
from hypothesis import strategies as st
from serving import pool, serving

from api import path_pages
from api.path_pages import DRAWN, FEWEST, PAGE_BYTES, page_that_fits
from api.routes import archive_pages
from referral.introductions import PATHS_MOST
from referral.path_results import Paths
from viz import frame


def answer(known: int, start: int) -> Paths:
    """What the desk gives for a page that begins after `start`, where `known` paths exist."""
    k = min(start + DRAWN, PATHS_MOST)
    paths = tuple(replace(PATHS.paths[0], rank=n + 1) for n in range(min(k, known)))
    return replace(PATHS, paths=paths, inferred=(), most=k)


@given(st.integers(0, 70), st.integers(100, 60_000), st.integers(0, 60_000))
def test_whoever_follows_the_links_sees_every_path_once(known: int, weight: int, beside: int) -> None:
    start, seen = 0, list[int]()
    while True:
        drawn: list[tuple[Paths, int]] = []

        def draw(part: Paths, end: int, drawn: list[tuple[Paths, int]] = drawn) -> str:
            drawn.append((part, end))
            return "x" * (beside + weight * len(part.paths))

        page = page_that_fits(answer(known, start), start, draw)
        part, end = drawn[-1]
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
