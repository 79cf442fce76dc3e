"""What a course is offered is what the tables leave free, on both sides of every clock change."""

from datetime import UTC, date, datetime, time, timedelta

import numpy as np
import pytest
from tests.people import TUESDAY_NINE, Cast
from tests.records.schedule.courses import sure

from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.library.knowledge import knowledge
from weft.records import claims, clock
from weft.records.access import Member, clinic_of
from weft.records.actions.base import action
from weft.records.actions.schedule import book_visit
from weft.records.models import Clinic, Closure, Hold, Membership, Resource, WorkingHours
from weft.records.reads.calendar import Snapshot, snapshot, works_on
from weft.records.wanted import VisitWanted, Wanted

pytestmark = pytest.mark.django_db

TUESDAY = date(2027, 3, 2)
OPENS = 8 * 60


def look(cast: Cast, *days: date, **more: object) -> Snapshot:
    disciplines = [knowledge().disciplines[id_] for id_ in (NEEDLES, MOVEMENT)]
    return snapshot(clinic_of(cast.clinic.id), cast.marta_id, days or (TUESDAY,), disciplines, **more)  # type: ignore[arg-type]


def free(seen: Snapshot, name: str, day: int = 0) -> list[int]:
    """Local minutes at which the slots of somebody or some place are free."""
    rows = [one.name for one in seen.supply.practitioners]
    if name in rows:
        slots = seen.supply.free[rows.index(name), day]
    else:
        ids = [seen.names[room.id] for room in seen.supply.rooms]
        slots = seen.supply.capacity[ids.index(name), day] > 0
    return [seen.grid.opens_minutes + 15 * int(at) for at in np.flatnonzero(slots)]


@action
def hold(cast: Cast, resource: Resource, *, by: Member) -> Hold:
    made = Hold.objects.create(clinic_id=by.clinic_id, person_id=cast.marta_id, expires=clock.in_minutes(10))
    ends = TUESDAY_NINE + timedelta(minutes=30)
    claims.claim(by.clinic_id, [Wanted(resource.id, TUESDAY_NINE, ends, hold_id=made.id)])
    return made


def test_everybody_is_free_in_their_hours_and_nowhere_else(cast: Cast) -> None:
    seen = look(cast)

    assert free(seen, "Wei") == list(range(OPENS, 18 * 60, 15))
    assert {one.name for one in seen.supply.practitioners} == {"Wei", "Dana", "Ren"}
    assert seen.taken == ()


def test_days_on_which_nobody_works_are_left_out(cast: Cast) -> None:
    assert look(cast, *(date(2027, 3, day) for day in range(1, 8))).grid.days == tuple(
        date(2027, 3, day) for day in range(1, 6)
    )
    assert works_on(cast.clinic.id, date(2027, 3, 6)) == date(2027, 3, 8)


def test_hours_hold_from_their_first_day_to_their_last(cast: Cast) -> None:
    rows = WorkingHours.objects.within(cast.clinic.id).filter(membership_id=sure(cast.wei.membership_id))
    rows.update(first_day=date(2027, 3, 3), last_day=date(2027, 3, 3))

    seen = look(cast, TUESDAY, date(2027, 3, 3), date(2027, 3, 4))

    assert [bool(free(seen, "Wei", day)) for day in range(3)] == [False, True, False]


def test_a_visit_takes_the_bed_throughout_and_the_hands_at_both_ends(cast: Cast) -> None:
    wanted = VisitWanted(NEEDLES, cast.wei.membership_id, TUESDAY_NINE, 45, cast.beds[0].id, ((0, 15), (30, 45)))  # type: ignore[arg-type]
    book_visit(cast.harold_id, wanted, by=cast.noor)

    seen = look(cast)

    assert [at for at in (540, 555, 570, 585) if at in free(seen, "Wei")] == [555, 585]
    assert [at for at in (540, 555, 570, 585) if at in free(seen, "Bed 1")] == [585]
    assert 540 in free(seen, "Bed 2")


def test_the_persons_own_visits_are_taken_in_wall_time(cast: Cast) -> None:
    wanted = VisitWanted(MOVEMENT, cast.dana.membership_id, TUESDAY_NINE, 40, cast.rooms[0].id)  # type: ignore[arg-type]
    book_visit(cast.marta_id, wanted, by=cast.noor)

    [span] = look(cast).taken

    assert (span.day, span.starts, span.ends) == (TUESDAY, 540, 580)


def test_hands_that_another_clinic_has_booked_are_not_free_here(cast: Cast) -> None:
    guest = Membership.objects.create(clinic=cast.other_clinic, user_id=sure(cast.wei.user_id), disciplines=[NEEDLES])
    there = VisitWanted(NEEDLES, guest.id, TUESDAY_NINE, 30, cast.other_bed.id)
    book_visit(cast.other_person.id, there, by=cast.otto)

    assert 540 not in free(look(cast), "Wei")


def test_a_held_time_is_taken_until_it_expires_and_free_to_its_owner(cast: Cast) -> None:
    made = hold(cast, cast.beds[0], by=cast.noor)
    assert isinstance(made, Hold)

    assert 540 not in free(look(cast), "Bed 1")
    assert 540 in free(look(cast, free_holds=[made.id]), "Bed 1")
    with clock.at(made.expires):
        assert 540 in free(look(cast), "Bed 1")


@pytest.mark.parametrize(("what", "shut"), [("place", {"Bed 1"}), ("membership", {"Wei"}),
                                            ("site", {"Wei", "Dana", "Ren", "Bed 1", "Bed 2"})])  # fmt: skip
def test_a_closure_takes_what_it_names(cast: Cast, what: str, shut: set[str]) -> None:
    named = {"place": cast.beds[0].id, "membership": cast.wei.membership_id, "site": cast.site.id}
    ends = TUESDAY_NINE + timedelta(hours=1)
    Closure.objects.create(clinic=cast.clinic, starts=TUESDAY_NINE, ends=ends, **{f"{what}_id": named[what]})

    seen = look(cast)

    assert {name for name in ("Wei", "Dana", "Ren", "Bed 1", "Bed 2") if 540 not in free(seen, name)} == shut
    assert all(600 in free(seen, name) for name in shut)


def test_a_bed_is_for_what_asks_for_beds_and_a_named_room_for_what_it_names(cast: Cast) -> None:
    Resource.objects.everywhere().filter(id=cast.rooms[0].id).update(disciplines=[NEEDLES, MOVEMENT])

    seen = look(cast)

    rooms = {seen.names[room.id]: room.kind for room in seen.supply.rooms}
    needles, movement = set(seen.rooms_for[NEEDLES]), set(seen.rooms_for[MOVEMENT])
    assert {name for name, kind in rooms.items() if kind in needles} == {"Bed 1", "Bed 2", "Bed 3", "Room 1"}
    assert {name for name, kind in rooms.items() if kind in movement} == {"Room 1", "Room 2"}


def works_all_night(cast: Cast, zone: str) -> None:
    Clinic.objects.filter(id=cast.clinic.id).update(zone=zone)
    rows = WorkingHours.objects.within(cast.clinic.id).filter(membership_id=sure(cast.wei.membership_id))
    rows.update(starts=time(0), ends=time(6), weekday=6)
    rows.exclude(id=rows.order_by("id").values_list("id", flat=True)[0]).delete()


@pytest.mark.parametrize(("zone", "day", "first", "last"), [
    ("America/Toronto", date(2026, 11, 1), 60, 120),
    ("America/Toronto", date(2027, 3, 14), 120, 180),
    ("Australia/Lord_Howe", date(2026, 10, 4), 120, 150),
    ("Australia/Lord_Howe", date(2027, 4, 4), 90, 120),
])  # fmt: skip
def test_a_wall_time_that_is_no_single_moment_is_never_offered(
    cast: Cast, zone: str, day: date, first: int, last: int
) -> None:
    works_all_night(cast, zone)

    seen = look(cast, day)

    assert {span.starts for span in seen.taken} == set(range(first, last, 5))


@pytest.mark.parametrize(("day", "hour"), [(date(2026, 11, 1), 10), (date(2027, 3, 14), 9)])
def test_a_claim_after_the_change_is_read_at_its_own_wall_time(cast: Cast, day: date, hour: int) -> None:
    works_all_night(cast, "America/Toronto")
    starts = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)  # 05:00 on the wall, both times

    @action
    def busy(*, by: Member) -> None:
        made = Hold.objects.create(clinic_id=by.clinic_id, expires=clock.in_minutes(10))
        claims.claim(by.clinic_id, [Wanted(cast.beds[0].id, starts, starts + timedelta(minutes=15), hold_id=made.id)])

    busy(by=cast.noor)

    assert [at for at in (285, 300, 315) if at in free(look(cast, day), "Bed 1")] == [285, 315]
