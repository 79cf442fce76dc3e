"""What is asked for about earlier times."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from weft.web.fields import key_field
from weft.web.schedule.forms import DATE, TIME, HoursForm, of_these_years

REACH = (
    ("mail", gettext_lazy("by mail")),
    ("text", gettext_lazy("by text message")),
    ("phone", gettext_lazy("ring")),
)


class EarlierForm(HoursForm):
    """When somebody could come earlier and to whom, and how they hear of it."""

    anybody = forms.BooleanField(
        label=gettext_lazy("Also with somebody else than who treats them now"), required=False,
        help_text=gettext_lazy("Whoever it would be is said before they answer."),
    )  # fmt: skip
    reach = forms.ChoiceField(
        label=gettext_lazy("How to tell them"), choices=REACH, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how a free time is told.")},
    )  # fmt: skip
    key = key_field()

    def __init__(self, *args: Any, can_text: bool, own: bool = False, same_people: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reach = self.fields["reach"]
        assert isinstance(reach, forms.ChoiceField)  # noqa: S101
        reach.choices = [each for each in REACH if can_text or each[0] != "text"]
        if own:
            reach.label = gettext_lazy("How we tell you")
            self.fields["anybody"].label = gettext_lazy("Also with somebody else than who treats you now")
            self.fields["anybody"].help_text = gettext_lazy("We say who it would be before you answer.")
        if same_people:
            del self.fields["anybody"]


class FindForm(forms.Form):
    """A time that the desk offers by hand."""

    day = forms.DateField(label=gettext_lazy("Day"), widget=DATE, validators=[of_these_years])
    starts = forms.TimeField(label=gettext_lazy("From"), widget=TIME)
    ends = forms.TimeField(label=gettext_lazy("To"), widget=TIME)
    practitioner = forms.ChoiceField(label=gettext_lazy("Whose time"))
    second = forms.ChoiceField(label=gettext_lazy("Second half of a pair with"), required=False)

    def __init__(self, *args: Any, staff: tuple[tuple[str, str], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, first in (("practitioner", []), ("second", [("", gettext_lazy("nobody"))])):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101
            field.choices = [*first, *staff]
            field.widget.attrs["translate"] = "no"  # names as the clinic typed them


class WhoForm(forms.Form):
    """To whom; empty: to the first who can be written to."""

    person = forms.UUIDField(required=False)


class SaidForm(forms.Form):
    """What somebody said when they were rung, and what was read to them."""

    person = forms.UUIDField()
    seen = forms.CharField(required=False, max_length=64)
    answer = forms.ChoiceField(choices=(("yes", "yes"), ("no", "no")))


class OfferingForm(forms.Form):
    """How the clinic offers freed times."""

    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes to answer"), min_value=15, max_value=1440,
        help_text=gettext_lazy("Less when the time is near."),
    )  # fmt: skip
    by_itself = forms.BooleanField(
        label=gettext_lazy("Offer freed times by itself, without a press of the button"), required=False
    )
