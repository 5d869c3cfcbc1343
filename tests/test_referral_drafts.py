"""Drafts: every fact with a row behind it, nothing else that varies, and a short form that really fits."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from jinja2 import Environment, TemplateSyntaxError, meta
from scenes import ANN, AS_OF, EVE, opened

from graph.errors import InputError, UsageError
from graph.model import Mark, NewEntry, StatementKind, company_id, person_id
from graph.stores.workspace import Workspace
from referral.asking.blanks import open_blanks
from referral.desk import Desk
from referral.drafts import drafting
from referral.drafts.draft import Draft, DraftRequest
from referral.drafts.drafting import NO_SHORT
from referral.drafts.gathering import NAMES, STATES, first_name
from referral.drafts.kinds import LATER, NOTE_LIMIT, DraftKind, Language, Tone, words
from referral.drafts.templates import OWN, template_file
from referral.viewpoint import company_meant

ANN_ID = person_id("in:ann")
Made = tuple[Workspace, Desk]
Drafter = Callable[..., Draft]
TOLD = {"agreed": ("agreed",), "referred": ("agreed", "referred"), "offer": ("agreed", "referred", "offer")}


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    with opened(tmp_path, ANN, EVE) as (workspace, _, desk):
        yield workspace, desk


def draft(made: Made, kind: DraftKind, at: str = "Acme", person: str | None = None, **how: object) -> Draft:
    workspace, desk = made
    named = workspace.person(person) if person else None
    asked = {"role": "Software Engineer"} | how
    own = asked.pop("own", None)
    wanted = DraftRequest(kind, company_meant(workspace, at), person=named, **asked)  # type: ignore[arg-type]
    return desk.draft(wanted, ego=workspace.owner("ann"), own_templates=own if isinstance(own, Path) else None)


def drafter(made: Made) -> Drafter:
    """Drafts to Bo at Acme from one look at the company: it costs more than the draft."""
    workspace, desk = made
    company, ego, role = company_meant(workspace, "Acme"), workspace.owner("ann"), "Software Engineer"
    situation = desk._asked(company, ego, role)

    def one(kind: DraftKind, **how: object) -> Draft:
        wanted = DraftRequest(kind, company, role, workspace.person("bo"), **how)  # type: ignore[arg-type]
        return drafting.draft(desk._view, situation, wanted, ego)

    return one


def log(made: Made, *kinds: str, person: str = "bo", role: str = "Software Engineer") -> None:
    workspace, _ = made
    with workspace.recording(ANN_ID) as session:
        for n, kind in enumerate(kinds):
            session.append(
                NewEntry(
                    kind,
                    person_id(f"in:{person}"),
                    AS_OF - timedelta(days=20 - n),
                    "ask1",
                    company_id("acme"),
                    "Acme",
                    role,
                )
            )


EVERY = [
    (kind, language, tone, short)
    for kind, language, tone, short in itertools.product(DraftKind, Language, Tone, (False, True))
    if not (short and (kind in NO_SHORT or tone is Tone.WARM))
]


def stands_in(text: str, template: str) -> bool:
    """Whether `text` is put together from nothing but what stands between the tags of a template."""
    literals = {"".join(part.split()) for part in re.split(r"{%.*?%}|{{.*?}}", template)} - {""}
    bare = "".join(text.split())
    reached = {0}
    for at in range(len(bare)):
        if at in reached:
            reached |= {at + len(part) for part in literals if bare.startswith(part, at)}
    return len(bare) in reached


def test_every_fact_has_a_row_and_nothing_else_varies(made: Made) -> None:
    """What is no fact stands in the template word for word; every fact names its evidence, and its text is in there."""
    log(made, "asked", "agreed")
    workspace, one = made[0], drafter(made)
    for kind, language, tone, short in EVERY:
        found = one(kind, language=language, tone=tone, short=short)
        source = template_file(kind, language).read_text(encoding="utf-8")
        for piece in found.pieces:
            if piece.fact is None:
                assert stands_in(piece.text, source), (kind, language, piece.text)
                continue
            row = piece.fact.evidence
            assert row.text, piece.fact
            assert row.source
            assert piece.text == piece.fact.text
            states = {part for part in piece.text.replace("–", " ").split() if part.isdigit()}
            assert all(year in f"{row.text} {row.date}" for year in states), piece.fact
        names = {fact.text for fact in found.facts if fact.name in {"to", "me", "target"}}
        everybody = {p.name for p in workspace.people_by_id([person_id("in:bo"), ANN_ID]).values()}
        assert names <= everybody | {first_name(name) for name in everybody}


def test_facts_are_what_the_rows_say(made: Made) -> None:
    found = draft(made, DraftKind.REQUEST)
    said = {fact.name: (fact.text, fact.evidence.source) for fact in found.facts}
    assert said["to"] == ("Bo", "people")
    assert said["shared_company"][1] == "positions"
    assert said["recommended_on"] == ("May 2021", "statements")
    assert said["position_title"] == ("Software Engineer", "your positions")
    assert said["company"] == ("Acme", "your question")
    assert "You wrote me" in found.text or "And you wrote me" in found.text
    assert "Acme (Software Engineer)" in found.text
    german = draft(made, DraftKind.REQUEST, language=Language.GERMAN)
    assert "Im Mai 2021 hast du mir eine Empfehlung geschrieben" in german.text
    assert german.address.startswith("Written with 'du'")


def test_an_application_that_went_out_is_told(made: Made) -> None:
    """By its row, for this job of this level alone; without one the user would like to apply."""
    assert "I would like to apply at Acme" in draft(made, DraftKind.REQUEST).text
    log(made, "asked", "agreed", "referred", "rejected")
    found = draft(made, DraftKind.REQUEST)
    row = next(fact.evidence for fact in found.facts if fact.name == "applied_on")
    assert "I applied at Acme (Software Engineer) on " in found.text
    assert "would like to apply" not in found.text
    assert row.text.startswith("You applied for Software Engineer on ")
    for other in ("Chief Financial Officer", ""):
        assert "I would like to apply at Acme" in draft(made, DraftKind.REQUEST, role=other).text
    assert (draft(made, DraftKind.REQUEST, short=True).room or 0) >= 0


def test_without_a_row_nothing_is_said(made: Made) -> None:
    """Cy shares no work with the user: no such sentence, and no recommendation, whatever the language."""
    for language in (Language.ENGLISH, Language.DUTCH):
        names = {fact.name for fact in draft(made, DraftKind.REQUEST, person="cy", language=language).facts}
        assert not names & {"recommended_on", "shared_company", "shared_years"}
    nameless = draft(made, DraftKind.REQUEST, role="")
    assert "[[which job]]" in nameless.text
    assert "position_title" not in {fact.name for fact in nameless.facts}


def test_a_mark_is_a_row(made: Made) -> None:
    workspace, _ = made
    workspace.set_mark(ANN_ID, person_id("in:cy"), Mark(worked_with=True, worked_where="Cobalt", worked_when="2015"))
    found = draft(made, DraftKind.REQUEST, person="cy")
    assert "We were both at Cobalt (2015)" in found.text
    assert {f.evidence.source for f in found.facts if f.name == "shared_company"} == {"your mark"}


@pytest.mark.parametrize("language", [Language.ENGLISH, Language.FRENCH])
def test_the_state_of_the_ask_decides_what_is_said(made: Made, language: Language) -> None:
    blank = draft(made, DraftKind.OUTCOME, language=language)
    assert len(blank.blanks) == 1
    log(made, "asked", "agreed", "referred", "interviewing", "offer")
    offer = draft(made, DraftKind.OUTCOME, language=language, role="")
    assert (offer.person and offer.person.name, offer.request.role) == ("Bo Bell", "Software Engineer")
    assert offer.text != blank.text
    thanks = draft(made, DraftKind.THANKS, language=language)
    assert (thanks.blanks, thanks.request.short) == ((), False)
    reminder = draft(made, DraftKind.FOLLOW_UP, language=language)
    assert next(f for f in reminder.facts if f.name == "asked_on").evidence.date == date(2026, 10, 12)


@pytest.mark.parametrize("language", Language)
def test_short_ones_fit_with_room_for_the_blanks(made: Made, language: Language) -> None:
    log(made, "asked", "agreed")
    one = drafter(made)
    for kind in set(DraftKind) - NO_SHORT:
        found = one(kind, language=language, short=True)
        assert len(found.text.strip()) <= NOTE_LIMIT
        assert found.room is not None
        assert found.room >= 30 * len(found.blanks)
        filled = found.text.strip()
        for blank in found.blanks:
            filled = filled.replace(f"[[{blank.text}]]", "x" * 30)
        assert len(filled) <= NOTE_LIMIT, (kind, filled)


def test_what_cannot_fit_is_said(made: Made) -> None:
    with pytest.raises(UsageError, match="does not fit into 300 characters"):
        draft(made, DraftKind.REQUEST, role="Engineer " * 30, short=True)
    with pytest.raises(UsageError, match="has no short form"):
        draft(made, DraftKind.AGENDA, short=True)


def test_an_introduction_is_asked_for_and_leads_to_the_other(made: Made) -> None:
    found = draft(made, DraftKind.REQUEST, at="Dune")
    targets = [fact.text for fact in found.facts if fact.name == "target"]
    assert found.person is not None
    assert targets
    assert targets[0] != found.person.name
    assert targets[0] in draft(made, DraftKind.BLURB, at="Dune").text


def test_nobody_to_write_to_is_a_blank(made: Made) -> None:
    found = draft(made, DraftKind.REQUEST, at="Nowhere Ltd")
    assert found.person is None
    assert found.text.startswith("Hello [[name]],")


def test_brackets_in_data_are_no_blanks_and_markup_stays_text(made: Made) -> None:
    found = draft(made, DraftKind.THANKS, role="{{ 7*7 }} [[Lead]] \ue000me\ue001 <b>")
    assert (
        "{{ 7*7 }} (Lead) me <b>" in draft(made, DraftKind.REQUEST, role="{{ 7*7 }} [[Lead]] \ue000me\ue001 <b>").text
    )
    assert all("Lead" not in blank.text for blank in found.blanks)


def test_the_users_own_template_goes_first(made: Made, tmp_path: Path) -> None:
    own = tmp_path / "templates"
    (own / "en").mkdir(parents=True)
    file = own / "en" / "thanks.txt"
    file.write_text("Cheers {{ to }}!{% if target %} {{ target }}{% endif %} [[more]]", encoding="utf-8")
    assert draft(made, DraftKind.THANKS, own=own).text == "Cheers Bo! [[more]]\n"
    assert "Cheers" not in draft(made, DraftKind.REQUEST, own=own).text
    for bad in ("{{ salary }}", "{% if %}", "{{ to.evidence.text.__class__.__mro__ }}", "{{ 'x' * (10 ** 9) ** 2 }}"):
        file.write_text(bad, encoding="utf-8")
        with pytest.raises(InputError, match=r"^thanks.txt: this template cannot be filled"):
            draft(made, DraftKind.THANKS, own=own)
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="cannot be filled"):
        draft(made, DraftKind.THANKS, own=own)


@pytest.mark.parametrize("language", Language)
def test_the_templates_of_a_language_are_whole(language: Language) -> None:
    """Each kind is there, says only what is known, and blanks are closed."""
    known = {*NAMES, *STATES, "warm", "short", "at_company", "applied"}
    for kind in DraftKind:
        text = (OWN / language / f"{kind}.txt").read_text(encoding="utf-8")
        try:
            assert meta.find_undeclared_variables(Environment().parse(text)) <= known, (language, kind)
        except TemplateSyntaxError as error:
            pytest.fail(f"{language}/{kind}: {error}")
        assert text.count("[[") == text.count("]]") == len(open_blanks(text))
        assert ("warm" in text, "short" in text) == (True, kind not in NO_SHORT)
        assert kind in LATER | {DraftKind.RECONNECT} or "{{ company }}" in text
    assert words()[language].since.format(year=2021).endswith("2021")


@pytest.mark.parametrize(
    ("name", "first"),
    [("Mara Lindqvist", "Mara"), ("Dr. Wen Zhang", "Wen"), ("Prof. Dr. Ana", "Ana"), ("O", "O"), ("Dr.", "Dr.")],
)
def test_first_names(name: str, first: str) -> None:
    assert first_name(name) == first


def test_statements_of_others_are_no_recommendation(made: Made) -> None:
    """An endorsement is not said to be a recommendation."""
    workspace, _ = made
    said = workspace.statements_between(ANN_ID, [person_id("in:cy")]).get(person_id("in:cy"), ())
    assert all(s.kind is not StatementKind.RECOMMENDATION for s in said)
