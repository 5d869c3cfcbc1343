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
from referral.monte_carlo import Inputs, drawn_scores, order_holds, share_in_top
from referral.next_step import TOP, Group, group, key, next_step, tier
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
GROUP_NATS = 1_000.0
"""What sets a part of the list apart from the next in the draws: more than any evidence weighs."""


def distinct(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Each person once, as the contact of the owner who stands best with them; in the order of the ranking."""
    best: dict[str, Candidate] = {}
    for candidate in sorted(candidates, key=_standing):
        best.setdefault(candidate.dossier.person.id, candidate)
    return sorted(best.values(), key=key)


def _standing(candidate: Candidate) -> tuple[bool, bool, Group, float, str, str]:
    """Whose contact somebody is: of those who may ask, of those who know them directly, by the order."""
    left = group(candidate) is Group.LEAVE
    return left, bool(candidate.reach.via), *key(candidate), candidate.ego.id


def rank(ordered: Sequence[Candidate], *, seed: int) -> list[Referrer]:
    """The ranking of `distinct` candidates, in their order. Deterministic by seed; O(1,000 n)."""
    if not ordered:
        return []
    asked = [c for c in ordered if group(c) is not Group.LEAVE]
    top, close = _certainty(asked[:DRAWN], seed)
    answers = [_in_per_cent(c, a) for c, a in zip(ordered, _answers(ordered), strict=True)]
    said = _moved(ordered)
    return [
        _referrer(
            c,
            place,
            answer,
            top.get(c.dossier.person.id, 0.0),
            close.get(c.dossier.person.id, ()),
            tier(c, top.get(c.dossier.person.id, 0.0), len(ordered)),
            said.get(c.dossier.person.id, ""),
        )
        for place, (c, answer) in enumerate(zip(ordered, answers, strict=True), start=1)
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
    before = sorted((replace(c, chance=c.unlearned or c.chance) for c in ordered), key=key)
    known = {c.dossier.person.id: Outcomes(c.outcomes) for c in ordered if c.outcomes}
    return moved([c.dossier.person.id for c in before], [c.dossier.person.id for c in ordered], known)


def _certainty(ordered: Sequence[Candidate], seed: int) -> tuple[dict[str, float], dict[str, tuple[str, ...]]]:
    """Per person id: P(top 5), and the neighbours within noise."""
    if not ordered:
        return {}, {}
    ids = [c.dossier.person.id for c in ordered]
    by_id = sorted(range(len(ids)), key=ids.__getitem__)
    scores = drawn_scores(inputs_of([ordered[i] for i in by_id]), seed=seed)
    scores -= GROUP_NATS * np.array([[group(ordered[i])] for i in by_id])
    column = {ids[i]: at for at, i in enumerate(by_id)}
    shares = share_in_top(scores, TOP)
    holds = order_holds(scores, [column[i] for i in ids])
    close: dict[str, tuple[str, ...]] = {}
    for ahead, behind, share in zip(ids, ids[1:], holds, strict=False):
        if share < CALL:
            close[ahead] = (*close.get(ahead, ()), behind)
            close[behind] = (*close.get(behind, ()), ahead)
    return {i: float(shares[column[i]]) for i in ids}, close


def inputs_of(candidates: Sequence[Candidate]) -> Inputs:
    """Candidates as the arrays that are drawn from."""
    return Inputs(
        values=np.array([[c.nats / FULL[c.name] for c in k.criteria] for k in candidates]),
        known=np.array([[c.known for c in k.criteria] for k in candidates]),
        alpha=_column([k.chance.alpha for k in candidates]),
        beta=_column([k.chance.beta for k in candidates]),
        factor=_column([k.chance.factor for k in candidates]),
        log_reach=np.log(_column([k.reach.value for k in candidates])),
    )


def _column(values: list[float]) -> Float64:
    return np.array(values, dtype=np.float64)


def _referrer(
    candidate: Candidate,
    place: int,
    answer: AnswerChance,
    top: float,
    close: tuple[str, ...],
    grade: str | None,
    said: str,
) -> Referrer:
    return Referrer(
        rank=place,
        person=candidate.dossier.person,
        ego=candidate.ego,
        score=candidate.score,
        tier=grade,
        p_top5=top,
        too_close_to=close,
        vouch=Vouch(float(logistic(candidate.logit)), candidate.criteria),
        answer=answer,
        reach=candidate.reach,
        restraint=candidate.restraint,
        next_step=next_step(candidate),
        criteria_met=criteria_met(candidate.criteria),
        hiring_role=candidate.hiring_role,
        acquainted=group(candidate) is not Group.BARELY,
        addressee=candidate.addressee,
        place=candidate.place,
        heard=candidate.heard,
        moved=said,
    )
