"""What is wrong with a plan set: weeks with gaps, doses that do not fit, lines that cannot say why."""

from collections.abc import Iterator
from dataclasses import dataclass

from weft.core.plan.criteria import NEEDS
from weft.core.plan.doses import MOST_NEEDLE_DAYS, shared
from weft.core.plan.facts import DoseRange, Lane, LineFact, Pathway, PhaseFact, PlanFacts
from weft.core.plan.merging import MOST_HOME_EXERCISES
from weft.core.shared.words import Words

PHASE_NUMBERS = {"settle": 1, "rebuild": 2, "strengthen": 3, "keep": 4}
"""The numbers that exercises name their phases by."""


@dataclass(frozen=True, slots=True)
class SetFault:
    """One fault of a plan set."""

    pathway: str
    phase: str
    """Empty when the fault is in the set's own file."""
    place: str
    mend: Words


def set_faults(facts: PlanFacts) -> Iterator[SetFault]:
    """Every fault of every set: weeks, visits, triggers, answers to why, number of home exercises."""
    for pathway in facts.pathways.values():
        phases = facts.phases[pathway.id]
        yield from _weeks(pathway, phases)
        yield from _visits(pathway, phases, Lane.NEEDLES, pathway.doses_needles)
        yield from _visits(pathway, phases, Lane.MOVEMENT, pathway.doses_movement)
        for phase in phases:
            yield from _home(pathway, phase)
            yield from _way_out(pathway, phase)
            yield from _suited(pathway, phase, facts)
            for line in phase.lines:
                yield from (SetFault(pathway.id, phase.id, line.id, mend) for mend in _line(phase, line))


def _weeks(pathway: Pathway, phases: tuple[PhaseFact, ...]) -> Iterator[SetFault]:
    begins = 1
    for phase in phases:
        first, last = phase.weeks
        if first != begins or last < first:
            message = Words("must begin in week {week} and not end before it", week=begins)
            yield SetFault(pathway.id, phase.id, "weeks", message)
        begins = last + 1


def _visits(pathway: Pathway, phases: tuple[PhaseFact, ...], lane: Lane, visits: DoseRange) -> Iterator[SetFault]:
    doses = [shared(line.dose for line in phase.lines if line.lane is lane) for phase in phases]
    on_demand = sum(dose.as_needed_max for dose in doses)
    if visits.planned + on_demand > visits.max:
        values = {"planned": visits.planned, "more": on_demand, "most": visits.max}
        message = Words("{planned} planned and {more} as needed are more than {most}", **values)
        yield SetFault(pathway.id, "", f"doses_{lane}", message)


def _home(pathway: Pathway, phase: PhaseFact) -> Iterator[SetFault]:
    exercises = {each for line in phase.lines if line.lane is Lane.HOME for each in line.exercises}
    if len(exercises) > MOST_HOME_EXERCISES:
        message = Words("has {count} home exercises; leave {most}", count=len(exercises), most=MOST_HOME_EXERCISES)
        yield SetFault(pathway.id, phase.id, "lines", message)


def _way_out(pathway: Pathway, phase: PhaseFact) -> Iterator[SetFault]:
    for each in phase.leaves_when:
        for name in NEEDS[each.kind]:
            if not getattr(each, name):
                yield SetFault(
                    pathway.id, phase.id, each.id, Words("{kind} needs {name}", kind=each.kind.value, name=name)
                )


def _suited(pathway: Pathway, phase: PhaseFact, facts: PlanFacts) -> Iterator[SetFault]:
    """An exercise is only planned in a phase that its own file names; other names than the four are free."""
    number = PHASE_NUMBERS.get(phase.id)
    for line in phase.lines:
        for each in line.exercises:
            known = facts.exercises.get(each)
            if number and known and number not in known.phases:
                message = Words("{exercise} is not for phase {number}", exercise=each, number=number)
                yield SetFault(pathway.id, phase.id, line.id, message)


def _line(phase: PhaseFact, line: LineFact) -> Iterator[Words]:
    weeks = phase.weeks[1] - phase.weeks[0] + 1
    if not (line.because.strip() and line.now.strip() and line.until.strip()):
        yield Words("must say because, now and until")
    if bool(line.dose.as_needed_max) != bool(line.trigger):
        yield Words("an as-needed line has a trigger, and no other line has one")
    if line.lane is Lane.NEEDLES and line.dose.per_week > MOST_NEEDLE_DAYS:
        yield Words("is more than {most} needle days a week", most=MOST_NEEDLE_DAYS)
    if round(line.dose.per_week * weeks) != line.dose.total:
        yield Words("{per_week} a week in {weeks} weeks is not {total}", **_figures(line, weeks))


def _figures(line: LineFact, weeks: int) -> dict[str, object]:
    return {"per_week": f"{line.dose.per_week:g}", "weeks": weeks, "total": line.dose.total}
