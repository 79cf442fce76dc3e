from dataclasses import replace

import pytest
from tests.core.plan.plan_builders import (
    REVIEWED,
    blocked,
    case,
    clearance,
    facts,
    line,
    phase,
    problem,
    reason,
    two_phase_set,
    waiting,
)

from weft.core.plan.case import Case
from weft.core.plan.doses import how_often, lane_dose
from weft.core.plan.facts import Dose, DoseRange, Lane, PlanFacts
from weft.core.plan.plan import PlanOfCare
from weft.core.plan.planning import draft_plan
from weft.core.plan.watching import ReviewPoint
from weft.core.screen.clearance import Clearance, ModalityClearance
from weft.core.shared.care import Effort, Outcome, Verdict

NOTHING = DoseRange(planned=0, min=0, max=0)


def planned(given: Case | None = None, known: PlanFacts | None = None, cleared: Clearance | None = None) -> PlanOfCare:
    return draft_plan(given or case(), known or facts(), cleared or clearance(), version="1")


def texts(plan: PlanOfCare) -> list[str]:
    return [str(line.text) for phase in plan.phases for lane in phase.lanes.values() for line in lane]


def test_a_cleared_person_gets_every_line_of_the_set() -> None:
    plan = planned()

    assert len(texts(plan)) == 6
    assert plan.withheld == ()
    assert str(plan.title) == "short"
    assert plan.knowledge_version == "1"


def test_lines_of_one_lane_share_their_visits() -> None:
    plan = planned()

    assert lane_dose(plan.phases[0], Lane.MOVEMENT).total == 4
    assert plan.needles == DoseRange(planned=4, min=4, max=8)
    assert plan.movement == DoseRange(planned=8, min=4, max=9)


def test_a_line_names_its_problem() -> None:
    plan = planned(case(problem(problem_id="left"), problem(problem_id="right")))

    assert [line.id for line in plan.phases[0].lanes[Lane.NEEDLES]] == ["left.needles", "right.needles"]
    assert [line.problem for line in plan.phases[0].lanes[Lane.NEEDLES]] == ["left", "right"]


def test_two_problems_do_not_double_the_dose() -> None:
    plan = planned(case(problem(problem_id="left"), problem(problem_id="right")))

    assert plan.needles.planned == 4
    assert lane_dose(plan.phases[0], Lane.NEEDLES).per_week == 2


def test_of_two_sets_the_larger_weekly_dose_and_the_gentler_ceiling_stand() -> None:
    often = phase("settle", (1, 3), line("more", Lane.NEEDLES, Dose(per_week=3, total=9), "needling"))
    other, _ = two_phase_set("often", regions=("neck",))
    known = facts(two_phase_set(), (replace(other, doses_needles=DoseRange(planned=9, min=5, max=12)), (often,)))

    plan = planned(case(problem(), problem("neck", problem_id="neck")), known)

    assert lane_dose(plan.phases[0], Lane.NEEDLES).per_week == 3
    assert plan.phases[0].ceiling is Effort.GENTLE
    assert plan.needles == DoseRange(planned=9, min=5, max=8)
    assert str(plan.title) == "short and often"
    assert [each.weeks for each in plan.phases] == [(1, 2), (3, 4)]


def test_blocked_needles_leave_a_movement_plan_with_the_reason() -> None:
    plan = planned(cleared=clearance(needling=blocked("A lung is at risk.")))

    assert plan.needles == NOTHING
    assert plan.movement.planned == 8
    assert str(plan.title) == "short: movement only"
    assert [str(words) for words in plan.withheld] == [
        "Not now. A lung is at risk. This leaves out: Text of needles; Text of flare."
    ]


def test_an_unanswered_modality_waits_and_names_the_question() -> None:
    plan = planned(cleared=clearance(needling=waiting()))

    assert "Text of needles" not in texts(plan)
    assert str(plan.withheld[0]).startswith("Waiting. No answer yet: Do you faint? This leaves out: Text of needles")


def test_a_modality_that_somebody_was_not_sure_about_waits_with_that_reason() -> None:
    unsure = ModalityClearance(Verdict.ASK, (reason("Not sure: Do you faint?", "fainting"),))

    plan = planned(cleared=clearance(needling=unsure))

    assert str(plan.withheld[0]).startswith("Waiting. Not sure: Do you faint?")


def test_a_modality_without_a_verdict_waits() -> None:
    cleared = clearance()
    del cleared.by_modality["manual_therapy"]

    plan = planned(cleared=cleared)

    assert str(plan.withheld[0]) == "Waiting until screening has given a verdict. This leaves out: Text of release."


def test_several_reasons_are_all_said() -> None:
    two = ModalityClearance(Verdict.BLOCKED, (reason("One."), reason("Two.")))

    assert str(planned(cleared=clearance(needling=two)).withheld[0]).startswith("Not now. One. Two. ")


def test_a_caution_keeps_the_line() -> None:
    careful = ModalityClearance(Verdict.CAUTION, (reason("Thin needles."),), sign_off=True)

    assert "Text of needles" in texts(planned(cleared=clearance(needling=careful)))


def test_all_blocked_leaves_no_line_and_says_what_it_waits_for() -> None:
    no = blocked()

    plan = planned(cleared=clearance(needling=no, manual_therapy=no, exercise=no))

    assert texts(plan) == []
    assert str(plan.title) == "short: waiting for answers or clearance"


def test_one_reason_for_several_modalities_is_said_once() -> None:
    no = blocked()

    plan = planned(cleared=clearance(needling=no, manual_therapy=no, exercise=no))

    assert len(plan.withheld) == 1


def test_stop_leaves_no_phases() -> None:
    plan = planned(case(goals=("Walk",)), cleared=clearance(Outcome.STOP))

    assert (plan.phases, plan.home, plan.evidence, plan.needles) == ((), (), (), NOTHING)
    assert str(plan.title) == "No plan yet: something has to be looked at first"
    assert [str(goal) for goal in plan.goals] == ["Walk"]


def test_a_problem_without_a_set_is_said_and_the_other_is_planned() -> None:
    plan = planned(case(problem(), problem("neck", problem_id="neck")))

    assert plan.pathways == ("short", "")
    assert "neck: no plan set fits yet" in str(plan.suggestions[1])
    assert plan.needles.planned == 4


def test_no_set_at_all_is_planned_by_hand() -> None:
    plan = planned(case(problem("neck")))

    assert plan.phases == ()
    assert str(plan.title) == "To be planned by hand, after the examination"
    assert "no plan set fits" in str(plan.suggestions[0])


def test_at_most_four_home_exercises_at_a_time_and_each_problem_has_some() -> None:
    one = phase("settle", (1, 2), line("home", Lane.HOME, Dose(days_per_week=5), exercises=("tilt", "rock", "bridge")))
    two = phase("settle", (1, 2), line("home", Lane.HOME, Dose(days_per_week=5), exercises=("walk", "carry", "hinge")))
    first, _ = two_phase_set("first")
    second, _ = two_phase_set("second", regions=("neck",))

    plan = planned(case(problem(), problem("neck", problem_id="neck")), facts((first, (one,)), (second, (two,))))

    assert [each.id for each in plan.home] == ["tilt", "rock", "walk", "carry"]
    assert [line.exercises for line in plan.phases[0].lanes[Lane.HOME]] == [("tilt", "rock"), ("walk", "carry")]


def test_a_home_exercise_knows_its_phases() -> None:
    assert planned().home[0].phases == ("settle",)


def test_the_other_sets_dose_is_printed_with_its_reason() -> None:
    known = facts(two_phase_set(other_dose="long"), two_phase_set("long", rank=2))

    plan = planned(known=known)

    assert [str(other.name) for other in plan.other_doses] == ["long"]
    assert str(plan.other_doses[0].why) == "Why long."
    assert str(plan.why_this_dose) == "Why short."


def test_a_set_that_is_in_the_plan_is_not_the_other_dose() -> None:
    known = facts(two_phase_set(other_dose="long"), two_phase_set("long", regions=("neck",), other_dose="short"))

    plan = planned(case(problem(), problem("neck", problem_id="neck")), known)

    assert plan.other_doses == ()
    assert str(plan.why_this_dose) == "Why short. Why long."


def test_review_points_are_in_order_of_weeks_each_once() -> None:
    points = (ReviewPoint(id="end", text="End", week=9), ReviewPoint(id="start", text="Start", week=2))
    known = facts(two_phase_set(review_points=points), two_phase_set("other", regions=("neck",)))

    plan = planned(case(problem(), problem("neck", problem_id="neck")), known)

    assert [(each.id, each.week) for each in plan.review_points] == [("start", 2), ("end", 9)]


def test_what_no_clinician_has_reviewed_is_named() -> None:
    careful = ModalityClearance(Verdict.CAUTION, (reason("Thin needles."),))

    plan = planned(cleared=clearance(needling=careful))

    assert plan.drafts == ("plan/pathways/short", "treat/exercises/tilt", "treat/exercises/rock", "screen/pacemaker")


def test_a_reviewed_set_is_not_named_as_a_draft() -> None:
    plan = planned(known=facts(two_phase_set(review=REVIEWED)))

    assert "plan/pathways/short" not in plan.drafts


def test_what_the_clinic_does_not_accept_is_passed_over() -> None:
    known = facts(two_phase_set(other_dose="refused"))

    plan = planned(known=replace(known, evidence={}, exercises={}))

    assert (plan.evidence, plan.home, plan.other_doses) == ((), (), ())
    assert plan.drafts == ("plan/pathways/short",)


def test_own_goals_come_first() -> None:
    assert [str(goal) for goal in planned(case(goals=("Walk",))).goals] == ["Walk", "Less pain"]


@pytest.mark.parametrize(
    ("per_week", "said"),
    [(2, "2 a week"), (2.5, "2 or 3 a week"), (1, "1 a week"), (0.8, "less than 1 a week"), (0.25, "1 in 4 weeks")],
)
def test_how_often_is_said_as_people_say_it(per_week: float, said: str) -> None:
    assert str(how_often(per_week)) == said


def test_phases_of_one_name_lie_side_by_side_and_an_unknown_name_keeps_its_place() -> None:
    long, _ = two_phase_set("long")
    other, _ = two_phase_set("other", regions=("neck",))
    move = line("move", Lane.MOVEMENT, Dose(per_week=1, total=2))
    frame = tuple(phase(each, (n, n)) for n, each in enumerate(("settle", "rebuild", "strengthen", "keep"), 1))
    short = (phase("first", (1, 1), replace(move, id="first")), phase("keep", (2, 2), replace(move, id="keep")))

    plan = planned(case(problem(), problem("neck", problem_id="neck")), facts((long, frame), (other, short)))

    found = [[each.id for each in phase.lanes[Lane.MOVEMENT]] for phase in plan.phases]
    assert found == [["neck.first"], [], [], ["neck.keep"]]
