"""Messages about visits: time, place and a link, nothing else, and only with a live consent to reminders."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.utils import translation
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext

from weft.core.book.consents import Purpose
from weft.core.shared.words import LINE, Words, joined
from weft.records import clock, links
from weft.records.access import Member, clinic_of
from weft.records.actions.book_consent import stands
from weft.records.models import OutboxMessage, OutboxState, PairState, Person, Site, Visit, VisitState

REMIND_BEFORE = timedelta(days=2)

Trip = Sequence[Visit]


def tell_booked(trips: Iterable[Trip], once: str, *, by: Member) -> None:
    """One confirmation of all trips, and a reminder before each. For use inside an action."""
    booked = [trip for trip in trips if trip]
    person = _may_write_to(booked, by)
    if person is None:
        return
    with translation.override(person.language):
        _write(person, Words("Your visits"), booked, _list(booked, by), f"booked:{once}", by)
        for trip in booked:
            _remind(person, trip, by)


def tell_moved(trip: Trip, *, by: Member) -> None:
    """The new time of a trip, what was to say the old one stopped. For use inside an action."""
    unheard = _stop(trip, by=by)
    person = _may_write_to([trip], by)
    if person is None:
        return
    with translation.override(person.language):
        if unheard:
            _tell_anew(person, by)
            _remind(person, trip, by)
            return
        said, once = _list([trip], by), f"moved:{_key(trip)}:{trip[0].starts:%Y%m%d%H%M}:{_stamp()}"
        _write(person, Words("Your visit has a new time"), [trip], said, once, by)
        _remind(person, trip, by)


def remind(trip: Trip, *, by: Member) -> None:
    """A reminder of a trip that stays as it is. For use inside an action."""
    person = _may_write_to([trip], by)
    if person is not None:
        with translation.override(person.language):
            _remind(person, trip, by)


def tell_cancelled(trip: Trip, *, by: Member) -> None:
    """That a trip is off, what was to say its time stopped. For use inside an action."""
    unheard = _stop(trip, by=by)
    person = _may_write_to([trip], by)
    if person is None:
        return
    with translation.override(person.language):
        if unheard:
            _tell_anew(person, by)
            return
        said = Words("{visits}\nThis visit will not take place.", visits=_list([trip], by))
        _write(person, Words("Your visit is cancelled"), [trip], said, f"cancelled:{trip[0].id}", by)


def _stop(trip: Trip, *, by: Member) -> bool:
    """Stop what would say a time of this trip that no longer holds, also when a worker has taken it up already.

    Returns:
        Whether the person has not heard of their visits yet: a list of all of them was among the stopped ones.
    """
    waiting = OutboxMessage.objects.within(by.clinic_id).filter(
        person_id=trip[0].person_id, state__in=(OutboxState.WAITING, OutboxState.SENDING)
    )
    for key in {str(id_) for visit in trip for id_ in (visit.id, visit.pair_id) if id_}:
        for kind in ("reminder", "moved"):
            waiting.filter(once__startswith=f"{kind}:{key}:").update(state=OutboxState.STOPPED)
    return bool(waiting.filter(once__startswith="booked:").update(state=OutboxState.STOPPED))


def _tell_anew(person: Person, by: Member) -> None:
    """All visits that stand, in one message."""
    rows = Visit.objects.within(by.clinic_id).filter(
        person_id=person.id, state=VisitState.BOOKED, starts__gt=clock.now()
    )
    trips: dict[UUID, list[Visit]] = {}
    for visit in rows.select_related("place", "pair").order_by("starts"):
        pair = visit.pair if visit.pair and visit.pair.state == PairState.TOGETHER else None
        trips.setdefault(pair.id if pair else visit.id, []).append(visit)
    if trips:
        booked = list(trips.values())
        _write(person, Words("Your visits"), booked, _list(booked, by), f"booked:anew:{uuid4()}", by)


def _may_write_to(trips: Sequence[Trip], by: Member) -> Person | None:
    """The person, when they have said yes to reminders and there is an address; else nobody."""
    if not trips:
        return None
    person = Person.objects.within(by.clinic_id).get(id=trips[0][0].person_id)
    consent = stands(person.id, by.clinic_id, Purpose.VISIT_REMINDERS)
    agreed = consent is not None and consent.given
    return person if agreed and not person.leave_no_details and (person.email or person.phone) else None


def _key(trip: Trip) -> str:
    pair_id = trip[0].pair_id if len(trip) > 1 else None
    return str(pair_id or trip[0].id)


def _stamp() -> str:
    """Makes the key of a message that may be written again, because the same trip can move twice."""
    return f"{clock.now():%Y%m%d%H%M%S%f}"


def _remind(person: Person, trip: Trip, by: Member) -> None:
    first = min(trip, key=lambda visit: visit.starts)
    due = first.starts - REMIND_BEFORE
    if due > clock.now():
        once = f"reminder:{_key(trip)}:{first.starts:%Y%m%d%H%M}:{_stamp()}"
        _write(person, Words("Reminder of your visit"), [trip], _list([trip], by), once, by, due=due)


def _list(trips: Sequence[Trip], by: Member) -> Words:
    lines = [_line(trip, by) for trip in sorted(trips, key=lambda trip: trip[0].starts)]
    return Words("{lines}\n{link}", lines=joined(lines, LINE), link=links.to_clinic(by.clinic_id, "/me") or "-")


def _line(trip: Trip, by: Member) -> Words:
    first = min(trip, key=lambda visit: visit.starts)
    where = _where(first, by)
    return Words(
        "{day}, {time}, {place}",
        day=date_format(first.local_date, "D j N Y"),
        time=time_format(first.local_start, "G:i"),
        place=where,
    )


def _where(visit: Visit, by: Member) -> str:
    sites = Site.objects.within(by.clinic_id)
    site = sites.filter(id=visit.place.site_id).first() if visit.place and visit.place.site_id else None
    return ", ".join(filter(None, (site.name, site.address))) if site else clinic_of(by.clinic_id).name


def _write(
    person: Person, subject: Words, trips: Sequence[Trip], body: Words, once: str, by: Member,
    *, due: datetime | None = None,
) -> None:  # fmt: skip
    """One message about visits; it goes out before the last of them begins, or not at all."""
    OutboxMessage.objects.create(
        clinic_id=by.clinic_id, person=person, purpose=Purpose.VISIT_REMINDERS.value, due=due or clock.now(),
        until=max(visit.starts for trip in trips for visit in trip),
        channel="mail" if person.email else "text", to=person.email or person.phone,
        subject=subject.said(gettext), body=body.said(gettext), once=once[:120],
    )  # fmt: skip
