"""Laws of planning, over the knowledge that ships and any clearance."""

from hypothesis import given, settings
from hypothesis import strategies as st

from weft.core.plan.case import Case, Problem
from weft.core.plan.doses import lane_dose
from weft.core.plan.facts import Lane
from weft.core.plan.plan import Line, PlanOfCare
from weft.core.plan.planning import draft_plan
from weft.core.screen.clearance import Clearance, ModalityClearance, Reason
from weft.core.shared.care import Action, Outcome, Verdict
from weft.core.shared.fact import ReviewStatus
from weft.core.shared.words import Words
from weft.library.knowledge import knowledge

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
    region=st.sampled_from(["low_back", "low_back", "neck"]),
    since_weeks=st.integers(0, 200),
)
cases = st.builds(
    Case,
    age=st.just(45),
    problems=st.lists(problems, min_size=1, max_size=3).map(tuple),
    answers=st.just({}),
    pathway=st.sampled_from(["", *FACTS.pathways]),
)
plans = st.builds(lambda case, cleared: draft_plan(case, FACTS, cleared, version="1"), cases, clearances)


def lines(plan: PlanOfCare) -> list[Line]:
    return [line for phase in plan.phases for lane in phase.lanes.values() for line in lane]


@given(plans)
@settings(deadline=None)
def test_a_modality_that_is_not_cleared_appears_in_no_line(plan: PlanOfCare) -> None:
    allowed = {name for name, each in plan.clearance.by_modality.items() if each.verdict in {"clear", "caution"}}

    assert {line.modality for line in lines(plan)} <= allowed


@given(plans)
@settings(deadline=None)
def test_planned_visits_lie_in_their_range(plan: PlanOfCare) -> None:
    assert plan.needles.min <= plan.needles.planned <= plan.needles.max
    assert plan.movement.min <= plan.movement.planned <= plan.movement.max


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
def test_a_second_problem_never_raises_a_weekly_dose_above_the_largest_set(case: Case) -> None:
    clear = {each: ModalityClearance(Verdict.CLEAR) for each in MODALITIES}
    cleared = Clearance(Outcome.GO, Action.NONE, clear, ())

    plan = draft_plan(case, FACTS, cleared, version="1")

    assert all(lane_dose(phase, Lane.NEEDLES).per_week <= 2 for phase in plan.phases)


@given(plans)
@settings(deadline=None)
def test_every_problem_has_its_word(plan: PlanOfCare) -> None:
    assert plan.clearance.outcome is Outcome.STOP or len(plan.suggestions) == len(plan.pathways)
