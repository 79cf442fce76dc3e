"""Rows for the things that a person has named: a number for each, and room to name more."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from weft.core.measure.activities import LONGEST_NAME
from weft.core.measure.answers import plain
from weft.records.actions.measure import NONE_GIVEN, ActivitiesGiven
from weft.records.reads.measure_activities import ActivitiesAsked, ActivityRow
from weft.web.fields import Line, said_by_them
from weft.web.measure.answer_fields import FAULTS


@dataclass(frozen=True, slots=True)
class Row:
    """A thing that was named: its number, and the tick that takes it away (a clinician's only)."""

    row: ActivityRow
    number: forms.BoundField
    gone: forms.BoundField | None


@dataclass(frozen=True, slots=True)
class Spare:
    """Room for one more: its words and its number."""

    words: forms.BoundField
    number: forms.BoundField


def activity_fields(asked: ActivitiesAsked | None, *, may_name: bool) -> dict[str, forms.Field]:
    """The fields of all rows, by name; a person scores what was named, a clinician also names and takes away."""
    if asked is None:
        return {}
    fields: dict[str, forms.Field] = {}
    for row in asked.rows:
        fields[f"do-{row.id}"] = _number(asked, label=said_by_them(row.words))
        if may_name:
            fields[f"gone-{row.id}"] = forms.BooleanField(label=gettext_lazy("Ask this no longer"), required=False)
    for place in range(asked.room if may_name else 0):
        fields[f"name-{place}"] = Line(
            label=gettext("Thing %(number)s that is hard") % {"number": len(asked.rows) + place + 1},
            required=False, max_length=LONGEST_NAME, widget=forms.TextInput(attrs={"dir": "auto"}),
        )  # fmt: skip
        fields[f"new-{place}"] = _number(asked, label=gettext_lazy("Its number"))
    return fields


def rows_of(form: forms.Form, asked: ActivitiesAsked | None) -> list[Row]:
    """The rows of what was named, as they stand in the form."""
    known = asked.rows if asked else ()
    return [Row(r, form[f"do-{r.id}"], form[f"gone-{r.id}"] if f"gone-{r.id}" in form.fields else None) for r in known]


def spares_of(form: forms.Form) -> list[Spare]:
    """The rows that are still free."""
    return [Spare(form[f"name-{place}"], form[f"new-{place}"]) for place in _spare_places(form)]


def activity_faults(form: forms.Form, asked: ActivitiesAsked | None) -> Iterator[tuple[str, str]]:
    """What does not fit together, by field."""
    said = form.cleaned_data
    for row in asked.rows if asked else ():
        if said.get(f"gone-{row.id}") and said.get(f"do-{row.id}") is not None:
            yield f"gone-{row.id}", gettext("It has a number above. Take one of the two away.")
    for place in _spare_places(form):
        if said.get(f"new-{place}") is not None and not said.get(f"name-{place}"):
            yield f"name-{place}", gettext("Write what is hard for them, beside its number.")


def activities_given(form: forms.Form, asked: ActivitiesAsked | None) -> ActivitiesGiven:
    """What was said, named and taken away."""
    if asked is None:
        return NONE_GIVEN
    said, ids = form.cleaned_data, [row.id for row in asked.rows]
    pairs = ((said.get(f"name-{place}"), said.get(f"new-{place}")) for place in _spare_places(form))
    gone: list[UUID] = [each for each in ids if said.get(f"gone-{each}")]
    return ActivitiesGiven(
        said={each: said.get(f"do-{each}") for each in ids},
        named=[(words.strip(), value) for words, value in pairs if words],
        retired=gone,
    )


def _spare_places(form: forms.Form) -> Iterator[int]:
    place = 0
    while f"name-{place}" in form.fields:
        yield place
        place += 1


def _number(asked: ActivitiesAsked, label: Any) -> forms.DecimalField:
    says = gettext("A whole number from %(low)s to %(high)s.") % {"low": plain(asked.low), "high": plain(asked.high)}
    return forms.DecimalField(
        label=label, required=False, min_value=asked.low, max_value=asked.high, max_digits=4, decimal_places=0,
        error_messages=dict.fromkeys(FAULTS, says),
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "step": "1", "min": "0", "max": plain(asked.high)}),
    )  # fmt: skip
