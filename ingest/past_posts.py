"""Titles that say that somebody has left: "Retired Director" works at none of the companies that stand beside it."""

from __future__ import annotations

import re

from graph.names import fold

_RETIRED = (
    r"retired|im ruhestand|in rente|rentner|rentnerin|pensionar|pensionarin|pensioniert"
    r"|retraite|retraitee|a la retraite|jubilado|jubilada"
    r"|aposentado|aposentada|reformado|reformada|pensionato|pensionata|in pensione|gepensioneerd"
)
_FORMER = (
    r"former|formerly|ehemals|ehemaliger|ehemalige|fruherer|fruhere|ancien|ancienne|antiguo|antigua|antigo"
    r"|ex direttore|ex responsabile|voormalig|voormalige"
)
_LEFT = re.compile(rf"(?:{_RETIRED})\b.*|(?:{_FORMER})\s[^|,;/&()]*")
_NOW = re.compile(r"\b(?:now|today|currently|jetzt|heute|actuellement|ahora|agora|ora|nu)\b|\bretired (?:but|from)\b")


def has_left(title: str) -> bool:
    """Whether a headline says that its post is over: "Retired", "Former VP Sales", but not "Former CFO | Advisor".

    Of several things said only the first would be over, so they say nothing here. Never raises.
    """
    told = fold(title).strip()
    return _LEFT.fullmatch(told) is not None and _NOW.search(told) is None
