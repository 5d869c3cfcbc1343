"""Who somebody at the company is to the job: a recruiter, its likely hiring manager, a leader of the company, or not.

Read from titles alone, so it is said as a likelihood or put as a question, never as a fact.
"""

from __future__ import annotations

from graph.model import Dossier
from graph.names import fold
from referral.question import Question, title_there
from referral.results import HiringRole
from referral.titles import Reading, read_title

RECRUITING = "recruiting"
LEADING = frozenset({"manager", "senior_manager", "director", "vice_president"})
"""Levels of titles whose holders hire for their own function."""
LEADS_A_TEAM = frozenset({"lead", "leader", "teamlead", "teamleiter", "teamleiterin"})
"""Words by which a title of the level "lead" says that it leads people; "staff" and "principal" do not."""
OVER_ALL = frozenset({"founder", "chief"})
"""Levels of titles over the whole company."""
LARGE = 1_000
"""People from which on a function has several hiring managers. Not validated."""
SMALL_STARTUP = 50
"""People up to which those who lead a company decide about everybody hired. Not validated."""


def hiring_role(dossier: Dossier, question: Question) -> HiringRole:
    """Who the person of `dossier` is to the job that `question` asks about."""
    title = title_there(dossier, question.company)
    theirs, wanted = read_title(title), question.wanted
    if theirs.function == RECRUITING and wanted.function != RECRUITING:
        return HiringRole.RECRUITER
    if over_all(theirs, wanted):
        return HiringRole.LEADERSHIP
    if _may_hire(title, theirs, question):
        return HiringRole.HIRING_MANAGER
    if not theirs.function or not wanted.function:
        return HiringRole.UNKNOWN
    return HiringRole.SAME_FIELD if same_field(theirs, wanted) else HiringRole.OTHER_FUNCTION


def same_field(theirs: Reading, wanted: Reading) -> bool:
    """Whether two titles name one function, or functions of one family."""
    return bool(theirs.families & wanted.families)


def over_all(theirs: Reading, wanted: Reading) -> bool:
    """Whether a title stands over the whole company: a founder, a chief executive, a chief of the field wanted."""
    if theirs.level is None or theirs.level.name not in OVER_ALL:
        return False
    return "leadership" in theirs.functions or theirs.level.name == "founder" or same_field(theirs, wanted)


def heard(title: str, wanted: Reading) -> bool:
    """Whether a title's holder is heard where people for the job are chosen: senior in its field, or over all."""
    theirs = read_title(title)
    if over_all(theirs, wanted):
        return True
    senior = theirs.level is not None and theirs.level.rank > (wanted.level.rank if wanted.level else 0)
    return senior and same_field(theirs, wanted)


def _may_hire(title: str, theirs: Reading, question: Question) -> bool:
    wanted, size = question.wanted, question.company_size
    if theirs.level is None or wanted.function not in theirs.functions or (size or 0) > LARGE:
        return False
    leads = theirs.level.name in LEADING or bool(LEADS_A_TEAM & set(fold(title).replace("-", " ").split()))
    return leads and (wanted.level is None or theirs.level.rank > wanted.level.rank)
