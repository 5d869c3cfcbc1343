"""Labels of pictures for the PDF: set over them as text of the page, as its writer sets an SVG letter by letter.

So letters that join, stand over each other or run from the right look as they should, and can be searched and copied.
"""

from __future__ import annotations

import re

from markupsafe import Markup

from reports.charts.svg import SIZE

PICTURE = re.compile(r'<svg [^>]*viewBox="0 0 (\d+) (\d+)".*?</svg>', re.DOTALL)
LABEL = re.compile(r"<text ([^>]*)>([^<]*)</text>")
ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
BASELINE = 0.85
"""How far below the top of a line its letters stand, in their size."""
SIDES = {
    "start": "left: {at:.2f}%",
    "end": "right: {rest:.2f}%",
    "middle": "left: {at:.2f}%; transform: translateX(-50%)",
}


def set_over(page: str) -> str:
    """A page whose pictures have their labels over them. `paper.css` has the size of the letters."""
    return PICTURE.sub(_drawing, page)


def _drawing(picture: re.Match[str]) -> str:
    wide, high = float(picture[1]), float(picture[2])
    texts = "".join(_text(label, wide, high) for label in LABEL.finditer(picture[0]))
    return f'<div class="drawing">{LABEL.sub("", picture[0])}{texts}</div>'


def _text(label: re.Match[str], wide: float, high: float) -> str:
    said = dict(ATTRIBUTE.findall(label[1]))
    at, size = 100 * float(said["x"]) / wide, float(said.get("font-size", SIZE))
    side = SIDES[said["text-anchor"]].format(at=at, rest=100 - at)
    top = 100 * (float(said["y"]) - BASELINE * size) / high
    style = (
        f"{side}; top: {top:.2f}%; color: {said['fill']}; font-weight: {said.get('font-weight', 'normal')}; "
        f"font-size: {size / SIZE:.2f}em"
    )
    return Markup('<span style="{}">{}</span>').format(style, Markup(label[2]))  # noqa: S704  (escaped there)
