"""Words for an introduction: what to ask whom, a text to pass on unchanged, and the question that comes first."""

from __future__ import annotations

from collections.abc import Iterator

from referral.asking.plan import Chain, ChainStep, PlanFacts


def chain(known: PlanFacts) -> Chain | None:
    """The introduction that a plan is about, None where the user knows the person themselves."""
    if known.target is None:
        return None
    return Chain(
        target=known.target,
        between=known.between or (known.person,),
        steps=tuple(_steps(known)),
        question=question(known),
        forwardable=forwardable(known),
    )


def _steps(known: PlanFacts) -> Iterator[ChainStep]:
    target, people = known.target, known.between or (known.person,)
    assert target is not None
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


def question(known: PlanFacts) -> str:
    """What the introducer may ask the third person first, in a line."""
    target = known.target.name if known.target else known.person.name
    job = f"the {known.role} job" if known.role else "a job"
    return (
        f"Hi {target}, {known.owner.person.name} is interested in {job} at {known.company.name} and would like to ask "
        "you about it. May I put you in touch? No is fine, and I give no address before you say yes."
    )


def forwardable(known: PlanFacts) -> str:
    """A few lines an introducer can pass on unchanged; what only the user can say is a blank.

    Facts: the user's name, newest title and employer, the role and the company, nothing else.
    """
    owner, job = known.owner.person, known.role or "a job"
    headline = " at ".join(part for part in (owner.title, owner.company_name) if part)
    now = f" I am {headline}." if headline else ""
    target = known.target.name if known.target else known.person.name
    return (
        f"Dear {target},\n\nmy name is {owner.name}.{now} I am interested in {job} at {known.company.name}, because "
        "[[why this job interests you, in a sentence]]. What I would bring: [[two results of your own]].\n\n"
        f"Would you have fifteen minutes to tell me what the work is like? If it does not suit you, that is quite all "
        f"right.\n\n{owner.name}\n"
    )
