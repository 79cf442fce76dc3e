"""What is asked for when a run is begun, and when its trips are booked."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy, ngettext_lazy

from weft.records.actions.run import SECONDS, WEEKS
from weft.records.reads.runs import RunSeen

HOW_LONG = {20: gettext_lazy("20 seconds"), 60: gettext_lazy("1 minute"), 120: gettext_lazy("2 minutes")}


class RunForm(forms.Form):
    """How far, and how long to look."""

    weeks = forms.TypedChoiceField(
        label=gettext_lazy("How far ahead"), coerce=int, widget=forms.RadioSelect,
        choices=[(number, ngettext_lazy("%d week", "%d weeks") % number) for number in WEEKS],
    )  # fmt: skip
    seconds = forms.TypedChoiceField(
        label=gettext_lazy("How long to look"), coerce=int, widget=forms.RadioSelect,
        choices=[(number, HOW_LONG[number]) for number in SECONDS],
        help_text=gettext_lazy("Longer finds more where the weeks are nearly full."),
    )  # fmt: skip
    key = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)


class PeopleForm(forms.Form):
    """Whose trips are to be booked: everybody, until a tick is taken out."""

    people = forms.TypedMultipleChoiceField(
        coerce=UUID, error_messages={"required": gettext_lazy("Tick whose trips are to be booked.")}
    )

    def __init__(self, *args: Any, seen: RunSeen, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_ones = [one.person.id for one in seen.people if one.trips and one.told is None]
        field = self.fields["people"]
        assert isinstance(field, forms.TypedMultipleChoiceField)  # noqa: S101  declared above
        field.choices = [(id_, str(id_)) for id_ in open_ones]
        self.ticked = set(self.data.getlist("people")) if self.is_bound else {str(id_) for id_ in open_ones}  # type: ignore[attr-defined]  # a QueryDict
