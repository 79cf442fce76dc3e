from dataclasses import replace

import pytest
from tests.core.plan.plan_builders import case, problem

from weft.core.plan.case import Case, Tried
from weft.core.plan.case_faults import case_faults
from weft.core.shared.care import Answer

QUESTIONS = tuple(f"question_{number}" for number in range(9))


def faults(given: Case) -> list[str]:
    found = case_faults(given, questions=QUESTIONS, pathways=("low_back_desk_work",), regions=("low_back", "neck"))
    return [f"{fault.place}: {fault.mend}" for fault in found]


def test_a_good_case_has_no_fault() -> None:
    good = replace(
        case(problem(radiates_to="hip"), pathway="low_back_desk_work"),
        answers={"question_1": Answer.NO},
        tried=(Tried(what="rest"), Tried(what="heat", result="better")),
    )

    assert faults(good) == []


@pytest.mark.parametrize("age", [0, 120])
def test_ages_at_the_limits_are_ages(age: int) -> None:
    assert faults(replace(case(), age=age)) == []


@pytest.mark.parametrize("age", [-1, 121])
def test_ages_beyond_the_limits_are_not(age: int) -> None:
    assert faults(replace(case(), age=age)) == [f"age: {age} is no age; give years from 0 to 120"]


@pytest.mark.parametrize("pain", [None, 0, 10])
def test_pain_within_the_scale_is_read(pain: int | None) -> None:
    assert faults(case(replace(problem(), pain=pain))) == []


@pytest.mark.parametrize("pain", [-1, 11])
def test_pain_beyond_the_scale_is_a_fault(pain: int | None) -> None:
    assert faults(case(replace(problem(), pain=pain))) == [f"problems.0.pain: {pain} does not fit; give 0 to 10"]


@pytest.mark.parametrize(("weeks", "count"), [(-1, 1), (0, 0), (5200, 0), (5201, 1)])
def test_weeks_have_limits(weeks: int, count: int) -> None:
    assert len(faults(case(problem(since_weeks=weeks)))) == count


def test_a_case_without_a_problem_says_so() -> None:
    assert faults(replace(case(), problems=())) == ["problems: is empty; name at least one problem"]


def test_two_problems_of_one_id_are_a_fault() -> None:
    assert faults(case(problem(), problem())) == ["problems: id 'back' comes twice; give each problem its own"]


def test_a_problem_id_that_cannot_be_part_of_an_id_is_a_fault() -> None:
    assert faults(case(problem(problem_id="Low back"))) == ["problems.0.id: use small letters, digits, - and _ only"]


def test_a_misspelt_region_names_the_nearest() -> None:
    assert faults(case(problem(region="low_bak"))) == [
        "problems.0.region: 'low_bak' is not known; did you mean low_back?"
    ]


def test_an_unknown_place_names_those_that_there_are() -> None:
    (fault,) = faults(case(problem(radiates_to="zzz")))

    assert fault.startswith("problems.0.radiates_to: 'zzz' is not known; use one of: hip, buttock")


def test_an_answer_to_no_known_question_is_a_fault() -> None:
    assert faults(replace(case(), answers={"xyz": Answer.YES})) == [
        "answers.xyz: 'xyz' is not known; mend its spelling"
    ]


def test_an_unknown_set_or_result_is_a_fault() -> None:
    wrong = replace(case(pathway="low_back_desk"), tried=(Tried(what="rest", result="great"),))

    assert [fault.split(":")[0] for fault in faults(wrong)] == ["tried.0.result", "pathway"]


@pytest.mark.parametrize("other", ["no_needles", "movement_only"])
def test_wishes_that_leave_no_visit_at_all_are_a_fault(other: str) -> None:
    assert faults(replace(case(), wishes=("needles_only", other))) == [
        f"wishes: needles_only and {other} do not go together; keep one"
    ]


def test_a_value_of_any_length_is_shown_in_short() -> None:
    (fault,) = faults(case(problem(region="x" * 5000)))
    (digits,) = faults(replace(case(), age=10**4000))

    assert fault.startswith("problems.0.region: 'xxx")
    assert fault.endswith("is not known; use one of: low_back, neck")
    assert max(len(fault), len(digits)) < 200
