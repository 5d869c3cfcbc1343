"""The order: who can be asked first, and there by logit V + ln A + ln C; tiers, and neighbours too close to call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from graph.columns import Float64
from graph.log_odds import logistic
from referral.asking.learning import Outcomes, moved
from referral.candidate import Candidate
from referral.criteria import FULL, criteria_met
from referral.monte_carlo import Inputs, certainty
from referral.next_step import TOP, Group, Placed, placed, tier
from referral.reply_chance import shown
from referral.results import (
    AnswerChance,
    Referrer,
    Vouch,
)

CALL = 0.7
"""Share of the draws in which an order has to hold; below, two neighbours are too close to call."""
DRAWN = 500
"""Candidates that are drawn, from the top; whoever stands behind them has P(top 5) 0."""


def distinct(candidates: Sequence[Candidate]) -> list[Placed]:
    """Each person once, as the contact of the owner who stands best with them; in the order of the ranking."""
    best: dict[str, Placed] = {}
    for one in sorted(map(placed, candidates), key=_standing):
        best.setdefault(one.id, one)
    return sorted(best.values(), key=lambda one: one.key)


def _standing(one: Placed) -> tuple[bool, bool, Group, float, str, str]:
    """Whose contact somebody is: of those who may ask, of those who know them directly, by the order."""
    return one.part is Group.LEAVE, bool(one.candidate.reach.via), *one.key, one.candidate.ego.id


def rank(ordered: Sequence[Placed], *, seed: int) -> list[Referrer]:
    """The ranking of `distinct` candidates, in their order. Deterministic by seed; O(1,000 n)."""
    if not ordered:
        return []
    asked = [one for one in ordered if one.part is not Group.LEAVE]
    top, close = _certainty(asked[:DRAWN], seed)
    people = [one.candidate for one in ordered]
    answers = [_in_per_cent(c, a) for c, a in zip(people, _answers(people), strict=True)]
    said = _moved(people)
    return [
        _referrer(
            one,
            place,
            answer,
            top.get(one.id, 0.0),
            close.get(one.id, ()),
            tier(one, top.get(one.id, 0.0), len(ordered)),
            said.get(one.id, ""),
        )
        for place, (one, answer) in enumerate(zip(ordered, answers, strict=True), start=1)
    ]


def _answers(ordered: Sequence[Candidate]) -> list[AnswerChance]:
    return shown([c.asks for c in ordered], [c.chance for c in ordered])


def _in_per_cent(candidate: Candidate, answer: AnswerChance) -> AnswerChance:
    """An answer with the chance that recorded asks bear out, where there are enough of them."""
    if candidate.calibration is None:
        return answer
    return replace(answer, calibrated=candidate.calibration.at(candidate.chance.value))


def _moved(ordered: Sequence[Candidate]) -> dict[str, str]:
    """Who stands elsewhere because of what they answered to recorded asks."""
    if not any(c.outcomes for c in ordered):
        return {}
    before = sorted((replace(c, chance=c.unlearned or c.chance) for c in ordered), key=lambda c: placed(c).key)
    known = {c.dossier.person.id: Outcomes(c.outcomes) for c in ordered if c.outcomes}
    return moved([c.dossier.person.id for c in before], [c.dossier.person.id for c in ordered], known)


def _certainty(ordered: Sequence[Placed], seed: int) -> tuple[dict[str, float], dict[str, tuple[str, ...]]]:
    if not ordered:
        return {}, {}
    drawn, ids = certainty(inputs_of(ordered), TOP, seed=seed), [one.id for one in ordered]
    close: dict[str, tuple[str, ...]] = {}
    for ahead, behind, share in zip(ids, ids[1:], drawn.ahead.tolist(), strict=False):
        if share < CALL:
            close[ahead] = (*close.get(ahead, ()), behind)
            close[behind] = (*close.get(behind, ()), ahead)
    return dict(zip(ids, drawn.top.tolist(), strict=True)), close


def inputs_of(ordered: Sequence[Placed]) -> Inputs:
    """Candidates as the arrays that are drawn from."""
    people = [one.candidate for one in ordered]
    by_id = sorted(range(len(ordered)), key=lambda at: ordered[at].id)
    return Inputs(
        values=np.array([[c.nats / FULL[c.name] for c in k.criteria] for k in people]),
        known=np.array([[c.known for c in k.criteria] for k in people]),
        alpha=_column([k.chance.alpha for k in people]),
        beta=_column([k.chance.beta for k in people]),
        factor=_column([k.chance.factor for k in people]),
        log_reach=np.log(_column([k.reach.value for k in people])),
        part=np.array([one.part for one in ordered], dtype=np.int64),
        stream=np.argsort(np.array(by_id, dtype=np.int64)),
    )


def _column(values: list[float]) -> Float64:
    return np.array(values, dtype=np.float64)


def _referrer(
    one: Placed,
    place: int,
    answer: AnswerChance,
    top: float,
    close: tuple[str, ...],
    grade: str | None,
    said: str,
) -> Referrer:
    candidate = one.candidate
    return Referrer(
        rank=place,
        person=candidate.dossier.person,
        ego=candidate.ego,
        score=one.score,
        tier=grade,
        p_top5=top,
        too_close_to=close,
        vouch=Vouch(float(logistic(candidate.logit)), candidate.criteria),
        answer=answer,
        reach=candidate.reach,
        restraint=candidate.restraint,
        next_step=one.step,
        criteria_met=criteria_met(candidate.criteria),
        hiring_role=candidate.hiring_role,
        acquainted=one.part is not Group.BARELY,
        addressee=candidate.addressee,
        place=candidate.place,
        heard=candidate.heard,
        moved=said,
    )
