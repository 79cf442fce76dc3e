"""What a plan is checked for before it is agreed."""

from dataclasses import dataclass, replace

import pytest
from tests.core.plan.plan_builders import blocked, case, clearance, exercise, facts, line, phase, problem, two_phase_set

from weft.core.plan.caps import most_needle_days, most_needle_visits
from weft.core.plan.case import Case
from weft.core.plan.changing import BasedOn, LineChange, changed
from weft.core.plan.checks import CheckKind, plan_checks
from weft.core.plan.facts import Dose, DoseRange, Lane, PlanFacts
from weft.core.plan.plan import PlanOfCare
from weft.core.plan.planning import draft_plan
from weft.core.screen.clearance import Clearance, ModalityClearance
from weft.core.shared.care import Effort, Verdict


@dataclass(frozen=True, slots=True)
class Cap:
    visits: int
    days: int


def plan(given: Case | None = None, known: PlanFacts | None = None, cleared: Clearance | None = None) -> PlanOfCare:
    drafted = draft_plan(given or case(), known or facts(), cleared or clearance(), version="1")
    return replace(drafted, drafts=())


def kinds(of: PlanOfCare, **given: object) -> list[CheckKind]:
    return [each.kind for each in plan_checks(of, **given)]  # type: ignore[arg-type]


def asked(of: PlanOfCare, **given: object) -> list[str]:
    checks = plan_checks(of, **given)  # type: ignore[arg-type]
    return [str(each.says) for each in checks if each.kind is not CheckKind.FITS]


def with_needles(per_week: float) -> PlanOfCare:
    why = {"because": "It hurts.", "now": "Now.", "until": "It ends.", "based_on": BasedOn.JUDGEMENT}
    return changed(plan(), "back.needles", LineChange(per_week=per_week, **why))  # type: ignore[arg-type]


def test_a_set_as_it_is_fits() -> None:
    assert set(kinds(plan())) == {CheckKind.FITS}


def test_visits_outside_the_range_are_asked_about() -> None:
    assert asked(with_needles(1)) == ["2 needle visits, outside 4 to 8 of this set: say why in the line."]


def test_more_than_the_most_is_asked_for_its_reason_up_to_the_named_number() -> None:
    room = DoseRange(planned=9, min=4, max=8, with_reason=10)

    assert asked(replace(plan(), needles=room)) == ["9 needle visits, more than 8; up to 10 need a written reason."]
    assert "outside" in asked(replace(plan(), needles=replace(room, planned=11)))[0]


def test_hard_effort_is_asked_about() -> None:
    first, *others = plan().phases
    hard = replace(plan(), phases=(replace(first, ceiling=Effort.HARD), *others))

    assert "give the reason" in asked(hard)[0]


def test_lines_left_out_are_named_and_empty_lanes_are_not_counted() -> None:
    movement_only = plan(cleared=clearance(needling=blocked()))

    assert asked(movement_only, caps=(Cap(1, 90),)) == ["Some lines are left out; each is named with its reason."]


def test_a_plan_without_lines_cannot_be_agreed_to() -> None:
    assert kinds(replace(plan(), phases=())) == [CheckKind.CANNOT]


def test_three_needle_days_a_week_are_the_most() -> None:
    first, *others = plan().phases
    often = [replace(each, dose=replace(each.dose, per_week=3.5)) for each in first.lanes[Lane.NEEDLES]]
    daily = replace(plan(), phases=(replace(first, lanes=first.lanes | {Lane.NEEDLES: tuple(often)}), *others))

    assert CheckKind.CANNOT not in kinds(with_needles(3))
    assert plan_checks(daily)[-1].kind is CheckKind.CANNOT
    assert most_needle_days(()) == 0


@pytest.mark.parametrize(
    ("most", "kind", "said"),
    [
        (6, CheckKind.FITS, "4 needle visits in 90 days and up to 2 as needed: within 6."),
        (5, CheckKind.ASK, "4 needle visits in 90 days and up to 2 as needed may pass 5: then a reason is asked for."),
        (4, CheckKind.ASK, "4 needle visits in 90 days and up to 2 as needed may pass 4: then a reason is asked for."),
        (3, CheckKind.ASK, "4 needle visits in 90 days, more than 3: give the reason."),
    ],
)
def test_a_cap_counts_planned_and_as_needed_visits(most: int, kind: CheckKind, said: str) -> None:
    (check,) = [each for each in plan_checks(plan(), caps=(Cap(most, 90),)) if "90" in str(each.says)]

    assert (check.kind, str(check.says)) == (kind, said)


def test_a_cap_looks_at_the_fullest_run_of_days() -> None:
    phases = plan().phases

    assert (most_needle_visits(phases, 7).planned, most_needle_visits(phases, 7).as_needed) == (2, 0)
    assert (most_needle_visits(phases, 14).planned, most_needle_visits(phases, 15).as_needed) == (4, 2)
    assert most_needle_visits((), 90).planned == 0


def test_five_home_exercises_at_a_time_are_asked_about() -> None:
    first, *others = plan().phases
    (home,) = first.lanes[Lane.HOME]
    many = replace(home, exercises=("tilt", "rock", "bridge", "walk", "carry"))
    full = replace(plan(), phases=(replace(first, lanes=first.lanes | {Lane.HOME: (many,)}), *others))

    assert asked(full) == ["5 home exercises at a time: more than 4 are not done."]


def test_a_missing_agreement_is_asked_for_and_a_live_one_is_not() -> None:
    need = ("needling", "electro_acupuncture")

    assert asked(plan(), need_agreement=need) == [
        "The agreement to needling is missing: it is asked for before the first visit."
    ]
    assert asked(plan(), need_agreement=need, agreed=("needling",)) == []


def test_a_sign_off_is_asked_for() -> None:
    careful = ModalityClearance(Verdict.CAUTION, sign_off=True)

    assert asked(plan(cleared=clearance(manual_therapy=careful))) == [
        "A clinician signs off manual therapy before it starts."
    ]


def test_a_line_whose_modality_has_no_verdict_any_more_asks_nothing_more() -> None:
    assert asked(replace(plan(), clearance=replace(clearance(), by_modality={}))) == []


def test_what_nobody_has_looked_at_and_what_nobody_has_reviewed_is_asked_about() -> None:
    leg = two_phase_set("leg", spreads_to=("below_knee",))
    drafted = draft_plan(case(problem(radiates_to="below_knee")), facts(leg), clearance(), version="1")

    unknown, drafts = asked(drafted)
    assert unknown.startswith("Not known yet. low back: whether numbness or weakness")
    assert drafts.startswith("Values that no clinician has reviewed yet: 3.")


def test_a_plan_of_home_work_only_has_no_visits_to_check() -> None:
    walk = phase("settle", (1, 2), line("home", Lane.HOME, Dose(days_per_week=5), exercises=("walk",)))
    alone, _ = two_phase_set("alone")
    drafted = plan(known=replace(facts((alone, (walk,))), exercises={"walk": exercise("walk")}))

    assert kinds(drafted, caps=(Cap(1, 7),)) == []
    assert str(drafted.title) == "alone: at home only"
