"""Booking: a visit, or a pair that is never split, with the claims of everybody and everything it needs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from weft.core.shared.words import Words
from weft.records import claims, clock, resources
from weft.records.access import Job, Member, NotFound, clinic_of, row_of
from weft.records.actions import course_message
from weft.records.actions.base import action, once
from weft.records.assessments import open_episode_of
from weft.records.models import Membership, Pair, Person, Resource, ResourceKind, Visit
from weft.records.models.schedule import FIRST_MOMENT, LAST_MOMENT
from weft.records.reads.schedule import nearest_free
from weft.records.refused import Reason, Refused
from weft.records.wanted import VisitWanted, Wanted


@dataclass(frozen=True, slots=True)
class Booked:
    """What was booked."""

    visits: tuple[UUID, ...]
    pair: UUID | None = None


@dataclass(frozen=True, slots=True)
class For:
    """What the visits belong to."""

    episode_id: UUID | None = None
    course_id: UUID | None = None
    pair: Pair | None = None


def book_visit(person_id: UUID, wanted: VisitWanted, *, by: Member, key: str = "") -> Booked | Refused:
    """Book one visit; they are told, when they have said yes to messages about visits.

    Returns:
        What was booked (the first result, when ``key`` was sent before), or Refused: SLOT_TAKEN (with the three
        nearest free times), NOT_POSSIBLE.
    """
    return _or_nearest(_book(person_id, (wanted,), by=by, key=key), person_id, (wanted,), by)


def book_pair(
    person_id: UUID, first: VisitWanted, second: VisitWanted, *, by: Member, key: str = ""
) -> Booked | Refused:
    """Book two visits of one day as a pair, both or neither; they are told as of one visit.

    Returns:
        What was booked (the first result, when ``key`` was sent before), or Refused: SLOT_TAKEN (with the three
        nearest free pairs), NOT_POSSIBLE.
    """
    return _or_nearest(_book(person_id, (first, second), by=by, key=key), person_id, (first, second), by)


@action
def _book(person_id: UUID, wanted: tuple[VisitWanted, ...], *, by: Member, key: str) -> Booked:
    return once(
        lambda: _book_now(person_id, wanted, by),
        by=by, name="book", key=key,
        keep=lambda done: {"visits": [str(each) for each in done.visits], "pair": str(done.pair or "")},
        found=lambda kept: Booked(tuple(map(UUID, kept["visits"])), UUID(kept["pair"]) if kept["pair"] else None),
    )  # fmt: skip


def _book_now(person_id: UUID, wanted: tuple[VisitWanted, ...], by: Member) -> Booked:
    if by.is_staff:
        by.need(Job.DIARY)
    person = row_of(Person, by, person_id)
    pair = _make_pair(person, wanted, by) if len(wanted) == 2 else None
    episode = open_episode_of(person.id, by.clinic_id)
    belongs = For(episode_id=episode.id if episode else None, pair=pair)
    visits = [add_visit(person, each, by, belongs, order) for order, each in enumerate(wanted, 1)]
    claims.claim(by.clinic_id, [need for visit in visits for need in needs(visit)])
    course_message.tell_booked([visits], str(visits[0].id), by=by)
    return Booked(tuple(visit.id for visit in visits), pair.id if pair else None)


def _make_pair(person: Person, wanted: Sequence[VisitWanted], by: Member) -> Pair:
    first, second = wanted
    clinic = clinic_of(by.clinic_id)
    days = {local(each.starts, clinic.zone).date() for each in wanted}
    gap = (second.starts - first.ends).total_seconds() / 60
    if len(days) != 1 or not clinic.min_gap_minutes <= gap <= clinic.window_minutes:
        raise Refused(
            Reason.NOT_POSSIBLE,
            Words(
                "The second visit of a pair starts {least} to {most} minutes after the first. Choose another time.",
                least=clinic.min_gap_minutes, most=clinic.window_minutes,
            ),
        )  # fmt: skip
    return Pair.objects.create(clinic_id=by.clinic_id, person=person, local_date=days.pop())


def add_visit(person: Person, wanted: VisitWanted, by: Member, belongs: For, order: int | None = None) -> Visit:
    """Write one visit, with its wall time as agreed; claims are the caller's next step. For use inside an action.

    Raises:
        Refused: NOT_POSSIBLE for a time off the five-minute grid, or far out of range.
    """
    if wanted.starts.tzinfo is None:
        raise ValueError("a visit needs a start with a zone")
    check_time(wanted)
    practitioner = _practitioner(wanted, by)
    _check_place(wanted, by)
    zone = clinic_of(by.clinic_id).zone
    wall = local(wanted.starts, zone)
    return Visit.objects.create(
        clinic_id=by.clinic_id, person=person, discipline=wanted.discipline, kind=wanted.kind,
        starts=wanted.starts.astimezone(UTC), ends=wanted.ends.astimezone(UTC),
        local_date=wall.date(), local_start=wall.time().replace(tzinfo=None), zone=zone,
        tzdata_version=clock.zone_data(), practitioner=practitioner, hands_on=[list(each) for each in wanted.hands_on],
        place_id=wanted.place_id, pair=belongs.pair, order_in_pair=order if belongs.pair else None,
        episode_id=belongs.episode_id, course_id=belongs.course_id, phase=wanted.phase, line=wanted.line,
    )  # fmt: skip


def _practitioner(wanted: VisitWanted, by: Member) -> Membership:
    found = Membership.objects.within(by.clinic_id).filter(id=wanted.practitioner_id, active=True).first()
    if found is None:
        raise NotFound
    return found


def _check_place(wanted: VisitWanted, by: Member) -> None:
    places = Resource.objects.within(by.clinic_id).filter(kind__in=(ResourceKind.BED, ResourceKind.ROOM), active=True)
    if wanted.place_id and not places.filter(id=wanted.place_id).exists():
        raise NotFound


def check_time(wanted: VisitWanted) -> None:
    """Refuse a time off the five-minute grid or out of range."""
    inside = FIRST_MOMENT <= wanted.starts < LAST_MOMENT and 0 < wanted.minutes <= 24 * 60
    on_grid = wanted.starts.minute % 5 == 0 and wanted.starts.second == 0 and wanted.starts.microsecond == 0
    if not (inside and on_grid and wanted.minutes % 5 == 0):
        raise Refused(Reason.NOT_POSSIBLE, Words("Visits start and end on five minutes. Choose another time."))


def local(moment: datetime, zone: str) -> datetime:
    """The wall time in ``zone``."""
    return moment.astimezone(ZoneInfo(zone))


def needs(visit: Visit) -> Iterator[Wanted]:
    """What a visit claims: the person, the practitioner's hands-on times, the bed or room."""
    person = resources.person(visit.person_id, visit.clinic_id)
    yield Wanted(person.id, visit.starts, visit.ends, visit_id=visit.id)
    hands = resources.practitioner(visit.practitioner.user_id)
    for starts, ends in claims.hands_on(visit.starts, visit.hands_on, visit.ends):
        yield Wanted(hands.id, starts, ends, visit_id=visit.id)
    if visit.place_id:
        yield Wanted(visit.place_id, visit.starts, visit.ends, visit_id=visit.id)


def _or_nearest(
    result: Booked | Refused, person_id: UUID, wanted: tuple[VisitWanted, ...], by: Member
) -> Booked | Refused:
    """A taken slot is answered with the nearest free ones, looked up after the write lock is gone."""
    if isinstance(result, Refused) and result.reason is Reason.SLOT_TAKEN:
        free = nearest_free(person_id, wanted, clinic=clinic_of(by.clinic_id))
        return Refused(result.reason, result.words, alternatives=free)
    return result
