"""The report as a document: sections of tables and pictures that every format shows alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reports.definitions import DEFINITIONS, Definition
from reports.model import Finding, NetworkReport
from reports.network_sections import concentration, groups, quality
from reports.sections import change, holders, overview, ties
from reports.tables import Section
from reports.target_sections import members, targets


@dataclass(frozen=True, slots=True)
class Document:
    """Title, findings, sections in the order to show, and what the numbers mean."""

    title: str
    subtitle: str
    as_of: date
    findings: tuple[Finding, ...]
    sections: tuple[Section, ...]
    cannot: tuple[str, ...]
    definitions: dict[str, Definition]
    redacted: bool


def document(report: NetworkReport) -> Document:
    """The document of a report."""
    found: Sequence[Section | None] = (
        overview(report),
        targets(report),
        members(report),
        change(report),
        holders(report),
        ties(report),
        concentration(report),
        groups(report),
        quality(report),
    )
    sections = tuple(section for section in found if section is not None)
    used = {name for section in sections for item in section.items for name in item.table.defined | item.shown.defined}
    return Document(
        title="Network strength",
        subtitle=report.whose,
        as_of=report.as_of,
        findings=report.findings,
        sections=sections,
        cannot=report.quality.cannot,
        definitions={name: meaning for name, meaning in DEFINITIONS.items() if name in used},
        redacted=report.redacted,
    )
