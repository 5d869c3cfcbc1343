"""Where several people could be asked: one at a time, whom first, and why that one."""

from __future__ import annotations

from collections.abc import Iterator

from referral.results import CriterionName, Referrer
from referral.situation import Situation

BETTER = {
    CriterionName.FAMILIAR: "knows your work better",
    CriterionName.STRONG: "knows you better",
    CriterionName.NETWORKED: "is better placed there",
    CriterionName.EXPERTISE: "works closer to what the role asks for",
    CriterionName.SUPPORTER: "has done more for you",
}
LEAST_NATS = 0.1
"""Evidence lighter than this is no reason why one person comes before another. Not validated."""


def why_first(situation: Situation) -> Iterator[str]:
    """One sentence where more than one person can be asked."""
    ready = situation.ready
    if len(ready) < 2:
        return
    first, second = ready[0], ready[1]
    name, more = first.person.name, len(ready) - 1
    others = second.person.name if more == 1 else f"{second.person.name} and {more - 1} more"
    if second.person.id in first.too_close_to:
        why = f"but {second.person.name} is as good as level: choose by what you know of the two"
    else:
        why = f"who {reason(first, second)}"
    yield f"{others} could be asked too. One at a time: {name} first, {why}."


def reason(first: Referrer, second: Referrer) -> str:
    """The weightiest of what `first` has over `second`."""
    pairs = zip(first.vouch.criteria, second.vouch.criteria, strict=True)
    gains = [(ours.nats - theirs.nats, BETTER[ours.name]) for ours, theirs in pairs]
    best, why = max(gains, key=lambda gain: gain[0])
    if best >= LEAST_NATS:
        return f"{why} than {second.person.name}"
    if first.answer.value > second.answer.value:
        return f"is likelier to answer than {second.person.name}"
    return f"stands a little better than {second.person.name} on all that is known"
