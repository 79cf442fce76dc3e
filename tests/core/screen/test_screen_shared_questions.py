"""A precaution that rests on what a danger sign asks already, and what a clinician finds."""

from dataclasses import replace

import pytest
from tests.core.screen.screen_builders import (
    ALL_NO,
    CONSULT,
    DEVICE,
    FACTS,
    FULL,
    UNSURE,
    YES,
    effect,
    precaution,
)

from weft.core.screen.facts import Level, QuestionSet, ScreenFacts
from weft.core.screen.order import precautions_in_order
from weft.core.screen.screening import screen
from weft.core.shared.care import Outcome, Verdict

FOUND = replace(
    precaution("found", effect("exercise", level=Level.ABS), sets=(QuestionSet.EXAMINATION,)), also=("past_cancer",)
)
SHARED = ScreenFacts(red_flags=FACTS.red_flags, precautions=(*FACTS.precautions, FOUND), modalities=FACTS.modalities)


@pytest.mark.parametrize(
    ("said", "by"),
    [
        (("has_found",), ("has_found",)),
        (("past_cancer",), ("past_cancer",)),
        (("past_cancer", "has_found"), ("has_found", "past_cancer")),
    ],
)
def test_a_yes_to_either_question_raises_it_and_names_what_was_said(said: tuple[str, ...], by: tuple[str, ...]) -> None:
    clearance = screen({**ALL_NO, **dict.fromkeys(said, YES)}, SHARED)

    assert clearance.by_modality["exercise"].verdict is Verdict.BLOCKED
    assert [reason.said for reason in clearance.by_modality["exercise"].reasons] == [by]
    assert clearance.outcome is Outcome.GO


def test_a_yes_outweighs_a_doubt_about_the_other_question() -> None:
    exercise = screen({**ALL_NO, "past_cancer": UNSURE, "has_found": YES}, SHARED).by_modality["exercise"]

    assert (exercise.verdict, len(exercise.reasons)) == (Verdict.BLOCKED, 1)


def test_not_sure_at_the_shared_question_waits_here_too() -> None:
    exercise = screen({**ALL_NO, "past_cancer": UNSURE}, SHARED).by_modality["exercise"]

    assert exercise.verdict is Verdict.ASK
    assert str(exercise.reasons[0].text) == "Not sure: past_cancer?"


@pytest.mark.parametrize("asked", [CONSULT, FULL])
def test_without_an_answer_to_the_shared_question_it_waits_too(asked: QuestionSet) -> None:
    answers = {name: said for name, said in ALL_NO.items() if name != "past_cancer"}

    assert screen(answers, SHARED, asked=asked).by_modality["exercise"].verdict is Verdict.ASK


def test_what_a_clinician_has_to_find_is_never_missing() -> None:
    clearance = screen(ALL_NO, SHARED)

    assert clearance.unanswered == ()
    assert clearance.by_modality["exercise"].verdict is Verdict.CLEAR


def test_what_stands_under_one_question_is_asked_together() -> None:
    mild, strong = precaution("a", effect("heat"), under="list"), precaution("z", effect("heat", level=Level.ABS))
    other = replace(strong, id="y", question=replace(strong.question, id="has_y", under="list"))

    assert precautions_in_order((mild, DEVICE, strong, other)) == (DEVICE, other, mild, strong)


def test_what_stands_under_a_precaution_goes_with_it() -> None:
    above = precaution("above", effect("heat"), under="list")
    below = precaution("below", effect("heat", level=Level.ABS), under="has_above")
    first = precaution("first", effect("heat", level=Level.REL))

    assert precautions_in_order((above, first, below)) == (below, above, first)


def test_questions_in_a_circle_come_to_an_end() -> None:
    one, two = (precaution(name, effect("heat"), under=f"has_{to}") for name, to in (("one", "two"), ("two", "one")))

    assert set(precautions_in_order((one, two))) == {one, two}
