"""A plan's phases become weekly needs."""

from datetime import date, timedelta

import pytest
from tests.core.schedule.builders import seed_course

from weft.core.plan.facts import Dose, Lane
from weft.core.plan.plan import Line, Phase
from weft.core.schedule.needs import needs_after, next_weeks, still_needed, thinning_week, weekly_needs, with_others
from weft.core.schedule.request import Order, WeekNeed
from weft.core.shared.care import MOVEMENT, NEEDLES, Effort
from weft.core.shared.fact import ReviewStatus
from weft.core.shared.words import Words


def line(lane: Lane, total: int, order: str = "needles_first", as_needed: int = 0) -> Line:
    """A line with a total of visits."""
    said = Words("said")
    dose = Dose(total=total, as_needed_max=as_needed)
    return Line(
        f"{lane}_{total}",
        "back",
        lane,
        "any",
        said,
        dose,
        said,
        said,
        said,
        (),
        None,
        (),
        (),
        order,
        ReviewStatus.DRAFT,
    )


def phase(id_: str, weeks: tuple[int, int], *lines: Line) -> Phase:
    """A phase that has these lines."""
    lanes = {lane: tuple(each for each in lines if each.lane is lane) for lane in Lane}
    return Phase(id_, Words(id_), weeks, Effort.GENTLE, (), (), lanes)


def test_seed_002_becomes_its_weeks_and_as_needed_books_nothing() -> None:
    phases = (
        phase("settle", (1, 2), line(Lane.NEEDLES, 4), line(Lane.MOVEMENT, 4), line(Lane.MOVEMENT, 4)),
        phase("rebuild", (3, 5), line(Lane.NEEDLES, 3), line(Lane.MOVEMENT, 6)),
        phase("strengthen", (6, 9), line(Lane.NEEDLES, 0, as_needed=2), line(Lane.MOVEMENT, 4)),
        phase("keep", (10, 48), line(Lane.HOME, 0)),
    )

    assert weekly_needs(phases) == seed_course()


def test_what_does_not_divide_evenly_goes_to_the_later_weeks() -> None:
    needs = weekly_needs([phase("settle", (1, 3), line(Lane.MOVEMENT, 4))])

    assert [need.movement for need in needs] == [1, 1, 2]


def test_a_week_without_visits_is_left_out() -> None:
    needs = weekly_needs([phase("settle", (1, 4), line(Lane.MOVEMENT, 2))])

    assert [need.week for need in needs] == [2, 4]


@pytest.mark.parametrize(("order", "paired"), [("needles_first", 2), ("movement_first", 2), ("other_day", 0)])
def test_the_order_of_a_line_stands_for_its_phase(order: str, paired: int) -> None:
    settle = phase("settle", (1, 1), line(Lane.NEEDLES, 2), line(Lane.MOVEMENT, 2, order=order))

    (need,) = weekly_needs([settle])

    assert (need.order, need.paired) == (Order(order), paired)


def test_the_order_of_a_line_that_books_nothing_does_not_count() -> None:
    needed = line(Lane.NEEDLES, 0, order="other_day", as_needed=2)

    (need,) = weekly_needs([phase("settle", (1, 1), needed, line(Lane.NEEDLES, 1), line(Lane.MOVEMENT, 1))])

    assert need.paired == 1


def test_what_is_booked_already_is_not_asked_for_again() -> None:
    needs = (WeekNeed(1, "settle", needles=2, movement=2, paired=2), WeekNeed(2, "settle", movement=1))

    left = still_needed(needs, {(1, NEEDLES): 1, (1, MOVEMENT): 1, (2, MOVEMENT): 1})

    assert left == (WeekNeed(1, "settle", needles=1, movement=1, paired=1),)


def test_more_than_planned_is_booked_and_nothing_is_owed() -> None:
    assert still_needed((WeekNeed(1, "settle", movement=1),), {(1, MOVEMENT): 3}) == ()


def test_visits_of_a_further_discipline_come_on_top() -> None:
    [need] = with_others((WeekNeed(1, "settle", movement=1),), {"pilates": 2})

    assert need.wanted("pilates") == 2
    assert still_needed((need,), {(1, MOVEMENT): 1, (1, "pilates"): 1}) == (
        WeekNeed(1, "settle", others={"pilates": 1}),
    )


def test_a_visit_moved_into_another_week_counts_for_the_nearest_that_lacks_one() -> None:
    needs = tuple(WeekNeed(week, "keep", movement=1) for week in (1, 2, 3))

    assert still_needed(needs, {(3, MOVEMENT): 2}) == (needs[0],)
    assert still_needed(needs, {(9, MOVEMENT): 1, (1, MOVEMENT): 1}) == (needs[1],)


@pytest.mark.parametrize(("week", "is_needed"), [(2, False), (3, True)])
def test_what_was_given_too_much_takes_nothing_from_weeks_after_the_next(week: int, *, is_needed: bool) -> None:
    needs = (WeekNeed(week, "rebuild", needles=1),)

    assert still_needed(needs, {(1, NEEDLES): 2}) == (needs if is_needed else ())


def test_what_is_past_is_not_needed_any_more_and_this_week_still_is() -> None:
    needs = tuple(WeekNeed(week, "keep", movement=1) for week in (1, 2, 3))
    monday = date(2027, 3, 1)

    assert needs_after(needs, [(monday, MOVEMENT)], monday, monday + timedelta(days=7)) == needs[1:]
    assert needs_after(needs, [], monday, monday + timedelta(days=14)) == needs[2:]


@pytest.mark.parametrize(("weeks", "found"), [(None, (2, 3, 6)), (1, (2,)), (4, (2, 3)), (5, (2, 3, 6))])
def test_so_many_weeks_at_once_are_counted_from_the_first_that_needs_something(
    weeks: int | None, found: tuple[int, ...]
) -> None:
    needs = tuple(WeekNeed(week, "keep", movement=1) for week in (2, 3, 6))

    assert tuple(need.week for need in next_weeks(needs, weeks)) == found
    assert next_weeks((), weeks) == ()


def test_a_pair_is_one_trip() -> None:
    assert WeekNeed(1, "settle", needles=2, movement=2, paired=2).trips == 2
    assert WeekNeed(1, "settle", needles=2, movement=2, paired=1, others={"pilates": 1}).trips == 4


def test_another_discipline_does_not_count() -> None:
    [need] = still_needed((WeekNeed(1, "keep", needles=1),), {(1, MOVEMENT): 2})

    assert need.needles == 1


@pytest.mark.parametrize(("counts", "week"), [((2, 2, 1, 1), 3), ((1, 1), None), ((1, 2), None), ((2, 0), 2)])
def test_needles_thin_out_from_the_first_week_with_fewer(counts: tuple[int, ...], week: int | None) -> None:
    needs = [WeekNeed(number, "settle", needles=count) for number, count in enumerate(counts, 1)]

    assert thinning_week(needs) == week
