"""Write a `NetworkReport`: JSON, CSV, Markdown, and one HTML page with inline pictures that needs nothing else."""

from __future__ import annotations

import csv
import io
import json
import secrets
from collections.abc import Iterable
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from graph.private_files import write_private
from graph.text import markdown, spreadsheet
from reports.definitions import DEFINITIONS
from reports.model import Bar, NetworkReport, TargetReach

FORMATS = ("html", "json", "csv", "md")


def tiles(report: NetworkReport) -> list[tuple[str, str]]:
    """The headline numbers with their labels (keys of `DEFINITIONS`)."""
    share = report.two_way / report.ties_with_contact if report.ties_with_contact else 0.0
    return [
        ("people", f"{report.people:,}"),
        ("companies", f"{report.companies:,}"),
        ("ties", f"{report.ties:,}"),
        ("ties with contact", f"{report.ties_with_contact:,}"),
        ("two-way", f"{share:.0%}"),
    ]


def who(report: NetworkReport) -> str:
    """Whose report it is."""
    return report.ego.name if report.ego else "All owners together"


def as_html(report: NetworkReport) -> str:
    """One self-contained page: no script, no request, strict CSP."""
    env = Environment(loader=PackageLoader("reports"), autoescape=True, undefined=StrictUndefined)
    brokers = [Bar(b.person.name, 1000 * b.share) for b in report.brokers]
    return env.get_template("report.html").render(
        r=report,
        who=who(report),
        tiles=tiles(report),
        definitions=DEFINITIONS,
        brokers=brokers,
        nonce=secrets.token_urlsafe(16),
    )


def _best(target: TargetReach) -> str:
    return " > ".join(p.name for p in target.best.people) if target.best else ""


def _target(target: TargetReach) -> dict[str, object]:
    return {
        "company": {"id": target.company.id, "name": target.company.name},
        "known": target.known,
        "direct": target.direct,
        "two_hops": target.two,
        "three_hops": target.three,
        "best_path": [p.id for p in target.best.people] if target.best else [],
        "best_strength": target.best.strength if target.best else None,
        "reason": target.reason,
    }


def _bars(bars: Iterable[Bar]) -> list[dict[str, object]]:
    return [{"label": b.label, "value": b.value} for b in bars]


def as_value(report: NetworkReport) -> dict[str, object]:
    """The report as plain JSON values, definitions included."""
    return {
        "ego": report.ego.id if report.ego else None,
        "owners": [p.id for p in report.owners],
        "as_of": report.as_of.isoformat(),
        "counts": {
            "people": report.people,
            "companies": report.companies,
            "ties": report.ties,
            "ties_with_contact": report.ties_with_contact,
            "two_way": report.two_way,
        },
        "targets": [_target(t) for t in report.targets],
        "strengths": _bars(report.strengths),
        "employers": _bars(report.employers),
        "employer_gini": report.employer_gini,
        "growth": _bars(report.growth),
        "dormant": [
            {"person": d.person.id, "name": d.person.name, "days": d.days, "messages": d.messages}
            for d in report.dormant
        ],
        "brokers": [{"person": b.person.id, "name": b.person.name, "betweenness": b.share} for b in report.brokers],
        "notes": list(report.notes),
        "definitions": DEFINITIONS,
    }


def as_json(report: NetworkReport) -> str:
    """`as_value`, indented."""
    return json.dumps(as_value(report), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def as_csv(report: NetworkReport) -> str:
    """The targets, a row each; text that a spreadsheet would run as a formula is quoted."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("company", "known", "direct", "two_hops", "three_hops", "best_strength", "best_path", "reason"))
    for t in report.targets:
        strength = f"{t.best.strength:.4f}" if t.best else ""
        row = (t.company.name, t.known, t.direct, t.two, t.three, strength, _best(t), t.reason)
        writer.writerow([spreadsheet(c) for c in row])
    return out.getvalue()


def as_markdown(report: NetworkReport) -> str:
    """The headline numbers and the targets."""
    lines = [f"# Network strength: {markdown(who(report))}", "", f"As of {report.as_of}.", ""]
    lines += [f"- {label}: {value}" for label, value in tiles(report)]
    lines += ["", "| company | known | direct | two hops | three hops | best path |", "|" + " --- |" * 6]
    for t in report.targets:
        counts = f"{t.known} | {t.direct} | {t.two} | {t.three}"
        lines.append(f"| {markdown(t.company.name)} | {counts} | {markdown(_best(t) or t.reason)} |")
    lines += ["", *(f"- {markdown(n)}" for n in report.notes)]
    return "\n".join(lines).rstrip() + "\n"


WRITERS = {"html": as_html, "json": as_json, "csv": as_csv, "md": as_markdown}


def write(report: NetworkReport, folder: Path, formats: Iterable[str]) -> list[Path]:
    """Write `report.<format>` for each format into `folder` (made if missing); returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for form in formats:
        path = folder / f"report.{form}"
        write_private(path, WRITERS[form](report))
        written.append(path)
    return written
