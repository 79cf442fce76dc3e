"""The page on which a course is booked: what is offered, what is booked, week by week."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from weft.core.plan.plan import PlanOfCare
from weft.core.schedule.needs import thinning_week, weekly_needs
from weft.core.schedule.proposal import PlacedVisit, Proposal, TripChoices
from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.core.shared.words import Words, counted
from weft.library.knowledge import knowledge
from weft.records import clock
from weft.records.access import ClinicSeen, Member, Purpose, person_for, row_of
from weft.records.course_offer import Offer, offered
from weft.records.models import Course, CourseState, Hold, Pair, PairState, Plan, Visit
from weft.records.reads.course_request import PlanToBook, is_held, plan_to_book, still_to_book
from weft.records.reads.course_shapes import (
    ChoiceSeen,
    CourseSeen,
    DaySeen,
    HalfSeen,
    PhaseSeen,
    ShortSeen,
    Totals,
    TripSeen,
    WeekSeen,
)

__all__ = ["CourseSeen", "HalfSeen", "TripSeen", "course_page", "page_of", "plan_of", "plan_to_book"]


def course_page(plan_id: UUID, *, by: Member) -> CourseSeen:
    """What is offered and booked of a plan.

    Raises:
        NotFound: Unknown or another clinic's.
        NotAllowed: Without the diary.
    """
    return page_of(plan_to_book(plan_id, by=by), by=by)


def page_of(plan: PlanToBook, *, by: Member) -> CourseSeen:
    """The same for who has read the plan already.

    Raises:
        NotAllowed: Without the diary.
    """
    person = person_for(by, plan.person_id, Purpose.DIARY)
    course, visits = plan.course, list(plan.own)
    offer, hold = _offer(plan)
    offered_trips = _offered(offer) if offer else ()
    trips = (*_booked(visits), *offered_trips)
    first_day = course.first_day if course else None
    live = hold if hold and is_held(hold) else None
    return CourseSeen(
        plan_id=plan.plan_id, person=person, number=plan.number, drafts=plan.content.drafts, now=clock.now(),
        course_id=course.id if course else None, serial=offer.serial if offer else "",
        phases=_phases(plan.content, trips, offer, first_day), columns=_columns(trips, offer, first_day),
        wishes=plan.wishes, first_day=first_day, is_begun=bool(visits), held_until=live.expires if live else None,
        hold_ended=hold.expires if hold and not live else None, totals=_totals(offered_trips or trips, offer),
        booked_trips=len({visit.local_date for visit in visits}), only_weeks=offer.only_weeks if offer else None,
        withheld=offer.withheld if offer else (), rules=_rules(plan.content, plan.clinic),
        is_empty=offer is not None and not offered_trips, to_book=_to_book(plan),
    )  # fmt: skip


def _to_book(plan: PlanToBook) -> int:
    """Trips without a time, once some have one."""
    if plan.first_day is None or plan.is_ended:
        return 0
    return sum(need.trips for need in still_to_book(plan, plan.wishes, plan.first_day))


def plan_of(course_id: UUID, *, by: Member) -> UUID:
    """The plan that a course belongs to.

    Raises:
        NotFound: Unknown or another clinic's.
    """
    course = row_of(Course, by, course_id)
    return Plan.objects.within(by.clinic_id).values_list("id", flat=True).get(episode_id=course.episode_id)


def _offer(plan: PlanToBook) -> tuple[Offer | None, Hold | None]:
    """What is offered now; nothing once it is booked."""
    if plan.course is None or plan.course.state == CourseState.BOOKED:
        return None, None
    rows = sorted(plan.holds, key=lambda hold: (hold.ended_at is None, hold.expires, hold.made_at), reverse=True)
    return offered(plan.course.proposal), rows[0] if rows else None


def _booked(visits: list[Visit]) -> tuple[TripSeen, ...]:
    days = dict.fromkeys(visit.local_date for visit in visits)
    return tuple(_booked_trip([visit for visit in visits if visit.local_date == day]) for day in days)


def _booked_trip(visits: list[Visit]) -> TripSeen:
    pair: Pair | None = visits[0].pair
    known = knowledge().disciplines
    halves = tuple(
        HalfSeen(
            visit.discipline,
            known[visit.discipline].name if visit.discipline in known else visit.discipline,
            visit.local_start.hour * 60 + visit.local_start.minute,
            int((visit.ends - visit.starts).total_seconds() // 60),
            visit.practitioner.user.name,
            visit.place.name if visit.place else "",
        )
        for visit in visits
    )
    is_pair = len(visits) > 1 and pair is not None and pair.state == PairState.TOGETHER
    return TripSeen(None, visits[0].local_date, halves, is_pair, (), (), visits[0].id)


def _offered(offer: Offer) -> tuple[TripSeen, ...]:
    return tuple(_offered_trip(offer, index, found) for index, found in enumerate(offer.choices))


def _offered_trip(offer: Offer, index: int, found: TripChoices) -> TripSeen:
    return TripSeen(
        index=index,
        day=found.trip[0].day,
        halves=tuple(_half(offer, visit) for visit in found.trip),
        is_pair=len(found.trip) > 1 and found.trip[0].pair_id is not None,
        bent=_bent(offer, found.trip),
        choices=tuple(
            ChoiceSeen(number, way.visits[0].day, offer.minute(way.visits[0]), way.what, way.costs)
            for number, way in enumerate(found.choices)
        ),
    )


def _half(offer: Offer, visit: PlacedVisit) -> HalfSeen:
    length = offer.lengths[visit.discipline]
    who, place = offer.names[visit.practitioner], offer.names[visit.room]
    return HalfSeen(visit.discipline, length.name, offer.minute(visit), length.minutes, who, place)


def _bent(offer: Offer, trip: Iterable[PlacedVisit]) -> tuple[Words, ...]:
    visits = tuple(trip)
    primaries = offer.proposal.primaries
    others = tuple(
        Words("{name}, not {primary}", name=offer.names[visit.practitioner], primary=offer.names[primary])
        for visit in visits
        if (primary := primaries.get(visit.discipline, visit.practitioner)) != visit.practitioner
    )
    apart = len(visits) > 1 and visits[0].pair_id is None
    return (*others, *([Words("the halves are outside the window")] if apart else ()))


def _phases(
    content: PlanOfCare, trips: tuple[TripSeen, ...], offer: Offer | None, first_day: date | None
) -> tuple[PhaseSeen, ...]:
    if first_day is None:
        return ()
    found = (
        PhaseSeen(phase.id, phase.name, tuple(_weeks(phase.weeks, trips, offer, first_day))) for phase in content.phases
    )
    return tuple(phase for phase in found if phase.weeks)


def _weeks(
    span: tuple[int, int], trips: tuple[TripSeen, ...], offer: Offer | None, first_day: date
) -> Iterable[WeekSeen]:
    """Weeks with something in them: a trip, or something that found no place."""
    columns = _columns(trips, offer, first_day)
    closed = set(offer.closed) if offer else set()
    for number in range(span[0], span[1] + 1):
        begins = first_day + timedelta(days=7 * (number - 1))
        week = [begins + timedelta(days=n) for n in range(7)]
        short = tuple(_short(offer, number)) if offer else ()
        if short or any(trip.day in week for trip in trips):
            shown = [day for day in week if day.weekday() in {column.weekday() for column in columns}]
            yield WeekSeen(number, tuple(_day(day, trips, closed) for day in shown), short)


def _day(day: date, trips: tuple[TripSeen, ...], closed: set[date]) -> DaySeen:
    return DaySeen(day, tuple(trip for trip in trips if trip.day == day), day in closed)


def _short(offer: Offer, week: int) -> Iterable[ShortSeen]:
    for gap in offer.proposal.unplaced:
        if gap.week == week:
            name = (
                Words(offer.lengths[gap.discipline].name) if gap.discipline in offer.lengths else Words(gap.discipline)
            )
            said = Words("{discipline}: {why}", discipline=name, why=gap.why)
            yield ShortSeen(said, gap.ways_out, gap.missing)
    for apart in offer.proposal.unpaired:
        if apart.week == week:
            yield ShortSeen(apart.why, apart.ways_out, apart.missing)


def _columns(trips: tuple[TripSeen, ...], offer: Offer | None, first_day: date | None) -> tuple[date, ...]:
    """The weekdays that hold a trip, in the order of the course's week; all open ones while nothing is placed."""
    if first_day is None:
        return ()
    week = [first_day + timedelta(days=n) for n in range(7)]
    used = {trip.day.weekday() for trip in trips}
    closed = {day.weekday() for day in offer.closed} if offer else set()
    return tuple(day for day in week if (day.weekday() in used if used else day.weekday() not in closed))


def _totals(trips: tuple[TripSeen, ...], offer: Offer | None) -> Totals:
    proposal = offer.proposal if offer else None
    days = sorted(trip.day for trip in trips)
    return Totals(
        trips=len(trips),
        visits=sum(len(trip.halves) for trip in trips),
        pairs=sum(trip.is_pair for trip in trips),
        with_primary=_with_primary(proposal) if proposal else 0,
        to_choose=_missing(proposal) if proposal else 0,
        first=days[0] if days else None,
        last=days[-1] if days else None,
    )  # fmt: skip


def _with_primary(proposal: Proposal) -> int:
    return sum(proposal.primaries.get(visit.discipline) == visit.practitioner for visit in proposal.visits)


def _missing(proposal: Proposal) -> int:
    return sum(gap.missing for gap in proposal.unplaced) + sum(gap.missing for gap in proposal.unpaired)


def _rules(content: PlanOfCare, clinic: ClinicSeen) -> tuple[Words, ...]:
    known = knowledge().disciplines
    orders = {line.order for phase in content.phases for its in phase.lanes.values() for line in its if line.dose.total}
    said = []
    if orders <= {"needles_first"}:
        said.append(Words("needles, then movement"))
    said.append(
        Words(
            "movement starts within {minutes} min of needles out (the clinic sets this)", minutes=clinic.window_minutes
        )
    )
    said.append(counted(known[NEEDLES].min_days_apart, "{count} day between needles", "{count} days between needles"))
    if known[MOVEMENT].min_days_apart > 1:
        said.append(Words("{days} days between movement", days=known[MOVEMENT].min_days_apart))
    if (week := thinning_week(weekly_needs(content.phases))) is not None:
        said.append(Words("needles thin out from week {week}", week=week))
    return tuple(said)
