"""Visits as entries of a calendar: when and where, and not a word about what for."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext

from weft.core.shared.words import Words
from weft.draw.calendar_file import Entry, Sender, sent_file
from weft.records import clock, links
from weft.records.access import ClinicSeen, clinic_of
from weft.records.models import PairState, Talk, Visit, VisitState

NEEDED = ("pair", "place__site")
"""What a visit's row must have with it."""


def city_of(zone: str) -> str:
    """The place that a zone is named after: ``America/Port_of_Spain`` is "Port of Spain"."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def where(visit: Visit, clinic: ClinicSeen) -> str:
    """The site and its address, else the clinic's name."""
    return site_of(visit) or clinic.name


def site_of(one: Visit | Talk) -> str:
    """The site and its address; empty when it has no place."""
    site = one.place.site if one.place else None
    return ", ".join(filter(None, (site.name, " ".join(site.address.split())))) if site else ""


def file_about(visits: Iterable[Visit], clinic_id: UUID) -> str:
    """The calendar file that goes with a message about these visits, in the language that is on; "" about none."""
    clinic = clinic_of(clinic_id)
    told = entries(_whole_pairs(visits, clinic_id), clinic, link=links.to_clinic(clinic_id, "/me"))
    return sent_file(told, sender_of(clinic), clock.now()).decode() if told else ""


def sender_of(clinic: ClinicSeen) -> Sender:
    """Who publishes."""
    return Sender(name=clinic.name, address=clinic.email)


def entries(visits: Iterable[Visit], clinic: ClinicSeen, *, link: str = "") -> tuple[Entry, ...]:
    """One entry for each trip that stands, and one that is off for each visit that stood alone or will not be.

    A pair is one entry, under the name of its first half. Pulled apart, each half has its own; the first keeps the
    name, and every half has the number of all changes of both, so a calendar takes the newest of them.

    Args:
        visits: Whole pairs; with what `NEEDED` names.
        clinic: Whose.
        link: Where the person reads more.
    """
    together: dict[UUID, list[Visit]] = {}
    for visit in visits:
        together.setdefault(visit.pair_id or visit.id, []).append(visit)
    return tuple(entry for group in together.values() for entry in _of_group(group, clinic, link))


def _of_group(group: list[Visit], clinic: ClinicSeen, link: str) -> Iterable[Entry]:
    changes = sum(visit.changes for visit in group)
    ordered = sorted(group, key=lambda visit: (visit.order_in_pair or 0, visit.starts))
    standing = [visit for visit in ordered if visit.state != VisitState.CANCELLED]
    pair = ordered[0].pair
    is_one = len(standing) > 1 and pair is not None and pair.state == PairState.TOGETHER
    trips = [standing] if is_one else [[visit] for visit in standing]
    named = {trip[0].id for trip in trips}
    for trip in trips:
        yield _entry(trip, clinic, link, changes)
    for visit in ordered:
        if visit.id not in named and (visit.state == VisitState.CANCELLED or (pair and pair.apart_reason)):
            yield _entry([visit], clinic, link, changes, is_off=True)


def _entry(trip: Sequence[Visit], clinic: ClinicSeen, link: str, changes: int, *, is_off: bool = False) -> Entry:
    first = min(trip, key=lambda visit: visit.starts)
    return Entry(
        id=trip[0].id, starts=first.starts, ends=max(visit.ends for visit in trip),
        summary=Words("Appointment, {clinic}", clinic=clinic.name).said(gettext), place=where(first, clinic),
        says=_says(first, clinic).said(gettext), link=link, changes=changes, is_off=is_off,
    )  # fmt: skip


def _says(first: Visit, clinic: ClinicSeen) -> Words:
    if not clinic.phone:
        return when_and_where(first)
    return Words("{at}\nTo change it, ring {phone}.", at=when_and_where(first), phone=clinic.phone)


def when_and_where(one: Visit | Talk) -> Words:
    """Day and wall time, and whose clocks show it."""
    return Words("{when} in {city}", when=when(one), city=city_of(one.zone))


def when(one: Visit | Talk) -> Words:
    """Day and wall time as they were agreed."""
    return Words("{day}, {time}", day=date_format(one.local_date, "D j N Y"), time=time_format(one.local_start, "G:i"))


def _whole_pairs(visits: Iterable[Visit], clinic_id: UUID) -> list[Visit]:
    given = list(visits)
    pairs = {visit.pair_id for visit in given if visit.pair_id}
    rows = Visit.objects.within(clinic_id).select_related(*NEEDED)
    found = {row.id: row for row in rows.filter(id__in=[visit.id for visit in given])}
    found |= {row.id: row for row in rows.filter(pair_id__in=pairs)}
    return sorted(found.values(), key=_start)


def _start(visit: Visit) -> datetime:
    return visit.starts
