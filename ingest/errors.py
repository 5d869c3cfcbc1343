"""What can be wrong with a file given to us. Each sentence names the file and says what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from graph.errors import InputError
from graph.names import visible

_COLUMNS = 6
"""So many columns of a table we do not know are named: enough to recognise it."""


class MissingInputError(InputError):
    """There is nothing at the path."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "no such file or folder")


class UnreadableInputError(InputError):
    """The operating system does not let us read it."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, f"cannot be read ({reason}); check its permissions")


class NotAnArchiveError(InputError):
    """Something else than an archive or a table from one."""

    def __init__(self, path: Path, what: str, help_: str) -> None:
        """`what` it is ("a PDF"), and how the sentence goes on (": what to do")."""
        self.what = what
        super().__init__(path, f"is {what}{help_}")


class WebAddressError(InputError):
    """An address on the web where a file is wanted: nothing is ever fetched."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path, "is a web address, and nothing is fetched from the web: download the archive, give the file"
        )


class WebPageError(InputError):
    """A login or error page saved under the name of the archive."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "is a web page, no zip: the link had expired or asked for a login; download it again")


class EncryptedArchiveError(InputError):
    """A zip with a password."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "is encrypted with a password: unpack it yourself and zip it again without one")


class DamagedArchiveError(InputError):
    """A zip that cannot be unpacked: truncated, or with bytes changed."""

    def __init__(self, path: Path, member: str = "") -> None:
        where = f" ({visible(member)} cannot be unpacked)" if member else ""
        super().__init__(path, f"the zip is truncated or damaged{where}; download it again")


class OverlongLineError(InputError):
    """A line that is longer than any table has; reading it whole would fill the memory."""

    def __init__(self, path: Path, name: str, most: int) -> None:
        inside = "" if name == path.name else f"{name} has "
        what = f"a line of more than {most:,} characters, so it is no table; download the archive again"
        super().__init__(path, inside + what)


class OverlongTableError(InputError):
    """More rows than any archive has; keeping them all would fill the memory."""

    def __init__(self, path: Path, name: str, most: int) -> None:
        inside = "" if name == path.name else f"{name} has "
        super().__init__(path, f"{inside}more than {most:,} rows, so it is no archive's; download the archive again")


class SpecialFileError(InputError):
    """A pipe, a device or a socket: reading it could wait for ever."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "this is a pipe, a device or a socket, no file; save what it gives to a file first")


class UnfinishedDownloadError(DamagedArchiveError):
    """The part of a download that has arrived."""

    def __init__(self, path: Path) -> None:
        InputError.__init__(
            self, path, "is a download that is not finished; wait for it, or download the archive again"
        )


class PackingMethodError(InputError):
    """A zip packed in a way that cannot be read here."""

    def __init__(self, path: Path, member: str, method: str) -> None:
        self.method = method
        what = f"{visible(member)} is packed with {method}, a method that is not readable here"
        super().__init__(path, f"{what}; unpack it first and give the folder")


class OversizedArchiveError(InputError):
    """More than any archive holds: a bomb, or the wrong file."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(path, f"{what}, more than an archive ever holds; is this the right file?")


class NothingToReadError(InputError):
    """No file in it tells of ties."""

    def __init__(self, path: Path, held: Sequence[str], columns: Sequence[str] = ()) -> None:
        """`held`: what is in it; `columns`: those of its only table."""
        found = visible(f"only {', '.join(held[:3])}") if held else "no CSV file at all"
        if columns:
            found += visible(f" with the columns {', '.join(columns[:_COLUMNS])}{', ...' * (len(columns) > _COLUMNS)}")
        super().__init__(
            path, f"has neither Connections.csv nor messages.csv in it ({found}): give the zip that LinkedIn sends"
        )


class YieldsNothingError(InputError):
    """A file that is not empty, and of which nothing could be taken."""

    def __init__(self, path: Path, member: str, why: str) -> None:
        super().__init__(
            path,
            f"{visible(member)} is not empty, yet nothing could be read from it ({why}): leave it out, "
            "or download the archive again",
        )


class CodePageError(InputError):
    """A table in a code page that does not say which it is: letters would be guessed."""

    def __init__(self, path: Path, member: str) -> None:
        how = "export it as vCard 3.0" if member.casefold().endswith((".vcf", ".vcard")) else "save it as CSV UTF-8"
        super().__init__(path, f"{visible(member)} is not UTF-8, names in it would be garbled: {how}")


class GraphFileError(InputError):
    """A graph file that is broken, too large, or unsafe to parse. `what`: how the sentence goes on."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(path, what)


class PortabilityError(InputError):
    """JSON that looks like an answer of the data portability interface, and is none that can be read."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "is no whole answer of LinkedIn's data portability interface; save the answer again")


class LeadListError(InputError):
    """A list of leads or candidates: whoever made it looked these people up, and need not know them."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "is a list of leads or candidates somebody looked up, not of people you know")


class NotMappedError(InputError):
    """A column that the user named is not in the table."""

    def __init__(self, path: Path, said: Mapping[str, str], header: Sequence[str]) -> None:
        wanted = ", ".join(f"'{column}'" for column in said.values())
        held = ", ".join(cell.strip() for cell in header[:12])
        super().__init__(path, visible(f"has not all of the columns {wanted}; its columns are {held}"))


class OwnerUnknownError(InputError):
    """Nothing says whose archive it is."""

    def __init__(self, path: Path, likely: Sequence[tuple[str, str]] = ()) -> None:
        """`likely`: names and addresses of those who take part in most."""
        self.likely = tuple(likely)
        self.suggestions = [_said(*one) for one in likely]
        among = ", ".join(f"'{_shown(*one)}'" for one in likely)
        choices = f" (perhaps one of {among})" if among else ""
        super().__init__(
            path,
            f"nothing in it says whose archive this is{choices}; say whose it is",
        )


class OwnerMismatchError(InputError):
    """The evidence for the owner is contradictory."""

    def __init__(self, path: Path, one: str, other: str, address: str = "") -> None:
        """`one`: as the profile says; `other`: as everything else says, with their `address`."""
        self.one, self.other = one, other
        self.suggestions = [one, _said(other, address)]
        shown = _shown(other, address)
        super().__init__(path, f"is it the archive of '{visible(one)}' or of '{shown}'? Say whose it is")


class NotTheOwnerError(InputError):
    """`--owner` names somebody else than the archive does."""

    def __init__(self, path: Path, named: str, found: str) -> None:
        self.named, self.found = named, found
        super().__init__(path, f"is the archive of '{found}', not of '{named}'; leave the owner out or name '{found}'")


def _said(name: str, address: str) -> str:
    """What names somebody for certain, to be said back: a slug or mail address, else the name."""
    return address.partition(":")[2] or name


def _shown(name: str, address: str) -> str:
    """A name with the slug of its address."""
    slug = address.partition(":")[2]
    return visible(f"{name} ({slug})" if slug else name)
