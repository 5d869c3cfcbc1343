"""A report without people: every person under a name made up for this workspace, no address, no sentence that names.

The same person has the same made-up name in every report of a workspace, by whatever surface it is made. The name is a
keyed digest; the key is random and lies in the workspace file alone: whoever has that file can tell who is who, and
nobody else. A new key (`OwnRecords.pseudonym_key(new=True)`) cuts later reports off from earlier ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from hashlib import blake2b
from itertools import pairwise
from typing import TypeVar, cast

from graph.names import fold
from graph.stores.own_records import OwnRecords
from reports.entities import Firm, Who
from reports.findings import findings
from reports.model import GapCloser, NetworkReport, TargetRow

ADDRESS = re.compile(r"\S*(?:@|://|www\.|linkedin\.com)\S*", re.IGNORECASE)
"""Anything that looks like an e-mail address or a URL."""
T = TypeVar("T")
HIDDEN = "[removed]"
SHORT = 3
"""Letters up to which a name is looked for as a word of its own: as a part of words it is in too many."""
WORDS = 5
"""Words, or letters of a script without spaces, of the longest name that is looked for besides those of the report."""


def redacted(report: NetworkReport, workspace: OwnRecords) -> NetworkReport:
    """The same numbers about the same people under made-up names."""
    key = workspace.pseudonym_key()
    hide = _Hide(key, _pattern(report), workspace.names_of_people({n for text in _texts(report) for n in _like(text)}))
    bare = cast("NetworkReport", hide.walked(replace(report, findings=())))
    targets = tuple(_without_sentences(row) for row in bare.targets)
    bare = replace(bare, targets=targets, redacted=True)
    return replace(bare, findings=findings(bare))


def made_up(person: str, workspace: OwnRecords) -> str:
    """The made-up name of a person by id."""
    return pseudonym(person, workspace.pseudonym_key())


def pseudonym(person: str, key: bytes) -> str:
    """`Person 3f9a1c2b`: 32 bits, so that two of 10,000 people share one in 1 of 100 workspaces."""
    return f"Person {blake2b(person.encode(), digest_size=4, key=key).hexdigest()}"


def key_sign(workspace: OwnRecords) -> str:
    """A digest that tells one key from another and nothing else."""
    return blake2b(b"which key", digest_size=8, key=workspace.pseudonym_key()).hexdigest()


@dataclass(frozen=True, slots=True)
class _Hide:
    """`names`: of the people in the report, None for nobody; `others`: whole folded names of anybody else."""

    key: bytes
    names: re.Pattern[str] | None
    others: frozenset[str]

    def walked(self, value: object) -> object:
        """A value with everybody in it renamed and every other text cleared of names and addresses."""
        if isinstance(value, Who):
            name = pseudonym(value.id, self.key)
            return Who(name.lower().replace(" ", "-"), name)
        if isinstance(value, Firm):
            return Firm(blake2b(value.id.encode(), digest_size=8, key=self.key).hexdigest(), self.cleared(value.name))
        if isinstance(value, str):
            return value if type(value) is not str else self.cleared(value)
        if isinstance(value, tuple):
            return tuple(self.walked(one) for one in value)
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{f.name: self.walked(getattr(value, f.name)) for f in fields(value)})
        return value

    def cleared(self, text: str) -> str:
        """A text without addresses; the whole is removed where a person's name stands in it."""
        if (self.names and self.names.search(fold(text))) or not self.others.isdisjoint(_like(text)):
            return HIDDEN
        return ADDRESS.sub(HIDDEN, text)


def _pattern(report: NetworkReport) -> re.Pattern[str] | None:
    """The names of everybody in the report, which may stand in the names of companies too."""
    found = {fold(who.name) for who in _found(report, Who)} - {""}
    inside = [rf"\b{re.escape(n)}\b" if len(n) <= SHORT else re.escape(n) for n in found]
    return re.compile("|".join(sorted(inside, key=len, reverse=True))) if inside else None


def _texts(report: NetworkReport) -> set[str]:
    """Every text of the report that is shown, but for people's own names."""
    return {text for text in _found(report, str) if type(text) is str}


def _like(text: str) -> Iterator[str]:
    """What in a text may be a whole name, folded: of several words, or of letters written without spaces."""
    words = [word for part in text.split() if (word := fold(part).strip(".,;:()[]{}'\"&-"))]
    for size in range(2, WORDS + 1):
        for at in range(len(words) - size + 1):
            yield " ".join(words[at : at + size])
    for pair in pairwise(words):
        yield " ".join(reversed(pair))
    for word in text.split():
        if any(letter > "\u2e80" for letter in word):
            yield from (fold(word[a:b]) for a in range(len(word)) for b in range(a + 2, min(a + WORDS, len(word)) + 1))


def _found(value: object, kind: type[T]) -> Iterator[T]:
    """Everything of a kind in a value; what is inside a person is passed over."""
    if isinstance(value, kind):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _found(one, kind)
    elif is_dataclass(value) and not isinstance(value, Who):
        for field in fields(value):
            yield from _found(getattr(value, field.name), kind)


def _without_sentences(row: TargetRow) -> TargetRow:
    """Reasons and the like are written with names in them: they are left out, the decision stays."""
    closing = tuple(GapCloser(c.kind, c.text, c.who) for c in row.closing)
    return replace(row, reasons=(), no_path="nobody is in reach" if row.no_path else "", closing=closing)
