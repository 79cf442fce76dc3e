"""What the desk's page about earlier times shows: freed times with who could use them, and who asked."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from weft.library.stored import from_json
from weft.records import clock
from weft.records.access import Job, Member, PersonSeen, Purpose, people_for
from weft.records.actions.waitlist_message import ways_to
from weft.records.models import (
    Clinic,
    FreedOutcome,
    FreedTime,
    Membership,
    Person,
    Reach,
    TimeOffer,
    WaitlistEntry,
)
from weft.records.reads.freed_rows import FreedRow, Seen
from weft.records.reads.freed_times import Ranked
from weft.records.waitlist import come_to_anybody, entries_of, hours_of, own_trips

SHOWN = 30
"""Freed times on one page; there are never so many."""


@dataclass(frozen=True, slots=True)
class EntryRow:
    """Somebody who asked for earlier times."""

    person_id: UUID
    name: str
    days: tuple[int, ...]
    times: tuple[str, ...]
    reach: str
    anybody: bool
    """Also with somebody else than their own people."""


@dataclass(frozen=True, slots=True)
class Waitlist:
    """The page of the desk."""

    freed: tuple[FreedRow, ...]
    entries: tuple[EntryRow, ...]
    staff: tuple[tuple[str, str], ...]
    """Who has hours to be freed: id and name."""
    minutes: int
    by_itself: bool
    may_set: bool


def waitlist(by: Member) -> Waitlist:
    """Freed times ahead, the nearest first, and who asked for earlier ones.

    Raises:
        NotAllowed: Without the diary.
    """
    by.need(Job.DIARY)
    clinic = Clinic.objects.get(id=by.clinic_id)
    still = Q(outcome="") | Q(outcome=FreedOutcome.NOBODY)
    rows = FreedTime.objects.within(by.clinic_id).filter(still, starts__gt=clock.now()).order_by("starts", "id")[:SHOWN]
    freed = list(rows)
    ranked = {row.id: from_json(tuple[Ranked, ...], row.ranked) for row in freed}
    entries = entries_of(by.clinic_id)
    wanting = [entry for entry in entries.values() if entry.wanted]
    ids = {one.person_id for each in ranked.values() for one in each} | {entry.person_id for entry in wanting}
    people = {one.id: one for one in people_for(by, sorted(ids), Purpose.DIARY)} if ids else {}
    works = Membership.objects.within(by.clinic_id).select_related("user")
    staff = {row.id: row for row in works}
    offers, anybody = _offers(by, freed), come_to_anybody(by.clinic_id, entries)
    later = [one.instead_of for each in ranked.values() for one in each] + [row.instead_of for row in offers.values()]
    seen = Seen(
        clinic, people, _ways(by, ids, entries), offers, {id_: row.user.name for id_, row in staff.items()},
        own_trips(by.clinic_id, {id_ for id_ in later if id_}),
    )  # fmt: skip
    return Waitlist(
        freed=tuple(seen.freed(row, ranked[row.id], clinic.zone) for row in freed),
        entries=tuple(sorted((_entry(one, people, anybody) for one in wanting), key=lambda one: one.name)),
        staff=tuple(sorted(
            ((str(row.id), row.user.name) for row in staff.values() if row.active and row.disciplines),
            key=lambda one: one[1],
        )),
        minutes=clinic.offer_minutes, by_itself=clinic.offers_by_itself, may_set=by.may(Job.SETTINGS),
    )  # fmt: skip


def _ways(by: Member, ids: Iterable[UUID], entries: dict[UUID, WaitlistEntry]) -> dict[UUID, Reach]:
    return ways_to(list(Person.objects.within(by.clinic_id).filter(id__in=list(ids))), entries, by.clinic_id)


def _offers(by: Member, freed: Iterable[FreedTime]) -> dict[tuple[UUID, UUID], TimeOffer]:
    rows = TimeOffer.objects.within(by.clinic_id).filter(freed_id__in=[row.id for row in freed])
    return {(row.freed_id, row.person_id): row for row in rows.order_by("made_at")}


def _entry(row: WaitlistEntry, people: Mapping[UUID, PersonSeen], anybody: Collection[UUID]) -> EntryRow:
    hours = hours_of(row)
    times = tuple(part.value for part in hours.times)
    return EntryRow(row.person_id, people[row.person_id].name, hours.days, times, row.reach, row.person_id in anybody)
