"""Small clearances, sets and cases for the tests of planning."""

from typing import Any

from weft.core.plan.case import Case, Problem
from weft.core.plan.facts import (
    Dose,
    DoseRange,
    EvidenceFact,
    Exercise,
    Lane,
    LineFact,
    Pathway,
    PhaseFact,
    PlanFacts,
)
from weft.core.plan.watching import ReviewPoint
from weft.core.screen.clearance import Clearance, ModalityClearance, Reason
from weft.core.shared.care import Action, Effort, Outcome, Verdict
from weft.core.shared.fact import Basis, Certainty, Review, ReviewStatus
from weft.core.shared.words import Words

DRAFT = Review(status=ReviewStatus.DRAFT)
REVIEWED = Review(status=ReviewStatus.REVIEWED, by="Dana", registration="PT 1")
MODALITIES = ("needling", "manual_therapy", "exercise")


def reason(text: str, rule: str = "pacemaker") -> Reason:
    return Reason(rule, Words(text), ("source",), ReviewStatus.DRAFT)


def clearance(outcome: Outcome = Outcome.GO, **verdicts: ModalityClearance) -> Clearance:
    clear = {each: ModalityClearance(Verdict.CLEAR) for each in MODALITIES}
    return Clearance(outcome=outcome, action=Action.NONE, by_modality=clear | verdicts, unanswered=())


def blocked(text: str = "It is not safe.") -> ModalityClearance:
    return ModalityClearance(Verdict.BLOCKED, (reason(text),))


def waiting(text: str = "No answer yet: Do you faint?") -> ModalityClearance:
    return ModalityClearance(Verdict.ASK, (reason("Take care."), reason(text, "unanswered")))


def problem(
    region: str = "low_back", since_weeks: int = 20, problem_id: str = "back", radiates_to: str = ""
) -> Problem:
    return Problem(id=problem_id, region=region, since_weeks=since_weeks, radiates_to=radiates_to)


def case(*problems: Problem, pathway: str = "", goals: tuple[str, ...] = ()) -> Case:
    return Case(age=45, problems=problems or (problem(),), answers={}, pathway=pathway, goals=goals)


def line(line_id: str, lane: Lane, dose: Dose, modality: str = "exercise", exercises: tuple[str, ...] = ()) -> LineFact:
    return LineFact(
        id=line_id,
        lane=lane,
        text=f"Text of {line_id}",
        dose=dose,
        because="It helps.",
        now="It is time.",
        until="It is done.",
        modality=modality,
        exercises=exercises,
        trigger="a flare" if dose.as_needed_max else "",
        evidence=("card",),
    )


def phase(phase_id: str, weeks: tuple[int, int], *lines: LineFact, ceiling: Effort = Effort.MODERATE) -> PhaseFact:
    return PhaseFact(
        id=phase_id, name=phase_id.title(), weeks=weeks, ceiling=ceiling, entry=("in",), exit=("out",), lines=lines
    )


def pathway(pathway_id: str, phases: tuple[str, ...], needles: DoseRange, movement: DoseRange, **more: Any) -> Pathway:
    values: dict[str, Any] = {
        "id": pathway_id,
        "name": pathway_id.replace("_", " "),
        "condition": "a sore back",
        "regions": ("low_back",),
        "min_weeks": 6,
        "phases": phases,
        "doses_needles": needles,
        "doses_movement": movement,
        "review_points": (ReviewPoint(id="end", text="Look again", week=4),),
        "goals": ("Less pain",),
        "evidence": ("card",),
        "why_this_dose": f"Why {pathway_id}.",
        "sources": (),
        "basis": Basis.DERIVED,
        "review": DRAFT,
    }
    return Pathway(**(values | more))


def card(review: Review = REVIEWED) -> EvidenceFact:
    return EvidenceFact(
        id="card",
        claim="It helps",
        says="A little.",
        from_="One trial",
        certainty=Certainty.LOW,
        silent_on="The order",
        sources=(),
        basis=Basis.SOURCED,
        review=review,
    )


def exercise(exercise_id: str) -> Exercise:
    return Exercise(
        id=exercise_id,
        name=exercise_id,
        purpose="to move",
        phases=(1, 2, 3, 4),
        dose="10 times",
        how="Slowly.",
        stop="When it hurts.",
        basis=Basis.GENERAL,
        review=DRAFT,
    )


def two_phase_set(pathway_id: str = "short", **more: Any) -> tuple[Pathway, tuple[PhaseFact, ...]]:
    """Two needle visits a week for two weeks, movement twice a week for four, two home exercises."""
    settle = phase(
        "settle",
        (1, 2),
        line("needles", Lane.NEEDLES, Dose(per_week=2, total=4, minutes=20), "needling"),
        line("move", Lane.MOVEMENT, Dose(per_week=2, total=4)),
        line("release", Lane.MOVEMENT, Dose(per_week=2, total=4), "manual_therapy"),
        line("home", Lane.HOME, Dose(days_per_week=5, minutes=5), exercises=("tilt", "rock")),
        ceiling=Effort.GENTLE,
    )
    rebuild = phase(
        "rebuild",
        (3, 4),
        line("flare", Lane.NEEDLES, Dose(as_needed_max=2), "needling"),
        line("train", Lane.MOVEMENT, Dose(per_week=2, total=4)),
    )
    ranges = DoseRange(planned=4, min=4, max=8), DoseRange(planned=8, min=4, max=9)
    return pathway(pathway_id, ("settle", "rebuild"), *ranges, **more), (settle, rebuild)


def facts(*sets: tuple[Pathway, tuple[PhaseFact, ...]]) -> PlanFacts:
    chosen = sets or (two_phase_set(),)
    return PlanFacts(
        pathways={each.id: each for each, _ in chosen},
        phases={each.id: phases for each, phases in chosen},
        evidence={"card": card()},
        exercises={name: exercise(name) for name in ("tilt", "rock", "bridge", "walk", "carry", "hinge")},
    )
