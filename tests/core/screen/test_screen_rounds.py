"""A short set of today upon the full set of some weeks ago."""

from weft.core.screen.facts import QuestionSet
from weft.core.screen.rounds import together
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
