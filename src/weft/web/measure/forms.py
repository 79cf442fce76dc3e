"""The score form: one number for each scale, none of them needed."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from weft.core.measure.scoring import plain
from weft.records.reads.measure import ScaleAsked
from weft.web.fields import key_field, said_by_them

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

    def __init__(self, data: Any, *, scales: Iterable[ScaleAsked]) -> None:
        super().__init__(data)
        self.scales = tuple(scales)
        for one in self.scales:
            self.fields[one.name] = _number(one)

    def clean(self) -> dict[str, Any] | None:
        """At least one number."""
        given = super().clean()
        if not self.errors and not (self.measures() or self.goals()):
            raise forms.ValidationError(gettext("Give at least one number."))
        return given

    def measures(self) -> dict[str, Decimal]:
        """Value by instrument."""
        return {one.name: self._value(one) for one in self.scales if not one.goal_id and self._given(one)}

    def goals(self) -> dict[UUID, Decimal]:
        """Value by goal."""
        return {one.goal_id: self._value(one) for one in self.scales if one.goal_id and self._given(one)}

    def _given(self, one: ScaleAsked) -> bool:
        return self.cleaned_data.get(one.name) is not None

    def _value(self, one: ScaleAsked) -> Decimal:
        value: Decimal = self.cleaned_data[one.name]
        return value


def _number(one: ScaleAsked) -> forms.DecimalField:
    says = gettext("A number from %(low)s to %(high)s.") % {"low": plain(one.low), "high": plain(one.high)}
    faults = ("invalid", "min_value", "max_value", "max_digits", "max_decimal_places", "max_whole_digits")
    return forms.DecimalField(
        label=said_by_them(one.typed) if one.typed else one.label.said(gettext),
        help_text=f"{one.question.said(gettext)} {one.ends.said(gettext)}.",
        required=False,
        min_value=one.low,
        max_value=one.high,
        max_digits=6,
        decimal_places=max(-int(one.step.as_tuple().exponent), 0),
        error_messages=dict.fromkeys(faults, says),
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": str(one.step)}),
    )
