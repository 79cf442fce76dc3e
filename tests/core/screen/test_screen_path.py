"""Which question comes next while somebody is being asked."""

from dataclasses import replace

from tests.core.screen.screen_builders import ALL_NO, CONSULT, FACTS, FULL, ILLNESS, NERVES, YES, trigger

from weft.core.screen.facts import QuestionSet, ScreenFacts, TriggerKind
from weft.core.screen.path import next_question
from weft.core.shared.care import Action, Answer

CORD = trigger("both_legs", "past_cancer", kind=TriggerKind.ALL_OF, action=Action.EMERGENCY)
WITH_CORD = replace(FACTS, red_flags=(NERVES, replace(ILLNESS, triggers=(*ILLNESS.triggers, CORD))))


def asked_next(answers: dict[str, Answer], asked: QuestionSet = FULL, facts: ScreenFacts = FACTS) -> str:
    question = next_question(answers, facts, asked)
    return question.id if question else ""


def test_danger_is_asked_first() -> None:
    assert asked_next({}) == "numb"


def test_the_first_open_question_comes_next() -> None:
    assert asked_next({"numb": Answer.NO, "past_cancer": Answer.NO}) == "both_legs"


def test_a_doubt_does_not_end_the_asking() -> None:
    assert asked_next({"numb": Answer.UNSURE}) == "both_legs"


def test_nothing_is_asked_when_everything_is_answered() -> None:
    assert asked_next(ALL_NO) == ""


def test_the_consult_ends_with_its_own_set() -> None:
    danger = dict.fromkeys(("numb", "both_legs", "past_cancer", "night_pain"), Answer.NO)

    assert asked_next(danger, CONSULT) == ""


def test_an_emergency_ends_the_asking_at_once() -> None:
    assert asked_next({"numb": YES}) == ""


def test_after_a_stop_only_what_could_make_it_an_emergency_is_asked() -> None:
    assert asked_next({"numb": Answer.NO, "both_legs": YES}, facts=WITH_CORD) == "past_cancer"


def test_after_a_stop_nothing_is_asked_that_can_no_longer_alarm() -> None:
    answers = {"numb": Answer.NO, "both_legs": YES, "past_cancer": Answer.NO}

    assert asked_next(answers, facts=WITH_CORD) == ""
