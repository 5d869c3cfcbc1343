"""What only the user can say of a job, as an address holds it."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query

from graph.stores.workspace import Workspace
from referral.results import Posting
from referral.situation import MOST_EMPLOYED
from referral.vacancy import Vacancy


@dataclass(frozen=True, slots=True)
class VacancyQuery:
    """What an address says of a job; `hiring_manager`: a name, slug or id."""

    posting: Posting | None
    contract: bool | None
    company_size: int | None
    knows_hiring_manager: bool | None
    hiring_manager: str

    def in_(self, workspace: Workspace) -> Vacancy:
        """The same with the person found.

        Raises:
            PersonNotFoundError: nobody here is called so.
        """
        posting = self.posting.value if self.posting else None
        who = workspace.person(self.hiring_manager) if self.hiring_manager else None
        return Vacancy(posting, self.contract, self.company_size, self.knows_hiring_manager, who)


UNTOLD = VacancyQuery(None, None, None, None, "")
"""Nothing was said of the job."""


async def vacancy_of(
    posting: Annotated[Posting | None, Query(description="How the job is advertised.")] = None,
    company_size: Annotated[
        int | None, Query(ge=1, le=MOST_EMPLOYED, description="How many people work there.")
    ] = None,
    hiring_manager: Annotated[str, Query(max_length=200, description="Who decides: id, slug or exact name.")] = "",
    *,
    contract: Annotated[bool | None, Query(description="Short-term contract or freelance work.")] = None,
    knows_hiring_manager: Annotated[bool | None, Query(description="Whether you know who decides.")] = None,
) -> VacancyQuery:
    """From the address."""
    return VacancyQuery(posting, contract, company_size, knows_hiring_manager, hiring_manager.strip())


VacancyDep = Annotated[VacancyQuery, Depends(vacancy_of)]
