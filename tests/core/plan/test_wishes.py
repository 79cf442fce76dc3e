"""What a person wishes, and a back that is easily stirred up."""

from dataclasses import replace

import pytest
from tests.core.plan.plan_builders import blocked, case, clearance, facts, line, phase, problem, two_phase_set

from weft.core.plan.doses import lane_dose
from weft.core.plan.facts import Dose, Lane
from weft.core.plan.plan import PlanOfCare
from weft.core.plan.planning import draft_plan
from weft.core.plan.wishes import WISHES, in_words, unwanted_because
from weft.core.shared.care import Effort


def planned(*wishes: str, **verdicts: object) -> PlanOfCare:
    given = replace(case(), wishes=wishes)
    return draft_plan(given, facts(), clearance(**verdicts), version="1")  # type: ignore[arg-type]


def lanes(plan: PlanOfCare) -> set[Lane]:
    return {lane for each in plan.phases for lane in Lane if each.lanes[lane]}


@pytest.mark.parametrize(
    ("wish", "left"),
    [
        ("no_needles", {Lane.MOVEMENT, Lane.HOME}),
        ("movement_only", {Lane.MOVEMENT, Lane.HOME}),
        ("needles_only", {Lane.NEEDLES, Lane.HOME}),
        ("no_manual", {Lane.NEEDLES, Lane.MOVEMENT, Lane.HOME}),
    ],
)
def test_a_wish_leaves_lines_out_and_says_so(wish: str, left: set[Lane]) -> None:
    plan = planned(wish)

    assert lanes(plan) == left
    assert len(plan.withheld) == 1
    assert str(plan.withheld[0]).startswith(f"As you wish: {WISHES[wish]}. This leaves out: ")


def test_a_line_with_current_is_left_out_as_wished() -> None:
    current = line("current", Lane.NEEDLES, Dose(per_week=1, total=2), "electro_acupuncture")

    assert unwanted_because(current, ("no_electro",)) == "no_electro"
    assert unwanted_because(current, ()) == ""


def test_safety_is_said_before_a_wish() -> None:
    plan = planned("no_needles", needling=blocked())

    assert [str(each)[:8] for each in plan.withheld] == ["Not now."]


def test_few_trips_book_movement_on_needle_days_or_once_a_week() -> None:
    plan = planned("few_trips")

    assert [lane_dose(each, Lane.MOVEMENT).total for each in plan.phases] == [4, 2]
    assert (plan.movement.planned, plan.movement.min) == (6, 4)
    assert "few trips" in str(plan.adjusted[0])


def test_beginning_at_home_books_no_lane_more_than_once_a_week_in_the_first_phase() -> None:
    plan = planned("home_first")

    assert [lane_dose(each, Lane.NEEDLES).total for each in plan.phases] == [2, 0]
    assert [lane_dose(each, Lane.MOVEMENT).total for each in plan.phases] == [2, 4]


def test_nothing_left_but_home_is_said() -> None:
    plan = planned("no_needles", "needles_only")

    assert lanes(plan) == {Lane.HOME}
    assert str(plan.title) == "short: at home only"


def test_wishes_in_words_are_in_our_order() -> None:
    assert [str(each) for each in in_words(("home_first", "no_needles"))] == [
        "no needles",
        "begin at home, with few visits",
    ]


def test_a_back_that_is_easily_stirred_up_starts_lower() -> None:
    settle = phase("settle", (1, 2), line("home", Lane.HOME, Dose(days_per_week=5), exercises=("tilt", "rock", "walk")))
    rebuild, strengthen = phase("rebuild", (3, 4)), phase("strengthen", (5, 6))
    pathway, _ = two_phase_set("set")
    known = facts((pathway, (settle, rebuild, strengthen)))
    given = case(replace(problem(), irritability="high"))

    plan = draft_plan(given, known, clearance(), version="1")

    assert [each.ceiling for each in plan.phases] == [Effort.GENTLE, Effort.GENTLE, Effort.MODERATE]
    assert [each.id for each in plan.home] == ["tilt", "rock"]
    assert "easily stirred up" in str(plan.adjusted[0])
