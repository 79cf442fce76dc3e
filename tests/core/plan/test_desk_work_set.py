"""Seed 002's worked case in the shipped set: doses, weeks and ceilings, to the letter."""

from tests.seed_002 import ITEMS

from weft.core.plan.doses import lane_dose
from weft.core.plan.facts import Dose, DoseRange, Lane
from weft.core.shared.care import Effort
from weft.library.cases import example
from weft.library.plan import plan

PLAN = plan(example("office-worker"))
SETTLE, REBUILD, STRENGTHEN, KEEP = PLAN.phases


def test_there_are_eighteen_items() -> None:
    assert len({item for item, _ in ITEMS}) == 18


def test_the_phases_and_their_weeks() -> None:
    assert [(each.id, each.weeks) for each in PLAN.phases] == [
        ("settle", (1, 2)),
        ("rebuild", (3, 5)),
        ("strengthen", (6, 9)),
        ("keep", (10, 48)),
    ]


def test_needles_twice_a_week_then_weekly_then_as_needed() -> None:
    doses = [lane_dose(each, Lane.NEEDLES) for each in PLAN.phases]

    assert [(dose.per_week, dose.total, dose.as_needed_max) for dose in doses] == [
        (2, 4, 0),
        (1, 3, 0),
        (0, 0, 2),
        (0, 0, 0),
    ]


def test_as_needed_is_never_booked_ahead_and_names_its_trigger() -> None:
    (line,) = STRENGTHEN.lanes[Lane.NEEDLES]

    assert line.dose == Dose(minutes=20, as_needed_max=2)
    assert "a flare" in str(line.trigger)


def test_movement_twice_a_week_then_weekly() -> None:
    doses = [lane_dose(each, Lane.MOVEMENT) for each in PLAN.phases]

    assert [(dose.per_week, dose.total) for dose in doses] == [(2, 4), (2, 6), (1, 4), (0, 0)]


def test_effort_is_gentle_first_then_moderate_and_never_hard_by_itself() -> None:
    assert [each.ceiling for each in PLAN.phases] == [Effort.GENTLE, Effort.MODERATE, Effort.MODERATE, Effort.MODERATE]


def test_seven_needle_visits_in_a_range_of_7_to_15_beside_the_trial_dose() -> None:
    assert PLAN.needles == DoseRange(planned=7, min=7, max=15)
    assert [(each.pathway, each.needles) for each in PLAN.other_doses] == [
        ("low_back_trial_dose", DoseRange(planned=11, min=8, max=15))
    ]


def test_reducing_inflammation_is_shown_as_unproven_with_its_card() -> None:
    needles = SETTLE.lanes[Lane.NEEDLES][0]

    assert "reduce inflammation (the source's aim; unproven)" in [str(aim) for aim in needles.aims]
    assert "inflammation" in needles.evidence


def test_reviews_come_after_visits_3_and_6_at_the_end_of_the_block_and_in_weeks_12_26_and_52() -> None:
    assert [each.id for each in PLAN.review_points] == [
        "tolerance",
        "early_response",
        "end_of_block",
        "week_12",
        "week_26",
        "week_52",
    ]


def test_the_two_studies_of_the_source_are_looked_for_and_not_found() -> None:
    card = next(each for each in PLAN.evidence if each.id == "source_studies_not_found")

    assert "Looked for, not found" in card.says
    assert card.certainty == "none_found"


def test_nobody_has_reviewed_anything_yet_and_the_plan_says_so() -> None:
    assert "plan/pathways/low_back_desk_work" in PLAN.drafts
    assert all(f"plan/evidence/{card.id}" in PLAN.drafts for card in PLAN.evidence)


def test_rebuild_and_keep_have_home_work_of_three_exercises() -> None:
    assert [len(each.lanes[Lane.HOME][0].exercises) for each in (SETTLE, REBUILD, STRENGTHEN, KEEP)] == [2, 3, 4, 3]
