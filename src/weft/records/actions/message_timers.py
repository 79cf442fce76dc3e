"""What time itself sends before visits: reminders and "anything new?". One sweep for each kind.

A sweep may run at any moment and any number of times, in several workers: it writes what is due and not written yet,
never about the past, and never twice (`OutboxMessage.once`). What it missed while nothing ran it makes up for.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max

from weft.core.book.consents import Purpose
from weft.core.book.texts import Kind
from weft.records import appointments, clock
from weft.records.access import Member
from weft.records.actions.base import action
from weft.records.actions.course_message import HOME, Trip, may_be_told, trips_of, write
from weft.records.models import Clinic, OutboxMessage, PairState, Visit, VisitState
from weft.records.quiet import goes_at

NEWS_PAGE = "/me/flare"
_A_NIGHT = timedelta(days=1)
"""A message that may not go at night can go so much earlier."""


@action
def remind(*, by: Member) -> int:
    """Reminders of the visits ahead, at the clinic's two lead times; how many were written.

    When nothing ran for a while, only the nearer of two that are due is sent. None goes that was due before the person
    was told of the time: they have just read it.
    """
    clinic = locked(by)
    leads = [hours for hours in sorted({clinic.remind_second_hours, clinic.remind_first_hours}) if hours]
    due = {}
    for trip, told in _ahead(leads, clinic):
        nearest = next((hours for hours in leads if _goes(trip, hours, clinic) <= clock.now()), None)
        if nearest and told.at < _goes(trip, nearest, clinic):
            due[f"reminder:{nearest}:{_key(trip, told)}"] = trip
    return _write(due, Kind.REMINDER, HOME, by)


@action
def ask_news(*, by: Member) -> int:
    """Before each visit once: is anything new? Of who can answer on their own page; a free talk asks by itself.

    Returns:
        How many were written.
    """
    clinic = locked(by)
    hours, due = clinic.ask_news_hours, {}
    for trip, told in _ahead([hours], clinic):
        if trip[0].person.user_id and trip[0].kind != "consult" and told.at < _goes(trip, hours, clinic) <= clock.now():
            due[f"news:{_key(trip, told)}"] = trip
    return _write(due, Kind.NEWS, NEWS_PAGE, by)


def locked(by: Member) -> Clinic:
    """The clinic, so that two workers sweep one after the other. For use inside an action of the system."""
    return Clinic.objects.select_for_update(no_key=True).get(id=by.clinic_id)


def new_of(keys: Iterable[str], by: Member) -> set[str]:
    """Those under which nothing has been written yet."""
    asked = set(keys)
    rows = OutboxMessage.objects.within(by.clinic_id).filter(once__in=asked)
    return asked - set(rows.values_list("once", flat=True)) if asked else set()


def _write(due: dict[str, list[Visit]], kind: Kind, path: str, by: Member) -> int:
    new = {key: due[key][0].person for key in sorted(new_of(due, by))}
    willing = may_be_told(new.values(), Purpose.VISIT_REMINDERS, by=by)
    told = [key for key, person in new.items() if person.id in willing]
    for key in told:
        write(new[key], kind, [due[key]], key, by=by, path=path)
    return len(told)


class _Told:
    """When a person was last told of a trip's time, and how often it has changed; of whole pairs."""

    def __init__(self, visits: Iterable[Visit], moved: dict[UUID, datetime]) -> None:
        group = list(visits)
        self.changes = sum(visit.changes for visit in group)
        self.at = max([visit.made_at for visit in group] + [moved[v.id] for v in group if v.id in moved])


def _ahead(leads: Iterable[int], clinic: Clinic) -> Iterator[tuple[list[Visit], _Told]]:
    """Trips that begin within the longest lead, the night before included, and have no message of these yet."""
    longest = max(leads, default=0)
    if not longest:
        return
    now = clock.now()
    rows = Visit.objects.within(clinic.id).select_related("person", *appointments.NEEDED)
    soon = rows.filter(state=VisitState.BOOKED, starts__gt=now, starts__lte=now + timedelta(hours=longest) + _A_NIGHT)
    found = list(soon.order_by("starts"))
    both: dict[UUID | None, list[Visit]] = {}
    for half in Visit.objects.within(clinic.id).filter(pair_id__in=[visit.pair_id for visit in found if visit.pair_id]):
        both.setdefault(half.pair_id, []).append(half)
    moved = _moved(found, clinic)
    for trip in trips_of(found):
        whole = both.get(trip[0].pair_id, trip)
        if not _has_begun(trip, whole):
            yield trip, _Told(whole, moved)


def _has_begun(trip: Trip, whole: Iterable[Visit]) -> bool:
    """The first half of a pair that is together is under way, or over."""
    pair, ahead = trip[0].pair, {visit.id for visit in trip}
    is_one = pair is not None and pair.state == PairState.TOGETHER
    return is_one and any(half.id not in ahead and half.state != VisitState.CANCELLED for half in whole)


def _moved(visits: Iterable[Visit], clinic: Clinic) -> dict[UUID, datetime]:
    rows = OutboxMessage.objects.within(clinic.id).filter(kind=Kind.MOVED, visit_id__in=[one.id for one in visits])
    return dict(rows.values("visit_id").annotate(at=Max("made_at")).values_list("visit_id", "at"))


def _goes(trip: Trip, hours: int, clinic: Clinic) -> datetime:
    starts = trip[0].starts
    return goes_at(starts - timedelta(hours=hours), starts, clinic)


def _key(trip: Trip, told: _Told) -> str:
    """Another one for each time that the trip, or the other half of its pair, was changed."""
    return f"{trip[0].id}:{told.changes}"
