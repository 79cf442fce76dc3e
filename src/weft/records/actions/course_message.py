"""Messages about visits: time, place and a link, nothing else, and only with a live consent to reminders."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext

from weft.core.book.consents import Purpose
from weft.core.shared.words import LINE, Words, joined
from weft.records import clock
from weft.records.access import Member, clinic_of
from weft.records.actions.book_consent import stands
from weft.records.models import ClinicHost, OutboxMessage, OutboxState, Person, Site, Visit

REMIND_BEFORE = timedelta(days=2)

Trip = Sequence[Visit]


def tell_booked(trips: Iterable[Trip], once: str, *, by: Member) -> None:
    """One confirmation of all trips, and a reminder before each. For use inside an action."""
    booked = [trip for trip in trips if trip]
    person = _may_write_to(booked, by)
    if person is None:
        return
    with translation.override(person.language):
        _write(person, Words("Your visits"), _list(booked, by), f"booked:{once}", by)
        for trip in booked:
            _remind(person, trip, by)


def tell_moved(trip: Trip, *, by: Member) -> None:
    """The new time of a trip, its old reminder stopped. For use inside an action."""
    stop_reminders(trip, by=by)
    person = _may_write_to([trip], by)
    if person is None:
        return
    with translation.override(person.language):
        _write(person, Words("Your visit has a new time"), _list([trip], by), f"moved:{_key(trip)}:{_stamp()}", by)
        _remind(person, trip, by)


def remind(trip: Trip, *, by: Member) -> None:
    """A reminder of a trip that stays as it is. For use inside an action."""
    person = _may_write_to([trip], by)
    if person is not None:
        with translation.override(person.language):
            _remind(person, trip, by)


def tell_cancelled(trip: Trip, *, by: Member) -> None:
    """That a trip is off, its reminder stopped. For use inside an action."""
    stop_reminders(trip, by=by)
    person = _may_write_to([trip], by)
    if person is None:
        return
    with translation.override(person.language):
        said = Words("{visits}\nThis visit will not take place.", visits=_list([trip], by))
        _write(person, Words("Your visit is cancelled"), said, f"cancelled:{trip[0].id}", by)


def stop_reminders(trip: Trip, *, by: Member) -> None:
    """Reminders of this trip that wait are not sent."""
    for key in {str(id_) for visit in trip for id_ in (visit.id, visit.pair_id) if id_}:
        waiting = OutboxMessage.objects.within(by.clinic_id).filter(state=OutboxState.WAITING)
        waiting.filter(once__startswith=f"reminder:{key}:").update(state=OutboxState.STOPPED)


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
        _write(person, Words("Reminder of your visit"), _list([trip], by), once, by, due=due)


def _list(trips: Sequence[Trip], by: Member) -> Words:
    lines = [_line(trip, by) for trip in sorted(trips, key=lambda trip: trip[0].starts)]
    return Words("{lines}\n{link}", lines=joined(lines, LINE), link=_link(by))


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


def _link(by: Member) -> str:
    host = ClinicHost.objects.within(by.clinic_id).order_by("made_at").values_list("host", flat=True).first()
    return f"{'https' if settings.WEFT_SECURE else 'http'}://{host}/me" if host else "-"


def _write(person: Person, subject: Words, body: Words, once: str, by: Member, *, due: datetime | None = None) -> None:
    OutboxMessage.objects.create(
        clinic_id=by.clinic_id, person=person, purpose=Purpose.VISIT_REMINDERS.value, due=due or clock.now(),
        channel="mail" if person.email else "text", to=person.email or person.phone,
        subject=subject.said(gettext), body=body.said(gettext), once=once[:120],
    )  # fmt: skip
