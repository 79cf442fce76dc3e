"""What screening asks of people: few are held back, and no serious disease passes (docs/burden.md)."""

import pytest
from benchmarks.burden import MOST_STOPPED, MOST_TALK_FIRST, Burden, burden

from weft.core.screen.facts import QuestionSet
from weft.library.knowledge import knowledge


@pytest.fixture(scope="module")
def consult() -> Burden:
    return burden(knowledge().screen, QuestionSet.CONSULT)


@pytest.fixture(scope="module")
def full() -> Burden:
    return burden(knowledge().screen, QuestionSet.FULL)


def test_the_consult_stops_and_delays_few(consult: Burden) -> None:
    assert consult.stopped <= MOST_STOPPED
    assert consult.talk_first <= MOST_TALK_FIRST


def test_no_planted_disease_is_passed_on_to_treatment(full: Burden) -> None:
    assert full.passed_on == ()


def test_before_treatment_few_are_asked_to_talk_first(full: Burden) -> None:
    assert full.talk_first <= MOST_TALK_FIRST


def test_before_treatment_few_are_stopped(full: Burden) -> None:
    assert full.stopped <= MOST_STOPPED


def test_a_benign_back_answers_at_most_twelve_questions_at_the_consult(consult: Burden) -> None:
    assert consult.asked <= 12
