"""Needles made rarer, step by step: twice a week, weekly, every two weeks, none booked ahead."""

from collections.abc import Callable
from dataclasses import replace
from math import ceil

from weft.core.plan.doses import planned_visits
from weft.core.plan.facts import Lane
from weft.core.plan.plan import Line, Phase, PlanOfCare
from weft.core.shared.words import Words

STEPS = (2.0, 1.0, 0.5, 0.0)
"""Needle visits a week, from the most to none."""
AS_NEEDED = 2
"""Visits left in reach when none is booked ahead (as in `low_back_desk_work`)."""
_FLARE = Words("a flare: pain 2 points or more above the usual for two days or longer")
_TEXTS = {
    2.0: Words("Needles twice a week"),
    1.0: Words("Needles once a week"),
    0.5: Words("Needles every two weeks"),
    0.0: Words("Needles as needed, none booked ahead"),
}


def next_step(per_week: float) -> float:
    """The next rarer dose; 0 stays 0."""
    return next((step for step in STEPS if step < per_week), 0.0)


def needles_line(plan: PlanOfCare, phase_id: str) -> Line | None:
    """The needles line of the phase that books most visits a week; None when there is none to thin out."""
    phase = next((each for each in plan.phases if each.id == phase_id), None)
    lines = phase.lanes.get(Lane.NEEDLES, ()) if phase else ()
    booked = [line for line in lines if line.dose.per_week > 0]
    return max(booked, key=lambda line: line.dose.per_week, default=None)


def thinned(line: Line, weeks: tuple[int, int], per_week: float, *, because: Words) -> Line:
    """The same line with needles ``per_week``, and a because, now and until of its own.

    Args:
        line: A needles line.
        weeks: First and last week of its phase.
        per_week: The new dose, one of ``STEPS``.
        because: What the rule found.

    Raises:
        ValueError: If ``per_week`` is not one of the steps, or not rarer than now.
    """
    if per_week not in STEPS or per_week >= line.dose.per_week:
        raise ValueError(f"{per_week} needle visits a week is no rarer step than {line.dose.per_week}")
    total = min(ceil(per_week * (weeks[1] - weeks[0] + 1)), line.dose.total)
    as_needed = line.dose.as_needed_max or (0 if per_week else min(AS_NEEDED, line.dose.total))
    dose = replace(line.dose, per_week=per_week, total=total, as_needed_max=as_needed)
    now = Words("Improvement has held, so movement carries more and needles less.")
    until = Words("Pain is 2 points or more above today's for two days, or the next review comes.")
    trigger = line.trigger if per_week else line.trigger or _FLARE
    return replace(line, text=_TEXTS[per_week], dose=dose, because=because, now=now, until=until, trigger=trigger)


def apart(line: Line, *, because: Words) -> Line:
    """The same line with needles and movement on separate days."""
    now = Words("Needles and movement on separate days, so that each can show what it does.")
    until = Words("Three needle visits on days of their own; then look at the numbers again.")
    return replace(line, order="other_day", because=because, now=now, until=until)


def rarer(plan: PlanOfCare, phase_id: str, per_week: float, *, because: Words) -> PlanOfCare:
    """Needles at most ``per_week`` on every line of this phase and all later ones: what became rarer stays rarer."""
    start = [each.id for each in plan.phases].index(phase_id)
    later = (
        _each(phase, lambda line, weeks: _at_most(line, weeks, per_week, because)) for phase in plan.phases[start:]
    )
    return recounted(plan, (*plan.phases[:start], *later))


def unpaired(plan: PlanOfCare, phase_id: str, *, because: Words) -> PlanOfCare:
    """Every needles line of this phase that books visits on days without movement."""
    phases = (
        _each(phase, lambda line, _: apart(line, because=because) if line.dose.per_week else line)
        if phase.id == phase_id
        else phase
        for phase in plan.phases
    )
    return recounted(plan, tuple(phases))


def recounted(plan: PlanOfCare, phases: tuple[Phase, ...]) -> PlanOfCare:
    """The plan with these phases, and its planned visits counted again."""
    needles, movement = planned_visits(phases, Lane.NEEDLES), planned_visits(phases, Lane.MOVEMENT)
    return replace(
        plan, phases=phases,
        needles=replace(plan.needles, planned=needles, min=min(plan.needles.min, needles)),
        movement=replace(plan.movement, planned=movement, min=min(plan.movement.min, movement)),
    )  # fmt: skip


def _at_most(line: Line, weeks: tuple[int, int], per_week: float, because: Words) -> Line:
    return thinned(line, weeks, per_week, because=because) if line.dose.per_week > per_week else line


def _each(phase: Phase, change: Callable[[Line, tuple[int, int]], Line]) -> Phase:
    needles = tuple(change(line, phase.weeks) for line in phase.lanes.get(Lane.NEEDLES, ()))
    return replace(phase, lanes={**phase.lanes, Lane.NEEDLES: needles})
