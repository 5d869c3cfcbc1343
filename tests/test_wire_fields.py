"""Every field of a result is sent under its own name, sent as something else, or declared internal with the reason."""

from __future__ import annotations

import dataclasses

import pytest

from graph import model
from graph.stores.doubts import DoubtfulPair
from referral import network_overview, path_results, results, survey
from referral.asking import due, ledger, plan, recording, timing, traps
from referral.checking import result as checking
from referral.drafts import draft
from referral.targets import TargetAnswer
from referral.together_questions import TogetherQuestion
from schemas import asks, base, checks, drafts, network_map, paths, plans, questions, referrers, review
from schemas import survey as short
from schemas import targets as listed

SENT: list[tuple[type, type[base.Wire]]] = [
    (results.Evidence, referrers.EvidenceOut),
    (results.Criterion, referrers.CriterionOut),
    (results.Vouch, referrers.VouchOut),
    (results.CalibratedChance, referrers.CalibratedChanceOut),
    (results.AnswerChance, referrers.AnswerOut),
    (results.Sponsor, referrers.SponsorOut),
    (results.Reach, referrers.ReachOut),
    (results.Restraint, referrers.RestraintOut),
    (results.Referrer, referrers.ReferrerOut),
    (results.FormerEmployee, referrers.FormerEmployeeOut),
    (results.Option, referrers.OptionOut),
    (results.VerdictQuestion, referrers.VerdictQuestionOut),
    (results.Verdict, referrers.VerdictOut),
    (results.Referrers, referrers.ReferrersOut),
    (path_results.PathTie, paths.TieOut),
    (path_results.IntroPath, paths.PathOut),
    (path_results.Paths, paths.PathsOut),
    (survey.BestPath, short.BestPathOut),
    (survey.People, short.PeopleThereOut),
    (survey.CompanyAnswer, short.ShortAnswerOut),
    (TargetAnswer, listed.TargetAnswerOut),
    (checking.Practice, checks.PracticeOut),
    (checking.PressingPhrase, checks.PressingPhraseOut),
    (checking.CheckResult, checks.CheckOut),
    (draft.DraftFact, drafts.DraftFactOut),
    (draft.Draft, drafts.DraftOut),
    (ledger.Ask, asks.AskOut),
    (ledger.Step, asks.StepOut),
    (ledger.Favour, asks.FavourOut),
    (traps.Trap, asks.TrapOut),
    (recording.RecordResult, asks.RecordResultOut),
    (recording.UndoResult, asks.UndoResultOut),
    (due.Due, asks.DueOut),
    (plan.AgendaItem, plans.AgendaItemOut),
    (plan.ChainStep, plans.ChainStepOut),
    (plan.Chain, plans.ChainOut),
    (plan.Plan, plans.PlanOut),
    (timing.AnswerTimes, plans.AnswerTimesOut),
    (model.Person, base.PersonOut),
    (model.Company, base.CompanyOut),
    (model.Basis, base.BasisOut),
    (TogetherQuestion, questions.TogetherQuestionOut),
    (DoubtfulPair, review.PairOut),
    (network_overview.NamedGroup, network_map.GroupOut),
    (network_overview.DormantTie, network_map.DormantTieOut),
    (network_overview.Coverage, network_map.CoverageOut),
    (network_overview.CentralityRow, network_map.CentralityRowOut),
    (network_overview.Overview, network_map.NetworkMapOut),
]

OTHERWISE = {
    "Evidence.short": "the same fact in a few words, for pictures",
    "Referrer.addressee": "whom `advice` speaks of",
    "Referrer.heard": "what `advice` was worded from",
    "Referrer.began": "told in `advice`",
    "PathTie.source": "sent as `from`",
    "PathTie.target": "sent as `to`",
    "PathTie.messages": "counted in a line of `evidence`",
    "PathTie.last": "told in a line of `evidence`",
    "PathTie.one_sided": "why `place` is 0, told in a line of `evidence`",
    "Paths.company": "sent as `target`",
    "Paths.most": "what the question said",
    "Paths.person": "sent as `target`",
    "People.two": "sent as `two_hops`",
    "People.three": "sent as `three_hops`",
    "CompanyAnswer.wanted": "sent as `asked` and `role`",
    "CompanyAnswer.verdict": "sent as `decision` and `reasons`",
    "CompanyAnswer.referrers": "the first is sent as `best`; all are the company's own answer",
    "CompanyAnswer.former": "the company's own answer has them",
    "TargetAnswer.target": "sent as `company`, `key`, `name`, `role`, `origins`, `own`",
    "TargetAnswer.verdict": "sent as `decision` and `reasons`",
    "Draft.pieces": "sent as `text` and `facts`",
    "Draft.request": "sent as `kind`, `company`, `role`, `language`, `tone`, `short`",
    "Draft.target": "named in `text`",
    "Draft.ask": "what `facts` rest on",
    "Ask.company_name": "sent within `company`",
    "Ask.target": "sent as `intro_to`",
    "Ask.chance": "kept to calibrate later chances; shown, it would read as a promise",
    "Ask.written_at": "tells one line from another when clocks differ",
    "Step.entry": "the number of its line in the file",
    "Step.reasons": "sent as `overrides`",
    "Favour.id": "nothing can be done to one favour by its id",
    "RecordResult.again": "told by the status, 200 in place of 201",
    "UndoResult.entry": "sent as `kind`",
    "Due.settled": "settled ones are left out, but in the calendar",
    "Person.company_name": "sent as `company`",
    "Company.key": "an inner key; `id` is made from it",
    "DoubtfulPair.decided": "sent as `same`",
}
"""Fields that are not sent under their own name: as what, or why not."""


def fields(kind: type) -> set[str]:
    return {field.name for field in dataclasses.fields(kind)}


@pytest.mark.parametrize(("value", "wire"), SENT, ids=[value.__name__ for value, _ in SENT])
def test_every_field_is_sent_or_accounted_for(value: type, wire: type[base.Wire]) -> None:
    unsent = {f"{value.__name__}.{name}" for name in fields(value) - set(wire.model_fields)}
    assert unsent == {name for name in OTHERWISE if name.startswith(f"{value.__name__}.")}


@pytest.mark.parametrize("name", [name for name, how in OTHERWISE.items() if how.startswith("sent as `")])
def test_what_is_sent_as_something_else_is_there(name: str) -> None:
    wire = next(wire for value, wire in SENT if value.__name__ == name.partition(".")[0])
    there = {
        alias for key, field in wire.model_fields.items() for alias in (key, field.serialization_alias, field.alias)
    }
    promised = OTHERWISE[name].split("`")[1::2]
    assert set(promised) <= there
