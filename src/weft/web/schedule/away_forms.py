"""What is asked for when somebody is away."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from weft.records.actions.away import WHY, Absent, Why
from weft.records.reads.away import AwayPage, Named, day_begins
from weft.records.reads.visit import moment_at
from weft.web.fields import key_field
from weft.web.schedule.forms import DATE, LAST_DAY, TIME

CHOOSE = gettext_lazy("Choose who is away, or what is closed.")
FIRST_DAY = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was written."""

    who: Absent
    starts: datetime
    ends: datetime
    why: Why
    key: str


class AgreedForm(forms.Form):
    """Who has agreed, and to what."""

    person_id = forms.UUIDField()
    serial = forms.CharField(max_length=40)


class AwayForm(forms.Form):
    """Who or what, from when until when, and one word."""

    who = forms.ChoiceField(
        label=gettext_lazy("Who or what"), error_messages={"required": CHOOSE, "invalid_choice": CHOOSE}
    )
    first = forms.DateField(label=gettext_lazy("First day"), widget=DATE)
    last = forms.DateField(
        label=gettext_lazy("Last day"), widget=DATE, required=False,
        help_text=gettext_lazy("Empty: that day alone."),
    )  # fmt: skip
    starts = forms.TimeField(
        label=gettext_lazy("From"), widget=TIME, required=False, help_text=gettext_lazy("Empty: the whole day."),
    )  # fmt: skip
    ends = forms.TimeField(label=gettext_lazy("Until"), widget=TIME, required=False)
    why = forms.TypedChoiceField(
        label=gettext_lazy("Why"), coerce=Why, initial=Why.AWAY.value,
        help_text=gettext_lazy("One word for the calendar. Nothing about anybody's health."),
    )  # fmt: skip
    key = key_field()

    def __init__(self, seen: AwayPage, zone: str, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self._zone = zone
        cast("forms.ChoiceField", self.fields["who"]).choices = _choices(seen)
        self.fields["who"].widget.attrs["translate"] = "no"  # names as the clinic typed them
        why = cast("forms.ChoiceField", self.fields["why"])
        why.choices = [(one.value, words.said(gettext)) for one, words in WHY.items()]

    def clean_first(self) -> date:
        """A day that a calendar can show."""
        return _sensible(self.cleaned_data["first"])

    def clean_last(self) -> date | None:
        """The same."""
        last: date | None = self.cleaned_data["last"]
        return last and _sensible(last)

    def clean(self) -> dict[str, Any]:
        """The order of days and times."""
        said = self.cleaned_data
        first, last = said.get("first"), said.get("last") or said.get("first")
        if first and last and last < first:
            self.add_error("last", gettext("The last day lies before the first. Choose a later one."))
        if "starts" in said and "ends" in said:
            self._clean_times(said["starts"], said["ends"], is_one_day=first == last)
        return said

    def _clean_times(self, starts: time | None, ends: time | None, *, is_one_day: bool) -> None:
        if (starts is None) != (ends is None):
            self.add_error("starts" if starts is None else "ends", gettext("Write both times, or none."))
        if starts and ends and not is_one_day:
            self.add_error("starts", gettext("Times are for a part of one day. Leave them empty, or choose one day."))
        if starts and ends and ends <= starts:
            self.add_error("ends", gettext("The end lies before the beginning. Choose a later one."))
        for name, at in (("starts", starts), ("ends", ends)):
            if at and (at.minute % 5 or at.second):
                self.add_error(name, gettext("Write a time on five minutes, such as 14:30."))

    def asked(self) -> Asked | None:
        """What was written; None, with what is wrong beside the field, when a time is not one moment."""
        said = self.cleaned_data
        first, last = said["first"], said["last"] or said["first"]
        starts: datetime | None = day_begins(first, self._zone)
        ends: datetime | None = day_begins(last + timedelta(days=1), self._zone)
        if said["starts"]:
            starts, ends = (self._moment(name, first, said[name]) for name in ("starts", "ends"))
        if starts is None or ends is None:
            return None
        kind, id_ = said["who"].split(":")
        return Asked(Absent(**{kind: UUID(id_)}), starts, ends, said["why"], said["key"])

    def _moment(self, name: str, day: date, at: time) -> datetime | None:
        found = moment_at(self._zone, day, at)
        if found is None:
            self.add_error(name, gettext("The clocks change then, so that time is not one moment. Choose another."))
        return found and found.astimezone(UTC)


def _sensible(day: date) -> date:
    if not FIRST_DAY <= day < LAST_DAY:
        raise forms.ValidationError(gettext("Choose a day in this century."))
    return day


def _choices(seen: AwayPage) -> list[tuple[str, Any]]:
    is_one = len(seen.sites) == 1
    sites = [(f"site_id:{one.id}", gettext("The whole clinic") if is_one else one.name) for one in seen.sites]
    return [
        ("", gettext("choose")),
        (gettext("People"), _named("membership_id", seen.staff)),
        (gettext("Beds and rooms"), _named("place_id", seen.places)),
        (gettext("Everything"), sites),
    ]


def _named(kind: str, choices: tuple[Named, ...]) -> list[tuple[str, str]]:
    return [(f"{kind}:{one.id}", one.name) for one in choices]
