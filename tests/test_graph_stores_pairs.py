"""What is read of many pairs at once is what is read of each."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

from serving import pool
from test_statements_an_answer import TracedRecords, statements

from graph.model import PersonId
from graph.stores.own_records import OwnRecords


def _told(workspace: OwnRecords, ego: PersonId, person: PersonId) -> tuple[object, ...]:
    return (
        workspace.people_by_id([person]),
        workspace.connections(ego, [person]),
        workspace.noted(ego, [person]),
        workspace.statements_between(ego, [person]),
        workspace.employments([ego, person]),
    )


def test_pairs_read_ahead_are_told_the_same_and_read_no_second_time(tmp_path: Path) -> None:
    workspace = TracedRecords.open(pool(tmp_path), create=False)
    everybody = [person.id for person in workspace.find_people("", limit=100)]
    pairs = [*permutations(everybody, 2)]
    alone = {pair: _told(workspace, *pair) for pair in pairs}
    assert sum(bool(found[1]) for found in alone.values()) > len(everybody)
    assert any(found[3] for found in alone.values())
    with workspace.steady():
        with statements() as sent:
            workspace.read_pairs_ahead(pairs[::2])
            few = len(sent)
        with statements() as sent:
            assert {pair: _told(workspace, *pair) for pair in pairs[::2]} == {pair: alone[pair] for pair in pairs[::2]}
        assert sent == []
        assert {pair: _told(workspace, *pair) for pair in pairs} == alone
        with statements() as sent:
            workspace.read_pairs_ahead(pairs)
        assert len(sent) <= few <= 8
    workspace.close()


def test_no_pairs_are_no_reading(tmp_path: Path) -> None:
    workspace = TracedRecords.open(pool(tmp_path), create=False)
    with workspace.steady(), statements() as sent:
        workspace.read_pairs_ahead([])
    assert sent == []
    workspace.close()
