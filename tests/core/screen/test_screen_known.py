"""What age and place say, so that nobody is asked."""

from datetime import date

import pytest
from tests.core.screen.screen_builders import LED, NO, UNSURE, YES

from weft.core.screen.known import age_on, known_answers, with_known
from weft.core.shared.care import Answer


@pytest.mark.parametrize(("age", "answer"), [(17, YES), (18, NO), (0, YES), (90, NO)])
def test_age_says_who_is_under_18(age: int, answer: Answer) -> None:
    assert known_answers(age, None)["under_18"] is answer


@pytest.mark.parametrize(("age", "over_55", "over_70"), [(55, NO, NO), (56, YES, NO), (70, YES, NO), (71, YES, YES)])
def test_age_says_who_is_over_55_and_over_70(age: int, over_55: Answer, over_70: Answer) -> None:
    assert known_answers(age, None) == {"under_18": NO, "over_55": over_55, "over_70": over_70}


def test_what_nobody_said_is_not_known() -> None:
    assert known_answers(None, None) == {}
    assert known_answers(None, ()) == {}


@pytest.mark.parametrize(
    ("regions", "known"),
    [
        (("neck",), {"neck_or_head": YES}),
        (("low_back", "head"), {"neck_or_head": YES}),
        (("low_back", "below_knee"), {}),
        (("hip",), {}),
        (("shoulder",), {"shoulder_or_arm": YES}),
        (("neck", "arm"), {"neck_or_head": YES, "shoulder_or_arm": YES}),
    ],
)
def test_a_place_that_hurts_is_a_yes_and_one_that_does_not_is_no_answer(
    regions: tuple[str, ...], known: dict[str, Answer]
) -> None:
    assert known_answers(None, regions) == known


@pytest.mark.parametrize(
    ("said", "known", "stands"),
    [(NO, YES, YES), (YES, NO, YES), (UNSURE, NO, UNSURE), (UNSURE, YES, YES), (NO, NO, NO), (None, NO, NO)],
)
def test_of_what_was_answered_and_what_is_known_the_worse_stands(
    said: Answer | None, known: Answer, stands: Answer
) -> None:
    given = {"neck": said} if said else {}

    assert with_known(given, {"neck": known}, LED) == {"neck": stands}


def test_what_no_question_asks_is_left_out() -> None:
    assert with_known({"numb": NO}, {"under_18": YES}, LED) == {"numb": NO}


@pytest.mark.parametrize(
    ("day", "age"), [(date(2026, 5, 1), 17), (date(2026, 5, 2), 18), (date(2026, 5, 3), 18), (date(2027, 1, 1), 18)]
)
def test_age_changes_on_the_birthday(day: date, age: int) -> None:
    assert age_on(day, date(2008, 5, 2)) == age
