"""Whose archive it is: from Profile, mail addresses, invitations and messages. Contradictions are asked about.

`Profile.csv` gives the name and no profile address. The address is the one that invites in outgoing invitations and is
invited in incoming ones, and an end of every conversation. Its name there may be spelled otherwise than in the profile
(credentials, emoji, another script, a middle name): what part an address has in the archive says more than how a name
is written. There may be several addresses: who changes theirs has sent messages under the former.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import parseaddr

from graph.names import clean_name, fold
from ingest.archive import Archive
from ingest.errors import OwnerMismatchError, OwnerUnknownError
from ingest.identity import mail_of, profile_of
from ingest.name_likeness import alike, same_name, script_of
from ingest.report import Skip
from ingest.roles import Party, Roles, roles_of
from ingest.tables import connections, profile

_ENOUGH = 3
"""So many rows under another name than the profile's are a contradiction, not a slip."""
_CHOICES = 4
"""So many people are named where one has to be chosen."""


@dataclass(frozen=True, slots=True)
class Owner:
    """The owner of an archive. `profiles`: identity keys of their addresses, present one first; `names`: folded."""

    name: str
    profiles: tuple[str, ...]
    mails: tuple[str, ...]
    names: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """The identity key."""
        if self.profiles:
            return self.profiles[0]
        return f"mail:{self.mails[0]}" if self.mails else f"name:owner:{fold(self.name)}"

    @property
    def keys(self) -> tuple[str, ...]:
        """Every identity key, the best first."""
        return tuple(dict.fromkeys((self.key, *self.profiles, *(f"mail:{mail}" for mail in self.mails))))

    @property
    def called(self) -> str:
        """What they can be named by: their slug, else a mail address with the name, else the name."""
        if self.profiles:
            return self.profiles[0].partition(":")[2]
        return f"{self.name} <{self.mails[0]}>" if self.mails else self.name

    def goes_by(self, folded: str) -> bool:
        """Whether a folded name is one the owner writes under."""
        return folded in self.names or folded == fold(self.name)

    def is_named(self, named: str) -> bool:
        """Whether `named` (a name, a slug, a profile address or a mail address) means this owner."""
        if mail_of(named) in self.mails or not _keys_of(named).isdisjoint(self.profiles):
            return True
        return self.goes_by(fold(named)) or alike(named, self.name)


def find_owner(archive: Archive, named: str | None) -> Owner:
    """The owner of `archive`; `named` decides where the archive does not say, or contradicts itself.

    Raises:
        OwnerUnknownError: nothing tells, and nobody is named.
        OwnerMismatchError: the profile names one person, everything else another, and `named` is neither.
    """
    roles = roles_of(archive)
    _keep_one_profile(archive, roles, named)
    stated = _stated(archive)
    if stated and (told := archive.of(profile.PROFILE)[0].record.profile):
        return Owner(stated[0], (told,), _mails(archive), frozenset(map(fold, stated)))
    if stated:
        return _of_profile(archive, roles, stated, named)
    party = _chosen(roles, named) or roles.leading
    if party:
        return _owner(archive, roles, (party.name,), party)
    return _only_named(archive, roles, named)


def _keep_one_profile(archive: Archive, roles: Roles, named: str | None) -> None:
    """Of profiles of several people the one that the user, else everything else means; the others are counted.

    Raises:
        OwnerMismatchError: nothing tells whose it is.
    """
    filed = archive.of(profile.PROFILE)
    others = [one for one in filed[1:] if not alike(one.record.name, filed[0].record.name)]
    if not others:
        return
    told = named or (roles.leading.name if roles.leading else "")
    meant = [one for one in filed if told and alike(told, one.record.name)]
    if not meant:
        raise OwnerMismatchError(archive.bundle.path, filed[0].record.name, others[0].record.name)
    for one in filed:
        if not alike(one.record.name, meant[0].record.name):
            one.skip(Skip.STRANGER)
    archive.keep(profile.PROFILE, [one for one in filed if alike(one.record.name, meant[0].record.name)])


def _stated(archive: Archive) -> tuple[str, ...]:
    """The name in the profile, then the one from before marriage where it tells one."""
    for filed in archive.of(profile.PROFILE):
        return (filed.record.name, *([filed.record.former] if filed.record.former else []))
    return ()


def _of_profile(archive: Archive, roles: Roles, stated: Sequence[str], named: str | None) -> Owner:
    mine = [party for party in roles.parties if any(alike(party.name, name) for name in stated)]
    if mine:
        return _owner(archive, roles, stated, _foremost(mine, stated[0]))
    other = roles.leading
    if other is None:
        return _owner(archive, roles, stated, None)
    if script_of(other.name) != script_of(stated[0]) and roles.is_clear(other):
        return _owner(archive, roles, stated, other)
    if other.invited >= _ENOUGH or other.conversations >= _ENOUGH or (other.invited and other.profile):
        return _decided(archive, roles, stated, other, named)
    return _owner(archive, roles, stated, None)


def _foremost(mine: Sequence[Party], name: str) -> Party:
    """Of the spellings that may be the owner's the one with the greatest part, mentions without an address counted."""
    bare = [p for p in mine if not p.profile]

    def part(party: Party) -> tuple[int, int, bool, bool, str]:
        meant = [p for p in bare if party.profile and same_name(p.name, party.name)]
        invited = sum(p.invited for p in (party, *meant))
        conversations = sum(p.conversations for p in (party, *meant))
        return invited, conversations, bool(party.profile), same_name(party.name, name), party.key

    return max(mine, key=part)


def _decided(archive: Archive, roles: Roles, stated: Sequence[str], other: Party, named: str | None) -> Owner:
    """The profile says one thing and everything else another: it is whoever is named."""
    if named and _means(named, other):
        return _owner(archive, roles, (other.name,), other)
    if named and any(alike(named, name) for name in stated):
        return _owner(archive, roles, stated, None)
    raise OwnerMismatchError(archive.bundle.path, stated[0], other.name, other.profile)


def _chosen(roles: Roles, named: str | None) -> Party | None:
    """Whom `named` means among those who take part; the one with the greatest part of several."""
    found = [party for party in roles.parties if _means(named, party)] if named else []
    return max(found, key=lambda p: (p.invited, p.conversations, p.key), default=None)


def _means(named: str, party: Party) -> bool:
    return party.profile in _keys_of(named) or same_name(named, party.name) or fold(named) == fold(party.name)


def _only_named(archive: Archive, roles: Roles, named: str | None) -> Owner:
    """Nothing in the archive tells: the user's word, else a question with those who take part to choose from."""
    spoken, said = parseaddr(named or "")
    mails = tuple(dict.fromkeys((*([mail] if spoken and (mail := mail_of(said)) else []), *_mails(archive))))
    name = clean_name(spoken if spoken and mail_of(said) else named or "")
    if not name:
        likely = sorted(roles.parties, key=lambda p: (-p.conversations, p.name))[:_CHOICES]
        raise OwnerUnknownError(archive.bundle.path, [(p.name, p.profile) for p in likely if p.name])
    if mail := mail_of(name):
        return Owner(_connected_as(archive, mail) or name, (), tuple(dict.fromkeys((mail, *mails))))
    address = profile_of(name) or (f"in:{name}" if _is_slug(name) else "")
    shown = address.partition(":")[2] or name
    return Owner(shown, (address,) if address else (), mails)


def _connected_as(archive: Archive, mail: str) -> str:
    return next((f.record.name for f in archive.of(connections.TABLE) if f.record.mail == mail), "")


def _is_slug(named: str) -> bool:
    """Whether a single word is the last part of a profile address rather than a name."""
    return named == named.casefold() and " " not in named and any(c.isdigit() or c == "-" for c in named)


def _keys_of(named: str) -> set[str]:
    """The identity keys that an address or a slug may stand for."""
    return {profile_of(named), f"in:{named.strip().casefold()}"} - {""}


def _mails(archive: Archive) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f.record for f in archive.of(profile.EMAILS)))


def _owner(archive: Archive, roles: Roles, stated: Sequence[str], present: Party | None) -> Owner:
    """The owner with every address and every spelling of the name that is theirs.

    Besides the present address those under the same name, but for namesakes': somebody among the connections, or on the
    other side of a message from the owner.
    """
    known = [*stated, *(roles.names_of(present.profile) if present else ())]
    same = [p for p in roles.parties if p.profile and any(same_name(p.name, name) for name in known)]
    if same and not (present and present.profile):
        present = max(same, key=lambda p: (p.invited, p.conversations, p.key))
    profiles = [present.profile] if present and present.profile else []
    if profiles and len({p.profile for p in same} | set(profiles)) > 1:
        others = {f.record.profile for f in archive.of(connections.TABLE)} | roles.faced_by(profiles[0], known)
        ranked = sorted(same, key=lambda p: (-p.invited, -p.conversations, p.key))
        profiles += [p.profile for p in ranked if p.profile not in others]
    profiles = list(dict.fromkeys(profiles))
    names = {fold(name) for name in known} | {fold(name) for key in profiles for name in roles.names_of(key)}
    if present and not present.profile:
        names.add(fold(present.name))
    return Owner(stated[0], tuple(profiles), _mails(archive), frozenset(names - {""}))
