"""A process of its own that makes what is kept beside a workspace: the graph, everybody's titles, the map's tables.

It reads one line from the process that began it (`api.worker_process`), an `Order`, makes that part and ends; it ends
at once where that process is gone. Nothing but the files it leaves comes back.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from threading import Thread

from graph.engine.ahead import load_ahead
from referral.context import Context, context, network_on, open_home
from referral.viewpoint import Viewpoint

STDIN = 0
PIECE = 1 << 16
BEHIND = 10
"""By how much its processor time counts for less than a question's, on the system's scale of 0 to 19."""
AHEAD = "--ahead"
MANY = 1_000_000
"""Rows of a graph that is likely to be made: more than are gone through without the compiler."""
GONE = 3
"""Exit code where nobody waits any more."""


class Part(StrEnum):
    """What is made: each rests on those before it."""

    GRAPH = "graph"
    TITLES = "titles"
    TABLES = "tables"


@dataclass(frozen=True, slots=True)
class Order:
    """Which part to make, of which workspace, for whose question and which day (see `Viewpoint`)."""

    part: Part
    workspace: str
    ego: str | None
    as_of: str | None

    def line(self) -> bytes:
        """As one line of JSON."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def of(cls, line: bytes) -> Order:
        """What `line` made."""
        told = json.loads(line)
        return cls(Part(told["part"]), told["workspace"], told["ego"], told["as_of"])


def carry_out(order: Order) -> None:
    """Make one part, where it is not there yet.

    Raises:
        GoodwordError: the workspace cannot be read, or holds nothing.
    """
    viewpoint = Viewpoint(order.ego, date.fromisoformat(order.as_of) if order.as_of else None)
    with closing(open_home(Path(order.workspace))) as home:
        made = context(home.workspace, viewpoint, lambda day: network_on(home, day))
        for step in STEPS[order.part]:
            step(made)


def _titles(context: Context) -> None:
    from graph.kept_titles import make_titles  # noqa: PLC0415  (a graph is made without)

    make_titles(context.workspace, context.network)


def _tables(context: Context) -> None:
    from api.network_ahead import work_out  # noqa: PLC0415  (as above)

    work_out(context)


STEPS: dict[Part, tuple[Callable[[Context], None], ...]] = {
    Part.GRAPH: (),
    Part.TITLES: (_titles,),
    Part.TABLES: (_tables,),
}


def main() -> None:
    """Carry out the order on standard input; called with `AHEAD`, load what a graph is made with before it comes."""
    if AHEAD in sys.argv:
        load_ahead(MANY)
    line = b""
    while not line.endswith(b"\n"):
        piece = os.read(STDIN, PIECE)
        if not piece:
            os._exit(GONE)
        line += piece
    Thread(target=_end_with_whoever_waits, daemon=True).start()
    order = Order.of(line)
    if order.part is not Part.GRAPH and hasattr(os, "nice"):  # no question waits for the others
        os.nice(BEHIND)
    carry_out(order)
    os._exit(0)  # what it holds goes back faster with it than piece by piece


def _end_with_whoever_waits() -> None:
    while os.read(STDIN, PIECE):
        pass
    os._exit(GONE)


if __name__ == "__main__":
    main()
