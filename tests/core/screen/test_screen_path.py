"""What is asked next: danger first, an emergency ends it, a lesser stop asks only what could make it worse."""

from weft.core.screen.facts import QuestionSet
from weft.core.screen.order import questions_for
from weft.core.screen.path import next_question
from weft.core.shared.care import Answer
from weft.library.knowledge import knowledge

FACTS = knowledge().screen
CONSULT = QuestionSet.CONSULT
YES, NO, UNSURE = Answer.YES, Answer.NO, Answer.UNSURE


def walk(**said: Answer) -> list[str]:
    """The questions that are asked of somebody who says no to all but ``said``."""
    answers: dict[str, Answer] = {}
    while one := next_question(answers, FACTS, CONSULT):
        answers[one.id] = said.get(one.id, NO)
    return list(answers)


def test_a_benign_back_is_asked_the_consult_set_and_at_most_12() -> None:
    asked = walk()

    assert asked == [one.id for one in questions_for(FACTS, CONSULT)]
    assert len(asked) <= 12


def test_danger_comes_first() -> None:
    assert walk()[0] == "saddle_numbness"


def test_an_emergency_ends_the_asking_at_once() -> None:
    assert walk(saddle_numbness=YES) == ["saddle_numbness"]


def test_after_a_stop_for_today_only_what_could_make_it_an_emergency_is_asked() -> None:
    assert walk(both_legs=YES) == ["saddle_numbness", "new_bladder_trouble", "both_legs", "past_cancer"]


def test_past_cancer_with_both_legs_weak_ends_there() -> None:
    assert walk(both_legs=YES, past_cancer=YES)[-1] == "past_cancer"


def test_a_stop_for_today_with_nothing_left_to_fear_ends() -> None:
    assert walk(fever_with_pain=YES)[-1] == "fever_with_pain"


def test_after_past_cancer_a_fever_still_asks_about_growing_weakness() -> None:
    assert walk(past_cancer=YES, fever_with_pain=YES)[-1] == "growing_weakness"


def test_not_sure_asks_everything_else_too() -> None:
    assert walk(saddle_numbness=UNSURE) == walk()
