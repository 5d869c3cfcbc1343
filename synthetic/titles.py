"""Job titles by field and level, as people write them in a headline."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from synthetic.dice import weighted

FIELDS: dict[str, tuple[str, ...]] = {
    "engineering": ("Software Engineer", "Backend Engineer", "Site Reliability Engineer", "Platform Engineer"),
    "data": ("Data Scientist", "Data Engineer", "Machine Learning Engineer", "Analytics Engineer"),
    "product": ("Product Manager", "Technical Program Manager", "Product Owner"),
    "design": ("Product Designer", "UX Researcher", "Content Designer"),
    "sales": ("Account Executive", "Solutions Engineer", "Customer Success Manager"),
    "marketing": ("Marketing Manager", "Growth Marketer", "Brand Strategist"),
    "people": ("Technical Recruiter", "Talent Partner", "HR Business Partner"),
    "finance": ("Financial Analyst", "Controller", "FP&A Manager"),
    "operations": ("Operations Manager", "Supply Chain Planner", "Chief of Staff"),
}
FIELD_WEIGHTS = tuple(zip(FIELDS, (8, 5, 4, 2, 4, 2, 3, 2, 2), strict=True))
_LEVELS = {0: "Junior {t}", 1: "{t}", 2: "Senior {t}", 3: "Staff {t}", 4: "Principal {t}"}
_BOSSES = {
    5: ("Director of {f}", "Head of {f}", "{f} Director"),
    6: ("VP {f}", "VP of {f}"),
    7: ("Chief {f} Officer",),
}
LEVEL_WEIGHTS = ((0, 0.8), (1, 4.0), (2, 4.0), (3, 2.0), (4, 1.0), (5, 1.0), (6, 0.5), (7, 0.15))


@dataclass(frozen=True, slots=True)
class Post:
    """A title with what it means. `level`: 0 junior, 1, 2 senior, 3 staff, 4 principal, 5 director, 6 VP, 7 chief."""

    title: str
    field: str
    level: int


def post(chance: Random, field: str | None = None, level: int | None = None) -> Post:
    """A post in `field` at `level`; what is not given is drawn."""
    field = field or weighted(chance, FIELD_WEIGHTS)
    level = weighted(chance, LEVEL_WEIGHTS) if level is None else level
    if level >= 5:
        return Post(chance.choice(_BOSSES[level]).format(f=field.capitalize()), field, level)
    return Post(_LEVELS[level].format(t=chance.choice(FIELDS[field])), field, level)
