"""The list of companies that home shows: a page of it with its short answers, and the first one made ahead."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from api.largest_companies import largest_companies
from graph.model import Company
from referral.context import Context
from referral.targets import Target, TargetAnswer, answer, targets_of
from referral.titles import read_title
from viz.paging import Pages, pages
from viz.templating import compile_templates

LISTED = 10
"""Companies of the list on one page: each asks the graph twice."""
LARGEST = 12
HOME, COMPANY = ("home.html",), ("company.html", "person.html")
"""Templates of what is looked at first, and of where one goes from there."""


@dataclass(frozen=True, slots=True)
class ShortAnswers:
    """The short answers to some targets, each made when it is come to: how many there are is known before."""

    context: Context
    targets: Sequence[Target]

    def __len__(self) -> int:
        return len(self.targets)

    def __iter__(self) -> Iterator[TargetAnswer]:
        return (answer(self.context, target) for target in self.targets)


def listed(context: Context, number: int, address: Callable[[int], str]) -> tuple[ShortAnswers, Pages]:
    """One page of the ego's list with its short answers."""
    found = targets_of(context)
    part = pages(number, LISTED, len(found), address)
    return ShortAnswers(context, part.of(found)), part


def begin_with(context: Context) -> list[Company]:
    """Where most people are known, for a list that is empty or short."""
    return largest_companies(context, LARGEST)


def made_ahead(context: Context, wanted: Callable[[], bool]) -> None:
    """What the first look at home needs, then what the first company does: word tables, templates, short answers.

    `wanted` is asked between the answers; where it says no, the rest is left.
    """
    read_title("Engineer")
    compile_templates(HOME)
    begin_with(context)
    for target in targets_of(context)[:LISTED]:
        if not wanted():
            return
        with context.workspace.steady():
            answer(context, target)
    compile_templates(COMPANY)
