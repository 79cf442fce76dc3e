"""The score form: one number for each scale, none of them needed; or one questionnaire, item by item."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from weft.core.measure.answers import plain
from weft.core.measure.forms import AskedItem
from weft.records.reads.measure import FormAsked, ScaleAsked, ScoresAsked
from weft.web.fields import key_field, said_by_them

MOMENTS = (
    ("general", gettext_lazy("In general")),
    ("before_needles", gettext_lazy("Before needles")),
    ("after_needles", gettext_lazy("After needles")),
    ("after_movement", gettext_lazy("After movement")),
    ("next_day", gettext_lazy("The day after")),
)
FAULTS = ("invalid", "min_value", "max_value", "max_digits", "max_decimal_places", "max_whole_digits")


class Scores(forms.Form):
    """What was asked and answered; a number left out stays unknown."""

    moment = forms.ChoiceField(label=gettext_lazy("When"), choices=MOMENTS, initial="general")
    key = key_field()

    def __init__(self, data: Any, *, asked: ScoresAsked) -> None:
        super().__init__(data)
        self.scales, self.asked = asked.scales, asked.form
        for one in self.scales:
            self.fields[one.name] = _number(one)
        if self.asked and self.asked.is_ticked:
            self.fields["true"] = _ticks(self.asked.items)
            self.fields["none"] = forms.BooleanField(label=gettext("None of these is true today"), required=False)
        elif self.asked:
            for item in self.asked.items:
                self.fields[f"item-{item.id}"] = _item(item)

    def clean(self) -> dict[str, Any] | None:
        """At least one number; of ticks at least one, or that none is true, and not both."""
        given = super().clean()
        if self.errors:
            return given
        if self.asked and self.asked.is_ticked:
            self._check_ticks()
        elif not (self.measures() or self.goals() or any(value is not None for value in self._items().values())):
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
        return {self.asked.measure: self._items()} if self.asked else {}

    def _items(self) -> dict[str, Decimal | None]:
        if not self.asked:
            return {}
        if self.asked.is_ticked:
            true = set(self.cleaned_data["true"])
            return {item.id: Decimal(item.id in true) for item in self.asked.items}
        return {item.id: self.cleaned_data.get(f"item-{item.id}") for item in self.asked.items}

    def _check_ticks(self) -> None:
        is_none, ticked = self.cleaned_data["none"], self.cleaned_data["true"]
        if not is_none and not ticked:
            self.add_error("true", gettext("Tick what is true, or say below that none is."))
        if is_none and ticked:
            self.add_error("none", gettext("Something is ticked above. Take one of the two away."))

    def _given(self, one: ScaleAsked) -> bool:
        return self.cleaned_data.get(one.name) is not None

    def _value(self, one: ScaleAsked) -> Decimal:
        value: Decimal = self.cleaned_data[one.name]
        return value


def explained(asked: FormAsked) -> tuple[str, str]:
    """What stands above the items: the clinic's own instructions or our question, and what the ends mean."""
    ends = gettext("Lowest: %(low)s. Highest: %(high)s.") % {
        "low": asked.ends[0].said(gettext),
        "high": asked.ends[1].said(gettext),
    }
    # Under official sentences our own words for the ends have no place: theirs stand in the instructions.
    return asked.instructions or asked.question.said(gettext), "" if asked.is_ticked or asked.is_official else ends


def _ticks(items: Iterable[AskedItem]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=gettext("True today"),
        required=False,
        choices=[(item.id, _label(item)) for item in items],
        widget=forms.CheckboxSelectMultiple,
    )


def _item(item: AskedItem) -> forms.DecimalField:
    says = gettext("A whole number from %(low)s to %(high)s.") % {"low": plain(item.low), "high": plain(item.high)}
    return forms.DecimalField(
        label=_label(item), help_text=says, required=False, min_value=item.low, max_value=item.high, max_digits=6,
        decimal_places=0, error_messages=dict.fromkeys(FAULTS, says),
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "step": "1"}),
    )  # fmt: skip


def _label(item: AskedItem) -> Any:
    return said_by_them(item.typed) if item.typed else item.label.said(gettext)


def _number(one: ScaleAsked) -> forms.DecimalField:
    says = gettext("A number from %(low)s to %(high)s.") % {"low": plain(one.low), "high": plain(one.high)}
    return forms.DecimalField(
        label=said_by_them(one.typed) if one.typed else one.label.said(gettext),
        help_text=f"{one.question.said(gettext)} {one.ends.said(gettext)}.",
        required=False,
        min_value=one.low,
        max_value=one.high,
        max_digits=6,
        decimal_places=max(-int(one.step.as_tuple().exponent), 0),
        error_messages=dict.fromkeys(FAULTS, says),
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": str(one.step)}),
    )
