"""The options by which a command is told what only the user can say of a job."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

import click

from referral.results import Posting
from referral.vacancy import MOST_EMPLOYED, ToldVacancy

R = TypeVar("R")

POSTING, ADVERTISED = "--posting", "--advertised"
"""Two names of one option; a command that reads a posting's text from a file has the second only."""


def vacancy_options(*advertised: str) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """Give a command these options, and a parameter `job` with what was typed.

    `advertised`: the names of the option for how the job is advertised.
    """

    def decorate(command: Callable[..., R]) -> Callable[..., R]:
        @wraps(command)
        def told(
            *args: object,
            posting: str | None,
            contract: bool | None,
            company_size: int | None,
            knows_hiring_manager: bool | None,
            hiring_manager: str | None,
            **words: object,
        ) -> R:
            job = ToldVacancy(
                *(Posting(posting) if posting else None, contract, company_size, knows_hiring_manager),
                (hiring_manager or "").strip(),
            )
            return command(*args, job=job, **words)

        for option in reversed(_options(advertised)):
            option(told)
        return told

    return decorate


def _options(advertised: tuple[str, ...]) -> list[Callable[[Callable[..., R]], Callable[..., R]]]:
    kinds = click.Choice([p.value for p in Posting])
    return [
        click.option(*advertised, "posting", type=kinds, help="How the job is advertised."),
        click.option("--contract/--permanent", default=None, help="Short-term contract or freelance work, or not."),
        click.option(
            "--company-size", type=click.IntRange(1, MOST_EMPLOYED), metavar="N", help="How many people work there."
        ),
        click.option(
            "--i-know-the-hiring-manager/--i-do-not-know-the-hiring-manager",
            "knows_hiring_manager",
            default=None,
            help="Whether you know who decides about the job.",
        ),
        click.option("--hiring-manager", metavar="PERSON", help="Who decides about the job, if you know them."),
    ]
