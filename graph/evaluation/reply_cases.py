"""Would they answer? Every message that ended a month of silence after the cut, scored from before it was sent."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.columns import Bool, Float64, Int64
from graph.evaluation.measures import auc
from graph.evaluation.methods import OURS, events_before
from graph.strength.contact_log import ContactLog, before
from graph.strength.features import column
from graph.strength.reply_model import reopenings
from graph.strength.reply_rates import PAIR_PRIOR, ask_rates, run_rates
from graph.strength.scores import Forms, Scores, apply

REFRESHES = 4
"""The time after the cut is divided so; each message is scored at the last division before it."""


@dataclass(frozen=True, slots=True, eq=False)
class ReplyCases:
    """Messages that ended a silence: by whom, whether answered, and each method's score before it was sent."""

    ego: Int64
    answered: Bool
    scores: dict[str, Float64]


def reply_cases(log: ContactLog, forms: Forms, cut: int, seed: int) -> ReplyCases:
    """All reopenings after the cut whose week is over at the log's end.

    The forms were learned before the cut; what they look at is brought up to date `REFRESHES` times, never past the
    message in question.
    """
    events = reopenings(log)
    moments = np.linspace(cut, log.until, REFRESHES + 1)[:-1].astype(np.int64)
    parts: list[tuple[Int64, Bool, dict[str, Float64]]] = []
    for step, moment in enumerate(moments):
        end = moments[step + 1] if step + 1 < len(moments) else log.until
        scored = apply(forms, before(log, int(moment)))
        row = scored.rows.find(events.ego, events.alter)
        use = (row >= 0) & (events.at >= moment) & (events.at < end)
        parts.append((events.ego[use], events.answered[use], _methods(scored, row[use], seed)))
    return ReplyCases(
        ego=np.concatenate([ego for ego, _, _ in parts]),
        answered=np.concatenate([answered for _, answered, _ in parts]),
        scores={name: np.concatenate([scores[name] for _, _, scores in parts]) for name in parts[0][2]},
    )


def _methods(scored: Scores, row: Int64, seed: int) -> dict[str, Float64]:
    return {
        OURS: scored.answer[row],
        "answers to asks": ask_rates(scored.rows).own(PAIR_PRIOR)[row],
        "answers to runs": run_rates(scored.rows).own(PAIR_PRIOR)[row],
        "T": column(scored.features, "strength")[row],
        "count": events_before(scored)[row],
        "recency": column(scored.features, "recency")[row],
        "random": np.random.default_rng(seed).random(len(row)),
    }


def auc_by_ego(asked: ReplyCases) -> dict[str, Float64]:
    """One AUC an ego with both outcomes, per method."""
    egos = [np.flatnonzero(asked.ego == ego) for ego in np.unique(asked.ego)]
    both = [part for part in egos if 0 < asked.answered[part].sum() < len(part)]
    return {
        name: np.array([auc(asked.answered[part], score[part]) for part in both])
        for name, score in asked.scores.items()
    }
