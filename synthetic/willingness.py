"""A second answer to who would refer: by how many of five signs hold, not by closeness alone.

The shares are those of Lazega's law firm (2001), for asking a colleague's advice: 1, 2, 11, 28, 65, 94 % with none to
five signs. An input of the simulation, as closeness is, not a measurement of anyone.
"""

from __future__ import annotations

from collections.abc import Iterable

from synthetic.dice import dice
from synthetic.model import Circle, Someone, Statement, Tie

SHARES = (0.01, 0.02, 0.11, 0.28, 0.65, 0.94)
CLOSE = 0.45
"""From this strength on two people are friends."""


def signs_of(owner: Someone, tie: Tie, said: Iterable[Statement]) -> int:
    """How many hold: worked together, friends, same field, not junior to the owner, spoke up for the owner."""
    if not tie.person.jobs or not owner.jobs:
        return 0
    now, mine = tie.person.jobs[-1], owner.jobs[-1]
    spoke = any(s.author.slug == tie.person.slug and s.subject.slug == owner.slug for s in said)
    return sum(
        (tie.circle is Circle.COLLEAGUE, tie.strength >= CLOSE, now.field == mine.field, now.level >= mine.level, spoke)
    )


def would_by_signs(seed: int, tie: Tie, signs: int) -> bool:
    """A coin of its own for each person, weighted by how many signs hold."""
    return dice(seed, "willing", tie.person.slug).random() < SHARES[signs]
