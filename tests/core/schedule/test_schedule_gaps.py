"""Where a whole pair still fits: needles, then movement at once, hands and places free all along."""

from datetime import date

import numpy as np
import pytest
from tests.core.schedule.builders import DANA, REN, SAM, WEI

from weft.core.schedule.gaps import Half, PairGap, pair_gaps
from weft.core.schedule.grid import Grid
from weft.core.schedule.supply import Practitioner, Room, Supply
from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.core.shared.discipline import Discipline, Side

NINE = 9 * 60
GRID = Grid((date(2026, 10, 5),), opens_minutes=NINE, slots=8)
HALVES = (
    Half(
        Discipline(
            id=NEEDLES, name="Needles", profession="", side=Side.LEFT, bookable=True, visit_minutes=45,
            hands_on=((0, 15), (30, 45)),
        ),
        ("bed",),
    ),
    Half(
        Discipline(
            id=MOVEMENT, name="Movement", profession="", side=Side.RIGHT, bookable=True, visit_minutes=40,
            hands_on=((0, 40),),
        ),
        ("gym", "bed"),
    ),
)  # fmt: skip


def day(*people: Practitioner, rooms: tuple[Room, ...] = (Room("b1", "bed", 0), Room("g1", "gym", 0))) -> Supply:
    """Everybody and everything free from nine to eleven."""
    return Supply(
        sites=("main", "other"),
        practitioners=people,
        free=np.ones((len(people), 1, 8), dtype=np.bool_),
        site_of=np.zeros((len(people), 1), dtype=np.int64),
        rooms=rooms,
        capacity=np.ones((len(rooms), 1, 8), dtype=np.int64),
    )


def test_a_free_morning_is_one_stretch_from_the_first_start_to_the_last_end() -> None:
    assert pair_gaps(GRID, day(WEI, DANA), HALVES, since=0) == (
        PairGap(NINE, NINE + 30, NINE + 120, ("wei", "dana"), ("b1", "g1")),
    )


@pytest.mark.parametrize(("since", "first"), [(NINE, NINE), (NINE + 1, NINE + 15), (NINE + 31, None)])
def test_what_has_passed_does_not_count(since: int, first: int | None) -> None:
    gaps = pair_gaps(GRID, day(WEI, DANA), HALVES, since=since)

    assert [gap.starts for gap in gaps] == ([] if first is None else [first])


def test_hands_may_be_elsewhere_while_the_needles_stay_in() -> None:
    supply = day(WEI, DANA)
    supply.free[0, 0, 1] = False

    assert pair_gaps(GRID, supply, HALVES, since=0)[0].starts == NINE


def test_hands_that_are_needed_elsewhere_leave_no_pair() -> None:
    supply = day(WEI, DANA)
    supply.free[0, 0, 2:4] = False

    assert pair_gaps(GRID, supply, HALVES, since=0) == ()


def test_a_new_pair_of_hands_opens_a_new_stretch() -> None:
    supply = day(WEI, DANA, SAM)
    supply.free[1, 0, 6:] = False

    gaps = pair_gaps(GRID, supply, HALVES, since=0)

    assert [(gap.starts, gap.last_start, gap.practitioners[1]) for gap in gaps] == [
        (NINE, NINE, "dana"), (NINE + 15, NINE + 30, "sam"),
    ]  # fmt: skip


def test_one_pair_of_hands_does_both_halves() -> None:
    assert pair_gaps(GRID, day(REN), HALVES, since=0)[0].practitioners == ("ren", "ren")


def test_both_halves_may_be_in_one_room() -> None:
    assert pair_gaps(GRID, day(REN, rooms=(Room("b1", "bed", 0),)), HALVES, since=0)[0].places == ("b1", "b1")


def test_movement_takes_the_place_that_suits_it_best() -> None:
    beds_first = (Room("b1", "bed", 0), Room("g1", "gym", 0))

    assert pair_gaps(GRID, day(REN, rooms=beds_first), HALVES, since=0)[0].places == ("b1", "g1")


def test_a_place_that_is_taken_or_at_another_site_does_not_count() -> None:
    taken = day(WEI, DANA)
    taken.capacity[0, 0, :] = 0

    assert pair_gaps(GRID, taken, HALVES, since=0) == ()
    assert pair_gaps(GRID, day(WEI, DANA, rooms=(Room("b1", "bed", 1), Room("g1", "gym", 0))), HALVES, since=0) == ()
