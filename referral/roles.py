"""Who somebody at the company is to the job: a recruiter, its likely hiring manager, a leader of the company, or not.

Read from titles alone, so it is said as a likelihood or put as a question, never as a fact, unless the user named
who hires.
"""

from __future__ import annotations

from graph.model import Dossier
from referral.question import Post, Question
from referral.results import HiringRole
from referral.titles import Kinship, Reading, nearest, read_beside

LARGE = 1_000
"""People from which on a function has several hiring managers. Not validated."""


def hiring_role(dossier: Dossier, question: Question) -> HiringRole:
    """Who the person of `dossier` is to the job that `question` asks about."""
    named = question.job.hiring_manager
    if named and named.id == dossier.person.id:
        return HiringRole.HIRING_MANAGER
    return question.by_titles(dossier, role_of_title)


def role_of_title(question: Question, post: Post) -> HiringRole:
    """Who whoever has a title is to the job, where the user did not name who hires."""
    job, theirs = question.job, post.reading
    wanted = read_beside(question.wanted, [theirs])
    if theirs.recruits and not wanted.recruits:
        return HiringRole.RECRUITER
    kin = nearest(theirs.functions, wanted.function) if theirs.function and wanted.function else None
    if _leads_company(theirs, kin):
        return HiringRole.LEADERSHIP
    if not job.hiring_manager and _may_hire(theirs, wanted, kin) and (job.company_size or 0) <= LARGE:
        return HiringRole.HIRING_MANAGER
    if kin is None:
        return HiringRole.UNKNOWN
    return HiringRole.OTHER_FUNCTION if kin is Kinship.OTHER else HiringRole.SAME_FIELD


def heard(dossier: Dossier, question: Question) -> bool:
    """Whether they are heard where people for the job are chosen: senior in its field, or over the whole company."""
    return question.by_titles(dossier, _heard)


def _heard(question: Question, post: Post) -> bool:
    level, role = post.reading.level, role_of_title(question, post)
    if role is HiringRole.LEADERSHIP:
        return True
    wanted = question.wanted.level
    senior = level is not None and level.rank > (wanted.rank if wanted else 0)
    return senior and role in {HiringRole.HIRING_MANAGER, HiringRole.SAME_FIELD}


def _leads_company(theirs: Reading, kin: Kinship | None) -> bool:
    """A founder, who runs the company itself, or who leads for the whole company the field that is wanted."""
    return theirs.founded or theirs.runs_company or (theirs.executive and kin not in {None, Kinship.OTHER})


def _may_hire(theirs: Reading, wanted: Reading, kin: Kinship | None) -> bool:
    """Whether a title leads the function of the job, above its level."""
    if not theirs.leads or theirs.level is None or kin not in {Kinship.SAME, Kinship.FAMILY}:
        return False
    return wanted.level is None or theirs.level.rank > wanted.level.rank
