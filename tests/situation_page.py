"""docs/situations.md: every situation with the answer of this program, for people who want to argue.

`python tests/situation_page.py` asks them all and writes the page; tests/test_situations.py compares.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import situation

PAGE = Path(__file__).parent.parent / "docs" / "situations.md"
HEAD = """# Situations

What this program answers in situations a person looking for work may be in. Each is a small file in `tests/situations`,
made into an archive and asked in `make test`; a line says what the answer rests on. If you would say something else to a
friend, tell us: the file is the place to argue about.

"""


def section(name: str, told: situation.Table, asked: situation.Asked) -> str:
    """One situation: the question, what the answer rests on, the decision and its reasons."""
    ask = told["ask"]
    words = " ".join(["verdict", _quoted(ask["company"]), *_role(ask), *ask.get("flags", [])])
    decision = str(asked.verdict["decision"]).replace("_", " ")
    reasons = [f"- {reason}" for reason in asked.verdict["reasons"]]
    lines = [f"## {told['question']}", "", f"*{told['because']}*", "", f"`{name}`: `{words}`", ""]
    return "\n".join([*lines, f"**{decision.capitalize()}**", "", *reasons, ""])


def _quoted(text: str) -> str:
    return f'"{text}"'


def _role(ask: situation.Table) -> list[str]:
    return ["--role", _quoted(ask["role"])] if "role" in ask else []


def page() -> str:
    """The whole page, asked anew."""
    parts = []
    for name in situation.names():
        with tempfile.TemporaryDirectory() as home:
            told = situation.read(name)
            parts.append(section(name, told, situation.ask(told, Path(home))))
    return HEAD + "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
