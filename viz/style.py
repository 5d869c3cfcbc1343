"""How a tie is shown: colour and line by the best that is known of it, never colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from graph.model import FactClass
from referral.pair_facts import STATED, WORKED
from referral.path_results import PathTie
from referral.results import Evidence
from viz.contrast import stepped_back


class Kind(StrEnum):
    """What the picture tells apart, best ground first."""

    CONFIRMED = "confirmed"
    WORKED = "worked"
    RECOMMENDED = "recommended"
    TALKED = "talked"
    LINKED = "linked"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True)
class TieStyle:
    """`light`, `dark`: colours on the two pages; `dashes`: on, off pixels, () is solid; `double`: a line in the line.

    `meaning`: what has to be on record for it, as a sentence.
    """

    label: str
    meaning: str
    light: str
    dark: str
    dashes: tuple[int, ...] = ()
    double: bool = False


TIE_STYLES = {
    Kind.CONFIRMED: TieStyle("You said so", "Your own word about them.", "#9B2C77", "#F08CC8"),
    Kind.WORKED: TieStyle(
        "Worked together", "At one employer at the same time, by the dates on record.", "#0067A3", "#5AB4F0"
    ),
    Kind.RECOMMENDED: TieStyle(
        "Recommended", "One recommended the other in writing.", "#B04000", "#FF9457", double=True
    ),
    Kind.TALKED: TieStyle("In contact", "Messages or meetings are on record.", "#007454", "#35CFA0"),
    Kind.LINKED: TieStyle(
        "Connected only", "They are connected; no contact is on record.", "#5A6577", "#A9B4C4", (2, 6)
    ),
    Kind.INFERRED: TieStyle(
        "Inferred",
        "Same employer at the same time; nobody said that they know each other.",
        "#846000",
        "#E0B84A",
        (9, 6),
    ),
}

GROUNDS = {"light": ("#F6F7FA", "#EDF1F8"), "dark": ("#12161F", "#1A2130")}
"""What strands lie on: the page and the company's box, by theme."""


@cache
def soft_colours(kind: Kind) -> dict[str, str]:
    """The colour of a strand that is not chosen, by theme."""
    look = TIE_STYLES[kind]
    return {
        "light": stepped_back(look.light, GROUNDS["light"]),
        "dark": stepped_back(look.dark, GROUNDS["dark"]),
    }


@cache
def kind_css() -> str:
    """Rules that give every kind its colour as `--kind` of whatever bears its class, light and dark."""
    light = "".join(f".k-{kind.value}{{--kind:{look.light}}}" for kind, look in TIE_STYLES.items())
    dark = ((f".k-{kind.value}", look.dark) for kind, look in TIE_STYLES.items())
    chosen, system = [], []
    for name, colour in dark:
        chosen.append(f':root[data-theme="dark"] {name}{{--kind:{colour}}}')
        system.append(f':root:not([data-theme="light"]) {name}{{--kind:{colour}}}')
    return f"{light}{''.join(chosen)}@media (prefers-color-scheme:dark){{{''.join(system)}}}"


def _kind(line: Evidence) -> Kind | None:
    if line.kind is FactClass.CONFIRMED:
        return Kind.CONFIRMED
    if line.source == WORKED and line.kind is FactClass.DECLARED:
        return Kind.WORKED
    return Kind.RECOMMENDED if line.source == STATED and line.kind is FactClass.OBSERVED else None


def kind_of(tie: PathTie) -> Kind:
    """The best ground of a tie."""
    if tie.kind is FactClass.INFERRED:
        return Kind.INFERRED
    if tie.kind is FactClass.CONFIRMED:
        return Kind.CONFIRMED
    grounds = [_kind(line) for line in tie.evidence]
    for kind in (Kind.CONFIRMED, Kind.WORKED, Kind.RECOMMENDED):
        if kind in grounds:
            return kind
    return Kind.TALKED if tie.messages else Kind.LINKED


def reason(tie: PathTie) -> str:
    """The best ground of a tie in a few words: `Foxmoor, 9 months` before `42 messages`; '' when none is on record."""
    kind = kind_of(tie)
    best = [line.short for line in tie.evidence if line.short and _kind(line) is kind]
    return next(iter(best or [line.short for line in tie.evidence if line.short]), "")
