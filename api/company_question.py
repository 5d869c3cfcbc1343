"""What the company page is asked: the job, what only the user can say, and which part of the lists."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query

from graph.stores.directory import Directory
from referral.vacancy import ToldVacancy, Vacancy
from schemas.base import LONGEST, Role
from viz.web_pages import VerdictAnswers

RoleQuery = Annotated[Role, Query(description="The job wanted.", examples=["Staff Engineer"])]
PageNumber = Annotated[int, Query(ge=1, le=100_000)]


@dataclass(frozen=True, slots=True)
class CompanyQuestion:
    """The address of a company page, read.

    `answers`: what the user said of the job, as the form holds it, `told`: what that means; `page`, `known`: which
    part of the two lists, from 1.
    """

    role: str
    answers: VerdictAnswers
    told: ToldVacancy
    page: int
    known: int

    @property
    def fields(self) -> dict[str, str]:
        """The job and the answers as an address holds them."""
        told = self.answers
        size = str(told.company_size)
        flags = {"contract": told.contract, "knows_hiring_manager": told.knows_hiring_manager}
        said = {name: "true" for name, on in flags.items() if on}
        named = {"hiring_manager": told.hiring_manager} if told.hiring_manager else {}
        return {"role": self.role, "posting": told.posting, "company_size": size, **said, **named}

    def job(self, workspace: Directory) -> Vacancy:
        """What the user said of the job, with the person found who decides.

        Raises:
            PersonNotFoundError: nobody here is called so.
            AmbiguousError: several are.
        """
        return self.told.in_(workspace)

    def carried(self, company: str) -> tuple[tuple[str, str], ...]:
        """The job as pages about people hold it in their addresses: at which company, and all that was said."""
        return (("company", company), *((name, value) for name, value in self.fields.items() if value))


async def question_of(
    role: RoleQuery = "",
    posting: str = "",
    company_size: Annotated[str, Query(max_length=LONGEST)] = "",
    hiring_manager: Annotated[str, Query(max_length=LONGEST)] = "",
    page: PageNumber = 1,
    known: PageNumber = 1,
    *,
    contract: bool = False,
    knows_hiring_manager: bool = False,
) -> CompanyQuestion:
    """From the address; a form sends fields that were left empty, too.

    Raises:
        UsageError: an answer is none of those offered.
    """
    size, hirer = company_size.strip(), hiring_manager.strip()
    told = ToldVacancy.in_words(posting, size, hirer, contract=contract, hirer_known=knows_hiring_manager)
    answers = VerdictAnswers(posting, size, contract, knows_hiring_manager, hirer)
    return CompanyQuestion(role, answers, told, page, known)


CompanyQuestionDep = Annotated[CompanyQuestion, Depends(question_of)]


JobCompany = Annotated[str, Query(alias="company", max_length=LONGEST, description="Where the job in question is.")]
"""What pages about people are told of the job besides `CompanyQuestion`; empty: no job is in question."""
