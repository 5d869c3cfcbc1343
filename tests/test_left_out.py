"""What a machine without Java is told: what did not run, and how to run it. In CI it is told by a failure."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
WITHOUT_JAVA = """
import sys
from pathlib import Path
sys.path.insert(0, "tests")
import neo4j_server
import pytest
neo4j_server.JVMS = Path("/nowhere")
sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", "tests/test_docs_neo4j.py", "tests/test_graph_text.py"]))
"""


def run_without_java(folder: Path, **told: str) -> subprocess.CompletedProcess[str]:
    hidden = {"PATH", "JAVA_HOME", "CI", "COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START"}
    kept = {k: v for k, v in os.environ.items() if k not in hidden and not k.startswith("GOODWORD_")}
    command = [sys.executable, "-c", WITHOUT_JAVA]
    environment = {**kept, "PATH": str(folder), **told}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.skipif("GOODWORD_TEST_NEO4J_URI" in os.environ, reason="a server is named, so nothing is left out")
def test_on_a_persons_machine_the_last_lines_say_what_was_left_out(tmp_path: Path) -> None:
    done = run_without_java(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    last = "\n".join(done.stdout.splitlines()[-6:])
    assert "tests not run with a real Neo4j server: no Java 17 or later" in last
    assert "install Java 17 or later and Maven" in last
    assert "GOODWORD_TEST_NEO4J_URI" in last
    assert " passed" in last


def test_in_ci_a_missing_server_is_a_failure(tmp_path: Path) -> None:
    done = run_without_java(tmp_path, CI="true")
    assert done.returncode == 1
    assert "no Java 17 or later" in done.stdout
