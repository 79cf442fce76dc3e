"""Other times for trips of a run whose own were taken meanwhile: looked for in the calendar as it is now.

They are kept beside what became of the person, and shown: "was Tue 9:00, now Tue 10:30". Somebody with the diary books
them with one press; nobody was told any time yet.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from weft.core.schedule.clinic.joint import Effort
from weft.core.schedule.clinic.solving import solve
from weft.library.stored import to_json
from weft.records.access import Member, clinic_of, row_of
from weft.records.actions.base import action
from weft.records.models import ScheduleRun
from weft.records.reads.calendar_sites import calendars_of
from weft.records.run_answer import RunPerson, RunTrip, Told, told_of
from weft.records.run_read import reader_of

STEPS = 40
"""A few people in a calendar that stands: a moment, and the same answer every time."""
PATIENCE = Effort(nodes=50, seconds=1.0)


def look_elsewhere(run_id: UUID, *, by: Member) -> int:
    """Look for other times for everybody of a run who lost one, and keep them; for how many some were found.

    Solved with no transaction open; what is booked later is checked under the claims, as every booking is.
    """
    run = ScheduleRun.objects.within(by.clinic_id).get(id=run_id)
    lost = {id_: gone for id_, told in run.told.items() if (gone := taken_of(told_of(told)))}
    if not lost:
        return 0
    kept = 0
    for calendar in calendars_of(clinic_of(by.clinic_id), run.first_day, run.last_day, run.site_id):
        reader = reader_of(calendar, only=[UUID(id_) for id_ in lost])
        found = solve(reader.clinic, steps=STEPS, existing=calendar.visits, joint=PATIENCE) if reader.lacks else None
        for now in reader.answer(found.visits).people if found else ():
            trips = dict(_matched(lost[str(now.person)], now.trips))
            kept += bool(trips) and keep_elsewhere(run_id=run_id, found=now, trips=trips, by=by) is True
    return kept


def taken_of(told: Told) -> tuple[RunTrip, ...]:
    """The trips whose time was taken, and which are not booked elsewhere yet."""
    return tuple(one.taken for one in told.dropped if one.taken)


@action
def keep_elsewhere(*, run_id: UUID, found: RunPerson, trips: dict[datetime, RunTrip], by: Member) -> bool:
    """Write other times beside what became of a person; those that were found before give way."""
    run = row_of(ScheduleRun, by, run_id, for_update=True)
    told = told_of(run.told[str(found.person)])
    lost = {one.starts for one in told.dropped if one.taken}
    if not trips.keys() <= lost:  # somebody booked them while this was looked for
        return False
    elsewhere = replace(found, trips=tuple(trips.values()), short=())
    both = replace(told, elsewhere=elsewhere, instead=tuple(trips))
    run.told = {**run.told, str(found.person): to_json(both)}
    run.save(update_fields=["told"])
    return True


def _matched(lost: Iterable[RunTrip], found: Iterable[RunTrip]) -> Iterator[tuple[datetime, RunTrip]]:
    """For each lost trip the nearest new one of its week with the same halves."""
    left = list(found)
    for trip in lost:
        same = [one for one in left if _kind(one) == _kind(trip)]
        if same:
            nearest = min(same, key=lambda one: abs(one.visits[0].starts - trip.visits[0].starts))
            left.remove(nearest)
            yield trip.visits[0].starts, nearest


def _kind(trip: RunTrip) -> tuple[date, frozenset[str]]:
    day = trip.visits[0].day
    return day - timedelta(days=day.weekday()), frozenset(visit.discipline for visit in trip.visits)
