"""Numbers for rooms: interval colouring with stays that may move and stays that may not."""

from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weft.core.schedule.rooms import Stay, number_rooms

STAYS = st.lists(
    st.tuples(st.integers(0, 8), st.integers(1, 4), st.sampled_from(["", "", "A", "B"]), st.booleans()), max_size=6
)


def test_stays_that_follow_each_other_share_a_bed() -> None:
    stays = [Stay("needles", 0, 3), Stay("movement", 3, 5)]

    assert number_rooms(stays, ["A", "B"]) == {"needles": "A", "movement": "A"}


def test_stays_at_the_same_time_have_different_beds() -> None:
    stays = [Stay("marta", 0, 3), Stay("harold", 2, 5)]

    assert number_rooms(stays, ["A", "B"]) == {"marta": "A", "harold": "B"}


def test_a_stay_keeps_its_bed_when_there_is_room() -> None:
    stays = [Stay("marta", 0, 3, room="B"), Stay("harold", 2, 5)]

    assert number_rooms(stays, ["A", "B"]) == {"marta": "B", "harold": "A"}


def test_a_stay_gives_up_its_bed_when_another_would_have_none() -> None:
    stays = [Stay("marta", 0, 2, room="A"), Stay("harold", 3, 5, room="B"), Stay("new", 1, 4)]

    assert number_rooms(stays, ["A", "B"]) == {"marta": "A", "new": "B", "harold": "A"}


def test_a_stay_that_must_keep_its_bed_can_leave_no_room() -> None:
    stays = [
        Stay("marta", 0, 2, room="A", stays_put=True),
        Stay("harold", 3, 5, room="B", stays_put=True),
        Stay("new", 1, 4),
    ]

    assert number_rooms(stays, ["A", "B"]) is None


def test_more_stays_than_beds_have_no_numbering() -> None:
    assert number_rooms([Stay("marta", 0, 2), Stay("harold", 1, 3)], ["A"]) is None


def test_no_stays_need_no_beds() -> None:
    assert number_rooms([], ["A"]) == {}


def test_forty_stays_in_ten_beds_with_one_too_many_are_answered_at_once() -> None:
    stays = [Stay(f"{n}", n % 4 * 3, n % 4 * 3 + 3) for n in range(40)]

    assert number_rooms([*stays, Stay("extra", 9, 12)], [f"bed {n}" for n in range(10)]) is None


@pytest.mark.parametrize("room", ["A", "elsewhere"])
def test_a_stay_in_a_room_of_another_kind_can_only_be_numbered_anew_when_it_may_move(room: str) -> None:
    assert number_rooms([Stay("marta", 0, 2, room=room)], ["A"]) == {"marta": "A"}
    assert (number_rooms([Stay("marta", 0, 2, room=room, stays_put=True)], ["A"]) is not None) == (room == "A")


@settings(max_examples=150, deadline=None, derandomize=True)
@given(STAYS)
def test_a_numbering_is_found_exactly_when_there_is_one(drawn: list[tuple[int, int, str, bool]]) -> None:
    stays = [
        Stay(f"{n}", starts, starts + length, room, stays_put=puts and bool(room))
        for n, (starts, length, room, puts) in enumerate(drawn)
    ]

    numbered = number_rooms(stays, ["A", "B"])

    ways = (dict(zip((stay.key for stay in stays), way, strict=True)) for way in product("AB", repeat=len(stays)))
    sound = [way for way in ways if _is_sound(stays, way)]
    assert numbered in sound if sound else numbered is None


def _is_sound(stays: list[Stay], way: dict[str, str]) -> bool:
    apart = all(
        way[one.key] != way[other.key] or one.ends <= other.starts or other.ends <= one.starts
        for one, other in combinations(stays, 2)
    )
    return apart and all(way[stay.key] == stay.room for stay in stays if stay.stays_put)
