"""The questions of a first contact, one list for terminal and browser."""

import pytest
from tests.core.screen.screen_builders import LED, NO, UNSURE, YES

from weft.core.plan.interview import Kind, Step, interview_steps, question_pages, told_already, weeks_in
from weft.core.shared.care import Answer
from weft.library.knowledge import knowledge

STEPS = interview_steps(knowledge().screen)


def pages(**said: Answer) -> list[list[str]]:
    return [[question.id for question in page] for page in question_pages(LED, said)]


def test_there_are_at_most_twenty() -> None:
    assert 7 <= len(STEPS) <= 20


def test_they_begin_with_what_hurts_and_end_with_goals() -> None:
    kinds = [step.kind for step in STEPS]

    assert (kinds[0], kinds[-2], kinds[-1]) == (Kind.REGION, Kind.TRIED, Kind.GOALS)
    assert set(kinds[4:-2]) == {Kind.SAFETY}


def test_several_signs_share_a_heading_and_one_speaks_for_itself() -> None:
    questions = next(step.questions for step in STEPS if len(step.questions) > 1)

    assert str(Step(Kind.SAFETY, questions).text) == "Is any of these true?"
    assert str(Step(Kind.SAFETY, questions[:1]).text) == questions[0].text


@pytest.mark.parametrize(
    ("amount", "unit", "weeks"),
    [
        (6, "day", 0),
        (7, "day", 1),
        (6, "week", 6),
        (3, "month", 13),
        (1, "year", 52),
        (100, "year", 5200),
        (101, "year", 5200),
    ],
)
def test_a_time_span_in_whole_weeks(amount: int, unit: str, weeks: int) -> None:
    assert weeks_in(amount, unit) == weeks


def test_the_safety_questions_of_a_benign_back_are_at_most_twelve_pages() -> None:
    assert len(question_pages(knowledge().screen)) <= 12


def test_a_lead_is_a_page_and_the_signs_of_one_danger_stand_together() -> None:
    assert pages() == [["sudden"], ["numb", "both_legs"], ["neck"], ["past_cancer", "night_pain"]]


def test_a_no_brings_nothing() -> None:
    assert pages(sudden=NO, neck=NO) == pages()


@pytest.mark.parametrize("said", [YES, UNSURE])
def test_signs_follow_their_list_on_one_page(said: Answer) -> None:
    assert pages(sudden=said)[:3] == [["sudden"], ["chest", "shivers"], ["numb", "both_legs"]]


def test_a_place_brings_its_dangers_and_a_lead_under_it_brings_more() -> None:
    after = pages(neck=YES)
    assert after[2:5] == [["neck"], ["neck_pain_new"], ["clumsy"]]
    assert pages(neck=YES, clumsy=YES)[2:6] == [["neck"], ["neck_pain_new"], ["clumsy"], ["clumsy_hands"]]


def test_age_and_place_answer_what_need_not_be_asked() -> None:
    told = told_already(knowledge().screen, region="low_back", radiates_to="below_knee", age=45)

    assert told == {"under_18": NO, "over_55": NO, "over_70": NO}
    assert told_already(knowledge().screen, region="neck")["neck_or_head"] is YES
