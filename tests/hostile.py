"""Names nobody should have, for every page: they must be shown as they are and run nothing."""

from __future__ import annotations

from dataclasses import replace

from answers_fixture import ACME, DENIZ, MARA, NINA, OLU, PATHS, PRIYA, REFERRERS, WEN, YUKI

from graph.model import Person, PersonId
from referral.path_results import IntroPath, Paths, PathTie
from referral.results import Evidence, Referrer, Referrers

NAMES: dict[PersonId, str] = {
    OLU.id: "<img src=x onerror=\"window.__x='name'\">",
    MARA.id: "</script><script>window.__x='script'</script>",
    PRIYA.id: "href <img src=x onerror=\"window.__x='href'\">",
    DENIZ.id: "<b>Bold</b> &lt;Amp&gt; {{ 7 * 7 }} ${7*7} <!-- ",
    NINA.id: "Line\u2028Paragraph\u2029 \u202eRTL ابنا 👩‍🚀",
    WEN.id: "W" * 200,
    YUKI.id: "'\"><svg onload=\"window.__x='svg'\">",
}
COMPANY = "</title></style></script><script>window.__x='company'</script>"
TITLE = "<a href=javascript:window.__x='title' onclick=\"window.__x='click'\">Lead</a>"
EVIDENCE = "Said <iframe srcdoc=\"<script>parent.__x='evidence'</script>\"> </script><script>window.__x='e'</script>"


def hostile_person(person: Person) -> Person:
    """The same person under a hostile name, title and employer."""
    return replace(person, name=NAMES.get(person.id, person.name), title=TITLE, company_name=COMPANY)


def _tie(tie: PathTie) -> PathTie:
    lines = tuple(replace(line, text=EVIDENCE) for line in tie.evidence)
    return replace(
        tie,
        source=hostile_person(tie.source),
        target=hostile_person(tie.target),
        evidence=lines,
        shown_by=tuple(hostile_person(p) for p in tie.shown_by),
        messages=0,
    )


def _path(path: IntroPath) -> IntroPath:
    return replace(path, people=tuple(map(hostile_person, path.people)), ties=tuple(map(_tie, path.ties)))


def _referrer(found: Referrer) -> Referrer:
    criteria = tuple(
        replace(c, evidence=tuple(Evidence(EVIDENCE, EVIDENCE, e.kind, e.date) for e in c.evidence))
        for c in found.vouch.criteria
    )
    via = tuple(replace(s, people=tuple(map(hostile_person, s.people))) for s in found.reach.via)
    return replace(
        found,
        person=hostile_person(found.person),
        vouch=replace(found.vouch, criteria=criteria),
        reach=replace(found.reach, via=via),
    )


HOSTILE_PATHS: Paths = replace(
    PATHS, company=replace(ACME, name=COMPANY), paths=tuple(map(_path, PATHS.paths)), notes=(EVIDENCE,)
)
HOSTILE_REFERRERS: Referrers = replace(
    REFERRERS,
    company=replace(ACME, name=COMPANY),
    referrers=tuple(map(_referrer, REFERRERS.referrers)),
    notes=(EVIDENCE,),
)
