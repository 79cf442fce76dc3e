"""Fields for answers: a number on a scale, one of the official answers, or ticks."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy

from weft.core.measure.answers import plain
from weft.core.measure.choices import Choice
from weft.core.measure.forms import AskedItem
from weft.records.reads.measure import FormAsked, ScaleAsked
from weft.web.fields import said_by_them

FAULTS = ("invalid", "min_value", "max_value", "max_digits", "max_decimal_places", "max_whole_digits")


class Answers(forms.TypedChoiceField):
    """Every answer as a button, with its official words; the last one takes an answer back."""

    def __init__(self, choices: Sequence[Choice], **options: Any) -> None:
        self.is_row = any(not one.words for one in choices)
        """Bare numbers in a row, with words at both ends; else a list of words."""
        self.low, self.high = choices[0], choices[-1]
        offered = [(plain(one.value), plain(one.value) if self.is_row else _label(one)) for one in choices]
        super().__init__(
            choices=[*offered, ("", gettext_lazy("skip") if self.is_row else gettext_lazy("no answer"))],
            coerce=Decimal, empty_value=None, required=False, widget=forms.RadioSelect,
            error_messages={"invalid_choice": gettext_lazy("Choose one of the answers.")}, **options,
        )  # fmt: skip


def number(one: ScaleAsked) -> forms.Field:
    """One number on a scale, or one of its steps where the clinic has taken in their words."""
    name = said_by_them(one.typed) if one.typed else one.label.said(gettext)
    if one.choices:
        return Answers(one.choices, label=name, help_text=said_by_them(one.instructions))
    says = gettext("A number from %(low)s to %(high)s.") % {"low": plain(one.low), "high": plain(one.high)}
    return forms.DecimalField(
        label=name,
        help_text=f"{one.question.said(gettext)} {one.ends.said(gettext)}.",
        required=False,
        min_value=one.low,
        max_value=one.high,
        max_digits=6,
        decimal_places=max(-int(one.step.as_tuple().exponent), 0),
        error_messages=dict.fromkeys(FAULTS, says),
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": str(one.step)}),
    )


def item_fields(asked: FormAsked) -> dict[str, forms.Field]:
    """The fields of a measure of several items, by name."""
    if not asked.is_ticked:
        return {f"item-{item.id}": _item(item) for item in asked.items}
    ticks = forms.MultipleChoiceField(
        label=said_by_them(asked.tick) if asked.tick else gettext("True today"),
        required=False,
        choices=[(item.id, _name(item)) for item in asked.items],
        widget=forms.CheckboxSelectMultiple,
    )
    none = forms.BooleanField(label=gettext("None of these is true today"), required=False)
    return {"true": ticks, "none": none}


def items_of(asked: FormAsked, said: Mapping[str, Any]) -> dict[str, Decimal | None]:
    """Answers by item; None for one that was left out."""
    if asked.is_ticked:
        return {item.id: Decimal(item.id in set(said["true"])) for item in asked.items}
    return {item.id: said.get(f"item-{item.id}") for item in asked.items}


def tick_faults(said: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with ticks, by field: at least one, or that none is true, and not both."""
    if not said["none"] and not said["true"]:
        return {"true": gettext("Tick what is true, or say below that none is.")}
    if said["none"] and said["true"]:
        return {"none": gettext("Something is ticked above. Take one of the two away.")}
    return {}


def explained(asked: FormAsked) -> tuple[str, str]:
    """What stands above the items: the clinic's own instructions or our question, and what the ends mean."""
    ends = gettext("Lowest: %(low)s. Highest: %(high)s.") % {
        "low": asked.ends[0].said(gettext),
        "high": asked.ends[1].said(gettext),
    }
    # Under official sentences our own words for the ends have no place: theirs stand with the answers.
    return asked.instructions or asked.question.said(gettext), "" if asked.is_ticked or asked.is_official else ends


def _item(item: AskedItem) -> forms.Field:
    if item.choices:
        return Answers(item.choices, label=_name(item))
    says = gettext("A whole number from %(low)s to %(high)s.") % {"low": plain(item.low), "high": plain(item.high)}
    return forms.DecimalField(
        label=_name(item), help_text=says, required=False, min_value=item.low, max_value=item.high, max_digits=6,
        decimal_places=0, error_messages=dict.fromkeys(FAULTS, says),
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "step": "1"}),
    )  # fmt: skip


def _label(one: Choice) -> Any:
    return format_html('<span class="num">{}</span> <span translate="no">{}</span>', plain(one.value), one.words)


def _name(item: AskedItem) -> Any:
    return said_by_them(item.typed) if item.typed else item.label.said(gettext)
