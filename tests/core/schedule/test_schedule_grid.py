"""Hours into slots: a slot is open only when all of it is, and taken when any of it is."""

from datetime import date

import numpy as np
import pytest

from weft.core.schedule.grid import Grid, Hands, Place, Span, hours, open_slots, runs, supply, touched_slots
from weft.core.schedule.supply import Practitioner, Room
from weft.core.schedule.wishes import PartOfDay, Wishes

DAY = date(2026, 10, 5)
OTHER = date(2026, 10, 6)
GRID = Grid((DAY, OTHER), opens_minutes=9 * 60, slots=4)
NINE = 9 * 60


@pytest.mark.parametrize(("ends", "open_"), [(15, [True, False]), (14, [False, False]), (30, [True, True])])
def test_a_slot_is_open_when_all_of_it_is(ends: int, open_: list[bool]) -> None:
    assert open_slots(GRID, [Span(DAY, NINE, NINE + ends)])[0, :2].tolist() == open_


def test_two_hours_that_meet_inside_a_slot_open_it() -> None:
    assert open_slots(GRID, [Span(DAY, NINE, NINE + 7), Span(DAY, NINE + 7, NINE + 15)])[0, 0]


@pytest.mark.parametrize(("starts", "taken"), [(14, [True, True]), (15, [False, True])])
def test_a_slot_is_touched_when_any_minute_of_it_is(starts: int, taken: list[bool]) -> None:
    assert touched_slots(GRID, [Span(DAY, NINE + starts, NINE + 16)])[0, :2].tolist() == taken


def test_what_lies_outside_the_days_or_the_slots_is_left_out() -> None:
    spans = [Span(date(2026, 10, 7), NINE, NINE + 60), Span(DAY, 0, NINE), Span(DAY, NINE + 60, 24 * 60)]

    assert not touched_slots(GRID, spans).any()


def test_slots_are_told_as_spans_of_their_day() -> None:
    slots = np.array([[True, True, False, True], [False, False, False, False]])

    assert runs(slots) == ((0, 0, 2), (0, 3, 4))


def test_hours_are_what_one_can_come_less_what_is_taken() -> None:
    assert hours(GRID, [Span(DAY, 0, 24 * 60)], [Span(DAY, NINE, NINE + 5)])[0].tolist() == [False, True, True, True]


@pytest.mark.parametrize(("opens", "slots"), [(-15, 1), (23 * 60, 5)])
def test_slots_lie_inside_a_day(opens: int, slots: int) -> None:
    with pytest.raises(ValueError, match="inside a day"):
        Grid((DAY,), opens, slots)


def test_a_supply_has_a_row_for_each_bed_and_follows_sites_by_day() -> None:
    wei = Hands(Practitioner("wei", "Wei", frozenset({"needles"})), (Span(OTHER, NINE, NINE + 60),), {OTHER: 1}, ())
    bed = Place(Room("bed-1", "bed", 0), (Span(DAY, NINE, NINE + 1),))

    found = supply(GRID, ("a", "b"), [wei], [bed])

    assert found.free.tolist() == [[[False] * 4, [True] * 4]]
    assert found.site_of.tolist() == [[0, 1]]
    assert found.capacity.tolist() == [[[0, 1, 1, 1], [1, 1, 1, 1]]]


def test_a_clinic_without_people_and_days_is_an_empty_supply() -> None:
    found = supply(Grid((), 0, 0), ("a",), [], [])

    assert (found.free.shape, found.capacity.shape) == ((0, 0, 0), (0, 0, 0))
    assert found.free.dtype == np.bool_


def test_nothing_wished_means_any_day_and_time() -> None:
    assert open_slots(Grid((DAY,), 0, 96), Wishes().can_come(DAY)).all()


def test_wishes_keep_to_their_weekdays() -> None:
    assert Wishes(days=(1,)).can_come(DAY) == ()
    assert Wishes(days=(0,)).can_come(DAY) != ()


@pytest.mark.parametrize(
    ("part", "first", "last"),
    [(PartOfDay.MORNING, 0, 47), (PartOfDay.MIDDAY, 48, 63), (PartOfDay.LATE, 64, 95)],
)
def test_a_part_of_the_day_begins_and_ends_on_its_hour(part: PartOfDay, first: int, last: int) -> None:
    slots = open_slots(Grid((DAY,), 0, 96), Wishes(times=(part,)).can_come(DAY))[0]

    assert (np.flatnonzero(slots)[[0, -1]]).tolist() == [first, last]
