from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.companies import normalise

ONE_COMPANY = [
    ("Zorblatt Labs", "ZORBLATT LABS", "  Zorblatt  Labs ", "Zorblatt Labs, Inc.", "Zorblatt Labs GmbH & Co. KG"),
    ("Zorblatt Labs", "Zorblatt Labs (formerly Plimsoft)", "Zorblatt Labs formerly Plimsoft", "Zorblatt Labs [EMEA]"),
    ("Zorblatt Labs", "ZORBLATT LABS | We're hiring!", "Zorblatt\nLabs", "Zorblatt Labs S.p.A.", "Zorblatt Labs SpA"),
    ("X Works", "X Works Inc. (YC W21)", "The X Works", "X-Works B.V.", "X Works Pty Ltd", "X Works Pvt. Ltd."),
    ("Smith & Sons", "Smith and Sons", "Smith &amp; Sons", "Smith & Sons GmbH & Co. KG"),
    ("株式会社ゾーブ", "ゾーブ", "(株)ゾーブ", "㈱ゾーブ", "ゾーブ株式会社"),
    ("Ромашка", "ООО Ромашка", "ооо ромашка"),
    ("Müller AG", "Muller AG", "Mu\u0308ller"),
    ("PT Bintang", "Bintang"),
]
TWO_COMPANIES = [
    ("Apex Systems", "Apex Analytics"),
    ("Acme", "Acme UK"),
    ("Acme Deutschland GmbH", "Acme"),
    ("Day Spa", "Day"),
    ("Stealth Monitoring", "Stealth"),
    ("Apple", "Aple"),
    ("王五公司", "汪五公司"),
    ("Independent", "Independent Pictures"),
]
NO_COMPANY = [
    *("", " ", "-", "--", ".", "N/A", "n/a", "NA", "null", "None", "🦉", "Self-employed", "SELF EMPLOYED", "Freelance"),
    *("Freelancer", "Stealth", "Stealth Startup", "Confidential", "Retired", "Career Break", "Unemployed", "&"),
    *("Independent Consultant", "Looking for new opportunities", "Seeking a new role", "Open to work"),
    *("Selbstständig", "Freiberuflich", "Rentner", "Indépendant", "À mon compte", "Autónomo", "Por cuenta propia"),
    *("Autônomo", "Libero professionista", "ZZP'er", "フリーランス", "(None)"),
]


@pytest.mark.parametrize("names", ONE_COMPANY, ids=lambda names: names[0])
def test_spellings_of_one_company(names: tuple[str, ...]) -> None:
    assert len({normalise(name) for name in names}) == 1
    assert normalise(names[0])


@pytest.mark.parametrize(("one", "other"), TWO_COMPANIES)
def test_two_companies(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


@pytest.mark.parametrize("name", NO_COMPANY)
def test_no_company(name: str) -> None:
    assert normalise(name) == ""


@pytest.mark.parametrize("name", ["AB", "Co", "Plc", "S.A.", "GmbH", "Inc.", "The Company", "株式会社", "Limited"])
def test_the_last_word_is_never_taken_away(name: str) -> None:
    assert normalise(name)


@given(st.text(max_size=300))
def test_any_text_has_a_key_and_the_key_of_a_key_is_itself_or_shorter(name: str) -> None:
    key = normalise(name)
    assert key == " ".join(key.split())
    assert not any(ord(c) < 32 for c in key)
    assert len(normalise(key)) <= len(key)


def test_a_text_pasted_into_the_field_counts_no_further_than_its_beginning() -> None:
    assert normalise("x" * 3000) == "x" * 200
