"""What home shows is made behind the start, and found by whoever looks."""

from __future__ import annotations

import http.client
from collections.abc import Callable
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

import pytest
from report_scene import asked, pool
from serving import listening

import api.state
import referral.targets as listed
from api.app import Options
from api.home_list import LISTED, made_ahead
from api.page_parts import SORRY
from graph.errors import WorkspaceError
from referral.context import Context
from referral.targets import Target, TargetAnswer, answer, targets_of


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return pool(tmp_path)


def test_the_answers_of_home_are_made_ahead_and_no_further_than_wanted(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    plain = listed._answer

    def noted(context: object, target: Target) -> TargetAnswer:
        made.append(target.name)
        return plain(context, target)  # type: ignore[arg-type]

    with asked(workspace, "Ida Iver") as context:
        assert context.ego is not None
        for name in ("Larch Labs", "Nowhere Corp", "Acorn Analytics"):
            context.workspace.list_company(context.ego.id, name)
        wanted = targets_of(context)[:LISTED]
        monkeypatch.setattr(listed, "_answer", noted)
        left = iter([True, False])
        made_ahead(context, lambda: next(left))
        assert made == [wanted[0].name]
        made_ahead(context, lambda: True)
        assert made == [target.name for target in wanted]
        assert [answer(context, target).target for target in wanted] == [*wanted]
        assert len(made) == len(wanted), "an answer made ahead was made again"


HOME = "/?as=Ida%20Iver"
ABOVE, ROW = "Where you want to work", '<li class="panel target'


def _asked_at_once(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, answers: Callable[[Context, Target], TargetAnswer]
) -> tuple[str, str, str]:
    """Home of a server that has not made it ahead: what comes before `answers`, all that comes, and a later look."""
    with asked(workspace, "Ida Iver") as context:
        assert context.ego is not None
        for name in ("Larch Labs", "Acorn Analytics"):
            context.workspace.list_company(context.ego.id, name)
    wait, go = Event(), Event()

    def waiting(context: Context, target: Target) -> TargetAnswer:
        assert wait.wait(30)
        return answers(context, target)

    monkeypatch.setattr(listed, "_answer", waiting)
    monkeypatch.setattr(api.state, "made_ahead", lambda *_: go.wait(30))
    with listening(workspace, Options(warm=True)) as address:
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
        connection.request("GET", HOME)
        answer = connection.getresponse()
        assert answer.status == 200
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert "nonce-" in answer.headers["content-security-policy"]
        first = answer.read1().decode()
        wait.set()
        whole = first + answer.read().decode()
        go.set()
        connection.request("GET", HOME)
        later = connection.getresponse().read().decode()
        connection.close()
    return first, whole, later


def _plain(page: str) -> str:
    nonce = page.partition('nonce="')[2].partition('"')[0]
    return page.replace(nonce, "")


def test_home_asked_at_once_shows_its_frame_before_its_answers(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, whole, later = _asked_at_once(workspace, monkeypatch, listed._answer)
    assert ABOVE in first
    assert ROW not in first
    assert ROW in whole
    assert whole.rstrip().endswith("</html>")
    assert _plain(whole) == _plain(later)


def test_a_home_whose_answers_fail_says_so_where_they_would_stand(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(context: Context, target: Target) -> TargetAnswer:
        raise WorkspaceError(workspace, "it is locked")

    first, whole, _ = _asked_at_once(workspace, monkeypatch, failing)
    assert ABOVE in first
    assert ROW not in whole
    assert SORRY in whole
    assert whole.endswith("</html>")
