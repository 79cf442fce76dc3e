"""A short set of today upon the full set of some weeks ago."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.core.screen.screen_builders import EVERY_VISIT, FULL, LED, effect, lead, precaution

from weft.core.screen.facts import QuestionSet
from weft.core.screen.rounds import together
from weft.core.screen.times import GOOD_FOR
from weft.core.shared.care import Answer
from weft.library.knowledge import knowledge

FACTS, SHORT = knowledge().screen, QuestionSet.EVERY_VISIT
YES, NO, UNSURE = Answer.YES, Answer.NO, Answer.UNSURE


def test_what_was_not_asked_today_stands() -> None:
    assert together({"pacemaker": NO}, {}, FACTS, SHORT) == {"pacemaker": NO}


def test_todays_answer_counts() -> None:
    assert together({"pregnancy": YES}, {"pregnancy": NO}, FACTS, SHORT) == {"pregnancy": NO}


def test_a_no_that_was_left_out_today_is_open_again() -> None:
    assert together({"recent_fall": NO}, {}, FACTS, SHORT) == {}


def test_a_yes_and_a_not_sure_stay_until_somebody_asks_again() -> None:
    before = {"recent_fall": YES, "pregnancy": UNSURE}

    assert together(before, {}, FACTS, SHORT) == before


TODAY = replace(
    LED,
    leads=(*LED.leads, lead("today", FULL, EVERY_VISIT)),
    precautions=(*LED.precautions, precaution("drink", effect("needling"), sets=(FULL, EVERY_VISIT), under="today")),
)
"""With something that is asked anew at every visit."""


def test_todays_no_to_the_question_before_it_takes_last_weeks_yes_back() -> None:
    before = {"today": YES, "has_drink": YES, "numb": NO}

    assert together(before, {"today": NO}, TODAY, SHORT) == {"numb": NO, "today": NO}


def test_a_yes_to_what_only_the_full_set_asks_outlasts_todays_no_before_it() -> None:
    only_full = precaution("drink", effect("needling"), under="today")
    facts = replace(TODAY, precautions=(*LED.precautions, only_full))

    assert together({"today": YES, "has_drink": YES}, {"today": NO}, facts, SHORT) == {"has_drink": YES, "today": NO}


@pytest.mark.parametrize("said", [YES, UNSURE])
def test_when_health_has_changed_every_no_is_open_again_and_no_yes_is_lost(said: Answer) -> None:
    before = {"numb": NO, "past_cancer": YES, "has_blood": UNSURE, "neck": NO}

    after = together(before, {"health_changed": said}, LED, SHORT)

    assert after == {"past_cancer": YES, "has_blood": UNSURE, "health_changed": said}


@pytest.mark.parametrize("now", [{"health_changed": NO}, {}])
def test_without_a_change_the_full_set_stands(now: dict[str, Answer]) -> None:
    before = {"numb": NO, "past_cancer": YES}

    assert together(before, now, LED, SHORT) == before | now


def test_the_full_set_holds_six_months_and_the_consults_one() -> None:
    assert GOOD_FOR[QuestionSet.FULL] == timedelta(days=182)
    assert GOOD_FOR[QuestionSet.CONSULT] == timedelta(days=30)
