from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.names import clean_name, fold


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Ann  Archer", "ann archer"),
        ("ELUNED SHOUTWICK", "eluned shoutwick"),
        ("Ze\u0301phyrine", "zephyrine"),
        ("Zéphyrine", "zephyrine"),
        ("Ｆｕｌｌ Ｗｉｄｔｈ", "full width"),
        ("Zero\u200bwidth Space\u00a0Nbsp", "zerowidth space nbsp"),
        ("Łucja Søren", "lucja soren"),
        ("two\nlines\tand\x00more", "two lines andmore"),
    ],
)
def test_fold(name: str, folded: str) -> None:
    assert fold(name) == folded


def test_direction_marks_make_no_difference() -> None:
    assert fold("\u200fأمينة\u200e") == fold("أمينة") != ""


@given(st.text())
def test_fold_is_stable_and_form_blind(name: str) -> None:
    assert fold(fold(name)) == fold(name)
    assert fold(unicodedata.normalize("NFD", name)) == fold(unicodedata.normalize("NFC", name))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Ann&amp;e  Entity&#39;s", "Ann&e Entity's"),
        ("Esc\x1b[31m Controlling", "Esc[31m Controlling"),
        ("nul\x00 byte", "nul byte"),
        ("🚀 Aldwin 🚀", "🚀 Aldwin 🚀"),
        ("Letterham, PhD, PMP®", "Letterham, PhD, PMP®"),
        ("=Ignatz", "=Ignatz"),
        (" \u200b ", ""),
        ("De\u0301", "Dé"),
    ],
)
def test_names_are_shown_as_written_but_for_what_cannot_be_seen(written: str, shown: str) -> None:
    assert clean_name(written) == shown


@given(st.text())
def test_a_clean_name_steers_nothing(name: str) -> None:
    assert not any(unicodedata.category(c)[0] == "C" for c in clean_name(name) if c != "\ufffd")
