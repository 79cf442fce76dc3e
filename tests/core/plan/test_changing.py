"""One line of a plan changed."""

from dataclasses import replace

import pytest
from tests.core.plan.plan_builders import case, clearance

from weft.core.plan.changing import BasedOn, LineChange, change_faults, changed, differences, line_of
from weft.core.plan.plan import PlanOfCare
from weft.core.plan.planning import draft_plan
from weft.library.knowledge import knowledge

NEEDLES, HOME = "back.settle_needles", "back.settle_home"
WHY = {"because": "It hurts less.", "now": "Once a week.", "until": "Week 2 ends."}


def plan(**verdicts: object) -> PlanOfCare:
    return draft_plan(case(), knowledge().plan, clearance(**verdicts), version="1")  # type: ignore[arg-type]


def change(**said: object) -> LineChange:
    return LineChange(based_on=BasedOn.JUDGEMENT, **(WHY | said))  # type: ignore[arg-type]


def faults(line_id: str, **said: object) -> list[str]:
    found = line_of(plan(), line_id)
    assert found
    return [place for place, _ in change_faults(found[1], change(**said))]


def test_a_dose_is_counted_anew_over_the_weeks_of_its_phase() -> None:
    after = changed(plan(), NEEDLES, change(per_week=1, minutes=15, text="Needles weekly"))

    found = line_of(after, NEEDLES)
    assert found
    assert (found[1].dose.total, found[1].dose.minutes, str(found[1].text)) == (2, 15, "Needles weekly")
    assert (after.needles.planned, after.needles.max) == (5, 15)


def test_what_is_not_said_stays() -> None:
    before, after = plan(), changed(plan(), NEEDLES, change())

    was, now = line_of(before, NEEDLES), line_of(after, NEEDLES)
    assert was
    assert now
    assert (now[1].dose, now[1].text) == (was[1].dose, was[1].text)
    assert str(now[1].because) == "It hurts less."


def test_at_home_days_a_week_are_counted() -> None:
    found = line_of(changed(plan(), HOME, change(per_week=7)), HOME)

    assert found
    assert (found[1].dose.days_per_week, found[1].dose.total) == (7, 0)


def test_the_change_is_the_only_difference() -> None:
    before = plan()
    after = changed(before, NEEDLES, change())

    assert [(each.line.id, each.before is not None) for each in differences(before, after)] == [(NEEDLES, True)]
    assert differences(before, before) == ()


def test_a_line_that_was_not_there_before_is_new() -> None:
    news = differences(replace(plan(), phases=()), plan())

    assert news
    assert all(each.before is None for each in news)


@pytest.mark.parametrize("name", ["because", "now", "until"])
def test_because_now_and_until_are_never_empty(name: str) -> None:
    assert faults(NEEDLES, **{name: " "}) == [name]


@pytest.mark.parametrize(
    ("line_id", "said", "wrong"),
    [
        (NEEDLES, {"per_week": 3}, []),
        (NEEDLES, {"per_week": 3.5}, ["per_week"]),
        (NEEDLES, {"per_week": -1}, ["per_week"]),
        (HOME, {"per_week": 7}, []),
        (HOME, {"per_week": 8}, ["per_week"]),
        (NEEDLES, {"minutes": 5}, []),
        (NEEDLES, {"minutes": 4}, ["minutes"]),
        (NEEDLES, {"minutes": 40}, []),
        (NEEDLES, {"minutes": 41}, ["minutes"]),
    ],
)
def test_doses_have_limits(line_id: str, said: dict[str, object], wrong: list[str]) -> None:
    assert faults(line_id, **said) == wrong


def test_a_change_that_cannot_be_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="no_such_line"):
        changed(plan(), "no_such_line", change())
    with pytest.raises(ValueError, match="cannot be changed"):
        changed(plan(), NEEDLES, change(because=""))
