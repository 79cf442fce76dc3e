"""One person in the picture of a site: when they can come, what they need, and with whom."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from weft.core.schedule.clinic.shape import Person, Span, Visit
from weft.core.schedule.grid import Span as Day
from weft.core.schedule.wishes import Wishes
from weft.records.reads.calendar_frame import Frame
from weft.records.reads.calendar_treatments import bookable
from weft.records.reads.calendar_weeks import comes, needs_in
from weft.records.reads.course_request import PlanToBook


@dataclass(frozen=True, slots=True)
class Busy:
    """What keeps one person from coming, whatever they wish."""

    taken: tuple[Day, ...]
    """Their own time that is booked outside the picture, as local times."""
    avoid: frozenset[date]
    """Days too near a visit that is not in the picture."""
    own: tuple[Span, ...]
    """Where their visits in the picture stand: there they come, whatever they wish."""


def busy_in(frame: Frame, id_: UUID, own: Iterable[Visit], inside: Collection[UUID]) -> Busy:
    """What keeps them from coming, with ``own`` visits in the picture, and ``inside`` the rows of everybody's."""
    claimed = (one for one in frame.time.claims if one.person_id == id_ and one.visit_id not in inside)
    mine = ((visit.day, visit.start, visit.start + _slots(frame, visit.discipline)) for visit in own)
    return Busy(tuple(frame.time.spans_of(claimed)), frozenset(_avoid(frame, id_, inside)), tuple(mine))


def person_in(frame: Frame, id_: UUID, own: Iterable[Visit], busy: Busy) -> Person:
    """The person as the solver takes them."""
    plan = frame.plans.get(id_)
    wishes = plan.wishes if plan else Wishes()
    no = frame.no.get(id_, {})
    return Person(
        id=str(id_), available=(*comes(frame.time, wishes, busy.taken, busy.avoid), *busy.own),
        needs=needs_in(frame.asks.get(id_), frame.blank, own),
        cleared=tuple(one.id for one in frame.blank.disciplines if one.id not in no),
        primaries=_primaries(frame, plan), same_people=wishes.only_same_people, allow_split=wishes.allow_split,
        last_visits=_last_visits(frame, plan),
    )  # fmt: skip


def _slots(frame: Frame, discipline: str) -> int:
    treatment = frame.blank.treatment(discipline)
    return treatment.slots if treatment else 1


def _avoid(frame: Frame, id_: UUID, inside: Collection[UUID]) -> set[date]:
    """Days too near a visit that is not in the picture."""
    known = bookable()
    return {
        row.local_date + timedelta(days=n)
        for row in frame.rows.get(id_, ()) if row.id not in inside
        for apart in [max(1, known[row.discipline].min_days_apart) if row.discipline in known else 1]
        for n in range(1 - apart, apart)
    }  # fmt: skip


def _primaries(frame: Frame, plan: PlanToBook | None) -> dict[str, str]:
    """Who is named; else whom they have seen most, of those the latest."""
    able = {(str(row.id), id_) for row in frame.time.staff.values() for id_ in row.disciplines}
    if plan is None:
        return {}
    seen = Counter((visit.discipline, str(visit.practitioner_id)) for visit in reversed(plan.standing))
    most = {id_: who for (id_, who), _ in reversed(seen.most_common()) if (who, id_) in able}
    return most | {id_: who for id_, who in plan.primaries.items() if (who, id_) in able}


def _last_visits(frame: Frame, plan: PlanToBook | None) -> dict[str, int]:
    ids = {one.id for one in frame.blank.disciplines}
    if plan is None or not frame.blank.days:
        return {}
    begun = frame.blank.days[0]
    days = {id_: day for id_, day in sorted(plan.visits, key=lambda one: one[1]) if day < begun and id_ in ids}
    return {id_: (begun - day).days for id_, day in days.items()}
