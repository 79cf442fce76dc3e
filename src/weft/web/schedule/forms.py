"""What is asked for when a course is booked or a visit is changed."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from weft.records.actions.course import PartOfDay, Wishes

DAYS = (
    (0, gettext_lazy("Mo")),
    (1, gettext_lazy("Tu")),
    (2, gettext_lazy("We")),
    (3, gettext_lazy("Th")),
    (4, gettext_lazy("Fr")),
    (5, gettext_lazy("Sa")),
    (6, gettext_lazy("Su")),
)
TIMES = (
    (PartOfDay.MORNING.value, gettext_lazy("until 12")),
    (PartOfDay.MIDDAY.value, gettext_lazy("12 to 16")),
    (PartOfDay.LATE.value, gettext_lazy("after 16")),
)
AHEAD = (
    (0, gettext_lazy("the whole course")),
    (2, gettext_lazy("the next 2 weeks")),
    (4, gettext_lazy("the next 4 weeks")),
    (8, gettext_lazy("the next 8 weeks")),
)
LAST_DAY = date(2199, 12, 31)
DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
TIME = forms.TimeInput(attrs={"type": "time", "step": 300}, format="%H:%M")


class HoursForm(forms.Form):
    """On which days, and at which times of them."""

    days = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Days"), choices=DAYS, coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one day.")},
    )  # fmt: skip
    times = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Times"), choices=TIMES, coerce=PartOfDay, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one time of day.")},
    )  # fmt: skip


class WishesForm(HoursForm):
    """When a person can come."""

    weeks_ahead = forms.TypedChoiceField(label=gettext_lazy("Book"), choices=AHEAD, coerce=int)
    only_same_people = forms.BooleanField(label=gettext_lazy("Only the same people"), required=False)
    allow_split = forms.BooleanField(label=gettext_lazy("The two halves may lie further apart"), required=False)
    first_day = forms.DateField(label=gettext_lazy("From"), required=False, widget=DATE)

    def clean_first_day(self) -> date | None:
        """A day that a calendar can show."""
        day: date | None = self.cleaned_data["first_day"]
        if day is not None and not date(1900, 1, 1) <= day <= LAST_DAY:
            raise forms.ValidationError(gettext("Choose a day in this century."))
        return day

    def wishes(self) -> Wishes:
        """What was said; every day ticked means any day."""
        said = self.cleaned_data
        return Wishes(
            days=tuple(said["days"]),
            times=tuple(said["times"]),
            weeks_ahead=said["weeks_ahead"] or None,
            only_same_people=said["only_same_people"],
            allow_split=said["allow_split"],
            first_day=said["first_day"],
        )


def as_said(wishes: Wishes, first_day: date | None) -> dict[str, Any]:
    """The form's first values: what was said before; nothing said is everything ticked but the weekend."""
    return {
        "days": list(wishes.days) or [0, 1, 2, 3, 4],
        "times": [part.value for part in wishes.times or PartOfDay],
        "weeks_ahead": wishes.weeks_ahead or 0,
        "only_same_people": wishes.only_same_people,
        "allow_split": wishes.allow_split,
        "first_day": wishes.first_day or first_day,
    }


class ChoiceForm(forms.Form):
    """Which alternative of which trip."""

    trip = forms.IntegerField(min_value=0, max_value=1000)
    choice = forms.IntegerField(min_value=0, max_value=100)
    serial = forms.CharField(max_length=40, required=False)
    key = forms.CharField(max_length=80, required=False)


class ConfirmForm(forms.Form):
    """The offer that was on the page, and the key that lets it count once."""

    serial = forms.CharField(max_length=40, required=False)
    key = forms.CharField(max_length=80, required=False)


def of_these_years(day: date) -> None:
    """The calendar knows no others: a slip of the keyboard must not fail far inside.

    Raises:
        ValidationError: For a day before 2000 or from 2200 on.
    """
    if not 2000 <= day.year < 2200:
        raise forms.ValidationError(gettext_lazy("Choose a day that lies ahead."))


class MoveForm(forms.Form):
    """Another day and time."""

    day = forms.DateField(label=gettext_lazy("Day"), widget=DATE, validators=[of_these_years])
    start = forms.TimeField(label=gettext_lazy("Time"), widget=TIME)


class SplitForm(MoveForm):
    """One half goes elsewhere, with the reason."""

    half = forms.UUIDField(label=gettext_lazy("Which half"), widget=forms.HiddenInput)
    reason = forms.CharField(label=gettext_lazy("Why are they pulled apart?"), max_length=500)


class CancelForm(forms.Form):
    """Why, and whether one half stays."""

    reason = forms.CharField(label=gettext_lazy("Why?"), max_length=200)
    only_this_half = forms.UUIDField(required=False)
