"""When somebody tends to answer, from their own answers: weekday and time of day, counted, and no more than counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

import scipy  # its parts are loaded when first used

from graph.model import Channel, DatedContact
from referral.wording import count

LEAST_ANSWERS = 10
"""Answers from which on anything is said."""
WINDOW = timedelta(days=14)
"""An answer comes within this time, as everywhere (`graph.strength`)."""
HOURS = 4
"""Length of the time of day that is named."""
STANDS_OUT = 0.05
"""Chance at most of so many answers on the fullest of seven days (or of 24 times of day), were all alike."""
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class AnswerTimes:
    """The weekday (0 is Monday) and the time of day with most of `answers` answers; `hour`: where its four hours begin.

    `weekday_holds`, `hour_holds`: more than chance would give, were all days, or all hours, alike.
    """

    answers: int
    weekday: int
    on_weekday: int
    weekday_holds: bool
    hour: int
    in_hours: int
    hour_holds: bool

    def sentence(self, name: str) -> str:
        """What this says, for a person; what may be chance is called so."""
        day = f"on {DAYS[self.weekday]}s ({self.on_weekday} of {count(self.answers, 'answer')})"
        end = (self.hour + HOURS) % 24
        time = f"between {self.hour} and {end or 24} o'clock ({self.in_hours} of {self.answers})"
        doubt = {
            (True, True): "",
            (True, False): " The time of day may be chance.",
            (False, True): " The weekday may be chance.",
            (False, False): " Both may be chance.",
        }[self.weekday_holds, self.hour_holds]
        return f"{name} answered you most often {day} and {time}.{doubt}"


def answers(contacts: Sequence[DatedContact]) -> Iterator[int]:
    """The moments at which somebody answered: their first message after one of the ego's, within 14 days.

    Meetings and messages to several people are no answers. O(contacts), which are in the order of time.
    """
    asked: int | None = None
    for contact in contacts:
        if contact.channel is Channel.MEETING or contact.group > 1:
            continue
        if contact.from_ego:
            asked = contact.at
        elif asked is not None:
            if contact.at - asked <= WINDOW.total_seconds():
                yield contact.at
            asked = None


def answer_times(contacts: Sequence[DatedContact], zone: tzinfo = UTC) -> AnswerTimes | None:
    """When they answer, in the time of `zone`; None below `LEAST_ANSWERS` answers."""
    moments = [datetime.fromtimestamp(at, tz=zone) for at in answers(contacts)]
    if len(moments) < LEAST_ANSWERS:
        return None
    days, hours = Counter(m.weekday() for m in moments), Counter(m.hour for m in moments)
    weekday = max(range(7), key=lambda d: (days[d], -d))
    spans = [sum(hours[(start + n) % 24] for n in range(HOURS)) for start in range(24)]
    hour = max(range(24), key=lambda h: (spans[h], -h))
    return AnswerTimes(
        answers=len(moments),
        weekday=weekday,
        on_weekday=days[weekday],
        weekday_holds=_more_than_chance(days[weekday], len(moments), 7),
        hour=hour,
        in_hours=spans[hour],
        hour_holds=_more_than_chance(spans[hour], len(moments), 24, share=HOURS / 24),
    )


def _more_than_chance(hits: int, of: int, choices: int, share: float = 0.0) -> bool:
    """Whether so many fall into the fullest of `choices` more often than by chance (binomial, Bonferroni)."""
    return choices * float(scipy.special.bdtrc(hits - 1, of, share or 1 / choices)) <= STANDS_OUT
