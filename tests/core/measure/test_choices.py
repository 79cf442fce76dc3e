"""What the answers are called: which need words, what is wrong with those given, and what is then shown."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.core.shelf import SHELF

from weft.core.measure.choices import Choice, answers_shown, choice_faults, named_values, takes_wording, tick_words
from weft.core.measure.facts import AnswerWords
from weft.core.measure.forms import form_of
from weft.library.steps import measure_facts

INSTRUMENTS = measure_facts(SHELF).instruments
PEG, PHQ2, RMDQ, START, PGIC, NPRS = (
    INSTRUMENTS[name] for name in ("peg", "phq2", "rmdq", "start_back", "pgic", "nprs")
)


def words(*values: int, item: str = "") -> tuple[Choice, ...]:
    return tuple(Choice(value=Decimal(value), words=f"{item} {value}".strip(), item=item) for value in values)


@pytest.mark.parametrize(
    ("measure", "values"),
    [("phq2", [0, 1, 2, 3]), ("peg", [0, 10]), ("rmdq", [1]), ("pgic", [1, 2, 3, 4, 5, 6, 7]), ("nprs", [])],
)
def test_the_answers_that_bear_words(measure: str, values: list[int]) -> None:
    assert list(named_values(INSTRUMENTS[measure], None)) == values


def test_an_item_with_numbers_of_its_own_has_answers_of_its_own() -> None:
    assert named_values(START, START.items[0]) == (Decimal(0), Decimal(1))
    assert named_values(START, START.items[8]) == tuple(Decimal(value) for value in range(5))


@pytest.mark.parametrize(("measure", "takes"), [("peg", True), ("odi", True), ("pgic", True), ("nprs", False)])
def test_what_has_a_wording_to_take_in(measure: str, takes: bool) -> None:
    assert takes_wording(INSTRUMENTS[measure]) is takes


@pytest.mark.parametrize(
    ("instrument", "choices"),
    [
        (PHQ2, words(0, 1, 2, 3)),
        (PEG, (*words(10, 0), *words(0, 10, item="pain"))),
        (PEG, tuple(one for item in PEG.items for one in words(0, 10, item=item.id))),
        (RMDQ, words(1)),
        (START, (*words(0, 1), *words(0, 1, 2, 3, 4, item="09"))),
        (PGIC, words(*range(1, 8))),
        (NPRS, ()),
    ],
)
def test_whole_answers_fit(instrument: object, choices: tuple[Choice, ...]) -> None:
    assert choice_faults(instrument, choices) == ()  # type: ignore[arg-type]  # instruments, by parametrize


@pytest.mark.parametrize(
    ("instrument", "choices", "at", "says"),
    [
        (PHQ2, words(0, 1, 2), ("", None, ""), "Words are given for 3 of 4 answers; add those of 3."),
        (PHQ2, (), ("", None, ""), "Words are given for 0 of 4 answers; add those of 0, 1, 2, 3."),
        (PHQ2, words(0, 1, 2, 3, 4), ("", 4, "value"), "is no answer that bears words; those that do: 0, 1, 2, 3."),
        (PEG, words(0, 5, 10), ("", 1, "value"), "is no answer that bears words; those that do: 0, 10."),
        (RMDQ, words(0, 1), ("", 0, "value"), "is no answer that bears words; those that do: 1."),
        (PHQ2, words(0, 1, 1, 2, 3), ("", 2, "value"), "1 comes twice; remove one."),
        (PEG, (*words(0, 10), *words(0, item="pain")), ("pain", None, ""), "Words are given for 1 of 2 answers"),
        (PEG, (*words(0, 10), *words(0, item="sleep")), ("sleep", 2, "item"), "There is no item with answers of its"),
        (RMDQ, (*words(1), *words(1, item="01")), ("01", 1, "item"), "There is no item with answers of its own"),
        (START, words(0, 1), ("09", None, ""), "Words are given for 0 of 5 answers; add those of 0, 1, 2, 3, 4."),
        (PGIC, words(*range(1, 7)), ("", None, ""), "Words are given for 6 of 7 answers; add those of 7."),
        (NPRS, words(0), ("", 0, "value"), "is no answer that bears words"),
    ],
)
def test_answers_that_do_not_fit_are_told_with_their_place(
    instrument: object, choices: tuple[Choice, ...], at: tuple[str, int | None, str], says: str
) -> None:
    (fault,) = choice_faults(instrument, choices)  # type: ignore[arg-type]  # instruments, by parametrize

    assert (fault.item, fault.number, fault.about) == at
    assert str(fault.words).startswith(says)


@pytest.mark.parametrize(("text", "says"), [(" ", "is missing"), ("x" * 2001, "is longer"), ("a\x00", "holds a sign")])
def test_words_that_cannot_be_are_told(text: str, says: str) -> None:
    (fault,) = choice_faults(PEG, (replace(words(0)[0], words=text), *words(10)))

    assert (fault.number, fault.about) == (0, "words")
    assert str(fault.words).startswith(says)


def test_an_answer_is_shown_with_its_own_words_else_with_those_of_all() -> None:
    choices = (*words(0, 10), *words(0, 10, item="pain"))

    own, shared = (answers_shown(PEG, item, choices) for item in PEG.items[:2])

    assert [one.words for one in own] == ["pain 0", *[""] * 9, "pain 10"]
    assert [one.words for one in shared] == ["0", *[""] * 9, "10"]
    assert [int(one.value) for one in shared] == list(range(11))


def test_without_words_a_number_is_written_and_a_tick_is_a_tick() -> None:
    assert answers_shown(PEG, PEG.items[0], ()) == ()
    assert answers_shown(RMDQ, RMDQ.items[0], words(1)) == ()
    assert (tick_words(RMDQ, words(1)), tick_words(RMDQ, ()), tick_words(PEG, words(1))) == ("1", "", "")


def test_a_form_carries_the_words_and_a_paraphrase_none() -> None:
    texts = {"instructions": "Read.", "interest": "One", "low": "Two"}

    official = form_of(PHQ2, texts=texts, is_permitted=False, choices=words(0, 1, 2, 3))
    ours = form_of(PHQ2, texts=None, is_permitted=False)
    steps = form_of(PGIC, texts={"instructions": "How?"}, is_permitted=False, choices=words(*range(1, 8)))

    assert official
    assert [one.words for one in official.items[1].choices] == ["0", "1", "2", "3"]
    assert ours
    assert ours.instrument.answer_words is AnswerWords.NONE
    assert not any(item.choices for item in ours.items)
    assert steps
    assert (steps.instructions, len(steps.choices)) == ("How?", 7)
