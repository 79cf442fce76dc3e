"""The worked cases of measuring, each by name; and what the check says of an instrument that contradicts itself."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.library.knowledge_copy import copied, mend

from weft.core.measure.facts import AnswerWords, Band, Instrument, Item, Label, Licence, Scoring
from weft.library.knowledge import Knowledge, knowledge
from weft.library.measure_check import instrument_faults
from weft.library.worked.measure import TOPICS, cases_of, differences, faults

CASES = [(topic, case) for topic in TOPICS for case in cases_of(topic)]
ONE, TWO = Decimal(1), Decimal(2)


@pytest.mark.parametrize(("topic", "case"), CASES, ids=[f"{topic}: {case.name}" for topic, case in CASES])
def test_a_case_comes_out_as_a_clinician_wrote(topic: str, case: Any) -> None:
    assert list(differences(topic, case, knowledge().measure.instruments)) == []


def test_every_measure_has_both_ends_of_its_scale_written() -> None:
    shipped = {name for name, one in knowledge().measure.instruments.items() if not one.paraphrase_of}

    assert {case.given.instrument for case in cases_of("scale")} == shipped


def test_what_ships_has_no_fault() -> None:
    assert list(faults(knowledge())) == []


def test_a_case_that_comes_out_otherwise_is_named(tmp_path: Path) -> None:
    root = copied(tmp_path)
    mend(root, "cases/measure/half.toml", "days = 21", "days = 20")

    (fault,) = faults(knowledge(), root)

    assert str(fault) == "cases/measure/half.toml: half on day 21: days should be 20 and is 21"


def test_a_case_that_cannot_be_worked_out_is_a_fault_too() -> None:
    case = cases_of("half")[0]

    (said,) = differences("half", case, {})

    assert said.startswith("cannot be worked out: ")


def test_topics_that_are_not_there_are_passed_over(tmp_path: Path) -> None:
    assert list(faults(knowledge(), tmp_path)) == []


def with_(name: str, **changes: Any) -> Knowledge:
    known = knowledge()
    instruments: dict[str, Instrument] = {**known.measure.instruments}
    instruments[name] = replace(instruments[name], **changes)
    return replace(known, measure=replace(known.measure, instruments=instruments))


@pytest.mark.parametrize(
    ("name", "changes", "said"),
    [
        ("phq2", {"items": (Item(id="a", label="x"), Item(id="a", label="y"))}, "an id comes twice; rename one"),
        ("phq2", {"items": (), "parts": ()}, "sum needs its items"),
        ("phq2", {"items_usual": (2, 3)}, "must be [2, 2], as many as there are items"),
        ("phq2", {"items_min": 3}, "must lie between 1 and 2"),
        ("range", {"items_min": 1}, "a share has two items, and needs both"),
        ("rmdq", {"answers": (ONE, TWO)}, "what is ticked is 0 or 1; write answers = [0, 1]"),
        ("phq4", {"parts": ()}, "the items name ['mood', 'worry'], the parts are []; make them agree"),
        ("groc", {"bands": (Band(low=ONE, name="x"),)}, "must be -7, where the scale begins"),
        ("groc", {"bands": (Band(low=Decimal(-7), name="x", part="y"),)}, "no part is called 'y'"),
        ("phq2", {"raises": "sadness"}, "no danger sign is called 'sadness'"),
        ("phq2", {"label": None}, "a questionnaire that is free to use, and only that, has a label for our paraphrase"),
        ("peg", {"label": Label(id="nprs", name="x", short="x")}, "is the id of another measure; rename it"),
        ("peg", {"step": ONE}, "our paraphrase is not made from this file"),
        ("odi", {"items": (Item(id="01", label="x"),)}, "a licensed questionnaire carries no labels; remove them"),
        ("painkiller_days", {"items": (Item(id="any"),)}, "each item needs a label of our own"),
        ("peg", {"licence": Licence.OURS}, "a questionnaire that is free to use, and only that, has a label"),
        ("psfs", {"scoring": Scoring.SUM}, "is for a mean of things that the person names; remove it or the items"),
        ("psfs", {"each_question": ""}, "needs each_question, for things that the person names"),
        ("peg", {"answer_words": AnswerWords.NONE}, "say which answers bear words on the sheet: each, ends or tick"),
        ("peg", {"answer_words": AnswerWords.TICK}, "is tick where things are ticked, and only there"),
        ("rmdq", {"answer_words": AnswerWords.EACH}, "is tick where things are ticked, and only there"),
        ("psfs", {"answer_words": AnswerWords.EACH}, "is for somebody's questionnaire, or for a scale with one number"),
        ("own_goal", {"scoring": Scoring.MEAN_OF_GIVEN, "items_usual": (0, 0)}, "must lie between 1 and 0"),
    ],
)
def test_an_instrument_that_contradicts_itself_is_told(name: str, changes: dict[str, Any], said: str) -> None:
    found = [fault.mend for fault in instrument_faults(with_(name, **changes))]

    assert any(each.startswith(said) for each in found), found


@pytest.mark.parametrize(("points", "fraction"), [("0", "0.3"), ("2", "0"), ("2", "1")])
def test_a_change_value_that_judges_nothing_or_everything_is_told(points: str, fraction: str) -> None:
    entry = replace(
        knowledge().measure.instruments["nprs"].meaningful[0], points=Decimal(points), fraction=Decimal(fraction)
    )

    found = [fault.mend for fault in instrument_faults(with_("nprs", meaningful=(entry,)))]

    assert found == ["points must be above 0, and fraction between 0 and 1"]
