"""The facts that a draft may state, each from a row of the workspace, the ledger, or the user's own question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from graph.model import Dossier, Employment, FactClass, Person, StatementKind
from graph.names import fold
from graph.text import clean
from referral.asking.ledger import Ask
from referral.asking.states import AskState
from referral.drafts.draft import DraftFact, DraftRequest
from referral.drafts.kinds import LATER, Words
from referral.overlap import Overlap, overlaps, together
from referral.pair_facts import STATED, WORKED, Pair, dated_statement, worked_together
from referral.question import Question
from referral.results import Evidence
from referral.situation import SILENT_DAYS, Wish
from referral.titles import read_beside, read_title
from referral.wording import day

APPLIED = "your job applications"
"""Where an application is on record."""
MOST_SKILLS = 3
"""Skills a draft names: more read as a list."""
STILL_THERE_DAYS = 31
"""Days between the end of a shared stay and the newest export within which it is taken to go on."""
NAMES = (
    "to", "target", "target_first", "me", "me_first", "company", "role", "shared_company", "shared_years",
    "recommended_on", "position_title", "position_company", "position_years", "skills", "silent_since",
    "now_title", "now_company",
    "asked_on", "applied_on",
)  # fmt: skip
"""What templates may call facts."""
STATES = ("agreed", "referred", "interviewing", "offer", "rejected")
"""States of the ask that templates may test."""
_TITLES = frozenset({"dr", "prof", "mr", "mrs", "ms", "miss", "herr", "frau", "ing", "dipl", "sir", "don", "dott"})


@dataclass(frozen=True, slots=True)
class Material:
    """What a draft is made from.

    `person`: whom it is to; None where there is nobody. `target`: whom an introduction leads to. `dossier`: all between
    the user and `person`. `ask`: the one in the ledger that the draft speaks of. `applied`: the user's application for
    this very job, not long ago.
    """

    wanted: DraftRequest
    question: Question
    today: date
    person: Person | None = None
    target: Person | None = None
    dossier: Dossier | None = None
    ask: Ask | None = None
    applied: Wish | None = None

    @property
    def role(self) -> str:
        """The job it is about, as the user named it now or when they asked."""
        return self.wanted.role or (self.ask.role if self.ask else "")


def facts(material: Material, words: Words) -> dict[str, DraftFact]:
    """Everything that can be said, by the name that templates use."""
    found = (*_people(material), *_job(material, words), *_own_work(material, words), *_history(material, words))
    return {fact.name: fact for fact in found if fact.text}


def conditions(material: Material) -> dict[str, bool]:
    """What templates may test: how it is to sound, and where the ask stands."""
    wanted, person = material.wanted, material.person
    state = material.ask.state if material.ask and wanted.kind in LATER else None
    there = bool(person and person.company_id == wanted.company.id)
    return {
        "warm": wanted.tone == "warm",
        "short": wanted.short,
        "at_company": there,
        "applied": material.applied is not None,
        **{name: state == AskState(name) for name in STATES},
        "referred": state in {AskState.REFERRED, AskState.INTERVIEWING, AskState.OFFER, AskState.REJECTED},
    }


def _fact(name: str, text: str, evidence: Evidence) -> DraftFact:
    """A fact on one line, without brackets that would look like a blank."""
    return DraftFact(name, " ".join(_plain(text).split()), evidence)


def _plain(text: str) -> str:
    return clean(text).replace("[[", "(").replace("]]", ")")


def first_name(name: str) -> str:
    """How a friend is called: the first word of a name that is no title of address."""
    parts = [part for part in name.split() if fold(part).strip(".,") not in _TITLES]
    return parts[0].strip(",") if parts else name


def _people(material: Material) -> Iterator[DraftFact]:
    me, person, target = material.question.owner.person, material.person, material.target
    if person:
        yield _fact("to", first_name(person.name), Evidence(person.name, "people", FactClass.DECLARED))
    if target:
        theirs = Evidence(target.name, "people", FactClass.DECLARED)
        yield _fact("target", target.name, theirs)
        yield _fact("target_first", first_name(target.name), theirs)
    mine = Evidence(me.name, "your profile", FactClass.DECLARED)
    yield _fact("me", me.name, mine)
    yield _fact("me_first", first_name(me.name), mine)
    headline = Evidence(f"{me.title} at {me.company_name}", "your profile", FactClass.DECLARED)
    yield _fact("now_title", me.title, headline)
    yield _fact("now_company", me.company_name, headline)


def _job(material: Material, words: Words) -> Iterator[DraftFact]:
    company = material.wanted.company.name
    yield _fact("company", company, Evidence(company, "your question", FactClass.CONFIRMED))
    source = "your question" if material.wanted.role else "your ledger"
    yield _fact("role", material.role, Evidence(material.role, source, FactClass.CONFIRMED))
    _, title, on = material.applied or ("", "", None)
    if on:
        row = Evidence(f"You applied for {title} on {day(on)}", APPLIED, FactClass.DECLARED, on)
        yield _fact("applied_on", _written("MMMMd", on, words), row)


def _own_work(material: Material, words: Words) -> Iterator[DraftFact]:
    """The newest position and the skills that fit the job."""
    if not material.role:
        return
    stay = next(iter(matching_positions(material)), None)
    if stay and stay.start:
        years = _years(stay.start, stay.end, words)
        row = Evidence(f"{stay.title} at {stay.company_name}, {years}", "your positions", stay.fact, stay.start)
        yield _fact("position_title", stay.title, row)
        yield _fact("position_company", stay.company_name, row)
        yield _fact("position_years", years, row)
    skills = matching_skills(material)
    if skills:
        line = ", ".join(skills)
        yield _fact("skills", line, Evidence(f"Your skills: {line}", "your skills", FactClass.DECLARED))


def matching_positions(material: Material) -> list[Employment]:
    """The user's dated positions in the function of the job, the newest first."""
    wanted = material.question.wanted.function
    stays = [e for e in material.question.owner.employments if e.start and e.start <= material.today and e.title]
    fit = [
        e for e in stays if wanted and read_beside(read_title(e.title), [material.question.wanted]).function == wanted
    ]
    return sorted(fit, key=lambda e: (e.end is None, e.start or date.min), reverse=True)


def matching_skills(material: Material) -> Sequence[str]:
    """The user's skills that the job's title names, or that lie in its function; at most three."""
    role, wanted = set(fold(material.role).split()), material.question.wanted.function
    skills = [skill for skill in material.question.owner.skills if skill.strip()]
    named = [skill for skill in skills if set(fold(skill).split()) <= role]
    near = [skill for skill in skills if wanted and read_title(skill).function == wanted]
    return list(dict.fromkeys([*named, *near]))[:MOST_SKILLS]


def _written(skeleton: str, day: date, words: Words) -> str:
    """A day as the draft's language writes it; `skeleton`: which parts of it, as CLDR has it."""
    from babel.dates import format_skeleton  # noqa: PLC0415  (drafting is not every answer's)

    return format_skeleton(skeleton, day, locale=words.locale)


def _history(material: Material, words: Words) -> Iterator[DraftFact]:
    """What the user and the reader share: work, a recommendation, a long silence, the message before."""
    dossier = material.dossier
    if dossier:
        yield from _shared_work(material, dossier, words)
        yield from _recommended(dossier, words)
        last = dossier.exchange.last
        if last and (material.question.as_of - last).days >= SILENT_DAYS:
            text = _written("yMMMM", last, words)
            yield _fact(
                "silent_since", text, Evidence("The last contact on record", "messages", FactClass.OBSERVED, last)
            )
    asked = material.ask.asked_on if material.ask else None
    if asked:
        text = _written("MMMMd", asked, words)
        yield _fact("asked_on", text, Evidence("You asked them", "your ledger", FactClass.CONFIRMED, asked))


def _shared_work(material: Material, dossier: Dossier, words: Words) -> Iterator[DraftFact]:
    """The longest time at one employer that both files date; else what the user marked."""
    asked = material.question
    shared = overlaps(asked.stays, dossier.employments, connected_on=dossier.connected_on, as_of=asked.as_of)
    dated = next((o for o in shared if o.kind is FactClass.DECLARED and o.dated), None)
    if dated:
        row = Evidence(together(dated), WORKED, FactClass.DECLARED, dated.end)
        yield _fact("shared_company", dated.company_name, row)
        yield _fact("shared_years", _years(dated.start, _ended(dated, asked.as_of), words), row)
    elif dossier.mark.worked_with and dossier.mark.worked_where:
        row = Evidence(worked_together(dossier.mark, Pair()), "your mark", FactClass.CONFIRMED)
        yield _fact("shared_company", dossier.mark.worked_where, row)
        yield _fact("shared_years", dossier.mark.worked_when or "", row)


def _ended(shared: Overlap, as_of: date) -> date | None:
    return shared.end if (as_of - shared.end).days > STILL_THERE_DAYS else None


def _years(start: date, end: date | None, words: Words) -> str:
    """`2018–2021`, `2019`, `since 2021`."""
    if end is None:
        return words.since.format(year=start.year)
    return f"{start.year}–{end.year}" if end.year != start.year else str(start.year)


def _recommended(dossier: Dossier, words: Words) -> Iterator[DraftFact]:
    """Their newest dated recommendation of the user."""
    said = [s for s in dossier.statements if s.kind is StatementKind.RECOMMENDATION and s.at]
    theirs = [s for s in said if s.author == dossier.person.id]
    if not theirs:
        return
    newest = max(theirs, key=lambda s: s.at or date.min)
    if newest.at:
        row = Evidence(dated_statement(newest, dossier, Pair()), STATED, FactClass.OBSERVED, newest.at)
        yield _fact("recommended_on", _written("yMMMM", newest.at, words), row)
