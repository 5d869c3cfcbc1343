"""A report without people: every person under a name made up for this workspace, no address, no sentence that names.

The same person has the same made-up name in every report of a workspace, until its first archive is taken out. It is a
keyed digest: whoever does not have that archive cannot tell whom it stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from hashlib import blake2b
from typing import cast

from graph.names import fold
from graph.stores.workspace import Workspace
from reports.entities import Firm, Who
from reports.findings import findings
from reports.model import GapCloser, NetworkReport, TargetRow

ADDRESS = re.compile(r"\S*(?:@|://|www\.|linkedin\.com)\S*", re.IGNORECASE)
"""Anything that looks like an e-mail address or a URL."""
HIDDEN = "[removed]"
SHORTEST = 3
"""Letters a name has at least to be looked for inside other words: shorter ones are in too many."""


def redacted(report: NetworkReport, workspace: Workspace) -> NetworkReport:
    """The same numbers about the same people under made-up names."""
    key = _key(workspace)
    names = _names(report)
    bare = cast("NetworkReport", _walked(replace(report, findings=()), key, names))
    targets = tuple(_without_sentences(row) for row in bare.targets)
    bare = replace(bare, targets=targets, redacted=True)
    return replace(bare, findings=findings(bare))


def made_up(person: str, workspace: Workspace) -> str:
    """The made-up name of a person by id."""
    return pseudonym(person, _key(workspace))


def _key(workspace: Workspace) -> bytes:
    """A secret of the workspace: the digest of its first archive, which is in no report."""
    first = next((source.sha256 for source in workspace.sources()), "")
    return blake2b(first.encode(), digest_size=32).digest()


def pseudonym(person: str, key: bytes) -> str:
    """`Person 3f9a1c2b`: 32 bits, so that two of 10,000 people share one in 1 of 100 workspaces."""
    return f"Person {blake2b(person.encode(), digest_size=4, key=key).hexdigest()}"


def _names(report: NetworkReport) -> tuple[re.Pattern[str], ...]:
    """What may stand in the names of companies too: everybody's name in the report."""
    found = {fold(who.name) for who in _people(report) if len(who.name) >= SHORTEST}
    return (re.compile("|".join(re.escape(name) for name in sorted(found, key=len, reverse=True))),) if found else ()


def _people(value: object) -> Iterator[Who]:
    if isinstance(value, Who):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _people(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _people(getattr(value, field.name))


def _walked(value: object, key: bytes, names: tuple[re.Pattern[str], ...]) -> object:
    """A value with everybody in it renamed and every other text cleared of names and addresses."""
    if isinstance(value, Who):
        name = pseudonym(value.id, key)
        return Who(name.lower().replace(" ", "-"), name)
    if isinstance(value, Firm):
        return Firm(blake2b(value.id.encode(), digest_size=8, key=key).hexdigest(), _cleared(value.name, names))
    if isinstance(value, str):
        return value if type(value) is not str else _cleared(value, names)
    if isinstance(value, tuple):
        return tuple(_walked(one, key, names) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _walked(getattr(value, f.name), key, names) for f in fields(value)})
    return value


def _cleared(text: str, names: tuple[re.Pattern[str], ...]) -> str:
    """A text without addresses; the whole is removed where a person's name stands in it."""
    if any(pattern.search(fold(text)) for pattern in names):
        return HIDDEN
    return ADDRESS.sub(HIDDEN, text)


def _without_sentences(row: TargetRow) -> TargetRow:
    """Reasons and the like are written with names in them: they are left out, the decision stays."""
    closing = tuple(GapCloser(c.kind, c.text, c.who) for c in row.closing)
    return replace(row, reasons=(), no_path="nobody is in reach" if row.no_path else "", closing=closing)
