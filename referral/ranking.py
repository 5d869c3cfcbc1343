"""The order: who can be asked first, and there by logit V + ln A + ln C; tiers, and neighbours too close to call."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph.columns import Float64
from graph.model import Dossier, Person
from referral.criteria import criteria_met
from referral.monte_carlo import BASE_NATS, Inputs, drawn_scores, order_holds, share_in_top
from referral.next_step import TOP, Group, acquainted, group, last_contact, next_step, tier
from referral.reply_chance import Asks, Chance, shown
from referral.results import (
    NO_RESTRAINT,
    Addressee,
    AnswerChance,
    Criterion,
    HiringRole,
    Reach,
    Referrer,
    Restraint,
    Vouch,
)

CALL = 0.7
"""Share of the draws in which an order has to hold; below, two neighbours are too close to call."""
DRAWN = 500
"""Candidates that are drawn, from the top; whoever stands behind them has P(top 5) 0."""
GROUP_NATS = 1_000.0
"""What sets a part of the list apart from the next in the draws: more than any evidence weighs."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody at the company, with everything the ranking rests on.

    `introducer`: whoever would introduce the ego to them, as the ego knows that person; None for a direct contact.
    """

    ego: Person
    dossier: Dossier
    criteria: tuple[Criterion, ...]
    asks: Asks
    chance: Chance
    reach: Reach
    hiring_role: HiringRole = HiringRole.UNKNOWN
    restraint: Restraint = NO_RESTRAINT
    introducer: Candidate | None = None
    place: int | None = None

    @property
    def logit(self) -> float:
        """Log-odds of V: b0 and the nats of the five criteria."""
        return BASE_NATS + math.fsum(c.nats for c in self.criteria)

    @property
    def score(self) -> float:
        """Logit V + ln A + ln C, rounded so that equal evidence gives equal scores."""
        return round(self.logit + math.log(self.chance.value) + math.log(self.reach.value), 9)

    @property
    def contact(self) -> Candidate:
        """Whom the ego would write to: this person, or whoever introduces."""
        return self.introducer or self

    @property
    def known(self) -> bool:
        """Whether anything shows that this contact knows the ego."""
        return acquainted(self.contact.dossier, self.contact.criteria)

    @property
    def addressee(self) -> Addressee:
        """This contact as an answer shows them."""
        one = self.contact
        return Addressee(
            person=one.dossier.person,
            criteria=one.criteria,
            answer=shown([one.asks], [one.chance])[0],
            restraint=one.restraint,
            acquainted=self.known,
            last_contact=last_contact(one.dossier),
            mark=one.dossier.mark,
        )

    @property
    def group(self) -> Group:
        """The part of the list they stand in."""
        return group(self)

    @property
    def key(self) -> tuple[Group, float, str]:
        """The total order: the part of the list, then the score, then the id."""
        return self.group, -self.score, self.dossier.person.id


def probability(logit: float) -> float:
    """The probability with these log-odds."""
    return 1.0 / (1.0 + math.exp(-logit))


def distinct(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Each person once, as the contact of the owner who stands best with them; in the order of the ranking."""
    best: dict[str, Candidate] = {}
    for candidate in sorted(candidates, key=lambda c: (c.group is Group.LEAVE, bool(c.reach.via), *c.key, c.ego.id)):
        best.setdefault(candidate.dossier.person.id, candidate)
    return sorted(best.values(), key=lambda c: c.key)


def rank(ordered: Sequence[Candidate], *, seed: int) -> list[Referrer]:
    """The ranking of `distinct` candidates, in their order. Deterministic by seed; O(1,000 n)."""
    if not ordered:
        return []
    asked = [c for c in ordered if c.group is not Group.LEAVE]
    top, close = _certainty(asked[:DRAWN], seed)
    answers = shown([c.asks for c in ordered], [c.chance for c in ordered])
    return [
        _referrer(
            c,
            place,
            answer,
            top.get(c.dossier.person.id, 0.0),
            close.get(c.dossier.person.id, ()),
            tier(c, top.get(c.dossier.person.id, 0.0), len(ordered)),
        )
        for place, (c, answer) in enumerate(zip(ordered, answers, strict=True), start=1)
    ]


def _certainty(ordered: Sequence[Candidate], seed: int) -> tuple[dict[str, float], dict[str, tuple[str, ...]]]:
    """Per person id: P(top 5), and the neighbours within noise."""
    if not ordered:
        return {}, {}
    ids = [c.dossier.person.id for c in ordered]
    by_id = sorted(range(len(ids)), key=ids.__getitem__)
    scores = drawn_scores(inputs_of([ordered[i] for i in by_id]), seed=seed)
    scores -= GROUP_NATS * np.array([[ordered[i].group] for i in by_id])
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
        values=np.array([[c.value for c in k.criteria] for k in candidates]),
        known=np.array([[c.known for c in k.criteria] for k in candidates]),
        alpha=_column([k.chance.alpha for k in candidates]),
        beta=_column([k.chance.beta for k in candidates]),
        factor=_column([k.chance.factor for k in candidates]),
        log_reach=np.log(_column([k.reach.value for k in candidates])),
    )


def _column(values: list[float]) -> Float64:
    return np.array(values, dtype=np.float64)


def _referrer(
    candidate: Candidate, place: int, answer: AnswerChance, top: float, close: tuple[str, ...], grade: str | None
) -> Referrer:
    return Referrer(
        rank=place,
        person=candidate.dossier.person,
        ego=candidate.ego,
        score=candidate.score,
        tier=grade,
        p_top5=top,
        too_close_to=close,
        vouch=Vouch(probability(candidate.logit), candidate.criteria),
        answer=answer,
        reach=candidate.reach,
        restraint=candidate.restraint,
        next_step=next_step(candidate),
        criteria_met=criteria_met(candidate.criteria),
        hiring_role=candidate.hiring_role,
        acquainted=candidate.group is not Group.BARELY,
        addressee=candidate.addressee,
        place=candidate.place,
    )
