""" "Plan for someone": the interview of the terminal in the browser. Nothing about a person is stored here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from weft.core.plan.case import Case, Problem, Tried
from weft.core.plan.interview import RADIATION_NAMES, Kind, Step, interview_steps, told_already
from weft.core.plan.plan import PlanOfCare
from weft.core.plan.planning import draft_plan
from weft.core.screen.facts import QuestionSet, ScreenFacts
from weft.core.screen.screening import screen
from weft.core.shared.care import Answer, Outcome
from weft.core.shared.words import Words
from weft.library.cases import UnknownExample, example
from weft.library.plan import answers_of
from weft.library.stored import to_json
from weft.records.accepted import accepted_in
from weft.records.access import Member, NotFound
from weft.records.reads.plan_shown import EvidenceShown, PlanShown, evidence_shown, shown

EXAMPLE = "office-worker"


@dataclass(frozen=True, slots=True)
class OutlineSeen:
    """The plan that the answers lead to."""

    plan: PlanOfCare
    shown: PlanShown
    evidence: tuple[EvidenceShown, ...]
    is_stop: bool
    must_talk: bool
    """A clinician reads the answers before anything is booked."""


def can_plan(by: Member) -> bool:
    """Whether the clinic accepts the danger signs, without which nobody is asked."""
    return bool(accepted_in(by.clinic_id).screen.red_flags)


def steps(by: Member, answers: Mapping[str, Any] | None = None) -> tuple[Step, ...]:
    """The questions in order, as the pages' answers so far leave them: at most 20 for a benign back."""
    facts, kept = accepted_in(by.clinic_id).screen, answers or {}
    known = _told(kept, facts)
    asked = interview_steps(facts, known | _said(kept))
    return tuple(step for step in asked if not step.questions or {one.id for one in step.questions} - known.keys())


def told(by: Member, kept: Mapping[str, Any]) -> dict[str, Answer]:
    """The safety answers that the pages' place and age give, by question id."""
    return _told(kept, accepted_in(by.clinic_id).screen)


def _said(kept: Mapping[str, Any]) -> dict[str, Answer]:
    return {name.removeprefix("q:"): Answer(value) for name, value in kept.items() if name.startswith("q:")}


def _told(kept: Mapping[str, Any], facts: ScreenFacts) -> dict[str, Answer]:
    """What place and age say already; nothing before both pages of the place."""
    if Kind.REGION not in kept or Kind.SPREADS not in kept:
        return {}
    return told_already(facts, region=kept[Kind.REGION], radiates_to=kept[Kind.SPREADS], age=kept.get(Kind.AGE))


def regions(by: Member) -> tuple[tuple[str, Words], ...]:
    """What can hurt, by id."""
    return tuple((region.id, Words(region.name)) for region in accepted_in(by.clinic_id).assess.regions)


def spreads() -> tuple[tuple[str, Words], ...]:
    """Where pain can spread to, by id."""
    return tuple((id_, Words(name)) for id_, name in RADIATION_NAMES.items())


def case_of(answers: Mapping[str, Any]) -> Case:
    """The case from what the pages kept: region, weeks, spreads, age, tried, goals and ``q:<question>``.

    Raises:
        KeyError: If a page is still missing.
    """
    region = answers[Kind.REGION]
    problem = Problem(
        id=region.replace("_", "-"),
        region=region,
        since_weeks=int(answers[Kind.SINCE]),
        radiates_to=answers[Kind.SPREADS],
    )
    return Case(
        age=int(answers[Kind.AGE]),
        problems=(problem,),
        answers=_said(answers),
        tried=tuple(Tried(what=each) for each in answers[Kind.TRIED]),
        goals=tuple(answers[Kind.GOALS]),
    )


def outline(by: Member, case: Case, *, asked: QuestionSet = QuestionSet.CONSULT) -> OutlineSeen:
    """Screen and draft, as `weft plan` does, with what this clinic accepts.

    Raises:
        NoAcceptedRedFlags: The clinic accepts no danger signs; see `can_plan`.
    """
    known = accepted_in(by.clinic_id)
    clearance = screen(answers_of(case, known.screen), known.screen, asked=asked)
    plan = draft_plan(case, known.plan, clearance, version=known.version)
    return OutlineSeen(
        plan=plan,
        shown=shown(plan),
        evidence=evidence_shown(plan.evidence),
        is_stop=plan.clearance.outcome is Outcome.STOP,
        must_talk=plan.clearance.outcome is Outcome.TALK_FIRST,
    )


def example_outline(by: Member, name: str) -> OutlineSeen:
    """The outline of a shipped example.

    Raises:
        NotFound: There is none of that name.
    """
    try:
        case = example(name)
    except UnknownExample:
        raise NotFound from None
    return outline(by, case, asked=QuestionSet.FULL)


def stored(case: Case, seen: OutlineSeen) -> tuple[Any, Any]:
    """Case and outline as JSON, to go with a request for a talk."""
    return to_json(case), to_json(seen.plan)
