"""What a plan asks the calendar for: the weeks still to book, the person's hours, and what may be booked."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from weft.core.plan.plan import PlanOfCare
from weft.core.schedule.grid import Span, hours
from weft.core.schedule.needs import needs_after, next_weeks, weekly_needs, with_others
from weft.core.schedule.request import CourseRequest, DisciplineSpec, WeekNeed
from weft.core.schedule.supply import Supply
from weft.core.schedule.wishes import Wishes
from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.core.shared.discipline import Discipline
from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.library.stored import from_json
from weft.records import clock
from weft.records.access import ClinicSeen, Member, clinic_of, row_of
from weft.records.clearances import cleared, holding, overrides_of
from weft.records.lifting import Staff, staff_of
from weft.records.models import (
    AssessmentPart,
    Course,
    CourseState,
    Hold,
    Override,
    Person,
    Plan,
    PlanState,
    PlanVersion,
    Screening,
    Visit,
    VisitState,
)
from weft.records.reads.calendar import Snapshot, snapshot, works_on
from weft.records.refused import Reason, Refused
from weft.records.screenings import latest_of

FIRST_WEEKS = 2
"""Weeks that may be booked on the assessor's signature, before the plan is agreed."""


@dataclass(frozen=True, slots=True)
class PlanToBook:
    """A plan as the calendar sees it, read once for the page and for the proposal."""

    plan_id: UUID
    person_id: UUID
    episode_id: UUID
    version_id: UUID
    number: int
    content: PlanOfCare
    is_ended: bool
    only_weeks: int | None
    """The last week that may be booked now; None for all; 0 for none yet."""
    clinic: ClinicSeen
    course: Course | None
    """The plan's own, if one was begun."""
    holds: tuple[Hold, ...]
    """Every hold of that course, also those that are over."""
    primaries: Mapping[str, str]
    standing: tuple[Visit, ...]
    """Every visit of the person that stands, by time, with practitioner, place and pair."""

    @property
    def wishes(self) -> Wishes:
        """What the person wished last time; nothing when there is no course yet."""
        return from_json(Wishes, self.course.wishes) if self.course and self.course.wishes else Wishes()

    @property
    def own(self) -> tuple[Visit, ...]:
        """The visits of this plan's course."""
        return tuple(visit for visit in self.standing if self.course and visit.course_id == self.course.id)

    @property
    def first_day(self) -> date | None:
        """The first day of week 1, once visits are booked."""
        return self.course.first_day if self.course and self.own else None

    @property
    def visits(self) -> tuple[tuple[str, date], ...]:
        """Discipline and day of every visit that the person has, in an order that stays."""
        return tuple(sorted((visit.discipline, visit.local_date) for visit in self.standing))

    @property
    def booked(self) -> Counter[tuple[date, str]]:
        """Visits of this plan, by day and discipline."""
        return Counter((visit.local_date, visit.discipline) for visit in self.own)


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything that the program is asked, and what the answer needs to be read."""

    request: CourseRequest
    supply: Supply
    snapshot: Snapshot
    zone: str
    withheld: tuple[Words, ...]
    closed: tuple[date, ...]


def plan_to_book(plan_id: UUID, *, by: Member) -> PlanToBook:
    """The plan's latest version with what is booked and held of it.

    Raises:
        NotFound: Unknown, another clinic's, or another person's.
    """
    plan = row_of(Plan, by, plan_id)
    versions = PlanVersion.objects.within(by.clinic_id).filter(plan=plan).order_by("-number")
    version = versions.select_related("plan__person")[0]
    course = open_course(plan)
    holds = Hold.objects.within(by.clinic_id).filter(course=course) if course else ()
    return PlanToBook(
        plan_id=plan.id, person_id=plan.person_id, episode_id=plan.episode_id, version_id=version.id,
        number=version.number, content=from_json(PlanOfCare, version.content), is_ended=plan.state == PlanState.ENDED,
        only_weeks=_only_weeks(plan), clinic=clinic_of(by.clinic_id), course=course, holds=tuple(holds),
        primaries=primaries_of(version.plan.person, course), standing=standing_visits(plan.person_id, by.clinic_id),
    )  # fmt: skip


def open_course(plan: Plan) -> Course | None:
    """The plan's course, if one was begun: a plan has one."""
    courses = Course.objects.within(plan.clinic_id).filter(episode_id=plan.episode_id)
    return courses.exclude(state=CourseState.ENDED).order_by("-made_at").first()


def standing_visits(person_id: UUID, clinic_id: UUID) -> tuple[Visit, ...]:
    """Every visit of the person that is not cancelled, by time."""
    rows = Visit.objects.within(clinic_id).filter(person_id=person_id).exclude(state=VisitState.CANCELLED)
    return tuple(rows.select_related("practitioner__user", "place", "pair").order_by("starts"))


def is_held(hold: Hold) -> bool:
    """Its times are held now."""
    return hold.ended_at is None and hold.expires > clock.now()


def _only_weeks(plan: Plan) -> int | None:
    if plan.state == PlanState.AGREED:
        return None
    signed = signed_parts(plan.clinic_id).filter(assessment__episode_id=plan.episode_id)
    return FIRST_WEEKS if plan.state == PlanState.DRAFT and signed.exists() else 0


def signed_parts(clinic_id: UUID) -> QuerySet[AssessmentPart]:
    """Parts of examinations on whose signature the first weeks may be booked."""
    parts = AssessmentPart.objects.within(clinic_id)
    return parts.filter(signed_at__isnull=False).exclude(kind="story")


def primaries_of(person: Person, course: Course | None) -> dict[str, str]:
    """The people who were chosen before go on: those of the course, else the person's own."""
    before = ((course.proposal or {}).get("proposal") or {}).get("primaries") or {} if course else {}
    named = {NEEDLES: person.needles_by_id, MOVEMENT: person.movement_by_id}
    return {**before, **{id_: str(who) for id_, who in named.items() if who}}


def ask(plan: PlanToBook, wishes: Wishes, *, by: Member) -> Asked:
    """The request and the supply for what the plan still needs.

    Raises:
        Refused: NOT_AGREED before the assessment is signed, ALREADY_DONE when nothing is left to book, BLOCKED or
            MISSING when no discipline of the plan may be booked, NOT_POSSIBLE for an ended plan or an unknown
            discipline.
    """
    clinic = plan.clinic
    first_day = plan.first_day or wishes.first_day or works_on(clinic.id, _tomorrow(clinic))
    needs = _needs(plan, wishes, first_day)
    wanted = _disciplines(needs)
    cleared, withheld = _cleared(plan, wanted, by)
    days = _days(needs, first_day)
    held = [hold.id for hold in plan.holds if is_held(hold)]
    seen = snapshot(clinic, plan.person_id, days, wanted, free_holds=held)
    request = CourseRequest(
        days=seen.grid.days, first_day=first_day, needs=needs,
        available=hours(seen.grid, _can_come(plan, wishes, seen, wanted, clinic), seen.taken),
        disciplines=tuple(_spec(one, seen, clinic) for one in wanted), cleared=cleared,
        slot_minutes=clinic.slot_minutes, opens_minutes=seen.grid.opens_minutes, allow_split=wishes.allow_split,
        window_minutes=clinic.window_minutes, min_gap_minutes=clinic.min_gap_minutes,
        min_days_apart={one.id: max(1, one.min_days_apart) for one in wanted},
        primaries=_known_primaries(plan, seen, wanted), keep_same_people=wishes.only_same_people,
        last_visits=_last_visits(plan, seen.grid.days),
    )  # fmt: skip
    closed = tuple(day for day in days if day not in set(seen.grid.days))
    return Asked(request, seen.supply, seen, clinic.zone, withheld, closed)


def _tomorrow(clinic: ClinicSeen) -> date:
    return clock.today(clinic.zone) + timedelta(days=1)


def _needs(plan: PlanToBook, wishes: Wishes, first_day: date) -> tuple[WeekNeed, ...]:
    if plan.is_ended:
        raise Refused(Reason.NOT_POSSIBLE, Words("This plan has ended. Make a new plan to book from."))
    if plan.only_weeks == 0:
        raise Refused(
            Reason.NOT_AGREED,
            Words("Nothing can be booked yet: the assessment is not signed. Sign it, or agree the plan first."),
        )
    left = still_to_book(plan, wishes, first_day)
    if not left:
        raise Refused(Reason.ALREADY_DONE, _nothing_left(plan))
    return next_weeks(left, wishes.weeks_ahead)


def still_to_book(plan: PlanToBook, wishes: Wishes, first_day: date) -> tuple[WeekNeed, ...]:
    """What the plan asks for from this week on and no visit gives; before it is agreed only its first weeks."""
    needs = with_others(weekly_needs(plan.content.phases), wishes.others)
    left = needs_after(needs, plan.booked.elements(), first_day, clock.today(plan.clinic.zone))
    return tuple(need for need in left if need.week <= (plan.only_weeks or need.week))


def _nothing_left(plan: PlanToBook) -> Words:
    if plan.only_weeks:
        return Words("The first two weeks are booked. The rest can be booked when the plan is agreed.")
    return Words("Every visit of this plan is booked. To change one, open it.")


def _disciplines(needs: Iterable[WeekNeed]) -> tuple[Discipline, ...]:
    """Those that some week wants and that have a calendar, in the knowledge's order."""
    known = knowledge().disciplines
    asked = [need.others for need in needs]
    if unknown := sorted({id_ for others in asked for id_ in others if id_ not in known or not known[id_].bookable}):
        raise Refused(Reason.NOT_POSSIBLE, Words("{name} cannot be booked here. Leave it out.", name=unknown[0]))
    wanted = {id_ for need in needs for id_ in (NEEDLES, MOVEMENT, *need.others) if need.wanted(id_)}
    return tuple(one for one in known.values() if one.id in wanted and one.bookable)


def _cleared(plan: PlanToBook, wanted: Collection[Discipline], by: Member) -> tuple[frozenset[str], tuple[Words, ...]]:
    no = refusals(plan, wanted, by)
    if wanted and len(no) == len(wanted):
        raise next(iter(no.values()))
    return frozenset(one.id for one in wanted if one.id not in no), tuple(why.words for why in no.values())


def refusals(plan: PlanToBook, wanted: Iterable[Discipline], by: Member) -> dict[str, Refused]:
    """Why disciplines may not be booked, by id: none of what they would do in this plan is clear.

    Two queries, and one more when somebody must be named.
    """
    row, staff = latest_of(plan.person_id, plan.clinic.id), cache(lambda: staff_of(plan.clinic.id))
    return refusals_from(row, overrides_of(row) if row else (), plan, wanted, by=by, staff=staff)


def refusals_from(
    row: Screening | None, given: tuple[Override, ...], plan: PlanToBook, wanted: Iterable[Discipline], *,
    by: Member, staff: Staff,
) -> dict[str, Refused]:  # fmt: skip
    """`refusals` for who has read the latest answers and every signature about the person already."""
    today = clock.today(plan.clinic.zone)

    def why_not(modality: str) -> Refused | None:
        lifted = holding(given, row, modality, today) if row else ()
        try:
            cleared(row, lifted, modality, clock.now(), by=by, to_start=False, staff=staff)
        except Refused as no:
            return no
        return None

    found = {one.id: [why_not(modality) for modality in _modalities(plan.content, one)] for one in wanted}
    return {id_: no[0] for id_, no in found.items() if no and no[0] is not None and None not in no}


def _modalities(content: PlanOfCare, one: Discipline) -> tuple[str, ...]:
    """What the plan's lines of this discipline use; without lines, whatever its practitioners may give."""
    lines = (line for phase in content.phases for lane, its in phase.lanes.items() if lane == one.id for line in its)
    return tuple(dict.fromkeys(line.modality for line in lines)) or one.modalities


def _days(needs: tuple[WeekNeed, ...], first_day: date) -> list[date]:
    return [first_day + timedelta(days=7 * (need.week - 1) + n) for need in needs for n in range(7)]


def _can_come(
    plan: PlanToBook, wishes: Wishes, seen: Snapshot, wanted: Collection[Discipline], clinic: ClinicSeen
) -> list[Span]:
    """The person's hours: their wishes, from now on, on days that are not too near a visit they have already."""
    apart = {one.id: max(1, one.min_days_apart) for one in wanted}
    now = clock.now().astimezone(ZoneInfo(clinic.zone))
    minute = now.hour * 60 + now.minute + 1
    spans = []
    for day in seen.grid.days:
        if day < now.date() or any(abs((day - at).days) < apart.get(id_, 1) for id_, at in plan.visits):
            continue
        first = minute if day == now.date() else 0
        spans += [Span(day, max(s.starts, first), s.ends) for s in wishes.can_come(day) if s.ends > first]
    return spans


def _spec(one: Discipline, seen: Snapshot, clinic: ClinicSeen) -> DisciplineSpec:
    hands = one.hands_on or ((0, one.visit_minutes),)
    rooms = seen.rooms_for[one.id]
    return DisciplineSpec.from_minutes(one.id, one.visit_minutes, hands, rooms, slot_minutes=clinic.slot_minutes)


def _known_primaries(plan: PlanToBook, seen: Snapshot, wanted: Collection[Discipline]) -> dict[str, str]:
    able = {(person.id, id_) for person in seen.supply.practitioners for id_ in person.disciplines}
    ids = {one.id for one in wanted}
    return {id_: who for id_, who in plan.primaries.items() if id_ in ids and (who, id_) in able}


def _last_visits(plan: PlanToBook, days: tuple[date, ...]) -> dict[str, date]:
    before = sorted((day, id_) for id_, day in plan.visits if days and day < days[0])
    return {id_: day for day, id_ in before}
