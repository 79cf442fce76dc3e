from dataclasses import replace

from tests.core.plan.plan_builders import facts, line, two_phase_set

from weft.core.plan.criteria import Criterion, CriterionKind
from weft.core.plan.facts import Dose, DoseRange, Lane, LineFact, PlanFacts
from weft.core.plan.faults import set_faults
from weft.library.knowledge import knowledge


def faults(known: PlanFacts) -> list[str]:
    return [f"{fault.pathway}/{fault.phase} {fault.place}: {fault.mend}" for fault in set_faults(known)]


def with_line(changed: LineFact) -> PlanFacts:
    pathway, (settle, rebuild) = two_phase_set()
    return facts((pathway, (settle, replace(rebuild, lines=(*rebuild.lines, changed)))))


def test_the_sets_that_ship_have_no_fault() -> None:
    assert faults(knowledge().plan) == []


def test_a_good_set_has_no_fault() -> None:
    assert faults(facts()) == []


def test_a_gap_between_phases_is_a_fault() -> None:
    pathway, (settle, rebuild) = two_phase_set()

    found = faults(facts((pathway, (settle, replace(rebuild, weeks=(4, 5))))))

    assert found == ["short/rebuild weeks: must begin in week 3 and not end before it"]


def test_a_phase_that_ends_before_it_begins_is_a_fault() -> None:
    pathway, (settle, rebuild) = two_phase_set()

    found = faults(facts((pathway, (settle, replace(rebuild, weeks=(3, 2), lines=())))))

    assert "short/rebuild weeks: must begin in week 3 and not end before it" in found


def test_as_needed_visits_must_lie_in_the_range_too() -> None:
    pathway, phases = two_phase_set()

    found = faults(facts((replace(pathway, doses_needles=DoseRange(planned=4, min=4, max=5)), phases)))

    assert found == ["short/ doses_needles: 4 planned and 2 as needed are more than 5"]
    assert faults(facts((replace(pathway, doses_needles=DoseRange(planned=4, min=4, max=6)), phases))) == []


def test_five_home_exercises_at_a_time_are_a_fault_and_four_are_not() -> None:
    five = line("home", Lane.HOME, Dose(days_per_week=3), exercises=("tilt", "rock", "bridge", "walk", "carry"))

    assert faults(with_line(five)) == ["short/rebuild lines: has 5 home exercises; leave 4"]
    assert faults(with_line(replace(five, exercises=five.exercises[:4]))) == []


def test_a_line_that_cannot_say_until_is_a_fault() -> None:
    silent = replace(line("home", Lane.HOME, Dose(days_per_week=3)), until=" ")

    assert faults(with_line(silent)) == ["short/rebuild home: must say because, now and until"]


def test_as_needed_without_a_trigger_is_a_fault() -> None:
    untriggered = replace(line("more", Lane.NEEDLES, Dose(as_needed_max=1)), trigger="")

    assert faults(with_line(untriggered)) == [
        "short/rebuild more: an as-needed line has a trigger, and no other line has one"
    ]


def test_a_weekly_dose_that_does_not_make_the_total_is_a_fault() -> None:
    wrong = line("train", Lane.MOVEMENT, Dose(per_week=1, total=4))

    assert faults(with_line(wrong)) == ["short/rebuild train: 1 a week in 2 weeks is not 4"]


def test_an_exercise_in_a_phase_that_its_file_does_not_name_is_a_fault() -> None:
    home = line("home", Lane.HOME, Dose(days_per_week=3), exercises=("tilt",))
    known = with_line(home)
    tilt = replace(known.exercises["tilt"], phases=(1,))

    found = faults(replace(known, exercises=known.exercises | {"tilt": tilt}))

    assert found == ["short/rebuild home: tilt is not for phase 2"]


def test_a_way_out_without_what_its_kind_needs_is_a_fault() -> None:
    pathway, (settle, rebuild) = two_phase_set()
    bare = Criterion(id="low", kind=CriterionKind.MEASURE_AT_MOST, text="Low", measure="nprs")

    found = faults(facts((pathway, (settle, replace(rebuild, leaves_when=(bare,))))))

    assert found == ["short/rebuild low: measure_at_most needs points"]


def test_more_than_three_needle_days_a_week_are_a_fault_and_three_are_not() -> None:
    def needled(per_week: float) -> list[str]:
        return faults(with_line(line("often", Lane.NEEDLES, Dose(per_week=per_week, total=round(per_week * 2)))))

    assert "short/rebuild often: is more than 3 needle days a week" in needled(3.5)
    assert "short/rebuild often: is more than 3 needle days a week" not in needled(3)
