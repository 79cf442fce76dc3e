"""What stood at an address that answers "not here": told to whoever of the staff may see whose it is.

Another clinic's id, one that never was, and one of a person whom the member may not see give the same: nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404

from weft.core.shared.words import Words
from weft.records.access import Job, Member, NeedsReason, NotAllowed, Purpose, person_for
from weft.records.models import (
    AdverseEvent,
    Attachment,
    Course,
    CourseState,
    Flare,
    Letter,
    Person,
    Plan,
    PlanState,
    Proposal,
    Score,
    Task,
    Visit,
    VisitState,
    Watch,
)


@dataclass(frozen=True, slots=True)
class Was:
    """What it was, and where that belongs."""

    says: Words
    person_id: UUID
    name: str
    visit_id: UUID | None = None
    day: date | None = None
    """Of a visit."""


def what_it_was(ids: Mapping[str, Any], by: Member) -> Was | None:
    """What the ids of an address name, and whose it is; None for who may not see that, and for what never was.

    Args:
        ids: As the address names them: ``visit_id``, ``plan_id`` …
        by: Of the staff.
    """
    name = next((each for each in _KINDS if isinstance(ids.get(each), UUID)), None)
    if name is None or not by.is_staff:
        return None
    model, purpose, says = _KINDS[name]
    row = model.objects.within(by.clinic_id).filter(id=ids[name]).first()
    person_id = row.id if isinstance(row, Person) else getattr(row, "person_id", None)
    if person_id is None:
        return None
    try:
        person = person_for(by, person_id, _least(by) if purpose is Purpose.DIARY else purpose)
    except (Http404, NotAllowed, NeedsReason):
        return None
    if isinstance(row, Visit) and by.may(Job.DIARY):
        return Was(says(row), person.id, person.name, row.id, row.local_date)
    return Was(says(row), person.id, person.name)


def _least(by: Member) -> Purpose:
    """Whoever cares for people sees whose it is where the record is open to them; the desk by the diary."""
    return Purpose.CARE if by.may(Job.RECORD) and not by.may(Job.DIARY) else Purpose.DIARY


def _of_visit(row: Visit) -> Words:
    match row.state:
        case VisitState.CANCELLED:
            says = Words("The visit of {day}, {time} was cancelled.", day=row.local_date, time=_time(row))
        case VisitState.NO_SHOW:
            says = Words("Nobody came to the visit of {day}, {time}.", day=row.local_date, time=_time(row))
        case VisitState.DONE:
            says = Words("The visit of {day}, {time} is over.", day=row.local_date, time=_time(row))
        case _:
            says = Words("It belongs to the visit of {day}, {time}.", day=row.local_date, time=_time(row))
    return says


def _time(row: Visit) -> str:
    return f"{row.local_start.hour}:{row.local_start:%M}"


def _of_plan(row: Plan) -> Words:
    if row.state == PlanState.ENDED:
        return Words("That plan has ended.")
    return Words("That is another version of the plan: look at the one that stands.")


def _of_course(row: Course) -> Words:
    return Words("That course has ended.") if row.state == CourseState.ENDED else Words("It belongs to a course.")


def _of_task(row: Task) -> Words:
    return Words("That task is done.") if row.done_at else Words("It belongs to a task that waits.")


_KINDS: dict[str, tuple[Any, Purpose, Callable[[Any], Words]]] = {
    "visit_id": (Visit, Purpose.DIARY, _of_visit),
    "course_id": (Course, Purpose.DIARY, _of_course),
    "plan_id": (Plan, Purpose.CARE, _of_plan),
    "proposal_id": (Proposal, Purpose.CARE, lambda _: Words("That proposal is over.")),
    "score_id": (Score, Purpose.CARE, lambda _: Words("It belongs to a number that was given.")),
    "letter_id": (Letter, Purpose.CARE, lambda _: Words("It belongs to a letter.")),
    "attachment_id": (Attachment, Purpose.CARE, lambda _: Words("That paper was taken out.")),
    "flare_id": (Flare, Purpose.CARE, lambda _: Words("It belongs to a time when it was worse again.")),
    "watch_id": (Watch, Purpose.CARE, lambda _: Words("It belongs to a question after discharge.")),
    "adverse_event_id": (AdverseEvent, Purpose.CARE, lambda _: Words("It belongs to an unwanted event.")),
    "task_id": (Task, Purpose.CARE, _of_task),
    "person_id": (Person, Purpose.DIARY, lambda _: Words("There is no such page about this person now.")),
}
"""For each id of an address: its table, what one must be allowed to see of the person, and what is said."""
