"""Signs in a leg that get worse stop every plan."""

from dataclasses import replace

import pytest
from tests.core.plan.plan_builders import case, clearance, facts, problem, reason

from weft.core.plan.plan import PlanOfCare
from weft.core.plan.planning import draft_plan
from weft.core.screen.clearance import Clearance, ModalityClearance
from weft.core.shared.care import Action, Outcome, Verdict
from weft.core.shared.words import Words

LEG = replace(problem(problem_id="leg"), leg_signs="worsening", text="my leg")


def drafted(cleared: Clearance, *problems: object) -> PlanOfCare:
    return draft_plan(case(*problems), facts(), cleared, version="1")  # type: ignore[arg-type]  # problems only


@pytest.mark.parametrize("problems", [(LEG,), (problem(), LEG), (LEG, problem())])
def test_a_leg_that_gets_worse_leaves_no_plan_for_anything(problems: tuple[object, ...]) -> None:
    plan = drafted(clearance(), *problems)

    assert (plan.phases, plan.pathways) == ((), ("",) * len(problems))
    assert (plan.clearance.outcome, plan.clearance.action) == (Outcome.STOP, Action.SAME_DAY)
    assert {each.verdict for each in plan.clearance.by_modality.values()} == {Verdict.BLOCKED}
    assert plan.clearance.flags == ("progressive_weakness",)
    assert str(plan.clearance.told[0]).startswith("my leg: numbness or weakness in the leg that gets worse")


def test_signs_that_stay_the_same_change_nothing() -> None:
    cleared = clearance()

    assert drafted(cleared, replace(problem(), leg_signs="stable")).clearance is cleared


def test_an_emergency_stays_one_and_is_said_first() -> None:
    cleared = replace(clearance(Outcome.STOP), action=Action.EMERGENCY, told=(Words("Get help now."),))

    heard = drafted(cleared, LEG).clearance

    assert heard.action is Action.EMERGENCY
    assert str(heard.told[0]) == "Get help now."


def test_what_was_said_before_is_kept() -> None:
    careful = ModalityClearance(Verdict.CAUTION, (reason("Thin needles."),), sign_off=True)

    needling = drafted(clearance(needling=careful), LEG).clearance.by_modality["needling"]

    assert [str(each.text)[:14] for each in needling.reasons] == ["Thin needles.", "my leg: numbne"]
    assert needling.sign_off
