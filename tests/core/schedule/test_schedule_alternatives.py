"""Three other places for each trip, each with its price."""

from dataclasses import replace
from datetime import timedelta

from tests.core.schedule.builders import DANA, MONDAY, REN, SAM, WEI, clinic, course, one_week, only, weekdays

from weft.core.schedule.alternatives import alternatives, choose
from weft.core.schedule.course import propose
from weft.core.schedule.proposal import Alternative, PlacedVisit
from weft.core.schedule.request import CourseRequest
from weft.core.schedule.supply import Supply
from weft.core.shared.care import MOVEMENT, NEEDLES


def offered(request: CourseRequest, supply: Supply, trip: int = 0) -> list[tuple[str, int, list[str]]]:
    """(what, difference, costs) of the choices for one trip."""
    choices = alternatives(request, supply, propose(request, supply))[trip].choices
    return [(str(choice.what), choice.difference, [str(cost) for cost in choice.costs]) for choice in choices]


def test_a_pair_may_move_in_time_to_other_people_or_to_another_day() -> None:
    request = course(one_week(needles=1, movement=1, paired=1), primaries={MOVEMENT: "dana"}, opens_minutes=480)

    assert offered(request, clinic(request, WEI, DANA, SAM)) == [
        ("same people, 15 min later", 0, []),
        ("same people, Tue 08:00", 0, []),
        ("Sam, same time", -30, ["Not with Dana"]),
    ]


def test_one_visit_speaks_of_one_person() -> None:
    request = course(one_week(movement=1), days=(MONDAY,), slots=3)

    assert offered(request, clinic(request, DANA)) == [("same person, 15 min later", 0, [])]


def test_a_trip_without_another_place_has_no_choices() -> None:
    request = course(one_week(movement=1), days=(MONDAY,), slots=2)

    assert offered(request, clinic(request, DANA)) == []


def test_waiting_longer_has_its_price() -> None:
    request = course(one_week(needles=1, movement=1, paired=1), days=(MONDAY,), slots=6)
    supply = clinic(request, WEI, DANA)
    supply.free[1, 0, 3] = False

    proposal = propose(request, supply)
    assert [visit.start_slot for visit in proposal.visits] == [1, 4]

    assert offered(request, supply) == [
        ("same people, 15 min earlier", -2, ["15 min more between the halves"]),
    ]


def test_leaving_the_window_has_its_price() -> None:
    request = course(one_week(needles=1, movement=1, paired=1), days=(MONDAY,), slots=10, allow_split=True)
    request = replace(request, available=only(request, *((0, slot) for slot in (0, 1, 2, 4, 5, 8, 9))))
    supply = clinic(request, WEI, DANA, SAM)
    supply.free[1, 0, :8] = False
    supply.free[2, 0, :4] = False

    assert offered(request, supply)[-1] == (
        "Dana, same start",
        -238,
        ["Not with Sam", "60 min more between the halves", "The halves are outside the window"],
    )


def test_two_new_people_are_both_named_and_both_cost() -> None:
    request = course(
        one_week(needles=1, movement=1, paired=1),
        days=(MONDAY,),
        slots=5,
        primaries={NEEDLES: "wei", MOVEMENT: "dana"},
    )
    ana = replace(WEI, id="ana", name="Ana")

    found = offered(request, clinic(request, WEI, DANA, ana, SAM))

    assert ("Ana and Sam, same time", -60, ["Not with Wei", "Not with Dana"]) in found


def test_one_person_who_takes_over_a_whole_pair_is_named_once() -> None:
    request = course(
        one_week(needles=1, movement=1, paired=1),
        days=(MONDAY,),
        slots=5,
        primaries={NEEDLES: "ren", MOVEMENT: "ren"},
    )
    kim = replace(REN, id="kim", name="Kim")

    assert ("Kim, same time", -60, ["Not with Ren"]) in offered(request, clinic(request, REN, kim))


def test_no_choice_comes_too_close_to_the_other_visits() -> None:
    request = course(one_week(needles=2), days=weekdays(1)[:4], last_visits={NEEDLES: MONDAY - timedelta(2)})
    supply = clinic(request, WEI)

    days = [
        choice.visits[0].day
        for choice in alternatives(request, supply, propose(request, supply), at_most=99)[0].choices
    ]

    assert set(days) == {MONDAY}


def test_no_choice_leaves_the_week() -> None:
    request = course(one_week(movement=1), days=weekdays(2))
    supply = clinic(request, DANA)

    choices = alternatives(request, supply, propose(request, supply), at_most=99)[0].choices

    assert {choice.visits[0].week for choice in choices} == {1}


def test_choosing_another_place_keeps_the_rest_and_its_price() -> None:
    request = course(one_week(needles=1, movement=2, paired=1), primaries={MOVEMENT: "dana"})
    supply = clinic(request, WEI, DANA, SAM)
    proposal = propose(request, supply)
    trip, choice = _with_sam(request, supply)

    chosen = choose(request, supply, proposal, trip, choice)

    assert [visit for visit in chosen.visits if visit not in choice.visits] == list(proposal.visits[2:])
    assert (chosen.value, chosen.best_value) == (proposal.value - 30, proposal.value)
    assert str(chosen.explanation[2]) == "Other places were chosen: worth 3260, the best was 3290"


def _with_sam(request: CourseRequest, supply: Supply) -> tuple[tuple[PlacedVisit, ...], Alternative]:
    first = alternatives(request, supply, propose(request, supply))[0]
    return first.trip, next(choice for choice in first.choices if choice.difference == -30)


def test_a_trip_whose_time_was_taken_is_offered_the_nearest_places() -> None:
    request = course(one_week(needles=1, movement=1, paired=1), days=(MONDAY,))
    supply = clinic(request, WEI, DANA)
    proposal = propose(request, supply)
    supply.free[0, 0, 0] = False

    (trip,) = alternatives(request, supply, proposal)

    assert [str(choice.what) for choice in trip.choices] == [
        "same people, 15 min later",
        "same people, 30 min later",
        "same people, 45 min later",
    ]


def test_one_trip_can_be_asked_about_alone() -> None:
    request = course(one_week(movement=2))
    supply = clinic(request, DANA)
    proposal = propose(request, supply)

    assert (
        alternatives(request, supply, proposal, only=proposal.trips()[1]) == alternatives(request, supply, proposal)[1:]
    )


def test_a_split_that_becomes_a_pair_gets_a_pair_id_of_its_own() -> None:
    request = course(one_week(needles=1, movement=1, paired=1), days=(MONDAY,), slots=10, allow_split=True)
    supply = clinic(request, WEI, DANA)
    late = supply.free.copy()
    late[1, 0, :7] = False
    late[0, 0, 3:] = False
    proposal = propose(request, replace(supply, free=late))

    best = alternatives(request, supply, proposal)[0].choices[0]

    assert [visit.pair_id for visit in proposal.visits] == [None, None]
    assert [visit.pair_id for visit in best.visits] == [3, 3]
    assert best.difference == 200 + 2 * 4
