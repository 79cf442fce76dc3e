"""Fields that the assessment's forms share, and how they are folded."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self, cast

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext, gettext_lazy

from weft.core.assess.facts import ChoiceList
from weft.core.assess.part_faults import LONGEST_TEXT
from weft.core.assess.parts import Part
from weft.core.shared.words import Words
from weft.web.fields import Line
from weft.web.meanwhile import said

LONGEST_LINE = 140
"""Letters of what a closed fold says."""
COMMAS = gettext_lazy("Put a comma between them.")
TEXT = forms.Textarea(attrs={"rows": 2, "dir": "auto", "translate": "no"})


@dataclass(frozen=True, slots=True)
class TestRow:
    """One test on the form: what is done, when to stop or take heed, and its field or its two."""

    __test__ = False  # not for pytest

    name: str
    how: str
    stop: str
    usual: str
    sides: tuple[tuple[str, forms.BoundField], ...]
    """Left and right; or one, without a name."""


@dataclass(frozen=True, slots=True)
class Fold:
    """Fields under one heading, closed until they are wanted."""

    name: Words
    fields: tuple[forms.BoundField, ...]
    note: Words | None
    is_wrong: bool
    """Something in it was refused: it stands open."""
    filled: int
    """How many of its fields hold something."""
    says: str = ""
    """What they hold, in one line."""
    rows: tuple[TestRow, ...] = ()
    """Of a fold of tests: its fields, test by test."""

    @classmethod
    def of(
        cls, form: forms.Form, name: Words, fields: Sequence[str], note: Words | None = None,
        rows: tuple[TestRow, ...] = (),
    ) -> Self:  # fmt: skip
        """The fields of that name, as they stand in the form."""
        bound = tuple(form[each] for each in fields)
        held = [(str(each.label), said(each)) for each in bound]
        filled = [f"{label}: {text}" for label, text in held if text]
        line = Truncator("; ".join(filled)).chars(LONGEST_LINE)
        return cls(name, bound, note, any(each.errors for each in bound), len(filled), line, rows)


def text_field(label: Any, **options: Any) -> Line:
    """A longer text that nobody has to write."""
    return Line(label=label, required=False, max_length=LONGEST_TEXT, widget=TEXT, **options)


def ticks(label: Any) -> forms.MultipleChoiceField:
    """A list to tick; what it offers is set with `offer`."""
    return forms.MultipleChoiceField(label=label, widget=forms.CheckboxSelectMultiple, required=False)


def offer(form: forms.Form, name: str, offered: list[tuple[str, str]]) -> None:
    """Set what a field offers."""
    cast("forms.ChoiceField", form.fields[name]).choices = offered


def offer_list(form: forms.Form, name: str, listed: ChoiceList | None) -> None:
    """Offer a list of the knowledge; a clinic that does not accept it is not shown the field."""
    if listed is None:
        del form.fields[name]
        return
    form.fields[name].help_text = gettext(listed.note) if listed.note else ""
    offer(form, name, [(one.id, gettext(one.name)) for one in listed.choices])


def between_commas(text: str) -> tuple[str, ...]:
    """Each piece between commas, without empty ones."""
    return tuple(each.strip() for each in text.split(",") if each.strip())


def in_our_words(form: forms.Form) -> None:
    """Faults are said in our words: what is asked for, and the ends of the scale."""
    for field in form.fields.values():
        says = {"required": gettext("Fill this in."), "invalid_choice": gettext("Choose from the list.")}
        if isinstance(field, forms.IntegerField):
            says |= dict.fromkeys(("invalid", "min_value", "max_value", "max_digits", "max_whole_digits"), _ends(field))
            says["max_decimal_places"] = gettext("Fewer digits after the point.")
        field.error_messages |= says


def _ends(field: forms.IntegerField) -> str:
    low, high = field.min_value, field.max_value
    if low is None or high is None:
        return gettext("Write a whole number, 0 or more.")
    whole = Words("Write a whole number from {low} to {high}.", low=low, high=high)
    number = Words("Write a number from {low} to {high}.", low=low, high=high)
    return (number if isinstance(field, forms.DecimalField) else whole).said(gettext)


def shown_as(part: Part) -> str:
    """What a form keeps to tell what it showed: typed over, it gives another."""
    return hashlib.sha256(repr(part).replace(r"\r\n", r"\n").encode()).hexdigest()
