"""One set of phases over all problems: lines side by side, the gentlest ceiling, shared visits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from weft.core.plan.facts import Lane, LineFact, Pathway, PhaseFact, PlanFacts
from weft.core.plan.gate import is_allowed, withheld
from weft.core.plan.plan import Line, Phase
from weft.core.screen.clearance import Clearance
from weft.core.shared.care import Effort
from weft.core.shared.words import Words

T = TypeVar("T")
MOST_HOME_EXERCISES = 4
"""At a time, over all problems: more than four are not done (`ux.md`, decision 10)."""
_EFFORTS = tuple(Effort)


@dataclass(frozen=True, slots=True)
class Planned:
    """One problem with the set that was taken for it."""

    problem: str
    pathway: Pathway


def merged_phases(planned: Sequence[Planned], facts: PlanFacts, clearance: Clearance) -> tuple[Phase, ...]:
    """Lay all sets over the one with the most phases; the first problem's of equals.

    Phases are matched by position (Settle with Settle), so weeks stay contiguous and a person
    is in one phase at a time. A line keeps the visits of its own set.
    """
    frame = max((facts.phases[each.pathway.id] for each in planned), key=len)
    return tuple(_phase(index, frame[index], planned, facts, clearance) for index in range(len(frame)))


def withheld_lines(planned: Sequence[Planned], facts: PlanFacts, clearance: Clearance) -> tuple[Words, ...]:
    """What was left out of any set, with the reason."""
    phases = (phase for each in planned for phase in facts.phases[each.pathway.id])
    return withheld((line for phase in phases for line in phase.lines), clearance)


def without_repeats(items: Iterable[T]) -> tuple[T, ...]:
    """The items in order, each once."""
    return tuple(dict.fromkeys(items))


def _phase(index: int, frame: PhaseFact, planned: Sequence[Planned], facts: PlanFacts, clearance: Clearance) -> Phase:
    parts = [(each, facts.phases[each.pathway.id][index : index + 1]) for each in planned]
    phases = [phase for _, found in parts for phase in found]
    lines = [
        _line(each, line)
        for each, found in parts
        for phase in found
        for line in phase.lines
        if is_allowed(line, clearance)
    ]
    lanes = {lane: tuple(line for line in lines if line.lane is lane) for lane in Lane}
    return Phase(
        id=frame.id,
        name=Words(frame.name),
        weeks=frame.weeks,
        ceiling=min((phase.ceiling for phase in phases), key=_EFFORTS.index),
        entry=without_repeats(Words(text) for phase in phases for text in phase.entry),
        exit=without_repeats(Words(text) for phase in phases for text in phase.exit),
        lanes=lanes | {Lane.HOME: at_most_four(lanes[Lane.HOME])},
    )


def _line(planned: Planned, line: LineFact) -> Line:
    return Line(
        id=f"{planned.problem}.{line.id}",
        problem=planned.problem,
        lane=line.lane,
        modality=line.modality,
        text=Words(line.text),
        dose=line.dose,
        because=Words(line.because),
        now=Words(line.now),
        until=Words(line.until),
        aims=tuple(Words(aim) for aim in line.aims),
        trigger=Words(line.trigger) if line.trigger else None,
        exercises=line.exercises,
        evidence=line.evidence,
        order=line.order,
        status=planned.pathway.review.status,
    )


def at_most_four(home: Sequence[Line]) -> tuple[Line, ...]:
    """Home lines with four exercises between them, taken in turn so that no problem gets none."""
    longest = max((len(line.exercises) for line in home), default=0)
    in_turn = (line.exercises[turn] for turn in range(longest) for line in home if turn < len(line.exercises))
    kept = without_repeats(in_turn)[:MOST_HOME_EXERCISES]
    return tuple(replace(line, exercises=tuple(each for each in line.exercises if each in kept)) for line in home)
