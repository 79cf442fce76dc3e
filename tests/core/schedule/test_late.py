"""Late: what can still be done, both sides of every limit; nobody after them waits."""

from uuid import UUID

import pytest

from weft.core.schedule.late import LATE, Half, Least, Option, Way, late_options
from weft.core.shared.care import MOVEMENT, NEEDLES

ONE, TWO = UUID(int=1), UUID(int=2)
LEAST = Least(retention=5, movement=20)


def needles(starts: int = 0) -> Half:
    """15 minutes of retention."""
    return Half(ONE, NEEDLES, starts, 45, ((0, 15), (30, 45)))


def movement(starts: int = 45) -> Half:
    return Half(TWO, MOVEMENT, starts, 40, ((0, 40),))


def by_way(late: int, *trip: Half, least: Least = LEAST) -> dict[Way, Option]:
    return {option.way: option for option in late_options(trip or (needles(), movement()), late, least)}


@pytest.mark.parametrize(
    ("late", "ways"),
    [
        (10, {Way.SHORTER_NEEDLES, Way.SHORTER_MOVEMENT, Way.MOVEMENT_ONLY, Way.NEEDLES_ONLY}),
        (15, {Way.SHORTER_MOVEMENT, Way.MOVEMENT_ONLY}),
        (20, {Way.SHORTER_MOVEMENT, Way.MOVEMENT_ONLY}),
        (25, {Way.MOVEMENT_ONLY}),
        (65, {Way.MOVEMENT_ONLY}),
        (70, set()),
    ],
)
def test_a_pair_has_these_ways(late: int, ways: set[Way]) -> None:
    assert set(by_way(late)) == ways


def test_needles_give_of_their_rest_and_never_of_placing_or_removing() -> None:
    option = by_way(10)[Way.SHORTER_NEEDLES]

    assert option.halves == (Half(ONE, NEEDLES, 10, 35, ((0, 15), (20, 35))), movement())
    assert str(option.costs) == "Needles stay in 5 minutes instead of 15."


def test_movement_gives_of_its_end() -> None:
    option = by_way(20)[Way.SHORTER_MOVEMENT]

    assert option.halves == (needles(20), Half(TWO, MOVEMENT, 65, 20, ((0, 20),)))
    assert str(option.costs) == "20 minutes instead of 40."


def test_the_wait_between_the_halves_goes_first() -> None:
    trip = (needles(), movement(60))

    assert by_way(15, *trip)[Way.AS_PLANNED].halves == (needles(15), movement(60))
    assert Way.AS_PLANNED not in by_way(20, *trip)
    assert by_way(20, *trip)[Way.SHORTER_NEEDLES].halves[0] == Half(ONE, NEEDLES, 20, 40, ((0, 15), (25, 40)))
    assert Way.AS_PLANNED not in by_way(15, *trip, least=Least(5, 20, gap=5))


def test_one_half_alone_says_what_it_loses() -> None:
    only = by_way(10)

    assert only[Way.MOVEMENT_ONLY].halves == (movement(),)
    assert only[Way.MOVEMENT_ONLY].dropped == (ONE,)
    assert str(only[Way.MOVEMENT_ONLY].costs) == "No needles today."
    assert str(by_way(50)[Way.MOVEMENT_ONLY].costs) == "No needles today. 35 minutes instead of 40."
    assert only[Way.NEEDLES_ONLY].dropped == (TWO,)
    assert str(only[Way.NEEDLES_ONLY].costs) == "No movement today. Needles stay in 5 minutes instead of 15."


def test_of_a_pair_that_begins_with_movement_each_way_names_what_it_loses() -> None:
    trip = (Half(TWO, MOVEMENT, 0, 40, ((0, 40),)), needles(45))
    found = by_way(10, *trip)

    assert found[Way.SHORTER_MOVEMENT].halves == (Half(TWO, MOVEMENT, 10, 35, ((0, 35),)), needles(45))
    assert str(found[Way.SHORTER_MOVEMENT].costs) == "35 minutes instead of 40."
    assert found[Way.SHORTER_NEEDLES].halves[1] == Half(ONE, NEEDLES, 50, 40, ((0, 15), (25, 40)))
    assert str(found[Way.SHORTER_NEEDLES].says) == "Needles shorter, movement as planned"
    assert (found[Way.NEEDLES_ONLY].halves, found[Way.NEEDLES_ONLY].dropped) == ((needles(45),), (TWO,))
    assert str(found[Way.NEEDLES_ONLY].costs) == "No movement today."
    assert found[Way.MOVEMENT_ONLY].dropped == (ONE,)
    assert str(found[Way.MOVEMENT_ONLY].costs) == "No needles today. 30 minutes instead of 40."
    later = by_way(10, Half(TWO, MOVEMENT, 0, 40, ((0, 40),)), needles(60))[Way.AS_PLANNED]
    assert str(later.says) == "Both as planned, movement later"


@pytest.mark.parametrize(("late", "fits"), [(10, True), (15, False)])
def test_needles_by_themselves_keep_their_least_time(late: int, fits: bool) -> None:
    assert (Way.SHORTER_NEEDLES in by_way(late, needles())) is fits


@pytest.mark.parametrize(("late", "fits"), [(20, True), (30, False)])
def test_movement_by_itself_keeps_its_least_time(late: int, fits: bool) -> None:
    assert (Way.SHORTER_MOVEMENT in by_way(late, movement(0))) is fits


def test_needles_whose_hands_are_there_all_the_time_are_not_made_shorter() -> None:
    assert by_way(10, Half(ONE, NEEDLES, 0, 45)) == {}


def test_nobody_late_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="not late"):
        late_options((needles(),), 0, LEAST)


@pytest.mark.parametrize("late", LATE)
def test_nothing_ends_later_than_it_was_but_needles_that_movement_waits_for(late: int) -> None:
    for option in by_way(late).values():
        assert option.halves[-1].ends <= (85 if option.halves[-1].discipline == MOVEMENT else 45)
        assert option.halves[0].starts >= late
