"""What one person felt around the window, in words that promise nothing."""

from dataclasses import dataclass
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from weft.core.measure.window import window


@dataclass(frozen=True)
class Pair:
    pain_before: Decimal | None = None
    pain_after_needles: Decimal | None = None
    pain_after_movement: Decimal | None = None
    tolerated: Decimal | None = None


def pair(before: int | None, needles: int | None, movement: int | None = None, tolerated: str | None = None) -> Pair:
    def number(value: int | str | None) -> Decimal | None:
        return None if value is None else Decimal(value)

    return Pair(number(before), number(needles), number(movement), number(tolerated))


def test_the_middle_and_the_counts_of_what_was_asked() -> None:
    found = window([pair(6, 4, 4), pair(5, 5, 6), pair(4, 5, None), pair(7, 3, 2), pair(None, 3, 3)])

    assert found.needles
    assert found.movement
    assert found.whole
    assert found.needles.middle == -1
    assert (found.needles.fell, found.needles.same, found.needles.rose) == (2, 1, 1)
    assert (found.movement.middle, found.movement.pairs) == (Decimal(0), 4)
    assert (found.whole.middle, found.whole.pairs) == (Decimal(-2), 3)
    assert (found.with_needles, found.without_needles) == (None, None)


def test_it_says_that_it_proves_nothing() -> None:
    said = str(window([pair(6, 4, 5)]).why.words)

    assert said == (
        "From before needles to after them, pain fell by 2 (middle value): lower in 1 of 1 pairs, higher in 0. "
        "From after needles to after movement, pain rose by 1 (middle value): higher in 1 of 1 pairs, lower in 0. "
        "One person, and nothing to compare with: it describes, and proves nothing."
    )


def test_pain_that_stays_is_not_called_a_move_of_nothing() -> None:
    said = str(window([pair(6, 6), pair(5, 4), pair(4, 5)]).why.words)

    assert "pain stayed as it was (middle value): lower in 1 of 3 pairs, higher in 1." in said


def test_movement_done_with_and_without_needles_before() -> None:
    found = window([pair(None, None, None, "0.9"), pair(None, None, None, "1")], [Decimal("0.5"), None])

    assert found.with_needles
    assert found.without_needles
    assert (found.with_needles.share, found.with_needles.visits) == (Decimal("0.95"), 2)
    assert (found.without_needles.share, found.without_needles.visits) == (Decimal("0.5"), 1)
    assert "95% was done after needles (visits: 2), 50% without needles before (visits: 1)." in str(found.why.words)


def test_without_visits_apart_there_is_nothing_to_set_beside() -> None:
    said = str(window([pair(None, None, None, "1")]).why.words)

    assert said.startswith("Of the planned movement 100% was done after needles (visits: 1). One person")


def test_what_was_not_asked_is_not_a_zero() -> None:
    for pairs in ([], [pair(None, 4), pair(5, None)]):
        found = window(pairs)
        assert (found.needles, found.whole) == (None, None)
        assert str(found.why.words) == "Nothing was asked around needles yet."


@given(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), min_size=1))
def test_a_pair_that_was_not_asked_changes_nothing(pains: list[tuple[int, int]]) -> None:
    pairs = [pair(before, after) for before, after in pains]

    assert window([*pairs, pair(3, None)]).needles == window(pairs).needles
