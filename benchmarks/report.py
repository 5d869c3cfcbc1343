"""From results to docs/performance.md and its picture."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypedDict

import matplotlib as mpl

mpl.use("svg")
from matplotlib import pyplot as plt

DOCS = Path(__file__).resolve().parent.parent / "docs"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
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
    "communities": "communities (networkit's Leiden is the engine of ours: both with a seed, on one thread)",
}
ORDER = ("goodword", "networkx", "networkit", "scipy", "igraph")


class Row(TypedDict):
    """One measurement."""

    size: str
    people: int
    ties: int
    library: str
    what: str
    median: float
    p95: float
    highest: float
    times: int
    memory: float
    modularity: float


def _time(seconds: float) -> str:
    if seconds < 1e-3:
        return f"{seconds * 1e3:.2f} ms"
    return f"{seconds * 1e3:.3g} ms" if seconds < 1 else f"{seconds:.3g} s"


def _table(rows: list[Row], size: str) -> list[str]:
    here = [r for r in rows if r["size"] == size]
    held = {(r["what"], r["library"]): r for r in here}
    libraries = [x for x in ORDER if any(r["library"] == x for r in here)]
    lines = [f"### {here[0]['people']:,} people, {here[0]['ties']:,} ties", ""]
    lines += ["| | " + " | ".join(libraries) + " |", "|---" * (len(libraries) + 1) + "|"]
    for what, words in WORDS.items():
        own = held.get((what, "goodword"))
        if own is None:
            continue
        cells = []
        for library in libraries:
            row = held.get((what, library))
            if row is None:
                cells.append("-")
                continue
            text = _time(row["median"])
            if row["times"] > 3:
                text += f" (p95 {_time(row['p95'])}, highest {_time(row['highest'])})"
            if row["memory"]:
                text += f", {row['memory']:.0f} MB"
            if row["modularity"]:
                text += f", modularity {row['modularity']:.4f}"
            if library != "goodword":
                text += f", x{row['median'] / own['median']:.3g}"
            cells.append(text)
        lines.append(f"| {words} | " + " | ".join(cells) + " |")
    return [*lines, ""]


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
        return own["median"] / theirs["median"] if own and theirs else None

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
        ("ten useful paths of three hops, large, p95", own("large", "near", "p95"), 0.010, "s"),
        ("every company's best path, large", own("large", "everybody", "median"), 1.2, "s"),
        ("constraint, large, of igraph's", ratio("large", "constraint", "igraph"), 1 / 15, "ratio"),
        ("betweenness with 200 pivots, large, of igraph's", ratio("large", "betweenness", "igraph"), 1 / 3, "ratio"),
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
    shown = ("build", "best", "ten", "useful", "near", "everybody", "pagerank", "constraint", "betweenness", "core")
    figure, panes = plt.subplots(2, 5, figsize=(18, 7), constrained_layout=True)
    for pane, what in zip(panes.flat, shown, strict=True):
        for library in ORDER:
            points = sorted((r["ties"], r["median"]) for r in rows if r["what"] == what and r["library"] == library)
            if points:
                pane.loglog(*zip(*points, strict=True), marker="o", label=library, lw=2 if library == "goodword" else 1)
        pane.set_title(WORDS[what])
        pane.set_xlabel("ties")
        pane.set_ylabel("seconds, median")
        pane.grid(visible=True, alpha=0.3)
    panes.flat[0].legend()
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)


def write_report(results: Path) -> None:
    """Put the tables between the markers of docs/performance.md, and the picture beside it."""
    held = json.loads(results.read_text())
    rows: list[Row] = held["results"]
    sizes = list(dict.fromkeys(r["size"] for r in rows))
    lines = [line for size in sizes for line in _table(rows, size)] + _server(held["server"])
    lines += _aims(rows, held["server"])
    page = DOCS / "performance.md"
    text = page.read_text() if page.exists() else f"# Performance\n\n{BEGIN}\n{END}\n"
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    page.write_text(f"{before}{BEGIN}\n\n" + "\n".join(lines) + f"\n{END}{after}")
    _picture(rows, DOCS / "performance.svg")


if __name__ == "__main__":
    write_report(Path(__file__).with_name("results.json"))
