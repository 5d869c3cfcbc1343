"""The check of drafts: measured on drafts labelled before its rules, and kind to whatever is pasted into it.

Run with -s to see precision and recall. First measured on the held-out half (English: 52, others: 27), before any mending:
English precision 1.00 throughout; recall .83 (a talk first), .92 (context), .90 (something in return), 1.00 (thanks, way
out, news). Others: precision 1.00; recall .88, .93, .91 (way out), .33 (news), 1.00 (thanks, something in return).
Drafts and rules are one author's, so others' drafts do worse: those of another hand are in the set, too (a-en-001 on).
"""

from __future__ import annotations

import re
import time
import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import FactClass
from referral.checking.check import check
from referral.checking.result import CALLED_FOR, PracticeName, Weight
from referral.checking.tables import advice, function_words, table
from referral.checking.text import LONGEST, read_text
from referral.drafts.draft import DraftFact
from referral.drafts.drafting import NO_SHORT
from referral.drafts.gathering import NAMES, STATES
from referral.drafts.kinds import DraftKind, Language, Tone
from referral.drafts.templates import fill, template_file
from referral.results import Evidence


def labelled(name: str) -> list[dict[str, Any]]:
    return list(tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))["draft"])


DRAFTS = labelled("data_drafts.toml")
ENGLISH = [d for d in DRAFTS if d["language"] == "en"]
OTHERS = [d for d in DRAFTS if d["language"] != "en"]
Score = tuple[float, float]


def test_the_set_is_what_it_says() -> None:
    assert len(ENGLISH) >= 100
    assert len(OTHERS) >= 50
    assert {d["language"] for d in DRAFTS} == set(Language)
    assert sum(d["held_out"] for d in DRAFTS) >= 75
    assert {p for d in DRAFTS for p in d["practices"]} == set(PracticeName)
    assert {p for d in DRAFTS for p in d["pressing"]} == set(Weight)
    assert len({d["text"] for d in DRAFTS}) == len(DRAFTS)


def scores(drafts: Iterable[Mapping[str, Any]]) -> dict[str, Score]:
    """Precision and recall of each practice, and of finding anything that presses."""
    counts: dict[str, list[int]] = {name: [0, 0, 0] for name in (*PracticeName, "pressing")}
    for draft in drafts:
        found = check(draft["text"])
        pairs = [(p.name.value, p.found, p.name in draft["practices"]) for p in found.practices]
        for name, got, wanted in [*pairs, ("pressing", bool(found.pressing), bool(draft["pressing"]))]:
            counts[name][0] += got and wanted
            counts[name][1] += got
            counts[name][2] += wanted
    return {name: (hit / max(1, got), hit / max(1, wanted)) for name, (hit, got, wanted) in counts.items()}


@pytest.mark.parametrize(("drafts", "least"), [(ENGLISH, 0.9), (OTHERS, 0.8)], ids=["English", "others"])
def test_the_held_out_half_is_read_rightly(drafts: list[dict[str, Any]], least: float) -> None:
    measured = scores(d for d in drafts if d["held_out"])
    for name, (precision, recall) in measured.items():
        print(f"{name:20} precision {precision:.2f} recall {recall:.2f}")  # noqa: T201
    assert {name: score for name, score in measured.items() if min(score) < least} == {}


@pytest.mark.parametrize("english", [True, False], ids=["English", "others"])
def test_drafts_of_another_hand_are_read_as_well(english: bool) -> None:
    """What was mended stays mended; how well they were read before that stands in the docs."""
    measured = scores(d for d in DRAFTS if re.match("[a-e]-", d["id"]) and (d["language"] == "en") == english)
    assert {name: score for name, score in measured.items() if min(score) < 0.9} == {}


@pytest.mark.parametrize("language", Language)
def test_languages_and_lines(language: Language) -> None:
    """Told by its words, and whatever is found stands in the line that is named; over all drafts."""
    for draft in (d for d in DRAFTS if d["language"] == language):
        found, lines = check(draft["text"]), draft["text"].split("\n")
        assert found.language == language, draft["id"]
        for line, text in [(p.line, p.text) for p in found.practices if p.found] + [
            (p.line, p.text) for p in found.pressing
        ]:
            assert line is not None
            assert text.split()[0].strip(".,!? ") in lines[line - 1], draft["id"]


FACTS = {
    "to": "Mara", "me": "Lars Bergholm", "me_first": "Lars", "company": "Northwind", "role": "Staff Engineer",
    "shared_company": "Fabrikam", "shared_years": "2018–2021", "position_title": "Engineer",
    "position_company": "Contoso", "position_years": "2021–2024",
}  # fmt: skip


def drafted(
    kind: DraftKind, language: Language, tone: Tone, *, short: bool, target: str = "", applied: str | None = None
) -> str:
    """`applied`: the day on which the user applied already, empty where no day is known; None where they did not."""
    row = Evidence("row", "positions", FactClass.DECLARED)
    said = {**FACTS, **({"target": target} if target else {}), **({"applied_on": applied} if applied else {})}
    facts = {name: DraftFact(name, text, row) for name, text in said.items()}
    flags = {"warm": tone is Tone.WARM, "short": short, "at_company": True, "applied": applied is not None}
    context = {**dict.fromkeys(NAMES), **dict.fromkeys(STATES, False), **flags, **facts}
    return "".join(piece.text for piece in fill(template_file(kind, language), context))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", DraftKind)
def test_our_own_drafts_hold_what_their_kind_calls_for(kind: DraftKind, language: Language) -> None:
    """In both tones, to a contact and for an introduction; and nothing in them presses."""
    for tone in Tone:
        for target in ("", "Priya Raman"):
            found = check(drafted(kind, language, tone, short=False, target=target), kind=kind)
            assert found.language == language
            assert {p.name for p in found.practices if p.found} >= CALLED_FOR[kind], (tone, target)
            assert (found.pressing, found.suggestions) == ((), ())
            assert (
                found.blanks
                or kind in {DraftKind.FOLLOW_UP, DraftKind.THANK_YOU_ANYWAY, DraftKind.INTRODUCTION}
                or tone is Tone.PLAIN
            )


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("applied", ["", "14 August"])
def test_whoever_applied_already_does_not_say_that_they_would_like_to(language: Language, applied: str) -> None:
    """The request tells the truth in one sentence, with the day where it is known, and still holds what it should."""
    for kind in (DraftKind.REQUEST, DraftKind.AGENDA):
        for short in {False, kind not in NO_SHORT}:
            before = drafted(kind, language, Tone.PLAIN, short=short)
            text = drafted(kind, language, Tone.PLAIN, short=short, applied=applied)
            new, old = (set(re.split(r"[.\n:;]", t)) for t in (text, before))
            assert len(new - old) in {1, 2}
            assert (old - new == set()) is (kind is DraftKind.AGENDA)
            assert short or not applied or applied in text
            found = check(text, language=language, kind=kind)
            assert found.pressing == ()
            if not short:
                assert {p.name for p in found.practices if p.found} >= CALLED_FOR[kind]


@pytest.mark.parametrize("language", Language)
def test_short_ones_keep_what_matters_most(language: Language) -> None:
    for kind in set(DraftKind) - NO_SHORT:
        found = check(drafted(kind, language, Tone.PLAIN, short=True), language=language, kind=kind)
        wanted = CALLED_FOR[kind] - {PracticeName.CONTEXT, PracticeName.FAVOUR, PracticeName.FOLLOW_UP}
        assert {p.name for p in found.practices if p.found} >= wanted, kind
        assert found.pressing == ()


@pytest.mark.parametrize("language", Language)
def test_what_is_proposed_is_what_was_missing(language: Language) -> None:
    """A sentence that is proposed for a practice is found as that practice, presses nobody, and is in the language."""
    said = table(language)
    for name in set(PracticeName) - {PracticeName.CONTEXT}:
        found = check(said.proposals[name], language=language)
        assert name in {p.name for p in found.practices if p.found}, name
        assert found.pressing == ()
    both = check(re.sub(r"\[\[.*?\]\]", "Acme", f"{said.proposals['role']} {said.proposals['why']}"), language=language)
    assert next(p for p in both.practices if p.name is PracticeName.CONTEXT).found
    bare = check("Jo", language=language)
    assert len(bare.suggestions) == len(PracticeName)
    assert all(any(said.proposals[key] in s for s in bare.suggestions) for key in said.proposals)


def test_a_bad_draft_is_helped() -> None:
    found = check("Hey Sam,\n\nI need you to refer me by tomorrow!!!\nCV attached.")
    assert [(p.line, p.kind) for p in found.pressing if p.kind is Weight.ATTACHMENT] == [(4, Weight.ATTACHMENT)]
    assert {p.line for p in found.pressing if p.kind is Weight.PRESSURE} == {3}
    assert not any(p.found for p in found.practices)
    assert any("For instance: " in s and "would you have fifteen minutes" in s for s in found.suggestions)
    for words in (*found.suggestions, *(p.why for p in found.pressing)):
        assert not any(word in words.casefold() for word in ("score", "grade", "wrong", "mistake", "fail", "missing"))


def test_a_note_of_thanks_is_not_told_to_offer_a_call() -> None:
    text = (
        "Thank you for putting in a word for me! I'll let you know how it goes. If I can do anything for you, say so."
    )
    assert check(text, kind=DraftKind.THANKS).suggestions == ()
    assert len(check(text, kind=DraftKind.REQUEST).suggestions) == 3


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("No need for a call, just do it.", PracticeName.CONVERSATION),
        ("I won't take no for an answer.", PracticeName.EASY_OUT),
        ("You owe me, after all I did for you.", PracticeName.FAVOUR),
        ("I'll keep writing until I hear from you.", PracticeName.FOLLOW_UP),
        ("Any job in your company is fine.", PracticeName.CONTEXT),
        ("> Thank you so much\n> Could we talk on the phone?\nRefer me.", PracticeName.GRATITUDE),
    ],
)
def test_what_only_looks_like_it(text: str, absent: PracticeName) -> None:
    found = next(p for p in check(text, language=Language.ENGLISH).practices if p.name is absent)
    assert (found.found, found.line, found.text) == (False, None, "")


GOOD = next(d["text"] for d in DRAFTS if d["id"] == "en-016")


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.upper(),
        lambda text: text.replace("'", "’").replace(" ", "\u00a0"),
        lambda text: "<div>" + text.replace("\n\n", "</p>\n<p class='x'>") + "</div><script>alert(1)</script>",
        lambda text: text.replace("could", "c\u200bould"),
    ],
    ids=["crlf", "cr", "upper", "typographic", "html", "invisible"],
)
def test_what_is_pasted_is_read_alike(change: Callable[[str], str]) -> None:
    plain, changed = check(GOOD), check(change(GOOD))
    assert [p.found for p in changed.practices] == [p.found for p in plain.practices]
    assert changed.pressing == plain.pressing


def test_markup_without_lines_keeps_words_apart() -> None:
    found = check("<p>Hi Mara,</p><p>Thank&nbsp;you!<br>Could we talk on the phone?</p>")
    lines = {p.name: p.line for p in found.practices if p.found}
    assert lines[PracticeName.GRATITUDE] < lines[PracticeName.CONVERSATION]  # type: ignore[operator]


@given(st.text(max_size=400))
def test_any_text_is_read(raw: str) -> None:
    found = check(raw)
    lines = read_text(raw).shown.count("\n") + 1
    assert [p.name for p in found.practices] == list(PracticeName)
    assert all(p.found == (p.line is not None) for p in found.practices)
    assert all(1 <= p.line <= lines for p in found.pressing)


@pytest.mark.parametrize(
    "part",
    ["a", "a ", "if ", "could we ", "thank ", "<p ", "[[", "!", "\n", "i'll let me know you ", "é", "the the job "],
)
def test_huge_and_hostile_input_is_cut_and_quick(part: str) -> None:
    begun = time.process_time()
    found = check(part * (2 * LONGEST // len(part)))
    assert found.cut
    assert len(found.pressing) <= 50
    assert time.process_time() - begun < 8


def test_tables_are_whole() -> None:
    """Every language has every section, with cues that none of another's stands in for."""
    for language in Language:
        said = table(language)
        assert len(function_words()[language]) >= 30
        assert min(len(c.shows) for c in (*said.practices.values(), *said.context.values())) >= 5, language
        assert min(len(c.shows) for c in said.pressing.values()) >= 3, language
    assert set(advice().practices) == set(PracticeName)
    assert set(advice().pressing) == set(Weight)
