"""`evaluate`, `score`, `selftest`: does the order beat a coin?"""

from __future__ import annotations

import csv
import io
import math
from dataclasses import asdict
from pathlib import Path

import click

from cli.base import WHOLE, pass_settings
from cli.output import Cell, Table, emit, for_machines, note
from cli.settings import Settings
from cli.worlds import hit_rates
from graph.days import until
from graph.evaluation.evaluate import Evaluation, MeasureLine
from graph.evaluation.evaluate import evaluate as run_evaluation
from graph.evaluation.measures import Interval
from graph.evaluation.scoring import COLUMNS, score_table
from graph.evaluation.selftest import POSITIVES_LEAST, OwnTest, own_test
from graph.evaluation.table import read_events, read_groups
from graph.stores.workspace import Workspace
from graph.strength.contact_log import contact_log
from referral.asking.circumstances import ledger_of
from referral.asking.learning import LEAST_ASKS, LEAST_CHECKED, HoldOut, hold_out

LINE_COLUMNS = ("part", "metric", "order", "mean", "low", "high", "egos", "ahead", "ahead_low", "ahead_high")
_TABLE = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)


@click.command()
@click.argument("events", type=_TABLE)
@click.option("--people", type=_TABLE, help="Groups for paths: columns person,group or person,reports_to.")
@click.option("--cut", type=float, default=0.6, show_default=True, help="Where to cut, as a share of the time.")
@click.option("--seed", type=WHOLE, default=0, show_default=True, help="Of resampling, random orders and ties.")
@pass_settings
def evaluate(settings: Settings, events: Path, people: Path | None, cut: float, seed: int) -> None:
    """Measure the scores on a table of exchanges (message_id,sender,recipient,timestamp)."""
    table = read_events(events)
    groups = read_groups(people, table.names) if people is not None else None
    found = run_evaluation(table.log(until=int(table.at.max()) + 1), share=cut, seed=seed, groups=groups)
    title = f"{found.events:,} exchanges of {found.people:,} people, cut at {found.share:.0%} of the time"
    emit(settings.format, table=Table(LINE_COLUMNS, _rows(found.lines), title), value=lambda: evaluation_value(found))
    _remarks(found)


def _remarks(found: Evaluation) -> None:
    basis = "the table's own past" if found.learned else "the default curve, its own past being too thin"
    note("ahead: goodword less this order, paired over egos; 95 % intervals from resampling egos")
    note(
        f"p speaks of two-way exchange within {found.horizon_days:.0f} days and comes from {basis}; "
        f"calibration error {found.calibration_error:.3f} over {found.pairs:,} ordered pairs"
    )
    note(
        f"in the past p learned from, {_percent(found.rate_before)} of the pairs went on exchanging; after the cut "
        f"{_percent(found.rate_after)}"
    )
    note(f"{found.asked} messages ended a month of silence; {_percent(found.answered)} were answered within a week")
    if found.promised is not None:
        note(f"the weighted paths promised {found.promised.mean:.3f} on average")


def _percent(share: float) -> str:
    return "none known" if math.isnan(share) else f"{share:.0%}"


def _rows(lines: tuple[MeasureLine, ...]) -> tuple[tuple[Cell, ...], ...]:
    return tuple((line.part, line.metric, line.method, *_cells(line.value), *_ahead(line)) for line in lines)


def _cells(value: Interval) -> tuple[Cell, ...]:
    return (_number(value.mean), _number(value.low), _number(value.high), value.egos)


def _ahead(line: MeasureLine) -> tuple[Cell, ...]:
    return _cells(line.ahead)[:3] if line.ahead is not None else (None, None, None)


def _number(value: float) -> float | None:
    return None if math.isnan(value) else value


def evaluation_value(found: Evaluation) -> dict[str, object]:
    """An evaluation as the JSON that is printed; unknown numbers are null."""
    return {
        "events": found.events,
        "people": found.people,
        "cut": {"share": found.share, "at": found.cut},
        "pairs": found.pairs,
        "positives": found.positives,
        "horizon_days": found.horizon_days,
        "p_from": "own past" if found.learned else "default curve",
        "measures": [dict(zip(LINE_COLUMNS, row, strict=True)) for row in _rows(found.lines)],
        "calibration": {
            "error": _number(found.calibration_error),
            "rate_before": _number(found.rate_before),
            "rate_after": _number(found.rate_after),
            "bins": [asdict(b) for b in found.calibration],
        },
        "answers": {"asked": found.asked, "answered": _number(found.answered)},
        "paths": None if found.promised is None else {"promised": _number(found.promised.mean)},
    }


@click.command()
@click.argument("events", type=_TABLE)
@click.argument("cut", type=WHOLE)
def score(events: Path, cut: int) -> None:
    """Score every ordered pair of a table of exchanges at CUT (UTC seconds), as CSV.

    Nothing at or after CUT is used. strength orders an ego's alters; p is the chance of two-way exchange in a following
    span two thirds as long as the span before; answer is the chance that the alter answers, within a week, a message
    that ends a month of silence.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for ego, alter, *numbers in score_table(events, cut):
        writer.writerow((ego, alter, *(f"{number:.9g}" for number in numbers)))
    for_machines(out.getvalue())


@click.command()
@click.option("--seed", type=WHOLE, default=0, show_default=True, help="Of resampling, random orders and worlds.")
@click.option("--worlds", type=click.IntRange(0, 100), default=3, show_default=True, help="Made-up archives to rank.")
@pass_settings
def selftest(settings: Settings, seed: int, worlds: int) -> None:
    """Does the ranking hold on your own past, and in made-up worlds where the truth is known?"""
    own, asks = _own_test(settings, seed), _asks_test(settings)
    made = hit_rates(worlds, seed)
    verdict = "enough data" if own.enough else "not enough data"
    value = {
        "own": {"verdict": verdict, "ties": own.ties, "positives": own.positives, "needed": POSITIVES_LEAST},
        "asks": _asks_value(asks),
        "measures": [dict(zip(LINE_COLUMNS, row, strict=True)) for row in _rows((*own.lines, *made))],
    }
    emit(settings.format, table=Table(LINE_COLUMNS, _rows((*own.lines, *made))), value=lambda: value)
    note(_asks_note(asks))
    note(
        f"your workspace: {verdict} ({own.positives} ties with later exchange both ways; {POSITIVES_LEAST} are needed)"
    )
    if made:
        note("synthetic worlds: who would refer is made up, so this shows that evidence is read as meant, no more")


def _own_test(settings: Settings, seed: int) -> OwnTest:
    with Workspace.open(settings.workspace, create=False) as workspace:
        facts = workspace.facts()
        end = until(settings.viewpoint.day(workspace))
    return own_test(contact_log(facts.contacts, people=len(facts.people.id), until=end), facts.owners, seed=seed)


def _asks_test(settings: Settings) -> HoldOut:
    with Workspace.open(settings.workspace, create=False) as workspace:
        ego = settings.viewpoint.person(workspace)
        owners = workspace.owners() if ego is None else [ego]
        ledgers = [ledger_of(workspace, owner.id, until=settings.as_of) for owner in owners]
    return hold_out(ask for ledger in ledgers for ask in ledger.asks)


def _asks_value(asks: HoldOut) -> dict[str, object]:
    """The check as JSON; nothing is stated where there is nothing to judge by."""
    counted: dict[str, object] = {"closed": asks.closed, "checked": asks.checked, "needed": LEAST_ASKS + LEAST_CHECKED}
    if not asks.enough:
        return counted
    return counted | {
        "promised": asks.promised,
        "answered": {"mean": asks.held, "low": asks.low, "high": asks.high},
        "squared_error": {
            "calibrated": asks.calibrated_error,
            "order": asks.order_error,
            "rate_so_far": asks.rate_error,
        },
    }


def _asks_note(asks: HoldOut) -> str:
    if not asks.enough:
        return (
            f"your asks: {asks.closed} closed with a chance kept; {LEAST_ASKS + LEAST_CHECKED} are needed to check it"
        )
    held = f"{_percent(asks.held)} were answered (95 %: {_percent(asks.low)} to {_percent(asks.high)})"
    word = "the chances kept their word" if asks.keeps_its_word else "the chances did not keep their word"
    return (
        f"your asks: of {asks.checked} foretold from those before, {_percent(asks.promised)} promised, {held}: {word}"
    )
