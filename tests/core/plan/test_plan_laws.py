"""Laws of planning, over the knowledge that ships and any clearance."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from weft.core.plan.caps import most_needle_days, most_needle_visits
from weft.core.plan.case import Case, Problem
from weft.core.plan.checks import CheckKind, plan_checks
from weft.core.plan.doses import MOST_NEEDLE_DAYS
from weft.core.plan.facts import Lane
from weft.core.plan.plan import Line, PlanOfCare
from weft.core.plan.planning import draft_plan
from weft.core.plan.suggest import NO_SET
from weft.core.plan.wishes import WISHES
from weft.core.screen.clearance import Clearance, ModalityClearance, Reason
from weft.core.shared.care import Action, Outcome, Verdict
from weft.core.shared.fact import ReviewStatus
from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.library.plan import needle_caps

CAPS = needle_caps(knowledge())
FACTS = knowledge().plan
MODALITIES = tuple(knowledge().modalities)
REASON = Reason("rule", Words("A reason."), (), ReviewStatus.DRAFT)

verdicts = st.builds(ModalityClearance, st.sampled_from(Verdict), st.sampled_from([(), (REASON,)]))
clearances = st.builds(
    Clearance,
    outcome=st.sampled_from(Outcome),
    action=st.just(Action.NONE),
    by_modality=st.dictionaries(st.sampled_from(MODALITIES), verdicts),
    unanswered=st.just(()),
)
problems = st.builds(
    Problem,
    id=st.uuids().map(str),
    region=st.sampled_from(["low_back", "low_back", "buttock", "neck"]),
    since_weeks=st.integers(0, 60),
    radiates_to=st.sampled_from(["", "below_knee", "below_knee", "thigh"]),
    leg_signs=st.sampled_from(["", "stable", "worsening"]),
    irritability=st.sampled_from(["", "high"]),
    episodes_before=st.sampled_from([None, 0, 1, 4]),
    recovered_weeks=st.sampled_from([None, None, 3, 26, 27]),
)
wishes = st.lists(st.sampled_from(list(WISHES)), unique=True, max_size=3).map(tuple)
cases = st.builds(
    Case,
    age=st.just(45),
    problems=st.lists(problems, min_size=1, max_size=3).map(tuple),
    answers=st.just({}),
    pathway=st.sampled_from(["", *FACTS.pathways]),
    wishes=wishes,
)
plans = st.builds(lambda case, cleared: draft_plan(case, FACTS, cleared, version="1"), cases, clearances)
CLEARED = Clearance(
    Outcome.GO, Action.NONE, {each: ModalityClearance(Verdict.CLEAR) for each in MODALITIES}, unanswered=()
)


def lines(plan: PlanOfCare) -> list[Line]:
    return [line for phase in plan.phases for lane in phase.lanes.values() for line in lane]


@given(plans)
@settings(deadline=None)
def test_a_modality_that_is_not_cleared_appears_in_no_line(plan: PlanOfCare) -> None:
    allowed = {name for name, each in plan.clearance.by_modality.items() if each.verdict in {"clear", "caution"}}

    assert {line.modality for line in lines(plan)} <= allowed


@given(plans)
@settings(deadline=None)
def test_planned_visits_lie_in_their_range_or_in_what_a_reason_opens(plan: PlanOfCare) -> None:
    assert plan.needles.min <= plan.needles.planned <= max(plan.needles.max, plan.needles.with_reason)
    assert plan.movement.min <= plan.movement.planned <= max(plan.movement.max, plan.movement.with_reason)


@given(plans)
@settings(deadline=None)
def test_every_line_says_because_now_and_until(plan: PlanOfCare) -> None:
    assert all(str(line.because) and str(line.now) and str(line.until) for line in lines(plan))


@given(plans)
@settings(deadline=None)
def test_weeks_follow_each_other_without_a_gap(plan: PlanOfCare) -> None:
    ends = [0, *(phase.weeks[1] for phase in plan.phases)]

    assert [phase.weeks[0] for phase in plan.phases] == [end + 1 for end in ends[:-1]]


@given(plans)
@settings(deadline=None)
def test_stop_means_no_phases_and_nothing_is_dosed(plan: PlanOfCare) -> None:
    assert plan.clearance.outcome is not Outcome.STOP or (plan.phases, plan.needles.max) == ((), 0)


@given(plans)
@settings(deadline=None)
def test_never_more_than_four_home_exercises_at_a_time(plan: PlanOfCare) -> None:
    homes = [{each for line in phase.lanes[Lane.HOME] for each in line.exercises} for phase in plan.phases]

    assert all(len(home) <= 4 for home in homes)


@given(cases)
@settings(deadline=None)
def test_a_second_problem_never_raises_a_weekly_dose_above_three_needle_days(case: Case) -> None:
    plan = draft_plan(case, FACTS, CLEARED, version="1")

    assert most_needle_days(plan.phases) <= MOST_NEEDLE_DAYS
    assert all(check.kind is not CheckKind.CANNOT for check in plan_checks(plan) if plan.phases)


@given(cases, st.integers(0, 6))
@settings(deadline=None)
def test_a_cap_that_is_passed_is_named(case: Case, most: int) -> None:
    """Caps are tightened: no set that ships passes those that ship."""
    plan = draft_plan(case, FACTS, CLEARED, version="1")
    caps = tuple(replace(cap, visits=most) for cap in CAPS)
    asked = " ".join(str(check.says) for check in plan_checks(plan, caps=caps) if check.kind is CheckKind.ASK)

    passed = [cap for cap in caps if most_needle_visits(plan.phases, cap.days).planned > cap.visits]
    assert all(f"in {cap.days} days, more than {cap.visits}: give the reason." in asked for cap in passed)


@given(cases)
@settings(deadline=None)
def test_a_wish_for_no_needles_leaves_no_needle_line(case: Case) -> None:
    plan = draft_plan(replace(case, wishes=(*case.wishes, "no_needles")), FACTS, CLEARED, version="1")

    assert all(line.lane is not Lane.NEEDLES for line in lines(plan))
    assert plan.needles.max == 0


@given(cases, clearances, st.sampled_from(list(WISHES)))
@settings(deadline=None)
def test_one_more_wish_never_adds_a_line_or_a_visit(case: Case, cleared: Clearance, wish: str) -> None:
    plan = draft_plan(case, FACTS, cleared, version="1")
    wished = draft_plan(replace(case, wishes=(*case.wishes, wish)), FACTS, cleared, version="1")

    assert {line.id for line in lines(wished)} <= {line.id for line in lines(plan)}
    assert wished.needles.planned <= plan.needles.planned


@given(cases, clearances)
@settings(deadline=None)
def test_the_same_input_gives_the_same_plan(case: Case, cleared: Clearance) -> None:
    assert draft_plan(case, FACTS, cleared, version="1") == draft_plan(case, FACTS, cleared, version="1")


@given(plans)
@settings(deadline=None)
def test_every_card_names_a_source_that_exists_and_every_line_a_card_of_the_plan(plan: PlanOfCare) -> None:
    cards = {card.id for card in plan.evidence}

    assert all(card.sources and set(card.sources) <= knowledge().sources.keys() for card in plan.evidence)
    assert all(line.evidence and set(line.evidence) <= cards for line in lines(plan))


@given(cases)
@settings(deadline=None)
def test_signs_in_a_leg_that_get_worse_are_given_no_set(case: Case) -> None:
    plan = draft_plan(case, FACTS, CLEARED, version="1")

    assert all(
        not pathway
        for problem, pathway in zip(case.problems, plan.pathways, strict=True)
        if problem.leg_signs == "worsening"
    )


@given(plans)
@settings(deadline=None)
def test_every_problem_has_its_word(plan: PlanOfCare) -> None:
    assert plan.clearance.outcome is Outcome.STOP or len(plan.suggestions) == len(plan.pathways)


@given(plans)
@settings(deadline=None)
def test_every_explanation_names_a_rule_and_sources_that_exist(plan: PlanOfCare) -> None:
    rules = {NO_SET, *(f"plan/pathways/{each}" for each in FACTS.pathways)}

    assert len(plan.explanations) == len(plan.suggestions)
    assert all(each.rule in rules and set(each.sources) <= knowledge().sources.keys() for each in plan.explanations)
    assert all(each.sources or each.rule == NO_SET for each in plan.explanations)
