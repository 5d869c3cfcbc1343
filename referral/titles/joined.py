"""Which of two functions that stand together in a title is the thing itself, and which says of what kind it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from referral.titles.beside import beside
from referral.titles.tables import Kind, tables


@dataclass(frozen=True, slots=True, order=True)
class PhraseMatch:
    """A phrase that names functions; sorted, what decides is first.

    `kind`: what it is; `aside`: 1 if it only says of what kind the next one is; `less`: minus its words; `part`: which
    part of the title; `at`: its place there; `names`: its functions.
    """

    kind: Kind
    aside: int
    less: int
    part: int
    at: int
    names: tuple[str, ...]

    @property
    def end(self) -> int:
        """The place behind its last word."""
        return self.at - self.less


def heads_last(found: Sequence[PhraseMatch], parts: Sequence[Sequence[str]]) -> Iterator[PhraseMatch]:
    """`found` with those set aside that only say of what kind a field behind or about them is.

    English, German and Dutch end in the thing itself: "brand design" is design, "data privacy" law, and "manager" of
    "UX research" one of design. French, Spanish, Portuguese and Italian begin with it, as does whatever follows
    "Leiter" or "hoofd": such a part stays as it is. Broad words ("sales operations") and two that a conjunction joined
    decide nothing. O(n^2) of n phrases, which are few. Never raises.
    """
    for one in found:
        words = parts[one.part]
        followed = any(o.part == one.part and _follows(one, o, words) for o in found)
        yield replace(one, kind=Kind.FIELD, aside=1) if followed and not _begins_with_head(words) else one


def _follows(one: PhraseMatch, other: PhraseMatch, words: Sequence[str]) -> bool:
    """Whether `other` is the thing and `one` its kind.

    Of two fields the last; "brand design" of "head of brand" and it, "UX research" of it and "research manager".
    """
    if other.kind is not Kind.FIELD or other.names == one.names:
        return False
    if one.kind is Kind.JOB and other.at < one.at < other.end < one.end:
        return True
    if other.end <= one.end or beside().is_one(words[one.end : other.end], "broad"):
        return False
    headed = one.kind is Kind.JOB and beside().is_one(words[one.at : one.at + 1], "heading")
    touches = one.at < other.at <= one.end if headed else one.kind is Kind.FIELD and other.at == one.end
    return touches and (words[one.end - 1], words[one.end]) not in tables().pairs


def _begins_with_head(words: Sequence[str]) -> bool:
    """Whether the part has a word after which the thing comes first."""
    return any(beside().is_one((word,), "ahead") for word in words)
