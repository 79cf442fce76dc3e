"""The day of needles: effort, heat and cold, and how long needles stay in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.shelf import SHELF

from weft.core.shared.care import Answer, Effort, Verdict
from weft.core.treat.same_day import effort_ceiling, is_retention_allowed, is_within, retention_minutes, thermal
from weft.library.steps import treat_facts

FACTS = treat_facts(SHELF)


@given(st.sampled_from(Effort), st.booleans(), st.text(alphabet=" \t\n", max_size=3))
def test_without_a_reason_the_ceiling_never_exceeds_moderate(phase: Effort, is_first_pair: bool, blank: str) -> None:
    ceiling = effort_ceiling(FACTS.same_day, phase, is_first_pair=is_first_pair, reason=blank)

    assert ceiling.effort is not Effort.HARD


@given(st.sampled_from(Effort), st.text())
def test_the_first_pair_ever_is_always_gentle_and_seated_first(phase: Effort, reason: str) -> None:
    ceiling = effort_ceiling(FACTS.same_day, phase, is_first_pair=True, reason=reason)

    assert (ceiling.effort, ceiling.seated_minutes) == (Effort.GENTLE, 10)


@pytest.mark.parametrize(("effort", "inside"), [(Effort.GENTLE, True), (Effort.MODERATE, True), (Effort.HARD, False)])
def test_effort_up_to_the_ceiling_is_inside(effort: Effort, inside: bool) -> None:
    ceiling = effort_ceiling(FACTS.same_day, Effort.MODERATE, is_first_pair=False)

    assert is_within(ceiling, effort) is inside


@given(st.sampled_from(("heat", "cold")), st.text())
def test_no_reason_opens_a_bruised_site(modality: str, reason: str) -> None:
    found = thermal(FACTS.same_day, modality, bleeding_or_bruised=Answer.YES, reason=reason)

    assert found.verdict is Verdict.BLOCKED


@pytest.mark.parametrize(
    ("is_first", "line", "minutes"), [(True, 0, 10), (True, 25, 10), (True, 8, 8), (False, 0, 20), (False, 25, 25)]
)
def test_needles_stay_in_for_the_lines_minutes_the_first_time_shorter(is_first: bool, line: int, minutes: int) -> None:
    assert retention_minutes(FACTS.retention, is_first_session=is_first, line_minutes=line) == minutes


@pytest.mark.parametrize(("minutes", "allowed"), [(4, False), (5, True), (40, True), (41, False)])
def test_five_to_forty_minutes_are_allowed(minutes: int, allowed: bool) -> None:
    assert is_retention_allowed(FACTS.retention, minutes) is allowed


@pytest.mark.parametrize("minutes", [4, 41])
def test_a_line_outside_the_range_is_refused(minutes: int) -> None:
    with pytest.raises(ValueError, match="outside 5 to 40"):
        retention_minutes(FACTS.retention, is_first_session=False, line_minutes=minutes)
