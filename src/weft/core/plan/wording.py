"""Lines say what they come to: a dose that a wish or a merge changed is written anew, and so is what is left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from weft.core.plan.alone import Alone
from weft.core.plan.doses import how_often, in_weeks, lane_dose, visits_words
from weft.core.plan.facts import Dose, Lane, LineFact
from weft.core.plan.plan import Line, Phase
from weft.core.shared.words import Words, counted


@dataclass(frozen=True, slots=True)
class Written:
    """A line as its set says it, with the weeks of its phase there."""

    line: LineFact
    weeks: tuple[int, int]


def worded(phases: Sequence[Phase], written: Mapping[str, Written]) -> tuple[Phase, ...]:
    """The same phases with lines that fit their final dose, weeks and exercises.

    Args:
        phases: Of one plan, merged, with the doses and exercises that stay.
        written: Every line as its set says it, by line id.
    """
    used = {lane for phase in phases for lane in Lane if phase.lanes[lane]}
    return tuple(_phase(phase, written, used) for phase in phases)


def _phase(phase: Phase, written: Mapping[str, Written], used: set[Lane]) -> Phase:
    lanes = {
        lane: tuple(_line(line, phase, written[line.id], used) for line in lines) for lane, lines in phase.lanes.items()
    }
    return replace(phase, lanes=lanes)


def _line(line: Line, phase: Phase, written: Written, used: set[Lane]) -> Line:
    other = Lane.MOVEMENT if line.lane is Lane.NEEDLES else Lane.NEEDLES
    if other not in used and written.line.alone:
        line = _alone(line, written.line.alone)
    if line.lane is Lane.HOME:
        return _home(line, phase, written.line)
    if _is_as_written(line, phase, written):
        return line
    return _visits(line, phase, written.line)


def _alone(line: Line, said: Alone) -> Line:
    return replace(
        line,
        text=Words(said.text) if said.text else line.text,
        because=Words(said.because) if said.because else line.because,
        now=Words(said.now) if said.now else line.now,
        until=Words(said.until) if said.until else line.until,
    )


def _is_as_written(line: Line, phase: Phase, written: Written) -> bool:
    """Whether its own set, and no wish and no other line of the lane, decide its dose and weeks."""
    doses = {_booked(other.dose) for other in phase.lanes[line.lane] if other.dose.total} | {_booked(line.dose)}
    return line.dose == written.line.dose and phase.weeks == written.weeks and (len(doses) == 1 or _is_call(line))


def _is_call(line: Line) -> bool:
    """A look or a call that books no visit: nothing about it depends on the others."""
    return not line.dose.total and not line.dose.as_needed_max


def _booked(dose: Dose) -> tuple[float, int]:
    return dose.per_week, dose.total


def _visits(line: Line, phase: Phase, written: LineFact) -> Line:
    if _is_call(line):
        return line
    what = Words(written.plain) if written.plain else Words("Needles")
    if len({other.problem for other in phase.lanes[line.lane]}) > 1:
        what = Words("{what}, shared", what=what)
    if line.lane is Lane.MOVEMENT:
        return replace(line, text=_text(what, line, phase)) if written.plain else line
    return replace(line, text=_text(what, line, phase), now=_now(line, phase), until=_until(line, phase))


def _text(what: Words, line: Line, phase: Phase) -> Words:
    weeks = in_weeks(phase.weeks)
    if not line.dose.total:
        return Words("{what}: up to {most} as needed in {weeks}", what=what, most=line.dose.as_needed_max, weeks=weeks)
    dose = lane_dose(phase, line.lane)
    said = {"often": how_often(dose.per_week), "visits": visits_words(dose.total), "weeks": weeks}
    return Words("{what}: {often}, {visits} in {weeks}", what=what, **said)


def _now(line: Line, phase: Phase) -> Words:
    if not line.dose.total:
        return Words("Nothing is booked ahead for this.")
    often = how_often(lane_dose(phase, line.lane).per_week)
    message = "{often}, never two days running."
    return Words(f"{message} The first visit is a short one." if phase.weeks[0] == 1 else message, often=often)


def _until(line: Line, phase: Phase) -> Words:
    if not line.dose.total:
        return Words("Week {week} ends, or all are used.", week=phase.weeks[1])
    return Words("Week {week} ends, or a clinician changes it at a look.", week=phase.weeks[1])


def _home(line: Line, phase: Phase, written: LineFact) -> Line:
    """Four at most over all problems: how many of them are this line's own."""
    is_whole = line.exercises == written.exercises
    if is_whole and len(phase.lanes[Lane.HOME]) == 1:
        return line
    now = line.now if is_whole else Words("Only those that are named, so that they get done.")
    return replace(line, text=_at_home(line, phase), now=now)


def _at_home(line: Line, phase: Phase) -> Words:
    home = phase.lanes[Lane.HOME]
    all_of_phase = {each for other in home for each in other.exercises}
    own = len(line.exercises)
    exercises = counted(own, "{count} exercise", "{count} exercises")
    if len(home) == 1:
        days = counted(line.dose.days_per_week, "{count} day a week", "{count} days a week")
        return Words("At home: {exercises}, {days}", exercises=exercises, days=days)
    if all_of_phase == set(line.exercises):
        return Words("At home, shared: {exercises} for all problems together", exercises=exercises)
    message = "At home, for this problem: {own} of the {all} exercises of this phase"
    return Words(message, own=own, all=len(all_of_phase))
