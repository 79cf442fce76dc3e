"""The wording of one kind of message, and when messages go by themselves."""

from dataclasses import asdict
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from weft.core.book.texts import LONGEST_BODY, body_fault, clinical_words, kind_of, subject_fault
from weft.records.actions.message_text import LONGEST_LEAD_HOURS, care_words_told
from weft.records.reads.message_texts import TextRow, TimesSeen
from weft.web import meanwhile
from weft.web.fields import right


class Wording(forms.Form):
    """Subject and body; what the product says of a fault stands beside the field."""

    subject = forms.CharField(
        label=gettext_lazy("Subject"), validators=[right(subject_fault)], max_length=200,
        error_messages={"required": gettext_lazy("Write a subject.")},
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )  # fmt: skip
    body = forms.CharField(
        label=gettext_lazy("Message"), max_length=4 * LONGEST_BODY,
        error_messages={"required": gettext_lazy("Write what the message says.")},
        widget=forms.Textarea(attrs={"rows": 7, "dir": "auto"}),
    )  # fmt: skip
    anyway = forms.BooleanField(
        label=gettext_lazy("It may tell what somebody is treated for"), required=False,
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    marks = forms.CharField(widget=forms.HiddenInput, required=False, max_length=300)

    def __init__(self, row: TextRow, data: Any = None) -> None:
        super().__init__(data, initial={"subject": row.subject, "body": row.body, "seen": row.number})
        self.kind = kind_of(row.kind)
        self.fields["body"].validators = [right(partial(body_fault, self.kind))]
        self.fields["body"].help_text = gettext("You may use {known}.").format(known=", ".join(row.placeholders))
        self.fields["subject"].help_text = gettext("Seen by whoever glances at the phone. You may use {clinic}.")
        self.initial["marks"] = meanwhile.marks(self, ["subject", "body"])
        if not self._care_words():
            del self.fields["anyway"]

    def _care_words(self) -> tuple[str, ...]:
        typed = [str(self[name].value() or "") for name in ("subject", "body")]
        return clinical_words(" ".join(typed))

    def must_confirm(self) -> bool:
        """Whether words about care wait for a yes; the form says so then."""
        found = self._care_words()
        if not found or self.cleaned_data.get("anyway"):
            return False
        self.add_error("anyway", care_words_told(found).said(gettext))
        return True


def _hours(label: Any) -> forms.IntegerField:
    says = gettext_lazy("Write a number of hours from 0 to 336.")
    return forms.IntegerField(
        label=label, min_value=0, max_value=LONGEST_LEAD_HOURS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": says, "invalid": says, "min_value": says, "max_value": says},
    )  # fmt: skip


def _time(label: Any) -> forms.TimeField:
    says = gettext_lazy("Write a time such as 21:00.")
    return forms.TimeField(
        label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": says, "invalid": says},
    )  # fmt: skip


class Times(forms.Form):
    """Lead times and quiet hours."""

    remind_first_hours = _hours(gettext_lazy("First reminder, hours before a visit"))
    remind_second_hours = _hours(gettext_lazy("Second reminder, hours before"))
    ask_news_hours = _hours(gettext_lazy("“Anything new?”, hours before"))
    quiet_from = _time(gettext_lazy("Quiet from"))
    quiet_until = _time(gettext_lazy("Quiet until"))
    version = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)
    marks = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)

    def __init__(self, seen: TimesSeen, data: Any = None) -> None:
        super().__init__(data, initial=asdict(seen))
        self.initial["marks"] = meanwhile.marks(self)

    def said(self) -> dict[str, Any]:
        """The times that were typed."""
        return {name: value for name, value in self.cleaned_data.items() if not self.fields[name].widget.is_hidden}
