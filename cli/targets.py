"""`targets`: the short answer for a list of companies in one go."""

from __future__ import annotations

from threading import Thread

import click

from cli.base import pass_settings
from cli.context import context_of
from cli.output import Table, emit, notes
from cli.settings import Settings
from cli.target_list import read_targets
from referral.context import Context
from referral.survey import CompanyAnswer, survey
from referral.wording import DECISIONS

MANY = 300
"""Companies from which on compiled draws save more than loading them takes: a third of a second beside the reading."""
COLUMNS = ("company", "verdict", "best person", "next step", "best path", "place", "known", "direct", "why")


def targets_table(found: tuple[CompanyAnswer, ...]) -> Table:
    """A row a company."""
    return Table(COLUMNS, tuple(_row(one) for one in found))


def _row(one: CompanyAnswer) -> tuple[str | int | None, ...]:
    best, path = one.best, one.path
    why = one.problem or (one.verdict.reasons[0] if one.verdict and one.verdict.reasons else one.reason)
    return (
        one.name,
        DECISIONS[one.verdict.decision] if one.verdict else None,
        best.person.name if best else None,
        best.step if best else None,
        " > ".join(person.name for person in path.people) if path else None,
        path.place if path else None,
        one.people.known,
        one.people.direct,
        why,
    )


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@pass_settings
def targets(settings: Settings, file: str) -> None:
    """Whether to ask, the best person and the best path for each company in FILE (- for stdin).

    FILE has a company a line, or is a table with a column 'company' and, if you like, one 'role'.
    """
    wanted = read_targets(file)
    if len(wanted) >= MANY:
        from graph.engine.warm import warm_for_pages  # noqa: PLC0415  (the compiler is not every list's)

        Thread(target=warm_for_pages, name="goodword-compiler", daemon=True).start()
    with context_of(settings) as context:
        found = survey(context, wanted)
    notes(context.notes)
    emit(settings.format, table=targets_table(found), value=lambda: _json(context, found))


def _json(context: Context, found: tuple[CompanyAnswer, ...]) -> object:
    from schemas.base import BasisOut  # noqa: PLC0415  (pydantic: for JSON alone)
    from schemas.survey import short_answers  # noqa: PLC0415

    basis = BasisOut.of(context.network.basis)
    return short_answers(context.ego, context.as_of, found, basis).model_dump(mode="json")
