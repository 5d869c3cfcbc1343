"""`Positions.csv`, `Education.csv`, `Skills.csv`: what the owner did, where they learned it."""

from __future__ import annotations

from dataclasses import dataclass

from graph.companies import normalise
from graph.names import clean_name
from ingest.archive_words import archive_words
from ingest.dates import goes_on
from ingest.header_words import words
from ingest.reading import Row, Table
from ingest.report import Skip


@dataclass(frozen=True, slots=True)
class Position:
    """One stay of the owner. `start`, `end`: as written; without an end it goes on."""

    company: str
    title: str
    start: str
    end: str

    @property
    def current(self) -> bool:
        """Whether no end is stated, or that there is none."""
        return goes_on(self.end)


def parse_position(row: Row) -> Position | Skip:
    """Freelance work has no employer to share with anybody."""
    company = clean_name(row["company"])
    if not normalise(company):
        return Skip.NO_COMPANY
    return Position(company, clean_name(row["title"]), row["start"], row["end"])


def parse_school(row: Row) -> str | Skip:
    """The name of a school."""
    return clean_name(row["school"]) or Skip.NO_VALUE


def parse_skill(row: Row) -> str | Skip:
    """The name of a skill."""
    return clean_name(row["skill"]) or Skip.NO_VALUE


POSITIONS = Table(
    name="Positions",
    stems=(
        *("positions", "berufserfahrung", "positionen", "postes", "expériences", "experience", "puestos", "cargos"),
        *(
            "experiencia",
            "experiência",
            "posizioni",
            "esperienze",
            "posities",
            "functies",
            "stanowiska",
            "befattningar",
        ),
    ),
    columns={
        "company": ("company name", *words("company")),
        "title": ("title", *words("title"), *archive_words("position")),
        "start": ("started on", *archive_words("started")),
        "end": ("finished on", *archive_words("finished")),
    },
    needs=("company", "title", "start"),
    parse=parse_position,
)

EDUCATION = Table(
    name="Education",
    stems=(
        *("education", "ausbildung", "formation", "formations", "educación", "formación", "formação", "formazione"),
        *("istruzione", "opleiding", "opleidingen", "wykształcenie", "utbildning", "eğitim", "образование"),
    ),
    columns={"school": ("school name", *archive_words("school")), "degree": ("degree name", *archive_words("degree"))},
    needs=("school", "degree"),
    parse=parse_school,
)

SKILLS = Table(
    name="Skills",
    stems=(
        *("skills", "kenntnisse", "fähigkeiten", "compétences", "aptitudes", "competências", "competenze"),
        *("vaardigheden", "umiejętności", "kompetenser", "yetenekler", "навыки"),
    ),
    columns={"skill": ("name", "skill", "skill name", *archive_words("skill"))},
    needs=("skill",),
    parse=parse_skill,
    by_header=False,
)
