"""The path page as text: what it holds, what it must not hold, how large it is."""

from __future__ import annotations

import json
import re
import time
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from answers_fixture import EGO, MARA, NO_PATHS, PATHS, REFERRERS
from hostile import COMPANY, EVIDENCE, HOSTILE_PATHS, HOSTILE_REFERRERS, NAMES, TITLE
from hypothesis import given, settings
from path_answers import answers, introduction

from graph.model import FactClass, person_id
from referral.path_results import Paths
from referral.results import Evidence
from viz.contrast import LEAST, contrast
from viz.network import MOST_NODES, TooManyNodesError, vis_network
from viz.page_data import initials
from viz.path_page import path_page
from viz.style import GROUNDS, TIE_STYLES, Kind, kind_css, kind_of, reason, soft_colours


class Parsed(HTMLParser):
    """Elements with their attributes, and the text outside scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.text: list[str] = []
        self._inside = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside = tag if tag in {"script", "style"} else ""

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            self.scripts.append((self.elements[-1][1], data))
        elif not self._inside:
            self.text.append(data)

    def data(self, name: str) -> object:
        return json.loads(next(text for attrs, text in self.scripts if attrs.get("id") == name))


def test_a_page_is_a_whole_document() -> None:
    page = path_page(PATHS, referrers=REFERRERS)
    parsed = Parsed(page)
    assert page.lstrip().startswith("<!doctype html>")
    tags = [tag for tag, _ in parsed.elements]
    assert ("html", {"lang": "en"}) in parsed.elements
    assert [tags.count(t) for t in ("html", "head", "body", "title", "h1", "main")] == [1] * 6
    ids = [a["id"] for _, a in parsed.elements if "id" in a]
    assert len(ids) == len(set(ids))


def test_a_page_names_no_other_place() -> None:
    parsed = Parsed(path_page(PATHS, referrers=REFERRERS))
    for tag, attrs in parsed.elements:
        for name in ("src", "href", "action", "data", "poster", "srcset"):
            value = attrs.get(name)
            assert value is None or value.startswith("#") or value == "data:,", (tag, name, value)
        assert tag not in {"iframe", "object", "embed", "base"}


def test_scripts_and_styles_carry_the_nonce_of_the_policy_and_nothing_is_inline() -> None:
    parsed = Parsed(path_page(PATHS, referrers=REFERRERS))
    policy = next(a["content"] for t, a in parsed.elements if t == "meta" and "http-equiv" in a)
    assert policy is not None
    nonces = set(re.findall(r"'nonce-([^']+)'", policy))
    assert len(nonces) == 1
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    for tag, attrs in parsed.elements:
        if tag in {"script", "style"}:
            assert attrs.get("nonce") in nonces
        assert not [name for name in attrs if name.startswith("on") or name == "style"]


def test_every_page_has_a_nonce_of_its_own() -> None:
    found = {re.findall(r"'nonce-([^']+)'", path_page(PATHS))[0] for _ in range(5)}
    assert len(found) == 5


def test_the_list_shows_exactly_the_paths_of_the_picture() -> None:
    parsed = Parsed(path_page(PATHS))
    page = parsed.data("page-data")
    assert isinstance(page, dict)
    assert [p["rank"] for p in page["paths"]] == [p.rank for p in PATHS.paths]
    edges = parsed.data("graph-edges")
    assert isinstance(edges, list)
    drawn = {e["id"] for e in edges}
    assert drawn == {key for p in page["paths"] for key in p["ties"]} == set(page["ties"])
    assert all(drawn == set(view["strands"]) for view in page["views"] if view["paths"] == len(PATHS.paths))
    assert len([a for t, a in parsed.elements if t == "section" and a.get("class") == "why"]) == len(PATHS.paths)


def test_no_name_is_an_id_or_an_option() -> None:
    parsed = Parsed(path_page(HOSTILE_PATHS))
    nodes, edges = parsed.data("graph-nodes"), parsed.data("graph-edges")
    assert isinstance(nodes, list)
    assert isinstance(edges, list)
    opaque = re.compile(r"[nt]\d+")
    assert all(opaque.fullmatch(n["id"]) for n in nodes)
    assert all(opaque.fullmatch(end) for e in edges for end in (e["id"], e["from"], e["to"]))
    assert {n["physics"] for n in nodes if "physics" in n} <= {False}
    assert all("title" not in n for n in nodes)
    options = parsed.data("graph-options")
    assert isinstance(options, dict)
    assert options["physics"] == {"enabled": False}


def test_hostile_text_stays_text() -> None:
    page = path_page(HOSTILE_PATHS, referrers=HOSTILE_REFERRERS)
    parsed = Parsed(page)
    assert not [t for t, _ in parsed.elements if t in {"img", "iframe", "b"}]
    assert not [a for _, a in parsed.elements if any(k.startswith("on") for k in a)]
    assert len([t for t, _ in parsed.elements if t == "script"]) == len(
        re.findall(r"<script nonce=|<script type", page)
    )
    text = " ".join(parsed.text)
    for shown in (*NAMES.values(), COMPANY, TITLE, EVIDENCE):
        assert shown in text


def test_no_path_gives_the_reason_and_no_picture() -> None:
    page = path_page(NO_PATHS)
    parsed = Parsed(page)
    assert NO_PATHS.reason[1:] in " ".join(parsed.text)
    assert "canvas" not in [t for t, _ in parsed.elements]
    assert not [a for _, a in parsed.elements if a.get("id") == "graph"]
    assert len(page) < 60_000


def test_a_page_of_150_nodes_is_small_and_quick() -> None:
    strengths = {(a, b): 0.5 for a in range(200) for b in range(a + 1, 200)}
    paths = tuple(introduction(i + 1, [0, 1 + i, 61 + i % 10, 101 + i % 15], strengths) for i in range(20))
    answer = replace(PATHS, paths=paths)
    path_page(PATHS)
    started = time.process_time()
    page = path_page(answer)
    assert time.process_time() - started < 1.0
    assert len(page.encode()) - len(vis_network().encode()) < 150_000


def test_more_than_a_picture_can_show_is_refused() -> None:
    strengths = {(0, n): 0.5 for n in range(1, MOST_NODES + 1)}
    paths = tuple(introduction(n, [0, n], strengths) for n in range(1, MOST_NODES + 1))
    with pytest.raises(TooManyNodesError, match="too many to draw"):
        path_page(replace(PATHS, paths=paths))


@given(answers())
@settings(max_examples=15)
def test_any_answer_makes_a_page(answer: Paths) -> None:
    assert path_page(answer).rstrip().endswith("</html>")


def test_every_kind_of_tie_has_a_colour_and_a_dash_of_its_own() -> None:
    assert set(TIE_STYLES) == set(Kind)
    for theme in ("light", "dark"):
        assert len({getattr(look, theme) for look in TIE_STYLES.values()}) == len(Kind)
    assert len({look.label for look in TIE_STYLES.values()}) == len(Kind)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("kind", list(Kind))
def test_a_tie_can_be_told_from_what_it_lies_on_chosen_or_not(kind: Kind, theme: str) -> None:
    chosen = getattr(TIE_STYLES[kind], theme)
    for ground in GROUNDS[theme]:
        assert contrast(chosen, ground) >= 4.5
        assert contrast(soft_colours(kind)[theme], ground) >= 3.0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_is_not_chosen_steps_back(theme: str) -> None:
    for kind in Kind:
        soft = contrast(soft_colours(kind)[theme], GROUNDS[theme][0])
        assert soft < contrast(getattr(TIE_STYLES[kind], theme), GROUNDS[theme][0])
        assert soft <= LEAST + 0.6


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_every_kind_has_its_rule_in_both_themes() -> None:
    css = kind_css()
    for kind, look in TIE_STYLES.items():
        assert f".k-{kind.value}{{--kind:{look.light}}}" in css
        assert css.count(look.dark) == 2


WORKED = Evidence(
    "Both at Foxmoor, Jan 2020 - Oct 2020 (9 months)", "positions", FactClass.DECLARED, short="Foxmoor, 9 months"
)
PRAISED = Evidence("Ann recommended you in May 2021", "statements", FactClass.OBSERVED, short="Recommended you")
ENDORSED = Evidence("Ann endorsed you in May 2021", "statements", FactClass.DECLARED, short="Endorsed you")
WROTE = Evidence("42 messages both ways", "messages", FactClass.OBSERVED, short="42 messages")
MARKED = Evidence("You marked Ann as close", "mark", FactClass.CONFIRMED, short="Marked as close")
LINKED = Evidence("Connected since May 2019", "Connections.csv", FactClass.DECLARED, short="Connected 2019")
GUESSED = Evidence("Both at Foxmoor in Jan 2020; nobody said", "positions", FactClass.INFERRED, short="Foxmoor")


@pytest.mark.parametrize(
    ("known", "messages", "evidence", "shown", "words"),
    [
        (FactClass.CONFIRMED, 3, (MARKED, WORKED, WROTE), Kind.CONFIRMED, "Marked as close"),
        (FactClass.OBSERVED, 42, (MARKED, WROTE), Kind.CONFIRMED, "Marked as close"),
        (FactClass.OBSERVED, 42, (WORKED, WROTE, PRAISED, LINKED), Kind.WORKED, "Foxmoor, 9 months"),
        (FactClass.OBSERVED, 42, (WROTE, PRAISED, LINKED), Kind.RECOMMENDED, "Recommended you"),
        (FactClass.OBSERVED, 42, (WROTE, ENDORSED, LINKED), Kind.TALKED, "42 messages"),
        (FactClass.DECLARED, 0, (ENDORSED, LINKED), Kind.LINKED, "Endorsed you"),
        (FactClass.DECLARED, 0, (LINKED,), Kind.LINKED, "Connected 2019"),
        (FactClass.INFERRED, 0, (GUESSED,), Kind.INFERRED, "Foxmoor"),
        (FactClass.OBSERVED, 1, (), Kind.TALKED, ""),
    ],
)
def test_a_tie_is_shown_by_its_best_ground(
    known: FactClass, messages: int, evidence: tuple[Evidence, ...], shown: Kind, words: str
) -> None:
    tie = replace(PATHS.paths[0].ties[0], kind=known, messages=messages, evidence=evidence)
    assert kind_of(tie) is shown
    assert reason(tie) == words


def test_the_kinds_in_a_picture_are_told_apart() -> None:
    page = Parsed(path_page(PATHS)).data("page-data")
    assert isinstance(page, dict)
    assert page["order"] == ["confirmed", "worked", "recommended", "talked", "linked"]
    widths = {view["strands"][key][1] for view in page["views"][:1] for key in view["strands"]}
    assert max(widths) - min(widths) > 5


@pytest.mark.parametrize(
    ("name", "short"),
    [("Mara Lindqvist", "M. L."), ("Ana de Sousa", "A. d. S."), ("王芳", "王."), ("", "?"), ("  ", "?")],
)
def test_initials(name: str, short: str) -> None:
    assert initials(name) == short


def test_the_question_of_all_owners_names_each_of_them() -> None:
    other = replace(EGO, id=person_id("in:zz-other-owner"), name="Second Owner")
    moved = replace(PATHS.paths[1], people=(other, *PATHS.paths[1].people[1:]))
    ties = (replace(moved.ties[0], source=other), *moved.ties[1:])
    answer = replace(PATHS, ego=None, paths=(PATHS.paths[0], replace(moved, ties=ties)))
    parsed = Parsed(path_page(answer))
    nodes, page = parsed.data("graph-nodes"), parsed.data("page-data")
    assert isinstance(nodes, list)
    assert isinstance(page, dict)
    assert {page["people"][n["id"]]["name"] for n in nodes if n["kind"] == "ego"} == {EGO.name, "Second Owner"}
    assert not page["you"]
    assert MARA.name in " ".join(parsed.text)
