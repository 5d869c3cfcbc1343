from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.identity import mail_of, profile_of, slug_in
from ingest.owner import Owner
from ingest.placeholder_names import is_nobody
from ingest.report import Skip
from ingest.resolution import ResolvedPeople

BASE = "https://www.linkedin.com/in/zz-demo-j%C3%BCrgen-1"


@pytest.mark.parametrize(
    "address",
    [
        BASE,
        BASE + "/",
        BASE + "?trk=contact-info&utm_source=x",
        BASE + "#about",
        BASE + "/en",
        BASE + "/de-de/",
        f"  {BASE} ",
        BASE.replace("%C3%BC", "%c3%bc"),
        BASE.replace("%C3%BC", "ü"),
        BASE.replace("%C3%BC", "u\u0308"),
        BASE.replace("https://www.", "http://de."),
        BASE.replace("https://www.", ""),
        "www.linkedin.com/in/zz-demo-jürgen-1",
        BASE.replace("/in/", "/IN/").replace("https", "HTTPS"),
        "https://www.linkedin.com/in/ZZ-DEMO-JÜRGEN-1",
        "/in/zz-demo-jürgen-1",
    ],
)
def test_spellings_of_one_address(address: str) -> None:
    assert profile_of(address) == "in:zz-demo-jürgen-1"


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://www.linkedin.com/in/zz-demo-100%-owl", "in:zz-demo-100%-owl"),
        ("https://www.linkedin.com/in/zz-%ff-x", "in:zz-%ff-x"),
        ("https://www.linkedin.com/pub/zz-demo-old/12/345/678", "pub:zz-demo-old/12/345/678"),
        ("https://www.linkedin.com/pub/zz-demo-old/12/345/678/de", "pub:zz-demo-old/12/345/678"),
        (
            "https://www.linkedin.com/in/ACoAAZzDemoCTbCdEfGhIjKlMnOpQrStUvWxYz0",
            "in:ACoAAZzDemoCTbCdEfGhIjKlMnOpQrStUvWxYz0",
        ),
        ("https://www.linkedin.com/company/acme", ""),
        ("https://www.linkedin.com/school/acme", ""),
        ("https://www.linkedin.com/in/", ""),
        ("https://example.com/in/somebody", ""),
        ("zz-demo-bare", ""),
        ("", ""),
    ],
)
def test_profile_of(address: str, key: str) -> None:
    assert profile_of(address) == key


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    for address in (text, f"https://www.linkedin.com/in/{text}"):
        key = profile_of(address)
        assert key == "" or key.split(":")[0] in ("in", "pub")


def test_slugs_mails_and_nobody() -> None:
    assert slug_in("in:ann") == "ann"
    assert slug_in("mail:ann@x.example") is None
    assert mail_of(" Ann@X.example ") == "ann@x.example"
    assert mail_of("mailto:ann@x.example") == "ann@x.example"
    assert mail_of("not an address") == mail_of("a@b") == mail_of("a@b.example, c@d.example") == ""
    assert is_nobody("")
    assert is_nobody("LinkedIn Member")
    assert not is_nobody("Ann")


@pytest.mark.parametrize("sender", ["Ann Archer, PhD", "Dr. Ann Archer", "ANN ARCHER 🚀", "Ann Archer (she/her), MBA"])
def test_a_sender_without_address_is_known_by_the_name_without_credentials(sender: str) -> None:
    resolved = ResolvedPeople(Owner("Ada Own", ("in:ada",), ()))
    resolved.learn("Ann Archer", "in:ann")
    resolved.learn("Bo Archer", "in:bo")
    assert resolved.key_of(sender) == "in:ann"
    resolved.learn("Ann Archer", "in:ann-2")
    assert resolved.key_of(sender) is Skip.AMBIGUOUS
    assert resolved.key_of("Anna Archer, PhD") == "name:in:ada:anna archer, phd"
