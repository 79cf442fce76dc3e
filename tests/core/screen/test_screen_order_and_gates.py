"""Asking order, what a clearance opens, and what screening refuses to do."""

from dataclasses import replace

import pytest
from tests.core.screen.screen_builders import (
    ALL_NO,
    BLOOD,
    CONSULT,
    DEVICE,
    FACTS,
    FULL,
    ILLNESS,
    MODALITIES,
    NERVES,
    UNSURE,
    YES,
    precaution,
)

from weft.core.screen.facts import ScreenFacts
from weft.core.screen.gates import may_book_consult
from weft.core.screen.order import precautions_in_order, questions_for, red_flags_in_order
from weft.core.screen.screening import NoAcceptedRedFlags, UnknownQuestion, screen
from weft.core.screen.severity import less_urgent, most_urgent, worst_outcome, worst_verdict
from weft.core.shared.care import Action, Answer, Outcome, Verdict


def test_danger_is_asked_before_anything_else() -> None:
    asked = [question.id for question in questions_for(FACTS, FULL)]

    assert asked == [
        "numb", "both_legs", "past_cancer", "night_pain", "weight_loss",
        "has_blood", "has_device", "has_skin", "has_child",
    ]  # fmt: skip


def test_the_consult_asks_less() -> None:
    asked = [question.id for question in questions_for(FACTS, CONSULT)]

    assert asked == ["numb", "both_legs", "past_cancer", "night_pain"]


def test_the_most_urgent_flag_is_asked_first() -> None:
    assert red_flags_in_order((ILLNESS, NERVES)) == (NERVES, ILLNESS)


def test_flags_of_equal_urgency_are_asked_by_name() -> None:
    other = replace(NERVES, id="a_first")

    assert red_flags_in_order((NERVES, other)) == (other, NERVES)


def test_the_strongest_precaution_is_asked_first() -> None:
    harmless = precaution("a_harmless")

    assert precautions_in_order((BLOOD, DEVICE)) == (DEVICE, BLOOD)
    assert precautions_in_order((harmless, DEVICE)) == (harmless, DEVICE)


@pytest.mark.parametrize(
    ("answer", "bookable"), [({}, True), ({"numb": UNSURE}, True), ({"past_cancer": YES}, True), ({"numb": YES}, False)]
)
def test_a_consult_is_bookable_unless_the_person_must_get_help_first(answer: dict[str, Answer], bookable: bool) -> None:
    assert may_book_consult(screen({**ALL_NO, **answer}, FACTS)) is bookable


def test_without_accepted_danger_signs_nobody_is_screened() -> None:
    with pytest.raises(NoAcceptedRedFlags):
        screen({}, ScreenFacts(red_flags=(), precautions=(), modalities=MODALITIES))


def test_an_answer_to_an_unknown_question_is_refused() -> None:
    with pytest.raises(UnknownQuestion, match="numbness"):
        screen({**ALL_NO, "numbness": YES}, FACTS)


def test_nothing_said_is_the_best_that_can_be() -> None:
    assert (worst_verdict(()), worst_outcome(()), most_urgent(())) == (Verdict.CLEAR, Outcome.GO, Action.NONE)


def test_of_two_actions_the_less_urgent() -> None:
    assert less_urgent(Action.EMERGENCY, Action.SAME_DAY) is Action.SAME_DAY
    assert less_urgent(Action.GP, Action.SAME_DAY) is Action.GP
