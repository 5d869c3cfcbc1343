"""Evaluating a table of exchanges: cut it in time, hide what follows, measure which order predicts it."""

from __future__ import annotations

from dataclasses import dataclass

from graph.columns import Float64
from graph.days import SECONDS_A_DAY
from graph.errors import UsageError
from graph.evaluation.chosen_paths import follow
from graph.evaluation.measures import Bin, Interval, calibration, calibration_error, interval
from graph.evaluation.methods import OURS, events_before, orders
from graph.evaluation.ranking import THIN_MOST, LaterExchange, later_exchange, per_ego
from graph.evaluation.reply_cases import auc_by_ego, reply_cases
from graph.strength.backtest import CHANCE_AT, HORIZON, later_gain, moment_at
from graph.strength.contact_log import ContactLog, before
from graph.strength.ordered_pairs import ordered_pairs
from graph.strength.scores import Scores, apply, learn

PATH_HORIZON = 0.2
"""Paths are followed for this share of the table's whole time after the cut."""


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One number: `ahead` is what `goodword` has over this method, paired over egos (None for itself)."""

    part: str
    metric: str
    method: str
    value: Interval
    ahead: Interval | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What `goodword evaluate` prints. `horizon_days`: what p speaks of; `learned`: p was fitted on the own past.

    `rate_before`: share of the pairs known at 60 % of the past that exchanged something both ways in the rest of it,
    which is what p learns from; `rate_after`: share of the pairs known at the cut that did within the horizon after it.
    A world in which the two differ cannot be foreseen, and the calibration error says so.
    """

    events: int
    people: int
    cut: int
    share: float
    horizon_days: float
    learned: bool
    pairs: int
    positives: int
    lines: tuple[MeasureLine, ...]
    calibration: tuple[Bin, ...]
    calibration_error: float
    rate_before: float
    rate_after: float
    asked: int
    answered: float
    promised: Interval | None


def evaluate(
    log: ContactLog, *, share: float = 0.6, seed: int = 0, groups: list[frozenset[int]] | None = None
) -> Evaluation:
    """Evaluate every order on one table.

    Args:
        log: the whole table; `until` is just after its last row.
        share: where to cut, in time, 0 < share < 1.
        seed: of resampling, random orders and ties.
        groups: for paths; None leaves that part out.

    Raises:
        UsageError: `share` is not between 0 and 1.
    """
    if not 0.0 < share < 1.0:
        raise UsageError(f"the cut must lie between 0 and 1, not at {share:g}")
    cut = moment_at(log, share)
    past = before(log, cut)
    forms = learn(past)
    scores = apply(forms, past)
    outcome = later_exchange(scores.rows, log, cut, log.until)
    span = cut - int(log.at[0])
    within = later_exchange(scores.rows, log, cut, cut + round(HORIZON * span) + 1)
    bins = calibration(scores.p, within.hit)
    asked = reply_cases(log, forms, cut, seed)
    lines = [*_ranking(scores, outcome, seed), *lines_of("answers", "AUC", auc_by_ego(asked), seed)]
    routes, promised = _routes(log, scores, groups, cut, seed)
    return Evaluation(
        events=len(log),
        people=log.people,
        cut=cut,
        share=share,
        horizon_days=HORIZON * span / SECONDS_A_DAY,
        learned=forms.chance is not None,
        pairs=len(scores.rows),
        positives=int(outcome.hit.sum()),
        lines=(*lines, *routes),
        calibration=bins,
        calibration_error=calibration_error(bins),
        rate_before=_rate_before(past),
        rate_after=float(within.hit.mean()) if len(scores.rows) else float("nan"),
        asked=len(asked.ego),
        answered=float(asked.answered.mean()) if len(asked.ego) else float("nan"),
        promised=promised,
    )


def _rate_before(past: ContactLog) -> float:
    moment = moment_at(past, CHANCE_AT)
    rows = ordered_pairs(before(past, moment))
    return float((later_gain(rows, past, moment) > 0).mean()) if len(rows) else float("nan")


def _ranking(scores: Scores, outcome: LaterExchange, seed: int) -> list[MeasureLine]:
    methods = orders(scores, seed)
    thin = events_before(scores) <= THIN_MOST
    lines: list[MeasureLine] = []
    for part, only in (("ranking", None), ("thin ties", thin)):
        for metric, values in per_ego(scores.rows, outcome, methods, only=only, seed=seed).items():
            lines += lines_of(part, metric, values, seed)
    return lines


def _routes(
    log: ContactLog, scores: Scores, groups: list[frozenset[int]] | None, cut: int, seed: int
) -> tuple[list[MeasureLine], Interval | None]:
    if groups is None:
        return [], None
    whole = log.until - int(log.at[0])
    held = later_exchange(scores.rows, log, cut, cut + round(PATH_HORIZON * whole) + 1).hit
    routes = follow(scores, held, groups, seed)
    return lines_of("paths", "held", routes.kept, seed, ours="weighted"), interval(routes.promised, seed)


def lines_of(part: str, metric: str, values: dict[str, Float64], seed: int, *, ours: str = OURS) -> list[MeasureLine]:
    """One line a method, with what `ours` has over it."""
    return [
        MeasureLine(
            part, metric, name, interval(own, seed), None if name == ours else interval(values[ours] - own, seed)
        )
        for name, own in values.items()
    ]
