"""`referrers`, `paths`, `verdict`: the questions the product exists for."""

from __future__ import annotations

from collections.abc import Callable

import click

from cli.base import on_server_option, pass_settings, role_option
from cli.context import context_of
from cli.output import Table, emit, note, notes, write_text
from cli.render import (
    paths_lines,
    paths_table,
    referrers_lines,
    referrers_table,
    verdict_lines,
    verdict_table,
)
from cli.settings import Settings
from cli.vacancy import ADVERTISED, POSTING, vacancy_options
from graph.company_paths import HOPS
from graph.model import Basis, Company, Person
from referral.introductions import HOPS_MOST, PATHS, PATHS_MOST
from referral.path_results import Paths
from referral.results import Referrers, Verdict
from referral.vacancy import ToldVacancy
from referral.viewpoint import company_meant, target


def _print(settings: Settings, lines: list[str], table: Table, value: Callable[[], object]) -> None:
    if settings.format == "table":
        click.echo("\n".join(lines))
    else:
        emit(settings.format, table=table, value=value)


def _print_account(settings: Settings, company: Company, person: Person, account: tuple[str, ...]) -> None:
    def out() -> object:
        from schemas.referrers import AccountOut  # noqa: PLC0415  (pydantic: for JSON alone)

        value = {"company": company, "person": person, "account": account}
        return AccountOut.model_validate(value).model_dump(mode="json")

    _print(settings, list(account), Table(("account",), tuple((line,) for line in account)), out)


def _referrers_json(answer: Referrers) -> object:
    from schemas.referrers import ReferrersOut  # noqa: PLC0415  (pydantic: for JSON alone)

    return ReferrersOut.of(answer).model_dump(mode="json")


def _paths_json(answer: Paths) -> object:
    from schemas.paths import PathsOut  # noqa: PLC0415  (pydantic: for JSON alone)

    return PathsOut.of(answer).model_dump(mode="json")


def _verdict_json(answer: Verdict, basis: Basis) -> object:
    from schemas.referrers import VerdictAnswerOut  # noqa: PLC0415  (pydantic: for JSON alone)

    return VerdictAnswerOut.resting(answer, basis).model_dump(mode="json")


@click.command()
@click.argument("company")
@role_option("The job you want; decides expertise and seniority.")
@click.option("--top", type=click.IntRange(1, 1000), default=10, show_default=True)
@click.option("--explain", metavar="PERSON", help="Open every number of one candidate down to the rows it came from.")
@vacancy_options(POSTING, ADVERTISED)
@pass_settings
def referrers(settings: Settings, company: str, role: str, top: int, explain: str | None, job: ToldVacancy) -> None:
    """Who can put in a good word for you at COMPANY, best first, with the evidence."""
    with context_of(settings) as context:
        wanted, told = company_meant(context.workspace, company), job.in_(context.workspace)
        if explain:
            person = context.workspace.person(explain)
            account = context.desk.explain(wanted, person, ego=context.ego, role=role, job=told)
            _print_account(settings, wanted, person, account)
            return
        answer = context.desk.referrers(wanted, ego=context.ego, role=role, top=top, job=told)
    notes((*context.notes, *answer.notes))
    _print(settings, list(referrers_lines(answer)), referrers_table(answer), lambda: _referrers_json(answer))


@click.command()
@click.argument("company_or_person")
@click.option("-k", type=click.IntRange(1, PATHS_MOST), default=PATHS, show_default=True, help="How many paths.")
@click.option("--max-hops", type=click.IntRange(1, HOPS_MOST), default=HOPS, show_default=True)
@click.option("--disjoint", is_flag=True, help="Paths that share no person in between.")
@role_option("The job you want: each path says what to do about it.")
@vacancy_options(POSTING, ADVERTISED)
@click.option("--all", "every", is_flag=True, help="Every path in order, detours and the same help again too.")
@click.option("--include-inferred", is_flag=True, help="Also ties nobody stated: same employer at the same time.")
@on_server_option
@click.option("--html", metavar="FILE", help="Write the interactive page, one file that works offline (- for stdout).")
@pass_settings
def paths(
    settings: Settings,
    company_or_person: str,
    k: int,
    max_hops: int,
    *,
    disjoint: bool,
    every: bool,
    include_inferred: bool,
    on_server: bool,
    html: str | None,
    role: str,
    job: ToldVacancy,
) -> None:
    """The best introduction paths to a company or a person."""
    with context_of(settings, on_server=on_server) as context:
        wanted = target(context.workspace, company_or_person)
        answer = context.desk.paths(
            wanted,
            ego=context.ego,
            k=k,
            max_hops=max_hops,
            disjoint=disjoint,
            include_inferred=include_inferred,
            every=every,
            role=role,
            job=(told := job.in_(context.workspace)),
        )
        ranking = (
            context.desk.referrers(wanted, ego=context.ego, role=role, job=told)
            if html and isinstance(wanted, Company)
            else None
        )
    if html:
        from viz.path_page import path_page  # noqa: PLC0415  (drawing is not every answer's)

        write_text(html, path_page(answer, referrers=ranking))
    notes((*context.notes, *answer.notes))
    if html:
        note(f"wrote {html}")
    if html != "-":
        _print(settings, list(paths_lines(answer)), paths_table(answer), lambda: _paths_json(answer))


@click.command()
@click.argument("company")
@role_option()
@vacancy_options(POSTING, ADVERTISED)
@pass_settings
def verdict(settings: Settings, company: str, role: str, job: ToldVacancy) -> None:
    """Ask, warm up first, ask for an introduction, or apply directly - and why."""
    with context_of(settings) as context:
        wanted, network = company_meant(context.workspace, company), context.network
        answer = context.desk.verdict(wanted, ego=context.ego, role=role, job=job.in_(context.workspace))
    notes((*context.notes, *network.notes))
    _print(settings, list(verdict_lines(answer)), verdict_table(answer), lambda: _verdict_json(answer, network.basis))
