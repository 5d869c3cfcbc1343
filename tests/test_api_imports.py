"""Archives by upload: streamed to disk, imported by a job that can be followed and stopped, and gone afterwards."""

from __future__ import annotations

import asyncio
import json
import re
import resource
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from bad_archives import encrypted, good
from fastapi.testclient import TestClient
from serving import pool, serving

from api import uploads
from api.jobs import Jobs, JobsFullError, JobState, Step, Tell, time_left
from api.problems import TooLargeError
from api.uploads import MOST_FILES, CutOffError, Spool, receive, safe_name
from graph.errors import UsageError
from graph.stores.workspace import Workspace
from synthetic import make_archive


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archives")
    make_archive(folder, seed=5, connections=60)
    return next(folder.glob("*.zip"))


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with serving(tmp_path / "w.sqlite") as running:
        yield running


def sent(client: TestClient, *paths: Path, owner: str = "") -> dict[str, object]:
    files = [("archives", (path.name, path.read_bytes(), "application/zip")) for path in paths]
    answer = client.post("/api/v1/imports", files=files, data={"owner": owner} if owner else {})
    assert answer.status_code == 202, answer.text
    job: dict[str, object] = answer.json()
    assert answer.headers["location"] == f"/api/v1/imports/{job['id']}"
    return job


def ended(client: TestClient, job: object, within: float = 30) -> dict[str, object]:
    until = time.monotonic() + within
    while time.monotonic() < until:
        found: dict[str, object] = client.get(f"/api/v1/imports/{job}").json()
        if found["state"] not in {"waiting", "running"}:
            return found
        time.sleep(0.02)
    raise AssertionError(found)


def left_behind(workspace: Path) -> list[Path]:
    return [p for p in workspace.parent.glob("*.uploads/*/*") if p.name != "lock"]


def test_an_upload_is_imported_and_gone_from_the_disk(client: TestClient, archive: Path, tmp_path: Path) -> None:
    done = ended(client, sent(client, archive)["id"])
    assert done["state"] == "done"
    report = done["result"]
    assert isinstance(report, dict)
    assert all(f["seen"] == f["kept"] + sum(f["skipped"].values()) for s in report["sources"] for f in s["files"])
    sources = client.get("/api/v1/sources").json()["items"]
    assert [s["name"] for s in sources] == [archive.name]
    assert sources[0]["report"] == report["sources"][0]
    assert left_behind(tmp_path / "w.sqlite") == []
    assert (tmp_path / "w.sqlite.graph-tables").exists()  # the map of the network is placed already
    assert client.get("/api/v1/people?limit=200").json()["items"]


def test_uploads_are_private_while_they_lie_there(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "w.sqlite")
    folder = spool.folder()
    for place in (folder, folder.parent, folder.parent.parent):
        assert place.stat().st_mode & 0o777 == 0o700
    spool.close()
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_server_left_goes_at_the_next_start_and_what_a_living_one_holds_stays(tmp_path: Path) -> None:
    living = Spool(tmp_path / "w.sqlite")
    held = living.folder()
    dead = tmp_path / "w.sqlite.uploads" / "killed"
    (dead / "x").mkdir(parents=True)
    (dead / "lock").touch()
    (dead / "x" / "archive.zip").write_bytes(b"private")
    Spool(tmp_path / "w.sqlite").close()
    assert held.is_dir()
    assert not dead.exists()
    living.close()
    assert not (tmp_path / "w.sqlite.uploads").exists()


def test_events_tell_of_progress_and_end_with_the_report(client: TestClient, archive: Path) -> None:
    job = sent(client, archive)
    with client.stream("GET", str(job["events"])) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        body = "".join(answer.iter_text())
    names = re.findall(r"^event: (.*)$", body, re.MULTILINE)
    told = [json.loads(line) for line in re.findall(r"^data: (.*)$", body, re.MULTILINE)]
    assert names[-1] == "end"
    assert set(names[:-1]) <= {"progress"}
    assert told[-1]["state"] == "done"
    shares = [t["share"] for t in told if t["share"] is not None]
    assert shares == sorted(shares)
    assert all(0 <= share <= 1 for share in shares)


def test_a_bad_archive_is_a_sentence_without_commands_and_changes_nothing(
    client: TestClient, archive: Path, tmp_path: Path
) -> None:
    before = client.get("/api/v1/sources").json()
    for path in (encrypted(tmp_path / "secret.zip"), Path(__file__)):
        failed = ended(client, sent(client, archive, path)["id"])
        assert failed["state"] == "failed"
        problem = failed["problem"]
        assert isinstance(problem, dict)
        assert problem["detail"].startswith(path.name)
        assert "--" not in problem["detail"]
    assert client.get("/api/v1/sources").json() == before
    assert left_behind(tmp_path / "w.sqlite") == []


def test_whose_archive_it_is_can_be_said(client: TestClient, tmp_path: Path) -> None:
    loose = tmp_path / "Connections.csv"
    loose.write_text(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Ada,Quill,https://www.linkedin.com/in/ada-quill,,Fernworks,Engineer,01 Mar 2024\n"
    )
    failed = ended(client, sent(client, loose)["id"])
    assert failed["state"] == "failed"
    assert "say whose it is" in str(failed["problem"])
    client.delete(f"/api/v1/imports/{failed['id']}/files")
    assert ended(client, sent(client, loose, owner="Mio Tarn")["id"])["state"] == "done"
    assert [s["owner"] for s in client.get("/api/v1/sources").json()["items"]] == ["Mio Tarn"]


def test_a_running_import_that_is_stopped_leaves_the_workspace_as_it_was(
    tmp_path: Path, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = pool(tmp_path)
    with Workspace.open(path) as workspace:
        before = workspace.generation(), workspace.facts().as_of_day, workspace.sources()
    reached, go = threading.Event(), threading.Event()

    def slowly(step: Step, tell: Callable[[Step], None]) -> None:
        if step.stage.startswith("Writing"):
            reached.set()
            go.wait(20)
        tell(step)

    real = Jobs.start

    def start(self: Jobs, kind: str, work: Callable[[Tell], object], **rest: Callable[[], None]) -> object:
        return real(self, kind, lambda tell: work(lambda step: slowly(step, tell)), **rest)  # type: ignore[arg-type,return-value]

    monkeypatch.setattr(Jobs, "start", start)
    with serving(path) as client:
        job = sent(client, archive)["id"]
        assert reached.wait(20)
        assert client.post(f"/api/v1/jobs/{job}/cancel").status_code == 200
        go.set()
        stopped = ended(client, job)
        assert stopped["state"] == "cancelled"
        assert "nothing was changed" in str(stopped["problem"])
        assert left_behind(path) == []
    with Workspace.open(path) as workspace:
        assert (workspace.generation(), workspace.facts().as_of_day, workspace.sources()) == before


def test_a_source_is_forgotten_only_as_it_was_seen(tmp_path: Path) -> None:
    with serving(pool(tmp_path)) as client:
        listed = client.get("/api/v1/sources")
        first, second = (s["id"] for s in listed.json()["items"][:2])
        tag = {"If-Match": listed.headers["etag"]}
        assert client.delete(f"/api/v1/sources/{first}", headers=tag).status_code == 204
        assert client.delete(f"/api/v1/sources/{second}", headers=tag).status_code == 412
        assert client.delete(f"/api/v1/sources/{second}").status_code == 204
        missing = client.delete(f"/api/v1/sources/{second}")
        assert missing.status_code == 404
        assert "goodword" not in missing.json()["detail"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://evil.example"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://127.0.0.1:9999"}, 403),
    ],
)
def test_another_site_cannot_import_or_stop(
    client: TestClient, archive: Path, headers: dict[str, str], status: int
) -> None:
    files = {"archives": (archive.name, archive.read_bytes())}
    assert client.post("/api/v1/imports", files=files, headers=headers).status_code == status
    assert client.post("/api/v1/jobs/x/cancel", headers=headers).status_code == status
    assert client.delete("/api/v1/sources/1", headers=headers).status_code == status


def test_a_form_of_another_kind_is_refused(client: TestClient) -> None:
    assert client.post("/api/v1/imports", json={}).status_code == 415
    assert client.post("/api/v1/jobs/x/cancel", data={"a": "b"}).status_code == 415
    assert client.post("/api/v1/imports", files={"archives": ("", b"")}).status_code == 422
    assert client.get("/api/v1/imports/none").status_code == 404
    assert client.get("/api/v1/jobs/none/events").status_code == 404


def form(*parts: tuple[str, str, bytes]) -> bytes:
    lines = b""
    for name, filename, data in parts:
        file = f'; filename="{filename}"' if filename else ""
        lines += f'--b\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'.encode() + data + b"\r\n"
    return lines + b"--b--\r\n"


async def blocks(body: bytes, size: int = 7) -> AsyncIterator[bytes]:
    for start in range(0, len(body), size):
        yield body[start : start + size]


KIND = "multipart/form-data; boundary=b"


@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_files_arrive_whole_in_whatever_blocks(tmp_path: Path, size: int) -> None:
    data = bytes(range(256)) * 3 + b"\r\n--\r\n-"
    (tmp_path / "in").mkdir()
    body = form(("archives", "a.zip", data), ("owner", "", "Ægir Ó".encode()), ("archives", "../../b.zip", b"B"))
    upload = asyncio.run(receive(blocks(body, size), KIND, tmp_path / "in"))
    assert [p.read_bytes() for p in upload.files] == [data, b"B"]
    assert upload.fields == {"owner": "Ægir Ó"}
    assert all(p.resolve().is_relative_to(tmp_path / "in") for p in upload.files)


def test_a_file_that_is_empty_is_named(client: TestClient, tmp_path: Path) -> None:
    """A form without a file and one with an empty file are two things to mend."""
    empty = tmp_path / "mine.zip"
    empty.touch()
    told = ended(client, sent(client, empty)["id"])["problem"]
    assert "mine.zip is an empty file: it may not have been downloaded whole" in str(told)
    nameless = b'--b\r\nContent-Disposition: form-data; name="archives"; filename=""\r\n\r\n\r\n--b--\r\n'
    answer = client.post("/api/v1/imports", content=nameless, headers={"content-type": KIND})
    assert answer.status_code == 422
    assert "no file came" in answer.text


@pytest.mark.parametrize(
    ("body", "kind", "error"),
    [
        (form(("archives", "a.zip", b"x" * 100))[:-20], KIND, CutOffError),
        (b"not a form", KIND, CutOffError),
        (form(("archives", "a.zip", b"x" * 5000)), KIND, TooLargeError),
        (form(("owner", "", b"x" * 1500)), KIND, TooLargeError),
        (form(*[("archives", "a.zip", b"x")] * (MOST_FILES + 1)), KIND, TooLargeError),
        (form(("owner", "", b"x")), KIND, UsageError),
        (b"", "text/plain", UsageError),
        (b"", "multipart/form-data", UsageError),
    ],
)
def test_nothing_is_left_of_an_upload_that_is_refused(
    tmp_path: Path, body: bytes, kind: str, error: type[Exception]
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    with pytest.raises(error):
        asyncio.run(receive(blocks(body), kind, folder, most=4000))
    assert not folder.exists()


def test_a_large_upload_is_never_held_in_memory(tmp_path: Path) -> None:
    folder, block, count = tmp_path / "in", b"x" * 2**18, 400

    async def large() -> AsyncIterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="archives"; filename="a.zip"\r\n\r\n'
        for _ in range(count):
            yield block
        yield b"\r\n--b--\r\n"

    folder.mkdir()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    upload = asyncio.run(receive(large(), KIND, folder))
    assert upload.files[0].stat().st_size == count * len(block)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000  # kilobytes, of 100 MB sent
    upload.remove()


@pytest.mark.parametrize(
    "sent", ["../../etc/passwd", "C:\\a\\b.zip", "a\0b.zip", ".", "", "x" * 300 + ".zip", "\u202ezip.exe"]
)
def test_names_that_are_sent_are_names_that_can_be_written(sent: str, tmp_path: Path) -> None:
    name = safe_name(sent)
    assert name
    assert "/" not in name
    assert "\\" not in name
    (tmp_path / name).write_bytes(b"")
    assert (tmp_path / name).parent == tmp_path


def test_loose_files_of_one_upload_are_one_archive(client: TestClient, tmp_path: Path) -> None:
    one, other = tmp_path / "Connections.csv", tmp_path / "Profile.csv"
    one.write_text(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Ada,Quill,https://www.linkedin.com/in/ada-quill,,Fernworks,Engineer,01 Mar 2024\n"
    )
    other.write_text("First Name,Last Name,Headline\nMio,Tarn,Engineer\n")
    assert ended(client, sent(client, one, other)["id"])["state"] == "done"
    assert [s["owner"] for s in client.get("/api/v1/sources").json()["items"]] == ["Mio Tarn"]


def test_jobs_wait_for_each_other_and_their_number_is_bounded() -> None:
    jobs, go, cleaned = Jobs(), threading.Event(), []

    def work(tell: Tell) -> dict[str, str]:
        go.wait(10)
        return {}

    first = jobs.start("x", work)
    others = [jobs.start("x", work) for _ in range(4)]
    with pytest.raises(JobsFullError):
        jobs.start("x", work, cleanup=lambda _: cleaned.append(1))
    assert cleaned == [1]
    assert [jobs.get(j.id).state for j in others] == [JobState.WAITING] * 4
    jobs.cancel(others[0].id)
    go.set()
    jobs.close()
    assert jobs.get(first.id).state is JobState.CANCELLED or jobs.get(first.id).state is JobState.DONE
    assert jobs.get(others[0].id).state is JobState.CANCELLED


def test_a_fault_of_the_program_ends_the_job_and_tells_no_secret() -> None:
    jobs, cleaned = Jobs(), threading.Event()

    def work(tell: Tell) -> dict[str, str]:
        raise ZeroDivisionError("Mara Lindqvist")

    job = jobs.start("x", work, cleanup=lambda _: cleaned.set())
    jobs.close()
    ended = jobs.get(job.id)
    assert ended.state is JobState.FAILED
    assert ended.problem is not None
    assert "Mara" not in ended.problem.detail
    assert cleaned.is_set()


@pytest.mark.parametrize(
    ("elapsed", "share", "left"),
    [(10.0, 0.5, 10.0), (3.0, 0.25, 9.0), (10.0, 1.0, 0.0), (10.0, None, None), (10.0, 0.0, None), (0.1, 0.5, None)],
)
def test_time_left(elapsed: float, share: float | None, left: float | None) -> None:
    assert time_left(elapsed, share) == left


def test_the_disk_being_full_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object, **kwargs: object) -> str:
        raise OSError(28, "No space left on device")

    spool = Spool(tmp_path / "w.sqlite")
    monkeypatch.setattr(tempfile, "mkdtemp", full)
    with pytest.raises(uploads.SpoolError, match="no space left on device"):
        spool.folder()


def test_the_same_archive_again_adds_nothing(client: TestClient, tmp_path: Path) -> None:
    archive = good(tmp_path / "good.zip")
    for _ in range(2):
        assert ended(client, sent(client, archive)["id"])["state"] == "done"
    assert len(client.get("/api/v1/sources").json()["items"]) == 1
