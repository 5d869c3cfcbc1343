"""What the user writes down beside what was imported: asks, limits on asking, lists of companies. In plain SQL."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping

from graph.companies import normalise
from graph.errors import UsageError
from graph.model import CompanyId, PersonId
from graph.stores import ledger, pseudonyms, targets
from graph.stores.company_doubts import keep_apart
from graph.stores.fact_reader import FactReader
from graph.stores.ledger import LedgerSession


class OwnRecords(FactReader):
    """All that is read for an answer, and all that is written without touching a fact: no query builder is loaded.

    Marks are written here too (`Directory.set_mark`).
    """

    @contextlib.contextmanager
    def recording(self, owner: PersonId) -> Iterator[LedgerSession]:
        """Read and add to one owner's ledger in one step: on the disk as a whole when the block ends, or not at all.

        The generation stays: no graph is made anew for an ask. `ledger_version` grows instead.
        """
        with self._file.noting() as connection:
            yield LedgerSession(connection, owner)

    def set_ask_rules(self, values: Mapping[str, int]) -> None:
        """Set some of the user's own limits on asking, by name."""
        with self._file.marking() as connection:
            ledger.set_rules(connection, values)

    def list_company(self, owner: PersonId, name: str, *, role: str = "", wanted: bool = True) -> None:
        """Put a company on the list of an owner, known to the archives or not; or take it off.

        Raises:
            UsageError: the name is none of a company.
        """
        if not normalise(name):
            raise UsageError(f"'{name}' is no name of a company")
        with self._file.noting() as connection:
            targets.put(connection, owner, name, role, wanted=wanted)

    def pseudonym_key(self, *, new: bool = False) -> bytes:
        """The secret under which people get made-up names: made when first asked for; `new`: made again."""
        held = None if new else self._look(pseudonyms.held_key)
        if held is not None:
            return held
        with self._file.noting() as connection:  # another process may have been quicker
            return (None if new else pseudonyms.held_key(connection)) or pseudonyms.new_key(connection)

    def keep_apart(self, one: CompanyId, other: CompanyId, *, apart: bool = True) -> None:
        """Say that two are two companies, whatever their names look like, or take it back.

        Raises:
            UsageError: both are one id, or there is nothing to take back.
        """
        with self._file.marking() as connection:
            keep_apart(connection, one, other, apart=apart)
