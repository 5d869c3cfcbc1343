"""The six shapes an archive has had: what changed, when. docs/data-formats.md tells it in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

NOTES_PREAMBLE = (
    'Notes:\n"When exporting your connection data, you may notice that some of the email addresses are missing. '
    "You will only see email addresses for connections who have allowed their connections to see or download their "
    "email address using this setting https://www.linkedin.com/psettings/privacy/email. You can learn more here "
    'https://www.linkedin.com/help/linkedin/answer/261"\n\n'
)

_NAMES = ("First Name", "Last Name")
_WORK = ("Email Address", "Company", "Position", "Connected On")
_MESSAGES_2019 = (
    "CONVERSATION ID",
    "CONVERSATION TITLE",
    "FROM",
    "SENDER PROFILE URL",
    "TO",
    "DATE",
    "SUBJECT",
    "CONTENT",
    "FOLDER",
)
_MESSAGES_2023 = (*_MESSAGES_2019[:5], "RECIPIENT PROFILE URLS", *_MESSAGES_2019[5:])
_DRAFTS = ("IS MESSAGE DRAFT", "IS CONVERSATION DRAFT")


@dataclass(frozen=True, slots=True)
class Era:
    """One shape.

    `urls`: profile addresses in Connections, Invitations and Endorsements; `spaced`: file names with spaces; `clocks`:
    every date is a padded clock; `line_breaks`: message texts keep theirs; `numbered`: activity files carry the member
    id; `coach`: files that look like messages and are none.
    """

    name: str
    as_of: date
    connections: tuple[str, ...]
    messages: tuple[str, ...]
    messages_file: str = "messages.csv"
    preamble: bool = False
    urls: bool = False
    spaced: bool = False
    clocks: bool = False
    quoted_messages: bool = False
    line_breaks: bool = False
    numbered: bool = False
    coach: tuple[str, ...] = ()
    contacts_file: str = "Contacts.csv"

    @property
    def drafts(self) -> bool:
        """Whether drafts can be told from messages."""
        return _DRAFTS[0] in self.messages


ERAS: dict[str, Era] = {
    era.name: era
    for era in (
        Era(
            "2017",
            date(2017, 6, 15),
            (*_NAMES, "Address", *_WORK, "Websites", "Instant Messengers"),
            ("From", "To", "Date", "Subject", "Content", "Direction", "Folder"),
            messages_file="Messages.csv",
            spaced=True,
            clocks=True,
            contacts_file="Imported Contacts.csv",
        ),
        Era("2019", date(2019, 6, 15), (*_NAMES, *_WORK), _MESSAGES_2019, spaced=True),
        Era("2021", date(2021, 4, 29), (*_NAMES, *_WORK), _MESSAGES_2019),
        Era("2022", date(2022, 9, 18), (*_NAMES, *_WORK), _MESSAGES_2019, preamble=True),
        Era(
            "2024",
            date(2024, 10, 21),
            (*_NAMES, "URL", *_WORK),
            (*_MESSAGES_2023, *_DRAFTS),
            preamble=True,
            urls=True,
            coach=("guide_messages.csv", "learning_role_play_messages.csv"),
        ),
        Era(
            "2026",
            date(2026, 9, 12),
            (*_NAMES, "URL", *_WORK),
            (*_MESSAGES_2023, "ATTACHMENTS"),
            preamble=True,
            urls=True,
            quoted_messages=True,
            line_breaks=True,
            numbered=True,
            coach=("guide_messages.csv", "learning_role_play_messages.csv", "learning_coach_messages.csv"),
            contacts_file="ImportedContacts.csv",
        ),
    )
}

MESSAGES_WITH_EVERYTHING = (*_MESSAGES_2023, "ATTACHMENTS", *_DRAFTS)
COACH_HEADER = _MESSAGES_2023
