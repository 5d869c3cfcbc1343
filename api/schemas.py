"""The JSON of every answer, for HTTP and for `--format json` alike. Wire models are not domain models.

Nothing here imports the web framework, so that the command line stays light.
"""

import datetime as dt
from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from graph.model import Basis, Company, Person
from referral.results import (
    AnswerChance,
    Criterion,
    Evidence,
    IntroPath,
    Paths,
    PathTie,
    Reach,
    Referrer,
    Referrers,
    Restraint,
    Sponsor,
    Verdict,
    Vouch,
)


class Wire(BaseModel):
    """Frozen, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True)


class PersonOut(Wire):
    """A person as known now."""

    id: str = Field(description="Opaque and stable; carries no name.", examples=["p0123456789abcdef"])
    name: str
    slug: str | None
    title: str
    company: str
    company_id: str | None
    owner: bool
    profile_url: str | None = Field(description="For a person to open; this program never does.")

    @classmethod
    def of(cls, person: Person) -> Self:
        """From the domain value."""
        return cls(
            id=person.id,
            name=person.name,
            slug=person.slug,
            title=person.title,
            company=person.company_name,
            company_id=person.company_id,
            owner=person.owner,
            profile_url=person.profile_url,
        )


class CompanyOut(Wire):
    """A company by its normalised name."""

    id: str = Field(examples=["c0123456789abcdef"])
    name: str
    people: int = Field(description="How many people are known to work there now.")

    @classmethod
    def of(cls, company: Company) -> Self:
        """From the domain value."""
        return cls(id=company.id, name=company.name, people=company.people)


class EvidenceOut(Wire):
    """One line of evidence."""

    text: str
    source: str
    kind: str = Field(description="observed, declared, inferred or confirmed")
    date: dt.date | None

    @classmethod
    def of(cls, evidence: Evidence) -> Self:
        """From the domain value."""
        return cls(text=evidence.text, source=evidence.source, kind=evidence.kind.value, date=evidence.date)


class CriterionOut(Wire):
    """One of the article's five criteria. An unknown one has value 0 and counts for nothing."""

    name: str
    value: float = Field(ge=0, le=1)
    known: bool
    nats: float
    evidence: list[EvidenceOut]

    @classmethod
    def of(cls, criterion: Criterion) -> Self:
        """From the domain value."""
        return cls(
            name=criterion.name.value,
            value=criterion.value,
            known=criterion.known,
            nats=criterion.nats,
            evidence=[EvidenceOut.of(e) for e in criterion.evidence],
        )


class VouchOut(Wire):
    """V: would they vouch? Uncalibrated."""

    value: float
    criteria: list[CriterionOut]

    @classmethod
    def of(cls, vouch: Vouch) -> Self:
        """From the domain value."""
        return cls(value=vouch.value, criteria=[CriterionOut.of(c) for c in vouch.criteria])


class AnswerOut(Wire):
    """A: would they answer? A smoothed rate with a 90 % band, and the counts it rests on."""

    value: float
    low: float
    high: float
    asked: int
    answered: int

    @classmethod
    def of(cls, answer: AnswerChance) -> Self:
        """From the domain value."""
        return cls(value=answer.value, low=answer.low, high=answer.high, asked=answer.asked, answered=answer.answered)


class SponsorOut(Wire):
    """A way to somebody the ego does not know: the people in between, nearest first."""

    people: list[PersonOut]
    strength: float

    @classmethod
    def of(cls, sponsor: Sponsor) -> Self:
        """From the domain value."""
        return cls(people=[PersonOut.of(p) for p in sponsor.people], strength=sponsor.strength)


class ReachOut(Wire):
    """C: 1 for a direct contact, else the noisy-or of up to three sponsors."""

    value: float
    via: list[SponsorOut]

    @classmethod
    def of(cls, reach: Reach) -> Self:
        """From the domain value."""
        return cls(value=reach.value, via=[SponsorOut.of(s) for s in reach.via])


class RestraintOut(Wire):
    """What speaks for leaving them in peace."""

    open_asks: int
    last_asked: dt.date | None
    cooling_until: dt.date | None
    do_not_ask: bool
    declined: bool = Field(description="They said no for this role.")

    @classmethod
    def of(cls, restraint: Restraint) -> Self:
        """From the domain value."""
        return cls(
            open_asks=restraint.open_asks,
            last_asked=restraint.last_asked,
            cooling_until=restraint.cooling_until,
            do_not_ask=restraint.do_not_ask,
            declined=restraint.declined,
        )


class ReferrerOut(Wire):
    """One ranked candidate."""

    rank: int
    person: PersonOut
    ego: PersonOut = Field(description="Whose contact it is.")
    score: float
    tier: str
    p_top5: float
    too_close_to: list[str]
    vouch: VouchOut
    answer: AnswerOut
    reach: ReachOut
    restraint: RestraintOut
    next_step: str
    criteria_met: int

    @classmethod
    def of(cls, found: Referrer) -> Self:
        """From the domain value."""
        return cls(
            rank=found.rank,
            person=PersonOut.of(found.person),
            ego=PersonOut.of(found.ego),
            score=found.score,
            tier=found.tier,
            p_top5=found.p_top5,
            too_close_to=list(found.too_close_to),
            vouch=VouchOut.of(found.vouch),
            answer=AnswerOut.of(found.answer),
            reach=ReachOut.of(found.reach),
            restraint=RestraintOut.of(found.restraint),
            next_step=found.next_step.value,
            criteria_met=found.criteria_met,
        )


class VerdictOut(Wire):
    """Ask, warm up first, ask for an introduction, or apply directly."""

    decision: str
    reasons: list[str]
    benefits: list[str]
    drawbacks: list[str]

    @classmethod
    def of(cls, verdict: Verdict) -> Self:
        """From the domain value."""
        return cls(
            decision=verdict.decision.value,
            reasons=list(verdict.reasons),
            benefits=list(verdict.benefits),
            drawbacks=list(verdict.drawbacks),
        )


class BasisOut(Wire):
    """Which engine and which generation of the graph an answer rests on."""

    engine: str
    generation: int

    @classmethod
    def of(cls, basis: Basis) -> Self:
        """From the domain value."""
        return cls(engine=basis.engine, generation=basis.generation)


class VerdictAnswerOut(VerdictOut):
    """A verdict asked for by itself."""

    basis: BasisOut

    @classmethod
    def resting(cls, verdict: Verdict, basis: Basis) -> Self:
        """A verdict and the graph it rests on."""
        return cls(**VerdictOut.of(verdict).model_dump(), basis=BasisOut.of(basis))


class ReferrersOut(Wire):
    """Who can put in a good word for me at this company?"""

    ego: PersonOut | None = Field(description="None: the question of all owners together.")
    company: CompanyOut
    role: str
    as_of: dt.date
    verdict: VerdictOut
    notes: list[str]
    total: int
    referrers: list[ReferrerOut]
    basis: BasisOut

    @classmethod
    def of(cls, answer: Referrers) -> Self:
        """From the domain value."""
        return cls(
            ego=PersonOut.of(answer.ego) if answer.ego else None,
            company=CompanyOut.of(answer.company),
            role=answer.role,
            as_of=answer.as_of,
            verdict=VerdictOut.of(answer.verdict),
            notes=list(answer.notes),
            total=answer.total,
            referrers=[ReferrerOut.of(r) for r in answer.referrers],
            basis=BasisOut.of(answer.basis),
        )


class TieOut(Wire):
    """One hop of a path. `from` and `to` are ids of people on it."""

    from_: str = Field(serialization_alias="from", validation_alias="from")
    to: str
    strength: float
    kind: str
    evidence: list[EvidenceOut]
    shown_by: list[PersonOut]

    @classmethod
    def of(cls, tie: PathTie) -> Self:
        """From the domain value."""
        return cls.model_validate(
            {
                "from": tie.source.id,
                "to": tie.target.id,
                "strength": tie.strength,
                "kind": tie.kind.value,
                "evidence": [EvidenceOut.of(e) for e in tie.evidence],
                "shown_by": [PersonOut.of(p) for p in tie.shown_by],
            }
        )


class PathOut(Wire):
    """One introduction path. `weakest_link`: index in `ties`."""

    rank: int
    people: list[PersonOut]
    hops: int
    strength: float
    weakest_link: int
    ties: list[TieOut]

    @classmethod
    def of(cls, path: IntroPath) -> Self:
        """From the domain value."""
        return cls(
            rank=path.rank,
            people=[PersonOut.of(p) for p in path.people],
            hops=path.hops,
            strength=path.strength,
            weakest_link=path.weakest,
            ties=[TieOut.of(t) for t in path.ties],
        )


class TargetOut(Wire):
    """What was asked for: a company or a person."""

    kind: str
    company: CompanyOut | None
    person: PersonOut | None


class PathsOut(Wire):
    """Best introduction paths; `reason` says why there is none."""

    ego: PersonOut | None
    target: TargetOut
    as_of: dt.date
    max_hops: int
    disjoint: bool
    paths: list[PathOut]
    inferred: list[PathOut] = Field(description="Paths that need an inferred tie, apart.")
    reason: str
    notes: list[str]
    basis: BasisOut

    @classmethod
    def of(cls, answer: Paths) -> Self:
        """From the domain value."""
        target = TargetOut(
            kind="company" if answer.company else "person",
            company=CompanyOut.of(answer.company) if answer.company else None,
            person=PersonOut.of(answer.person) if answer.person else None,
        )
        return cls(
            ego=PersonOut.of(answer.ego) if answer.ego else None,
            target=target,
            as_of=answer.as_of,
            max_hops=answer.max_hops,
            disjoint=answer.disjoint,
            paths=[PathOut.of(p) for p in answer.paths],
            inferred=[PathOut.of(p) for p in answer.inferred],
            reason=answer.reason,
            notes=list(answer.notes),
            basis=BasisOut.of(answer.basis),
        )
