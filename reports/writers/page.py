"""HTML: one page that needs nothing else, with no script in it; the PDF is made from the same page."""

from __future__ import annotations

from base64 import b64encode
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from graph.text import clean
from referral.wording import day
from reports.document import Document
from reports.tables import Cell, Kind, Table
from reports.writers.tabular import shown

APP = "http://127.0.0.1:8765"
"""Where the app is while it runs on this machine, unless told otherwise. A page leads there and fetches nothing."""
FEW, MANY = 2, 4
"""Columns up to which a phone has room for a table: of text, and of numbers beside one of text."""
FOLDED = 15
"""Rows from which on a table beside its picture is folded on screen."""


@cache
def _environment() -> Environment:
    env = Environment(loader=PackageLoader("reports"), autoescape=True, undefined=StrictUndefined)
    env.trim_blocks = env.lstrip_blocks = True
    return env


@cache
def _style(name: str) -> str:
    return (files("reports") / "static" / name).read_text(encoding="utf-8")


def as_html(found: Document, *, app: str = APP, printed: bool = False) -> str:
    """The page. `app`: what stands before addresses in the app, '' for none: then nothing is linked.

    `printed`: for paper, with everything unfolded.
    """
    style = _style("report.css") + (_style("paper.css") if printed else "")
    return (
        _environment()
        .get_template("report.html")
        .render(
            d=found,
            app=app,
            printed=printed,
            style=Markup(style),  # noqa: S704  (our own file)
            style_hash=b64encode(sha256(style.encode()).digest()).decode(),
            show=_show,
            numeric=lambda kind: kind is not Kind.TEXT,
            carded=_carded,
            day=day,
            folded=FOLDED,
        )
    )


def _carded(table: Table) -> bool:
    """Whether rows are shown as cards on a phone: many columns, or two of text beside others."""
    texts = sum(column.kind is Kind.TEXT for column in table.columns)
    return len(table.columns) > MANY or (len(table.columns) > FEW and texts > 1)


def _show(cell: Cell, kind: Kind) -> str:
    if isinstance(cell, date):
        return day(cell)
    return clean(shown(cell, kind))
