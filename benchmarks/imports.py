"""What imports cost: `python -m benchmarks.imports archive` or `pool [owners]`, by processor time and most memory.

`archive`: one of 30,000 connections and 500,000 messages. `pool`: so many owners (1,000) of 500 people each besides
those they share, imported like the command does; memory is shown as it goes. `broken [owners]`: a pool whose import
is killed in the middle and begun again holds the same as one that was not.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import psutil

from graph.stores.workspace import Workspace
from ingest.groups import groups_of, import_groups
from ingest.report import ProgressEvent

CONNECTIONS = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
MESSAGES = (
    *("CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS"),
    *("DATE", "SUBJECT", "CONTENT", "FOLDER"),
)
SHARED = 250
"""How many of the people whom several owners know are in one archive."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def url(slug: str) -> str:
    """The profile address of an invented person."""
    return f"https://www.linkedin.com/in/zz-demo-{slug}"


def text_of(header: Sequence[str], rows: Iterator[Sequence[str]]) -> str:
    """A CSV file."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def write_archive(path: Path, owner: int, people: Sequence[int], messages: int) -> None:
    """The archive of one owner who is connected with these people."""
    chance = random.Random(owner)
    me = f"Mara{owner}", f"Lindqvist{owner}"

    def connections() -> Iterator[Sequence[str]]:
        for who in people:
            day = f"{who % 28 + 1:02d} {_MONTHS[who % 12]} {2010 + who % 15}"
            yield (f"Ann{who % 997}", f"Bell{who}", url(f"p-{who}"), "", f"Co {who % 20_011} Inc", "Engineer", day)

    def log() -> Iterator[Sequence[str]]:
        for number in range(messages):
            who = people[min(int(chance.expovariate(8 / len(people))), len(people) - 1)]
            mine, theirs = (" ".join(me), url(f"owner-{owner}")), (f"Ann{who % 997} Bell{who}", url(f"p-{who}"))
            (name, sender), (to, recipient) = (mine, theirs) if number % 2 else (theirs, mine)
            at = f"{2015 + number % 10}-{number % 12 + 1:02d}-{number % 28 + 1:02d} 10:{number % 60:02d}:00 UTC"
            yield (f"2-{owner}-{who}", "", name, sender, to, recipient, at, "", "thank you for the note", "INBOX")

    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("Connections.csv", text_of(CONNECTIONS, connections()))
        archive.writestr("messages.csv", text_of(MESSAGES, log()))
        archive.writestr("Profile.csv", f"First Name,Last Name,Headline\n{me[0]},{me[1]},Engineer\n")


def write_pool(folder: Path, owners: int) -> list[Path]:
    """Archives of a pool: 500 people are known to each owner alone, others to several."""
    paths = []
    for owner in range(owners):
        chance = random.Random(owner)
        own = range(owner * 500, owner * 500 + 500)
        shared = chance.sample(range(500 * owners), min(SHARED, 250 * owners))
        path = folder / f"Complete_LinkedInDataExport_09-01-2026 ({owner}).zip"
        write_archive(path, owner, list(dict.fromkeys([*own, *shared])), 600)
        paths.append(path)
    return paths


def spent() -> float:
    """Seconds of processor time so far."""
    return time.process_time()


def most_memory() -> float:
    """The most memory this process held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run(paths: Sequence[Path], workspace: Path) -> None:
    """Import, printing memory and what is left as it goes."""
    process, groups, told = psutil.Process(), groups_of(paths), [0]
    begun, clock = spent(), time.perf_counter()

    def show(event: ProgressEvent) -> None:
        share = event.share or 0.0
        if share * 10 >= told[0] + 1:
            told[0] = int(share * 10)
            passed = time.perf_counter() - clock
            held, left = process.memory_info().rss / 1e6, passed / share - passed
            print(f"{share:5.0%}  {spent() - begun:7.1f} s  {held:6.0f} MB held  {left:6.0f} s left", flush=True)

    with Workspace.open(workspace) as opened:
        report = import_groups(opened, groups, progress=show)
    counts = f"{report.people:,} people, {report.companies:,} companies, {report.ties:,} ties"
    print(f"{len(report.sources)} sources, {counts}: {spent() - begun:.1f} s, at most {most_memory():.0f} MB")


def contents(workspace: Path) -> dict[str, str]:
    """A digest of every table of a workspace, but for what is kept about the file itself and when it was imported."""
    found = {}
    with sqlite3.connect(workspace) as db:
        names = [name for (name,) in db.execute("select name from sqlite_master where type = 'table' order by 1")]
        for name in names:
            columns = [f'"{row[1]}"' for row in db.execute(f"pragma table_info('{name}')") if row[1] not in VARIES]
            if columns and name != "workspace" and not name.startswith(("sqlite_", "alembic")):
                listed, total = ", ".join(columns), hashlib.sha256()
                for row in db.execute(f"select {listed} from '{name}' order by {listed}"):
                    total.update(repr(row).encode())
                found[name] = total.hexdigest()
    return found


VARIES = frozenset({"imported_at", "report"})
"""Columns that tell when something was imported, and how long it took."""


def broken(paths: Sequence[Path], folder: Path) -> None:
    """Kill an import three times in its course, begin it again, and compare with one that was left alone."""
    whole, parted = folder / "whole.db", folder / "parted.db"
    command = [sys.executable, "-m", "benchmarks.imports", "run"]
    arguments = [str(path) for path in paths]
    clock = time.perf_counter()
    subprocess.run([*command, str(whole), *arguments], check=True)
    lasted = time.perf_counter() - clock
    for part in (0.3, 0.5, 0.4):
        with subprocess.Popen([*command, str(parted), *arguments]) as process:
            time.sleep(lasted * part)
            os.kill(process.pid, signal.SIGKILL)
        with Workspace.open(parted) as opened:
            print(f"killed after {lasted * part:.0f} s: {len(opened.sources())} of {len(paths)} archives are in")
    subprocess.run([*command, str(parted), *arguments], check=True)
    one, other = contents(whole), contents(parted)
    different = [name for name in one if one[name] != other[name]]
    print(f"DIFFERENT in {different}" if different else f"equal in all {len(one)} tables")


def main(arguments: Sequence[str]) -> None:
    """See the module."""
    what, *more = arguments
    if what == "run":
        run([Path(path) for path in more[1:]], Path(more[0]))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if what == "archive":
            archive = folder / "Complete_LinkedInDataExport_09-01-2026.zip"
            write_archive(archive, 0, range(30_000), 500_000)
            subprocess.run([sys.executable, "-m", "benchmarks.imports", "run", f"{folder}/w.db", archive], check=True)
            return
        paths = write_pool(folder, int(more[0]) if more else 1_000)
        if what == "pool":
            subprocess.run([sys.executable, "-m", "benchmarks.imports", "run", f"{folder}/w.db", *paths], check=True)
        else:
            broken(paths, folder)


if __name__ == "__main__":
    main(sys.argv[1:])
