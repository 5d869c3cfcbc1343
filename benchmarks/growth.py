"""What a further archive costs a large pool: `python -m benchmarks.growth FILE ARCHIVE`. FILE is written to: a copy.

The graph is made and kept, the archive imported, and the graph made again by what changed; then in whole, and every
array of both is compared. Each in a process of its own, as a command or a server's first answer would have it.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from graph import array_file
from graph.engine.snapshot import MAGIC
from graph.kept_facts import path_of
from graph.kept_files import snapshot_path
from graph.network import load
from graph.stores.workspace import Workspace
from ingest.load import import_paths


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Wall time, processor time, and the most memory that this process held so far."""
    wall, begun = time.perf_counter(), os.times()
    yield
    ended = os.times()
    took, user, system = time.perf_counter() - wall, ended.user - begun.user, ended.system - begun.system
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"{what:<28}{took:7.1f} s wall, {user:6.1f} s user, {system:5.1f} s system, {most} MB", flush=True)


def make(path: Path, what: str) -> None:
    """The graph of a workspace, ready for questions, and all that is kept of it on the disk."""
    with Workspace.open(path, create=False) as workspace, timed(what):
        load(workspace, until=None)


def bring_in(path: Path, archive: Path) -> None:
    """The import alone."""
    with Workspace.open(path, create=False) as workspace, timed("import"):
        import_paths(workspace, [archive])


def differing(one: Path, other: Path) -> list[str]:
    """The arrays of two snapshots that differ in any bit."""
    files = [array_file.read(path, MAGIC, lambda _: True) for path in (one, other)]
    assert files[0] is not None
    assert files[1] is not None
    mine, theirs = files[0][1], files[1][1]
    return [name for name in mine | theirs if not np.array_equal(mine[name].view("u1"), theirs[name].view("u1"))]


def apart(*arguments: str) -> None:
    """One step in a process of its own."""
    subprocess.run([sys.executable, "-m", "benchmarks.growth", *arguments], check=True)


def main(path: Path, archive: Path) -> None:
    """All steps, in order."""
    apart("make", str(path), "graph of all")
    apart("import", str(path), str(archive))
    apart("make", str(path), "graph by what changed")
    grown = snapshot_path(path).rename(path.with_name("grown"))
    path_of(path).unlink()
    apart("make", str(path), "graph of all, again")
    print("arrays that differ:", differing(grown, snapshot_path(path)) or "none")
    grown.unlink()


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(Path(sys.argv[2]), sys.argv[3])
    elif sys.argv[1] == "import":
        bring_in(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main(Path(sys.argv[1]), Path(sys.argv[2]))
