"""When a free talk fits: whole, in somebody's free time, from now on, never in a doubtful hour."""

from datetime import date

import pytest

from weft.core.book.talk_times import Taker, talk_times
from weft.core.schedule.grid import Grid, Hands, Place, Span, supply
from weft.core.schedule.supply import Practitioner, Room, Supply

MON, TUE = date(2027, 3, 1), date(2027, 3, 2)
GRID = Grid((MON, TUE), 9 * 60, 4, 15)
"""Nine to ten on two days."""
EARLY = (MON, 0)


def hands(name: str, *works: Span, site: int = 0, taken: tuple[Span, ...] = ()) -> Hands:
    return Hands(Practitioner(name, name, frozenset({"needles"})), works, {MON: site, TUE: site}, taken)


def whole(day: date) -> Span:
    return Span(day, 540, 600)


def clinic(*people: Hands, places: tuple[Place, ...] = ()) -> Supply:
    return supply(GRID, ("here", "there"), people, places)


def test_every_free_start_is_offered_in_order() -> None:
    found = talk_times(GRID, clinic(hands("Wei", whole(MON), whole(TUE))), 15, since=EARLY)

    assert [(one.day, one.starts) for one in found] == [(day, at) for day in (MON, TUE) for at in (540, 555, 570, 585)]
    assert not found[0].has_place


@pytest.mark.parametrize(("minutes", "last"), [(15, 585), (16, 570), (30, 570), (60, 540)])
def test_a_talk_lies_whole_inside_the_hours(minutes: int, last: int) -> None:
    found = talk_times(GRID, clinic(hands("Wei", whole(MON))), minutes, since=EARLY)

    assert found[-1].starts == last


def test_a_talk_longer_than_the_day_fits_nowhere() -> None:
    assert talk_times(GRID, clinic(hands("Wei", whole(MON))), 75, since=EARLY) == ()


def test_a_taken_quarter_is_not_offered_and_its_neighbours_are() -> None:
    taken = (Span(MON, 560, 565),)

    found = talk_times(GRID, clinic(hands("Wei", whole(MON), taken=taken)), 15, since=EARLY)

    assert [one.starts for one in found] == [540, 570, 585]


@pytest.mark.parametrize(("since", "first"), [((MON, 555), 555), ((MON, 556), 570), ((TUE, 0), None)])
def test_what_has_begun_is_not_offered(since: tuple[date, int], first: int | None) -> None:
    found = talk_times(GRID, clinic(hands("Wei", whole(MON))), 15, since=since)

    assert (found[0].starts if found else None) == first


def test_whoever_has_most_time_left_that_day_is_asked_first_and_names_settle_a_tie() -> None:
    busy = hands("Ann", whole(MON), taken=(Span(MON, 585, 600),))

    found = talk_times(GRID, clinic(busy, hands("Wei", whole(MON)), hands("Dana", whole(MON))), 15, since=EARLY)

    assert [taker.practitioner for taker in found[0].takers] == ["Dana", "Wei", "Ann"]
    assert [taker.practitioner for taker in found[-1].takers] == ["Dana", "Wei"]


def test_a_place_counts_where_the_practitioner_works_and_while_it_is_free() -> None:
    places = (
        Place(Room("r1", "room", 0), (Span(MON, 540, 555),)),
        Place(Room("r2", "room", 1), ()),
    )

    found = talk_times(GRID, clinic(hands("Wei", whole(MON)), places=places), 15, since=EARLY)

    assert (found[0].takers, found[0].has_place) == ((Taker("Wei"),), False)
    assert (found[1].takers, found[1].has_place) == ((Taker("Wei", ("r1",)),), True)


@pytest.mark.parametrize(("unsure", "starts"), [((540, 555), 555), ((541, 542), 555), ((555, 570), 540)])
def test_nothing_is_offered_in_an_hour_that_the_clock_skips_or_shows_twice(
    unsure: tuple[int, int], starts: int
) -> None:
    spans = (Span(MON, *unsure), Span(TUE, 0, 1440))

    found = talk_times(GRID, clinic(hands("Wei", whole(MON))), 15, since=EARLY, unsure=spans)

    assert (len(found), found[0].starts) == (3, starts)


def test_a_talk_without_a_length_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="some minutes"):
        talk_times(GRID, clinic(), 0, since=EARLY)
