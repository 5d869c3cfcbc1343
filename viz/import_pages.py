"""The pages by which archives come in: choosing them, watching the import, its report; and what is in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from graph.model import Company, Person
from referral.wording import count, first_upper, plural
from viz.frame import Frame, framed
from viz.paging import Pages
from viz.templating import environment

MOMENT = 1.5
"""Seconds below which none are counted."""
LONG = 90
"""Seconds from which minutes are said."""


@dataclass(frozen=True, slots=True)
class FileCount:
    """Rows of one file, why some were skipped, and what some that were kept have lost.

    `notes`: how it was read where that had to be decided, such as which column was taken for what.
    """

    name: str
    seen: int
    kept: int
    skipped: Mapping[str, int]
    without: Mapping[str, int] = field(default_factory=dict)
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class ArchiveCount:
    """One archive, or file of another kind: whose, of which day, what was found in it.

    `within`: what lay in one file with it, such as an address book, and goes out with it.
    """

    id: int
    name: str
    owner: str
    as_of: date
    files: Sequence[FileCount]
    unread: Sequence[str]
    unknown: Sequence[str]
    imported: str = ""
    kind: str = "archive"
    within: Sequence[ArchiveCount] = ()

    @property
    def kept(self) -> int:
        """Rows of which something is kept."""
        return sum(file.kept for file in self.files)

    @property
    def seen(self) -> int:
        """Rows in all files read."""
        return sum(file.seen for file in self.files)


@dataclass(frozen=True, slots=True)
class RunningImport:
    """An import that is not over. `left`: seconds, None where not known; `share`: 0 to 1."""

    id: str
    stage: str
    share: float | None
    left: float | None

    @property
    def rest(self) -> str:
        """How long it will take, as a page says it; nothing where that is not known."""
        if self.left is None:
            return ""
        if self.left < MOMENT:
            return "a moment left"
        if self.left < LONG:
            return f"about {self.left:.0f} seconds left"
        return f"about {self.left / 60:.0f} minutes left"


@dataclass(frozen=True, slots=True)
class FinishedImport:
    """An import that is over. `failed`: the sentence that says why nothing came in, or ''.

    `again`: the id of this import, whose files wait for what is missing, or ''; `likely`: what may be meant.
    """

    archives: Sequence[ArchiveCount]
    people: int
    companies: int
    ties: int
    failed: str = ""
    again: str = ""
    likely: Sequence[str] = ()

    @property
    def reason(self) -> str:
        """Why nothing came in, as a sentence; the name of a file with which it begins stays as it is."""
        named = "." in self.failed.split(" ", 1)[0]
        return self.failed if named else first_upper(self.failed)

    @property
    def heading(self) -> str:
        """How many came in: archives, with what lay in one file with each, and other files."""
        whole = sum(one.kind == "archive" for one in self.archives)
        counts = {"archive": whole, "file": len(self.archives) - whole}
        told = [count(number, noun) for noun, number in counts.items() if number]
        return f"{' and '.join(told)} {plural(len(self.archives), 'is', 'are')} in"

    @property
    def found(self) -> str:
        """What was found in all of them."""
        people, companies = count(self.people, "person", "people"), count(self.companies, "company", "companies")
        return f"{people}, {companies} and {count(self.ties, 'tie')} between people were found"


def import_page(frame: Frame, *, running: str = "") -> str:
    """Choosing archives; on an empty workspace the welcome. `running`: the id of an import that is under way."""
    return environment({**framed(frame), "running": running}).get_template("import.html").render()


def running_page(frame: Frame, job: RunningImport) -> str:
    """An import under way."""
    return environment({**framed(frame), "job": job}).get_template("importing.html").render()


def imported_page(frame: Frame, done: FinishedImport, companies: Sequence[Company], people: Sequence[Person]) -> str:
    """The report of an import, and the companies one can ask about now; `people`: whose archives are in."""
    values = {"done": done, "companies": companies, "people": people}
    return environment({**framed(frame), **values}).get_template("imported.html").render()


def settings_page(frame: Frame, limits: Sequence[tuple[str, str, int]]) -> str:
    """Whose question, which day, and limits on asking: name, what it means, value."""
    return environment({**framed(frame), "limits": limits}).get_template("settings.html").render()


def sources_page(frame: Frame, archives: Sequence[ArchiveCount], pages: Pages, tag: str, *, running: str = "") -> str:
    """What is in, a page of it, and taking it out.

    `tag`: of the list as it is now; `running`: the id of an import that is under way.
    """
    values = {"archives_in": archives, "pages": pages, "tag": tag, "running": running}
    return environment({**framed(frame), **values}).get_template("sources.html").render()


def nested(archives: Sequence[ArchiveCount], beside: Mapping[int, Sequence[int]]) -> list[ArchiveCount]:
    """Archives with what lay in one file with each inside it. `beside`: for such a source, the ids of its archives."""
    inside = {one.id: beside.get(one.id, ()) for one in archives}
    ids = inside.keys()
    tops = [one for one in archives if not ids & set(inside[one.id])]
    return [replace(top, within=[one for one in archives if top.id in inside[one.id]]) for top in tops]


@dataclass(frozen=True, slots=True)
class GoingOut:
    """An archive that is to go out. `within`: the files that lay in one with it and go with it."""

    id: int
    name: str
    owner: str
    within: Sequence[str] = ()


def forget_page(frame: Frame, archive: GoingOut, tag: str) -> str:
    """The question before an archive goes out. `tag`: of the list of archives as it is now."""
    values = {"archive": archive, "tag": tag}
    return environment({**framed(frame), **values}).get_template("forget.html").render()
