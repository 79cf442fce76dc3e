"""The parts of an assessment: what may be written, and what the tests in it say."""

from decimal import Decimal

import pytest

from weft.core.assess.findings import Finding
from weft.core.assess.parts import (
    LONGEST_TEXT,
    STORY,
    MovementPart,
    NeedlesPart,
    Part,
    Story,
    TestValue,
    findings,
    is_empty,
    part_faults,
)
from weft.core.plan.case import Tried
from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.library.knowledge import knowledge

FACTS = knowledge().assess


def places(kind: str, part: Part) -> list[str]:
    return [place for place, _ in part_faults(kind, part, FACTS)]


def hips(left: str | None, right: str | None) -> MovementPart:
    sides = {name: Decimal(value) for name, value in (("left", left), ("right", right)) if value is not None}
    return MovementPart(tests=(TestValue(test="hip_flexor_length", **sides),))


@pytest.mark.parametrize(("length", "wrong"), [(LONGEST_TEXT, []), (LONGEST_TEXT + 1, ["pulse"])])
def test_a_text_has_a_longest_length(length: int, wrong: list[str]) -> None:
    assert places(NEEDLES, NeedlesPart(pulse="x" * length)) == wrong


def test_a_story_names_only_what_is_on_the_lists() -> None:
    known = Story(regions=("low_back",), factors=("posture",), tried=(Tried(what="rest", result="worse"),))
    unknown = Story(regions=("tail",), factors=("moon",), tried=(Tried(what="rest", result="wonderful"),))

    assert places(STORY, known) == []
    assert places(STORY, unknown) == ["regions", "factors", "tried"]


@pytest.mark.parametrize(("value", "fits"), [("-30", True), ("-31", False), ("60", True), ("61", False)])
def test_a_test_value_lies_on_its_scale(value: str, fits: bool) -> None:
    assert places(MOVEMENT, hips(value, None)) == ([] if fits else ["hip_flexor_length_left"])


def test_a_test_that_is_gone_is_named() -> None:
    assert places(MOVEMENT, MovementPart(tests=(TestValue(test="old"),))) == ["old"]


def test_both_sides_are_judged_alone_and_against_each_other() -> None:
    found = [one.finding for one in findings(hips("20", "0"), FACTS)]

    assert found == [Finding.ABOVE, Finding.USUAL, Finding.UNEVEN]


def test_one_side_alone_says_nothing_about_the_other() -> None:
    assert [one.finding for one in findings(hips("0", None), FACTS)] == [Finding.USUAL]


def test_an_untouched_part_is_empty() -> None:
    assert is_empty(MovementPart())
    assert not is_empty(Story(told="it hurts"))
