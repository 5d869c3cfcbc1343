"""Who shares a name: people by the words of every name that sources show of them, in any order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import blake2b

from sqlalchemy import Connection, select

from graph.name_words import FORM, words_of
from graph.stores import derived_by, schema
from graph.stores.query_parts import among, driver

Words = tuple[str, ...]
"""The words of a name, sorted; two or more."""


def sorted_words(name: str) -> Words:
    """The words of a name as namesakes are found by; none where it has fewer than two."""
    words = tuple(sorted(words_of(name)))
    return words if len(words) > 1 else ()


def number_of(words: Words) -> int | None:
    """The number by which sightings of a name are found, 64 bits; hardly ever another's. None for no words."""
    digest = blake2b(" ".join(words).encode(), digest_size=8).digest()
    return int.from_bytes(digest, signed=True) if words else None


def numbered(connection: Connection) -> bool:
    """Whether sightings have the numbers of names that this form of the rules gives."""
    return derived_by.holds(connection, derived_by.NAME_WORDS, FORM)


def number_sightings(connection: Connection) -> None:
    """Write the numbers of names that this form of the rules gives, where others or none are there. O(sightings)."""
    if numbered(connection):
        return
    raw = driver(connection)
    raw.create_function("words_number", 1, lambda name: number_of(sorted_words(name)), deterministic=True)
    found = next(index for index in schema.sighting.indexes if index.name == "sighting_words")
    found.drop(connection)  # made once from all is a fraction of brought up row by row
    raw.execute("UPDATE sighting SET words = words_number(name)")
    found.create(connection)
    derived_by.keep(connection, derived_by.NAME_WORDS, FORM)


def names_of(connection: Connection, rows: Iterable[int]) -> Mapping[int, set[Words]]:
    """The words of every name that people are shown by, of two words or more."""
    sighting, found = schema.sighting.c, defaultdict[int, set[Words]](set)
    query = select(sighting.person, sighting.name).where(among(sighting.person, rows)).distinct()
    for row, name in connection.execute(query):
        if words := sorted_words(name):
            found[row].add(words)
    return found


def people_named(connection: Connection, names: Iterable[Words]) -> Mapping[Words, set[int]]:
    """Everybody whom a source shows by one of these names. O(their sightings)."""
    sighting = schema.sighting.c
    found: dict[Words, set[int]] = {words: set() for words in names}
    numbers = {number_of(words) for words in found} - {None}
    query = select(sighting.person, sighting.name).where(among(sighting.words, [n for n in numbers if n is not None]))
    for row, name in connection.execute(query.distinct()):
        if (words := sorted_words(name)) in found:
            found[words].add(row)
    return found
