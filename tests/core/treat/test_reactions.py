"""Unwanted events: who is told, by when, and why."""

from datetime import timedelta

import pytest

from weft.core.treat.reactions import Follow, what_follows, who_is_told
from weft.library.knowledge import knowledge

TREAT = knowledge().treat


def test_a_forgotten_needle_is_an_incident_however_mild() -> None:
    told = who_is_told(TREAT.telling, TREAT.reactions["needle_site"], "forgotten", 1)

    assert (told.follow, told.within) == (Follow.INCIDENT, timedelta(hours=8))
    assert dict(told.why.limits)["incident_from_grade"] == "3"
    assert "npsa11" in told.why.sources


def test_a_bruise_is_only_recorded() -> None:
    assert who_is_told(TREAT.telling, TREAT.reactions["needle_site"], "bruise", 1).within is None


@pytest.mark.parametrize(("code", "grade"), [("dizzy", 0), ("dizzy", 6), ("unknown", 1)])
def test_a_grade_or_code_that_does_not_exist_is_refused(code: str, grade: int) -> None:
    with pytest.raises(ValueError, match=r"grade|no reaction"):
        what_follows(TREAT.reactions["general"], code, grade)


def test_five_grades_are_described() -> None:
    assert [one.grade for one in TREAT.telling.grades] == [1, 2, 3, 4, 5]
