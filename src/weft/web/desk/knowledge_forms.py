"""Forms of the clinical lead: sign a version of the knowledge; drafts on or off."""

from django import forms
from django.utils.translation import gettext_lazy

from weft.records.actions.knowledge import LONGEST
from weft.web.fields import Line, note_field


class Sign(forms.Form):
    """A signature under the version that was shown."""

    has_read = forms.BooleanField(
        label=gettext_lazy("I have read what is in use, or what has changed since it was last signed"),
        error_messages={"required": gettext_lazy("Tick this when you have read it.")},
    )
    note = note_field(
        gettext_lazy("Note"), help_text=gettext_lazy("What is left open, or what was agreed about it."),
        max_length=LONGEST,
    )  # fmt: skip
    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)


class Drafts(forms.Form):
    """To which side the choice goes, and why."""

    to = forms.ChoiceField(choices=(("on", "on"), ("off", "off")), widget=forms.HiddenInput)
    reason = Line(
        label=gettext_lazy("Reason"), help_text=gettext_lazy("It stays with the choice, under your name."),
        max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        error_messages={"required": gettext_lazy("Write the reason.")},
    )  # fmt: skip
