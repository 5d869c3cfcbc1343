"""How often a library is asked, in what order, and when it is not asked again.

Libraries take turns, so that whatever else the machine does hits all of them alike: of the questions each answers a
fifth at a turn, and each works out a measure of everybody at a turn. Who would take more than 20 seconds in all has no
further one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol, TypeVar

from benchmarks.libraries import PathQuery
from benchmarks.report import Row

ASKED = ("best", "ten", "useful", "near", "everybody")
"""What is asked of one person and one company."""
WHOLE = ("pagerank", "constraint", "betweenness", "harmonic", "core", "core1", "communities", "read")
"""What is worked out for everybody."""
TURNS = 5
AT_A_TURN, QUICK = 5, 0.01
"""What takes less than this many seconds is worked out so often at a turn."""
LONG = 20.0
"""Seconds: who would take longer in all has no further turn."""
MOST_ASKED, OTHERS_ASKED = 200, 10
"""Questions for the engine, and for the others."""
FEWER = {"everybody": 10}
"""Questions of a kind, where they are less: each takes a second at a million people."""
BEHIND, SECONDS = 20.0, 2.0
"""Who took so many times as long as the engine is not asked again at a million people; nor before, where what it took
was more than so many seconds."""
ORDER = ("tiny", "small", "medium", "large", "huge")
"""The sizes, growing; others are asked up to the last but one."""
LAST = "large"


class Library(Protocol):
    """Whatever is compared; it has a method for each question and measure that it knows."""

    @property
    def name(self) -> str:
        """As it is written in the tables."""


@dataclass(slots=True)
class Taken:
    """Seconds of each call, and the answers to questions; of measures, the last answer alone."""

    seconds: list[float] = field(default_factory=list)
    answers: list[object] = field(default_factory=list)

    def note(self, seconds: float, answer: object) -> None:
        """One call more."""
        self.seconds.append(seconds)
        self.answers.append(answer)


Answer = TypeVar("Answer")


def called(call: Callable[[], Answer]) -> tuple[float, Answer]:
    """Seconds, and what came of it."""
    start = time.perf_counter()
    answer = call()
    return time.perf_counter() - start, answer


def timed(call: Callable[[], object]) -> float:
    """Seconds alone."""
    return called(call)[0]


def last_behind(rows: Sequence[Row], library: str, what: str) -> Row | None:
    """The last measurement of a library that was far behind, or None where the last was not."""
    held = [row for row in rows if row["library"] == library and row["what"] == what]
    return held[-1] if held and held[-1]["median"] > BEHIND * held[-1]["own"] else None


def hopeless(rows: Sequence[Row], size: str, library: str, what: str) -> bool:
    """Whether a library is not asked at a size, for what it took at those before."""
    row = last_behind([row for row in rows if row["size"] in ORDER[: ORDER.index(size)]], library, what)
    return row is not None and (size == LAST or row["median"] > SECONDS)


def worth_building(rows: Sequence[Row], size: str, library: type[Library], name: str) -> bool:
    """Whether anything is asked of a library at a size."""
    known = [what for what in (*ASKED, *WHOLE) if hasattr(library, what)]
    return any(not hopeless(rows, size, name, what) for what in known)


def in_turns(libraries: Sequence[Library], what: str, asked: Sequence[PathQuery]) -> Mapping[str, Taken]:
    """What each library took, the engine first; they answer the same questions, the engine more of them."""
    taken = {library.name: Taken() for library in libraries}
    for turn in range(TURNS):
        for number, library in enumerate(libraries):
            held = taken[library.name]
            for call in _calls(library, what, asked, turn, others=number > 0):
                if held.seconds and sum(held.seconds) + held.seconds[-1] > LONG:
                    break
                if what in WHOLE:
                    held.answers.clear()
                held.note(*called(call))
                if what in WHOLE and held.seconds[-1] > QUICK:
                    break
    return taken


def _calls(
    library: Library, what: str, asked: Sequence[PathQuery], turn: int, *, others: bool
) -> list[Callable[[], object]]:
    """What is called at a turn."""
    call = getattr(library, what)
    if what in WHOLE:
        return [call] * AT_A_TURN
    most = min(len(asked), OTHERS_ASKED if others else MOST_ASKED, FEWER.get(what, MOST_ASKED))
    some = asked[most * turn // TURNS : most * (turn + 1) // TURNS]
    return [partial(call, q) for q in some]
