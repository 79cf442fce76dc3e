"""What could not be placed says why, and what can be done about it."""

from dataclasses import replace

import numpy as np
from tests.core.schedule.builders import DANA, MONDAY, SAM, WEI, away, clinic, course, one_week, only, weekdays

from weft.core.schedule.course import propose
from weft.core.schedule.proposal import Proposal
from weft.core.schedule.request import CourseRequest, Order
from weft.core.schedule.supply import Supply
from weft.core.shared.care import MOVEMENT, NEEDLES

ALL_WEEK = range(5)


def reasons(request: CourseRequest, supply: Supply) -> list[tuple[str, int, str]]:
    """(discipline, missing, why) of everything that was not placed."""
    return [(short.discipline, short.missing, str(short.why)) for short in propose(request, supply).unplaced]


def ways_out(proposal: Proposal) -> list[str]:
    """What can be done about the first thing that was not placed."""
    return [str(way) for way in proposal.unplaced[0].ways_out]


def test_a_discipline_that_is_not_cleared_says_so() -> None:
    request = course(one_week(needles=2, movement=1), cleared=frozenset({MOVEMENT}))

    assert reasons(request, clinic(request, WEI, DANA)) == [(NEEDLES, 2, "needles is not cleared for this person")]


def test_a_discipline_that_nobody_here_does_says_so() -> None:
    request = course(one_week(needles=1))

    assert reasons(request, clinic(request, DANA)) == [(NEEDLES, 1, "Nobody here does needles")]


def test_a_discipline_that_was_not_described_is_done_by_nobody() -> None:
    request = course(one_week(others={"massage": 1}), cleared=frozenset({"massage"}))

    assert reasons(request, clinic(request, DANA)) == [("massage", 1, "Nobody here does massage")]


def test_a_closed_week_names_its_days() -> None:
    request = course(one_week(movement=1), days=weekdays(1)[:3])
    supply = away(clinic(request, DANA), 0, [0, 1, 2])

    assert reasons(request, supply) == [(MOVEMENT, 1, "The clinic is closed on Mon, Tue, Wed")]
    assert ways_out(propose(request, supply)) == ["Move the week"]


def test_a_week_that_is_not_in_the_calendar_is_closed() -> None:
    request = course(one_week(movement=1), days=weekdays(2)[5:])

    assert reasons(request, clinic(request, DANA)) == [(MOVEMENT, 1, "The clinic is closed all week")]


def test_too_few_hours_name_the_open_days() -> None:
    request = course(one_week(movement=1), days=weekdays(1)[:2])
    request = replace(request, available=only(request, (0, 1), (1, 4)))

    proposal = propose(request, clinic(request, DANA))

    assert str(proposal.unplaced[0].why) == "No hours long enough for movement on Mon, Tue"
    assert ways_out(proposal) == ["Ask for more hours", "Move the week"]


def test_nobody_free_names_the_days() -> None:
    request = course(one_week(needles=1, movement=1))

    found = reasons(request, away(clinic(request, WEI, DANA), 0, ALL_WEEK))

    assert found == [(NEEDLES, 1, "No needles free on Mon, Tue, Wed, Thu, Fri")]


def test_keeping_the_same_people_offers_somebody_else() -> None:
    request = course(one_week(movement=1), primaries={MOVEMENT: "sam"}, keep_same_people=True)

    proposal = propose(request, away(clinic(request, DANA, SAM), 1, ALL_WEEK))

    assert str(proposal.unplaced[0].why) == "No movement free on Mon, Tue, Wed, Thu, Fri"
    assert ways_out(proposal) == ["Let somebody else do it", "Ask for more hours", "Move the week"]


def test_no_room_names_the_days() -> None:
    request = course(one_week(needles=1))

    found = reasons(request, clinic(request, WEI, beds=0))

    assert found == [(NEEDLES, 1, "No room for needles on Mon, Tue, Wed, Thu, Fri")]


def test_days_too_close_together_say_how_many_fit() -> None:
    request = course(one_week(needles=4))

    found = reasons(request, clinic(request, WEI))

    assert found == [(NEEDLES, 1, "Only 3 of 4 needles fit, 2 or more days apart and one trip a day")]


def test_a_week_without_a_same_day_pair_offers_split_move_or_movement_only() -> None:
    request = course(one_week(needles=1, movement=1, paired=1), days=(MONDAY,))
    supply = clinic(request, WEI, DANA)
    supply.free[1, 0, 3:] = False

    proposal = propose(request, supply)

    assert [len(proposal.visits), len(proposal.unplaced)] == [1, 1]
    assert str(proposal.unplaced[0].why) == "No same-day pair in week 1"
    assert ways_out(proposal) == [
        "Split: let the halves lie further apart on one day",
        "Move the week",
        "Book movement only in this week",
    ]


def test_a_split_is_not_offered_twice() -> None:
    request = course(one_week(needles=1, movement=1, paired=1), days=(MONDAY,), allow_split=True)
    supply = clinic(request, WEI, DANA)
    supply.free[1, 0, 3:] = False

    assert ways_out(propose(request, supply)) == ["Move the week", "Book movement only in this week"]


def test_disciplines_for_other_days_do_not_ask_for_a_pair() -> None:
    request = course(one_week(needles=1, movement=1, order=Order.OTHER_DAY), days=(MONDAY,))

    assert [why for _, _, why in reasons(request, clinic(request, WEI, DANA))] == [
        "Only 0 of 1 movement fit, 1 or more days apart and one trip a day"
    ]


def test_halves_that_are_placed_on_different_days_are_never_silent() -> None:
    request = course(one_week(needles=1, movement=1, paired=1), days=weekdays(1)[:2])
    supply = away(away(clinic(request, WEI, DANA), 0, [1]), 1, [0])

    proposal = propose(request, supply)

    assert [len(proposal.visits), len(proposal.unplaced)] == [2, 0]
    assert [(short.week, short.missing) for short in proposal.unpaired] == [(1, 1)]
    assert str(proposal.unpaired[0].why) == "No same-day pair for all of week 1: some halves are apart"


def test_an_empty_supply_is_a_closed_clinic() -> None:
    request = course(one_week(movement=1))
    supply = replace(clinic(request, DANA), free=np.zeros((1, 5, 8), dtype=np.bool_))

    assert reasons(request, supply)[0][2] == "The clinic is closed on Mon, Tue, Wed, Thu, Fri"
