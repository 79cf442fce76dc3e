"""Whose words a measure is asked in, and when it may bear its name."""

from decimal import Decimal

import pytest
from tests.core.shelf import SHELF

from weft.core.measure.forms import LONGEST, Standing, form_of, may_score, paraphrase, standing, text_faults
from weft.library.steps import measure_facts

INSTRUMENTS = measure_facts(SHELF).instruments
RMDQ, PEG, ODI, NPRS = (INSTRUMENTS[name] for name in ("rmdq", "peg", "odi", "nprs"))
TEXTS = {"instructions": "Read each.", "pain": "One", "enjoyment": "Two", "activity": "Three"}


@pytest.mark.parametrize(
    ("measure", "has_wording", "is_permitted", "stands"),
    [
        ("nprs", False, False, Standing.USABLE),
        ("peg", False, True, Standing.WORDING_MISSING),
        ("peg", True, False, Standing.USABLE),
        ("odi", True, False, Standing.PERMISSION_MISSING),
        ("odi", False, True, Standing.USABLE),
    ],
)
def test_what_a_clinic_can_do_with_a_measure(
    measure: str, has_wording: bool, is_permitted: bool, stands: Standing
) -> None:
    one = INSTRUMENTS[measure]

    gate = may_score(one, has_wording=has_wording, is_permitted=is_permitted)

    assert standing(one, has_wording=has_wording, is_permitted=is_permitted) is stands
    assert gate.is_open is (stands is Standing.USABLE)
    assert gate.why.rule == f"{measure}.licence"


def test_the_paraphrase_bears_no_name_of_theirs_and_is_never_judged() -> None:
    ours = paraphrase(RMDQ)

    assert ours
    assert (ours.id, ours.short, ours.paraphrase_of) == ("daily_life_back", "Daily life", "rmdq")
    assert (ours.meaningful, ours.bands, ours.loinc, ours.label) == ((), (), "", None)
    assert paraphrase(NPRS) is None


def test_a_screen_keeps_its_limit_in_our_words() -> None:
    ours = paraphrase(INSTRUMENTS["phq4"])

    assert ours
    assert (ours.parts, ours.raises) == (INSTRUMENTS["phq4"].parts, "self_harm")


def test_before_the_wording_our_own_questions_are_asked() -> None:
    form = form_of(PEG, texts=None, is_permitted=False)

    assert form
    assert (form.instrument.id, form.instructions) == ("pain_in_the_way", "")
    assert next(str(item.label) for item in form.items) == "Pain on average"
    assert {item.typed for item in form.items} == {""}


def test_with_the_wording_its_sentences_are_asked() -> None:
    form = form_of(PEG, texts=TEXTS, is_permitted=False)

    assert form
    assert (form.instrument, form.instructions) == (PEG, "Read each.")
    assert [item.typed for item in form.items] == ["One", "Two", "Three"]


def test_what_is_licensed_is_asked_by_number_and_only_with_permission() -> None:
    form = form_of(ODI, texts=None, is_permitted=True)

    assert form_of(ODI, texts=None, is_permitted=False) is None
    assert form
    assert [str(item.label) for item in form.items][:2] == ["Item 1", "Item 2"]
    assert (form.items[0].low, form.items[0].high) == (Decimal(0), Decimal(5))


def test_what_is_worked_out_is_never_asked() -> None:
    assert form_of(INSTRUMENTS["days_to_half"], texts=None, is_permitted=True) is None


@pytest.mark.parametrize(
    ("change", "item", "says"),
    [
        ({"sleep": "Four"}, "sleep", "There is no such item. Remove it."),
        ({"pain": " "}, "pain", "is missing; add its text as the questionnaire prints it."),
        ({"instructions": ""}, "instructions", "is missing; add its text as the questionnaire prints it."),
        ({"pain": "x" * (LONGEST + 1)}, "pain", "is longer than 2000 letters; shorten it."),
        ({"pain": "a\x00b"}, "pain", "holds a sign that cannot be shown; type it again."),
    ],
)
def test_a_text_that_does_not_fit_is_told(change: dict[str, str], item: str, says: str) -> None:
    (fault,) = text_faults(PEG, TEXTS | change)

    assert (fault.item, str(fault.words)) == (item, says)


def test_a_whole_wording_fits() -> None:
    assert text_faults(PEG, TEXTS | {"pain": "Two\nlines", "activity": "x" * LONGEST}) == ()


def test_our_own_measures_have_no_wording_to_take_in() -> None:
    (fault,) = text_faults(NPRS, TEXTS)

    assert str(fault.words) == "Pain is our own: there is no wording to take in."
