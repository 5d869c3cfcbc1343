"""Each mark moves what it should, is shown in the answer, and leaves nothing behind when it is taken back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import click
import pytest
import situation
from click.testing import CliRunner

from cli.main import app

Table = Mapping[str, Any]
GRETA = {
    "name": "Greta Moss",
    "is": "Data Engineer at Duo Corp",
    "since": 1000,
    "talk": "out 350, in 349, out 80, in 79",
}
OTHERS = [
    {"name": f"Otto Berg{i}", "is": "Accountant at Duo Corp", "since": 1000 + i, "talk": f"out {90 + i}, in {89 + i}"}
    for i in range(22)
]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    home = tmp_path_factory.mktemp("marks")
    archive = situation.archive(home / "mine", situation.ME, [GRETA, *OTHERS], others=4)
    words = ["--workspace", str(home / "w.db")]
    assert situation.run(*words, "import", str(archive)).exit_code == 0
    return [*words, "--as", situation.slug(str(situation.ME["name"]))]


def row(workspace: list[str]) -> Table:
    found = situation.run(
        *workspace, "--format", "json", "referrers", "Duo Corp", "--role", "Data Engineer", "--top", "50"
    )
    assert found.exit_code == 0, found.output
    told = json.loads(found.stdout)
    return next(r for r in told["referrers"] if r["person"]["name"] == "Greta Moss")


def criterion(found: Table, name: str) -> Table:
    return next(c for c in found["vouch"]["criteria"] if c["name"] == name)


def value(name: str) -> Callable[[Table], float]:
    return lambda found: float(criterion(found, name)["value"])


def shown(found: Table) -> str:
    return json.dumps([found["vouch"], found["restraint"], found["advice"]])


STRONG, FAMILIAR, SUPPORTER = (
    value("strong_connection"),
    value("familiar_with_your_work"),
    value("enthusiastic_supporter"),
)

KNOWN: Callable[[Table], bool] = lambda r: criterion(r, "familiar_with_your_work")["known"]  # noqa: E731

MARKS: list[tuple[list[str], str, Callable[[Table], object], Callable[[Any, Any], bool], str]] = [
    (["--close"], "close", STRONG, lambda was, now: now == 1.0 > was, "You know them well"),
    (["--not-close"], "close", STRONG, lambda was, now: now == 0.0 < was, "You do not know them well"),
    (["--managed-me"], "managed-me", FAMILIAR, lambda was, now: now == 1.0 > was, "manage"),
    (["--worked-with", "Halden Data"], "worked-with", FAMILIAR, lambda was, now: now > was, "Halden Data"),
    (["--never-worked-with"], "worked-with", KNOWN, lambda was, now: now and not was, "not work together"),
    (["--declined"], "declined", lambda r: r["next_step"], lambda was, now: was != now == "leave", "said no"),
    (
        ["--do-not-ask"],
        "do-not-ask",
        lambda r: r["next_step"],
        lambda was, now: was != now == "leave",
        "not to be asked",
    ),
    (["--helped-me"], "helped-me", SUPPORTER, lambda was, now: now >= 0.5 > was, "helped"),
    (
        ["--i-helped"],
        "i-helped",
        lambda r: criterion(r, "strong_connection")["evidence"],
        lambda a, b: a != b,
        "helped",
    ),
    (["--knows-i-look"], "knows-i-look", SUPPORTER, lambda was, now: now > was, "know that you are looking"),
]


@pytest.mark.parametrize(("words", "undo", "of", "moved", "says"), MARKS, ids=[words[0][2:] for words, *_ in MARKS])
def test_a_mark_moves_what_it_should_is_shown_and_can_be_taken_back(
    workspace: list[str],
    words: list[str],
    undo: str,
    of: Callable[[Table], object],
    moved: Callable[[Any, Any], bool],
    says: str,
) -> None:
    before = row(workspace)
    assert says not in shown(before)
    assert situation.run(*workspace, "mark", "Greta Moss", *words).exit_code == 0
    after = row(workspace)
    assert moved(of(before), of(after)), (of(before), of(after))
    assert says in shown(after)
    assert situation.run(*workspace, "mark", "Greta Moss", "--undo", undo).exit_code == 0
    assert row(workspace) == before


def test_twenty_names_take_one_key_each(workspace: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    listed = situation.run(*workspace, "--format", "json", "questions")
    names = [q["person"]["name"] for q in json.loads(listed.stdout)["questions"]]
    assert len(names) == 20
    keys = iter("ynsYN" + "s" * 12 + "q")
    monkeypatch.setattr(click, "getchar", lambda: next(keys))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True, raising=False)
        done = CliRunner().invoke(app, [*workspace, "questions"], prog_name="goodword")
    assert done.exit_code == 0, done.output
    assert "noted 4 of 20" in done.output
    left = json.loads(situation.run(*workspace, "--format", "json", "questions").stdout)["questions"]
    asked_again = {q["person"]["name"] for q in left}
    assert asked_again.isdisjoint({names[0], names[1], names[3], names[4]})
    for name in (names[0], names[1], names[3], names[4]):
        assert situation.run(*workspace, "mark", name, "--undo", "worked-with").exit_code == 0
    again = json.loads(situation.run(*workspace, "--format", "json", "questions").stdout)["questions"]
    assert [q["person"]["name"] for q in again] == names
