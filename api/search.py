"""Looking up companies and people as somebody types: by fit, forgiving typing errors, companies and people apart."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock

from graph.model import Company, Person
from graph.names import fold
from graph.stores.lookup import words
from graph.stores.workspace import Workspace
from graph.typing_errors import likely_words

MOST_LOOKED_AT = 400
"""Names looked at before the fittest are shown; whoever finds more than that types on."""
ENOUGH = 1
"""Found as typed, so many make it needless to look for typing errors."""
CORRECTIONS = 3
"""Other readings of what was typed that are looked up."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a query found, the fittest first. `corrected`: the words searched for where the typed ones found nothing."""

    query: str
    corrected: str
    companies: tuple[Company, ...]
    people: tuple[Person, ...]


@dataclass(slots=True)
class Vocabulary:
    """The words of all names, made when first needed and again after a change."""

    _version: str = ""
    _words: Sequence[str] = ()
    _lock: Lock = field(default_factory=Lock)

    def of(self, workspace: Workspace, version: str) -> Sequence[str]:
        """The words as of `version`."""
        with self._lock:
            if version != self._version:
                self._words, self._version = workspace.words_of_names(), version
            return self._words


def search(workspace: Workspace, query: str, vocabulary: Vocabulary, version: str, *, most: int) -> SearchResult:
    """Companies and people for `query`, at most `most` of each."""
    found = _exactly(workspace, query, most)
    if len(found.companies) + len(found.people) >= ENOUGH or not query.strip():
        return found
    for other in corrections(query, vocabulary.of(workspace, version)):
        again = _exactly(workspace, other, most)
        if again.companies or again.people:
            return SearchResult(query, other, again.companies, again.people)
    return found


def corrections(query: str, vocabulary: Sequence[str]) -> list[str]:
    """Queries like `query` whose words names really have, the likest first."""
    typed = [word.strip() for word in words(query)]
    found = [""]
    for word in typed:
        options = [known for known in vocabulary if known.startswith(word)][:1] or likely_words(word, vocabulary)
        if not options:
            return []
        known = [word] if options[0].startswith(word) else options
        found = [f"{head} {option}".strip() for head in found for option in known][:CORRECTIONS]
    return found


def _exactly(workspace: Workspace, query: str, most: int) -> SearchResult:
    companies = workspace.find_companies(query, limit=MOST_LOOKED_AT)
    people = workspace.find_people(query, limit=MOST_LOOKED_AT)
    begins = (fold(query), "")  # of more names than are looked at, those that begin so stand farther on in the alphabet
    if len(companies) == MOST_LOOKED_AT:
        companies = list(dict.fromkeys([*companies, *workspace.companies_after(query, begins, MOST_LOOKED_AT)]))
    if len(people) == MOST_LOOKED_AT:
        people = list(dict.fromkeys([*people, *workspace.people_after(query, begins, MOST_LOOKED_AT)]))
    exact = workspace.company_named(query)
    if exact and all(exact.id != company.id for company in companies):
        companies.append(exact)
    named = [p for p in workspace.people_named(query) if all(p.id != one.id for one in people)]
    ranked = sorted(companies, key=lambda c: (_misfit(c, query), -c.people, len(c.name), c.name, c.id))
    people = sorted([*people, *named], key=lambda person: _order(person, query))
    return SearchResult(query, "", tuple(ranked[:most]), tuple(people[:most]))


def _order(person: Person, query: str) -> tuple[int, int, str, str]:
    return _misfit(person, query), len(person.name), person.name, person.id


def _misfit(named: Company | Person, query: str) -> int:
    """0: the very name; 1: it begins so; 2: a later word does."""
    name, typed = fold(named.name), fold(query)
    if name == typed:
        return 0
    return 1 if name.startswith(typed) else 2
