"""What the list of people says of a path: whether its first contact is to be left in peace, and the step at its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from graph.dossiers import dossiers
from graph.model import Company, PersonId
from referral.acquaintance import restraint, spared
from referral.advice import WAITING, advice, at_present, step_now, step_words
from referral.path_results import IntroPath
from referral.restraints import because, spared_step
from referral.results import NextStep, Referrer, Restraint
from referral.situation import Situation
from referral.wording import STEPS
from referral.workspace_view import WorkspaceView

RestraintOf = Mapping[tuple[PersonId, PersonId], Restraint]


def restraints(view: WorkspaceView, paths: Iterable[IntroPath], company: Company | None, role: str) -> RestraintOf:
    """What speaks for leaving the first contact of each path in peace. O(contacts of those)."""
    firsts: dict[PersonId, set[PersonId]] = {}
    egos = {path.people[0].id: path.people[0] for path in paths}
    for path in paths:
        firsts.setdefault(path.people[0].id, set()).add(path.people[1].id)
    found: dict[tuple[PersonId, PersonId], Restraint] = {}
    for ego, people in firsts.items():
        record = view.record(egos[ego])
        seen = dossiers(view.workspace, view.network, ego, sorted(people), view.as_of)
        for person in people:
            held = restraint(seen[person])
            found[ego, person] = record.restrained(held, person, company.id if company else "", role)
    return found


def advised(paths: Iterable[IntroPath], held: RestraintOf, situation: Situation | None) -> tuple[IntroPath, ...]:
    """The paths, each with the step that the list of people has for it.

    `situation`: with that list; None where nothing was said of the job: then only who is left in peace is said.
    """
    led = tuple(paths)
    listed = situation.referrers.named(dict.fromkeys(path.people[-1].id for path in led)) if situation else {}
    return tuple(_advised(path, held, listed.get(path.people[-1].id), situation) for path in led)


def _advised(path: IntroPath, held: RestraintOf, end: Referrer | None, situation: Situation | None) -> IntroPath:
    first = path.people[1]
    left = held[path.people[0].id, first.id]
    if spared(left) and not (end and end.decides):
        return replace(path, step=spared_step(left), advice=" ".join(because(first.name, left)))
    if end is None or situation is None:
        return path
    direct, introduced, now = len(path.people) == 2, bool(end.reach.via), at_present(situation, end)
    if direct is introduced and not end.decides and now.next_step not in (NextStep.LEAVE, NextStep.TALK):
        step = step_now(situation, NextStep.WARM_UP if direct else NextStep.ASK_FOR_INTRO)
        return replace(path, step=STEPS[step], advice=WAITING if step is NextStep.WAIT else "")
    return replace(path, step=step_words(now), advice=" ".join(_said(path, now, situation)))


def _said(path: IntroPath, end: Referrer, situation: Situation) -> Iterator[str]:
    """The list's advice about the person at the end, where it is about this way to them."""
    introduced = end.reach.via and end.next_step in (NextStep.ASK_FOR_INTRO, NextStep.WAIT, NextStep.WARM_UP)
    through = end.addressee.person.id if end.addressee and introduced else ""
    if end.decides and not situation.small:
        return  # the step says it
    if not through or through == path.people[1].id:
        yield from advice(situation, end)
