"""A planted name and a planted message: neither may turn up in anything but an answer, the message in nothing at all."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import bad_archives as bad
import pytest

GIVEN, FAMILY = "Zqplanted", "Xyuniquename"
BODY = "zqplantedbodyofamessage"
SUBJECT = "zqplantedsubject"
COMPANY = "Tarnova Systems"
SLUG = "zz-demo-zqplanted"
PLANTED = re.compile(f"{GIVEN}|{FAMILY}|{BODY}|{SUBJECT}", re.IGNORECASE)
GOODWORD = Path(sys.executable).with_name("goodword")


SEPARATOR = "----- next -----\n"
COMMANDS = f"""
import json, sys
from cli.main import app
for arguments in json.loads(sys.argv[1]):
    print({SEPARATOR!r}, end="", flush=True)
    try:
        app(arguments, prog_name="goodword")
    except SystemExit as end:
        print("exit", end.code or 0, flush=True)
"""


@dataclass(slots=True)
class Run:
    """Commands in a home of their own; what they said beside the answers is collected."""

    home: Path
    spoken: list[str] = field(default_factory=list)

    @property
    def workspace(self) -> Path:
        return self.home / "w.sqlite"

    @property
    def env(self) -> dict[str, str]:
        home = str(self.home)
        return {**os.environ, "HOME": home, "TMPDIR": home, "XDG_DATA_HOME": home, "XDG_STATE_HOME": home}

    def __call__(self, *commands: list[str]) -> list[str]:
        """What each command put on stdout; one process for all of them."""
        given = [["--workspace", str(self.workspace), *command] for command in commands]
        done = subprocess.run(
            [sys.executable, "-c", COMMANDS, json.dumps(given)],
            capture_output=True,
            text=True,
            env=self.env,
            timeout=120,
            check=True,
        )
        self.spoken.append(done.stderr)
        assert BODY not in done.stdout
        assert SUBJECT not in done.stdout
        return done.stdout.split(SEPARATOR)[1:]

    @contextmanager
    def serving(self) -> Iterator[str]:
        command = [str(GOODWORD), "--workspace", str(self.workspace), "serve", "--port", "0"]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=self.env)
        assert server.stderr is not None
        try:
            line = server.stderr.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+", line)
            assert found, line
            yield found[0]
        finally:
            server.terminate()
            out, err = server.communicate(timeout=30)
            self.spoken += [out, err]


def archive(path: Path) -> Path:
    """Somebody planted in every file that names people; one of their rows has an impossible date."""
    header, *rows = bad.CONNECTIONS.splitlines()
    planted = f"{GIVEN},{FAMILY},https://www.linkedin.com/in/{SLUG},,{COMPANY},Staff Engineer,31 Feb 2024"
    me, them = "https://www.linkedin.com/in/zz-demo-me", f"https://www.linkedin.com/in/{SLUG}"
    messages = [
        "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER",
        f"2-a,,Mara Lindqvist,{me},{GIVEN} {FAMILY},{them},2026-01-03 10:00:00 UTC,{SUBJECT},{BODY},INBOX",
        f"2-a,,{GIVEN} {FAMILY},{them},Mara Lindqvist,{me},2026-01-04 10:00:00 UTC,,{BODY},INBOX",
        f"2-b,,{GIVEN} {FAMILY},{them},Mara Lindqvist,{me},no date,{SUBJECT},{BODY},INBOX",
    ]
    advice = [
        "First Name,Last Name,Company,Job Title,Text,Creation Date,Status",
        f'{GIVEN},{FAMILY},{COMPANY},Engineer,"{BODY}","13/45/24, 99:00 AM",VISIBLE',
    ]
    return bad.zipped(
        path,
        [
            ("Connections.csv", "\n".join([header, planted, planted, *rows])),
            ("messages.csv", "\n".join(messages)),
            ("Recommendations_Received.csv", "\n".join(advice)),
            ("Profile.csv", bad.PROFILE),
        ],
    )


def ask(url: str) -> bytes:
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError as error:
        return error.read()


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A full run: imported, refused, asked, reported, served."""
    run = Run(tmp_path_factory.mktemp("home"))
    zipped = archive(run.home / "Basic_LinkedInDataExport_02-01-2026.zip")
    broken = run.home / "broken.zip"
    broken.write_bytes(zipped.read_bytes()[:-80])
    answers = run(
        ["import", str(zipped)],
        ["import", str(broken)],
        ["--format", "json", "people", GIVEN],
        ["referrers", COMPANY],
        ["verdict", COMPANY],
        ["paths", COMPANY, "--html", str(run.home / "page.html")],
        ["paths", "Astrid Vasseur"],
        ["central"],
        ["sources"],
        ["companies", "t"],
        ["doctor"],
        ["graph", "export", "--to", "json", "--out", str(run.home / "graph.json")],
    )
    assert [a.rstrip().rsplit("\n", 1)[-1] for a in answers] == ["exit 0", "exit 1", *["exit 0"] * 10]
    assert GIVEN in answers[3]
    person = re.findall(r"p[0-9a-f]{16}", answers[2])[0]
    with run.serving() as base:
        ask(f"{base}/")
        ask(f"{base}/api/v1/people?query={GIVEN}")
        ask(f"{base}/api/v1/people/{person}")
        ask(f"{base}/api/v1/people/{quote(GIVEN + ' ' + FAMILY)}")
        ask(f"{base}/api/v1/companies/{quote(GIVEN)}/referrers?role={BODY}")
        ask(f"{base}/{GIVEN}")
    return run


def test_no_log_and_no_note_names_the_planted_person(run: Run) -> None:
    assert len(run.spoken) == 3
    assert "wrote" in run.spoken[0]
    assert [text for text in run.spoken if PLANTED.search(text)] == []
    logs = [
        p for p in run.home.rglob("*") if p.is_file() and (p.suffix in (".log", ".txt", ".err") or "log" in p.parts)
    ]
    assert [p for p in logs if PLANTED.search(p.read_text(errors="replace"))] == []


def test_the_text_of_a_message_is_kept_nowhere(run: Run) -> None:
    kept = [p for p in run.home.rglob("*") if p.is_file() and p.suffix != ".zip"]
    assert any(GIVEN.encode() in p.read_bytes() for p in kept)
    assert [p for p in kept if BODY.encode() in p.read_bytes() or SUBJECT.encode() in p.read_bytes()] == []


def test_no_traceback_reached_anybody(run: Run) -> None:
    assert not [text for text in run.spoken if "Traceback" in text]
