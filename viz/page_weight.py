"""How heavy a page of paths will be, told before it is drawn: a picture that turns out too heavy was drawn in vain."""

from __future__ import annotations

from markupsafe import escape

from graph.model import Person
from referral.path_results import IntroPath, Paths, PathTie
from viz.page_data import MOST_LINES
from viz.style import reason
from viz.views import ALONE, stages

PAGE, PATH, HOP, STRAND, PERSON = 26_000, 710, 580, 400, 400
"""Bytes of what is no text and no link: of the page itself, and of each path, hop, strand of a view, and person.

Fitted to pages of 4 to 20 paths (least squares), most of which weigh within 2 kB; `PAGE` has so much to spare.
"""
LINE, ARCHIVE = 10, 70
"""Of a line of evidence and of an archive named, beside their words."""


def _bytes(text: str) -> int:
    return len(escape(text).encode())


def _listed(path: IntroPath) -> int:
    """Text of a path in the list: everybody's name in its heading and at each tie, what to do, the evidence."""
    named = sum(2 * _bytes(person.name) for person in path.people) + 2 * _bytes(path.people[-1].title)
    return named + _bytes(path.advice) + _bytes(path.step) + sum(map(_hop, path.ties))


def _hop(tie: PathTie) -> int:
    words = sum(LINE + _bytes(line.text) for line in tie.evidence)
    shown = sum(ARCHIVE + 2 * _bytes(person.name) for person in tie.shown_by)
    return words + shown + _bytes(tie.source.name) + _bytes(tie.target.name)


def _tie(tie: PathTie) -> int:
    """Text that the picture says of a tie."""
    return _bytes(reason(tie)) + sum(_bytes(line.text) for line in tie.evidence[:MOST_LINES])


def _person(person: Person) -> int:
    """Text on their card, in the still picture and in the search box."""
    return PERSON + 4 * _bytes(person.name) + 2 * _bytes(person.title) + 2 * _bytes(person.company_name)


def expected_bytes(answer: Paths, *, link: int = 0) -> int:
    """About what the page of `answer` will weigh, within some hundredths of it, rather too much than too little.

    Args:
        answer: with the paths that the page would show.
        link: bytes of the address of a person's page.

    Returns:
        Bytes of HTML in UTF-8. O(stages * paths).
    """
    drawn = list(stages(answer, ALONE))
    paths = drawn[0].paths
    people = {person.id: person for path in paths for person in path.people}
    ties = {(tie.source.id, tie.target.id): tie for path in paths for tie in path.ties}
    strands = sum(len({(t.source.id, t.target.id) for path in stage.paths for t in path.ties}) for stage in drawn)
    hops = sum(path.hops for path in paths)
    links = 2 * hops + 2 * len(paths) + len(people)
    structure = PAGE + PATH * len(paths) + HOP * hops + STRAND * strands + link * links
    return structure + sum(map(_listed, paths)) + sum(map(_person, people.values())) + sum(map(_tie, ties.values()))
