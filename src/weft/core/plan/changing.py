"""Change one line of a plan: words or dose, never without because, now and until."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from weft.core.plan.doses import MOST_NEEDLE_DAYS, planned_visits
from weft.core.plan.facts import Dose, DoseRange, Lane
from weft.core.plan.plan import Line, Phase, PlanOfCare
from weft.core.shared.words import Words

MOST_PER_WEEK = {Lane.NEEDLES: MOST_NEEDLE_DAYS, Lane.MOVEMENT: 5, Lane.HOME: 7}
MOST_MINUTES = {Lane.NEEDLES: 40, Lane.MOVEMENT: 90, Lane.HOME: 60}
FEWEST_MINUTES = 5


class BasedOn(StrEnum):
    """What a change rests on: one chip a change."""

    THEIR_DATA = "their_data"
    THEIR_WISH = "their_wish"
    RESEARCH = "research"
    JUDGEMENT = "judgement"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChange:
    """How a line shall read. ``per_week`` and ``minutes`` of None stay as they are."""

    because: str
    now: str
    until: str
    based_on: BasedOn
    text: str = ""
    """Empty: as it is."""
    per_week: float | None = None
    """Visits a week; at home days a week."""
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class LineDifference:
    """One line that reads differently in the later plan."""

    line: Line
    before: Line | None
    """None for a new line."""


def line_of(plan: PlanOfCare, line_id: str) -> tuple[Phase, Line] | None:
    """The line and its phase, or None when the plan has no such line."""
    return next(((phase, line) for phase, line in _lines(plan) if line.id == line_id), None)


def change_faults(line: Line, change: LineChange) -> Iterator[tuple[str, Words]]:
    """What is wrong with a change, by field."""
    says = Words("Say why: a line without because, now and until is not kept.")
    yield from ((name, says) for name in ("because", "now", "until") if not getattr(change, name).strip())
    most = MOST_PER_WEEK[line.lane]
    if change.per_week is not None and not 0 <= change.per_week <= most:
        yield "per_week", Words("Write a number from 0 to {most}.", most=most)
    longest = MOST_MINUTES[line.lane]
    if change.minutes is not None and not FEWEST_MINUTES <= change.minutes <= longest:
        yield "minutes", Words("Write minutes from {least} to {most}.", least=FEWEST_MINUTES, most=longest)


def changed(plan: PlanOfCare, line_id: str, change: LineChange) -> PlanOfCare:
    """The plan with one line changed; planned visits are counted anew, the room around them stays.

    Raises:
        ValueError: If the plan has no such line, or `change_faults` finds any.
    """
    found = line_of(plan, line_id)
    if found is None or any(change_faults(found[1], change)):
        raise ValueError(f"{line_id} cannot be changed like this")
    phases = tuple(_with(phase, line_id, change) for phase in plan.phases)
    return replace(
        plan,
        phases=phases,
        needles=_recounted(plan.needles, phases, Lane.NEEDLES),
        movement=_recounted(plan.movement, phases, Lane.MOVEMENT),
    )


def differences(before: PlanOfCare, after: PlanOfCare) -> tuple[LineDifference, ...]:
    """Lines of the later plan that are new or read differently, in order."""
    known = {line.id: line for _, line in _lines(before)}
    return tuple(LineDifference(line, known.get(line.id)) for _, line in _lines(after) if known.get(line.id) != line)


def _lines(plan: PlanOfCare) -> Iterator[tuple[Phase, Line]]:
    return ((phase, line) for phase in plan.phases for lane in Lane for line in phase.lanes[lane])


def _with(phase: Phase, line_id: str, change: LineChange) -> Phase:
    lanes = {
        lane: tuple(_rewritten(line, change, phase.weeks) if line.id == line_id else line for line in lines)
        for lane, lines in phase.lanes.items()
    }
    return replace(phase, lanes=lanes)


def _rewritten(line: Line, change: LineChange, weeks: tuple[int, int]) -> Line:
    return replace(
        line,
        text=Words(change.text.strip()) if change.text.strip() else line.text,
        dose=_dose(line, change, weeks[1] - weeks[0] + 1),
        because=Words(change.because.strip()),
        now=Words(change.now.strip()),
        until=Words(change.until.strip()),
    )


def _dose(line: Line, change: LineChange, weeks: int) -> Dose:
    minutes = line.dose.minutes if change.minutes is None else change.minutes
    if change.per_week is None:
        return replace(line.dose, minutes=minutes)
    if line.lane is Lane.HOME:
        return replace(line.dose, minutes=minutes, days_per_week=round(change.per_week))
    return replace(line.dose, minutes=minutes, per_week=change.per_week, total=round(change.per_week * weeks))


def _recounted(was: DoseRange, phases: tuple[Phase, ...], lane: Lane) -> DoseRange:
    """The least and the most stay those of the set: `plan_checks` says when the count leaves them."""
    return replace(was, planned=planned_visits(phases, lane))
