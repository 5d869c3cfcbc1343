"""Relevant expertise: the function of their title against the role asked for; skills break ties; the same place."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model import Dossier, FactClass, StatementKind
from graph.names import fold
from referral.criteria.parts import Point, criterion, point, total
from referral.pair_facts import Pair, statement
from referral.question import NetworkPosition, Question, reading_there, title_there
from referral.results import Criterion, CriterionName
from referral.titles import Kinship, Reading, is_family, nearest, read_beside, read_title, said
from referral.titles.reading import RECRUITING

SAME_NATS = 0.9
NEIGHBOUR_NATS = 0.45
SKILL_NATS = 0.05
PLACE_NATS = 0.7
"""Nats. Practice and office are two of the five signs in Lazega's law firm (docs/method-ranking.md); a neighbouring
function counts half by judgement, and a skill only breaks ties between equal functions."""


def expertise(dossier: Dossier, position: NetworkPosition, question: Question) -> Criterion:
    """Same function +.9, a neighbouring one half that, a shared skill +.05, the same place +.7; school nothing."""
    points = [*_function(dossier, question), *_skill(dossier, question), *_location(position, question)]
    return criterion(CriterionName.EXPERTISE, points, nats=total(points))


def _function(dossier: Dossier, question: Question) -> Iterator[Point]:
    theirs = reading_there(dossier, question)
    wanted = read_beside(question.wanted, [theirs])
    if not theirs.function or not wanted.function:
        return
    title = _taken(title_there(dossier, question.company), theirs)
    kin = nearest(fields(theirs), wanted.function)
    text = f"{title}: {_compared(kin, theirs, wanted, _against(question, wanted))}"
    yield point(_NATS[kin], text, "title", FactClass.DECLARED)


_NATS = {Kinship.SAME: SAME_NATS, Kinship.FAMILY: NEIGHBOUR_NATS, Kinship.NEIGHBOUR: NEIGHBOUR_NATS, Kinship.OTHER: 0.0}


def fields(reading: Reading) -> tuple[str, ...]:
    """The functions whose work somebody can judge: a "Design Recruiter" recruits, and is no designer."""
    return (RECRUITING,) if reading.recruits else reading.functions


def _against(question: Question, wanted: Reading) -> str:
    if question.role:
        return f"the role ({_taken(question.role, wanted)})"
    return f"your own title ({_taken(question.own_title, wanted)})"


def _taken(title: str, reading: Reading) -> str:
    """A title, and what it was taken for where it names engineering alone."""
    return title if read_title(title).function == reading.function else f"{title}, taken as {said(reading.function)}"


def _compared(kin: Kinship, theirs: Reading, wanted: Reading, against: str) -> str:
    one, other = said(fields(theirs)[0]), said(wanted.function)
    match kin:
        case Kinship.SAME:
            return f"same function as {against}: {other}"
        case Kinship.FAMILY if is_family(theirs.function):
            return f"{one} in general, and {against} is a part of it: {other}"
        case Kinship.FAMILY:
            return f"{one}, a part of {other}, which {against} is in"
        case Kinship.NEIGHBOUR:
            return f"{one}, a field next to {against}: {other}"
        case Kinship.OTHER:
            return f"{one}, another field than {against}: {other}"


def _skill(dossier: Dossier, question: Question) -> Iterator[Point]:
    words = f" {fold(title_there(dossier, question.company))} "
    endorsed = {
        fold(s.detail): s.at
        for s in dossier.statements
        if s.kind is StatementKind.ENDORSEMENT and s.subject == dossier.person.id and s.detail
    }
    for skill in question.owner.skills:
        if (folded := fold(skill)) in endorsed:
            text = (
                f"{statement(StatementKind.ENDORSEMENT, by_other=False, pair=Pair(), detail=skill)}, a skill of yours"
            )
            yield point(SKILL_NATS, text, "Endorsement_Given_Info.csv", FactClass.DECLARED, endorsed[folded])
            return
        if folded and f" {folded} " in words:
            yield point(SKILL_NATS, f"Their title names {skill}, a skill of yours", "title", FactClass.DECLARED)
            return


def _location(position: NetworkPosition, question: Question) -> Iterator[Point]:
    mine = question.owner.location
    if mine and position.location:
        same = fold(mine) == fold(position.location)
        text = f"In the same place as you: {mine}" if same else f"In another place: {position.location}"
        yield point(PLACE_NATS if same else 0.0, text, "Profile.csv", FactClass.DECLARED)
