"""What each number of the report means, what it rests on, and what it cannot tell."""

from __future__ import annotations

from dataclasses import dataclass

from referral.dormant_ties import DORMANT_MESSAGES

ASKED_AT_ONCE = 3
"""People of one company who count for the chance of an answer: nobody asks more at the same time."""
OLD_DAYS = 183
"""Days after which an archive is called old: people change employers."""


@dataclass(frozen=True, slots=True)
class Definition:
    """`means`: the number in one sentence; `rests_on`: the rows it is made of; `cannot`: what it does not say."""

    means: str
    rests_on: str
    cannot: str = ""


CONNECTIONS = "connection rows, contact cards, dated contacts, statements and your own marks"
MESSAGES = "dated messages and meetings; their texts are never kept"
POSITIONS = "the newest title and employer any archive shows of a person"

DEFINITIONS: dict[str, Definition] = {
    "people": Definition("Everybody any imported file names, owners included.", "all archives"),
    "companies": Definition("Employers, and companies followed or applied to, each once.", "names in the archives"),
    "ties": Definition("Pairs of people who are tied by anything but a shared employer.", CONNECTIONS),
    "direct": Definition("People you are tied to yourself; of a company, those who work there now.", CONNECTIONS),
    "two ties": Definition(
        "People whom somebody you know is tied to, and you are not.",
        CONNECTIONS,
        "Ties between people who brought no archive are mostly unseen, so there may be more.",
    ),
    "three ties": Definition("People one tie further.", CONNECTIONS, "As for two ties."),
    "verdict": Definition(
        "What to do about a company: ask, warm up first, ask for an introduction, wait, or apply directly.",
        "the first person of its list and the five criteria (docs/method-ranking.md)",
        "How the job is advertised, its contract and the size of the company are not known here and can change it.",
    ),
    "best person": Definition("The first of the company's list.", "the five criteria, past answers, and reach"),
    "best path": Definition("The path with the highest discounted strength, at most three ties.", CONNECTIONS),
    "place": Definition(
        "How strong a tie or path is: of 100 of your ties, how many are weaker.",
        MESSAGES,
        "Ties without any contact on record all stand at the bottom, however well you know each other.",
    ),
    "chance of an answer": Definition(
        f"The chance that at least one of those who can be asked now, the first {ASKED_AT_ONCE} at most, would answer: "
        "1 less the product of (1 less each one's chance), as if they answered independently.",
        "how they, and people in general, answered messages of yours that opened a conversation",
        "An answer is no yes. The chance is not calibrated before 30 recorded asks.",
    ),
    "willing": Definition(
        "Sum over the same people of would-vouch times would-answer: to compare companies with each other.",
        "the five criteria and past answers",
        "It is a score, not a head count: whether somebody would vouch is never known before they are asked.",
    ),
    "only through": Definition(
        "Without this person nobody at the company is within three ties.", CONNECTIONS, "Unseen ties may exist."
    ),
    "opens": Definition("Targets whose best path leads through, or ends at, this person.", CONNECTIONS),
    "lost": Definition("Targets (or companies) in reach that would be out of reach without the person.", CONNECTIONS),
    "betweenness": Definition(
        "Share of all shortest paths in the pool that run through the person (Freeman 1977), counted in ties.",
        "all ties of all archives",
        "Whoever brought an archive stands out, because all their ties are seen.",
    ),
    "Gini": Definition(
        "0: contacts are spread evenly over the kinds that occur; near 1: few kinds hold most of them (Gini 1912).",
        POSITIONS,
        "It says nothing about kinds that do not occur at all.",
    ),
    "Lorenz curve": Definition(
        "How much of all contacts the smallest tenths of the kinds hold; the straight line is an even spread.",
        POSITIONS,
    ),
    "constraint": Definition(
        "Burt's constraint: high where your contacts lead back to each other, low where they are separate worlds.",
        "ties among your contacts, by strength (Burt 1992)",
        "From one archive alone it cannot be told: ties among your contacts are not in it.",
    ),
    "effective size": Definition(
        "Burt's effective size: your contacts less what is redundant among them.",
        "ties among your contacts, by strength (Borgatti 1997)",
    ),
    "both wrote": Definition("Own ties in which both sides wrote at least once.", MESSAGES, "Calls are not seen."),
    "dormant": Definition(
        f"Both sides wrote, at least {DORMANT_MESSAGES} messages together, and nothing for half a year to five years.",
        MESSAGES,
        "You may have met or written elsewhere.",
    ),
    "made": Definition(
        "Connections by the month they were made.", "dates of connection rows", "Undated ones are left out."
    ),
    "community": Definition(
        "A group of your contacts with more ties inside than between groups (Leiden, by strength).",
        "ties among your contacts",
        "A group round another owner may be no more than that owner's list.",
    ),
    "modularity": Definition(
        "How much clearer the groups are than chance would make them: 0 not at all, .3 and more clearly (Newman 2004).",
        "ties among your contacts",
    ),
}
