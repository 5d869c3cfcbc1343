"""What only the user can say of a job, as an address holds it."""

from typing import Annotated

from fastapi import Depends, Query

from referral.results import Posting
from referral.vacancy import MOST_EMPLOYED, ToldVacancy
from schemas.base import LONGEST


async def vacancy_of(
    posting: Annotated[Posting | None, Query(description="How the job is advertised.")] = None,
    company_size: Annotated[
        int | None, Query(ge=1, le=MOST_EMPLOYED, description="How many people work there.")
    ] = None,
    hiring_manager: Annotated[str, Query(max_length=LONGEST, description="Who decides: id, slug or exact name.")] = "",
    *,
    contract: Annotated[bool | None, Query(description="Short-term contract or freelance work.")] = None,
    knows_hiring_manager: Annotated[bool | None, Query(description="Whether you know who decides.")] = None,
) -> ToldVacancy:
    """From the address."""
    return ToldVacancy(posting, contract, company_size, knows_hiring_manager, hiring_manager.strip())


VacancyDep = Annotated[ToldVacancy, Depends(vacancy_of)]
