"""Scores: the named ways, each with its rule for missing items."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.shelf import SHELF

from weft.core.measure.answers import answers_of, form_fault, scale_fault
from weft.core.measure.facts import Scoring
from weft.core.measure.scoring import score, score_of_total
from weft.core.measure.ways import WAYS
from weft.library.steps import measure_facts

INSTRUMENTS = measure_facts(SHELF).instruments
NPRS, PSFS = INSTRUMENTS["nprs"], INSTRUMENTS["psfs"]


@pytest.mark.parametrize("value", ["-0.1", "10.1"])
def test_an_answer_outside_the_scale_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="goes from 0 to 10"):
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
    assert set(WAYS) == set(Scoring)


def test_a_total_from_paper_keeps_no_answers() -> None:
    scored = score_of_total(INSTRUMENTS["odi"], Decimal("22.22"))

    assert (scored.value, scored.used, scored.parts) == (Decimal("22.22"), (), ())
    with pytest.raises(ValueError, match="goes from 0 to 100"):
        score_of_total(INSTRUMENTS["odi"], Decimal(101))


def test_a_score_keeps_what_it_was_made_from() -> None:
    scored = score(INSTRUMENTS["phq4"], {"nervous": Decimal(2), "worrying": Decimal(1), "interest": None})

    assert (scored.value, scored.used, scored.missing) == (None, ("nervous", "worrying"), ("interest", "low"))
    assert scored.parts == (("worry", Decimal(3)),)
    assert dict(scored.why.limits)["items_min"] == "4"


def test_a_score_that_its_scale_has_not_is_a_mistake_of_the_file() -> None:
    with pytest.raises(ValueError, match="outside 0 to 5"):
        score(replace(INSTRUMENTS["phq2"], range=(Decimal(0), Decimal(5))), {"interest": Decimal(3), "low": Decimal(3)})


@given(st.data(), st.sampled_from(sorted(name for name, one in INSTRUMENTS.items() if one.items)))
def test_every_filled_in_form_has_a_score_on_its_scale(data: st.DataObject, name: str) -> None:
    one = INSTRUMENTS[name]
    ends = {item.id: answers_of(one, item) for item in one.items}
    answers = {item: Decimal(data.draw(st.integers(int(low), int(high)))) for item, (low, high) in ends.items()}
    if form_fault(one, answers):
        return

    value = score(one, answers).value

    assert (value is None) == (one.scoring is Scoring.SHARE and answers[one.items[1].id] == 0)
    assert value is None or scale_fault(one, value) is None


@given(st.sets(st.sampled_from([f"{n:02}" for n in range(1, 25)]), min_size=1))
def test_each_tick_is_one_point(ticked: set[str]) -> None:
    assert score(INSTRUMENTS["rmdq"], dict.fromkeys(ticked, Decimal(1))).value == len(ticked)


def test_a_slip_among_what_was_left_out_is_told() -> None:
    with pytest.raises(ValueError, match="has no item “foo”"):
        score(INSTRUMENTS["peg"], {"pain": Decimal(4), "foo": None})


@pytest.mark.parametrize(("opioid", "is_told"), [(3, False), (10, True)])
def test_no_class_of_painkillers_on_more_days_than_any(opioid: int, is_told: bool) -> None:
    fault = form_fault(INSTRUMENTS["painkiller_days"], {"any": Decimal(3), "opioid": Decimal(opioid)})

    says = "“Opioids, such as codeine or morphine” cannot be more than “Any painkiller” (3). Look at both again."
    assert str(fault or "") == (says if is_told else "")


def test_one_honest_first_number_needs_no_care() -> None:
    assert not score(INSTRUMENTS["painkiller_days"], {"any": Decimal(3)}).with_care
