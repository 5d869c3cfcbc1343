"""Relevant expertise: the function of their title against the role asked for; skills break ties; the same place."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model import Dossier, FactClass, StatementKind
from graph.names import fold
from referral.criteria.parts import Point, criterion, point, total
from referral.pair_facts import Pair, statement
from referral.question import NetworkPosition, Post, Question
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
    function, skill = question.by_titles(dossier, function_point), _skill(dossier, question)
    points = [*function, *skill, *_location(position, question)]
    return criterion(CriterionName.EXPERTISE, points, nats=total(points))


def function_point(question: Question, post: Post) -> tuple[Point, ...]:
    """How the work of their title compares with the job's: a point, or none."""
    theirs = post.reading
    wanted = read_beside(question.wanted, [theirs])
    if not theirs.function or not wanted.function:
        return ()
    title = _taken(post.title, theirs)
    kin = nearest(fields(theirs), wanted.function)
    text = f"{title}: {_compared(kin, theirs, wanted, _against(question, wanted))}"
    return (point(_NATS[kin], text, "title", FactClass.DECLARED),)


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


def _skill(dossier: Dossier, question: Question) -> tuple[Point, ...]:
    """The first of the ego's skills that they were endorsed for, or that their title names."""
    endorsed = {
        fold(s.detail): s.at
        for s in dossier.statements
        if s.kind is StatementKind.ENDORSEMENT and s.subject == dossier.person.id and s.detail
    }
    named = question.by_titles(dossier, named_skill)
    for skill in question.owner.skills if endorsed else ():
        if (folded := fold(skill)) in endorsed:
            praise = statement(StatementKind.ENDORSEMENT, by_other=False, pair=Pair(), detail=skill)
            text, source = f"{praise}, a skill of yours", "Endorsement_Given_Info.csv"
            return (point(SKILL_NATS, text, source, FactClass.DECLARED, endorsed[folded]),)
        if skill == named:
            break
    return _named(named)


def skill_point(question: Question, post: Post) -> tuple[Point, ...]:
    """A skill of the ego's that their title names: a point, or none."""
    return _named(named_skill(question, post))


def _named(skill: str) -> tuple[Point, ...]:
    text = f"Their title names {skill}, a skill of yours"
    return (point(SKILL_NATS, text, "title", FactClass.DECLARED),) if skill else ()


def named_skill(question: Question, post: Post) -> str:
    """The first of the ego's skills that a title names, '' for none."""
    words = f" {fold(post.title)} "
    return next((s for s in question.owner.skills if (folded := fold(s)) and f" {folded} " in words), "")


def _location(position: NetworkPosition, question: Question) -> Iterator[Point]:
    mine = question.owner.location
    if mine and position.location:
        same = fold(mine) == fold(position.location)
        text = f"In the same place as you: {mine}" if same else f"In another place: {position.location}"
        yield point(PLACE_NATS if same else 0.0, text, "Profile.csv", FactClass.DECLARED)
