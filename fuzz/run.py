"""`python -m fuzz.run MINUTES [TARGET...]`: every reader in turn, guided by coverage; a fault is written to a file.

Each reader runs in a process of its own, because libFuzzer ends the process it runs in.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

TARGETS = ("calendar", "mailbox", "mail", "cards", "graph", "table", "anything")
_LONGEST = 20_000
"""Bytes of one input: enough for every construct, quick to try."""


def _one(target: str, seconds: int, corpus: Path) -> None:
    """Fuzz one reader in this process."""
    import atheris  # noqa: PLC0415  (an extra; only this command needs it)

    with atheris.instrument_imports(include=["ingest", "fuzz", "icalendar", "networkx.readwrite"]):
        from fuzz.readers import SEEDS, survive  # noqa: PLC0415  (seen by the fuzzer from their import on)
    for number, seed in enumerate(SEEDS[target]):
        (corpus / f"seed{number}").write_bytes(seed)
    options = (f"-max_total_time={seconds}", f"-max_len={_LONGEST}", "-timeout=20", "-rss_limit_mb=2048")
    atheris.Setup(
        [sys.argv[0], *options, f"-artifact_prefix={target}-", str(corpus)], lambda data: survive(target, data)
    )
    atheris.Fuzz()


def main(arguments: list[str]) -> int:
    """Run every reader, or those named, for an equal share of the minutes. 1 if one has a fault."""
    if arguments[:1] == ["--one"]:
        _one(arguments[1], int(arguments[2]), Path(arguments[3]))
        return 0
    minutes, targets = float(arguments[0]) if arguments else 5.0, arguments[1:] or list(TARGETS)
    seconds, faulty = max(1, int(minutes * 60 / len(targets))), []
    for target in targets:
        with tempfile.TemporaryDirectory(prefix="goodword-fuzz-") as corpus:
            command = [sys.executable, "-m", "fuzz.run", "--one", target, str(seconds), corpus]
            if subprocess.run(command, check=False).returncode:  # noqa: S603  (our own module)
                faulty.append(target)
    print(f"faults in: {', '.join(faulty)}" if faulty else f"no fault in {', '.join(targets)}")  # noqa: T201
    return bool(faulty)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
