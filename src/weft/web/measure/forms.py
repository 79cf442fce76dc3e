"""The score form: one number for each scale, none of them needed; the person's own things; or one questionnaire."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from weft.records.actions.measure import ActivitiesGiven
from weft.records.reads.measure import ScaleAsked, ScoresAsked
from weft.records.reads.measure_activities import ActivitiesAsked
from weft.records.reads.measure_kept import ToCorrect
from weft.web.fields import Line, key_field
from weft.web.measure import activity_fields as own
from weft.web.measure.answer_fields import explained, item_fields, items_of, number, tick_faults

__all__ = ["Correction", "MyActivities", "Scores", "explained"]

MOMENTS = (
    ("general", gettext_lazy("In general")),
    ("before_needles", gettext_lazy("Before needles")),
    ("after_needles", gettext_lazy("After needles")),
    ("after_movement", gettext_lazy("After movement")),
    ("next_day", gettext_lazy("The day after")),
)


class Scores(forms.Form):
    """What was asked and answered; a number left out stays unknown."""

    moment = forms.ChoiceField(label=gettext_lazy("When"), choices=MOMENTS, initial="general")
    key = key_field()

    def __init__(self, data: Any, *, asked: ScoresAsked) -> None:
        super().__init__(data)
        self.scales, self.asked, self.named = asked.scales, asked.form, asked.activities
        self.fields |= {one.name: number(one) for one in self.scales}
        self.fields |= item_fields(self.asked) if self.asked else {}
        self.of_things = own.activity_fields(self.named, may_name=True)
        self.fields |= self.of_things

    @property
    def plain(self) -> list[forms.BoundField]:
        """All but the rows of the person's own things."""
        return [field for field in self if field.name not in self.of_things]

    @property
    def things(self) -> list[own.Row]:
        """The person's own things, a row for each."""
        return own.rows_of(self, self.named)

    @property
    def spares(self) -> list[own.Spare]:
        """Room for more of them."""
        return own.spares_of(self)

    @property
    def is_naming(self) -> bool:
        """Whether the room stands open: nothing is named yet, or something is typed there."""
        return not self.things or any(each.words.value() or each.number.value() for each in self.spares)

    def clean(self) -> dict[str, Any] | None:
        """At least one number; of ticks at least one, or that none is true, and not both."""
        given = super().clean()
        for name, fault in own.activity_faults(self, self.named):
            self.add_error(name, fault)
        if self.errors:
            return given
        if self.asked and self.asked.is_ticked:
            for name, fault in tick_faults(self.cleaned_data).items():
                self.add_error(name, fault)
        elif not (self.measures() or self.goals() or self._has_answer() or not self.activities().is_empty):
            raise forms.ValidationError(gettext("Give at least one number."))
        return given

    def measures(self) -> dict[str, Decimal]:
        """Value by instrument."""
        return {one.name: self._value(one) for one in self.scales if not one.goal_id and self._given(one)}

    def goals(self) -> dict[UUID, Decimal]:
        """Value by goal."""
        return {one.goal_id: self._value(one) for one in self.scales if one.goal_id and self._given(one)}

    def filled(self) -> dict[str, dict[str, Decimal | None]]:
        """Answers by item, by the measure of several items that was asked."""
        return {self.asked.measure: items_of(self.asked, self.cleaned_data)} if self.asked else {}

    def activities(self) -> ActivitiesGiven:
        """The person's own things: numbers, new ones, and those that are asked no longer."""
        return own.activities_given(self, self.named)

    def _has_answer(self) -> bool:
        return any(value is not None for items in self.filled().values() for value in items.values())

    def _given(self, one: ScaleAsked) -> bool:
        return self.cleaned_data.get(one.name) is not None

    def _value(self, one: ScaleAsked) -> Decimal:
        value: Decimal = self.cleaned_data[one.name]
        return value


class MyActivities(forms.Form):
    """The same things, for the person at home: a number for each."""

    key = key_field()

    def __init__(self, data: Any = None, *, asked: ActivitiesAsked | None) -> None:
        super().__init__(data, auto_id="do_%s")
        self.asked = asked
        self.fields |= own.activity_fields(asked, may_name=False)

    @property
    def things(self) -> list[own.Row]:
        """A row for each."""
        return own.rows_of(self, self.asked)

    def clean(self) -> dict[str, Any] | None:
        """At least one number."""
        given = super().clean()
        if not self.errors and self.activities().is_empty:
            raise forms.ValidationError(gettext("Write a number beside one thing at least."))
        return given

    def activities(self) -> ActivitiesGiven:
        """What was said."""
        return own.activities_given(self, self.asked)


class Correction(forms.Form):
    """The right value in the place of a wrong one, and what was wrong."""

    why = Line(
        label=gettext_lazy("What was wrong"), max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        error_messages={"required": gettext_lazy("Write what was wrong.")},
    )  # fmt: skip
    key = key_field()

    def __init__(self, data: Any = None, *, row: ToCorrect) -> None:
        super().__init__(data, initial=_as_it_stands(row))
        self.row = row
        self.fields = dict(_asked(row)) | self.fields

    def clean(self) -> dict[str, Any] | None:
        """Of ticks at least one, or that none is true, and not both."""
        given = super().clean()
        if not self.errors and self.row.form and self.row.form.is_ticked:
            for name, fault in tick_faults(self.cleaned_data).items():
                self.add_error(name, fault)
        return given

    def value(self) -> Decimal | None:
        """The right number."""
        return self.cleaned_data.get("value")

    def answers(self) -> dict[str, Decimal | None] | None:
        """The right answers, where answers were kept."""
        if self.row.each:
            return {name: self.cleaned_data.get(f"do-{name}") for name, _ in self.row.things}
        return items_of(self.row.form, self.cleaned_data) if self.row.form else None


def _named(one: ScaleAsked, words: str) -> ScaleAsked:
    return replace(one, typed=words or one.typed)


def _asked(row: ToCorrect) -> Iterator[tuple[str, forms.Field]]:
    """The fields in which it was answered: one number, which is needed; a number for each thing; or item by item."""
    if row.scale:
        field = number(row.scale)
        field.required, field.error_messages["required"] = True, gettext("Write the right number.")
        yield "value", field
    elif row.each:
        yield from ((f"do-{name}", number(_named(row.each, words))) for name, words in row.things)
    elif row.form:
        yield from item_fields(row.form).items()


def _as_it_stands(row: ToCorrect) -> dict[str, Any]:
    if row.form and row.form.is_ticked:
        true = [name for name, value in row.answers.items() if value == "1"]
        return {"true": true, "none": not true}
    kind = "do" if row.each else "item"
    return {"value": row.value} | {f"{kind}-{name}": value for name, value in row.answers.items()}
