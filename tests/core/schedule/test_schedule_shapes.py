"""Shapes refuse what cannot be meant."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from tests.core.schedule.builders import DANA, MONDAY, WEI, clinic, course, one_week

from weft.core.schedule.course import propose
from weft.core.schedule.request import DisciplineSpec, Order, WeekNeed, Weights
from weft.core.shared.care import MOVEMENT, NEEDLES


def test_minutes_round_up_to_slots_and_hands_on_times_round_outwards() -> None:
    spec = DisciplineSpec.from_minutes(NEEDLES, 40, ((0, 10), (35, 40)), ("bed",))

    assert (spec.slots, spec.hands_on, spec.spare_minutes) == (3, ((0, 1), (2, 3)), 5)


def test_minutes_that_fill_their_slots_spare_none() -> None:
    spec = DisciplineSpec.from_minutes(MOVEMENT, 40, ((0, 40),), ("gym",), slot_minutes=20)

    assert (spec.slots, spec.hands_on, spec.spare_minutes) == (2, ((0, 2),), 0)


@pytest.mark.parametrize("hands_on", [((0, 3),), ((-1, 1),), ((1, 1),)])
def test_hands_on_times_lie_inside_the_visit(hands_on: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(ValueError, match="inside a visit"):
        DisciplineSpec(NEEDLES, 2, hands_on, ("bed",))


def test_a_visit_has_at_least_one_slot() -> None:
    with pytest.raises(ValueError, match="at least one slot"):
        DisciplineSpec(NEEDLES, 0, (), ("bed",))


def test_a_week_cannot_have_more_pairs_than_halves() -> None:
    with pytest.raises(ValueError, match="week 1: more pairs"):
        WeekNeed(1, "settle", needles=2, movement=1, paired=2)


def test_halves_on_other_days_cannot_be_pairs() -> None:
    with pytest.raises(ValueError, match="more pairs"):
        WeekNeed(1, "settle", needles=1, movement=1, paired=1, order=Order.OTHER_DAY)


def test_a_week_knows_what_it_wants_of_every_discipline() -> None:
    need = WeekNeed(1, "settle", needles=2, movement=1, others={"massage": 3})

    assert [need.wanted(id_) for id_ in (NEEDLES, MOVEMENT, "massage", "yoga")] == [2, 1, 3, 0]


def test_weights_are_never_negative() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        Weights(waiting=-1)


def test_needles_are_never_daily() -> None:
    with pytest.raises(ValueError, match="never daily"):
        course(one_week(needles=1), min_days_apart={NEEDLES: 1})


def test_days_rise() -> None:
    with pytest.raises(ValueError, match="days must rise"):
        course(one_week(needles=1), days=(MONDAY, MONDAY))


def test_a_week_is_named_once() -> None:
    with pytest.raises(ValueError, match="named once"):
        course(one_week(needles=1), one_week(needles=2))


def test_the_persons_hours_cover_the_days() -> None:
    with pytest.raises(ValueError, match="over the days"):
        course(one_week(needles=1), available=np.ones((3, 8), dtype=np.bool_))


def test_a_last_visit_lies_before_the_days() -> None:
    with pytest.raises(ValueError, match="last visits"):
        course(one_week(needles=1), last_visits={NEEDLES: MONDAY})


def test_free_time_is_given_for_every_practitioner() -> None:
    supply = clinic(course(one_week(needles=1)), WEI)

    with pytest.raises(ValueError, match="free must be"):
        replace(supply, practitioners=(WEI, DANA))


def test_capacity_is_given_for_every_room() -> None:
    supply = clinic(course(one_week(needles=1)), WEI)

    with pytest.raises(ValueError, match="capacity must be"):
        replace(supply, rooms=supply.rooms[:1])


def test_request_and_supply_cover_the_same_days() -> None:
    request = course(one_week(needles=1))
    longer = course(one_week(needles=1), days=tuple(MONDAY + timedelta(day) for day in range(6)))

    with pytest.raises(ValueError, match="same days"):
        propose(request, clinic(longer, WEI))


@pytest.mark.parametrize("who", ["otto", "dana"])
def test_a_primary_who_does_not_do_the_discipline_is_a_mistake(who: str) -> None:
    request = course(one_week(needles=1), primaries={NEEDLES: who})

    with pytest.raises(ValueError, match="primary for needles"):
        propose(request, clinic(request, WEI, DANA))
