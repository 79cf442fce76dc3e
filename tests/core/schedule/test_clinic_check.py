"""The checker of a whole clinic finds one planted fault of each rule, and none where there is none."""

from dataclasses import replace
from typing import Any

import pytest
from tests.core.schedule.clinics import MASSAGE, MOVING, NEEDLING, clinic, person, visit

from weft.core.schedule.clinic.check import check_clinic
from weft.core.schedule.clinic.shape import Rooms, Visit, Worth
from weft.core.schedule.request import Order
from weft.core.shared.care import MOVEMENT, NEEDLES

ANA = person(needles=2, movement=2, pairs=2, primaries={NEEDLES: "wei"})
PAIR = (visit(), visit(MOVEMENT, start=3))


def said(*visits: Visit, who: Any = ANA, **more: Any) -> list[str]:
    return [str(one) for one in check_clinic(clinic(who, **more), visits).violations]


def test_a_sound_answer_is_counted_and_has_no_violation() -> None:
    checked = check_clinic(clinic(ANA), (*PAIR, visit(day=2), visit(MOVEMENT, day=4)))

    assert checked.violations == ()
    assert (checked.required, checked.placed, checked.pairs, checked.pairs_required) == (4, 4, 1, 2)
    assert (checked.with_primary, checked.objective) == (2, 4000 + 200 + 60)


def test_waiting_costs_by_the_quarter_and_a_priority_multiplies_visits() -> None:
    later = (visit(), visit(MOVEMENT, start=5))

    assert check_clinic(clinic(replace(ANA, priority=3)), later).objective == 6000 + 200 + 30 - 4


def test_halves_outside_the_window_are_no_pair() -> None:
    checked = check_clinic(clinic(replace(ANA, allow_split=True)), (visit(), visit(MOVEMENT, start=6)))

    assert (checked.pairs, checked.objective, checked.violations) == (0, 2000 + 30 - 6, ())


def test_movement_twice_on_one_day_is_no_pair() -> None:
    checked = check_clinic(clinic(person(movement=2)), (visit(MOVEMENT), visit(MOVEMENT, start=2)))

    assert checked.pairs == 0
    assert len(checked.violations) == 2


@pytest.mark.parametrize(
    ("planted", "fault"),
    [
        (visit(person="nobody"), "the clinic knows no such person or discipline"),
        (visit("singing"), "the clinic knows no such person or discipline"),
        (visit(day=5), "it does not fit into the calendar"),
        (visit(day=-1), "it does not fit into the calendar"),
        (visit(start=6), "it does not fit into the calendar"),
        (visit(start=-1), "it does not fit into the calendar"),
        (visit(room="gym"), "the room will not do"),
        (visit(practitioner="dana"), "the practitioner is not registered for it"),
        (visit(practitioner="otto"), "the practitioner is not registered for it"),
    ],
)
def test_a_visit_that_cannot_be_is_named_with_person_day_and_time(planted: Visit, fault: str) -> None:
    found = said(planted)

    assert len(found) == 1
    assert fault in found[0]


def test_a_fault_says_whose_visit_when() -> None:
    assert said(visit(room="gym", day=1, start=2)) == ["ana, needles on 5 Jan 2027 at 08:30: the room will not do"]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"cleared": (MOVEMENT,)}, "it is not cleared for this person"),
        ({"available": ((0, 0, 2),)}, "the person cannot come then"),
        ({"available": ((1, 0, 8),)}, "the person cannot come then"),
        ({"same_people": True, "primaries": {}}, "only the own practitioner may be booked"),
        ({"rooms": {NEEDLES: ("private",)}}, "the room will not do"),
        ({"last_visits": {NEEDLES: 1}}, "ana: two visits of needles are less than 2 days apart"),
        ({"needs": ()}, "ana has 1 visit of needles in week 1, wanted are 0"),
    ],
)
def test_what_one_person_may_not_have_is_found(change: dict[str, Any], fault: str) -> None:
    found = said(visit(), who=replace(ANA, **change))

    assert len(found) == 1
    assert fault in found[0]


def test_hands_are_needed_only_for_their_slots() -> None:
    staff = replace(clinic().practitioners[0], works=((0, 0, 1), (0, 2, 3)))

    assert said(visit(), practitioners=(staff,)) == []
    assert "the practitioner does not work then" in said(visit(start=1), practitioners=(staff,))[0]


def test_one_practitioner_is_not_twice_at_once() -> None:
    both = (visit(), visit(person="bo", start=2))
    other = person("bo", needles=1)

    found = check_clinic(clinic(ANA, other, rooms=(Rooms(kind="bed", count=2),)), both).violations
    assert [str(one) for one in found] == ["wei has two visits at once on 4 Jan 2027"]


def test_hands_may_lie_between_each_other() -> None:
    both = (visit(), visit(person="bo", start=1))

    assert (
        check_clinic(clinic(ANA, person("bo", needles=1), rooms=(Rooms(kind="bed", count=2),)), both).violations == ()
    )


def test_one_person_is_not_twice_at_once() -> None:
    assert "ana has two visits at once on 4 Jan 2027" in said(visit(), visit(MOVEMENT, start=2))


@pytest.mark.parametrize(("rooms", "faults"), [(Rooms(kind="bed", count=1), 1), (Rooms(kind="bed", count=2), 0)])
def test_rooms_hold_as_many_as_there_are(rooms: Rooms, faults: int) -> None:
    both = (visit(), visit(person="bo", start=1))

    assert len(check_clinic(clinic(ANA, person("bo", needles=1), rooms=(rooms,)), both).violations) == faults


def test_a_closed_room_holds_nobody() -> None:
    closed = Rooms(kind="bed", count=1, closed=((0, 2, 4, 1),))

    assert said(visit(), rooms=(closed,)) == ["bed on 4 Jan 2027: more visits at once than rooms"]
    assert said(visit(start=4), rooms=(closed,)) == []


def test_closures_that_overlap_are_no_fault_of_a_visit_at_another_time() -> None:
    closed = Rooms(kind="bed", count=1, closed=((0, 3, 6, 1), (0, 3, 4, 1)))

    assert said(visit(), rooms=(closed,)) == []
    assert said(visit(start=1), rooms=(closed,)) == ["bed on 4 Jan 2027: more visits at once than rooms"]


def test_a_week_takes_no_more_than_is_wanted() -> None:
    assert said(*(visit(MOVEMENT, day=day) for day in (0, 1, 2))) == [
        "ana has 3 visits of movement in week 1, wanted are 2"
    ]


def test_days_lie_between_visits_and_needles_are_never_daily() -> None:
    assert said(visit(), visit(day=1)) == ["ana: two visits of needles are less than 2 days apart"]
    assert said(visit(), visit(day=1), disciplines=(replace(NEEDLING, days_apart=1), MOVING)) != []
    assert said(visit(MOVEMENT), visit(MOVEMENT, day=1)) == []


@pytest.mark.parametrize(
    ("order", "trip"),
    [
        (Order.NEEDLES_FIRST, (visit(MOVEMENT), visit(start=2))),
        (Order.MOVEMENT_FIRST, PAIR),
        (Order.OTHER_DAY, PAIR),
    ],
)
def test_halves_come_in_their_order(order: Order, trip: tuple[Visit, ...]) -> None:
    found = said(*trip, who=person(needles=1, movement=1, order=order))

    assert len(found) == 1
    assert "may not share a day" in found[0]


def test_two_visits_in_a_week_without_need_may_not_share_a_day() -> None:
    assert any("may not share a day" in one for one in said(*PAIR, who=replace(ANA, needs=())))


def test_a_third_discipline_comes_alone() -> None:
    rooms = (Rooms(kind="bed", count=1), Rooms(kind="private", count=1))
    who = replace(ANA, needs=(replace(ANA.needs[0], visits={NEEDLES: 1, "massage": 1}),))
    staff = (replace(clinic().practitioners[0], disciplines=(NEEDLES, "massage")),)
    more: dict[str, Any] = {"disciplines": (NEEDLING, MASSAGE), "rooms": rooms, "practitioners": staff}

    assert said(visit(), visit("massage", day=1, room="private"), who=who, **more) == []
    assert "may not share a day" in said(visit(), visit("massage", start=4, room="private"), who=who, **more)[0]


def test_the_window_and_the_smallest_gap_hold() -> None:
    apart = visit(MOVEMENT, start=6)

    assert "outside the window" in said(visit(), apart)[0]
    assert said(visit(), visit(MOVEMENT, start=5)) == []
    assert "too soon" in said(*PAIR, min_gap_slots=1)[0]
    assert said(visit(), visit(MOVEMENT, start=4), min_gap_slots=1) == []


def test_other_worth_gives_other_points() -> None:
    worth = Worth(placed=10, pair=5, primary=1, waiting=1)

    assert check_clinic(clinic(ANA, worth=worth), (visit(), visit(MOVEMENT, start=4))).objective == 20 + 5 + 1 - 1
