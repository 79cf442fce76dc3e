"""Forms of the free talk at a time: how, when, who; and what its link can change."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from weft.core.book.contact import note_fault
from weft.records.actions.book_wish import Channel
from weft.records.reads.book_times import Times
from weft.web.book.forms import ToMe, consents_field, only_one_way, reachable
from weft.web.fields import Line, Text, email_field, key_field, name_field, note_field, phone_field

NO_TIME = gettext_lazy("Choose one of the times.")
FOR_VIDEO = gettext_lazy("Needed for a video call. Written here, it gets one short message with time and link.")


class When(forms.Form):
    """One of the times that are offered; nothing is chosen beforehand."""

    starts = forms.CharField(max_length=40, label=gettext_lazy("Time"), error_messages={"required": NO_TIME})

    def __init__(self, data: Any = None, *, times: Times) -> None:
        super().__init__(data)
        self.times = times

    def clean_starts(self) -> datetime | None:
        """The moment; whether it is still free is asked when it is booked."""
        said = self.cleaned_data["starts"]
        moment = self.times.value(said)
        if moment is None and (said or self.fields["starts"].required):
            raise forms.ValidationError(str(NO_TIME))
        return moment


class BookTalk(When):
    """The free talk: how, when, who; four consents that nobody ticked beforehand."""

    channel = forms.ChoiceField(
        label=gettext_lazy("How shall we talk?"), widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how we talk.")},
    )  # fmt: skip
    name = name_field()
    phone = phone_field(required=False, help_text=gettext_lazy("Needed when we ring you."))
    email = email_field(help_text=gettext_lazy("Written here, it gets one short message with time and link."))
    wishes = note_field(gettext_lazy("What would you like help with?"))
    leave_no_details = forms.BooleanField(
        label=gettext_lazy("Leave no details: no message, and only “please call back” to others or on voice mail."),
        required=False,
    )
    consents = consents_field()
    key = key_field()

    def __init__(self, data: Any = None, *, times: Times) -> None:
        super().__init__(data, times=times)
        ways: list[tuple[str, Text]] = [(Channel.PHONE.value, gettext("By phone: we ring you"))]
        if times.has_video:
            ways.append((Channel.ONLINE.value, gettext("By video: we send you a link")))
            self.fields["email"].help_text = FOR_VIDEO
        if times.has_places:
            ways.append((Channel.VISIT.value, gettext("At the clinic")))
        only_one_way(self, ways)

    def clean(self) -> dict[str, Any]:
        """The way to talk says how they must be reached."""
        super().clean()
        return reachable(self)


class Caller(BookTalk):
    """Somebody on the phone: as on the page, but the time may wait, and after a stop only a number is needed."""

    help_first = False

    def __init__(self, data: Any = None, *, times: Times) -> None:
        super().__init__(data, times=times)
        self.fields["starts"].required = False
        self.fields["channel"].required = False
        self.fields["name"].label = gettext("Name")
        del self.fields["consents"]  # asked by themselves, in writing
        self.fields["phone"].help_text = self.fields["email"].help_text = ""

    def clean(self) -> dict[str, Any]:
        """After a stop they need to be rung, whatever way they would have liked to talk."""
        cleaned = self.cleaned_data
        if self.help_first or not cleaned.get("channel"):
            cleaned["channel"] = Channel.PHONE.value
        return super().clean()

    def contact(self) -> dict[str, Any]:
        """Who they are, as the actions take it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "starts"}


class Cancel(forms.Form):
    """Why, if they like."""

    reason = Line(
        label=gettext_lazy("Why? You need not say."), required=False, fault=note_fault, max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )  # fmt: skip


class FreshLink(ToMe):
    """Where the talk was confirmed to."""

    needs = gettext_lazy("Write the e-mail address that you gave us.")
