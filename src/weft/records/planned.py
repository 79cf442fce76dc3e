"""What the plan says about one visit: its phase, its lines, and the items they name."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from weft.core.plan.facts import Lane
from weft.core.plan.plan import HomeExercise, Line, Phase, PlanOfCare
from weft.core.shared.care import Effort
from weft.core.shared.words import Words
from weft.core.treat.same_day import is_retention_allowed, retention_minutes
from weft.library.knowledge import knowledge
from weft.library.stored import from_json
from weft.records.models import PlanVersion, Visit


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One thing that the plan asks of a movement session."""

    id: str
    name: Words
    modality: str
    planned: Words
    """The dose as the plan says it."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What the plan says about one visit. Without a plan: nothing, and gentle."""

    phase: Phase | None
    home: tuple[HomeExercise, ...]

    @property
    def ceiling(self) -> Effort:
        """Effort ceiling of the phase on the day of needles."""
        return self.phase.ceiling if self.phase else Effort.GENTLE

    def lines(self, lane: Lane) -> tuple[Line, ...]:
        """The phase's lines of one lane."""
        return self.phase.lanes.get(lane, ()) if self.phase else ()

    def retention_minutes(self, line_id: str) -> int:
        """Minutes of the visit's needle line, else of the phase's first; 0 when the plan names none that is allowed."""
        lines = self.lines(Lane.NEEDLES)
        line = next((each for each in lines if each.id == line_id), lines[0] if lines else None)
        minutes = line.dose.minutes if line else 0
        return minutes if is_retention_allowed(knowledge().treat.retention, minutes) else 0

    def items(self) -> tuple[PlanItem, ...]:
        """The checklist of a movement session, each item once."""
        found = {item.id: item for line in self.lines(Lane.MOVEMENT) for item in _items_of(line)}
        return tuple(found.values())


def planned_for(visit: Visit) -> Planned:
    """What the latest version of the episode's plan says about the visit."""
    return planned_by(latest_content(visit).first(), visit)


def planned_by(content: Any, visit: Visit) -> Planned:
    """The same for who has read that version already; without one: nothing."""
    plan = from_json(PlanOfCare, content) if content else None
    if plan is None:
        return Planned(None, ())
    phase = next((each for each in plan.phases if each.id == visit.phase), next(iter(plan.phases), None))
    home = tuple(each for each in plan.home if phase is None or not each.phases or phase.id in each.phases)
    return Planned(phase, home)


def latest_content(visit: Visit) -> Any:
    """What the latest version of its episode's plan says, as it is kept: a query of at most one value."""
    versions = PlanVersion.objects.within(visit.clinic_id).values_list("content", flat=True)
    of_its_plan = versions.filter(plan__episode_id=visit.episode_id) if visit.episode_id else versions.none()
    return of_its_plan.order_by("-number")[:1]


def needle_minutes(visit: Visit, planned: Planned, *, is_first: bool) -> int:
    """How long needles are planned to stay in at the visit, from the plan's line; the first time is shorter."""
    line = planned.retention_minutes(visit.line)
    return retention_minutes(knowledge().treat.retention, is_first_session=is_first, line_minutes=line)


def _items_of(line: Line) -> Iterable[PlanItem]:
    exercises = knowledge().plan.exercises
    named = [exercises[each] for each in line.exercises if each in exercises]
    if not named:
        minutes = Words("{minutes} min", minutes=line.dose.minutes) if line.dose.minutes else Words("as planned")
        return (PlanItem(line.id, line.text, line.modality, minutes),)
    return tuple(PlanItem(each.id, Words(each.name), line.modality, Words(each.dose)) for each in named)
