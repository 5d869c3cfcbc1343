"""Fit the default curve p(T, Adamic-Adar): `python -m graph.evaluation.default_curve TABLE...`.

Each table is cut at 60 % of its time; a pair counts as kept if both wrote within the horizon after it. Every table
weighs the same, whatever its size, and has a base of its own, because base rates differ far more between networks than
slopes do; the default takes the mean of the bases. What is printed as `all` stands in `graph/strength/calibration.py`.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from graph.columns import Bool, Float64
from graph.evaluation.measures import calibration, calibration_error
from graph.evaluation.ranking import later_exchange
from graph.evaluation.table import read_events
from graph.strength.backtest import CHANCE_AT, HORIZON, moment_at
from graph.strength.calibration import CalibrationCurve, probability
from graph.strength.contact_log import before
from graph.strength.features import column, tie_features
from graph.strength.learn import fit_logistic
from graph.strength.ordered_pairs import ordered_pairs

PULL = 1e-3
"""Ridge penalty: so small that it decides nothing but a table without outcomes."""


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Pairs of one table at its cut: ln T and ln(1 + AA), and whether both wrote within the horizon."""

    name: str
    features: Float64
    kept: Bool


def sample(path: Path) -> Sample:
    """The pairs of a table at 60 % of its time."""
    table = read_events(path)
    log = table.log(until=int(table.at.max()) + 1)
    cut = moment_at(log, CHANCE_AT)
    rows = ordered_pairs(before(log, cut))
    horizon = round(HORIZON * (cut - int(log.at[0]))) + 1
    kept = later_exchange(rows, log, cut, cut + horizon).hit
    every = tie_features(rows)
    features = np.column_stack([column(every, "strength"), column(every, "adamic_adar")])
    up = rows.ego < rows.alter
    return Sample(path.parent.name, features[up], kept[up])


def fit(samples: list[Sample]) -> CalibrationCurve:
    """One curve for all tables: common slopes, the mean of their bases."""
    which = np.repeat(np.arange(len(samples)), [len(s.kept) for s in samples])
    weight = np.concatenate([np.full(len(s.kept), 1000.0 / len(s.kept)) for s in samples])
    own_base = (which[:, None] == np.arange(1, len(samples))).astype(np.float64)
    features = np.column_stack([np.concatenate([s.features for s in samples]), own_base])
    kept = np.concatenate([s.kept for s in samples])
    form = fit_logistic(features, kept, weight=weight, prior=np.zeros(features.shape[1]), pull=PULL)
    slope = form.slope / form.scale
    base = float(form.base - form.mean @ slope + slope[2:].sum() / len(samples))
    return CalibrationCurve(base, float(slope[0]), float(slope[1]))


def error(curve: CalibrationCurve, one: Sample) -> float:
    """Calibration error of a curve on a table."""
    p = probability(curve.logit(np.exp(one.features[:, 0]), np.expm1(one.features[:, 1])))
    return calibration_error(calibration(p, one.kept))


def main(paths: list[str]) -> None:
    """Print the curve of each table, of all, and the error of each curve on each table."""
    samples = [sample(Path(path)) for path in paths]
    curves = {one.name: fit([one]) for one in samples} | {"all": fit(samples)}
    for name, curve in curves.items():
        errors = " ".join(f"ECE on {one.name} {error(curve, one):.3f}" for one in samples)
        sys.stdout.write(f"{name}: {curve.base:.3f} {curve.per_ln_t:.3f} {curve.per_common:.3f} {errors}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
