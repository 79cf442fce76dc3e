"""What a line says fits its final dose, the weeks of the merged phase and the exercises that are kept."""

from dataclasses import replace

import pytest
from tests.core.plan.plan_builders import blocked, case, clearance, facts, line, phase, problem, two_phase_set

from weft.core.plan.alone import Alone
from weft.core.plan.case import Case
from weft.core.plan.doses import dose_range, in_weeks, visits_words
from weft.core.plan.facts import Dose, DoseRange, Lane, LineFact, PlanFacts
from weft.core.plan.plan import Line, PlanOfCare
from weft.core.plan.planning import draft_plan
from weft.core.plan.watching import ReviewPoint
from weft.core.screen.clearance import Clearance

FLARE = Dose(as_needed_max=2)
WEEKLY = Dose(per_week=1, total=1)


def drafted(given: Case, known: PlanFacts, cleared: Clearance | None = None) -> PlanOfCare:
    return draft_plan(given, known, cleared or clearance(), version="1")


def line_of(plan: PlanOfCare, line_id: str) -> Line:
    return next(each for part in plan.phases for lane in Lane for each in part.lanes[lane] if each.id == line_id)


def beside(*lines: LineFact, weeks: tuple[int, int] = (1, 1)) -> PlanOfCare:
    """The usual set for the back with another one for the neck, of one phase."""
    other, _ = two_phase_set("other", regions=("neck",))
    known = facts(two_phase_set(), (other, (phase("settle", weeks, *lines),)))
    return drafted(case(problem(), problem("neck", problem_id="neck")), known)


def of_one(a_line: LineFact, *, weeks: tuple[int, int] = (1, 2)) -> PlanFacts:
    found, _ = two_phase_set()
    return facts((found, (phase("settle", weeks, a_line),)))


def test_a_needle_line_of_another_dose_says_that_of_the_merged_phase() -> None:
    said = line_of(beside(line("pins", Lane.NEEDLES, WEEKLY, "needling")), "neck.pins")

    assert str(said.text) == "Needles, shared: 2 a week, 4 visits in weeks 1 to 2"
    assert str(said.now) == "2 a week, never two days running. The first visit is a short one."
    assert str(said.until) == "Week 2 ends, or a clinician changes it at a look."


def test_a_needle_line_as_needed_beside_booked_ones_says_only_its_own() -> None:
    said = line_of(beside(line("pins", Lane.NEEDLES, FLARE, "needling"), weeks=(1, 2)), "neck.pins")

    assert str(said.text) == "Needles, shared: up to 2 as needed in weeks 1 to 2"
    assert (str(said.now), str(said.until)) == (
        "Nothing is booked ahead for this.", "Week 2 ends, or all are used.",
    )  # fmt: skip


@pytest.mark.parametrize(("plain", "text"), [("", "Text of walk"), ("A walk", "A walk, shared: 2 a week, 4 visits")])
def test_a_movement_line_says_the_merged_dose_where_its_text_has_one(plain: str, text: str) -> None:
    said = line_of(beside(replace(line("walk", Lane.MOVEMENT, WEEKLY), plain=plain)), "neck.walk")

    assert str(said.text).startswith(text)
    assert str(said.now) == "It is time."


def test_a_call_stays_as_it_is_written() -> None:
    said = line_of(beside(replace(line("call", Lane.MOVEMENT, Dose(minutes=15)), plain="A call")), "neck.call")

    assert str(said.text) == "Text of call"


def test_home_lines_count_what_is_kept() -> None:
    mine = line("mine", Lane.HOME, Dose(days_per_week=5), exercises=("bridge", "walk", "carry"))

    plan = beside(mine, weeks=(1, 2))

    assert str(line_of(plan, "back.home").text) == "At home, for this problem: 2 of the 4 exercises of this phase"
    assert str(line_of(plan, "neck.mine").now) == "Only those that are named, so that they get done."


def test_two_problems_with_one_home_programme_share_it() -> None:
    plan = drafted(case(problem(problem_id="left"), problem(problem_id="right")), facts())

    assert str(line_of(plan, "left.home").text) == "At home, shared: 2 exercises for all problems together"


def test_one_home_line_that_was_cut_counts_anew() -> None:
    long = line("home", Lane.HOME, Dose(days_per_week=5), exercises=("bridge", "walk", "carry"))
    sore = replace(problem(), irritability="high")

    assert str(line_of(drafted(case(sore), of_one(long)), "back.home").text) == "At home: 2 exercises, 5 days a week"


def test_a_because_that_needs_telling_is_said_only_to_who_told_it() -> None:
    known = of_one(replace(line("walk", Lane.MOVEMENT, WEEKLY), because_of={"sitting": "Sitting hurts."}))
    sits = replace(problem(), aggravated_by=("Long sitting",))

    assert str(line_of(drafted(case(sits), known), "back.walk").because) == "Sitting hurts."
    assert str(line_of(drafted(case(), known), "back.walk").because) == "It helps."


def test_without_needles_no_line_speaks_of_them() -> None:
    said = Alone(text="A walk", because="It is good.", now="On any day.", until="You like it.")
    known = of_one(replace(line("walk", Lane.MOVEMENT, Dose(per_week=1, total=2)), alone=said))

    found = line_of(drafted(case(), known, clearance(needling=blocked())), "back.walk")

    assert [str(each) for each in (found.text, found.because, found.now, found.until)] == [
        "A walk", "It is good.", "On any day.", "You like it.",
    ]  # fmt: skip


def test_what_is_said_otherwise_without_needles_may_be_one_text_only() -> None:
    known = of_one(replace(line("walk", Lane.MOVEMENT, Dose(per_week=1, total=2)), alone=Alone()))

    assert str(line_of(drafted(case(), known), "back.walk").text) == "Text of walk"


def test_a_plan_without_needles_says_nothing_of_their_dose_and_effect() -> None:
    more = {"expectation": "With needles 4 in 10.", "expectation_without_needles": "Many gain.", "other_dose": "long"}
    known = facts(two_phase_set(**more), two_phase_set("long", rank=2))

    plan = drafted(case(), known, clearance(needling=blocked()))

    assert str(plan.why_this_dose).startswith("No needle visits are planned.")
    assert [str(each) for each in plan.expectations] == ["Many gain."]
    assert (plan.other_doses, plan.non_response) == ((), ())


def test_a_plan_that_waits_for_everything_gives_no_dose_a_reason() -> None:
    no = blocked()

    plan = drafted(case(), facts(), clearance(needling=no, manual_therapy=no, exercise=no))

    assert str(plan.why_this_dose) == "No visits are planned for now."


def test_a_plan_is_judged_by_the_measure_of_its_first_set() -> None:
    assert drafted(case(), facts(two_phase_set(main_measure="nprs_leg"))).main_measure == "nprs_leg"
    assert drafted(case(), facts()).main_measure == "nprs"


def test_a_look_without_needles_counts_weeks_only() -> None:
    look = ReviewPoint(id="look", text="After visit 6", week=4, after_needle_visits=6, without_needles="Week 4")
    known = facts(two_phase_set(review_points=(look,)))

    (with_needles,) = drafted(case(), known).review_points
    (without,) = drafted(case(), known, clearance(needling=blocked())).review_points

    assert (str(with_needles.text), with_needles.after_needle_visits) == ("After visit 6", 6)
    assert (str(without.text), without.after_needle_visits) == ("Week 4", 0)


@pytest.mark.parametrize(("since", "week"), [((20,), 10), ((20, 25), 5), ((25, 20), 5), ((40,), 1)])
def test_a_look_can_count_from_when_the_pain_began(since: tuple[int, ...], week: int) -> None:
    look = ReviewPoint(id="look", text="30 weeks after it began", week=30, from_onset=True)
    problems = [problem(since_weeks=weeks, problem_id=f"at-{weeks}") for weeks in since]

    plan = drafted(case(*problems), facts(two_phase_set(review_points=(look,))))

    assert [each.week for each in plan.review_points] == [week]


@pytest.mark.parametrize(
    ("ranges", "most", "with_reason"),
    [
        (((7, 15, 0), (6, 8, 12)), 8, 12),
        (((7, 15, 0), (10, 12, 0)), 12, 0),
        (((4, 6, 10), (0, 4, 0)), 6, 10),
        (((0, 4, 0),), 4, 0),
    ],
)
def test_of_several_sets_with_needles_the_smallest_most_stands(
    ranges: tuple[tuple[int, int, int], ...], most: int, with_reason: int
) -> None:
    given = tuple(DoseRange(planned=planned, min=0, max=high, with_reason=more) for planned, high, more in ranges)

    found = dose_range(drafted(case(), facts()).phases, Lane.NEEDLES, given)

    assert (found.max, found.with_reason) == (most, with_reason)


def test_one_of_a_thing_is_said_as_one() -> None:
    assert (str(visits_words(1)), str(visits_words(2))) == ("1 visit", "2 visits")
    assert (str(in_weeks((1, 1))), str(in_weeks((3, 5)))) == ("week 1", "weeks 3 to 5")
