"""Whose a mailbox, a calendar or a list is: somebody who is in already, by their addresses, or whom the user names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path

from graph.names import clean_name, fold
from graph.stores.importing import ImportSession
from graph.stores.own_words import KnownOwner
from graph.stores.rows import NewPerson, PersonRow, SourceId
from ingest.errors import OwnerUnknownError
from ingest.identity import mail_of, profile_of
from ingest.name_likeness import alike, same_name
from ingest.owner import Owner
from ingest.people import owner_row
from ingest.sources.records import SourceRecords

MOST_OF_IT = 0.9
"""Whose mailbox it is takes part in nearly every mail; in so large a part at least."""
_CHOICES = 4


@dataclass(frozen=True, slots=True)
class WhoseSource:
    """What is said of whose a source is. `named`: by the user; `beside`: whose archive it lies in; '' for nothing."""

    named: str | None = None
    beside: str = ""


@dataclass(frozen=True, slots=True)
class SourceOwner:
    """Whose a source is. `mails`: their addresses; `keys`: every identity key of theirs."""

    row: PersonRow
    name: str
    mails: frozenset[str]
    keys: frozenset[str]


def find_owner(
    session: ImportSession, source: SourceId, told: SourceRecords, whose: WhoseSource, path: Path
) -> SourceOwner | None:
    """Whose `told` is, put into the workspace where they are new; None for a file that is nobody's and names nobody.

    Raises:
        OwnerUnknownError: it means nothing without an owner, and nothing tells who that is.
    """
    named = whose.named
    owners, mail = session.own.owners(), mail_of(parseaddr(named or "")[1]) or mail_of(named or "")
    spoken = clean_name(parseaddr(named or "")[0]) if mail else clean_name(named or "")
    chosen = _named(owners, spoken, mail)
    if len(told.exchanges):
        mine = _own_mails(told, owners, chosen, mail, path)
        chosen = chosen or next((owner for owner in owners if owner.mails & mine), None) or _alike(owners, told, mine)
        name = spoken or next((told.exchanges.names[one] for one in sorted(mine) if one in told.exchanges.names), "")
        return _put(session, source, chosen, name, mine)
    if chosen is None and not named:
        chosen = owners[0] if len(owners) == 1 else _beside(owners, whose.beside)
    if chosen is None and not named:
        if not told.needs_owner:
            return None
        raise OwnerUnknownError(path, [(owner.name, _address(owner)) for owner in owners[:_CHOICES]])
    return _put(session, source, chosen, spoken, frozenset({mail} - {""}))


def _beside(owners: Sequence[KnownOwner], whose: str) -> KnownOwner | None:
    """The owner of the archive that a source lies beside."""
    name, mail = parseaddr(whose)
    return _named(owners, clean_name(name if mail_of(mail) else whose), mail_of(mail)) if whose else None


def _named(owners: Sequence[KnownOwner], spoken: str, mail: str) -> KnownOwner | None:
    """The owner that the user's word means."""
    if mail and (by_mail := next((owner for owner in owners if mail in owner.mails), None)):
        return by_mail
    keys = {profile_of(spoken), f"in:{spoken.casefold()}"} - {""}
    exact = [owner for owner in owners if keys & owner.keys or (spoken and fold(spoken) == fold(owner.name))]
    if exact or not spoken:
        return next(iter(exact), None)
    near = [owner for owner in owners if alike(spoken, owner.name)]
    return near[0] if len(near) == 1 else None


def _own_mails(
    told: SourceRecords, owners: Iterable[KnownOwner], chosen: KnownOwner | None, mail: str, path: Path
) -> frozenset[str]:
    """The addresses in the file that are its owner's: those we know, the one named, or the one nearly all is about."""
    parts = told.exchanges.parts()
    known = [(owner.mails & set(parts)) | ({mail} if mail else set()) for owner in ([chosen] if chosen else [])]
    if not chosen and not mail:
        known = [owner.mails & set(parts) for owner in owners]
    ranked = sorted((sum(parts[one] for one in mails), sorted(mails)) for mails in known if mails)
    if ranked:
        return frozenset(ranked[-1][1])
    if mail:
        return frozenset({mail})
    if lead := _lead(told, parts, [chosen] if chosen else list(owners), sole=chosen is not None):
        return frozenset({lead})
    likely = [(told.exchanges.names.get(one, one), f"mail:{one}") for one, _ in parts.most_common(_CHOICES)]
    raise OwnerUnknownError(path, likely)


def _lead(told: SourceRecords, parts: Counter[str], owners: Sequence[KnownOwner], *, sole: bool) -> str:
    """The address that nearly every mail has an end at, if it goes with one of `owners`; '' for none.

    It does if their name stands beside it; with a `sole` owner, if it is the only one, or the file says it is its own.
    """
    often = [one for one, times in parts.most_common() if times >= MOST_OF_IT * len(told.exchanges)]
    leads = [one for one, _ in told.claimed.most_common(1) if one in parts] or often
    named = [one for one in leads if any(same_name(told.exchanges.names.get(one, ""), o.name) for o in owners)]
    if len(named) == 1:
        return named[0]
    return leads[0] if sole and len(leads) == 1 else ""


def _alike(owners: Iterable[KnownOwner], told: SourceRecords, mine: frozenset[str]) -> KnownOwner | None:
    """The owner whose name stands beside an address of the file's owner."""
    names = [told.exchanges.names[one] for one in sorted(mine) if one in told.exchanges.names]
    return next((owner for owner in owners if any(same_name(owner.name, name) for name in names)), None)


def _address(owner: KnownOwner) -> str:
    return next((key for key in sorted(owner.keys) if key.startswith("in:")), "")


def _put(
    session: ImportSession, source: SourceId, known: KnownOwner | None, name: str, mails: frozenset[str]
) -> SourceOwner:
    """The owner's row, with the addresses that are theirs."""
    if known is None:
        profile = profile_of(name)
        shown = profile.partition(":")[2] or name or min(mails)
        fresh = Owner(shown, (profile,) if profile else (), tuple(sorted(mails)))
        row, keys = owner_row(session, source, fresh), set(fresh.keys)
    else:
        row, shown, keys = known.row, known.name, set(known.keys)
        session.add_people(source, [NewPerson(min(known.keys), known.name)])
        session.add_keys(source, [(f"mail:{mail}", row) for mail in sorted(mails)])
    session.set_owner(source, row)
    if mails:
        session.add_profile(source, row, emails=sorted(mails))
    every = keys | {f"mail:{mail}" for mail in mails}
    return SourceOwner(row, shown, mails | (known.mails if known else frozenset()), frozenset(every))
