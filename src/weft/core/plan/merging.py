"""One set of phases over all problems: lines side by side, the gentlest ceiling, shared visits."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from weft.core.plan.case import Problem
from weft.core.plan.criteria import joined
from weft.core.plan.facts import Lane, LineFact, Pathway, PhaseFact
from weft.core.plan.gate import is_offered, withheld
from weft.core.plan.plan import Line, Phase
from weft.core.plan.suggest import place_of
from weft.core.plan.wording import Written, worded
from weft.core.screen.clearance import Clearance
from weft.core.shared.care import Effort
from weft.core.shared.words import Words

T = TypeVar("T")
MOST_HOME_EXERCISES = 4
"""At a time, over all problems: more than four are not done (`ux.md`, decision 10)."""
_EFFORTS = tuple(Effort)


@dataclass(frozen=True, slots=True)
class Planned:
    """One problem with the set that was taken for it, and that set's phases as they suit this person."""

    problem: Problem
    pathway: Pathway
    phases: tuple[PhaseFact, ...]
    written: tuple[PhaseFact, ...]
    """The set's phases as its files say."""


def merged_phases(planned: Sequence[Planned], clearance: Clearance, wishes: Collection[str] = ()) -> tuple[Phase, ...]:
    """Lay all sets over the one with the most phases; the first problem's of equals.

    Phases are matched by id (Settle with Settle), else by position, so weeks stay contiguous and a person
    is in one phase at a time. A line keeps the visits of its own set, and says what the phase comes to.
    """
    frame = max((each.phases for each in planned), key=len)
    phases = tuple(_phase(index, frame, planned, clearance, wishes) for index in range(len(frame)))
    return worded(phases, _written(planned))


def withheld_lines(planned: Sequence[Planned], clearance: Clearance, wishes: Collection[str] = ()) -> tuple[Words, ...]:
    """What was left out of any set, with the reason."""
    return withheld((line for each in planned for phase in each.phases for line in phase.lines), clearance, wishes)


def without_repeats(items: Iterable[T]) -> tuple[T, ...]:
    """The items in order, each once."""
    return tuple(dict.fromkeys(items))


def _written(planned: Sequence[Planned]) -> dict[str, Written]:
    return {
        f"{each.problem.id}.{line.id}": Written(line, phase.weeks)
        for each in planned
        for phase in each.written
        for line in phase.lines
    }


def _phase(
    index: int, frame: tuple[PhaseFact, ...], planned: Sequence[Planned], clearance: Clearance, wishes: Collection[str]
) -> Phase:
    parts = [(each, phase) for each in planned for phase in _beside(index, frame, each.phases)]
    phases = [phase for _, phase in parts]
    lines = [_line(each, line) for each, phase in parts for line in phase.lines if is_offered(line, clearance, wishes)]
    lanes = {lane: tuple(line for line in lines if line.lane is lane) for lane in Lane}
    return Phase(
        id=frame[index].id,
        name=Words(frame[index].name),
        weeks=frame[index].weeks,
        ceiling=min((phase.ceiling for phase in phases), key=_EFFORTS.index),
        entry=_entry(parts),
        exit=without_repeats(Words(text) for phase in phases for text in phase.exit),
        lanes=lanes | {Lane.HOME: at_most_four(lanes[Lane.HOME])},
        leaves_when=joined([phase.leaves_when for phase in phases]),
    )


def _beside(index: int, frame: tuple[PhaseFact, ...], phases: tuple[PhaseFact, ...]) -> Iterator[PhaseFact]:
    """The phases of a set that lie beside one of the frame's: that of its name, and any unknown name in its place."""
    names = {phase.id for phase in frame}
    for place, phase in enumerate(phases):
        if phase.id == frame[index].id or (place == index and phase.id not in names):
            yield phase


def _entry(parts: Sequence[tuple[Planned, PhaseFact]]) -> tuple[Words, ...]:
    """The way in; what not every set says names its problem, so that no two of them speak against each other."""
    texts = without_repeats(text for _, phase in parts for text in phase.entry)
    return tuple(_named(text, parts) for text in texts)


def _named(text: str, parts: Sequence[tuple[Planned, PhaseFact]]) -> Words:
    saying = [planned for planned, phase in parts if text in phase.entry]
    if len(saying) == len(parts):
        return Words(text)
    return Words("{place}: {rule}", place=place_of(saying[0].problem), rule=Words(text))


def _because(planned: Planned, line: LineFact) -> Words:
    """The because for what this person said brings the pain on, else the one that needs nobody to have said it."""
    told = " ".join(planned.problem.aggravated_by).lower()
    return Words(next((text for what, text in line.because_of.items() if what in told), line.because))


def _line(planned: Planned, line: LineFact) -> Line:
    return Line(
        id=f"{planned.problem.id}.{line.id}",
        problem=planned.problem.id,
        lane=line.lane,
        modality=line.modality,
        text=Words(line.text),
        dose=line.dose,
        because=_because(planned, line),
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
