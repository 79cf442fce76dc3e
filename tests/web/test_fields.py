"""What the shared fields refuse, whatever a browser lets through."""

import pytest
from django import forms

from weft.web import meanwhile
from weft.web.fields import Line


class Note(forms.Form):
    """A line with a longest length."""

    words = Line(max_length=3)


@pytest.mark.parametrize(("words", "is_right"), [("abc", True), ("abcd", False), ("a\x00", False)])
def test_a_line_keeps_to_its_length_and_to_characters_that_can_be_stored(words: str, *, is_right: bool) -> None:
    form = Note({"words": words})

    assert form.is_valid() is is_right
    assert bool(form.errors.get("words")) is not is_right


class Ticks(forms.Form):
    """Two ticks and a line."""

    alone = forms.BooleanField(label="Alone", required=False)
    none = forms.BooleanField(label="None", required=False)
    words = Line(label="Words", required=False)


def test_a_tick_reads_as_yes_and_what_was_not_ticked_is_not_told() -> None:
    assert meanwhile.written(Ticks({"alone": "on", "words": "hip"})) == (("Alone", "yes"), ("Words", "hip"))
