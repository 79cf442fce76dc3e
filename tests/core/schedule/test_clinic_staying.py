"""Who stays at their time stays in their room, and every change of a confirmed visit is asked for."""

from dataclasses import replace

import pytest
from tests.core.schedule.clinics import NEEDLING, clinic, person, visit, whole_days

from weft.core.schedule.clinic.repair import Rung, lost_visits, repair
from weft.core.schedule.clinic.shape import Clinic, Rooms, Staff, Visit
from weft.core.schedule.clinic.staying import rooms_back
from weft.core.schedule.clinic.timetable import Timetable
from weft.core.shared.care import MOVEMENT, NEEDLES

BEDS = tuple(Rooms(kind=kind, count=1) for kind in ("bed", "bay", "gym", "private"))
NAMES = ("ana", "bo", "cy")


def beds(*needles: Visit) -> tuple[Clinic, Timetable]:
    """Two beds, each a kind by itself as in a calendar that names them; three people who can use either."""
    staff = tuple(Staff(id=one, disciplines=(NEEDLES,), works=whole_days(5, 8)) for one in ("wei", "ren", "kim"))
    one = clinic(
        *(person(name, needles=1) for name in NAMES),
        disciplines=(replace(NEEDLING, rooms=("bed", "bay")),), practitioners=staff, rooms=BEDS,
    )  # fmt: skip
    return one, Timetable(one, needles)


ANA, BO = visit(), visit(person="bo", practitioner="ren", room="bay")


def put_back(now: tuple[Visit, ...]) -> tuple[Visit, ...]:
    _, before = beds(ANA, BO)
    _, timetable = beds(*now)
    rooms_back(timetable, before.spots)
    found = timetable.answer().visits
    timetable.clear(0)
    timetable.clear(1)
    timetable.clear(2)
    assert timetable.floor.open == beds()[1].floor.open
    return found


def test_two_who_changed_rooms_for_nothing_change_back() -> None:
    assert put_back((replace(ANA, room="bay"), replace(BO, room="bed"))) == (ANA, BO)


def test_a_room_that_is_taken_is_not_taken_back() -> None:
    cy = visit(person="cy", practitioner="kim", room="bay")

    assert put_back((ANA, replace(BO, start=3), cy)) == (ANA, cy, replace(BO, start=3))
    assert put_back((replace(BO, room="bed"), cy)) == (replace(BO, room="bed"), cy)


def test_who_cannot_go_back_keeps_others_from_going_back() -> None:
    """Cy is in Bo's room, so Bo stays in Ana's, and Ana where she came to be: after them."""
    cy = visit(person="cy", practitioner="kim", room="bay")

    assert put_back((replace(ANA, start=3), replace(BO, room="bed"), cy))[:2] == (replace(BO, room="bed"), cy)


def test_the_other_half_of_a_lost_half_keeps_its_bed() -> None:
    """The first bed is free by now; nobody is moved into it."""
    one = clinic(
        person(needles=1, movement=1, pairs=1),
        disciplines=(replace(NEEDLING, rooms=("bed", "bay")), *clinic().disciplines[1:]), rooms=BEDS,
    )  # fmt: skip
    sam = Staff(id="sam", disciplines=(MOVEMENT,), works=())
    now = replace(one, practitioners=(*one.practitioners, sam))
    half = visit(room="bay", confirmed=True)

    for offer in repair(now, (half, visit(MOVEMENT, start=3, practitioner="sam", confirmed=True))):
        assert half in offer.visits
        assert (offer.recovered, offer.asks) == (1, ())


@pytest.mark.parametrize("rung", [Rung.ALONE, Rung.RELATIVES])
def test_a_confirmed_visit_that_must_change_rooms_is_asked_for(rung: Rung) -> None:
    """Needles with Bo alone fit only into the bay, where Ana lies, who could lie in the bed as well."""
    one, _ = beds()
    bo = replace(one.people[1], rooms={NEEDLES: ("bay",)}, available=((0, 0, 3),))
    hers = replace(ANA, room="bay", confirmed=True)
    ana = replace(one.people[0], available=((0, 0, 3),))
    now = replace(one, people=(ana, bo), practitioners=(*one.practitioners, Staff(id="sam", disciplines=(), works=())))

    offer = repair(now, (hers, replace(BO, practitioner="sam", confirmed=True)), rungs=(rung,))[0]

    assert (offer.recovered, offer.asks) == ((1, (hers,)) if rung is Rung.RELATIVES else (0, ()))


@pytest.mark.parametrize(("closed", "lost"), [(0, ()), (1, (BO,)), (2, (ANA, BO))])
def test_where_rooms_are_too_few_the_last_visits_are_lost(closed: int, lost: tuple[Visit, ...]) -> None:
    one, _ = beds()
    rooms = (Rooms(kind="bed", count=2, closed=((0, 0, 1, closed),)),)
    treatments = (replace(NEEDLING, rooms=("bed",)),)
    seen = [replace(each, room="bed") for each in (ANA, BO)]

    assert lost_visits(replace(one, rooms=rooms, disciplines=treatments), seen) == tuple(
        replace(each, room="bed") for each in lost
    )
