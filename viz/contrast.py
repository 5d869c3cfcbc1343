"""Contrast as WCAG 2.2 defines it, and how far a colour may be faded and still be seen."""

from __future__ import annotations

LEAST = 3.05
"""Contrast of a strand that is not chosen: 3:1 is asked of graphics (WCAG 2.2, 1.4.11); a little more for rounding."""

_STEPS = 100


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB`, 0 to 1."""
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in (x / 255 for x in _parts(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """How well two colours (#RRGGBB) can be told apart: 1 (alike) to 21 (black on white), by WCAG 2."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def mixed(colour: str, background: str, share: float) -> str:
    """`colour` moved towards `background` by `share`, 0 to 1."""
    pairs = zip(_parts(colour), _parts(background), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def stepped_back(colour: str, backgrounds: tuple[str, ...]) -> str:
    """`colour` mixed into the first of `backgrounds` as far as it keeps `LEAST` on each of them."""
    for step in range(_STEPS, 0, -1):
        found = mixed(colour, backgrounds[0], step / _STEPS)
        if all(contrast(found, ground) >= LEAST for ground in backgrounds):
            return found
    return colour
