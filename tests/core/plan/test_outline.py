"""The outline of a consult, and what changed between two versions."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from tests.core.plan.plan_builders import blocked, case, clearance, facts, problem, two_phase_set

from weft.core.plan.case import Case, Tried
from weft.core.plan.changing import BasedOn, LineChange, changed
from weft.core.plan.facts import DoseRange, Lane
from weft.core.plan.outline import Outline, outline
from weft.core.plan.plan import PlanOfCare
from weft.core.plan.planning import draft_plan
from weft.core.plan.watching import Escalation, NonResponse
from weft.core.plan.what_changed import what_changed
from weft.core.screen.facts import QuestionSet
from weft.core.shared.care import Action, Effort, Outcome

WHY = {"because": "It hurts less.", "now": "Once a week.", "until": "Week 2 ends.", "based_on": BasedOn.JUDGEMENT}


def plan(given: Case | None = None, **more: Any) -> PlanOfCare:
    known = facts(two_phase_set(**more))
    return draft_plan(given or case(), known, clearance(), version="1")


def outlined(given: Case, outcome: Outcome = Outcome.GO) -> Outline:
    return outline(given, draft_plan(given, facts(), clearance(outcome), version="1"))


def said(words: object) -> list[str]:
    return [str(each) for each in words]  # type: ignore[attr-defined]


def test_it_says_what_was_heard() -> None:
    told = replace(problem(), text="my back", aggravated_by=("sitting",), pain=6)
    tried = (Tried(what="rest", result="worse"), Tried(what="heat"))
    given = replace(case(told, goals=("Walk", "Sleep")), tried=tried, wishes=("no_needles",))

    assert said(outlined(given).heard) == [
        "my back: for 20 weeks, pain 6 out of 10.",
        "Worse with: sitting.",
        "Tried: rest (worse).",
        "Tried: heat.",
        "You want: Walk; Sleep.",
        "You wish: no needles.",
    ]


def test_pain_that_nobody_asked_about_or_that_is_over_is_heard_as_that() -> None:
    assert said(outlined(case()).heard) == ["low back: for 20 weeks."]
    assert said(outlined(case(replace(problem(), recovered_weeks=8))).heard) == ["low back: over for 8 weeks."]


@pytest.mark.parametrize(("weeks", "heard"), [(0, "less than a week"), (1, "1 week"), (2, "2 weeks")])
def test_few_weeks_are_said_as_people_say_them(weeks: int, heard: str) -> None:
    assert said(outlined(case(problem(since_weeks=weeks))).heard) == [f"low back: for {heard}."]
    assert said(outlined(case(replace(problem(), recovered_weeks=weeks))).heard) == [f"low back: over for {heard}."]


def test_a_leg_that_gets_worse_needs_help_first_and_not_an_examination_here() -> None:
    page = outlined(case(problem(), replace(problem(problem_id="leg"), leg_signs="worsening")))

    assert str(page.next).startswith("Next: get help first.")
    assert (page.phases, page.may_fit) == ((), ())


def test_phases_and_visits_are_ranges_and_nothing_is_promised() -> None:
    page = outlined(case())

    assert [(str(each.name), each.weeks) for each in page.phases] == [("Settle", (1, 2)), ("Rebuild", (3, 4))]
    assert said(page.phases[0].visits) == [
        "up to 4 needle visits", "up to 4 movement visits", "at home: exercises on 5 days a week",
    ]  # fmt: skip
    assert said(page.phases[1].visits) == [
        "needles only as needed, up to 2: only after a flare", "up to 4 movement visits",
    ]  # fmt: skip
    assert said(page.visits) == ["Needle visits in all: 4 to 8.", "Movement visits in all: 4 to 9."]
    assert "Nothing is booked" in said(page.no_obligation)[0]


def test_a_stop_says_get_help_and_offers_no_plan() -> None:
    page = outlined(case(), Outcome.STOP)

    assert str(page.next).startswith("Next: get help first.")
    assert (page.phases, page.visits, page.may_fit) == ((), (), ())


def test_what_is_not_known_is_named() -> None:
    waiting = replace(clearance(needling=blocked()), asked=QuestionSet.CONSULT, unanswered=("a",), unsure=("b",))
    page = outline(case(), draft_plan(case(), facts(), waiting, version="1"))

    found = said(page.not_known)
    assert found[1:3] == [
        "The longer safety questions: they come before the first treatment.",
        "Safety questions without a clear answer: 2.",
    ]
    assert found[3].startswith("Not now. It is not safe.")


def test_a_plan_says_what_to_expect_who_else_looks_and_when_little_changes() -> None:
    urgent, later = (
        Escalation(id=name, when="Worse", to="a doctor", soon=soon)
        for name, soon in (("urgent", Action.EMERGENCY), ("later", Action.GP))
    )
    little = NonResponse(after_needle_visits=4, below_fraction=Decimal("0.1"), then="Stop.")

    drafted = plan(expectation="Half.", escalation=(later, urgent), non_response=little)

    assert said(drafted.expectations) == ["Half."]
    assert [each.id for each in drafted.escalations] == ["urgent", "later"]
    assert [(each.pathway, each.after_needle_visits) for each in drafted.non_response] == [("short", 4)]


def test_the_same_plan_has_not_changed() -> None:
    assert what_changed(plan(), plan()) == ()


def test_a_changed_dose_is_said_before_and_after_with_its_reason() -> None:
    after = changed(plan(), "back.needles", LineChange(per_week=1, **WHY))  # type: ignore[arg-type]

    assert said(what_changed(plan(), after)) == [
        (
            "Text of needles: 1 a week, 2 visits, 20 minutes. Before: 2 a week, 4 visits, 20 minutes."
            " Because: It hurts less."
        ),
        "Needle visits planned in all: 2. Before: 4.",
    ]


def test_changed_words_and_a_changed_reason_are_said() -> None:
    reworded = changed(plan(), "back.needles", LineChange(text="Needles", **WHY))  # type: ignore[arg-type]
    both = changed(plan(), "back.home", LineChange(text="Home", per_week=3, **WHY))  # type: ignore[arg-type]
    reason = changed(plan(), "back.needles", LineChange(**WHY))  # type: ignore[arg-type]

    assert said(what_changed(plan(), reworded)) == ["Needles. Before: Text of needles. Because: It hurts less."]
    assert said(what_changed(plan(), both)) == [
        ("Home: 5 minutes, 3 days a week. Before: Text of home: 5 minutes, 5 days a week. Because: It hurts less.")
    ]
    assert said(what_changed(plan(), reason)) == [
        "Text of needles: the reason reads otherwise. Because: It hurts less."
    ]


def test_lines_that_come_and_go_are_said() -> None:
    with_needles, without = plan(), plan(replace(case(), wishes=("no_needles",)))

    gone, back = said(what_changed(with_needles, without)), said(what_changed(without, with_needles))
    assert gone[:2] == ["No longer in the plan: Text of needles.", "No longer in the plan: Text of flare."]
    assert back[0] == "New: Text of needles. Because: It helps."


def test_another_set_other_weeks_and_another_effort_are_said() -> None:
    settle, rebuild = plan().phases
    after = replace(
        plan(),
        pathways=("long",),
        phases=(replace(settle, weeks=(1, 3)), replace(rebuild, ceiling=Effort.GENTLE)),
    )

    assert said(what_changed(plan(), after)) == [
        "Another plan set: short. Before: short.",
        "Settle: weeks 1 to 3. Before: weeks 1 to 2.",
        "Rebuild: effort on a needle day gentle. Before: moderate.",
    ]


def test_as_needed_and_none_booked_are_said_in_words() -> None:
    _, rebuild = plan().phases
    (flare,) = rebuild.lanes[Lane.NEEDLES]
    none = replace(flare, dose=replace(flare.dose, as_needed_max=0))
    after = replace(plan(), phases=(plan().phases[0], replace(rebuild, lanes=rebuild.lanes | {Lane.NEEDLES: (none,)})))

    assert said(what_changed(plan(), after)) == [
        "Text of flare: none booked. Before: as needed, up to 2. Because: It helps."
    ]


def test_a_lane_without_visits_has_no_row() -> None:
    page = outline(case(), replace(plan(), movement=DoseRange(planned=0, min=0, max=0)))

    assert said(page.visits) == ["Needle visits in all: 4 to 8."]
