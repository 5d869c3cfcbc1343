"""An introduction step by step: who asks whom, in which order."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model import Person
from referral.asking.plan import Chain, ChainStep, PlanFacts


def chain(known: PlanFacts, target: Person, *, question: str, forwardable: str) -> Chain:
    """The introduction that a plan is about.

    `question`, `forwardable`: the texts that go with it, as drafts make them.
    """
    return Chain(
        target=target,
        between=known.between or (known.person,),
        steps=tuple(_steps(known, target)),
        question=question,
        forwardable=forwardable,
    )


def _steps(known: PlanFacts, target: Person) -> Iterator[ChainStep]:
    people = known.between or (known.person,)
    first = people[0]
    nearer = people[1] if len(people) > 1 else target
    yield ChainStep(
        first,
        f"Ask {first.name} how well they know {nearer.name}, and whether they would ask {nearer.name} for you. "
        "Make it easy to say no.",
    )
    for one, other in zip(people, (*people[1:], target), strict=True):
        if other is target:
            yield ChainStep(
                target,
                f"{one.name} asks {target.name} first whether you may get in touch. No address is given away before "
                "both have said yes.",
            )
        else:
            yield ChainStep(other, f"{one.name} asks {other.name}, who knows the next: each may say no.")
    yield ChainStep(target, f"Only then write to {target.name} yourself, and ask for a talk, not yet for a good word.")
    yield ChainStep(first, f"Tell {first.name} what came of it, and thank them whatever it was.")
