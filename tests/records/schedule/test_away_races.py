"""A visit that moves out of an absence races with the desk for one time: one of them has it, never both."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from tests import people
from tests.care import got
from tests.people import TUESDAY_NINE, Cast
from tests.records.race_server import Reply, overlaps_allowed, rivals, serving
from tests.records.schedule.courses import sure
from tests.records.schedule.test_away_added import beside
from tests.records.test_races import overlaps

from weft.core.schedule.absence import Why
from weft.core.schedule.clinic.repair import Rung
from weft.core.shared.care import NEEDLES
from weft.core.shared.words import Words
from weft.library.stored import to_json
from weft.records import claims, clock, resources
from weft.records.actions import undo
from weft.records.actions.away import Absent, end_absence, write_absence
from weft.records.actions.course_cancel import cancel_visit
from weft.records.actions.course_trip import mark_of
from weft.records.actions.schedule import book_visit
from weft.records.away_lost import lost_visits
from weft.records.away_offer import KeptMove, KeptOffer, KeptRow
from weft.records.models import Closure, Hold, Membership, Person, Task, Visit, VisitState
from weft.records.refused import Refused
from weft.records.wanted import VisitWanted, Wanted

pytestmark = pytest.mark.django_db(transaction=True)

HEATS = 6


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return people.standing()


@pytest.fixture(autouse=True)
def _the_day_before() -> Iterator[None]:
    """The race's own processes live now: all of this lies ahead of them."""
    with clock.at(TUESDAY_NINE - timedelta(days=7)):
        yield


def slot(number: int) -> datetime:
    """Six a day, on weekdays."""
    return TUESDAY_NINE + timedelta(days=number // 6, hours=number % 6)


def at(cast: Cast, starts: datetime) -> VisitWanted:
    return VisitWanted(NEEDLES, sure(cast.wei.membership_id), starts, 45, cast.beds[0].id)


def visiting(cast: Cast, starts: datetime, person: UUID, path: str = "visit") -> dict[str, Any]:
    first = {
        "discipline": NEEDLES, "practitioner": str(cast.wei.membership_id), "starts": starts.isoformat(),
        "minutes": 45, "place": str(cast.beds[0].id),
    }  # fmt: skip
    about = {"person": str(person), "by": str(cast.noor.user_id), "clinic": str(cast.clinic.id)}
    return {"path": path, "visits": [first]} | about


def agreeing(cast: Cast, number: int) -> dict[str, Any]:
    """Somebody's visit of the week after, which may go to this slot."""
    person = Person.objects.create(clinic=cast.clinic, name=f"Hit {number}")
    booked = book_visit(person.id, at(cast, slot(number) + timedelta(days=14)), by=cast.noor)
    visit = Visit.objects.within(cast.clinic.id).get(id=booked.visits[0])  # type: ignore[union-attr]
    move = KeptMove(visit.id, slot(number), visit.practitioner_id, cast.beds[0].id, "", "")
    row = KeptRow(person.id, (move,), keeps_pair=False, mark=mark_of([visit]))
    offer = KeptOffer(f"heat-{number}", Rung.ALONE, clock.now(), Words(""), (row,))
    closure = Closure.objects.create(
        clinic=cast.clinic, place=cast.beds[2], starts=visit.starts, ends=visit.ends, offer=to_json(offer)
    )
    return visiting(cast, slot(number), person.id, "agreed") | {"closure": str(closure.id), "serial": offer.serial}


def race(cast: Cast, port: int, heats: int) -> list[list[Reply]]:
    asked = [(agreeing(cast, n), visiting(cast, slot(n), cast.harold_id)) for n in range(heats)]
    return [rivals(port, list(each)) for each in asked]


def test_of_a_visit_that_moves_and_a_desk_that_books_one_has_the_time(cast: Cast) -> None:
    with serving() as port:
        heats = race(cast, port, HEATS)
        next_week = [slot(number) + timedelta(days=7) for number in range(HEATS)]
        paths = ("absent", "visit")
        again = [rivals(port, [visiting(cast, one, cast.marta_id, path) for path in paths]) for one in next_week]

    assert [sorted(reply.status for reply in heat) for heat in heats] == [[201, 409]] * HEATS
    assert overlaps() == 0
    away = Closure.objects.within(cast.clinic.id).filter(membership_id=sure(cast.wei.membership_id)).order_by("starts")
    lost = lost_visits(cast.clinic.id, list(away))
    assert [len(lost[row.id]) for row in away] == [int(heat[1].status == 201) for heat in again]
    assert {heat[0].status for heat in again} == {201}


def test_with_the_guard_off_the_same_race_double_books(cast: Cast) -> None:
    """The positive control: a race that cannot fail would prove nothing."""
    with overlaps_allowed():
        with serving(RACE_GUARD="off") as port:
            heats = race(cast, port, HEATS)
        doubled = overlaps()

    assert doubled > 0
    assert any([reply.status for reply in heat].count(201) > 1 for heat in heats)


# --- a time that is let go of while an absence is written or called off ----------------------------------------------


def absent(cast: Cast) -> Any:
    who, starts = Absent(membership_id=cast.wei.membership_id), slot(0)
    return write_absence(by=cast.noor, who=who, starts=starts, ends=starts + timedelta(hours=2), why=Why.AWAY)


@pytest.mark.only_on("postgres")
def test_a_time_that_is_let_go_while_an_absence_is_written_is_the_absences(cast: Cast) -> None:
    mine = got(book_visit(cast.marta_id, at(cast, slot(0)), by=cast.noor)).visits[0]

    beside(lambda: got(absent(cast)), lambda: cancel_visit(visit_id=mine, reason="ill", by=cast.noor))

    assert isinstance(book_visit(cast.harold_id, at(cast, slot(0)), by=cast.noor), Refused)


@pytest.mark.only_on("postgres")
def test_a_time_that_is_let_go_while_an_absence_is_called_off_is_free(cast: Cast) -> None:
    mine = got(book_visit(cast.marta_id, at(cast, slot(0)), by=cast.noor)).visits[0]
    made = got(absent(cast))

    beside(
        lambda: got(cancel_visit(visit_id=mine, reason="ill", by=cast.noor)),
        lambda: end_absence(by=cast.noor, closure_id=made),
    )

    assert not isinstance(book_visit(cast.harold_id, at(cast, slot(0)), by=cast.noor), Refused)


@pytest.mark.only_on("postgres")
@pytest.mark.parametrize("order", ["taken back first", "called off first"])
def test_a_step_that_is_taken_back_while_the_absence_is_called_off_leaves_nobody_to_call(
    cast: Cast, order: str
) -> None:
    mine = got(book_visit(cast.marta_id, at(cast, slot(0)), by=cast.noor)).visits[0]
    made = got(absent(cast))
    step = got(undo.cancel(visit_id=mine, reason="away", by=cast.noor))
    acts = [
        lambda: got(undo.take_back(step, by=cast.noor)),
        lambda: got(end_absence(by=cast.noor, closure_id=made)),
    ]  # fmt: skip

    beside(*(acts if order == "taken back first" else acts[::-1]))

    assert Visit.objects.within(cast.clinic.id).get(id=mine).state == VisitState.BOOKED
    assert not open_tasks(cast.clinic.id)


@pytest.mark.only_on("postgres")
@pytest.mark.parametrize("order", ["cancelled first", "written first"])
def test_a_visit_that_another_clinic_cancels_while_the_absence_is_written_is_nobodys_to_call(
    cast: Cast, order: str
) -> None:
    works = Membership.objects.create(clinic=cast.other_clinic, user_id=sure(cast.wei.user_id), disciplines=[NEEDLES])
    theirs = VisitWanted(NEEDLES, works.id, slot(0), 45, cast.other_bed.id)
    visit = got(book_visit(cast.other_person.id, theirs, by=cast.otto)).visits[0]
    acts = [lambda: got(cancel_visit(visit_id=visit, reason="ill", by=cast.otto)), lambda: got(absent(cast))]

    beside(*(acts if order == "cancelled first" else acts[::-1]))

    assert not open_tasks(cast.other_clinic.id)
    assert isinstance(book_visit(cast.other_person.id, theirs, by=cast.otto), Refused)


def open_tasks(clinic_id: UUID) -> list[Task]:
    return list(Task.objects.within(clinic_id).filter(done_at__isnull=True))


@pytest.mark.only_on("postgres")
def test_an_expired_hold_that_a_rival_ends_leaves_no_gap_in_an_absence(cast: Cast) -> None:
    hands, bed = resources.practitioner(sure(cast.wei.user_id)).id, cast.beds[2].id
    with transaction.atomic():
        hold = Hold.objects.create(clinic=cast.clinic, person_id=cast.marta_id, expires=clock.now())
        times = [(hands, slot(0), slot(1)), (bed, slot(1), slot(2))]
        claims.claim(cast.clinic.id, [Wanted(*each, hold_id=hold.id) for each in times])
    rival = VisitWanted(NEEDLES, sure(cast.ren.membership_id), slot(3), 45, bed)

    beside(lambda: got(book_visit(cast.harold_id, rival, by=cast.noor)), lambda: absent(cast))

    assert isinstance(book_visit(cast.marta_id, at(cast, slot(0)), by=cast.noor), Refused)
