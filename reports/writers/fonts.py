"""Which letters of a document no font on this machine has: a PDF would show boxes in their place."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from collections.abc import Iterator

EMOJI = "emoji"
PACKAGES = {
    "CJK": "fonts-noto-cjk",
    "HIRAGANA": "fonts-noto-cjk",
    "KATAKANA": "fonts-noto-cjk",
    "HANGUL": "fonts-noto-cjk",
    EMOJI: "fonts-noto-color-emoji",
}
"""Debian's packages by the first word of a letter's name; `fonts-noto-core` has the other alphabets."""
SAID = {EMOJI: EMOJI, "CJK": "Chinese letters"}
OTHERS = "fonts-noto-core"
EVERYWHERE = frozenset({"LATIN", "GREEK", "CYRILLIC", "DIGIT"})
"""Alphabets that every font for documents has."""
PICTURES = 0x1F000
"""From here on symbols are small pictures."""
SECONDS = 10
"""How long the list of fonts may take."""


def without_font(text: str) -> tuple[str, ...]:
    """What the reader of a PDF has to be told: a sentence, none where every letter is there or nobody can tell."""
    lister = shutil.which("fc-list")
    letters = {script: letter for script, letter in _letters(text) if lister and not _has(lister, letter)}
    if not letters:
        return ()
    packages = sorted({PACKAGES.get(script, OTHERS) for script in letters})
    names = " and ".join(sorted(SAID.get(script, f"{script.capitalize()} letters") for script in letters))
    return (f"no font here has {names}, so the PDF shows boxes for them: apt install {' '.join(packages)}",)


def _letters(text: str) -> Iterator[tuple[str, str]]:
    """One letter of each alphabet in a text but those that every font has."""
    seen = set[str]()
    for letter in sorted(set(text)):
        script = _script(letter)
        if script and script not in EVERYWHERE | seen:
            seen.add(script)
            yield script, letter


def _script(letter: str) -> str:
    """The first word of a letter's name, which is its alphabet; '' for what is neither letter nor picture."""
    if letter.isalpha():
        return unicodedata.name(letter, "").partition(" ")[0]
    return EMOJI if ord(letter) >= PICTURES and unicodedata.category(letter) == "So" else ""


def _has(lister: str, letter: str) -> bool:
    """Whether some font has a letter; yes where fontconfig does not answer."""
    asked = [lister, f":charset={ord(letter):x}", "family"]
    try:
        done = subprocess.run(asked, capture_output=True, check=True, timeout=SECONDS)  # noqa: S603  (our own words)
    except (OSError, subprocess.SubprocessError):
        return True
    return bool(done.stdout.strip())
