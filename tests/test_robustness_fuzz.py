"""Archives damaged at random: an import either refuses in words or keeps count of every row; it never breaks."""

from __future__ import annotations

import zipfile
from pathlib import Path
from random import Random

import pytest

from graph.errors import GoodwordError
from graph.stores.workspace import Workspace
from ingest.load import import_paths
from ingest.report import ImportReport
from synthetic import make_archive
from synthetic.write import Member, write_zip

RUBBISH = (
    b'"',
    b"\x00",
    b"\n",
    b"\r",
    b",",
    b";",
    b"\t",
    b"\xff\xfe",
    b"\xc3",
    b"\xe2\x80\xa8",
    b"=cmd()",
    b"\xef\xbb\xbf",
    b'\n"\n',
)


def members(path: Path) -> list[Member]:
    with zipfile.ZipFile(path) as archive:
        return [(info.filename, archive.read(info)) for info in archive.infolist()]


def damaged(chance: Random, content: bytes) -> bytes:
    """Something taken out, put in, doubled or scrambled."""
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(content) + 1)
        length = chance.randint(0, 200)
        kind = chance.randrange(5)
        if kind == 0:
            content = content[:at] + content[at + length :]
        elif kind == 1:
            content = content[:at] + chance.choice(RUBBISH) * chance.randint(1, 3) + content[at:]
        elif kind == 2:
            content = content[:at] + content[at : at + length] * 2 + content[at + length :]
        elif kind == 3:
            content = content[:at] + chance.randbytes(length) + content[at + length :]
        else:
            content = content[:at]
    return content


def counted(report: ImportReport) -> bool:
    return all(f.seen == f.kept + sum(f.skipped.values()) for source in report.sources for f in source.files)


def survives(path: Path, archive: Path) -> bool:
    """Whether the archive was read with every row counted, or refused in one line with nothing left behind."""
    with Workspace.open(path) as workspace:
        try:
            fine = counted(import_paths(workspace, [archive]))
        except GoodwordError as error:
            fine = "\n" not in str(error) and workspace.sources() == []
        return fine and workspace.integrity() == []


@pytest.mark.parametrize("seed", range(18))
def test_damaged_files_in_a_sound_zip(tmp_path: Path, seed: int) -> None:
    chance = Random(seed)
    era = chance.choice(("2017", "2021", "2024", "2026"))
    truth = make_archive(tmp_path / "a.zip", era=era, seed=seed, connections=12)
    broken = [(n, damaged(chance, c) if chance.random() < 0.5 else c) for n, c in members(truth.path)]
    write_zip(tmp_path / "b.zip", broken, truth.as_of)
    assert survives(tmp_path / "w.sqlite", tmp_path / "b.zip")


@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_zip(tmp_path: Path, seed: int) -> None:
    chance = Random(seed)
    truth = make_archive(tmp_path / "a.zip", seed=seed, connections=12)
    (tmp_path / "b.zip").write_bytes(damaged(chance, truth.path.read_bytes()))
    assert survives(tmp_path / "w.sqlite", tmp_path / "b.zip")
