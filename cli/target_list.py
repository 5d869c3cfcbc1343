"""A list of target companies, as somebody keeps one: a company a line, or a table with a column of companies."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Sequence
from pathlib import Path

from graph.errors import InputError
from graph.names import clean_name, fold
from referral.survey import TargetLine

COMPANY = ("company", "company name", "companyname", "organization", "organisation", "employer", "account")
"""What the column of companies is called in lists and trackers."""
ROLE = ("role", "job title", "title", "position", "job")
MOST_BYTES = 8 << 20
"""Some hundred thousand names: more is no list of targets."""
SEPARATORS = ",;\t"


def read_targets(file: str) -> tuple[TargetLine, ...]:
    """The companies of a file (`-`: stdin), each line of a company and role once, in its order.

    Raises:
        InputError: it is no text, too large, or names no company.
    """
    wanted = parse(_text(file), Path("stdin" if file == "-" else file))
    return tuple(dict.fromkeys(wanted))


def _text(file: str) -> str:
    raw = sys.stdin.buffer.read(MOST_BYTES + 1) if file == "-" else _read(Path(file))
    name = Path("stdin" if file == "-" else file)
    if len(raw) > MOST_BYTES:
        raise InputError(name, "is larger than 8 MB: give a list of company names")
    encoding = "utf-16" if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(name, "is no text file: give one company name a line, as UTF-8") from error
    if "\0" in text:
        raise InputError(name, "is no text file: give one company name a line, as UTF-8")
    return text


def _read(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(MOST_BYTES + 1)


def parse(text: str, name: Path) -> list[TargetLine]:
    """The companies a text names.

    Raises:
        InputError: none.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    table = _table(lines)
    found = [TargetLine(clean_name(line)) for line in lines] if table is None else table
    kept = [one for one in found if one.company]
    if not kept:
        raise InputError(name, "names no company: give one a line, or a table with a column 'company'")
    return kept


def _table(lines: Sequence[str]) -> list[TargetLine] | None:
    """The rows of a table whose first line has a column of companies; None where it is no table."""
    for separator in SEPARATORS if lines else "":
        heads = [fold(cell).strip(' "') for cell in lines[0].split(separator)]
        company = next((heads.index(name) for name in COMPANY if name in heads), None)
        if company is not None:
            role = next((heads.index(name) for name in ROLE if name in heads), None)
            return _rows(lines[1:], separator, company, role)
    return None


def _rows(lines: Sequence[str], separator: str, company: int, role: int | None) -> list[TargetLine]:
    rows = csv.reader(io.StringIO("\n".join(lines)), delimiter=separator)
    return [TargetLine(clean_name(_cell(row, company)), clean_name(_cell(row, role))) for row in rows]


def _cell(row: Sequence[str], at: int | None) -> str:
    return row[at] if at is not None and at < len(row) else ""
