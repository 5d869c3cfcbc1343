"""How a tie is shown: colour and dash by what is known of it, never colour alone (Okabe & Ito's palette)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graph.model import FactClass
from referral.results import PathTie


class Kind(StrEnum):
    """What the picture tells apart, strongest ground first."""

    CONFIRMED = "confirmed"
    TWO_WAY = "talked"
    STATED = "stated"
    LINKED = "linked"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True)
class Look:
    """`colour` has a contrast of 3:1 or more on the light and the dark page; `dashes`: on, off pixels; () is solid."""

    label: str
    colour: str
    dashes: tuple[int, ...]


LOOKS = {
    Kind.CONFIRMED: Look("You said so", "#009E73", ()),
    Kind.TWO_WAY: Look("In contact", "#0072B2", ()),
    Kind.STATED: Look("Recommended or endorsed", "#D55E00", ()),
    Kind.LINKED: Look("Connected, no contact on record", "#7B8794", (2, 5)),
    Kind.INFERRED: Look("Same employer, inferred", "#B8860B", (8, 5)),
}


def kind_of(tie: PathTie) -> Kind:
    """The strongest ground of a tie."""
    if tie.kind is FactClass.CONFIRMED:
        return Kind.CONFIRMED
    if tie.kind is FactClass.INFERRED:
        return Kind.INFERRED
    if tie.messages:
        return Kind.TWO_WAY
    return Kind.STATED if tie.kind is FactClass.OBSERVED else Kind.LINKED
