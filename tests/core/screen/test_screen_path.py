"""What is asked next: danger first, an emergency ends it, a lesser stop asks only what could make it worse."""

from tests.core.screen.screen_builders import (
    CONSULT,
    MODALITIES,
    NERVES,
    NO,
    UNSURE,
    YES,
    flag,
    lead,
    question,
    trigger,
)

from weft.core.screen.facts import ScreenFacts
from weft.core.screen.leads import beneath
from weft.core.screen.order import questions_for
from weft.core.screen.path import next_question
from weft.core.shared.care import Action, Answer
from weft.library.knowledge import knowledge

FACTS = knowledge().screen
EMERGENCY = Action.EMERGENCY


SMALL = ScreenFacts(red_flags=(NERVES,), precautions=(), modalities=MODALITIES)
HEART = flag("heart", (question("chest", under="sudden"),), trigger("chest", action=EMERGENCY))
LEGS = flag("legs", (question("both_legs"),), trigger("both_legs"))
SMALL_LED = ScreenFacts(
    red_flags=(LEGS, HEART), precautions=(), modalities=MODALITIES, leads=(lead("sudden", signs=True),)
)


def walk(**said: Answer) -> list[str]:
    """The questions that are asked of somebody who says no to all but ``said``."""
    return walk_of(FACTS, **said)


def walk_of(facts: ScreenFacts, **said: Answer) -> list[str]:
    answers: dict[str, Answer] = {}
    while one := next_question(answers, facts, CONSULT):
        answers[one.id] = said.get(one.id, NO)
    return list(answers)


def test_a_benign_back_is_asked_what_nothing_stands_before_and_at_most_12() -> None:
    asked = walk()

    assert asked == [one.id for one in questions_for(FACTS, CONSULT) if not one.under]
    assert len(asked) <= 12


def test_danger_comes_first() -> None:
    first = FACTS.questions[walk()[0]]

    assert any(first.id in {question.id, question.under} for question in FACTS.red_flags[0].questions)


def test_an_emergency_ends_the_asking_at_once() -> None:
    assert walk(saddle_numbness=YES)[-1] == "saddle_numbness"


def test_after_a_stop_for_today_only_what_could_make_it_an_emergency_is_asked() -> None:
    after = walk(both_legs=YES)

    alarms = {one for flag in FACTS.red_flags for each in flag.triggers if each.action is EMERGENCY
              for one in each.questions}  # fmt: skip
    asked_after = after[after.index("both_legs") + 1 :]
    assert asked_after
    assert all(one in alarms or set(beneath(one, FACTS)) & alarms for one in asked_after)
    assert len(after) < len(walk())


def test_a_stop_for_today_with_nothing_left_to_fear_ends() -> None:
    assert walk_of(SMALL, both_legs=YES) == ["numb", "both_legs"]


def test_a_lesser_stop_asks_what_stands_before_what_could_make_it_an_emergency() -> None:
    assert walk_of(SMALL_LED, both_legs=YES) == ["both_legs", "sudden"]
    assert walk_of(SMALL_LED, both_legs=YES, sudden=YES) == ["both_legs", "sudden", "chest"]


def test_not_sure_asks_everything_else_too() -> None:
    assert walk(saddle_numbness=UNSURE) == walk()


def test_a_yes_or_not_sure_brings_what_stands_under_it_and_a_no_does_not() -> None:
    below = [one.id for one in questions_for(FACTS, CONSULT) if one.under == "past_illness_or_weak_bones"]

    assert below
    assert not set(below) & set(walk())
    for said in (YES, UNSURE):
        asked = walk(past_illness_or_weak_bones=said)
        place = asked.index("past_illness_or_weak_bones") + 1
        assert asked[place : place + 1] == below[:1]
        assert set(below) <= set(asked)
