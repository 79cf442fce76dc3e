"""The parts of an assessment: what may be written, and what the tests in it say."""

from dataclasses import replace
from decimal import Decimal

import pytest

from weft.core.assess.findings import Finding, Side
from weft.core.assess.part_faults import LONGEST_TEXT, part_faults
from weft.core.assess.parts import (
    MovementPart,
    NeedlesPart,
    Part,
    RiskAnswer,
    Story,
    TestValue,
    findings_missing,
    is_empty,
)
from weft.core.assess.recorded import findings
from weft.core.plan.case import Tried
from weft.core.shared.care import Answer
from weft.library.knowledge import knowledge

FACTS = knowledge().assess


def places(part: Part) -> list[str]:
    return [place for place, _ in part_faults(part, FACTS)]


def hips(left: str | None, right: str | None) -> MovementPart:
    sides = [None if side is None else Decimal(side) for side in (left, right)]
    return MovementPart(tests=(TestValue(test="hip_flexor_length", left=sides[0], right=sides[1]),))


@pytest.mark.parametrize(("length", "wrong"), [(LONGEST_TEXT, []), (LONGEST_TEXT + 1, ["pulse"])])
def test_a_text_has_a_longest_length(length: int, wrong: list[str]) -> None:
    assert places(NeedlesPart(pulse="x" * length)) == wrong


def test_a_story_names_only_what_is_on_the_lists() -> None:
    known = Story(regions=("low_back",), factors=("posture",), tried=(Tried(what="rest", result="worse"),))
    unknown = Story(regions=("tail",), factors=("moon",), tried=(Tried(what="rest", result="wonderful"),))

    assert places(known) == []
    assert places(unknown) == ["regions", "factors", "tried"]


@pytest.mark.parametrize(("value", "fits"), [("-30", True), ("-31", False), ("60", True), ("61", False)])
def test_a_test_value_lies_on_its_scale(value: str, fits: bool) -> None:
    assert places(hips(value, None)) == ([] if fits else ["hip_flexor_length_left"])


def test_a_test_that_is_gone_is_named() -> None:
    assert places(MovementPart(tests=(TestValue(test="old"),))) == ["old"]


def test_both_sides_are_judged_alone_and_against_each_other() -> None:
    found = [one.finding for one in findings(hips("20", "0"), FACTS)]

    assert found == [Finding.ABOVE, Finding.USUAL, Finding.UNEVEN]


def test_one_side_alone_says_nothing_about_the_other() -> None:
    assert [one.finding for one in findings(hips("0", None), FACTS)] == [Finding.USUAL]


def test_an_untouched_part_is_empty() -> None:
    assert is_empty(MovementPart())
    assert not is_empty(Story(told="it hurts"))


GRADE = TestValue(test="great_toe_power", left=Decimal(4))


@pytest.mark.parametrize(
    ("part", "wrong"),
    [
        (NeedlesPart(patterns=("cold_and_damp",), pulses=("wiry",), channels=("bl",)), []),
        (NeedlesPart(patterns=("moon",), tongue_coat=("green",)), ["patterns", "tongue_coat"]),
        (Story(behaviour=("worse_sitting",), weighs=("stress",), comfort_choices=("quiet",)), []),
        (
            Story(behaviour=("flies",), weighs=("moon",), comfort_choices=("gold",)),
            ["behaviour", "weighs", "comfort_choices"],
        ),
        (Story(risk=(RiskAnswer(question="moon", answer=Answer.YES),)), ["risk"]),
        (Story(earlier_episodes=-1), ["earlier_episodes"]),
        (Story(earlier_episodes=1000), ["earlier_episodes"]),
        (Story(earlier_episodes=999), []),
        (Story(start_back_total=4), ["start_back_total"]),
        (Story(start_back_total=3, start_back_mind=4), ["start_back_total"]),
        (Story(start_back_total=4, start_back_mind=4), []),
        (MovementPart(flares="after_much", settles="hours", stirred_pain=Decimal(10)), []),
        (MovementPart(flares="moon", settles="moon", stirred_pain=Decimal(11)), ["flares", "settles", "stirred_pain"]),
        (MovementPart(tests=(TestValue(test="gait", choice="spares"),)), []),
        (MovementPart(tests=(TestValue(test="gait", choice="moon"),)), ["gait_value"]),
        (MovementPart(tests=(TestValue(test="gait", value=Decimal(1)),)), ["gait_value"]),
    ],
)
def test_what_is_ticked_and_graded_is_on_the_lists(part: Part, wrong: list[str]) -> None:
    assert places(part) == wrong


def test_a_clinic_without_lists_takes_free_text_only() -> None:
    bare = replace(FACTS, lists={})

    assert [place for place, _ in part_faults(NeedlesPart(pulses=("wiry",)), bare)] == ["pulses"]
    assert list(part_faults(NeedlesPart(pulse="wiry"), bare)) == []


@pytest.mark.parametrize(
    ("part", "missing"),
    [
        (NeedlesPart(), ("tongue", "pulse")),
        (NeedlesPart(tongue_coat=("thin_white",)), ("pulse",)),
        (NeedlesPart(tongue="pale", pulses=("wiry",)), ()),
    ],
)
def test_what_the_clinic_asks_for_is_written_or_ticked(part: NeedlesPart, missing: tuple[str, ...]) -> None:
    assert findings_missing(part, ("tongue", "pulse", "no_such_finding")) == missing


def test_each_side_says_its_own() -> None:
    found = findings(MovementPart(tests=(GRADE, TestValue(test="gait", choice="spares"))), FACTS)

    assert [(one.why.rule, one.side, one.finding) for one in found] == [
        ("great_toe_power", Side.LEFT, Finding.BELOW),
        ("gait", Side.BOTH, Finding.CHANGED),
    ]


def test_a_test_that_is_gone_says_nothing() -> None:
    assert findings(MovementPart(tests=(TestValue(test="old", value=Decimal(1)),)), FACTS) == ()
