"""Reports over HTTP: made as a job, downloaded, thrown away; and gone when an archive is taken out."""

from __future__ import annotations

import json
import re
import time
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient
from report_scene import pool
from serving import serving

from cli.main import app
from graph.kept_files import reports_folder
from reports.writers.page import APP


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return pool(tmp_path)


def ended(client: TestClient, job: str) -> Any:  # JSON is whatever it is
    for _ in range(600):
        view = client.get(f"/api/v1/jobs/{job}").json()
        if view["state"] not in {"waiting", "running"}:
            return view
        time.sleep(0.05)
    raise AssertionError(view)


def test_a_report_is_made_listed_downloaded_and_thrown_away(workspace: Path) -> None:
    body = {
        "targets": [{"company": "Acme"}, {"company": "Nowhere"}],
        "formats": ["html", "json", "xlsx"],
        "redact": True,
    }
    with serving(workspace) as client:
        started = client.post("/api/v1/reports", json=body)
        assert started.status_code == 202
        assert started.headers["Location"] == f"/api/v1/jobs/{started.json()['id']}"
        done = ended(client, started.json()["id"])
        assert done["state"] == "done", done
        report = client.get(done["result"]["url"]).json()
        assert [f["format"] for f in report["files"]] == ["html", "xlsx", "json"]
        for file in report["files"]:
            answer = client.get(file["url"])
            assert answer.status_code == 200
            assert len(answer.content) == file["bytes"]
            assert answer.headers["Content-Disposition"].startswith("attachment")
        told = json.loads(client.get(f"{done['result']['url']}/report.json").content)
        assert [t["asked"] for t in told["targets"]] == ["Acme", "Nowhere"]
        assert told["redacted"] is True
        assert [r["id"] for r in client.get("/api/v1/reports").json()["items"]] == [report["id"]]
        page = client.get("/reports", headers={"Accept": "text/html"}).text
        assert f"{report['id']}/report.html" in page
        assert client.delete(f"/api/v1/reports/{report['id']}").status_code == 204
        assert client.get(f"/api/v1/reports/{report['id']}").status_code == 404
        assert client.get("/api/v1/reports").json()["items"] == []


def test_of_several_owners_one_each_and_one_for_all_as_the_command_writes_them(workspace: Path, tmp_path: Path) -> None:
    targets = ["Acme", "Larch", "Nowhere"]
    body = {"targets": [{"company": name} for name in targets], "formats": ["json"], "owners": ["all"]}
    (tmp_path / "targets.txt").write_text("\n".join(targets))
    with serving(workspace) as client:
        done = ended(client, client.post("/api/v1/reports", json=body).json()["id"])
        assert done["state"] == "done", done
        made = [client.get(f"/api/v1/reports/{one}").json() for one in done["result"]["reports"]]
        told = [json.loads(client.get(one["files"][0]["url"]).content) for one in made]
        page = client.get("/reports?as=anyone", headers={"Accept": "text/html"}).text
        assert 'name="each"' in page
        assert "2 owners together" in page
        assert client.post("/api/v1/reports", json={**body, "owners": ["Nobody"]}).status_code == 409
        assert client.post("/api/v1/reports", json={**body, "owners": []}).status_code == 422
        again = ended(client, client.post("/api/v1/reports", json={**body, "owners": ["Ida Iver", "all"]}).json()["id"])
        assert len(again["result"]["reports"]) == 3
    assert [one["whose"] for one in made] == ["Ada Arden", "Ida Iver", "2 owners together"]
    command = [
        "--workspace",
        str(workspace),
        "report",
        "--owner",
        "all",
        "--to",
        "json",
        "--out",
        str(tmp_path / "out"),
    ]
    assert CliRunner().invoke(app, [*command, "--targets", str(tmp_path / "targets.txt")]).exit_code == 0
    written = {
        json.loads(path.read_text())["ego"] and path.parent.name: path for path in tmp_path.glob("out/*/report.json")
    }
    cohort = json.loads(written[None].read_text())
    assert told[-1]["members"] == cohort["members"]
    assert [line["who"]["name"] for line in told[-1]["members"]] == ["Ada Arden", "Ida Iver"]
    assert told[-1]["targets"] == cohort["targets"]


def test_every_link_of_a_report_leads_to_what_it_names(workspace: Path) -> None:
    names = ["Acme", "Larch", "Larh", "Nowhere & Sons/Co?", "ハヤブサ製作所", "https://jobs.example/=1+1"]
    targets = [{"company": name, "role": "Staff Engineer"} for name in names]
    with serving(workspace) as client:
        for owner in ("", "?as=anyone"):
            body = {"targets": targets, "formats": ["html"]}
            done = ended(client, client.post(f"/api/v1/reports{owner}", json=body).json()["id"])
            page = client.get(f"{done['result']['url']}/report.html").text
            links = set(re.findall(r'<a href="([^"]*)"><bdi>([^<]*)', page))
            assert {unescape(text) for _, text in links} > set(names)
            for address, text in links:
                assert address.startswith(APP)
                answer = client.get(unescape(address).removeprefix(APP), headers={"Accept": "text/html"})
                assert (answer.status_code, text in answer.text) == (200, True), text
                assert "/companies/" not in address or "Staff Engineer" in answer.text


@pytest.mark.parametrize("report", ["../../etc", "0" * 15, "zzzzzzzzzzzzzzzz", "0" * 16])
def test_only_reports_are_given(workspace: Path, report: str) -> None:
    with serving(workspace) as client:
        assert client.get(f"/api/v1/reports/{report}").status_code in {404, 422}
        assert client.get(f"/api/v1/reports/{report}/report.json").status_code in {404, 422}


def test_a_format_nobody_writes_is_refused(workspace: Path) -> None:
    with serving(workspace) as client:
        assert client.post("/api/v1/reports", json={"formats": ["docx"]}).status_code == 422
        assert client.post("/api/v1/reports", json={"formats": []}).status_code == 422


def test_a_report_that_is_stopped_leaves_nothing(workspace: Path) -> None:
    targets = [{"company": f"Company {n}"} for n in range(400)]
    with serving(workspace) as client:
        job = client.post("/api/v1/reports", json={"targets": targets, "formats": ["json"]}).json()["id"]
        client.post(f"/api/v1/jobs/{job}/cancel")
        assert ended(client, job)["state"] == "cancelled"
        assert client.get("/api/v1/reports").json()["items"] == []
        assert not reports_folder(workspace).is_dir() or not list(reports_folder(workspace).iterdir())


def test_reports_go_with_an_archive_that_is_taken_out(workspace: Path) -> None:
    with serving(workspace) as client:
        job = client.post("/api/v1/reports", json={"targets": [{"company": "Acme"}], "formats": ["json"]}).json()["id"]
        assert ended(client, job)["state"] == "done"
        assert reports_folder(workspace).is_dir()
        source = client.get("/api/v1/sources").json()["items"][1]["id"]
        assert client.delete(f"/api/v1/sources/{source}").status_code in {200, 204}
        assert not reports_folder(workspace).exists()
