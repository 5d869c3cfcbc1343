"""An import that lacks a word keeps its files for it: they are not sent twice, and lie there no longer than they have to."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from serving import ORIGIN, serving
from test_api_imports import ended, left_behind, sent

from api.held_uploads import FilesGoneError, HeldUploads
from api.uploads import Upload

OWN = {"Origin": ORIGIN, "Accept": "text/html"}
ROWS = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Ada,Quill,https://www.linkedin.com/in/ada-quill,,Fernworks,Engineer,01 Mar 2024\n"
)


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with serving(tmp_path / "w.sqlite") as running:
        yield running


@pytest.fixture
def loose(tmp_path: Path) -> Path:
    path = tmp_path / "Connections.csv"
    path.write_text(ROWS)
    return path


def owners(client: TestClient) -> list[str]:
    return [s["owner"] for s in client.get("/api/v1/sources").json()["items"]]


def test_the_same_files_come_in_once_it_is_said_whose_they_are(client: TestClient, loose: Path, tmp_path: Path) -> None:
    failed = ended(client, sent(client, loose)["id"])
    assert (failed["state"], failed["again"]) == ("failed", f"/api/v1/imports/{failed['id']}/again")
    assert client.get(f"/api/v1/jobs/{failed['id']}").json()["again"] == failed["again"]
    assert '"again":"/api/v1/imports/' in client.get(f"/api/v1/jobs/{failed['id']}/events").text
    (kept,) = [p for p in left_behind(tmp_path / "w.sqlite") if p.is_dir()]
    assert kept.stat().st_mode & 0o777 == 0o700
    again = client.post(str(failed["again"]), json={"owner": "Mio Tarn"})
    assert again.status_code == 202
    assert again.headers["location"] == f"/api/v1/imports/{again.json()['id']}"
    done = ended(client, again.json()["id"])
    assert (done["state"], done["again"], owners(client)) == ("done", None, ["Mio Tarn"])
    assert left_behind(tmp_path / "w.sqlite") == []
    gone = client.post(str(failed["again"]), json={"owner": "Mio Tarn"})
    assert (gone.status_code, gone.headers["content-type"]) == (404, "application/problem+json")
    assert client.post(str(failed["again"]), json={"columns": {"nothing": "x"}}).status_code == 422


def test_files_wait_on_where_too_much_else_is_to_be_done_first(
    client: TestClient, loose: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = ended(client, sent(client, loose)["id"])
    with monkeypatch.context() as crowded:
        crowded.setattr("api.jobs.MOST_WAITING", -1)
        assert client.post(str(failed["again"]), json={"owner": "Mio Tarn"}).status_code == 503
    assert client.get(f"/api/v1/imports/{failed['id']}").json()["again"] == failed["again"]
    done = ended(client, client.post(str(failed["again"]), json={"owner": "Mio Tarn"}).json()["id"])
    assert (done["state"], owners(client)) == ("done", ["Mio Tarn"])


def test_a_wrong_word_may_be_mended_again(client: TestClient, tmp_path: Path) -> None:
    listed = tmp_path / "friends.csv"
    listed.write_text("Who,Where\nAda Quill,Fernworks\n")
    answer = client.post(
        "/api/v1/imports",
        files=[("archives", (listed.name, listed.read_bytes(), "text/csv"))],
        data={"owner": "Mio Tarn", "map_name": "Wer"},
    )
    failed = ended(client, answer.json()["id"])
    assert failed["again"], failed
    once = client.post(str(failed["again"]), json={"owner": "Mio Tarn", "columns": {"name": "Wo"}})
    twice = ended(client, once.json()["id"])
    assert twice["again"], twice
    last = client.post(str(twice["again"]), json={"owner": "Mio Tarn", "columns": {"name": "Who", "company": "Where"}})
    assert ended(client, last.json()["id"])["state"] == "done"
    assert left_behind(tmp_path / "w.sqlite") == []


def test_the_page_asks_for_the_word_alone_and_takes_no_for_an_answer(
    client: TestClient, loose: Path, tmp_path: Path
) -> None:
    def failing() -> str:
        found = ended(client, sent(client, loose)["id"])
        return str(found["id"])

    job = failing()
    page = client.get(f"/imports/{job}", headers=OWN).text
    assert "The files are still here" in page
    assert 'type="file"' not in page
    sent_on = client.post(f"/imports/{job}", data={"owner": "Mio Tarn"}, headers=OWN, follow_redirects=False)
    assert sent_on.status_code == 303
    assert ended(client, sent_on.headers["location"].rpartition("/")[2])["state"] == "done"
    assert owners(client) == ["Mio Tarn"]
    loose.write_text(ROWS.replace("Ada", "Bea"))
    job = failing()
    dropped = client.post(f"/imports/{job}", data={"do": "drop"}, headers=OWN, follow_redirects=False)
    assert dropped.headers["location"] == "/import"
    assert left_behind(tmp_path / "w.sqlite") == []
    assert "Choose the archive again" in client.get(f"/imports/{job}", headers=OWN).text
    assert client.post(f"/imports/{job}", data={"owner": "Mio Tarn"}).status_code == 403  # of another site


def test_what_is_thrown_away_is_gone_and_what_the_server_keeps_goes_with_it(tmp_path: Path, loose: Path) -> None:
    with serving(tmp_path / "w.sqlite") as client:
        first = ended(client, sent(client, loose)["id"])
        assert client.delete(f"/api/v1/imports/{first['id']}/files").status_code == 204
        assert left_behind(tmp_path / "w.sqlite") == []
        assert client.delete(f"/api/v1/imports/{first['id']}/files").status_code == 404
        assert client.get(f"/api/v1/imports/{first['id']}").json()["again"] is None
        ended(client, sent(client, loose)["id"])
        assert left_behind(tmp_path / "w.sqlite")
    assert not (tmp_path / "w.sqlite.uploads").exists()


def test_files_wait_no_longer_than_they_are_told_to(tmp_path: Path) -> None:
    held, folder = HeldUploads(seconds=0.05), tmp_path / "a"
    folder.mkdir()
    held.hold("job", Upload(folder))
    assert "job" in held
    until = time.monotonic() + 5
    while folder.exists() and time.monotonic() < until:
        time.sleep(0.01)
    assert not folder.exists()
    with pytest.raises(FilesGoneError):
        held.take("job")
    held.close()
    folder.mkdir()
    held.hold("late", Upload(folder))  # a job that ends while the server does
    assert not folder.exists()
