"""Somebody's times as a calendar program loads them, and whether they have such an address."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext

from weft.core.shared.words import Words
from weft.draw.calendar_file import Entry, feed, sent_file
from weft.records import appointments, audit, clock, feeds, links, sealed
from weft.records.access import ClinicSeen, Member, NotFound, Purpose, clinic_of
from weft.records.local import local_time
from weft.records.models import CalendarFeed, Visit, VisitState

BACK = timedelta(days=90)
"""So far back a feed reaches: calendars forget what a feed no longer has."""


@dataclass(frozen=True, slots=True)
class FeedSeen:
    """One's own feed."""

    address: str
    """Empty when the server's secret has changed since: then a new one must be made."""
    until: datetime
    """In the clinic's own time, without a zone."""


def my_feed(by: Member, *, as_staff: bool) -> FeedSeen | None:
    """One's own address while it works, or None."""
    whose = Q(membership_id=by.membership_id) if as_staff else Q(person_id=by.person_id)
    rows = CalendarFeed.objects.within(by.clinic_id).filter(whose, ended_at__isnull=True, expires__gt=clock.now())
    row = rows.first() if (by.membership_id if as_staff else by.person_id) else None
    if row is None:
        return None
    is_ours = sealed.hash_of(feeds.token_of(row.id)) == row.token_hash
    return FeedSeen(feeds.address_of(row.id, by.clinic_id) if is_ours else "", local_time(row.expires, by.clinic_id))


def feed_at(by: Member, token: str) -> bytes:
    """The calendar behind an address of this clinic.

    Raises:
        NotFound: Guessed, ended, too old, another clinic's, or its owner may no longer sign in.
    """
    rows = CalendarFeed.objects.within(by.clinic_id).filter(ended_at__isnull=True, expires__gt=clock.now())
    may = Q(person__user__is_active=True) | Q(membership__active=True, membership__user__is_active=True)
    row = rows.filter(may, token_hash=sealed.hash_of(token)).select_related("person").first()
    if row is None:
        raise NotFound
    clinic = clinic_of(by.clinic_id)
    if row.person_id is None:
        with translation.override(clinic.language):
            told = tuple(_busy(_visits(Q(practitioner_id=row.membership_id), clinic), clinic))
        return feed(told, appointments.sender_of(clinic), clock.now())
    audit.shown(by, [row.person_id], Purpose.OWN)
    with translation.override(row.person.language if row.person else clinic.language):
        told = _own(Q(person_id=row.person_id), clinic)
    return feed(told, appointments.sender_of(clinic), clock.now())


def my_visits_file(by: Member) -> bytes:
    """One's own visits ahead, to be put into a calendar once.

    Raises:
        NotFound: None is booked, or the member has no record of their own here.
    """
    clinic = clinic_of(by.clinic_id)
    told = _own(Q(person_id=by.person_id, starts__gt=clock.now()), clinic) if by.person_id else ()
    stand = [entry for entry in told if not entry.is_off]
    if not stand or by.person_id is None:
        raise NotFound
    audit.shown(by, [by.person_id], Purpose.OWN)
    return sent_file(stand, appointments.sender_of(clinic), clock.now())


def _own(whose: Q, clinic: ClinicSeen) -> tuple[Entry, ...]:
    return appointments.entries(_visits(whose, clinic), clinic, link=links.to_clinic(clinic.id, "/me"))


def _visits(whose: Q, clinic: ClinicSeen) -> Iterable[Visit]:
    rows = Visit.objects.within(clinic.id).filter(whose, starts__gt=clock.now() - BACK)
    return rows.select_related(*appointments.NEEDED).order_by("starts", "id")


def _busy(visits: Iterable[Visit], clinic: ClinicSeen) -> Iterable[Entry]:
    """A clinician's times: that they are busy, and where; never with whom."""
    summary = Words("Busy, {clinic}", clinic=clinic.name).said(gettext)
    for visit in visits:
        yield Entry(
            id=visit.id, starts=visit.starts, ends=visit.ends, summary=summary,
            place=appointments.where(visit, clinic), changes=visit.changes,
            is_off=visit.state in {VisitState.CANCELLED, VisitState.NO_SHOW},
        )  # fmt: skip
