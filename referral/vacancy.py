"""What only the user can say of a job: how it is advertised, for how long, how large the company is, who hires."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.model import Person
from graph.names import fold

_LENGTH = r"\b\d+[ -]?(?:months?|monate|mois|meses|mesi|maanden|weeks?|wochen)\b"
_FREELANCE = re.compile(
    rf"\b(?:freelanc|freiberuf|zzp|interim|temporary\b)|{_LENGTH}"
    r"|(?<!general )\bcontract(?:or)?\s*(?:$|[)\],/|-])|\bcontract (?:role|position|job)\b"
)
"""How a job's title says in seven languages that it is freelance or short: "(Contract)", but not "Contract Manager"."""


@dataclass(frozen=True, slots=True)
class Vacancy:
    """The user's own words about a job; None wherever nothing was said.

    `posting`: "public" (a large job board), "internal", "none"; `contract`: short-term or freelance work;
    `company_size`: people at the company; `knows_hiring_manager`: whether the user knows who decides, `hiring_manager`:
    who that is, where it was said.
    """

    posting: str | None = None
    contract: bool | None = None
    company_size: int | None = None
    knows_hiring_manager: bool | None = None
    hiring_manager: Person | None = None

    @property
    def hirer_known(self) -> bool | None:
        """Whether the user knows who decides; who names that person does."""
        return True if self.hiring_manager else self.knows_hiring_manager


UNTOLD = Vacancy()
"""A job of which nothing was said."""


def names_contract(role: str) -> bool:
    """Whether a job's title says that it is freelance or contract work. Never raises."""
    return _FREELANCE.search(fold(role)) is not None
