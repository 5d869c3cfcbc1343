"""The order: who can be asked first, and there by logit V + ln A + ln C; tiers, and neighbours too close to call."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from graph.columns import Float64
from graph.log_odds import logistic
from graph.model import PersonId
from referral.asking.learning import Outcomes, moved
from referral.candidate import Candidate
from referral.criteria import FULL, criteria_met
from referral.monte_carlo import Inputs, certainty
from referral.next_step import TOP, Group, Placement, known_enough, knows, placed, tier
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


def distinct(candidates: Sequence[Candidate]) -> list[Placement]:
    """Each person once, as the contact of the owner who stands best with them; in the order of the ranking."""
    best: dict[str, Placement] = {}
    for one in sorted(_all_placed(candidates), key=_standing):
        best.setdefault(one.id, one)
    return sorted(best.values(), key=lambda one: one.key)


def _all_placed(candidates: Sequence[Candidate]) -> Iterator[Placement]:
    """Where everybody stands, worked out once for direct contacts of whom the same is known."""
    held: dict[int, Placement] = {}
    for one in candidates:
        if one.like is None or one.reach.via:
            yield placed(one)
        else:
            first = held.get(id(one.like)) or held.setdefault(id(one.like), placed(one))
            yield Placement(one, first.step, first.part, first.score, first.known)


def _standing(one: Placement) -> tuple[bool, bool, Group, float, str, str]:
    """Whose contact somebody is: of those who may ask, of those who know them directly, by the order."""
    return one.part is Group.LEAVE, not one.candidate.reach.direct, *one.key, one.candidate.ego.id


def rank(ordered: Sequence[Placement], *, seed: int) -> list[Referrer]:
    """The ranking of `distinct` candidates, in their order. Deterministic by seed; O(1,000 n)."""
    if not ordered:
        return []
    asked = [one for one in ordered if one.part is not Group.LEAVE]
    ids = [one.id for one in ordered]
    drawn = Drawn.of(inputs_of(asked[:DRAWN]), seed=seed) if asked else NOT_DRAWN
    said = _moved([one.candidate for one in ordered])
    return referrers(list(enumerate(ordered)), drawn, said, ids.__getitem__, len(ordered))


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """Of the first of a list: the share of the draws in which each is among the first, and is ahead of the next."""

    top: Sequence[float]
    ahead: Sequence[float]

    @classmethod
    def of(cls, inputs: Inputs, *, seed: int) -> Drawn:
        """Counted; of at least one."""
        found = certainty(inputs, TOP, seed=seed)
        return cls(found.top.tolist(), found.ahead.tolist())

    def top_at(self, place: int) -> float:
        """P(top 5) of whoever is at a place, from 0."""
        return self.top[place] if place < len(self.top) else 0.0

    def close_to(self, place: int) -> list[int]:
        """The neighbours' places that are too close to call."""
        return [
            beside
            for beside, pair in ((place - 1, place - 1), (place + 1, place))
            if 0 <= pair < len(self.ahead) and self.ahead[pair] < CALL
        ]


NOT_DRAWN = Drawn((), ())


def referrers(
    some: Sequence[tuple[int, Placement]],
    drawn: Drawn,
    said: Mapping[PersonId, str],
    name: Callable[[int], PersonId],
    total: int,
) -> list[Referrer]:
    """Some of a ranking of `total` people, each with their place in it, from 0; `name`: who is at a place."""
    answers = _Answers([one.candidate for _, one in some])
    return [
        _referrer(
            one,
            place + 1,
            answers,
            drawn.top_at(place),
            tuple(name(beside) for beside in drawn.close_to(place)),
            tier(one, drawn.top_at(place), total),
            said.get(one.id, ""),
        )
        for place, one in some
    ]


class _Answers:
    """What is shown of V and A, worked out once for candidates of whom the same is known."""

    def __init__(self, people: Sequence[Candidate]) -> None:
        """All at once: candidates, and whoever introduces them."""
        each = {id(c.asks): c for one in people for c in (one, one.contact)}
        found = shown([c.asks for c in each.values()], [c.chance for c in each.values()])
        self._answers = dict(zip(each, found, strict=True))
        alike = {id(one.criteria): one for one in people}
        values = logistic(_column([one.logit for one in alike.values()])).tolist()
        self._vouches = {
            at: (Vouch(value, one.criteria), criteria_met(one.criteria))
            for (at, one), value in zip(alike.items(), values, strict=True)
        }

    def answer(self, one: Candidate) -> AnswerChance:
        """A: the chance that they answer, and the band in which it lies nine times in ten."""
        return self._answers[id(one.asks)]

    def vouch(self, one: Candidate) -> tuple[Vouch, int]:
        """V, and how many criteria are met."""
        return self._vouches[id(one.criteria)]


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


def inputs_of(ordered: Sequence[Placement]) -> Inputs:
    """Candidates as the arrays that are drawn from."""
    people = [one.candidate for one in ordered]
    by_id = sorted(range(len(ordered)), key=lambda at: ordered[at].id)
    nats = np.array([[c.nats for c in k.criteria] for k in people])
    return Inputs(
        values=nats / np.array(list(FULL.values())),
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
    one: Placement,
    place: int,
    answers: _Answers,
    top: float,
    close: tuple[str, ...],
    grade: str | None,
    said: str,
) -> Referrer:
    candidate = one.candidate
    vouch, met = answers.vouch(candidate)
    return Referrer(
        rank=place,
        person=candidate.dossier.person,
        ego=candidate.ego,
        score=one.score,
        tier=grade,
        p_top5=top,
        too_close_to=close,
        vouch=vouch,
        answer=_in_per_cent(candidate, answers.answer(candidate)),
        reach=candidate.reach,
        restraint=candidate.restraint,
        next_step=one.step,
        criteria_met=met,
        hiring_role=candidate.hiring_role,
        acquainted=knows(one.part, enough=known_enough(candidate, known=one.known)),
        addressee=candidate.addressee(answers.answer(candidate.contact), known=one.known),
        place=candidate.place,
        heard=candidate.heard,
        moved=said,
        began=candidate.began,
        decides=one.part is Group.DECIDES,
    )
