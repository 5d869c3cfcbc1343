"""Dossiers: both sides of an exchange, what is dated later, what nobody knows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import pytest
from scenes import ANN, AS_OF, EVE, opened

from graph.columns import PairColumns
from graph.dossiers import common_contacts, dossiers, exchange, exchanges_in, pair_rows, shown_by
from graph.errors import PersonNotFoundError
from graph.model import Exchange, Mark, StatementKind
from graph.network import Network
from graph.stores.workspace import Workspace


@pytest.fixture(scope="module")
def pool(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, Network]]:
    with opened(tmp_path_factory.mktemp("pool"), ANN, EVE) as (workspace, network, _):
        yield workspace, network


def test_everything_between_two_people(pool: tuple[Workspace, Network]) -> None:
    workspace, network = pool
    ann, bo, fay = (workspace.person(name) for name in ("ann", "bo", "fay"))
    found = dossiers(workspace, network, ann.id, [bo.id, fay.id, bo.id], AS_OF)
    assert list(found) == [bo.id, fay.id]
    known = found[bo.id]
    assert (known.person, known.connected, known.connected_on) == (bo, True, date(2018, 5, 1))
    assert (known.exchange.sent, known.exchange.received) == (9, 9)
    assert (known.exchange.asked, known.exchange.answered) == (9, 9)
    assert (known.exchange.first, known.exchange.last) == (date(2025, 11, 23), date(2026, 10, 10))
    assert [s.kind for s in known.statements] == [StatementKind.RECOMMENDATION]
    assert {e.company_name for e in known.employments} == {"Acme", "Fabrikam Labs"}
    assert (known.mark, known.shown_by) == (Mark(), (ann.id,))
    assert found[fay.id].exchange == Exchange()


def test_the_other_side_sees_the_exchange_mirrored(pool: tuple[Workspace, Network]) -> None:
    workspace, network = pool
    ann, cy = workspace.person("ann"), workspace.person("cy")
    forth = dossiers(workspace, network, ann.id, [cy.id], AS_OF)[cy.id].exchange
    back = dossiers(workspace, network, cy.id, [ann.id], AS_OF)[ann.id].exchange
    assert (forth.sent, forth.received, forth.asked, forth.answered) == (1, 0, 1, 0)
    assert (back.sent, back.received, back.asked, back.opened_by_them) == (0, 1, 0, 1)
    assert forth.strength == back.strength


def test_what_is_dated_later_is_left_out(pool: tuple[Workspace, Network]) -> None:
    workspace, network = pool
    ann, bo = workspace.person("ann"), workspace.person("bo")
    early = dossiers(workspace, network, ann.id, [bo.id], date(2018, 1, 1))[bo.id]
    assert (early.connected, early.connected_on, early.statements) == (False, None, ())
    assert [e.company_name for e in early.employments if e.start] == ["Fabrikam Labs"]


def test_numbers_of_the_network(pool: tuple[Workspace, Network]) -> None:
    workspace, network = pool
    ann, eve, gus = (network.index(workspace.person(name).id) for name in ("ann", "eve", "gus"))
    owners = tuple(sorted(workspace.person(n).id for n in ("ann", "eve")))
    assert shown_by(network, ann, np.array([eve, gus], dtype=np.int32)) == [owners, ()]
    passed = {network.index(workspace.person(n).id) for n in ("bo", "cy", "eve")}
    assert set(pair_rows(network, ann).who.tolist()) == passed
    everybody = np.arange(len(network.graph), dtype=np.int32)
    rows = pair_rows(network, ann).of_each(everybody).tolist()
    assert rows == [network.pair(ann, person) for person in everybody.tolist()]
    for one in everybody.tolist():
        assert network.ties(one, everybody).tolist() == [network.tie(one, other) for other in everybody.tolist()]
    assert exchange(network.pairs, -1, ann) == Exchange()
    assert common_contacts(network, ann, network.graph.row(gus)).tolist() == [0]
    assert common_contacts(network, gus, network.graph.row(eve)).tolist() == [1, 1, 1]


def test_contacts_in_common_of_few_and_of_many_are_the_same(
    pool: tuple[Workspace, Network], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, network = pool
    everybody = np.arange(len(network.graph), dtype=np.int32)
    for one in everybody.tolist():
        mine = set(network.graph.row(one).tolist())
        shared = [len(mine & set(network.graph.row(other).tolist())) for other in everybody.tolist()]
        for few in (0, len(everybody)):
            monkeypatch.setattr("graph.dossiers.FEW", few)
            assert common_contacts(network, one, everybody).tolist() == shared


def test_every_number_of_an_exchange_is_that_of_its_column_seen_from_the_ego() -> None:
    """Columns of distinct numbers, so that none can stand for another."""
    names = [name for name in PairColumns.__slots__ if name not in {"a", "b"}]
    held = {name: np.array([100 * i, 100 * i + 1]) + 86_400 * 1_000 for i, name in enumerate(names)}
    pairs = PairColumns(a=np.array([2, 3]), b=np.array([5, 7]), **held)
    for row, ego, mine, theirs in ((0, 2, "ab", "ba"), (0, 5, "ba", "ab"), (1, 3, "ab", "ba"), (1, 7, "ba", "ab")):
        seen = exchanges_in(pairs, np.array([row, -1]), ego)
        assert seen[1] == exchange(pairs, -1, ego) == Exchange()
        assert (seen[0].sent, seen[0].received) == (held[f"messages_{mine}"][row], held[f"messages_{theirs}"][row])
        assert (seen[0].asked, seen[0].answered) == (held[f"asked_{mine}"][row], held[f"answered_{mine}"][row])
        assert (seen[0].ignored, seen[0].unanswered) == (held[f"ignored_{mine}"][row], held[f"unanswered_{mine}"][row])
        assert seen[0].personal_sent == held[f"personal_{mine}"][row]
        assert seen[0].personal_received == held[f"personal_{theirs}"][row]
        assert (seen[0].opened_by_them, seen[0].taken_up) == (
            held[f"opened_{theirs}"][row],
            held[f"taken_up_{theirs}"][row],
        )
        assert (seen[0].group, seen[0].meetings) == (held["group"][row], held["meetings"][row])
        assert seen[0].strength == held["strength"][row]
        days = {date.fromordinal(date(1970, 1, 1).toordinal() + int(held[n][row]) // 86_400) for n in ("first", "last")}
        assert {seen[0].first, seen[0].last} == days


def test_an_unknown_ego(pool: tuple[Workspace, Network]) -> None:
    workspace, network = pool
    with pytest.raises(PersonNotFoundError):
        dossiers(workspace, network, "p0", [], AS_OF)
