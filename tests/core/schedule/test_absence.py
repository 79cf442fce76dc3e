"""What of a time is still to be kept free when parts of it are taken."""

from datetime import UTC, datetime

import pytest

from weft.core.schedule.absence import WHY, Part, Why, gaps, shared


def at(hour: int) -> datetime:
    return datetime(2027, 3, 5, hour, tzinfo=UTC)


def part(starts: int, ends: int) -> Part:
    return at(starts), at(ends)


@pytest.mark.parametrize(
    ("taken", "left"),
    [
        ([], [(8, 12)]),
        ([(8, 12)], []),
        ([(9, 10)], [(8, 9), (10, 12)]),
        ([(7, 8), (12, 13)], [(8, 12)]),
        ([(7, 9), (11, 13)], [(9, 11)]),
        ([(10, 11), (9, 11)], [(8, 9), (11, 12)]),
        ([(9, 11), (9, 10)], [(8, 9), (11, 12)]),
    ],
)
def test_what_nothing_takes_is_left(taken: list[tuple[int, int]], left: list[tuple[int, int]]) -> None:
    assert gaps(at(8), at(12), [part(*one) for one in taken]) == tuple(part(*one) for one in left)


@pytest.mark.parametrize(("other", "both"), [((6, 8), None), ((6, 9), (8, 9)), ((9, 10), (9, 10)), ((12, 13), None)])
def test_two_times_share_what_lies_in_both(other: tuple[int, int], both: tuple[int, int] | None) -> None:
    assert shared(part(8, 12), part(*other)) == (both and part(*both))


def test_every_reason_has_a_word_and_none_is_about_health() -> None:
    assert {*WHY} == {*Why}
    assert not {"sick", "ill", "illness", "doctor"} & {why.value for why in Why}
