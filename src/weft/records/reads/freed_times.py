"""Times that became free, and who could use them: worked out from one picture of the calendar, in no transaction."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from weft.core.schedule.clinic.freed import Candidate
from weft.core.schedule.clinic.shape import Person, Span, Visit
from weft.core.schedule.clinic.waiting import waiting_for
from weft.library.knowledge import knowledge
from weft.records import clock
from weft.records.access import ClinicSeen
from weft.records.local import wall_time
from weft.records.models import Claim, Membership, PairState, WaitlistEntry
from weft.records.models import Visit as VisitRow
from weft.records.phases import phase_on
from weft.records.reads.clinic_calendar import ClinicCalendar, calendar_of
from weft.records.waitlist import come_to_anybody, entries_of, hours_of, own_trips
from weft.records.wanted import VisitWanted

AHEAD = timedelta(days=14)
"""Times further ahead are filled by booking courses."""
LATER = 21
"""Days in which somebody's own later trip is looked for."""
MOST = 10
"""So many candidates are kept of one time."""


@dataclass(frozen=True, slots=True)
class Freed:
    """A time of one practitioner, or of the two of a pair."""

    starts: datetime
    ends: datetime
    """Both in UTC."""
    practitioner_id: UUID
    second_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """Somebody who could use a time, and with what."""

    person_id: UUID
    gain: int
    visits: tuple[VisitWanted, ...]
    instead_of: UUID | None = None
    """The first visit of their own later trip that would come forward."""


def freed_now(clinic: ClinicSeen) -> tuple[Freed, ...]:
    """Times ahead that were booked, are not any more, and are nobody's; a pair that went as one is one time.

    They are read from the claims that visits let go of, so that no way of cancelling or moving can forget to tell.
    Three queries.
    """
    now = clock.now()
    let_go = _let_go(clinic, now)
    users = {claim.resource.user_id for claim in let_go if claim.resource.user_id}
    staff: dict[UUID | None, UUID] = {
        row.user_id: row.id for row in Membership.objects.within(clinic.id).filter(user_id__in=users, active=True)
    }
    held = _held([claim.resource_id for claim in let_go if claim.resource.user_id], now)
    return _joined(list(_alone(let_go, staff, held)))


def _let_go(clinic: ClinicSeen, now: datetime) -> list[Claim]:
    rows = Claim.objects.within(clinic.id).filter(
        active=False, visit__isnull=False, starts__gt=now, starts__lt=now + AHEAD
    )
    return list(rows.select_related("resource", "visit__pair").order_by("starts", "id"))


def _held(resource_ids: Collection[UUID], now: datetime) -> dict[UUID, list[tuple[datetime, datetime]]]:
    found: dict[UUID, list[tuple[datetime, datetime]]] = {}
    rows = Claim.objects.everywhere().filter(  # hands cross clinics
        resource_id__in=resource_ids, active=True, ends__gt=now, starts__lt=now + AHEAD + timedelta(days=1)
    )
    for resource_id, starts, ends in rows.values_list("resource_id", "starts", "ends"):
        found.setdefault(resource_id, []).append((starts, ends))
    return found


def _alone(
    let_go: list[Claim], staff: Mapping[UUID | None, UUID], held: Mapping[UUID, list[tuple[datetime, datetime]]]
) -> Iterator[tuple[VisitRow, Freed]]:
    """By visit: the whole time of each stay that was let go, while the practitioner's hands are free in it."""
    hands: dict[UUID | None, list[Claim]] = {}
    for claim in let_go:
        if claim.resource.user_id:
            hands.setdefault(claim.visit_id, []).append(claim)
    seen = set()
    for stay in let_go:
        mine = [one for one in hands.get(stay.visit_id, ()) if stay.starts <= one.starts and one.ends <= stay.ends]
        if not (stay.resource.person_id and mine and stay.visit and mine[0].resource.user_id in staff):
            continue
        taken = any(a < one.ends and one.starts < b for one in mine for a, b in held.get(one.resource_id, ()))
        freed = Freed(stay.starts, stay.ends, staff[mine[0].resource.user_id])
        if not taken and freed not in seen:
            seen.add(freed)
            yield stay.visit, freed


def _joined(alone: list[tuple[VisitRow, Freed]]) -> tuple[Freed, ...]:
    """Halves of one pair that lie one after the other are one time."""
    found: list[Freed] = []
    halves: dict[tuple[UUID, date], int] = {}
    for visit, freed in sorted(alone, key=lambda one: one[1].starts):
        together = visit.pair_id is not None and visit.pair is not None and visit.pair.state == PairState.TOGETHER
        key = (visit.pair_id or visit.id, freed.starts.date())
        at = halves.get(key)
        if together and at is not None and found[at].second_id is None:
            found[at] = replace(found[at], ends=max(found[at].ends, freed.ends), second_id=freed.practitioner_id)
        else:
            halves[key] = len(found)
            found.append(freed)
    return tuple(found)


class Looking:
    """Looks at one time after another; the picture of a week is read once."""

    def __init__(self, clinic: ClinicSeen) -> None:
        self._clinic = clinic
        self._entries = entries_of(clinic.id)
        self._anybody = {str(id_) for id_ in come_to_anybody(clinic.id, self._entries)}
        self._pictures: dict[date, ClinicCalendar] = {}

    def ranked(self, freed: Freed, *, but: Collection[UUID] = (), only: UUID | None = None) -> tuple[Ranked, ...]:
        """Who could use a time, who gains most first; never who wants no offers, nor who let this time go.

        Args:
            freed: The time.
            but: People who are left out: they were asked before.
            only: Nobody but this one.
        """
        picture = self._picture(wall_time(freed.starts, self._clinic.zone).date())
        span = _span(freed, picture)
        if span is None:
            return ()
        silent = {id_ for id_, entry in self._entries.items() if not entry.wanted} | {*but} | self._gave_up(freed)
        people = [one for one in picture.clinic.people if UUID(one.id) not in silent]
        if only is not None:
            people = [one for one in people if one.id == str(only)]
        asked = replace(picture.clinic, people=tuple(self._as_asked(one, picture) for one in people))
        found = waiting_for(
            asked, picture.visits, span, str(freed.practitioner_id),
            also=[str(freed.second_id)] if freed.second_id else (), earlier=self._earlier(people, picture),
            anybody=self._anybody, at_most=MOST,
        ) if people else ()  # fmt: skip
        trips = own_trips(self._clinic.id, {picture.ids[_first(one.instead_of)] for one in found if one.instead_of})
        return tuple(_ranked(one, picture, trips) for one in found)

    def _gave_up(self, freed: Freed) -> set[UUID]:
        """Who had a visit in it that was cancelled or moved."""
        rows = Claim.objects.within(self._clinic.id).filter(
            active=False, visit__isnull=False, starts__lt=freed.ends, ends__gt=freed.starts
        )
        return set(rows.filter(resource__person__isnull=False).values_list("resource__person_id", flat=True))

    def _picture(self, day: date) -> ClinicCalendar:
        monday = day - timedelta(days=day.weekday())
        if monday not in self._pictures:
            self._pictures[monday] = calendar_of(self._clinic, monday, monday + timedelta(days=LATER - 1))
        return self._pictures[monday]

    def _as_asked(self, person: Person, picture: ClinicCalendar) -> Person:
        """With the hours that they said for earlier times, where they said some; no weekly number without a plan."""
        entry = self._entries.get(UUID(person.id))
        person = person if person.id in picture.plans else replace(person, needs=())
        if entry is None or not entry.hours:
            return person
        return replace(person, available=picture.comes(person.id, hours_of(entry)))

    def _earlier(self, people: Iterable[Person], picture: ClinicCalendar) -> dict[str, list[tuple[Visit, ...]]]:
        """The later trips of who asked for an earlier time, nearest first."""
        asked = {person.id for person in people if self._asked(person)}
        trips: dict[str, dict[int, list[Visit]]] = {}
        for visit in picture.visits:
            if visit.person in asked:
                trips.setdefault(visit.person, {}).setdefault(visit.day, []).append(visit)
        return {id_: [tuple(days[day]) for day in sorted(days)] for id_, days in trips.items()}

    def _asked(self, person: Person) -> bool:
        entry: WaitlistEntry | None = self._entries.get(UUID(person.id))
        return entry is not None and entry.wanted


def _span(freed: Freed, picture: ClinicCalendar) -> Span | None:
    """The whole slots of a time, or None when they are none, or on a day that the picture does not have."""
    clinic = picture.clinic
    starts, ends = (wall_time(at, picture.zone) for at in (freed.starts, freed.ends))
    if starts.date() not in clinic.days or not clinic.practitioners:
        return None
    first = -((clinic.opens_minutes - starts.hour * 60 - starts.minute) // clinic.slot_minutes)
    last = -((clinic.opens_minutes - ends.hour * 60 - ends.minute) // clinic.slot_minutes)
    first, last = max(0, first), min(clinic.slots, last)
    known = any(one.id == str(freed.practitioner_id) for one in clinic.practitioners)
    return (clinic.days.index(starts.date()), first, last) if known and first < last else None


def _ranked(one: Candidate, picture: ClinicCalendar, trips: Mapping[UUID, tuple[VisitRow, ...]]) -> Ranked:
    visits = tuple(_wanted(visit, picture) for visit in sorted(one.visits, key=lambda visit: visit.start))
    if not one.instead_of:
        return Ranked(UUID(one.person), one.gain, visits)
    first = picture.ids[_first(one.instead_of)]
    rows = {row.discipline: row for row in trips.get(first, ())}
    visits = tuple(_as_long(each, rows.get(each.discipline)) for each in visits)
    return Ranked(UUID(one.person), one.gain, visits, first)


def _first(trip: Iterable[Visit]) -> Visit:
    return min(trip, key=lambda visit: visit.start)


def _as_long(wanted: VisitWanted, row: VisitRow | None) -> VisitWanted:
    """What comes forward keeps its own length; where it stands no more, a yes is not booked anyhow."""
    if row is None:
        return wanted
    minutes = int((row.ends - row.starts).total_seconds() // 60)
    return replace(wanted, minutes=minutes, hands_on=tuple((a, b) for a, b in row.hands_on))


def _wanted(visit: Visit, picture: ClinicCalendar) -> VisitWanted:
    known, clinic = knowledge().disciplines[visit.discipline], picture.clinic
    plan, day = picture.plans.get(visit.person), clinic.days[visit.day]
    phase = phase_on(plan.content, picture.begins[visit.person], day) if plan else None
    lines = [line for lane, its in phase.lanes.items() if lane == visit.discipline for line in its] if phase else []
    return VisitWanted(
        discipline=visit.discipline, practitioner_id=UUID(visit.practitioner),
        starts=picture.moment_of(visit.day, visit.start), minutes=known.visit_minutes, place_id=UUID(visit.room),
        hands_on=tuple((a, b) for a, b in known.hands_on), phase=phase.id if phase else "",
        line=next((line.id for line in lines), ""),
    )  # fmt: skip
