"""From results to docs/performance.md and its picture."""

from __future__ import annotations

import json
import math
from itertools import pairwise, zip_longest
from pathlib import Path
from textwrap import wrap
from typing import TypedDict

import matplotlib as mpl

mpl.use("svg")
from matplotlib import pyplot as plt

from benchmarks.page import DOCS, put

WORDS = {
    "build": "build the graph",
    "best": "best path to a company",
    "ten": "ten best paths",
    "useful": "ten useful paths (no detours), any length",
    "near": "ten useful paths of at most three hops, as pages ask for them",
    "everybody": "best path to every company",
    "pagerank": "PageRank",
    "constraint": "constraint, everybody",
    "betweenness": "betweenness, 200 pivots",
    "harmonic": "harmonic, 200 sources",
    "core": "core number of everybody, as a list",
    "core1": "core number, networkit on one thread, too",
    "communities": "communities (networkit's Leiden is the engine of ours: both with a seed, on one thread)",
    "read": "for comparison: a number read for each end of each tie, no more",
}
FEW = 3
"""Of so many runs a median is all there is to tell."""
GROWTH = (
    "As which power of the ties an answer of the engine grows (median), from each size to the next: 1 is in step,",
    "0 not at all. Between 50,000 and 5 million ties what is read leaves the caches of the processor, and each read",
    "takes longer; the last row shows what that alone comes to: over all, no answer grows as fast as that.",
)
ORDER = ("goodword", "networkx", "networkit", "scipy", "igraph")


class Row(TypedDict):
    """One measurement, in seconds over `times` calls; `own`: the median of the engine for the same questions.

    `memory`: MB, of building; `modularity`: of communities.
    """

    size: str
    people: int
    ties: int
    library: str
    what: str
    median: float
    p95: float
    highest: float
    times: int
    own: float
    memory: float
    modularity: float


def _time(seconds: float) -> str:
    if seconds < 1e-3:
        return f"{seconds * 1e3:.2f} ms"
    return f"{seconds * 1e3:.3g} ms" if seconds < 1 else f"{seconds:.3g} s"


def _table(rows: list[Row], size: str) -> list[str]:
    here = [r for r in rows if r["size"] == size]
    held = {(r["what"], r["library"]): r for r in here}
    libraries = ORDER if any(r["library"] != ORDER[0] for r in here) else ORDER[:1]
    lines = [f"### {here[0]['people']:,} people, {here[0]['ties']:,} ties", ""]
    lines += ["| | " + " | ".join(libraries) + " |", "|---" * (len(libraries) + 1) + "|"]
    smaller = [r for r in rows if r["ties"] < here[0]["ties"]]
    for what, words in WORDS.items():
        if (what, ORDER[0]) in held and (what != "core1" or len(libraries) > 1):
            cells = (_cell(held.get((what, library)), smaller, library, what) for library in libraries)
            lines.append(f"| {words} | " + " | ".join(cells) + " |")
    return [*lines, ""]


def _cell(row: Row | None, smaller: list[Row], library: str, what: str) -> str:
    """What a library took, or how far behind it was when it was last asked."""
    if row is None:
        before = [r for r in smaller if r["library"] == library and r["what"] == what]
        return f"(x{before[-1]['median'] / before[-1]['own']:.3g} at {before[-1]['people']:,})" if before else "-"
    text = _time(row["median"])
    if row["times"] > FEW:
        text += f" (p95 {_time(row['p95'])}, highest {_time(row['highest'])})"
    if row["memory"] >= 1:
        text += f", {row['memory']:.0f} MB"
    if row["modularity"]:
        text += f", modularity {row['modularity']:.4f}"
    return text if library == ORDER[0] else f"{text}, x{row['median'] / row['own']:.3g}"


def _growth(rows: list[Row]) -> list[str]:
    """How the engine grows from the smallest size that all were asked at to the largest."""
    heads = [*(f"to {ties:,} ties" for ties in _ties(rows)[1:]), "over all"]
    lines = ["### Growth", "", *GROWTH, "", f"| | {' | '.join(heads)} |", "|---" * (len(heads) + 1) + "|"]
    for what, words in WORDS.items():
        own = {r["ties"]: r["median"] for r in rows if r["library"] == ORDER[0] and r["what"] == what}
        steps = [
            f"{math.log(own[more] / own[less]) / math.log(more / less):.2f}" if {less, more} <= own.keys() else "-"
            for less, more in [*pairwise(_ties(rows)), (_ties(rows)[0], _ties(rows)[-1])]
        ]
        if what != "core1":
            lines.append(f"| {words} | " + " | ".join(steps) + " |")
    return [*lines, ""]


def _ties(rows: list[Row]) -> list[int]:
    return sorted({r["ties"] for r in rows})


def _server(server: dict[str, dict[str, float]]) -> list[str]:
    lines = ["### Eight requests for paths at once", "", "| | median | p95 | highest | slowest health check |"]
    lines.append("|---|---|---|---|---|")
    for size, at in server.items():
        values = " | ".join(f"{at[k]:.1f} ms" for k in ("median_ms", "p95_ms", "highest_ms", "health_ms"))
        lines.append(f"| {size} | {values} |")
    return [*lines, ""]


def _aims(rows: list[Row], server: dict[str, dict[str, float]]) -> list[str]:
    """What was aimed at, and what this run gave."""
    held = {(r["size"], r["what"], r["library"]): r for r in rows}

    def ratio(size: str, what: str, other: str) -> float | None:
        own, theirs = held.get((size, what, "goodword")), held.get((size, what, other))
        return theirs["own"] / theirs["median"] if own and theirs else None

    def own(size: str, what: str, field: str) -> float | None:
        row = held.get((size, what, "goodword"))
        return None if row is None else {"median": row["median"], "p95": row["p95"], "highest": row["highest"]}[field]

    huge = held.get(("huge", "build", "goodword"))
    served = server.get("large", {})
    wanted: list[tuple[str, float | None, float, str]] = [
        (
            "best path, medium, of networkx's bidirectional search",
            ratio("medium", "best", "networkx"),
            1 / 100,
            "ratio",
        ),
        ("best path, medium, of networkit's", ratio("medium", "best", "networkit"), 1 / 3, "ratio"),
        ("ten best paths, medium, of networkx's", ratio("medium", "ten", "networkx"), 1 / 1000, "ratio"),
        ("best path, large, median", own("large", "best", "median"), 0.002, "s"),
        ("ten best paths, large, p95", own("large", "ten", "p95"), 0.050, "s"),
        ("ten best paths, large, highest (a fifth of the askers are hubs)", own("large", "ten", "highest"), 0.080, "s"),
        ("ten useful paths of any length, large, p95", own("large", "useful", "p95"), 0.040, "s"),
        ("ten useful paths of any length, large, highest", own("large", "useful", "highest"), 0.080, "s"),
        ("ten useful paths of three hops, large, p95", own("large", "near", "p95"), 0.010, "s"),
        ("every company's best path, large", own("large", "everybody", "median"), 1.2, "s"),
        ("constraint, medium, of igraph's", ratio("medium", "constraint", "igraph"), 1 / 15, "ratio"),
        ("betweenness with 200 pivots, large, of igraph's", ratio("large", "betweenness", "igraph"), 1 / 3, "ratio"),
        ("core number, large, of networkit's on two threads", ratio("large", "core", "networkit"), 1.0, "ratio"),
        ("every company's best path, large, of scipy's", ratio("large", "everybody", "scipy"), 1.0, "ratio"),
        ("PageRank, large, of scipy's at equal tolerance", ratio("large", "pagerank", "scipy"), 1.1, "ratio"),
        ("memory of ten million ties", huge["memory"] if huge else None, 1000, "MB"),
        ("eight at once, large, p95", served.get("p95_ms", 0) / 1e3 if served else None, 0.1, "s"),
        ("slowest health check meanwhile", served.get("health_ms", 0) / 1e3 if served else None, 0.05, "s"),
    ]
    lines = ["### Aims", "", "| aim | at most | measured | |", "|---|---|---|---|"]
    for words, value, limit, unit in wanted:
        if value is not None:
            shown = [_of(x, unit) for x in (limit, value)]
            lines.append(f"| {words} | {shown[0]} | {shown[1]} | {'met' if value <= limit else 'missed'} |")
    return [*lines, ""]


def _of(value: float, unit: str) -> str:
    if unit == "s":
        return _time(value)
    if unit == "MB":
        return f"{value:.0f} MB"
    return f"1/{1 / value:.3g}" if value < 1 else f"{value:.3g}"


def _picture(rows: list[Row], path: Path) -> None:
    plt.rcParams["svg.hashsalt"] = "goodword"
    figure, panes = plt.subplots(3, 5, figsize=(19, 11), constrained_layout=True)
    for pane, what in zip_longest(panes.flat, WORDS):
        if what is None:
            pane.set_axis_off()
            continue
        for library in ORDER:
            points = sorted((r["ties"], r["median"], r["highest"]) for r in rows if _is(r, library, what))
            if points:
                ties, median, highest = zip(*points, strict=True)
                color = f"C{ORDER.index(library)}"
                pane.loglog(ties, median, marker="o", label=library, color=color, lw=2 if library == ORDER[0] else 1)
                if library == ORDER[0]:
                    pane.loglog(ties, highest, ls=":", color=color, label="goodword, highest")
                    linear = [median[-1] * at / ties[-1] for at in ties]
                    pane.loglog(ties, linear, ls="--", lw=0.8, color="grey", label="in step with the ties")
        pane.set_title("\n".join(wrap(WORDS[what], 40)), fontsize=10)
        pane.set_xlabel("ties")
        pane.set_ylabel("seconds, median")
        pane.grid(visible=True, alpha=0.3)
    handles = {
        label: handle for pane in panes.flat for handle, label in zip(*pane.get_legend_handles_labels(), strict=True)
    }
    panes.flat[-1].legend(handles.values(), handles.keys(), loc="center", fontsize=12, frameon=False)
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)


def _is(row: Row, library: str, what: str) -> bool:
    return row["library"] == library and row["what"] == what


def write_report(results: Path) -> None:
    """Put the tables between the markers of docs/performance.md, and the picture beside it."""
    held = json.loads(results.read_text())
    rows: list[Row] = held["results"]
    sizes = list(dict.fromkeys(r["size"] for r in rows))
    lines = [line for size in sizes for line in _table(rows, size)] + _server(held["server"])
    lines += _growth(rows) + _aims(rows, held["server"])
    put("performance.md", "figures", lines)
    _picture(rows, DOCS / "performance.svg")


if __name__ == "__main__":
    write_report(Path(__file__).with_name("results.json"))
