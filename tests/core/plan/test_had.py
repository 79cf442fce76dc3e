"""Needle visits that were given already, beside the usual most; and why a set fits."""

from datetime import date, timedelta

import pytest
from tests.core.plan.plan_builders import case, clearance, problem

from weft.core.adjust.facts import DoseCap
from weft.core.plan.checks import CheckKind
from weft.core.plan.had import NeedleVisit, had_checks
from weft.core.plan.plan import PlanOfCare
from weft.core.plan.planning import draft_plan
from weft.core.plan.suggest import why_it_fits
from weft.library.knowledge import knowledge

TODAY = date(2027, 3, 2)
CAP = DoseCap(visits=12, days=90)


def plan() -> PlanOfCare:
    """Seven needle visits are planned."""
    return draft_plan(case(problem()), knowledge().plan, clearance(), version="1")


def given(count: int, *, in_this_care: bool = True, days_ago: int = 0) -> tuple[NeedleVisit, ...]:
    return (NeedleVisit(TODAY - timedelta(days=days_ago), in_this_care),) * count


def test_nothing_given_says_nothing() -> None:
    assert had_checks(plan(), (), [CAP], today=TODAY) == ()


@pytest.mark.parametrize(("count", "kind"), [(11, CheckKind.FITS), (12, CheckKind.ASK)])
def test_the_next_visit_over_the_usual_most_needs_a_reason(count: int, kind: CheckKind) -> None:
    [check] = had_checks(plan(), given(count), [CAP], today=TODAY)

    assert check.kind is kind
    assert f"Needle visits given in the last 90 days: {count}." in str(check.says)


@pytest.mark.parametrize(("days_ago", "counts"), [(89, True), (90, False), (-1, False)])
def test_only_visits_inside_the_run_of_days_count(days_ago: int, counts: bool) -> None:
    assert bool(had_checks(plan(), given(1, days_ago=days_ago), [CAP], today=TODAY)) is counts


@pytest.mark.parametrize(("before", "kind"), [(5, CheckKind.FITS), (6, CheckKind.ASK)])
def test_visits_before_this_care_come_on_top_of_what_is_planned(before: int, kind: CheckKind) -> None:
    [check] = had_checks(plan(), given(before, in_this_care=False), [CAP], today=TODAY)

    assert check.kind is kind


def test_the_plans_own_visits_are_not_counted_twice() -> None:
    [check] = had_checks(plan(), given(6), [CAP], today=TODAY)

    assert check.kind is CheckKind.FITS


def test_each_cap_is_said_for_itself() -> None:
    year = DoseCap(visits=20, days=365)

    assert len(had_checks(plan(), given(1), [CAP, year], today=TODAY)) == 2


def test_a_set_says_its_weeks_beside_those_of_the_problem() -> None:
    words = why_it_fits(problem(since_weeks=20), knowledge().plan.pathways["low_back_trial_dose"])

    assert str(words).endswith("It fits pain there for 12 weeks or more; here 20.")
