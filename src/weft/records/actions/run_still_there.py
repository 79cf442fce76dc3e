"""Whether what a run found some minutes ago is still so: for its person, and for each time."""

from collections.abc import Iterable
from typing import TypeAlias

from weft.core.schedule.clinic.shape import Span
from weft.core.shared.words import Words
from weft.records import clock
from weft.records.reads.clinic_calendar import ClinicCalendar
from weft.records.reads.course_request import PlanToBook, is_held
from weft.records.refused import Reason, Refused
from weft.records.run_answer import RunPerson, RunTrip, RunVisit

Hours: TypeAlias = tuple[ClinicCalendar, ...] | None
"""The calendar of each site as it is now; None while it is what the run was found in."""


def no_longer(plan: PlanToBook, found: RunPerson) -> Words | None:
    """Why nothing that was found for this person can be booked any more; None when it can."""
    if plan.is_ended or plan.only_weeks is not None:
        return Words("The plan is no longer agreed, or has ended.")
    if plan.version_id != found.version:
        return Words("The plan has a new version.")
    if plan.wishes != found.wishes:
        return Words("What they wish has changed meanwhile.")
    if plan.visits != found.standing:
        return Words("Their visits have changed meanwhile.")
    if any(is_held(hold) for hold in plan.holds):
        return Words("Somebody is booking their course at this moment.")
    return None


def check(trip: RunTrip, no: dict[str, Refused], hours: Hours) -> None:
    """Decline a trip that is withheld (``no``, by discipline), whose time has come, or whose time is not worked now."""
    for visit in trip.visits:
        if visit.discipline in no:
            raise no[visit.discipline]
        if visit.starts <= clock.now():
            raise Refused(Reason.NOT_POSSIBLE, Words("Its time has come already."))
        if hours is not None and not any(_is_worked(visit, site) for site in hours):
            raise Refused(Reason.SLOT_TAKEN, Words("This time is not there any more."))


def _is_worked(visit: RunVisit, now: ClinicCalendar) -> bool:
    """The practitioner works then and gives it, and the place will do; whether it is free is for the claims to say."""
    at = now.day_of(visit.starts)
    who = next((one for one in now.clinic.practitioners if one.id == str(visit.practitioner)), None)
    place = next((one for one in now.clinic.rooms if one.kind == str(visit.place)), None)
    treatment = now.clinic.treatment(visit.discipline)
    if at is None or who is None or place is None or treatment is None:
        return False
    if visit.discipline not in who.disciplines or place.kind not in treatment.rooms:
        return False
    shut = any(
        day == at[0] and first < at[1] + treatment.slots and at[1] < last for day, first, last, _ in place.closed
    )
    return not shut and _covers(who.works, at[0], treatment.hands_slots(at[1]))


def _covers(works: Iterable[Span], day: int, slots: Iterable[int]) -> bool:
    spans = [(first, last) for on, first, last in works if on == day]
    return all(any(first <= slot < last for first, last in spans) for slot in slots)
