"""The call of fifteen minutes: what to talk about, what to tell, what to leave out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from graph.model import Employment
from referral.asking.plan import AgendaItem, PlanFacts
from referral.asking.states import FavourKind
from referral.wording import day as long_day
from referral.wording import duration, month, when


def reconnect(known: PlanFacts) -> str:
    """How to get in touch again first; '' where that is not needed."""
    name = known.person.name
    if known.silent and known.last_contact:
        gone = duration(known.last_contact, known.seen_until)
        since = f"You and {name} were last in touch in {month(known.last_contact)}, {gone} ago."
    elif known.last_contact is None and not known.mark.close:
        since = (
            f"No message between you and {name} is in these archives; if you have not been in touch, the same holds."
        )
    else:
        return ""
    hook = f" Something you share is a good start: {_after_colon(known.familiar[0].text)}." if known.familiar else ""
    return (
        f"{since} Write without asking for anything: say how long it has been and what made you think of them.{hook}"
        " Suggest the call once they have answered."
    )


_PLAIN = frozenset({"Both", "They", "You", "Your"})
"""First words of evidence that are no names."""


def _after_colon(text: str) -> str:
    """A line of evidence as it goes on in a sentence."""
    first, _, rest = text.partition(" ")
    return f"{first.lower()} {rest}" if first in _PLAIN else text


def agenda(known: PlanFacts) -> tuple[AgendaItem, ...]:
    """The parts of the call, fifteen minutes in all."""
    return tuple(AgendaItem(minutes, text) for minutes, text in _parts(known))


def _parts(known: PlanFacts) -> Iterator[tuple[int, str]]:
    long_gap = bool(reconnect(known))
    yield (3 if long_gap else 2), _hello(known)
    yield (2 if known.silent else 3), _their_side(known)
    yield (3 if known.silent or not long_gap else 2), _the_job(known)
    yield 3, _your_work(known)
    yield 2, _the_question(known)
    yield 1, _something_back(known)
    yield 1, "Agree what happens next and when you will be in touch, and thank them for their time whatever they said."


def _hello(known: PlanFacts) -> str:
    if known.silent:
        return "Say hello, say plainly how long it has been, and ask how they are before anything else."
    if known.last_contact:
        return f"Say hello and ask how they are; you were last in touch in {month(known.last_contact)}."
    return "Say hello and how you know each other; no message between you is in these archives."


def _their_side(known: PlanFacts) -> str:
    if known.target:
        return f"Ask how well they know {_described(known)}, and whether asking would be comfortable for them."
    new = known.tenure.earliest and known.tenure.latest and (known.today - known.tenure.earliest).days < 365
    how = "how the first months have been" if new else "how they find it"
    return f"Ask {how} at {known.company.name}, and listen: what they like, and what they would change."


def _described(known: PlanFacts) -> str:
    if known.target is None:
        return known.person.name
    headline = ", ".join(part for part in (known.target.title, known.target.company_name) if part)
    return f"{known.target.name} ({headline})" if headline else known.target.name


def _the_job(known: PlanFacts) -> str:
    what = f"the job ({known.role})" if known.role else "which job you want"
    team = "what the team needs most" if known.decides else "what they know of the team and who hires for it"
    ask = "whom else they know there" if known.target else team
    return f"Name {what} and why it interests you; ask {ask}."


def _your_work(known: PlanFacts) -> str:
    if known.familiar:
        seen = _after_colon(known.familiar[0].text)
        return f"Remind them of what they saw of your work: {seen}. Then say what you did since."
    return (
        "Say in three sentences what you do and what you are proud of: nothing in these archives shows that they have "
        "seen your work."
    )


def _the_question(known: PlanFacts) -> str:
    if known.target:
        return f'Ask, with a way out: "Would you ask {known.target.name} whether I may get in touch? No is fine."'
    what = "you know of my work" if known.familiar else "I have told you"
    if known.decides:
        return f'Ask, with a way out: "From what {what}, would it make sense that I apply? If not, I quite understand."'
    return (
        f'Ask, with a way out: "From what {what}, would you be comfortable putting in a good word for me? '
        'If not, I quite understand."'
    )


def _something_back(known: PlanFacts) -> str:
    theirs = [f for f in known.favours if f.kind is FavourKind.THEY_HELPED]
    if not theirs:
        return "Ask what you could do for them, and mean it."
    last = theirs[-1]
    return f"Thank them again for what they did {when(last.day)} ({last.note}), and ask what you could do for them."


def tell(known: PlanFacts) -> Iterator[str]:
    """What they cannot know, as far as the archives show."""
    yield (
        f"Which job it is: {known.role} at {known.company.name}."
        if known.role
        else "Which job it is: no role was named."
    )
    yield "Why this company and this job; only you know, and a good word needs a reason."
    if known.mark.knows_i_look is not True:
        yield "That you are looking: nothing here says that they know."
    if known.applied:
        title, day = known.applied
        job, on = f", for {title}" if title else "", f", on {long_day(day)}" if day else ""
        yield f"That you applied there already{job}{on}."
    yield from _since_then(known)
    yield "Two or three results of your own with numbers: nobody can repeat what they do not know."


def _since_then(known: PlanFacts) -> Iterator[str]:
    """What the user did after the two worked together; without a time together, what they do now."""
    until = max((e.date for e in known.familiar if e.date and "positions" in e.source), default=None)
    begun = (e for e in known.owner.employments if e.start and e.start <= known.today)
    later = [e for e in begun if e.current or (until and e.start and e.start > until)]
    for stay in later[:2]:
        yield f"What you {'do now' if stay.current else 'did since'}: {_stay(stay)}."


def _stay(stay: Employment) -> str:
    what = f"{stay.title} at {stay.company_name}" if stay.title else f"your time at {stay.company_name}"
    began = f" since {month(stay.start)}" if stay.start and not stay.end else ""
    span = f" from {month(stay.start)} to {month(stay.end)}" if stay.start and stay.end else began
    return f"{what},{span}" if span else what


def leave_out(known: PlanFacts) -> Iterator[str]:
    """What does not belong into the conversation."""
    yield "Your CV, unless they ask for it: offer to send it, and a few lines they can pass on."
    yield "Any deadline, and any second question if they hesitate."
    yield "How much you need the job, and what it pays: the first weighs on them, the second they cannot know."
    mine = [f for f in known.favours if f.kind is FavourKind.I_HELPED]
    if mine:
        yield f"What you did for them ({mine[-1].note}, {when(mine[-1].day)}): a favour is no invoice."
    employer = next((e.company_name for e in known.owner.employments if e.current), "")
    if employer and employer != known.company.name:
        yield f"Complaints about {employer}: they say more about you than about it."


def newest_application(applied: tuple[tuple[str, date | None], ...]) -> tuple[str, date | None] | None:
    """The newest of applications given as title and day; one without a day is oldest."""
    return max(applied, key=lambda a: (a[1] or date.min, a[0]), default=None)
