"""`goodword score`: every ordered pair of a table at a moment, as rows for others to judge."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graph.evaluation.table import read_events
from graph.strength.scores import score

COLUMNS = ("ego", "alter", "strength", "p", "answer")


def score_table(path: Path, cut: int) -> Iterator[tuple[str, str, float, float, float]]:
    """Rows of `COLUMNS` for every ordered pair that exchanged anything before `cut` (UTC seconds), by ego and alter.

    Rows at or after `cut` are dropped while reading; nothing is made of them.

    Raises:
        InputError: the table cannot be used, or holds nothing before `cut`.
    """
    table = read_events(path, until=cut)
    scores = score(table.log(until=cut))
    columns = (scores.ego, scores.alter, scores.strength, scores.p, scores.answer)
    for ego, alter, strength, p, answer in zip(*(column.tolist() for column in columns), strict=True):
        yield table.names[int(ego)], table.names[int(alter)], strength, p, answer
