"""Somebody at the company, with everything that is known of them for the judgement."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from graph.model import Dossier, Person
from referral.acquaintance import acquainted, last_contact
from referral.asking.learning import Calibration
from referral.monte_carlo import BASE_NATS
from referral.reply_chance import Asks, Chance
from referral.results import NO_RESTRAINT, Addressee, AnswerChance, Criterion, HiringRole, Reach, Restraint
from referral.tenure import UNKNOWN, Tenure


def score_of(logit: float, chance: float, reach: float) -> float:
    """Logit V + ln A + ln C in nats, rounded so that equal evidence gives equal scores; A and C above 0."""
    return round(logit + math.log(chance) + math.log(reach), 9)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody at the company, with everything the ranking rests on.

    `introducer`: whoever would introduce the ego to them, as the ego knows that person; None for a direct contact.
    `heard`: whether their word counts where people for the job are chosen. `outcomes`: their answers to the asks that
    the ego wrote down, oldest first; `unlearned`: the chance of an answer without those, None where there are none.
    `began`: when they began at the company. `decides`: a contact to whom the ego writes about the job itself.
    `like`: a direct contact of whom the very same is known, apart from who they are and since when, where there is one
    (`referral.candidates`): whatever is worked out for them holds for this one.
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
    heard: bool = False
    outcomes: tuple[bool, ...] = ()
    unlearned: Chance | None = None
    calibration: Calibration | None = None
    began: Tenure = UNKNOWN
    decides: bool = False
    like: Candidate | None = field(default=None, compare=False, repr=False)

    @property
    def logit(self) -> float:
        """Log-odds of V: b0 and the nats of the five criteria."""
        return BASE_NATS + math.fsum(c.nats for c in self.criteria)

    @property
    def score(self) -> float:
        """What orders a part of the list, see `score_of`."""
        return score_of(self.logit, self.chance.value, self.reach.value)

    @property
    def contact(self) -> Candidate:
        """Whom the ego would write to: this person, or whoever introduces."""
        return self.introducer or self

    @property
    def known(self) -> bool:
        """Whether anything shows that this contact knows the ego."""
        return acquainted(self.contact.dossier, self.contact.criteria)

    def addressee(self, answer: AnswerChance, *, known: bool) -> Addressee:
        """This contact as an answer shows them. `answer`: that of the contact; `known`: see the property."""
        one = self.contact
        return Addressee(
            person=one.dossier.person,
            criteria=one.criteria,
            answer=answer,
            restraint=one.restraint,
            acquainted=known,
            last_contact=last_contact(one.dossier),
            mark=one.dossier.mark,
        )
