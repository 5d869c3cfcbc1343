"""Files sent by a browser: streamed to disk in a folder only we can read, within limits, and taken away again.

They lie beside the workspace, on the same disk and under the same protection, not in a shared folder that may be in
memory. Each server holds a lock on its own folder, so that what a killed one left can be told apart and is removed.
"""

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from typing import IO

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from api.problems import TooLargeError
from graph.errors import InputError, UsageError
from graph.names import visible

MOST_BYTES = 2 * 2**30
"""Of one upload: more than any archive holds, with pictures and all."""
MOST_FILES = 200
"""Of one upload: the tables of an archive that was unpacked, of several even; or a large group of friends."""
MOST_FIELD = 1_000
"""Characters of a form field that is no file: a name."""
SUFFIX = ".uploads"
LOOSE = "unpacked archive"
"""The folder of loose tables, and what an archive of them is called."""
_LOCK = "lock"


class CutOffError(UsageError):
    """The form does not end as forms do."""

    def __init__(self) -> None:
        super().__init__("the upload was cut off on its way; choose the file again")


class SpoolError(InputError):
    """There is no room to keep an upload."""

    def __init__(self, reason: str) -> None:
        super().__init__("upload", f"it cannot be kept on this machine ({reason.lower()}); make room and try again")


@dataclass(slots=True)
class Upload:
    """What came: files in `folder`, in the order sent, and the fields beside them.

    `wanted`: something has to be said before they can be imported, so they are kept. `waits_for`: the import that this
    is said to, until another one with them has begun.
    """

    folder: Path
    files: list[Path] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    wanted: bool = False
    waits_for: str = ""

    def remove(self) -> None:
        """Take it off the disk."""
        shutil.rmtree(self.folder, ignore_errors=True)


class Spool:
    """Where uploads of one server lie while they are imported."""

    def __init__(self, workspace: Path) -> None:
        self._root = workspace.with_name(workspace.name + SUFFIX)
        self._own: Path | None = None
        self._lock: IO[bytes] | None = None
        _sweep(self._root)

    def folder(self) -> Path:
        """A new folder of mode 0700.

        Raises:
            SpoolError: the disk does not take it.
        """
        try:
            if self._own is None or not self._own.is_dir():
                self._claim()
            return Path(tempfile.mkdtemp(dir=self._own))
        except OSError as error:
            raise SpoolError(error.strerror or "error") from error

    def _claim(self) -> None:
        self._root.mkdir(mode=0o700, exist_ok=True)
        own = Path(tempfile.mkdtemp(dir=self._root))
        lock = (own / _LOCK).open("wb")
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        self._own, self._lock = own, lock

    def close(self) -> None:
        """Remove all that is there."""
        if self._own is not None and self._lock is not None:
            shutil.rmtree(self._own, ignore_errors=True)
            self._lock.close()
        _sweep(self._root)


def _sweep(root: Path) -> None:
    """Remove what servers left that are gone, and the root once it is empty."""
    if not root.is_dir():
        return
    for folder in root.iterdir():
        if not _held(folder / _LOCK):
            shutil.rmtree(folder, ignore_errors=True)
    if not any(root.iterdir()):
        root.rmdir()


def _held(lock: Path) -> bool:
    try:
        with lock.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def safe_name(sent: str) -> str:
    """A file name as a browser sent it, as one we can write: its last part, without what no file system likes."""
    last = re.split(r"[/\\]", visible(sent))[-1].strip(" .")
    kept = re.sub(r"[^\w .()+,&'-]", "_", last)
    stem, dot, suffix = kept.rpartition(".")
    return f"{stem[:120]}{dot}{suffix[:12]}" if dot else kept[:120] or "archive"


class _Receiver:
    """Takes the parts of a form as they come. A file is written as it arrives; nothing larger than a block is held."""

    def __init__(self, upload: Upload) -> None:
        self._upload = upload
        self._name = self._value = b""
        self._headers: dict[str, bytes] = {}
        self._file: IO[bytes] | None = None
        self._field, self._text, self._named = "", b"", False
        self.whole = False

    def callbacks(self) -> dict[str, object]:
        """What the parser calls."""
        return {
            "on_part_begin": self._part,
            "on_header_field": self._header_name,
            "on_header_value": self._header_value,
            "on_header_end": self._header,
            "on_headers_finished": self._begin,
            "on_part_data": self._data,
            "on_part_end": self._end,
            "on_end": self._whole,
        }

    def _whole(self) -> None:
        self.whole = True

    def close(self) -> None:
        """Close a file that was cut off."""
        if self._file is not None:
            self._file.close()

    def _part(self) -> None:
        self._headers, self._text = {}, b""

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header(self) -> None:
        self._headers[self._name.decode("latin-1").casefold()] = self._value
        self._name = self._value = b""

    def _begin(self) -> None:
        _, options = parse_options_header(self._headers.get("content-disposition"))
        self._field = options.get(b"name", b"").decode("utf-8", "replace")[:MOST_FIELD]
        sent = options.get(b"filename")
        self._named = bool(sent)
        self._file = None if sent is None else self._new_file(sent.decode("utf-8", "replace"))

    def _new_file(self, sent: str) -> IO[bytes]:
        if len(self._upload.files) == MOST_FILES:
            raise TooLargeError(f"more than {MOST_FILES} files at once; nothing was imported")
        path = self._path_for(safe_name(sent))
        self._upload.files.append(path)
        return path.open("xb")

    def _path_for(self, name: str) -> Path:
        """Where a file goes: loose CSV files beside each other, for they are one archive; the rest apart."""
        loose = self._upload.folder / LOOSE
        folder = loose if name.casefold().endswith(".csv") else self._upload.folder / str(len(self._upload.files))
        if (folder / name).exists():
            folder = self._upload.folder / str(len(self._upload.files))
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder / name

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._file is not None:
            self._file.write(data[start:end])
            return
        self._text += data[start:end]
        if len(self._text) > MOST_FIELD:
            raise TooLargeError(f"the field '{visible(self._field)}' is longer than {MOST_FIELD} characters")

    def _end(self) -> None:
        if self._file is None:
            self._upload.fields[self._field] = self._text.decode("utf-8", "replace").strip()
            return
        self._file.close()
        self._file = None
        if not self._named:  # a form whose file field was left empty sends one without a name
            self._upload.files.pop().unlink()


def boundary_of(content_type: str) -> str:
    """The boundary of a multipart body.

    Raises:
        UsageError: the body is none.
    """
    header = Message()
    header["content-type"] = content_type
    boundary = header.get_param("boundary")
    if header.get_content_type() != "multipart/form-data" or not isinstance(boundary, str):
        raise UsageError("send the archives as multipart/form-data, each as a field 'archives'")
    return boundary


async def receive(body: AsyncIterator[bytes], content_type: str, folder: Path, *, most: int = MOST_BYTES) -> Upload:
    """Write the files of a form to `folder` as they arrive; on any error nothing is left of them.

    Args:
        body: the request's body in blocks.
        content_type: its header.
        folder: an empty folder of ours.
        most: bytes taken of the whole body.

    Raises:
        UsageError: it is no form, or holds no file.
        TooLargeError: it is larger than `most`, or holds too many files.
        SpoolError: the disk does not take it.
    """
    upload = Upload(folder)
    try:
        await _received(body, boundary_of(content_type), upload, most)
        _check_there(upload)
    except BaseException:
        upload.remove()
        raise
    return upload


def _check_there(upload: Upload) -> None:
    if not upload.files:
        raise UsageError("no file came: choose the zip that was downloaded")


async def _received(body: AsyncIterator[bytes], boundary: str, upload: Upload, most: int) -> None:
    receiver, taken = _Receiver(upload), 0
    parser = MultipartParser(os.fsencode(boundary), callbacks=receiver.callbacks())  # type: ignore[arg-type]
    try:
        async for block in body:
            taken += len(block)
            if taken > most:
                raise TooLargeError(f"more than {most / 2**30:.1f} GB at once; nothing was imported")
            parser.write(block)
    except FormParserError as error:
        raise CutOffError from error
    except OSError as error:
        raise SpoolError(error.strerror or "error") from error
    finally:
        receiver.close()
    if not receiver.whole:
        raise CutOffError
