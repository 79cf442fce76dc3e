"""The plan of care as JSON, for programs. Keys are a promise: they are added to, never renamed."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from weft.cli.clearance_json import clearance_json, said
from weft.core.plan.checks import PlanCheck
from weft.core.plan.criteria import Criterion
from weft.core.plan.facts import DoseRange, EvidenceFact, Lane
from weft.core.plan.outline import Outline
from weft.core.plan.plan import HomeExercise, Line, OtherDose, Phase, PlannedReview, PlanOfCare
from weft.core.shared.explained import Explanation


def plan_json(plan: PlanOfCare, checks: Sequence[PlanCheck] = ()) -> dict[str, Any]:
    """All of a plan in plain values, with the sentences that it was checked for; words in English."""
    return {
        "title": str(plan.title),
        "pathways": list(plan.pathways),
        "suggestions": said(plan.suggestions),
        "clearance": clearance_json(plan.clearance),
        "goals": said(plan.goals),
        "phases": [_phase(phase) for phase in plan.phases],
        "evidence": [_evidence(card) for card in plan.evidence],
        "doses": {"needles": _range(plan.needles), "movement": _range(plan.movement)},
        "why_this_dose": str(plan.why_this_dose or ""),
        "other_doses": [_other(dose) for dose in plan.other_doses],
        "home": [_home(exercise) for exercise in plan.home],
        "with_reason": {"needles": plan.needles.with_reason, "movement": plan.movement.with_reason},
        "review_points": [_review(each) for each in plan.review_points],
        "expectations": said(plan.expectations),
        "escalations": [
            {"id": each.id, "when": str(each.when), "to": str(each.to), "soon": each.soon} for each in plan.escalations
        ],
        "non_response": [
            {
                "pathway": each.pathway,
                "after_needle_visits": each.after_needle_visits,
                "below_fraction": float(each.below_fraction),
                "then": str(each.then),
            }
            for each in plan.non_response
        ],
        "main_measure": plan.main_measure,
        "adjusted": said(plan.adjusted),
        "not_known": said(plan.not_known),
        "explanations": [_explanation(each) for each in plan.explanations],
        "checks": [{"kind": each.kind, "says": str(each.says)} for each in checks],
        "withheld": said(plan.withheld),
        "drafts": list(plan.drafts),
        "knowledge_version": plan.knowledge_version,
    }


def outline_json(outline: Outline) -> dict[str, Any]:
    """The outline of a consult in plain values."""
    return {
        "title": str(outline.title),
        "next": str(outline.next),
        "told": said(outline.told),
        "heard": said(outline.heard),
        "may_fit": said(outline.may_fit),
        "phases": [
            {"name": str(each.name), "weeks": list(each.weeks), "visits": said(each.visits)} for each in outline.phases
        ],
        "visits": said(outline.visits),
        "expectations": said(outline.expectations),
        "not_known": said(outline.not_known),
        "no_obligation": said(outline.no_obligation),
        "drafts": list(outline.drafts),
        "knowledge_version": outline.knowledge_version,
    }


def _phase(phase: Phase) -> dict[str, Any]:
    return {
        "id": phase.id,
        "name": str(phase.name),
        "weeks": list(phase.weeks),
        "ceiling": phase.ceiling,
        "entry": said(phase.entry),
        "exit": said(phase.exit),
        "leaves_when": [_criterion(each) for each in phase.leaves_when],
        "lanes": {lane.value: [_line(line) for line in phase.lanes[lane]] for lane in Lane},
    }


def _criterion(each: Criterion) -> dict[str, Any]:
    given = {"points": each.points, "fraction": each.fraction}
    figures = {name: None if value is None else float(value) for name, value in given.items()}
    return {
        "id": each.id,
        "way": each.way,
        "kind": each.kind,
        "text": each.text,
        "measure": each.measure,
        **figures,
        "times": each.times,
        "days": each.days,
        "exercise": each.exercise,
        "sets": each.sets,
        "amount": each.amount,
    }


def _explanation(each: Explanation) -> dict[str, Any]:
    return {
        "rule": each.rule,
        "words": str(each.words),
        "inputs": dict(each.inputs),
        "limits": dict(each.limits),
        "sources": list(each.sources),
        "status": each.status,
    }


def _review(each: PlannedReview) -> dict[str, Any]:
    return {
        "id": each.id,
        "week": each.week,
        "after_needle_visits": each.after_needle_visits,
        "text": str(each.text),
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "id": line.id,
        "problem": line.problem,
        "text": str(line.text),
        "modality": line.modality,
        "dose": asdict(line.dose),
        "aims": said(line.aims),
        "trigger": str(line.trigger or ""),
        "because": str(line.because),
        "now": str(line.now),
        "until": str(line.until),
        "exercises": list(line.exercises),
        "evidence": list(line.evidence),
        "order": line.order,
        "status": line.status,
    }


def _evidence(card: EvidenceFact) -> dict[str, Any]:
    return {
        "id": card.id,
        "claim": card.claim,
        "says": card.says,
        "from": card.from_,
        "certainty": card.certainty,
        "silent_on": card.silent_on,
        "sources": list(card.sources),
    }


def _range(visits: DoseRange) -> dict[str, int]:
    return {"planned": visits.planned, "min": visits.min, "max": visits.max}


def _other(dose: OtherDose) -> dict[str, Any]:
    return {
        "pathway": dose.pathway,
        "name": str(dose.name),
        "needles": _range(dose.needles),
        "movement": _range(dose.movement),
        "why": str(dose.why),
    }


def _home(exercise: HomeExercise) -> dict[str, Any]:
    return {
        "id": exercise.id,
        "name": str(exercise.name),
        "dose": str(exercise.dose),
        "how": str(exercise.how),
        "stop": str(exercise.stop),
        "phases": list(exercise.phases),
        "status": exercise.status,
    }
