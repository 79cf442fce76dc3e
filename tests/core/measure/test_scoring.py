"""Scores: the named ways, each with its rule for missing items."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.written_cases import SHELF, written_cases

from weft.core.measure.facts import Scoring
from weft.core.measure.scoring import SCORINGS, score
from weft.core.shared.fact import fact
from weft.library.steps import measure_facts

INSTRUMENTS = measure_facts(SHELF).instruments
NPRS, PSFS = INSTRUMENTS["nprs"], INSTRUMENTS["psfs"]


@fact
class ScoreGiven:
    instrument: str
    answers: dict[str, Decimal]
    left_out: tuple[str, ...] = ()


@fact
class ScoreExpected:
    value: Decimal | None = None
    used: int


@fact
class ScoreCase:
    name: str
    why: str
    given: ScoreGiven
    expect: ScoreExpected


@written_cases(ScoreCase, "measure/score.toml")
def test_answers_are_scored_as_a_clinician_wrote(case: ScoreCase) -> None:
    answers = case.given.answers | dict.fromkeys(case.given.left_out)

    scored = score(INSTRUMENTS[case.given.instrument], answers)

    assert (scored.value, len(scored.used), scored.missing) == (
        case.expect.value,
        case.expect.used,
        case.given.left_out,
    )


@pytest.mark.parametrize("value", ["-0.1", "10.1"])
def test_an_answer_outside_the_scale_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="outside 0 to 10"):
        score(NPRS, {"pain": Decimal(value)})


@pytest.mark.parametrize("value", [0, 10])
def test_both_ends_of_the_scale_belong_to_it(value: int) -> None:
    assert score(NPRS, {"pain": Decimal(value)}).value == value


def test_six_activities_are_one_too_many() -> None:
    with pytest.raises(ValueError, match="at most 5"):
        score(PSFS, {str(number): Decimal(5) for number in range(6)})


@pytest.mark.parametrize(
    ("answers", "begins"),
    [
        ({"a": 2, "b": 3, "c": 4}, "From 3 of 3 items. "),
        ({"a": 2, "b": 3, "c": 4, "d": None}, "From 3 of 4 items. "),
        ({"a": 2, "b": 3, "c": None}, "From 2 of 3 items: read it with care. "),
        ({"a": 2, "b": 3}, "From 2 of 2 items: read it with care. "),
        ({"a": None}, "No score yet: 0 of 1 answered. "),
    ],
)
def test_the_explanation_says_how_many_and_the_rule(answers: dict[str, int | None], begins: str) -> None:
    given_answers = {item: None if value is None else Decimal(value) for item, value in answers.items()}

    words = str(score(PSFS, given_answers).why.words)

    assert words == begins + PSFS.missing_rule


@given(st.lists(st.integers(0, 10).map(Decimal), min_size=1, max_size=5))
def test_a_mean_lies_between_its_answers(values: list[Decimal]) -> None:
    mean = score(PSFS, {str(place): value for place, value in enumerate(values)}).value

    assert mean is not None
    assert min(values) <= mean <= max(values)


@given(st.lists(st.integers(0, 10).map(Decimal), min_size=1, max_size=4))
def test_a_missing_item_changes_no_score(values: list[Decimal]) -> None:
    answers: dict[str, Decimal | None] = {str(place): value for place, value in enumerate(values)}

    assert score(PSFS, answers | {"left out": None}).value == score(PSFS, answers).value


def test_every_way_of_scoring_has_its_function() -> None:
    assert set(SCORINGS) == set(Scoring)
