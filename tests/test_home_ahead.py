"""What home shows is made behind the start, and found by whoever looks."""

from __future__ import annotations

from pathlib import Path

import pytest
from report_scene import asked, pool

import referral.targets as listed
from api.home_list import LISTED, made_ahead
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
