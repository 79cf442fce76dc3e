"""Needles made rarer: one step at a time, with words of its own, counted again."""

from dataclasses import replace

import pytest

from weft.core.adjust.taper import apart, needles_line, next_step, rarer, thinned, unpaired
from weft.core.plan.facts import Lane
from weft.core.plan.plan import Line, PlanOfCare
from weft.core.shared.words import Words
from weft.library.cases import example
from weft.library.plan import plan as plan_for

BECAUSE = Words("Improvement has held.")


@pytest.fixture(scope="module")
def care() -> PlanOfCare:
    return plan_for(example("office-worker"))


def line_of(care: PlanOfCare, phase: str) -> Line:
    found = needles_line(care, phase)
    assert found
    return found


@pytest.mark.parametrize(("now", "then"), [(3, 2), (2, 1), (1.5, 1), (1, 0.5), (0.5, 0), (0, 0)])
def test_each_step_is_the_next_rarer_one(now: float, then: float) -> None:
    assert next_step(now) == then


def test_twice_a_week_becomes_once_with_its_own_reason(care: PlanOfCare) -> None:
    line = thinned(line_of(care, "settle"), (1, 2), 1, because=BECAUSE)

    assert (line.dose.per_week, line.dose.total) == (1, 2)
    assert str(line.text) == "Needles once a week"
    assert line.because == BECAUSE
    assert str(line.now)
    assert str(line.until)


def test_none_booked_ahead_leaves_two_in_reach_on_a_named_trigger(care: PlanOfCare) -> None:
    line = thinned(line_of(care, "rebuild"), (3, 5), 0, because=BECAUSE)

    assert (line.dose.per_week, line.dose.total, line.dose.as_needed_max) == (0, 0, 2)
    assert line.trigger is not None


def test_a_trigger_that_stands_is_kept(care: PlanOfCare) -> None:
    before = replace(line_of(care, "rebuild"), trigger=Words("a bad night"))

    assert thinned(before, (3, 5), 0, because=BECAUSE).trigger == Words("a bad night")
    assert thinned(before, (3, 5), 0.5, because=BECAUSE).trigger == Words("a bad night")


@pytest.mark.parametrize("wrong", [2, 3, 0.7])
def test_a_dose_that_is_no_rarer_step_is_a_mistake(care: PlanOfCare, wrong: float) -> None:
    with pytest.raises(ValueError, match="no rarer step"):
        thinned(line_of(care, "settle"), (1, 2), wrong, because=BECAUSE)


def test_a_phase_without_booked_needles_has_no_line_to_thin_out(care: PlanOfCare) -> None:
    assert needles_line(care, "strengthen") is None
    assert needles_line(care, "no such phase") is None


def test_the_plan_counts_its_needles_again(care: PlanOfCare) -> None:
    thin = rarer(care, "settle", 1, because=BECAUSE)

    assert care.needles.planned == 7
    assert (thin.needles.planned, thin.needles.min) == (5, 5)
    assert thin.phases[0].lanes[Lane.MOVEMENT] == care.phases[0].lanes[Lane.MOVEMENT]


def test_apart_moves_needles_to_days_of_their_own(care: PlanOfCare) -> None:
    line = apart(line_of(care, "settle"), because=BECAUSE)

    assert line.order == "other_day"
    assert line.dose == line_of(care, "settle").dose


def needles(care: PlanOfCare) -> list[float]:
    return [max((line.dose.per_week for line in phase.lanes[Lane.NEEDLES]), default=0) for phase in care.phases]


@pytest.mark.parametrize("example_name", ["office-worker", "trial-dose"])
@pytest.mark.parametrize("per_week", [1, 0.5, 0])
def test_what_became_rarer_never_becomes_denser_again(example_name: str, per_week: float) -> None:
    before = plan_for(example(example_name))

    after = rarer(before, "settle", per_week, because=BECAUSE)

    assert needles(after) == [min(was, per_week) for was in needles(before)]


def two_lines(care: PlanOfCare) -> PlanOfCare:
    """The first phase needles a second problem too, more often."""
    first = care.phases[0]
    line = line_of(care, "settle")
    other = replace(line, id="other", dose=replace(line.dose, per_week=2.5, total=5))
    lanes = {**first.lanes, Lane.NEEDLES: (line, other)}
    return replace(care, phases=(replace(first, lanes=lanes), *care.phases[1:]))


def test_of_two_problems_both_lines_become_rarer_and_stand_apart(care: PlanOfCare) -> None:
    both = two_lines(care)

    thin, away = rarer(both, "settle", 1, because=BECAUSE), unpaired(both, "settle", because=BECAUSE)

    assert [line.dose.per_week for line in thin.phases[0].lanes[Lane.NEEDLES]] == [1, 1]
    assert {line.order for line in away.phases[0].lanes[Lane.NEEDLES]} == {"other_day"}
    assert away.phases[1:] == both.phases[1:]
    assert line_of(both, "settle").dose.per_week == 2.5
