"""Who wants earlier times and with whom: the newest entry of each person, and what an offer rests on."""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery

from weft.core.schedule.wishes import PartOfDay, Wishes
from weft.library.stored import from_json
from weft.records import versions
from weft.records.models import (
    Course,
    CourseState,
    PlanState,
    PlanVersion,
    TimeOffer,
    Visit,
    VisitState,
    WaitlistEntry,
)
from weft.records.wanted import VisitWanted


def entries_of(clinic_id: UUID, only: Collection[UUID] | None = None) -> dict[UUID, WaitlistEntry]:
    """The entry that stands, by person; whether it wants earlier times or ends that. One query."""
    rows = WaitlistEntry.objects.within(clinic_id)
    newest = rows.filter(person_id=OuterRef("person_id")).order_by("-at", "-made_at").values("id")[:1]
    found = rows.filter(id=Subquery(newest))
    return {row.person_id: row for row in (found if only is None else found.filter(person_id__in=only))}


def hours_of(entry: WaitlistEntry) -> Wishes:
    """When they can come; nothing said means any time."""
    said = entry.hours
    return Wishes(days=tuple(said.get("days", ())), times=tuple(map(PartOfDay, said.get("times", ()))))


def come_to_anybody(clinic_id: UUID, entries: Mapping[UUID, WaitlistEntry]) -> frozenset[UUID]:
    """Who of these said that they come also to somebody else, and has no course with the same people only.

    One query, none when nobody said so.
    """
    said = {id_ for id_, entry in entries.items() if entry.wanted and entry.anybody}
    return frozenset(said - same_people_only(clinic_id, said)) if said else frozenset()


def same_people_only(clinic_id: UUID, people: Collection[UUID]) -> frozenset[UUID]:
    """Whose course, as it is or was wished, is with the same people only. One query."""
    rows = Course.objects.within(clinic_id).exclude(state=CourseState.ENDED)
    rows = rows.filter(person_id__in=people, wishes__only_same_people=True)
    return frozenset(rows.values_list("person_id", flat=True))


def own_trips(clinic_id: UUID, visit_ids: Collection[UUID]) -> dict[UUID, tuple[Visit, ...]]:
    """The trips that would come forward, by one of their visits: what its person has on that day. One query."""
    rows = Visit.objects.within(clinic_id).exclude(state=VisitState.CANCELLED)
    same_day = rows.filter(id__in=visit_ids, person_id=OuterRef("person_id"), local_date=OuterRef("local_date"))
    found = list(rows.filter(Exists(same_day)).order_by("starts", "id")) if visit_ids else []
    return {
        one.id: tuple(each for each in found if (each.person_id, each.local_date) == (one.person_id, one.local_date))
        for one in found if one.id in visit_ids
    }  # fmt: skip


def own_trip(clinic_id: UUID, visit_id: UUID | None) -> tuple[Visit, ...]:
    """One of them; of no visit none."""
    return own_trips(clinic_id, [visit_id]).get(visit_id, ()) if visit_id else ()


def is_to_others(wanted: Iterable[VisitWanted], trip: Iterable[Visit]) -> bool:
    """Somebody else would treat a visit of the trip than now."""
    now = {visit.discipline: visit.practitioner_id for visit in trip}
    return any(now.get(one.discipline, one.practitioner_id) != one.practitioner_id for one in wanted)


def mark_of(wanted: Iterable[VisitWanted], trip: Iterable[Visit]) -> str:
    """What somebody was told: what they would have, when and with whom, and the trip of theirs it is instead of."""
    parts = ([(one.discipline, one.starts.timestamp(), one.practitioner_id) for one in each] for each in (wanted, trip))
    return versions.mark_of(*parts)


def standing_mark(clinic_id: UUID, person_id: UUID) -> str:
    """A mark of somebody's plan, visits and "same people only": when it changes, what was worked out holds no more.

    Past visits are in it: one that ends between the offer and the answer changes nothing.
    """
    visits = Visit.objects.within(clinic_id).filter(person_id=person_id).exclude(state=VisitState.CANCELLED)
    plans = PlanVersion.objects.within(clinic_id).filter(person_id=person_id).exclude(plan__state=PlanState.ENDED)
    return versions.mark_of(
        *visits.order_by("starts", "id").values_list("id", "discipline", "starts", "practitioner_id"),
        *plans.order_by("id").values_list("id", flat=True),
        bool(same_people_only(clinic_id, [person_id])),
    )


def lapsed(rows: Iterable[TimeOffer], clinic_id: UUID) -> set[UUID]:
    """Of open offers those that a yes would not book: plan, visits or whom they come to are not as they were."""
    rows = list(rows)
    changed = {row.id for row in rows if row.standing != standing_mark(clinic_id, row.person_id)}
    return changed | _to_others_unwanted(rows, clinic_id)


def _to_others_unwanted(rows: Iterable[TimeOffer], clinic_id: UUID) -> set[UUID]:
    """Offers of a time with somebody else, to who comes to their own people only by now."""
    moving = [(row, row.instead_of) for row in rows if row.instead_of]
    trips = own_trips(clinic_id, [id_ for _, id_ in moving])
    others = [
        row for row, id_ in moving
        if is_to_others(from_json(tuple[VisitWanted, ...], row.visits), trips.get(id_, ()))
    ]  # fmt: skip
    willing = come_to_anybody(clinic_id, entries_of(clinic_id, {row.person_id for row in others})) if others else ()
    return {row.id for row in others if row.person_id not in willing}
