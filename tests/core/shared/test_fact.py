"""Facts are values: alike when all they say is alike, shown whole, and never altered."""

from dataclasses import FrozenInstanceError

import pytest

from weft.core.shared.fact import fact


@fact
class Limit:
    id: str
    points: int = 2


@fact
class OtherLimit:
    id: str
    points: int = 2


def test_facts_that_say_the_same_are_the_same() -> None:
    assert Limit(id="nprs") == Limit(id="nprs", points=2)
    assert len({Limit(id="nprs"), Limit(id="nprs", points=2)}) == 1


@pytest.mark.parametrize("other", [Limit(id="nprs", points=3), Limit(id="odi"), OtherLimit(id="nprs"), "nprs"])
def test_a_fact_that_says_otherwise_or_is_of_another_kind_is_another(other: object) -> None:
    assert Limit(id="nprs") != other


def test_a_fact_is_shown_with_all_it_says() -> None:
    assert repr(Limit(id="nprs")) == "Limit(id='nprs', points=2)"


def test_a_fact_is_never_altered() -> None:
    limit = Limit(id="nprs")

    with pytest.raises(FrozenInstanceError):
        limit.points = 3  # type: ignore[misc]  # that it is refused is the point
