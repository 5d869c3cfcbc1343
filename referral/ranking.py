"""The ranking: by logit V + ln A + ln C, with tiers and neighbours that are too close to call."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph.columns import Float64
from graph.model import Dossier, Person
from referral.criteria import FULL, criteria_met
from referral.monte_carlo import BASE_NATS, Inputs, drawn_scores, order_holds, share_in_top
from referral.reluctance import ignores
from referral.reply_chance import Asks, Chance, shown
from referral.results import (
    AnswerChance,
    Criterion,
    CriterionName,
    NextStep,
    Reach,
    Referrer,
    Restraint,
    Vouch,
)

TOP = 5
TIER_A, TIER_B = 0.8, 0.4
CALL = 0.7
DRAWN = 500
"""Candidates that are drawn, from the top; whoever stands behind them has P(top 5) 0."""
SEVERAL = 2
PERSONAL = (CriterionName.FAMILIAR, CriterionName.STRONG, CriterionName.SUPPORTER)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody at the company, with everything the ranking rests on."""

    ego: Person
    dossier: Dossier
    criteria: tuple[Criterion, ...]
    asks: Asks
    chance: Chance
    reach: Reach

    @property
    def logit(self) -> float:
        """Log-odds of V: b0 and the nats of the five criteria."""
        return BASE_NATS + math.fsum(c.nats for c in self.criteria)

    @property
    def score(self) -> float:
        """Logit V + ln A + ln C, rounded so that equal evidence gives equal scores."""
        return round(self.logit + math.log(self.chance.value) + math.log(self.reach.value), 9)

    @property
    def key(self) -> tuple[bool, float, str]:
        """The total order: people not to be asked last, then the score, then the id."""
        return bool(self.dossier.mark.do_not_ask), -self.score, self.dossier.person.id


def probability(logit: float) -> float:
    """The probability with these log-odds."""
    return 1.0 / (1.0 + math.exp(-logit))


def distinct(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Each person once, as the contact of the owner who stands best with them; in the order of the ranking."""
    best: dict[str, Candidate] = {}
    for candidate in sorted(candidates, key=lambda c: (*c.key, c.ego.id)):
        best.setdefault(candidate.dossier.person.id, candidate)
    return list(best.values())


def rank(ordered: Sequence[Candidate], *, seed: int) -> list[Referrer]:
    """The ranking of `distinct` candidates, in their order. Deterministic by seed; O(1,000 n)."""
    if not ordered:
        return []
    asked = [c for c in ordered if not c.dossier.mark.do_not_ask]
    top, close = _certainty(asked[:DRAWN], seed)
    answers = shown([c.asks for c in ordered], [c.chance for c in ordered])
    return [
        _referrer(c, place, answer, top.get(c.dossier.person.id, 0.0), close.get(c.dossier.person.id, ()))
        for place, (c, answer) in enumerate(zip(ordered, answers, strict=True), start=1)
    ]


def _certainty(ordered: Sequence[Candidate], seed: int) -> tuple[dict[str, float], dict[str, tuple[str, ...]]]:
    """Per person id: P(top 5), and the neighbours within noise."""
    if not ordered:
        return {}, {}
    ids = [c.dossier.person.id for c in ordered]
    by_id = sorted(range(len(ids)), key=ids.__getitem__)
    scores = drawn_scores(inputs_of([ordered[i] for i in by_id]), seed=seed)
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


def _referrer(candidate: Candidate, place: int, answer: AnswerChance, top: float, close: tuple[str, ...]) -> Referrer:
    mark = candidate.dossier.mark
    return Referrer(
        rank=place,
        person=candidate.dossier.person,
        ego=candidate.ego,
        score=candidate.score,
        tier=tier(top),
        p_top5=top,
        too_close_to=close,
        vouch=Vouch(probability(candidate.logit), candidate.criteria),
        answer=answer,
        reach=candidate.reach,
        restraint=Restraint(do_not_ask=bool(mark.do_not_ask)),
        next_step=next_step(candidate),
        criteria_met=criteria_met(candidate.criteria),
    )


def tier(top: float) -> str:
    """A from P(top 5) .8 on, B from .4, else C."""
    return "A" if top >= TIER_A else "B" if top >= TIER_B else "C"


def next_step(candidate: Candidate) -> NextStep:
    """Ask a direct contact who meets several criteria, one of them personal; warm up others.

    Leave who is marked as not to be asked, and who ignores what they are asked.
    """
    if candidate.dossier.mark.do_not_ask or ignores(candidate.dossier):
        return NextStep.LEAVE
    if candidate.reach.via:
        return NextStep.ASK_FOR_INTRO
    personal = any(c.name in PERSONAL and criteria_met((c,)) for c in candidate.criteria)
    several = criteria_met(candidate.criteria) >= SEVERAL
    return NextStep.ASK if personal and several else NextStep.WARM_UP
