"""What an absence is to the other clinics in which the same hands work: tasks of their desks, ended with it."""

from collections.abc import Iterable, Mapping
from functools import partial
from uuid import UUID

from weft.core.shared.words import Words
from weft.records import tasks
from weft.records.access import Member, system_of
from weft.records.actions.away_calls import ELSEWHERE, Call, ask_to_call, first_of_each, say
from weft.records.actions.base import action
from weft.records.away_elsewhere import Elsewhere, away_elsewhere, booked_elsewhere, other_clinics
from weft.records.models import Closure, Talk, Task, Visit


def tell_others(row: Closure) -> None:
    """Somebody is away: each other clinic's desk has a task for each of its own people. For use inside an action."""
    for clinic_id in other_clinics(row):
        if _call(by=system_of(clinic_id), closure_id=row.id) != row.id:
            raise RuntimeError("somebody is away, and another clinic could not be told")  # nothing is written


def tell_others_it_is_off(row: Closure) -> None:
    """It was called off: nobody has to be called who lies in no other one. For use inside an action."""
    for clinic_id in other_clinics(row):
        _settle(by=system_of(clinic_id))


def finish_elsewhere(people: Iterable[UUID], *, outcome: str, by: Member) -> None:
    """Finish the tasks of those who have no visit in any absence of another clinic any more. As `away.finish_calls`."""
    asked = {id_ for id_ in people if tasks.is_waiting(ELSEWHERE, by=by, person_id=id_)}
    if asked:
        _finish(asked, _hit(by)[0], outcome, by)


def _finish(people: set[UUID], still: Mapping[UUID, tuple[Call, Visit]], outcome: str, by: Member) -> int:
    for person_id in people & still.keys():
        say(*still[person_id], by)
    gone = people - still.keys()
    return sum(tasks.finish_tasks(ELSEWHERE, by=by, outcome=outcome, person_id=person_id) for person_id in gone)


@action
def _call(*, by: Member, closure_id: UUID) -> UUID:
    """By the product in that clinic: its own people alone, and nobody of the clinic that wrote the absence is named."""
    rows = [one for one in away_elsewhere(by.clinic_id) if one.id == closure_id]
    booked = booked_elsewhere(by.clinic_id, rows)
    for one in rows:
        ask_to_call(_call_of(one), booked[one.id], by)
    return closure_id


def _call_of(one: Elsewhere) -> Call:
    return Call(ELSEWHERE, partial(_says, one.name), one.membership_id)


def _says(name: str, day: str) -> Words:
    return Words("{name} is away, so the time on {day} cannot be held. Find another one and call.", name=name, day=day)


@action
def _settle(*, by: Member) -> int:
    people, enquiries = _hit(by)
    waiting = Task.objects.within(by.clinic_id).filter(kind=ELSEWHERE, done_at__isnull=True)
    asked = set(waiting.filter(person__isnull=False).values_list("person_id", flat=True))
    talks = set(waiting.filter(enquiry__isnull=False).values_list("enquiry_id", flat=True)) - enquiries
    off = [tasks.finish_tasks(ELSEWHERE, by=by, outcome="called off", enquiry_id=id_) for id_ in talks]
    return _finish(asked, people, "called off", by) + sum(off)


def _hit(by: Member) -> tuple[dict[UUID, tuple[Call, Visit]], set[UUID]]:
    """People and enquiries of this clinic with something in an absence that another one wrote."""
    rows = away_elsewhere(by.clinic_id)
    booked = booked_elsewhere(by.clinic_id, rows)
    lost = {id_ for one in booked.values() for id_ in one.visits}
    visits = list(Visit.objects.within(by.clinic_id).filter(id__in=lost))
    hit = ((_call_of(one), visit) for one in rows for visit in visits if visit.id in booked[one.id].visits)
    talks = Talk.objects.within(by.clinic_id).filter(hold_id__in={id_ for one in booked.values() for id_ in one.holds})
    return first_of_each(hit), set(talks.values_list("enquiry_id", flat=True))
