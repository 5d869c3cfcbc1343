"""Uploads kept for a while because a word is missing before they can be imported, so that nobody sends them twice.

They stay in the folder they came to, of this server and of mode 0700: what is neither taken up nor thrown away goes
after `HOLD_SECONDS`, at the end of the server, and, where that was killed, at the next start.
"""

from __future__ import annotations

from threading import Lock, Timer

from api.uploads import Upload
from graph.errors import NotFoundError

HOLD_SECONDS = 900.0
"""How long an upload waits for a word."""


class FilesGoneError(NotFoundError):
    """The upload was taken up, thrown away, or waited too long."""

    def __init__(self) -> None:
        super().__init__("the files are not here any more; choose them again")


class HeldUploads:
    """By the import that could not go on. Thread-safe."""

    def __init__(self, seconds: float = HOLD_SECONDS) -> None:
        self._seconds = seconds
        self._held: dict[str, tuple[Upload, Timer]] = {}
        self._lock = Lock()
        self._closed = False

    def __contains__(self, job: str) -> bool:
        with self._lock:
            return job in self._held

    def hold(self, job: str, upload: Upload) -> None:
        """Keep the upload of `job` for a while."""
        clock = Timer(self._seconds, self.drop, [job])
        clock.daemon = True
        with self._lock:
            if not self._closed:
                self._held[job] = upload, clock
                clock.start()
                return
        upload.remove()

    def take(self, job: str) -> Upload:
        """Hand the upload over; whoever takes it removes it.

        Raises:
            FilesGoneError: it is not kept, or not any more.
        """
        with self._lock:
            found = self._held.pop(job, None)
        if found is None:
            raise FilesGoneError
        found[1].cancel()
        return found[0]

    def drop(self, job: str) -> None:
        """Take it off the disk, where it is kept."""
        with self._lock:
            found = self._held.pop(job, None)
        if found is not None:
            found[1].cancel()
            found[0].remove()

    def close(self) -> None:
        """Take everything off the disk, and keep nothing from now on."""
        with self._lock:
            self._closed = True
            left = list(self._held)
        for job in left:
            self.drop(job)
