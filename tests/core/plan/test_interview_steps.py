"""The questions of a first contact, one list for terminal and browser."""

import pytest

from weft.core.plan.interview import Kind, Step, interview_steps, weeks_in
from weft.library.knowledge import knowledge

STEPS = interview_steps(knowledge().screen)


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
