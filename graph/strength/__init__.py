"""How strong a tie is, and the calibrated probability that it still carries."""

from __future__ import annotations

from graph.strength.calibration import DEFAULT, HOP_DISCOUNT, CalibrationCurve, cost
from graph.strength.network import inferred_ties, network_columns
from graph.strength.pair_statistics import pair_columns
from graph.strength.ties import tie_columns

__all__ = [
    "DEFAULT",
    "HOP_DISCOUNT",
    "CalibrationCurve",
    "cost",
    "inferred_ties",
    "network_columns",
    "pair_columns",
    "tie_columns",
]
