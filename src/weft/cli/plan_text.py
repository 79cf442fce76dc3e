"""The plan of care as text that reads calmly at 80 columns."""

from collections.abc import Iterator, Sequence

from weft.cli.clearance_text import clearance_rows
from weft.cli.page import Row, heading, labelled, paragraph
from weft.core.plan.checks import PlanCheck
from weft.core.plan.doses import how_often, in_weeks, lane_dose, visits_words
from weft.core.plan.facts import Dose, DoseRange, EvidenceFact, Lane
from weft.core.plan.plan import Line, Phase, PlanOfCare
from weft.core.screen.order import every_question
from weft.core.shared.fact import Certainty
from weft.draw.sheet_words import SOON
from weft.library.knowledge import Knowledge

CERTAINTY = {
    Certainty.HIGH: "high",
    Certainty.MODERATE: "moderate",
    Certainty.LOW: "low",
    Certainty.VERY_LOW: "very low",
    Certainty.NONE: "no evidence found",
}


def plan_text(plan: PlanOfCare, known: Knowledge, checks: Sequence[PlanCheck] = ()) -> list[Row]:
    """All rows of the printed plan, with the sentences that it was checked for."""
    return [
        Row(str(plan.title), "bold"),
        *paragraph(f"A draft for clinicians to change and agree. Knowledge {plan.knowledge_version}.", 0, "dim"),
        *(row for suggestion in plan.suggestions for row in paragraph(str(suggestion), 0)),
        *clearance_rows(plan.clearance, known),
        *_listed("Left out", [_asked_above(str(each), plan, known) for each in plan.withheld]),
        *_listed("Changed for this person", [str(each) for each in plan.adjusted]),
        *_checks(checks),
        *_listed("Goals", [str(goal) for goal in plan.goals]),
        *_listed("What to expect", [str(each) for each in plan.expectations]),
        *_phases(plan),
        *_doses(plan),
        *_home(plan),
        *_listed("Review points", [f"Week {each.week}. {each.text}" for each in plan.review_points]),
        *_safety_net(plan),
        *_evidence(plan.evidence, known),
        *_drafts(plan.drafts),
    ]


def _asked_above(left_out: str, plan: PlanOfCare, known: Knowledge) -> str:
    """Open questions stand under the clearance already: here that is enough."""
    ids = {*plan.clearance.unanswered, *plan.clearance.unsure}
    for question in (each for each in every_question(known.screen) if each.id in ids):
        left_out = left_out.replace(f" No answer yet: {question.text}", "").replace(f" Not sure: {question.text}", "")
    return left_out.replace("Waiting. This", "Waiting for the answers that are still to be asked. This")


def _phases(plan: PlanOfCare) -> Iterator[Row]:
    if any(phase.lanes[lane] for phase in plan.phases for lane in Lane):
        for number, phase in enumerate(plan.phases, 1):
            yield from _phase(number, phase, len(plan.pathways) > 1, bool(plan.needles.max))


def _phase(number: int, phase: Phase, named: bool, with_needles: bool) -> Iterator[Row]:
    yield from heading(f"{number} {phase.name}   {in_weeks(phase.weeks)}")
    when = "Effort on a day with needles" if with_needles else "Effort"
    yield from paragraph(f"{when}: {phase.ceiling} at most. Hard only with a reason.")
    yield from labelled("begin", "; ".join(str(each) for each in phase.entry), 2)
    for lane in Lane:
        yield Row("")
        yield Row(f"  {lane.value.title():<10}{dose_words(lane_dose(phase, lane), lane)}", "bold")
        for line in phase.lanes[lane]:
            yield from _line(line, named)
    yield Row("")
    yield from labelled("move on", "when " + "; ".join(str(each) for each in phase.exit), 2)


def _line(line: Line, named: bool) -> Iterator[Row]:
    yield from paragraph(f"{line.text}  [{line.problem}]" if named else str(line.text), 4)
    if line.aims:
        yield from labelled("aims", "; ".join(str(aim) for aim in line.aims), 6)
    if line.trigger:
        yield from labelled("only after", str(line.trigger), 6, 11)
    yield from labelled("because", str(line.because), 6)
    yield from labelled("now", str(line.now), 6)
    yield from labelled("until", str(line.until), 6)


def dose_words(dose: Dose, lane: Lane) -> str:
    """A lane's dose in a phase: "2 a week, 4 visits, 20 minutes"."""
    if dose == Dose():
        return "none planned"
    if lane is Lane.HOME:
        parts = [f"{dose.minutes} minutes a day" if dose.minutes else "", f"{dose.days_per_week} days a week"]
    else:
        parts = [
            str(how_often(dose.per_week)) if dose.per_week else "",
            str(visits_words(dose.total)) if dose.total else "no visits booked ahead",
            f"up to {dose.as_needed_max} as needed" if dose.as_needed_max else "",
            f"{dose.minutes} minutes" if dose.minutes else "",
        ]
    return ", ".join(part for part in parts if part)


def _doses(plan: PlanOfCare) -> Iterator[Row]:
    if not plan.phases:
        return
    yield from heading("Planned visits")
    yield Row(f"  {'':<24}{'needles':<27}movement")
    yield Row(f"  {'This plan':<24}{_range(plan.needles):<27}{_range(plan.movement)}")
    for other in plan.other_doses:
        yield Row(f"  {str(other.name)[:23]:<24}{_range(other.needles):<27}{_range(other.movement)}")
    yield from labelled("why this", str(plan.why_this_dose), 2, 11)
    for other in plan.other_doses:
        yield from labelled("the other", str(other.why), 2, 11)


def _range(visits: DoseRange) -> str:
    return f"{visits.planned} planned, range {visits.min} to {visits.max}" if visits.max else "none"


def _home(plan: PlanOfCare) -> Iterator[Row]:
    if not plan.home:
        return
    names = {phase.id: str(phase.name) for phase in plan.phases}
    yield from heading("Home exercises, four at a time at most")
    for exercise in plan.home:
        phases = ", ".join(names[phase] for phase in exercise.phases)
        yield from paragraph(f"{exercise.name}: {exercise.dose} ({phases})")
        yield from labelled("how", str(exercise.how), 4, 6)
        yield from labelled("stop", str(exercise.stop), 4, 6)


def _evidence(cards: Sequence[EvidenceFact], known: Knowledge) -> Iterator[Row]:
    if not cards:
        return
    yield from heading("What is known")
    for card in cards:
        yield from paragraph(f"“{card.claim}”", 2, "bold")
        yield from labelled("says", card.says, 4, 11)
        yield from labelled("from", card.from_, 4, 11)
        yield from labelled("certainty", CERTAINTY[card.certainty], 4, 11)
        yield from labelled("silent on", card.silent_on, 4, 11)
        yield from labelled("sources", "; ".join(known.sources[each].citation for each in card.sources), 4, 11)


def _drafts(drafts: Sequence[str]) -> Iterator[Row]:
    if not drafts:
        return
    yield from heading("Rests on values that no clinician has reviewed yet")
    yield from paragraph(", ".join(drafts))


def _checks(checks: Sequence[PlanCheck]) -> Iterator[Row]:
    if checks:
        yield from heading("Checks")
    for check in checks:
        yield from labelled(check.kind.value, str(check.says), 2, 8)


def _safety_net(plan: PlanOfCare) -> Iterator[Row]:
    if not (plan.escalations or plan.non_response):
        return
    yield from heading("When it does not go as hoped")
    for said in plan.non_response:
        little = f"Under {said.below_fraction * 100:.0f} percent better by needle visit {said.after_needle_visits}."
        yield from labelled("-", f"{little} {said.then}", 2, 2)
    for each in plan.escalations:
        yield from labelled("-", f"{each.when}: {each.to}. {SOON[each.soon]}", 2, 2)


def _listed(title: str, lines: Sequence[str]) -> Iterator[Row]:
    if not lines:
        return
    yield from heading(title)
    for line in lines:
        yield from labelled("-", line, 2, 2)
