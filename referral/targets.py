"""The companies somebody wants to work for: their own list, and what their archive says; each with the short answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.model import Company, ListedCompany, Person, Wish
from graph.stores.fact_reader import FactReader
from referral.context import Context
from referral.path_results import IntroPath
from referral.results import Referrer, Verdict
from referral.wording import APPLIED_ALREADY, day

KINDS = ("applied", "saved", "follow")
"""What an archive shows of interest, the strongest first."""

ANSWER_BYTES = 30_000
TARGET_BYTES = 1_000
"""What a short answer takes, about: one person with their evidence, and one path."""


@dataclass(frozen=True, slots=True)
class Target:
    """A company on the list. `origins`: why it is there, in words; `role`: the job wanted there, or ''.

    `company`: as the archives know it, None where nobody there is known even by name.
    """

    key: str
    name: str
    role: str
    origins: tuple[str, ...]
    company: Company | None
    own: bool


@dataclass(frozen=True, slots=True)
class TargetAnswer:
    """The short answer for a target: whether to ask, whom first, by which path. None where there is none."""

    target: Target
    verdict: Verdict | None
    best: Referrer | None
    path: IntroPath | None

    @property
    def applied(self) -> bool:
        """Whether they applied for this very job: whoever is asked has to be told."""
        return any(reason.startswith(APPLIED_ALREADY) for reason in self.verdict.reasons) if self.verdict else False

    @property
    def gist(self) -> str:
        """The first reason that says more than `applied`, or ''."""
        said = self.verdict.reasons if self.verdict else ()
        return next((reason for reason in said if not reason.startswith(APPLIED_ALREADY)), "")


_Row = tuple[str, str, str, list[Wish], bool]
"""Key, name, role, what the archive says, whether it is on the own list."""


def _origin(wish: Wish) -> str:
    when = f" on {day(wish.day)}" if wish.day else ""
    if wish.kind == "follow":
        return "you follow it"
    return f"{'applied for' if wish.kind == 'applied' else 'saved'} {wish.title or 'a job'}{when}"


def _by_company(wishes: Sequence[Wish]) -> dict[str, list[Wish]]:
    """Wishes of each company, strongest first; companies in the order of their strongest and newest."""
    ordered = sorted(wishes, key=lambda w: KINDS.index(w.kind) if w.kind in KINDS else len(KINDS))
    found: dict[str, list[Wish]] = {}
    for wish in ordered:
        found.setdefault(wish.key, []).append(wish)
    return found


def _merged(
    listed: Sequence[ListedCompany], wishes: Sequence[Wish]
) -> Iterator[tuple[str, str, str, list[Wish], bool]]:
    wanted, off = [one for one in listed if one.wanted], {one.key for one in listed if not one.wanted}
    by_company = _by_company(wishes)
    for one in wanted:
        said = by_company.get(one.key, [])
        yield one.key, one.name, one.role or _role(said), said, True
    own = {one.key for one in wanted}
    for key, said in by_company.items():
        if key not in own and key not in off:
            yield key, said[0].name, _role(said), said, False


def _role(wishes: Sequence[Wish]) -> str:
    return next((wish.title for wish in wishes if wish.title), "")


def targets(workspace: FactReader, ego: Person) -> tuple[Target, ...]:
    """The list of `ego`: what they put on it, then where they applied, saved a job, or follow, newest first.

    What they took off is not on it. O(their wishes).
    """
    merged = list(_merged(workspace.listed_companies(ego.id), workspace.wishes(ego.id)))
    known = workspace.companies_by_id({wish.company for _, _, _, said, _ in merged for wish in said})
    return tuple(
        Target(
            key=key,
            name=name,
            role=role,
            origins=tuple(dict.fromkeys(_origin(wish) for wish in said)) or ("you put it here",),
            company=known.get(said[0].company) if said else workspace.company_named(name),
            own=own,
        )
        for key, name, role, said, own in merged
    )


def targets_of(context: Context) -> tuple[Target, ...]:
    """The list of the ego of `context`, empty for anyone's; kept until it, or anything else, changes."""
    ego, workspace = context.ego, context.workspace
    if ego is None:
        return ()
    key = ("targets", ego.id, workspace.list_version())
    return context.desk.kept(key, lambda: targets(workspace, ego), lambda found: TARGET_BYTES * (1 + len(found)))


def roles(workspace: FactReader, ego: Person) -> tuple[str, ...]:
    """Job titles to suggest to `ego`: of jobs saved and applied for, then their own, each once."""
    wished = (wish.title for wish in workspace.wishes(ego.id) if wish.title)
    return tuple(dict.fromkeys((*wished, *([ego.title] if ego.title else []))))


def answer(context: Context, target: Target) -> TargetAnswer:
    """The short answer for one target of the ego of `context`; kept until anything changes."""
    key = ("target", context.ego.id if context.ego else None, target)
    return context.desk.kept(key, lambda: _answer(context, target), lambda _: ANSWER_BYTES)


def _answer(context: Context, target: Target) -> TargetAnswer:
    if target.company is None:
        return TargetAnswer(target, None, None, None)
    desk = context.desk
    found = desk.referrers(target.company, ego=context.ego, role=target.role, top=1)
    best = found.referrers[0] if found.referrers else None
    paths = desk.paths(best.person if best else target.company, ego=context.ego, k=1).paths
    return TargetAnswer(target, found.verdict, best, paths[0] if paths else None)
