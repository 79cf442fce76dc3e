"""One trip on its page: its halves, whether it can still be changed, and the three free times nearest to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from weft.library.knowledge import knowledge
from weft.records import wall
from weft.records.access import ClinicSeen, Member, PersonSeen, Purpose, clinic_of, person_for, row_of
from weft.records.actions.course_move import nearest_moves
from weft.records.actions.course_trip import mark_of, trip_with
from weft.records.models import PairState, Plan, Visit, VisitState
from weft.records.reads.course_shapes import HalfSeen
from weft.records.wanted import VisitWanted


@dataclass(frozen=True, slots=True)
class TimeSeen:
    """A wall time in the clinic's zone."""

    day: date
    start: time


@dataclass(frozen=True, slots=True)
class VisitPartSeen:
    """One visit of the trip."""

    id: UUID
    state: str
    half: HalfSeen


@dataclass(frozen=True, slots=True)
class TripPage:
    """Everything that the page shows."""

    visit_id: UUID
    person: PersonSeen
    plan_id: UUID | None
    day: date
    start: time
    parts: tuple[VisitPartSeen, ...]
    pair_id: UUID | None
    is_together: bool
    apart_reason: str
    cancel_reason: str
    is_cancelled: bool
    can_change: bool
    nearest: tuple[TimeSeen, ...]
    mark: str = ""
    """What is seen of the trip here: whoever moves or cancels it says this back."""

    @property
    def halves(self) -> tuple[HalfSeen, ...]:
        """The visits as they are drawn."""
        return tuple(part.half for part in self.parts)


def visit_page(visit_id: UUID, *, by: Member) -> TripPage:
    """One visit with its other half.

    Raises:
        NotFound: Unknown or another clinic's.
        NotAllowed: Without the diary.
    """
    visit = row_of(Visit, by, visit_id)
    person = person_for(by, visit.person_id, Purpose.DIARY)
    trip = trip_with(visit)
    pair, is_off = trip[0].pair, visit.state == VisitState.CANCELLED
    is_together = pair is not None and pair.state == PairState.TOGETHER and not is_off
    can_change = all(one.state == VisitState.BOOKED for one in trip)
    plans = Plan.objects.within(by.clinic_id).filter(episode__visits=visit)
    return TripPage(
        visit_id=visit.id, person=person, plan_id=plans.values_list("id", flat=True).first(),
        day=trip[0].local_date, start=trip[0].local_start,
        parts=tuple(_part(one) for one in trip), pair_id=pair.id if pair else None, is_together=is_together,
        apart_reason=pair.apart_reason if pair and not is_together else "", cancel_reason=visit.cancel_reason,
        is_cancelled=is_off, can_change=can_change,
        nearest=_nearest(trip, clinic_of(by.clinic_id)) if can_change else (), mark=mark_of(trip),
    )  # fmt: skip


def moment_at(zone: str, day: date, start: time) -> datetime | None:
    """The moment of a wall time at the clinic; None when the clock skips it or shows it twice."""
    minute = start.hour * 60 + start.minute
    if any(span.starts <= minute < span.ends for span in wall.unsure(day, zone)):
        return None
    return wall.moment(day, minute, zone)


def walls(alternatives: "Iterable[Sequence[VisitWanted]]", zone: str) -> tuple[TimeSeen, ...]:
    """When the trips that a refusal offers instead would begin, as wall times."""
    starts = (wanted[0].starts.astimezone(ZoneInfo(zone)) for wanted in alternatives)
    return tuple(TimeSeen(at.date(), at.time().replace(tzinfo=None)) for at in starts)


def _part(visit: Visit) -> VisitPartSeen:
    known = knowledge().disciplines.get(visit.discipline)
    half = HalfSeen(
        visit.discipline,
        known.name if known else visit.discipline,
        visit.local_start.hour * 60 + visit.local_start.minute,
        int((visit.ends - visit.starts) / timedelta(minutes=1)),
        visit.practitioner.user.name,
        visit.place.name if visit.place else "",
    )
    return VisitPartSeen(visit.id, visit.state, half)


def _nearest(trip: list[Visit], clinic: ClinicSeen) -> tuple[TimeSeen, ...]:
    return walls(nearest_moves(trip, clinic), clinic.zone)
