"""`Invitations.csv`: who invited whom, when. The note's words are left."""

from __future__ import annotations

from dataclasses import dataclass

from graph.names import clean_name, fold
from ingest.archive_words import archive_words
from ingest.identity import profile_of
from ingest.placeholder_names import is_nobody
from ingest.reading import Row, Table
from ingest.report import Skip


@dataclass(frozen=True, slots=True)
class Invitation:
    """One invitation. `outgoing`: the owner's own, None where the row does not say; `sent`: as written."""

    sender: str
    sender_profile: str
    recipient: str
    recipient_profile: str
    sent: str
    outgoing: bool | None


def parse(row: Row) -> Invitation | Skip:
    """Both ends must be somebody."""
    sender, recipient = clean_name(row["from"]), clean_name(row["to"])
    sent_by, sent_to = profile_of(row["from_url"]), profile_of(row["to_url"])
    if (is_nobody(sender) and not sent_by) or (is_nobody(recipient) and not sent_to):
        return Skip.MEMBER
    direction = fold(row["direction"])
    outgoing = True if direction in _OUTGOING else False if direction in _INCOMING else None
    return Invitation(sender, sent_by, recipient, sent_to, row["at"], outgoing)


_OUT = """
    outgoing|ausgehend|gesendet|sortante|sortant|envoyée|envoyé|saliente|enviada|enviado|de saída|in uscita|inviato
    |uitgaand|verzonden|wychodzące|wysłane|utgående|giden|исходящее|送信|发出
"""
_IN = """
    incoming|eingehend|empfangen|entrante|entrant|reçue|reçu|recibida|recibido|de entrada|recebido|in entrata|ricevuto
    |inkomend|ontvangen|przychodzące|otrzymane|inkommande|gelen|входящее|受信|收到
"""
_OUTGOING, _INCOMING = (frozenset(fold(word.strip()) for word in words.split("|")) for words in (_OUT, _IN))

TABLE = Table(
    name="Invitations",
    stems=(
        *("invitations", "einladungen", "invitaciones", "convites", "inviti", "uitnodigingen", "zaproszenia"),
        *("inbjudningar", "davetler", "приглашения"),
    ),
    columns={
        "from": ("from", *archive_words("from")),
        "to": ("to", *archive_words("to")),
        "at": ("sent at", *archive_words("sent at")),
        "direction": ("direction", *archive_words("direction")),
        "from_url": ("inviterprofileurl", "inviter profile url"),
        "to_url": ("inviteeprofileurl", "invitee profile url"),
    },
    needs=("from", "to", "at"),
    parse=parse,
    relates=True,
)
