"""One module per export table: what a row of it means, or why it means nothing."""

from __future__ import annotations

from ingest.reading import Table
from ingest.tables import (
    background,
    connections,
    endorsements,
    invitations,
    messages,
    notes,
    profile,
    public,
    recommendations,
    strengths,
    wishes,
)

ALL: tuple[Table[object], ...] = (
    profile.PROFILE,
    profile.EMAILS,
    connections.TABLE,
    invitations.TABLE,
    endorsements.RECEIVED,
    endorsements.GIVEN,
    recommendations.RECEIVED,
    recommendations.GIVEN,
    background.POSITIONS,
    background.EDUCATION,
    background.SKILLS,
    wishes.FOLLOWS,
    wishes.SAVED,
    wishes.APPLICATIONS,
    notes.TABLE,
    strengths.TABLE,
    public.FOLLOWS,
    public.COMMENTS,
    messages.TABLE,
)
"""Every table that is read, in the order of reading: messages last, they are many."""

_NEVER = """
    logins securitychallenges receipts receiptsv2 verifications privateidentityasset inferencesaboutyou adtargeting
    adsclicked lanadsengagement learning richmedia phonenumbers whatsappphonenumbers registration searchqueries
    reactions shares votes saveditems instantreposts hashtagfollows events
    guidemessages learningcoachmessages coachmessages learningroleplaymessages learningcoach profilesummary languages
    certifications projects publications patents honors courses testscores volunteering causesyoucareabout organizations
    jobseekerpreferences jobapplicantsavedanswers jobapplicantsavedscreeningquestionresponses savedjobalerts
    onlinejobpostings services providers reviews groups endorsements
"""
NEVER = frozenset(_NEVER.split())
"""Stems of files that are nobody's business or say nothing of ties: named in the report as seen and not read. The
assistants' transcripts among them have the header of messages."""

ADDRESS_BOOKS = frozenset({"contacts", "importedcontacts"})
"""Stems of the file that holds the address book the owner once uploaded: a list of contacts, no table."""

NEVER_BELOW = frozenset({"verifications", "articles", "services marketplace", "media"})
"""Folders of which nothing is read."""
