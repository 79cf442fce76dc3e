from dataclasses import fields, replace
from pathlib import Path

import pytest

import weft
from weft.core.plan.case import Case, Problem, Tried
from weft.core.plan.facts import Pathway
from weft.core.plan.wishes import WISHES
from weft.core.screen.facts import QuestionSet
from weft.core.screen.leads import still_open
from weft.core.shared.care import Answer, Outcome
from weft.library.cases import UnknownExample, example, examples, read_case, read_plan_case, with_no_elsewhere
from weft.library.knowledge import knowledge
from weft.library.plan import plan
from weft.library.plan_check import plan_set_faults
from weft.library.reading import BadFile, knowledge_root
from weft.library.references import references
from weft.library.worked.plan import differences, faults

ROOT = Path(__file__).parents[2]
GOOD = 'age = 45\n[[problems]]\nid = "back"\nregion = "low_back"\nsince_weeks = 20\n[answers]\n'


def written(folder: Path, text: str) -> Path:
    path = folder / "case.toml"
    path.write_text(text)
    return path


@pytest.mark.parametrize("name", examples())
def test_each_shipped_case_gets_the_plan_that_is_expected(name: str) -> None:
    case = read_plan_case(knowledge_root() / f"cases/plan/{name}.toml")

    assert list(differences(case, knowledge())) == []


def test_a_case_that_comes_out_otherwise_is_named_with_what_differs(tmp_path: Path) -> None:
    (tmp_path / "cases/plan").mkdir(parents=True)
    text = (ROOT / "knowledge/cases/plan/five-weeks.toml").read_text()
    wrong = text.replace("needles = 4", "needles = 5").replace("weeks 1 to 2, gentle", "weeks 1 to 3, gentle")
    (tmp_path / "cases/plan/five-weeks.toml").write_text(wrong)

    found = [str(fault) for fault in faults(knowledge(), tmp_path)]

    assert found[0] == "cases/plan/five-weeks.toml: Low back for five weeks: needles should be 5 and is 4"
    assert "('settle: weeks 1 to 3, gentle effort',) and is ('settle: weeks 1 to 2, gentle effort',)" in found[1]


def test_a_sentence_that_is_not_said_is_named(tmp_path: Path) -> None:
    text = (ROOT / "knowledge/cases/plan/six-weeks.toml").read_text()
    asks = text.replace("[expect]", '[expect]\nasks = ["Give up"]\nsaid = ["Hurry"]')
    case = read_plan_case(written(tmp_path, asks))

    found = list(differences(case, knowledge()))

    assert [each.split(" and ")[0] for each in found] == ["the checks should ask 'Give up'", "it should say 'Hurry'"]


def test_a_plan_that_says_something_else_is_named(tmp_path: Path) -> None:
    text = (ROOT / "knowledge/cases/plan/six-weeks.toml").read_text()
    wants = text.replace(
        "[expect]", '[expect]\nsays = ["Hurry"]\nsays_not = ["Needles 2 a week"]\nlooks = ["soon: week 1"]'
    )

    found = list(differences(read_plan_case(written(tmp_path, wants)), knowledge()))

    assert found[0].startswith("looks should be ('soon: week 1',) and is")
    assert found[1:] == ["the plan should say 'Hurry'", "the plan should not say 'Needles 2 a week'"]


def test_a_set_judged_by_an_unknown_measure_does_not_load() -> None:
    known = knowledge()
    entries = tuple(
        replace(each, fact=replace(each.fact, main_measure="nprs_foot"))
        if isinstance(each.fact, Pathway) and each.fact.id == "sciatica_new"
        else each
        for each in known.entries
    )

    faulty = [str(fault) for fault in references(replace(known, entries=entries))]

    assert len(faulty) == 1
    assert faulty[0].startswith("plan/pathways/sciatica_new.toml: main_measure: 'nprs_foot' is not known")


def test_a_yes_under_another_question_is_a_yes_there_too() -> None:
    screening = knowledge().screen
    child = next(each for each in screening.questions.values() if each.under)

    answers = with_no_elsewhere({child.id: Answer.YES}, screening)

    assert answers[child.under] is Answer.YES
    assert not still_open(answers, screening, QuestionSet.FULL)


def test_without_others_no_only_what_was_answered_counts(tmp_path: Path) -> None:
    text = (ROOT / "knowledge/cases/plan/six-weeks.toml").read_text()
    case = read_plan_case(written(tmp_path, "others_no = false\n" + text))

    assert case.given.answers == {}


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.toml")), ids=lambda path: path.stem)
def test_an_example_file_is_the_case_that_ships_under_its_name(path: Path) -> None:
    in_file, shipped = read_case(path), example(path.stem)

    assert replace(in_file, answers={}) == replace(shipped, answers={})
    assert plan(in_file) == plan(shipped)


def test_there_are_ten_example_files() -> None:
    assert len(list((ROOT / "examples").glob("*.toml"))) == 10


def test_the_format_in_the_docs_is_a_case_that_can_be_planned(tmp_path: Path) -> None:
    page = (ROOT / "docs/formats/case.md").read_text()
    example_text = page.split("```toml\n")[1].split("```")[0]

    case = read_case(written(tmp_path, example_text))

    assert plan(case).pathways == ("low_back_desk_work", "sciatica_new")
    for shape in (Case, Problem, Tried):
        assert all(f"`{field.name}`" in page for field in fields(shape))
    assert all(f"`{wish}`" in page for wish in WISHES)


def test_an_unknown_example_names_those_that_there_are() -> None:
    with pytest.raises(UnknownExample, match=r"no example is called 'nobody'; there are: .*office-worker"):
        example("nobody")


def test_where_no_case_is_at_all_the_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEFT_KNOWLEDGE", str(tmp_path))

    with pytest.raises(UnknownExample, match=r"holds none; check WEFT_KNOWLEDGE"):
        example("office-worker")


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
    later = (
        name for name, each in knowledge().screen.questions.items()
        if QuestionSet.CONSULT not in each.asked_in and each.asked_in and not each.under and name in case.answers
    )  # fmt: skip
    del case.answers[next(later)]

    assert plan(case, asked=QuestionSet.CONSULT).clearance.outcome is Outcome.GO
    assert plan(case).clearance.outcome is Outcome.TALK_FIRST


def test_the_shipped_sets_have_no_fault() -> None:
    assert list(plan_set_faults(knowledge().plan)) == []


def test_a_fault_of_a_set_names_its_file() -> None:
    shipped = knowledge().plan
    acute = shipped.pathways["low_back_acute"]
    settle, *others = shipped.phases["low_back_acute"]
    wrong = replace(
        shipped,
        pathways=shipped.pathways
        | {"low_back_acute": replace(acute, doses_needles=replace(acute.doses_needles, max=5))},
        phases=shipped.phases | {"low_back_acute": (replace(settle, weeks=(1, 3)), *others)},
    )

    files = [fault.file for fault in plan_set_faults(wrong)]

    assert {"plan/pathways/low_back_acute.toml", "plan/pathways/low_back_acute/rebuild.toml"} <= set(files)


def test_five_lines_of_python_make_a_plan() -> None:
    case = weft.example("office-worker")
    drafted = weft.plan(case)

    assert str(drafted.title) == "Low back, desk work"
    assert drafted.needles.planned == 7
    assert [str(phase.name) for phase in drafted.phases] == ["Settle", "Rebuild", "Strengthen", "Keep"]


def test_weft_has_nothing_else() -> None:
    with pytest.raises(AttributeError, match="no attribute 'other'"):
        weft.other  # noqa: B018  that is the point
