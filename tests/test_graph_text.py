"""Hostile text is harmless for the next reader, and ordinary text is untouched."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.text import clean, markdown, spreadsheet, xml_safe


@given(st.text())
def test_clean_leaves_one_line_without_control_characters(text: str) -> None:
    cleaned = clean(text)
    assert all(unicodedata.category(c)[0] != "C" for c in cleaned)
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize("name", ["Zoë Müller", "李小龙", "O'Neil-Çelik, Ph.D.", "Ana Sousa 🌟"])
def test_clean_keeps_names_of_the_world(name: str) -> None:
    assert clean(name) == name


def test_clean_takes_the_steering_out_of_a_terminal_escape() -> None:
    assert clean("\x1b[31mRed\x1b[0m\r\nnext") == "[31mRed[0m  next"


@pytest.mark.parametrize("start", list("=+-@"))
def test_a_formula_is_text_in_a_spreadsheet(start: str) -> None:
    assert spreadsheet(f"{start}HYPERLINK(1)") == f"'{start}HYPERLINK(1)"


def test_numbers_stay_numbers_in_a_spreadsheet() -> None:
    assert [spreadsheet(v) for v in (-1, 0.5, None)] == [-1, 0.5, None]


def test_markdown_cells_cannot_break_the_table_or_hold_tags() -> None:
    assert markdown("a|b <img> \\") == "a\\|b &lt;img> \\\\"


@given(st.text())
def test_xml_safe_drops_only_what_xml_forbids(text: str) -> None:
    kept = xml_safe(text)
    assert not any(c < " " and c not in "\t\n\r" for c in kept)
    assert "\ufffe" not in kept
    assert "\uffff" not in kept
    if text.isascii() and text.isprintable():
        assert kept == text


@pytest.mark.parametrize("hidden", ["\u200b=1+1", "\ufeff@SUM(A1)", "\u202e+1", "\x00-1"])
def test_what_is_invisible_hides_no_formula(hidden: str) -> None:
    assert str(spreadsheet(hidden)).startswith("'")


def test_a_name_is_no_picture_in_markdown() -> None:
    assert markdown("![x](http://nowhere.invalid/t.png)") == "!\\[x\\](http&#58;//nowhere.invalid/t.png)"


@pytest.mark.parametrize(
    "name",
    [
        "**Bo**",
        "_Bo_",
        "`Bo`",
        "~~Bo~~",
        "# Bo",
        "www.bo.example",
        "bo@bo.example",
        "https://bo.example",
        "<b>Bo",
        "&lt;b>",
    ],
)
def test_a_name_has_no_markup_and_no_link_in_markdown(name: str) -> None:
    shown = markdown(name)
    assert not re.search(
        r"(?<!\\)[*_`~#|\[\]]|://|www\.|@|<|&(?!amp;|lt;|#)",
        re.sub(r"&#\d+;", "", shown).replace("&amp;", "").replace("&lt;", ""),
    )


@pytest.mark.parametrize("break_", ["\u2028", "\u2029", "\x85", "\x0b"])
def test_no_kind_of_line_break_stays(break_: str) -> None:
    assert clean(f"a{break_}b") == "a b"


@pytest.mark.parametrize("start", ["\uff1d1+1", "\u3164=1+1", "\u2800+1", "\ufe0f@SUM(A1)", "\u3000-1", "  =1+1"])
def test_full_width_signs_and_blank_letters_hide_no_formula(start: str) -> None:
    assert str(spreadsheet(start)).startswith("'")
