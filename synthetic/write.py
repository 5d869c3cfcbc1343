"""Tables to bytes, bytes to a zip or a folder. Equal input gives equal bytes."""

from __future__ import annotations

import csv
import io
import shutil
import warnings
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from synthetic.tables import Table

Member = tuple[str, bytes]


class _PlainDialect(csv.excel):
    lineterminator = "\n"


class _QuotedDialect(_PlainDialect):
    quoting = csv.QUOTE_ALL


class _BackslashDialect(_PlainDialect):
    doublequote = False
    escapechar = "\\"


def render(table: Table) -> bytes:
    """UTF-8 without mark, LF, quotes only where needed unless the table says otherwise."""
    text = io.StringIO()
    out = csv.writer(
        text, dialect=_QuotedDialect if table.quote_all else _BackslashDialect if table.backslash else _PlainDialect
    )
    out.writerow(table.header)
    header = table.header
    out.writerows([*(row.cells.get(name, "") for name in header), *row.extra] for row in table.rows)
    body = text.getvalue()
    return (table.preamble + (body if table.final_newline else body[:-1])).encode()


def write_zip(path: Path, members: Iterable[Member], day: date) -> None:
    """A zip whose members all carry one time; a name may come twice."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore", UserWarning)
        for name, content in members:
            info = zipfile.ZipInfo(name, (day.year, day.month, day.day, 9, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system, info.external_attr = 3, 0o644 << 16
            archive.writestr(info, content)


def write_folder(path: Path, members: Sequence[Member]) -> None:
    """The same as files, anew; of two members with one name the first wins, and none lands outside `path`."""
    if path.exists():
        shutil.rmtree(path)
    path.mkdir(parents=True)
    root = path.resolve()
    for name, content in members:
        target = (path / name).resolve()
        if root in target.parents and "\\" not in name and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
