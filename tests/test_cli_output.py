"""What is printed: each format, and what hostile cells become in it."""

from __future__ import annotations

import csv
import io
import json
import sys

import pytest

from cli.output import Table, as_csv, as_json, as_markdown, emit, for_machines, show

TABLE = Table(("name", "n"), (("=1+1", -3), ("a|b\x1b[2J", 0.25), ("Zoë", None)))


def test_csv_is_read_back_and_runs_no_formula() -> None:
    rows = list(csv.reader(io.StringIO(as_csv(TABLE))))
    assert rows == [["name", "n"], ["'=1+1", "-3"], ["a|b[2J", "0.25"], ["Zoë", ""]]


def test_markdown_escapes_pipes() -> None:
    assert "| a\\|b\\[2J | 0.25 |" in as_markdown(TABLE)


@pytest.mark.parametrize(
    ("value", "text"), [(None, ""), (0.5, "0.5"), (1 / 3, "0.333"), (0.0, "0"), (12345.6, "12,346"), (7, "7")]
)
def test_show_gives_at_most_three_decimals(value: float | None, text: str) -> None:
    assert show(value) == text


def test_json_keeps_names_readable() -> None:
    assert json.loads(as_json({"name": "Zoë"})) == {"name": "Zoë"}
    assert "Zoë" in as_json({"name": "Zoë"})


@pytest.mark.parametrize("fmt", ["table", "csv", "md", "json"])
def test_emit_prints_to_stdout_only(fmt: str, capsys: pytest.CaptureFixture[str]) -> None:
    emit(fmt, table=TABLE, value=lambda: [1])
    out, err = capsys.readouterr()
    assert out
    assert not err
    assert "\x1b" not in out


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_what_programs_read_is_utf_8_whatever_the_terminal_says(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding=encoding, errors="replace"))
    for_machines(as_json({"name": "🌟 Łucja דנה"}))
    sys.stdout.flush()
    assert json.loads(raw.getvalue().decode()) == {"name": "🌟 Łucja דנה"}
