"""The plan of care as JSON, for programs. Keys are a promise: they are added to, never renamed."""

from dataclasses import asdict
from typing import Any

from weft.core.plan.facts import DoseRange, EvidenceFact, Lane
from weft.core.plan.plan import HomeExercise, Line, OtherDose, Phase, PlanOfCare
from weft.core.screen.clearance import Clearance, ModalityClearance, Reason
from weft.core.shared.words import Words


def plan_json(plan: PlanOfCare) -> dict[str, Any]:
    """All of a plan in plain values; words in English."""
    return {
        "title": str(plan.title),
        "pathways": list(plan.pathways),
        "suggestions": said(plan.suggestions),
        "clearance": _clearance(plan.clearance),
        "goals": said(plan.goals),
        "phases": [_phase(phase) for phase in plan.phases],
        "evidence": [_evidence(card) for card in plan.evidence],
        "doses": {"needles": _range(plan.needles), "movement": _range(plan.movement)},
        "why_this_dose": str(plan.why_this_dose or ""),
        "other_doses": [_other(dose) for dose in plan.other_doses],
        "home": [_home(exercise) for exercise in plan.home],
        "review_points": [{"id": each.id, "week": each.week, "text": str(each.text)} for each in plan.review_points],
        "withheld": said(plan.withheld),
        "drafts": list(plan.drafts),
        "knowledge_version": plan.knowledge_version,
    }


def said(words: tuple[Words, ...]) -> list[str]:
    """Each spoken in English."""
    return [str(each) for each in words]


def _clearance(clearance: Clearance) -> dict[str, Any]:
    return {
        "outcome": clearance.outcome,
        "action": clearance.action,
        "modalities": {name: _modality(each) for name, each in clearance.by_modality.items()},
        "unanswered": list(clearance.unanswered),
        "unsure": list(clearance.unsure),
        "asked": clearance.asked,
        "flags": list(clearance.flags),
        "told": said(clearance.told),
    }


def _modality(cleared: ModalityClearance) -> dict[str, Any]:
    return {
        "verdict": cleared.verdict,
        "reasons": [_reason(reason) for reason in cleared.reasons],
        "sign_off": cleared.sign_off,
        "blocked_points": list(cleared.blocked_points),
    }


def _reason(reason: Reason) -> dict[str, Any]:
    # A rule may rest on several sources; the contract names one field, so they are joined.
    return {
        "rule": reason.rule,
        "text": str(reason.text),
        "source": ", ".join(reason.sources),
        "status": reason.status,
    }


def _phase(phase: Phase) -> dict[str, Any]:
    return {
        "id": phase.id,
        "name": str(phase.name),
        "weeks": list(phase.weeks),
        "ceiling": phase.ceiling,
        "entry": said(phase.entry),
        "exit": said(phase.exit),
        "lanes": {lane.value: [_line(line) for line in phase.lanes[lane]] for lane in Lane},
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
