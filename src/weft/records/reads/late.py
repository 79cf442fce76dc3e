"""A trip of today whose person is late: the ways in which it can still be held, and which of them are free."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from weft.core.schedule.late import LATE, Option, Way
from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.records import claims, clock, live, resources
from weft.records.access import ClinicSeen, Job, Member, PersonSeen, Purpose, clinic_of, person_for, row_of
from weft.records.actions.course_move import nearest_moves
from weft.records.actions.course_trip import mark_of, trip_with
from weft.records.actions.late import NOT_BEGUN, ways_of
from weft.records.local import wall_time
from weft.records.models import Claim, Visit, VisitState
from weft.records.reads.visit import TimeSeen, walls

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class WaySeen:
    """One way, in words."""

    way: Way
    says: Words
    costs: Words
    times: tuple[tuple[str, datetime, datetime], ...]
    """Discipline's name, from and until in the clinic's own time, of each half that is held."""
    is_free: bool
    """False: hands or place are somebody else's by then."""


@dataclass(frozen=True, slots=True)
class LatePage:
    """Everything that the page shows."""

    visit_id: UUID
    person: PersonSeen
    day: date
    start: datetime
    is_pair: bool
    minutes: int
    """How late; 0: not said yet."""
    choices: tuple[int, ...]
    can_be_late: bool
    """It is today and has not begun."""
    ways: tuple[WaySeen, ...]
    moves: tuple[TimeSeen, ...]
    can_miss: bool
    """Its time has begun and nobody is here."""
    has_missed: bool
    mark: str


def late_page(visit_id: UUID, minutes: int, *, by: Member) -> LatePage:
    """One trip.

    Raises:
        NotFound: Unknown or another clinic's.
        NotAllowed: Without the diary.
    """
    by.need(Job.DIARY)
    visit = row_of(Visit, by, visit_id)
    person, clinic = person_for(by, visit.person_id, Purpose.DIARY), clinic_of(by.clinic_id)
    trip = trip_with(visit)
    can_be_late = live.is_now(trip[0]) and all(one.state in NOT_BEGUN for one in trip)
    is_booked = all(one.state == VisitState.BOOKED for one in trip)
    ways = ways_of(trip, minutes, clinic) if can_be_late else ()
    hands = {user: row.id for user, row in resources.practitioners({v.practitioner.user_id for v in trip}).items()}
    taken = _taken(trip, hands) if ways else []
    return LatePage(
        visit_id=visit.id, person=person, day=trip[0].local_date, start=wall_time(trip[0].starts, clinic.zone),
        is_pair=len(trip) > 1, minutes=minutes if minutes in LATE else 0, choices=LATE, can_be_late=can_be_late,
        ways=tuple(sorted((_seen(one, trip, taken, hands, clinic) for one in ways), key=lambda one: not one.is_free)),
        moves=walls(nearest_moves(trip, clinic), clinic.zone) if can_be_late and is_booked and minutes in LATE else (),
        can_miss=is_booked and trip[0].starts <= clock.now(),
        has_missed=visit.state == VisitState.NO_SHOW, mark=mark_of(trip),
    )  # fmt: skip


_Span = tuple[UUID, datetime, datetime]


def _taken(trip: Sequence[Visit], hands: Mapping[UUID, UUID]) -> list[_Span]:
    """What others have of the hands and places of this trip, around it."""
    asked = {*hands.values()} | {visit.place_id for visit in trip if visit.place_id}
    rows = Claim.objects.everywhere().filter(  # hands cross clinics
        resource_id__in=asked, active=True, starts__lt=trip[-1].ends + 60 * MINUTE, ends__gt=trip[0].starts
    )
    others = rows.exclude(visit_id__in=[visit.id for visit in trip])
    return list(others.values_list("resource_id", "starts", "ends"))


def _seen(
    option: Option, trip: Sequence[Visit], taken: Sequence[_Span], hands: Mapping[UUID, UUID], clinic: ClinicSeen
) -> WaySeen:
    rows, begins = {visit.id: visit for visit in trip}, trip[0].starts
    wanted: list[_Span] = []
    times = []
    for half in option.halves:
        visit, starts = rows[half.id], begins + half.starts * MINUTE
        ends = starts + half.minutes * MINUTE
        known = knowledge().disciplines.get(visit.discipline)
        times.append((known.name if known else visit.discipline, _wall(starts, clinic), _wall(ends, clinic)))
        own = hands[visit.practitioner.user_id]
        wanted += [(own, *span) for span in claims.hands_on(starts, half.hands_on, ends)]
        wanted += [(visit.place_id, starts, ends)] if visit.place_id else []
    is_free = not any(a == b and c < f and e < d for a, c, d in wanted for b, e, f in taken)
    return WaySeen(option.way, option.says, option.costs, tuple(times), is_free)


def _wall(moment: datetime, clinic: ClinicSeen) -> datetime:
    return wall_time(moment, clinic.zone)
