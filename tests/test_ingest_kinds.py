"""What a file is, by its content, and the sentence for each that is not read."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import bad_archives as bad
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InputError
from graph.stores.workspace import Workspace
from ingest import container, errors
from ingest.batch import read_batch
from ingest.container import bundles
from ingest.kinds import HELP, Kind, kind_of
from ingest.load import import_paths

FILES = {"Connections.csv": bad.CONNECTIONS, "Profile.csv": bad.PROFILE}


def tar(files: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, text in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(text.encode())
            archive.addfile(info, io.BytesIO(text.encode()))
    return packed.getvalue()


def zipped() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in FILES.items():
            archive.writestr(name, text)
    return packed.getvalue()


PACKERS: list[tuple[str, Callable[[], bytes]]] = [
    ("a.tar", lambda: tar(FILES)),
    ("a.tar.gz", lambda: gzip.compress(tar(FILES))),
    ("a.tgz", lambda: gzip.compress(tar({f"./My Export/{name}": text for name, text in FILES.items()}))),
    ("a.tar.bz2", lambda: bz2.compress(tar(FILES))),
    ("a.tar.xz", lambda: lzma.compress(tar(FILES))),
    ("a.zip.gz", lambda: gzip.compress(zipped())),
    ("Connections.csv.gz", lambda: gzip.compress(bad.CONNECTIONS.encode())),
    ("Connections.csv.xz", lambda: lzma.compress(bad.CONNECTIONS.encode())),
    ("setup.exe", lambda: b"MZ\x90\x00" * 100 + zipped()),
    ("whatever.bin", zipped),
    ("a.zip", lambda: zipped() + b"trailing bytes"),
    ("a.zip.part", zipped),
]


@pytest.mark.parametrize(("name", "make"), PACKERS, ids=[name for name, _ in PACKERS])
def test_read_whatever_packed_it(tmp_path: Path, name: str, make: Callable[[], bytes]) -> None:
    path = tmp_path / name
    path.write_bytes(make())
    workspace = Workspace.open(tmp_path / "w.sqlite")
    report = import_paths(workspace, [path], owner="Mara Lindqvist")
    assert [(f.name.rpartition("/")[2], f.kept) for f in report.sources[0].files][-1] == ("Connections.csv", 2)
    assert [owner.name for owner in workspace.owners()] == ["Mara Lindqvist"]
    assert import_paths(workspace, [path], owner="Mara Lindqvist").sources[0].again


def office(folder: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "x")
        archive.writestr(f"{folder}/thing.xml", "x")
    return packed.getvalue()


def method(number: int) -> bytes:
    raw = bytearray(zipped())
    for signature, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        start = raw.find(signature)
        while start >= 0:
            struct.pack_into("<H", raw, start + at, number)
            start = raw.find(signature, start + 4)
    return bytes(raw)


REFUSED: list[tuple[str, bytes, str]] = [
    ("a.xlsx", office("xl"), "Excel workbook: .*CSV UTF-8"),
    ("renamed.zip", office("xl"), "Excel workbook"),
    ("a.numbers", office("Index"), "Numbers document: .*CSV"),
    ("a.docx", office("word"), "Office document, not an archive"),
    ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "CSV UTF-8"),
    ("a.xls", b"<html><table><tr><td>First Name</td></tr></table></html>", "Excel workbook: .*CSV UTF-8"),
    ("a.7z", b"7z\xbc\xaf\x27\x1c\x00\x04", "7-Zip.*unpack it first"),
    ("a.rar", b"Rar!\x1a\x07\x01\x00", "RAR.*unpack it first"),
    ("a.csv.zst", b"\x28\xb5\x2f\xfd\x04\x00", "Zstandard.*unpack it first"),
    ("a.zip", method(9), "Deflate64.*unpack it first"),
    ("a.zip", method(93), "Zstandard.*unpack it first"),
    ("a.zip", method(77), "method 77.*unpack it first"),
    ("a.zip.crdownload", zipped()[:-60], "not finished"),
    ("x.part", zipped()[:200], "not finished"),
    (
        "a.eml",
        b"From: x <noreply@y.example>\r\nTo: a@b.example\r\nSubject: Your archive, ready\r\n\r\nhello, you",
        "e-mail, not the archive: follow",
    ),
    ("a.txt", b"Received: from x\n by y\nMIME-Version: 1.0\n\nhi", "e-mail"),
    ("a.webarchive", b"bplist00\xd1\x01", "saved web page"),
    ("a.mhtml", b"Content-Type: multipart/related; type=x\r\n\r\n", "saved web page"),
    ("a.html", b"\xef\xbb\xbf  <!DOCTYPE html><html>", "web page"),
    ("a.pdf", b"%PDF-1.7", "a PDF, not an archive"),
    ("a.png", b"\x89PNG\r\n\x1a\n", "picture"),
    ("w.sqlite", b"SQLite format 3\x00", "a workspace is opened"),
    ("a.json", b'{"friends_v2": []}', "another network"),
    ("a.json", b"[1, 2]", "JSON file"),
    ("a.xml", b"<?xml version='1.0'?><kml>x, y</kml>", "XML file"),
    ("a.txt", b"Dear Jane, thank you, and goodbye.\n", "a text, neither a table"),
    ("a.zip", b"just some words, here\n", "a text"),
    ("a.bin", bytes(range(256)) * 4, "kind we do not know"),
    ("a.bin", b"", "empty file"),
]


@pytest.mark.parametrize(("name", "content", "words"), REFUSED, ids=[f"{n}-{i}" for i, (n, _, _) in enumerate(REFUSED)])
def test_refused_with_the_sentence_that_helps(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=words) as refused:
        read_batch([path], ())
    assert str(refused.value).startswith((f"{name}: ", f"{name} is "))
    assert str(refused.value).isprintable()


@pytest.mark.parametrize("address", ["https://www.linkedin.com/x/y.zip", "http://x.example/a", "www.x.example/a.zip"])
def test_a_web_address_is_not_fetched(address: str) -> None:
    with pytest.raises(errors.WebAddressError, match="nothing is fetched"), bundles([Path(address)]):
        pass


def test_a_table_of_another_program_is_named_by_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    path.write_text("Order,Amount,Currency,Day,Shop,Clerk,X\n1,2,EUR,2024-05-06,y,z,\n")
    with pytest.raises(errors.NothingToReadError, match=r"columns Order, Amount, .*, Clerk, \.\.\."):
        import_paths(Workspace.open(tmp_path / "w.sqlite"), [path], owner="Me")


def test_a_bomb_in_other_packers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MOST_NESTED_BYTES", 2**20)
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b"x" * (2**20 + 1)))
    with pytest.raises(errors.OversizedArchiveError), bundles([path]):
        pass
    monkeypatch.setattr(container, "MOST_FILES", 1)
    path.write_bytes(gzip.compress(tar(FILES)))
    with pytest.raises(errors.OversizedArchiveError), bundles([path]):
        pass


@pytest.mark.parametrize("name", ["../../x/Connections.csv", "/etc/Connections.csv", "C:\\x\\Connections.csv"])
def test_names_in_a_tar_archive_that_point_elsewhere_are_left_alone(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.tar"
    path.write_bytes(tar({**FILES, name: bad.CONNECTIONS}))
    with bundles([path]) as (bundle,):
        assert [member.name for member in bundle.members] == list(FILES)
        assert bundle.refused == (name,)


@pytest.mark.parametrize("cut", [10, 100, 600])
@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_packed_and_cut_off(tmp_path: Path, pack: Callable[[bytes], bytes], cut: int) -> None:
    path = tmp_path / "a.tgz"
    path.write_bytes(pack(tar(FILES))[:-cut])
    with pytest.raises(InputError), bundles([path]):
        pass


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"\x1f\x8b\x08", b"BZh9", b"{", b"<", b"From: ", b"BEGIN:", b"\xff\xfe"]),
)
def test_no_bytes_are_without_a_kind(content: bytes, start: bytes) -> None:
    kind = kind_of(start + content)
    assert kind in HELP or kind in (Kind.ZIP, Kind.TAR, Kind.GZIP, Kind.BZIP2, Kind.XZ, Kind.TABLE, Kind.PAGE)


def test_telling_a_kind_takes_no_time_whatever_the_comments() -> None:
    began = time.process_time()
    assert kind_of(b"<?xml version='1.0'?>" + b"<!--x-->" * 5_000 + b"<kml/>") is Kind.XML
    assert time.process_time() - began < 2
