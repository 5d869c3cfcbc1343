"""Making a draft: whom it is to, what can be said, and the template filled with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from graph.dossiers import dossiers
from graph.errors import PersonNotFoundError, UsageError
from graph.model import Person
from referral.asking.blanks import open_blanks
from referral.asking.ledger import Ask, same_role
from referral.candidates import question
from referral.choice import chosen
from referral.drafts.draft import Draft, DraftFact, DraftRequest, Piece
from referral.drafts.gathering import NAMES, Material, conditions, facts
from referral.drafts.kinds import LATER, NOTE_LIMIT, DraftKind, Words, words
from referral.drafts.templates import fill, template_file
from referral.situation import Situation, Wish
from referral.wording import another_round
from referral.workspace_view import WorkspaceView

BLANK_ROOM = 30
"""Characters that a short draft leaves for each blank: a clause."""
DISPENSABLE = ("now_title", "now_company", "skills", "silent_since", "asked_on", "shared_company", "applied_on")
"""Facts that a short draft can do without, in the order in which they go."""
NO_SHORT = frozenset({DraftKind.AGENDA})

TemplateValues = Mapping[str, DraftFact | str | bool | None]


def draft(
    view: WorkspaceView, situation: Situation, wanted: DraftRequest, ego: Person, *, own_templates: Path | None = None
) -> Draft:
    """A draft of one kind, to one person about one job.

    Args:
        view: where facts come from.
        situation: who was found at the company.
        wanted: the kind, the job, the language and how it is to sound.
        ego: whose draft it is.
        own_templates: a folder whose files go before the program's.

    Raises:
        UsageError: a short one cannot be had, or does not fit.
        InputError: a template of the user's own cannot be filled.
    """
    if wanted.short and wanted.kind in NO_SHORT:
        raise UsageError(f"the {wanted.kind.value} is for your own eyes and has no short form")
    material, said = _material(view, situation, wanted, ego), words()[wanted.language]
    file = template_file(wanted.kind, wanted.language, own_templates)
    known = facts(material, said)
    pieces = next(p for p in _shorter(file, known, material, said) if not wanted.short or room(p) >= 0)
    text = "".join(piece.text for piece in pieces)
    return Draft(
        request=replace(wanted, role=material.role),
        person=material.person,
        pieces=pieces,
        blanks=open_blanks(text),
        address=said.address,
        room=NOTE_LIMIT - _filled(text) if wanted.short else None,
        target=material.target,
        ask=material.ask,
    )


def _shorter(file: Path, known: dict[str, DraftFact], material: Material, said: Words) -> Iterator[tuple[Piece, ...]]:
    """The draft with everything, then with ever fewer of the facts it can do without.

    Raises:
        UsageError: none of them was taken.
    """
    yield fill(file, _context(known, material, said))
    for count in range(1, len(DISPENSABLE) + 1):
        kept = {name: fact for name, fact in known.items() if name not in DISPENSABLE[:count]}
        yield fill(file, _context(kept, material, said))
    raise UsageError(
        f"this does not fit into {NOTE_LIMIT} characters, with the job called '{material.role}' at "
        f"'{material.wanted.company.name}': name the job in fewer words"
    )


def _context(known: Mapping[str, DraftFact], material: Material, said: Words) -> TemplateValues:
    blanks = {"to": f"[[{said.name}]]", "role": f"[[{said.which_job}]]"}
    return {**dict.fromkeys(NAMES), **conditions(material), **blanks, **known}


def room(pieces: tuple[Piece, ...]) -> int:
    """Characters left in a short draft once each blank has its share; below 0 it does not fit."""
    text = "".join(piece.text for piece in pieces)
    return NOTE_LIMIT - _filled(text) - BLANK_ROOM * len(open_blanks(text))


def _filled(text: str) -> int:
    """The length without what stands in blanks, in UTF-16 units as browsers count."""
    bare = text.strip()
    for blank in open_blanks(text):
        bare = bare.replace(f"[[{blank.text}]]", "")
    return len(bare.encode("utf-16-le")) // 2


def _material(view: WorkspaceView, situation: Situation, wanted: DraftRequest, ego: Person) -> Material:
    ask = _ask(view, wanted, ego)
    person, target = _whom(view, situation, wanted, ask, ego)
    role = wanted.role or (ask.role if ask else "")
    between = dossiers(view.workspace, view.network, ego.id, [person.id], view.as_of) if person else {}
    return Material(
        wanted=wanted,
        question=question(view, ego, wanted.company, role),
        today=view.today,
        person=person,
        target=target,
        dossier=between.get(person.id) if person else None,
        ask=ask,
        applied=_applied(view, situation, role) if role else None,
    )


def _applied(view: WorkspaceView, situation: Situation, role: str) -> Wish | None:
    """The newest application for this very job, its level too, that is not long ago."""
    there = (w for w in situation.applied if w[1] and not another_round(w[2], view.today))
    return next((w for w in there if same_role(w[1], role)), None)


def _ask(view: WorkspaceView, wanted: DraftRequest, ego: Person) -> Ask | None:
    """The newest ask in the ledger that a later draft speaks of."""
    if wanted.kind not in LATER:
        return None
    asks = [a for a in view.record(ego).ledger.asks if a.company == wanted.company.id and a.asked_on]
    asks = [a for a in asks if not wanted.role or same_role(a.role, wanted.role)]
    return next((a for a in reversed(asks) if wanted.person is None or a.person == wanted.person.id), None)


def _whom(
    view: WorkspaceView, situation: Situation, wanted: DraftRequest, ask: Ask | None, ego: Person
) -> tuple[Person | None, Person | None]:
    """Whom the draft is to, and whom an introduction leads to."""
    if ask:
        people = view.workspace.people_by_id([i for i in (ask.person, ask.target) if i])
        return people.get(ask.person), people.get(ask.target or "")
    try:
        found = chosen(view, situation, wanted.person, ego)
    except PersonNotFoundError:
        return wanted.person, None
    if found is None:
        return wanted.person, None
    return found.person, found.referrer.person if found.between else None
