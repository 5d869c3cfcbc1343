"""Relevant expertise: the function of their title against the role asked for; skills break ties; the same place."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model import Dossier, FactClass, StatementKind
from graph.names import fold
from referral.criteria.parts import Point, criterion, point, total
from referral.pair_facts import Pair, statement
from referral.question import NetworkPosition, Question, title_there
from referral.results import Criterion, CriterionName
from referral.titles import read_title

SAME_NATS = 0.9
NEIGHBOUR_NATS = 0.45
SKILL_NATS = 0.05
PLACE_NATS = 0.7
"""Nats. Practice and office are two of the five signs in Lazega's law firm (docs/method-ranking.md); a neighbouring
function counts half by judgement, and a skill only breaks ties between equal functions."""


def expertise(dossier: Dossier, standing: NetworkPosition, question: Question) -> Criterion:
    """Same function +.9, a neighbouring one half that, a shared skill +.05, the same place +.7; school nothing."""
    points = [*_function(dossier, question), *_skill(dossier, question), *_place(standing, question)]
    return criterion(CriterionName.EXPERTISE, points, nats=total(points))


def _function(dossier: Dossier, question: Question) -> Iterator[Point]:
    title = title_there(dossier, question.company)
    theirs, wanted = read_title(title), question.wanted
    if not theirs.function or not wanted.function:
        return
    against = f"the role ({question.role})" if question.role else f"yours ({question.own_title})"
    if wanted.function in theirs.functions:
        yield point(SAME_NATS, f"{title}: same function as {against}: {wanted.function}", "title", FactClass.DECLARED)
    elif wanted.families & theirs.families:
        text = f"{title}: {theirs.function}, a field next to {against}: {wanted.function}"
        yield point(NEIGHBOUR_NATS, text, "title", FactClass.DECLARED)
    else:
        yield point(0.0, f"{title}: {theirs.function}, not {wanted.function}", "title", FactClass.DECLARED)


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


def _place(standing: NetworkPosition, question: Question) -> Iterator[Point]:
    mine = question.owner.place
    if mine and standing.place:
        same = fold(mine) == fold(standing.place)
        text = f"In the same place as you: {mine}" if same else f"In another place: {standing.place}"
        yield point(PLACE_NATS if same else 0.0, text, "Profile.csv", FactClass.DECLARED)
