from pathlib import Path

import pytest

import weft
from weft.core.plan.case import Case
from weft.core.screen.facts import QuestionSet
from weft.core.screen.order import every_question
from weft.core.shared.care import Outcome
from weft.library.cases import PlanCase, UnknownExample, example, examples, plan_cases, read_case, read_plan_case
from weft.library.knowledge import knowledge
from weft.library.plan import plan
from weft.library.plan_check import plan_set_faults
from weft.library.reading import BadFile

ROOT = Path(__file__).parents[2]
GOOD = 'age = 45\n[[problems]]\nid = "back"\nregion = "low_back"\nsince_weeks = 20\n[answers]\n'


def written(folder: Path, text: str) -> Path:
    path = folder / "case.toml"
    path.write_text(text)
    return path


@pytest.mark.parametrize("case", plan_cases(), ids=lambda case: case.name)
def test_each_shipped_case_gets_the_plan_that_is_expected(case: PlanCase) -> None:
    drafted, expect = plan(case.given), case.expect

    assert drafted.clearance.outcome is expect.outcome
    assert drafted.pathways == expect.pathways
    assert len(drafted.phases) == expect.phases
    assert (drafted.needles.planned, drafted.movement.planned) == (expect.needles, expect.movement)
    assert len(drafted.withheld) == expect.withheld
    assert {each: drafted.clearance.by_modality[each].verdict for each in expect.modalities} == expect.modalities


def test_the_example_in_the_checkout_is_the_one_that_ships() -> None:
    assert read_case(ROOT / "examples/office-worker.toml") == example("office-worker")


def test_an_unknown_example_names_those_that_there_are() -> None:
    with pytest.raises(UnknownExample, match=r"no example is called 'nobody'; there are: .*office-worker"):
        example("nobody")


def test_every_example_can_be_read() -> None:
    assert all(isinstance(example(name), Case) for name in examples())


def test_a_good_case_file_is_read(tmp_path: Path) -> None:
    assert read_case(written(tmp_path, GOOD)).problems[0].id == "back"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('name = "Marta"\n' + GOOD, r"case\.toml: name: is not a known key"),
        (GOOD.replace("low_back", "low_bak"), r"problems\.0\.region: 'low_bak' is not known; did you mean low_back\?"),
        (GOOD + 'saddle_numb = "no"', r"answers\.saddle_numb: .* did you mean saddle_numbness\?"),
        (GOOD + 'saddle_numbness = "nope"', r"answers\.saddle_numbness: 'nope' is not allowed"),
        (GOOD.replace("20", '"long"'), r"problems\.0\.since_weeks: 'long' does not fit"),
        ("age = ", "not TOML"),
    ],
)
def test_bad_case_files_say_file_place_and_mend_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadFile, match=said) as bad:
        read_case(written(tmp_path, text))

    assert "\n" not in str(bad.value)
    assert "case.toml" in str(bad.value)


def test_a_fault_in_a_shipped_case_is_placed_under_given(tmp_path: Path) -> None:
    text = (ROOT / "knowledge/cases/plan/six-weeks.toml").read_text().replace('"low_back"\n', '"low_bak"\n')

    with pytest.raises(BadFile, match=r"given\.problems\.0\.region"):
        read_plan_case(written(tmp_path, text))


def test_missing_answers_outside_the_asked_set_do_not_stop_a_consult() -> None:
    case = example("office-worker")
    questions = every_question(knowledge().screen)
    del case.answers[next(each.id for each in questions if QuestionSet.CONSULT not in each.asked_in)]

    assert plan(case, asked=QuestionSet.CONSULT).clearance.outcome is Outcome.GO
    assert plan(case).clearance.outcome is Outcome.TALK_FIRST


def test_the_shipped_sets_have_no_fault() -> None:
    assert list(plan_set_faults(knowledge().plan)) == []


def test_five_lines_of_python_make_a_plan() -> None:
    case = weft.example("office-worker")
    drafted = weft.plan(case)

    assert str(drafted.title) == "Low back, desk work"
    assert drafted.needles.planned == 7
    assert [str(phase.name) for phase in drafted.phases] == ["Settle", "Rebuild", "Strengthen", "Keep"]


def test_weft_has_nothing_else() -> None:
    with pytest.raises(AttributeError, match="no attribute 'other'"):
        weft.other  # noqa: B018  that is the point
