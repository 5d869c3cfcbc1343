"""What is compared: the scores of this program, T alone, and the simple orders they have to beat."""

from __future__ import annotations

import numpy as np

from graph.columns import Float64
from graph.strength.features import column
from graph.strength.scores import Scores

OURS = "goodword"
DECAY_HALF_LIFE = 90.0
"""Days, of the baseline."""


def orders(scores: Scores, seed: int) -> dict[str, Float64]:
    """Every order of an ego's alters, by name, higher is better. All look only at what lies before the cut."""
    rows = scores.rows
    faded = rows.total(np.exp2(-rows.age_days() / DECAY_HALF_LIFE))
    count = rows.total(np.ones(len(rows.log)))
    strength = column(scores.features, "strength")
    return {
        OURS: scores.strength,
        "T": strength,
        "T with Adamic-Adar": strength + 0.5 * column(scores.features, "adamic_adar"),
        "count": count + count[rows.reverse],
        "recency": column(scores.features, "recency"),
        "decay 90 d": faded + faded[rows.reverse],
        "random": np.random.default_rng(seed).random(len(rows)),
    }


def events_before(scores: Scores) -> Float64:
    """How many contacts of either side lie before the cut, per row."""
    count = scores.rows.total(np.ones(len(scores.rows.log)))
    both: Float64 = count + count[scores.rows.reverse]
    return both
