"""Aliases of companies: the reviewed file, dates, and a labelled table of pairs."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.companies import former_names, normalise
from graph.company_aliases import AliasKind, aliases, chain, company_key, company_named, keys_for, successions
from graph.model import company_id

PAIRS = Path(__file__).parent / "data_company_pairs.csv"
PRECISION, RECALL = 0.995, 0.95


def pairs() -> list[dict[str, str]]:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def one_company(row: dict[str, str]) -> bool:
    day = date.fromisoformat(row["on"]) if row["on"] else None
    one, other = company_key(row["one"], day), company_key(row["other"], day)
    return bool(one) and one == other


def test_pairs_are_told_apart(tell: Callable[[str], None]) -> None:
    rows = pairs()
    assert len(rows) >= 500
    assert min(sum(row["label"] == label for row in rows) for label in ("same", "different")) >= 200
    said = [row for row in rows if one_company(row)]
    right = [row for row in said if row["label"] == "same"]
    same = [row for row in rows if row["label"] == "same"]
    precision, recall = len(right) / len(said), len(right) / len(same)
    tell(f"Companies: {len(rows)} labelled pairs; precision {precision:.1%}, recall {recall:.1%}")
    assert precision >= PRECISION, [row for row in said if row["label"] != "same"]
    assert recall >= RECALL, [row for row in same if row not in right]


def test_the_file_is_large_and_whole() -> None:
    found = aliases()
    assert len(found) >= 300
    for key, alias in found.items():
        assert key == normalise(alias.old) != normalise(alias.new) != ""
        assert 1837 <= alias.year <= 2026
        assert alias.note


@pytest.mark.parametrize("key", sorted(aliases()))
def test_no_alias_runs_in_a_circle(key: str) -> None:
    steps = [step.key for step in chain(key)]
    assert key not in steps
    assert len(steps) == len(set(steps))
    assert steps[-1] not in aliases()


def test_a_rename_holds_whenever_and_a_merger_from_the_year_after() -> None:
    assert company_key("Facebook", date(2015, 1, 1)) == company_key("Facebook") == normalise("Meta")
    assert company_key("Sun Microsystems", date(2009, 1, 1)) == "sun microsystems"
    assert company_key("Sun Microsystems", date(2010, 12, 31)) == "sun microsystems"
    assert company_key("Sun Microsystems", date(2011, 1, 1)) == "oracle"
    assert company_key("Sun Microsystems") == "sun microsystems"


def test_a_chain_of_mergers_is_followed_to_the_day() -> None:
    assert company_key("Pivotal Software", date(2019, 1, 1)) == "pivotal software"
    assert company_key("Pivotal Software", date(2021, 1, 1)) == "vmware"
    assert company_key("Pivotal Software", date(2025, 1, 1)) == "broadcom"
    steps = successions()[company_id("pivotal software")]
    assert [(step.key, step.since.year) for step in steps] == [("vmware", 2020), ("broadcom", 2024)]


def test_what_is_shown_is_the_name_that_goes_on() -> None:
    assert company_named("Twitter, Inc.") == ("x", "X")
    assert company_named("Quillmere Ltd") == ("quillmere", "Quillmere Ltd")
    assert company_named("N/A")[0] == ""


def test_who_was_bought_and_goes_on_is_no_alias() -> None:
    owned = ("LinkedIn", "GitHub", "Red Hat", "Instagram", "WhatsApp", "YouTube", "Slack", "Tableau", "Volvo Cars")
    assert not [name for name in owned if normalise(name) in aliases()]


@pytest.mark.parametrize(
    ("name", "former"),
    [
        ("X (formerly Twitter)", ["Twitter"]),
        ("Quillmere, formerly Plimsoft Ltd", ["Plimsoft Ltd"]),
        ("Quillmere (ex-Plimsoft)", ["Plimsoft"]),
        ("Quillmere (ehemals Plimsoft GmbH)", ["Plimsoft GmbH"]),
        ("Quillmere (anciennement Plimsoft)", ["Plimsoft"]),
        ("Quillmere (già Plimsoft)", ["Plimsoft"]),
        ("Quillmere - voorheen Plimsoft", ["Plimsoft"]),
        ("Ex Libris", []),
        ("Previously Unavailable", []),
        ("Quillmere (expert network)", []),
        ("Quillmere (formerly N/A)", []),
    ],
)
def test_former_names(name: str, former: list[str]) -> None:
    assert former_names(name) == former


@given(st.text(max_size=300), st.one_of(st.none(), st.dates()))
def test_any_text_has_a_key_and_it_is_among_those_it_is_sought_by(name: str, day: date | None) -> None:
    key = company_key(name, day)
    assert (key == "") == (normalise(name) == "")
    assert not key or key in keys_for(name)


def test_kinds_are_spelt_in_the_file() -> None:
    assert {alias.kind for alias in aliases().values()} == set(AliasKind)
