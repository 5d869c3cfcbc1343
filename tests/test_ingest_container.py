"""Zips, folders, loose files: what is taken in, what is left alone, what is refused in one line."""

from __future__ import annotations

import contextlib
import io
import zipfile
from datetime import date
from pathlib import Path

import bad_archives as bad
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InputError
from ingest import container, errors
from ingest.archive import split_archives
from ingest.bundle import Bundle, exported_day
from ingest.container import bundles


def opened(*paths: Path) -> list[Bundle]:
    with bundles(paths) as found:
        for bundle in found:
            for member in bundle.members:
                with member.open() as stream:
                    stream.read()
        return found


def names(bundle: Bundle) -> list[str]:
    return [member.name for member in bundle.members]


def test_a_zip(tmp_path: Path) -> None:
    path = bad.good(tmp_path / "Basic_LinkedInDataExport_02-13-2026 (1).zip")
    (bundle,) = opened(path)
    assert names(bundle) == ["Connections.csv", "Profile.csv"]
    assert (bundle.kind, bundle.exported) == ("zip", date(2026, 2, 13))
    (again,) = opened(path)
    assert again.sha256 == bundle.sha256


def test_a_zip_is_known_by_its_bytes_not_its_name(tmp_path: Path) -> None:
    path = bad.good(tmp_path / "no-suffix")
    assert names(opened(path)[0]) == ["Connections.csv", "Profile.csv"]


def test_a_folder_leaves_junk_links_and_hidden_folders_out(tmp_path: Path) -> None:
    (tmp_path / "Jobs").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / "__MACOSX").mkdir()
    for name in ("Connections.csv", "Jobs/Saved Jobs.csv", ".DS_Store", "._x.csv", ".git/y.csv", "__MACOSX/z.csv"):
        (tmp_path / name).write_text(bad.CONNECTIONS)
    (tmp_path / "link.csv").symlink_to(tmp_path / "Connections.csv")
    (bundle,) = opened(tmp_path)
    assert names(bundle) == ["Connections.csv", "Jobs/Saved Jobs.csv"]


def test_loose_files_of_one_folder_are_one_archive(tmp_path: Path) -> None:
    for name in ("Connections.csv", "messages.csv"):
        (tmp_path / name).write_text(bad.CONNECTIONS)
    (bundle,) = opened(tmp_path / "Connections.csv", tmp_path / "messages.csv", tmp_path / "messages.csv")
    assert names(bundle) == ["Connections.csv", "messages.csv"]


def test_members_that_point_elsewhere_are_left_alone(tmp_path: Path) -> None:
    (bundle,) = opened(bad.climbing(tmp_path / "a.zip"))
    assert names(bundle) == ["Connections.csv", "Profile.csv"]
    assert bundle.refused == ("../../climbed.csv", "/tmp/climbed.csv", "C:\\climbed.csv")


def test_backslashes_are_folders(tmp_path: Path) -> None:
    (bundle,) = opened(bad.zipped(tmp_path / "a.zip", [("Export\\Connections.csv", bad.CONNECTIONS)]))
    assert names(bundle) == ["Export/Connections.csv"]


def zip_bytes(*members: tuple[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in members:
            archive.writestr(name, data)
    return content.getvalue()


def test_a_zip_of_zips_is_their_archives(tmp_path: Path) -> None:
    inner = zip_bytes(("Connections.csv", bad.CONNECTIONS.encode()))
    path = tmp_path / "both.zip"
    path.write_bytes(zip_bytes(("Basic_LinkedInDataExport_01-02-2026.zip", inner), ("notes.txt", b"x")))
    (bundle,) = opened(path)
    assert names(bundle) == ["Connections.csv"]
    assert bundle.exported == date(2026, 1, 2)


def test_a_zip_beside_files_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zip_bytes(("Connections.csv", bad.CONNECTIONS.encode()), ("old/Basic.zip", zip_bytes())))
    (bundle,) = opened(path)
    assert (names(bundle), bundle.refused) == (["Connections.csv"], ("old/Basic.zip",))


def test_an_oversized_zip_within_a_zip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MOST_NESTED_BYTES", 10)
    path = tmp_path / "a.zip"
    path.write_bytes(zip_bytes(("b.zip", zip_bytes(("Connections.csv", b"x")))))
    with pytest.raises(errors.OversizedArchiveError):
        opened(path)


def test_archives_side_by_side_in_one_folder_are_several(tmp_path: Path) -> None:
    for folder in ("Basic_LinkedInDataExport_01-02-2025", "Complete_LinkedInDataExport_01-03-2026"):
        (tmp_path / folder / "Jobs").mkdir(parents=True)
        (tmp_path / folder / "Connections.csv").write_text(bad.CONNECTIONS)
        (tmp_path / folder / "Jobs" / "Saved Jobs.csv").write_text("x")
    with bundles([tmp_path]) as (bundle,):
        one, other = split_archives(bundle)
    assert (one.exported, other.exported) == (date(2025, 1, 2), date(2026, 1, 3))
    assert len(names(one)) == len(names(other)) == 2
    assert one.sha256 != other.sha256


def write_html(path: Path) -> Path:
    path.write_text("\ufeff<!DOCTYPE html><html>Sign in</html>")
    return path


def write_words(path: Path) -> Path:
    path.write_text("just some words\n")
    return path


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (lambda path: path, errors.MissingInputError),
        (lambda path: path / "below", errors.MissingInputError),
        (write_html, errors.WebPageError),
        (write_words, errors.NotAnArchiveError),
        (bad.encrypted, errors.EncryptedArchiveError),
        (bad.truncated, errors.DamagedArchiveError),
        (bad.damaged, errors.DamagedArchiveError),
        (bad.boasting, errors.OversizedArchiveError),
        (lambda path: bad.bomb(path, 40), errors.OversizedArchiveError),
        (lambda path: bad.crowded(path, 10_001), errors.OversizedArchiveError),
    ],
)
def test_refused(tmp_path: Path, make: object, error: type[InputError]) -> None:
    assert callable(make)
    with pytest.raises(error) as refused:
        opened(make(tmp_path / "a.zip"))
    assert "\n" not in str(refused.value)
    assert str(refused.value).startswith(("a.zip: ", "a.zip is ", "a.zip has ", "below: ", "below is ", "below has "))


def test_a_zip_larger_than_any_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MOST_BYTES", 10)
    with pytest.raises(errors.OversizedArchiveError, match="unpack"):
        opened(bad.good(tmp_path / "a.zip"))


def test_a_folder_with_more_files_than_any_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MOST_FILES", 1)
    for name in "abc":
        (tmp_path / name).write_text("x")
    with pytest.raises(errors.OversizedArchiveError):
        opened(tmp_path)


def test_a_file_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = bad.good(tmp_path / "a.zip")

    def refuse(*_args: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(errors.UnreadableInputError, match="Permission denied"):
        opened(path)


def test_a_file_that_goes_away_while_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "Connections.csv"
    path.write_text(bad.CONNECTIONS)
    with bundles([path]) as (bundle,):
        path.unlink()
        with pytest.raises(errors.UnreadableInputError), bundle.members[0].open():
            pass


def test_exported_day() -> None:
    assert exported_day("x", "Complete_LinkedInDataExport_12-31-2025.zip") == date(2025, 12, 31)
    assert exported_day("LinkedInDataExport_31-12-2025.zip") is None
    assert exported_day("") is None


@given(st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06"]))
def test_no_bytes_break_it(tmp_path_factory: pytest.TempPathFactory, content: bytes, magic: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "a.zip"
    path.write_bytes(magic + content)
    with contextlib.suppress(InputError):
        opened(path)


def nested(deep: int, wide: int = 1) -> bytes:
    """An archive inside an archive, and so on."""
    content = zip_bytes(("Connections.csv", bad.CONNECTIONS.encode()))
    for _ in range(deep):
        content = zip_bytes(*((f"{i}.zip", content) for i in range(wide)))
    return content


def test_archives_inside_archives_are_read_to_a_depth_and_no_deeper(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(nested(container.MOST_NESTED))
    assert names(opened(path)[0]) == ["Connections.csv"]
    for deep in (container.MOST_NESTED + 1, 60):
        path.write_bytes(nested(deep))
        with pytest.raises(errors.OversizedArchiveError, match="inside archives, over 3 deep"):
            opened(path)


def test_archives_inside_an_archive_share_one_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(nested(2, wide=4))
    assert len(opened(path)) == 16
    monkeypatch.setattr(container, "MOST_NESTED_BYTES", len(nested(1, wide=4)) * 5)
    with pytest.raises(errors.OversizedArchiveError, match="holds archives of over"):
        opened(path)
