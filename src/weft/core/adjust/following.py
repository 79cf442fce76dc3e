"""What a yes to a proposal does to the plan, as a plan; or the words that say why nothing can change."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil

from weft.core.adjust import taper
from weft.core.adjust.proposal import ProposalKind
from weft.core.plan.changing import differences
from weft.core.plan.facts import Dose, Lane
from weft.core.plan.plan import Line, Phase, PlanOfCare
from weft.core.shared.care import Effort
from weft.core.shared.words import Words

_NO_LINE = Words("No needles are booked ahead in this phase, so there is nothing to change.")
_NO_PHASE = Words("There is no phase to change: the plan waits.")
_LAST = Words("This is the last phase. When its aims are reached, care can end.")
_NO_MOVEMENT = Words("This phase has no movement line to ease.")
_RARER = Words("Choose fewer needle visits a week than the plan has now.")
_UNTIL_REVIEW = Words("Until the next review.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where care stands, and what a clinician chose instead of what was proposed."""

    phase: Phase | None
    week: int
    because: Words
    per_week: float | None = None
    """For rarer needles: how often."""
    visits: int = 0
    """For an extension: how many more."""


@dataclass(frozen=True, slots=True)
class Change:
    """One line or phase of the plan, before and after; None for what was not there."""

    before: Words | None
    after: Words


def after_yes(kind: ProposalKind, plan: PlanOfCare, wanted: Wanted) -> PlanOfCare | Words | None:
    """The plan after a yes.

    Args:
        kind: What was proposed.
        plan: The plan that stands.
        wanted: Where care stands and what was chosen.

    Returns:
        The new plan; words when it cannot change so; None for kinds that change no plan.
    """
    if kind not in _CHANGES:
        return None
    if wanted.phase is None:
        return _NO_PHASE
    return _CHANGES[kind](plan, wanted, wanted.phase)


def changes_between(before: PlanOfCare, after: PlanOfCare) -> tuple[Change, ...]:
    """Lines, weeks and ceilings that read differently, for people."""
    lines = (Change(_line(one.before) if one.before else None, _line(one.line)) for one in differences(before, after))
    was = {phase.id: phase for phase in before.phases}
    phases = (
        Change(_phase(was[phase.id]), _phase(phase))
        for phase in after.phases
        if phase.id in was and _phase(was[phase.id]) != _phase(phase)
    )
    return tuple(dict.fromkeys(one for one in (*lines, *phases) if one.before != one.after))


def _rarer(plan: PlanOfCare, wanted: Wanted, phase: Phase) -> PlanOfCare | Words:
    line = taper.needles_line(plan, phase.id)
    if line is None:
        return _NO_LINE
    per_week = taper.next_step(line.dose.per_week) if wanted.per_week is None else wanted.per_week
    if per_week not in taper.STEPS or per_week >= line.dose.per_week:
        return _RARER
    return taper.rarer(plan, phase.id, per_week, because=wanted.because)


def _apart(plan: PlanOfCare, wanted: Wanted, phase: Phase) -> PlanOfCare | Words:
    if taper.needles_line(plan, phase.id) is None:
        return _NO_LINE
    return taper.unpaired(plan, phase.id, because=wanted.because)


def _without_needles(plan: PlanOfCare, wanted: Wanted, phase: Phase) -> PlanOfCare | Words:
    """Needles of this phase and all that follow; what was given before stays."""
    start = plan.phases.index(phase)
    if not any(line.dose.per_week for each in plan.phases[start:] for line in each.lanes[Lane.NEEDLES]):
        return _NO_LINE
    stopped = (_with_lane(each, Lane.NEEDLES, lambda line: _stopped(line, wanted)) for each in plan.phases[start:])
    return taper.recounted(plan, (*plan.phases[:start], *stopped))


def _extended(plan: PlanOfCare, wanted: Wanted, phase: Phase) -> PlanOfCare | Words:
    """More visits on the first needles line of this phase, which lasts as long as they need."""
    line = next(iter(phase.lanes[Lane.NEEDLES]), None)
    if line is None:
        return _NO_LINE
    longer = _longer(line, wanted)
    by = max(wanted.week + ceil(wanted.visits / longer.dose.per_week) - 1 - phase.weeks[1], 0)
    held = _with_lane(phase, Lane.NEEDLES, lambda one: longer if one.id == line.id else one)
    return taper.recounted(plan, _shifted(plan, phase, held, by))


def _eased(plan: PlanOfCare, wanted: Wanted, phase: Phase) -> PlanOfCare | Words:
    if not phase.lanes[Lane.MOVEMENT]:
        return _NO_MOVEMENT
    efforts = tuple(Effort)
    ceiling = efforts[max(efforts.index(phase.ceiling) - 1, 0)]
    now = Words("The last session was too much, so the next ones are lighter.")
    until = Words("A session is taken well; then look again.")
    lighter = _with_lane(
        replace(phase, ceiling=ceiling), Lane.MOVEMENT,
        lambda line: replace(line, because=wanted.because, now=now, until=until),
    )  # fmt: skip
    return taper.recounted(plan, tuple(lighter if each is phase else each for each in plan.phases))


def _next_phase(plan: PlanOfCare, wanted: Wanted, phase: Phase) -> PlanOfCare | Words:
    """This phase ends with this week, and the next begins with the one after."""
    if phase is plan.phases[-1]:
        return _LAST
    last = min(max(wanted.week, phase.weeks[0]), phase.weeks[1])
    weeks = last - phase.weeks[0] + 1
    lanes = {
        lane: tuple(replace(line, dose=_within(line, weeks)) for line in lines) for lane, lines in phase.lanes.items()
    }
    return taper.recounted(plan, _shifted(plan, phase, replace(phase, lanes=lanes), last - phase.weeks[1]))


_Changed = Callable[[PlanOfCare, Wanted, Phase], PlanOfCare | Words]
_CHANGES: dict[ProposalKind, _Changed] = {
    ProposalKind.TAPER: _rarer,
    ProposalKind.UNPAIR: _apart,
    ProposalKind.STOP_NEEDLES: _without_needles,
    ProposalKind.EXTEND: _extended,
    ProposalKind.EASE: _eased,
    ProposalKind.PROGRESS: _next_phase,
}


def _longer(line: Line, wanted: Wanted) -> Line:
    """What was "as needed" is booked ahead from now on: nothing of it stays."""
    dose = replace(line.dose, per_week=line.dose.per_week or 1.0, total=line.dose.total + wanted.visits)
    text, trigger = Words("{line}, and {visits} more", line=line.text, visits=wanted.visits), line.trigger
    if not line.dose.per_week:
        text, trigger = Words("Needles once a week, {visits} in all", visits=dose.total), None
        dose = replace(dose, as_needed_max=0)
    return replace(
        line, dose=dose, text=text, trigger=trigger, because=wanted.because,
        until=Words("The added visits are given; then no more."),
        now=Words("Something has changed, and not yet enough to stop."),
    )  # fmt: skip


def _stopped(line: Line, wanted: Wanted) -> Line:
    dose = replace(line.dose, per_week=0, total=0, as_needed_max=0)
    text, now = Words("No needles for now"), Words("Needles have not brought enough; movement goes on.")
    return replace(line, text=text, dose=dose, because=wanted.because, now=now, until=_UNTIL_REVIEW, trigger=None)


def _within(line: Line, weeks: int) -> Dose:
    most = ceil(line.dose.per_week * weeks)
    return replace(line.dose, total=min(line.dose.total, most)) if line.dose.per_week else line.dose


def _shifted(plan: PlanOfCare, phase: Phase, changed: Phase, by: int) -> tuple[Phase, ...]:
    """``changed`` in the place of ``phase``, ending ``by`` weeks later, and all that follow moved by as many."""
    start = plan.phases.index(phase)
    held = replace(changed, weeks=(phase.weeks[0], phase.weeks[1] + by))
    moved = (replace(each, weeks=(each.weeks[0] + by, each.weeks[1] + by)) for each in plan.phases[start + 1 :])
    return (*plan.phases[:start], held, *moved)


def _with_lane(phase: Phase, lane: Lane, change: Callable[[Line], Line]) -> Phase:
    return replace(phase, lanes={**phase.lanes, lane: tuple(map(change, phase.lanes[lane]))})


def _line(line: Line) -> Words:
    if line.order == "other_day":
        return Words("{line}, on days without movement", line=line.text)
    return line.text


def _phase(phase: Phase) -> Words:
    return Words(
        "{phase}: weeks {first} to {last}, effort at most {effort}",
        phase=phase.name, first=phase.weeks[0], last=phase.weeks[1], effort=Words(phase.ceiling.value),
    )  # fmt: skip
