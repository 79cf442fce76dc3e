"""Messages about visits: time, place and a link, nothing else, and only with a live consent to reminders."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Q
from django.utils import translation

from weft.core.book.consents import Purpose
from weft.core.book.texts import Kind, KindOfMessage, kind_of
from weft.core.shared.words import LINE, Words, joined
from weft.records import appointments, clock, outgoing
from weft.records.access import ClinicSeen, Member, clinic_of
from weft.records.actions.book_consent import given_by
from weft.records.message_texts import Worded, worded
from weft.records.models import OutboxMessage, OutboxState, PairState, Person, Visit, VisitState

Trip = Sequence[Visit]
HOME = "/me"
SETTLES = timedelta(minutes=15)
"""So long a message about a page waits for what else is changed."""
ANEW = "booked:anew:"
"""So begins the key of a message that lists all visits which stand."""
STILL_NEW = timedelta(days=7)
"""From then on nobody is told any more that something is new."""
BEFOREHAND = (Kind.REMINDER, Kind.NEWS, Kind.MOVED, Kind.WAITLIST, Kind.NEW_TIME)
"""Kinds that say a time which no longer holds when the visit is moved or called off."""


def tell_booked(trips: Iterable[Trip], once: str, *, by: Member) -> None:
    """One confirmation of all trips; their reminders come with their time. For use inside an action."""
    booked = [trip for trip in trips if trip]
    person = _may_write_to(booked, by)
    if person is not None:
        write(person, Kind.BOOKED, booked, f"booked:{once}", by=by)


def tell_moved(trip: Trip, *, by: Member) -> None:
    """The new time of a trip, what was to say the old one stopped. For use inside an action."""
    unheard = _stop(trip, by=by)
    person = _may_write_to([trip], by)
    if person is None:
        _tell_of_move(trip, by)
    elif unheard:
        _tell_anew(person, by)
    else:
        write(person, Kind.MOVED, [trip], f"moved:{_key(trip)}:{trip[0].starts:%Y%m%d%H%M}:{_stamp()}", by=by)


def tell_cancelled(trip: Trip, *, by: Member) -> None:
    """That a trip is off, what was to say its time stopped. For use inside an action."""
    unheard = _stop(trip, by=by)
    person = _may_write_to([trip], by)
    if person is None:
        return
    if unheard:
        _tell_anew(person, by)
    else:
        write(person, Kind.CANCELLED, [trip], f"cancelled:{trip[0].id}:{trip[0].changes}", by=by)


def tell_all(trip: Trip, *, by: Member) -> None:
    """All visits of the trip's person that stand, in one message. For use inside an action."""
    if person := _may_write_to([trip], by):
        _tell_anew(person, by)


def tell_of_page(person: Person, kind: Kind, path: str, once: str, *, by: Member) -> None:
    """That something is new on a page of their own, which says what; nobody without such a page is told.

    It waits a little, and of several that wait only the newest goes: who changes one thing often changes two. For use
    inside an action.
    """
    known, waiting = kind_of(kind), OutboxMessage.objects.within(by.clinic_id).filter(person=person)
    if not person.user_id or not may_be_told([person], known.purpose, by=by) or waiting.filter(once=once).exists():
        return
    older = waiting.filter(kind=kind, state=OutboxState.WAITING)
    older.update(state=OutboxState.STOPPED, fault="a newer one goes instead")
    text, now = worded(kind, clinic_of(by.clinic_id), person.language, path=path, values={}), clock.now()
    put(person, known, text, once, by=by, due=now + SETTLES, until=now + STILL_NEW)


def trips_of(visits: Iterable[Visit]) -> list[list[Visit]]:
    """Visits as trips, in order of time: the halves of a pair that is together are one. ``pair`` is read with them."""
    trips: dict[UUID, list[Visit]] = {}
    for visit in sorted(visits, key=lambda each: each.starts):
        pair = visit.pair if visit.pair and visit.pair.state == PairState.TOGETHER else None
        trips.setdefault(pair.id if pair else visit.id, []).append(visit)
    return list(trips.values())


def may_be_told(people: Iterable[Person], purpose: Purpose, *, by: Member) -> frozenset[UUID]:
    """Ids of those who have said yes to this kind, want details left, and have an address; in one SELECT."""
    asked = [one.id for one in people if not one.leave_no_details and (one.email or one.phone)]
    return given_by(asked, by.clinic_id, purpose) if asked else frozenset()


def write(
    person: Person, kind: Kind, trips: Sequence[Trip], once: str, *, by: Member, path: str = HOME,
    due: datetime | None = None,
) -> None:  # fmt: skip
    """One message about visits; it goes before the last of them begins, or not at all. The same ``once``: one message.

    A message about one trip beforehand hangs on its first visit: it is stopped when that is moved, off or begun.
    """
    clinic = clinic_of(by.clinic_id)
    known = kind_of(kind)
    with translation.override(person.language):
        text = worded(kind, clinic, person.language, path=path, values=_values(trips, clinic))
        calendar = "" if known.by_itself else appointments.file_about([v for trip in trips for v in trip], clinic.id)
    first = min(trips[0], key=lambda visit: visit.starts)
    is_beforehand = kind in BEFOREHAND
    put(
        person, known, text, once, by=by, due=due or clock.now(), calendar=calendar,
        until=first.starts if is_beforehand else max(visit.starts for trip in trips for visit in trip),
        visit_id=first.id if is_beforehand else None,
    )  # fmt: skip


def put(person: Person, known: KindOfMessage, text: Worded, once: str, *, by: Member, **more: Any) -> None:
    """Into the outbox, to the person's own address. The same ``once``: one message."""
    outgoing.write(
        by.clinic_id, known.purpose.value, outgoing.way_to(person), text.subject, text.body, once=once,
        person=person, kind=known.kind.value, text_id=text.text_id, **more,
    )  # fmt: skip


def _values(trips: Sequence[Trip], clinic: ClinicSeen) -> dict[str, Words]:
    lines = [_line(trip, clinic) for trip in sorted(trips, key=lambda trip: trip[0].starts)]
    return {
        "visits": joined(lines, LINE),
        "city": Words("{city}", city=appointments.city_of(trips[0][0].zone)),
    }


def _line(trip: Trip, clinic: ClinicSeen) -> Words:
    first = min(trip, key=lambda visit: visit.starts)
    return Words("{when}, {place}", when=appointments.when(first), place=appointments.where(first, clinic))


def _stop(trip: Trip, *, by: Member) -> bool:
    """Stop what would say a time of this trip that no longer holds, also when a worker has taken it up already.

    Returns:
        Whether the person has not heard of their visits yet: a list of all of them was among the stopped ones.
    """
    waiting = OutboxMessage.objects.within(by.clinic_id).filter(
        person_id=trip[0].person_id, state__in=(OutboxState.WAITING, OutboxState.SENDING)
    )
    pairs = [visit.pair_id for visit in trip if visit.pair_id]
    told_of = Q(visit_id__in=[visit.id for visit in trip]) | Q(visit__pair_id__in=pairs)
    stale = [row.id for row in waiting.filter(told_of, kind__in=BEFOREHAND)]
    waiting.filter(id__in=stale).update(state=OutboxState.STOPPED)
    return bool(waiting.filter(kind=Kind.BOOKED).update(state=OutboxState.STOPPED))


def _tell_anew(person: Person, by: Member) -> None:
    """All visits that stand, in one message."""
    rows = Visit.objects.within(by.clinic_id).filter(
        person_id=person.id, state=VisitState.BOOKED, starts__gt=clock.now()
    )
    booked = trips_of(rows.select_related(*appointments.NEEDED))
    if booked:
        write(person, Kind.BOOKED, booked, f"{ANEW}{uuid4()}", by=by)


def _may_write_to(trips: Sequence[Trip], by: Member) -> Person | None:
    if not trips:
        return None
    person = Person.objects.within(by.clinic_id).get(id=trips[0][0].person_id)
    return person if may_be_told([person], Purpose.VISIT_REMINDERS, by=by) else None


def _tell_of_move(trip: Trip, by: Member) -> None:
    """Who wants no times sent, but their plan, hears that it is another one when the clinic moves a visit."""
    if by.is_staff:
        person = Person.objects.within(by.clinic_id).get(id=trip[0].person_id)
        tell_of_page(person, Kind.PLAN_CHANGED, HOME, f"plan_moved:{_key(trip)}:{_stamp()}", by=by)


def _key(trip: Trip) -> str:
    pair_id = trip[0].pair_id if len(trip) > 1 else None
    return str(pair_id or trip[0].id)


def _stamp() -> str:
    """Makes the key of a message that may be written again, because the same trip can move twice."""
    return f"{clock.now():%Y%m%d%H%M%S%f}"
