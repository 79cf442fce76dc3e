"""What a score is called, and which screens ask for a clinician."""

from decimal import Decimal

import pytest
from tests.core.shelf import SHELF

from weft.core.measure.reading import band_of, is_open, positives
from weft.core.measure.scoring import score, score_of_total
from weft.library.steps import measure_facts

INSTRUMENTS = measure_facts(SHELF).instruments
PHQ4, NPRS = INSTRUMENTS["phq4"], INSTRUMENTS["nprs"]
WORRIED = {"nervous": Decimal(2), "worrying": Decimal(1), "interest": Decimal(0), "low": Decimal(0)}


def test_a_half_at_its_limit_names_the_danger_sign_to_ask_about() -> None:
    (asks,) = positives(PHQ4, score(PHQ4, WORRIED))

    assert (asks.part, asks.value, asks.raises) == ("worry", Decimal(3), "self_harm")
    assert asks.why.rule == "phq4.positive"
    assert dict(asks.why.limits) == {"positive_from": "3"}
    assert str(asks.why.words).endswith("It is a question, not a finding.")


def test_a_whole_score_may_have_a_limit_too() -> None:
    from dataclasses import replace

    screen = replace(NPRS, positive_from=Decimal(7))

    assert [one.part for one in positives(screen, score(screen, {"pain": Decimal(7)}))] == [""]
    assert positives(screen, score(screen, {"pain": Decimal(6)})) == ()
    assert positives(screen, score(screen, {"pain": None})) == ()


def test_without_bands_or_without_a_score_nothing_is_called() -> None:
    assert band_of(NPRS, score(NPRS, {"pain": Decimal(7)})) is None
    assert band_of(PHQ4, score(PHQ4, {"low": Decimal(3)})) is None


@pytest.mark.parametrize(("total", "name"), [(3, "Low risk"), (4, None), (9, None)])
def test_a_total_alone_leaves_the_worries_of_start_back_open(total: int, name: str | None) -> None:
    start_back = INSTRUMENTS["start_back"]
    scored = score_of_total(start_back, Decimal(total))
    band = band_of(start_back, scored)

    assert (band.name if band else None) == name
    assert is_open(start_back, scored) == (name is None)
    assert not is_open(start_back, score(start_back, {}))


@pytest.mark.parametrize(("measure", "value", "name"), [
    ("groc", -7, None), ("groc", 4, None), ("groc", 5, "Moderately better, or more"),
    ("pgic", 7, None), ("pgic", 3, None), ("pgic", 2, "Much better"),
])  # fmt: skip
def test_worse_is_never_called_a_lesser_betterment(measure: str, value: int, name: str | None) -> None:
    one = INSTRUMENTS[measure]

    band = band_of(one, score(one, {"change": Decimal(value)}))

    assert (band.name if band else None) == name


@pytest.mark.parametrize(("measure", "total", "parts"), [("phq2", 2, []), ("phq2", 3, [""]), ("low_mood", 6, [""])])
def test_a_total_of_a_screen_asks_for_a_clinician_too(measure: str, total: int, parts: list[str]) -> None:
    screen = INSTRUMENTS[measure]

    assert [one.part for one in positives(screen, score_of_total(screen, Decimal(total)))] == parts


def test_a_total_that_hides_a_half_is_refused() -> None:
    with pytest.raises(ValueError, match="a total hides them"):
        score_of_total(PHQ4, Decimal(12))


@pytest.mark.parametrize(
    ("measure", "answers", "parts"),
    [
        ("phq2", {"low": 2}, []),
        ("phq2", {"low": 3}, [""]),
        ("phq4", {"low": 2, "nervous": 0, "worrying": 0}, []),
        ("phq4", {"low": 3, "nervous": 0, "worrying": 0}, ["mood"]),
        ("phq4", {"low": 3, "worrying": 3}, ["worry", "mood"]),
        ("mood_and_worry", {"interest": 3}, ["mood"]),
        ("phq4", {}, []),
    ],
)
def test_an_answer_that_reaches_the_limit_counts_with_its_partner_missing(
    measure: str, answers: dict[str, int], parts: list[str]
) -> None:
    screen = INSTRUMENTS[measure]

    found = positives(screen, score(screen, {name: Decimal(value) for name, value in answers.items()}))

    assert [one.part for one in found] == parts
    assert all("at least 3 with an answer missing" in str(one.why.words) for one in found)
