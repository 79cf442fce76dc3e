"""Forms of the papers page."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext, gettext_lazy

from weft.core.desk.papers import ENDINGS, LARGEST, LONGEST, TOO_BIG, Media, name_fault, says_fault
from weft.core.shared.words import Words
from weft.web.fields import Line, key_field, note_field

ACCEPT = ",".join((Media.JPEG, Media.PNG, Media.PDF, *(f".{ending}" for ending in ENDINGS)))
"""JPEG first: Safari turns a HEIC picture into the first kind of picture that is named."""


class Paper(forms.Form):
    """What it is, the day on it, and the file; looked at before it is read, and read before it is kept."""

    says = Line(
        label=gettext_lazy("What it is"), fault=says_fault, max_length=LONGEST, strip=True,
        help_text=gettext_lazy("Such as: letter from the family doctor, picture of the low back."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        error_messages={"required": gettext_lazy("Say what it is, such as: letter from the family doctor.")},
    )  # fmt: skip
    dated = forms.DateField(
        label=gettext_lazy("Day on the paper"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("Write the day as year, month, day: 2027-03-02.")},
    )  # fmt: skip
    paper = forms.FileField(
        label=gettext_lazy("File"), allow_empty_file=True, widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=gettext_lazy("A PDF, PNG or JPEG of at most 10 MB."),
        error_messages={"required": gettext_lazy("Choose the file.")},
    )  # fmt: skip
    key = key_field()

    def clean_paper(self) -> "UploadedFile[bytes]":
        """Name and size; the inside is read by the action."""
        sent: UploadedFile[bytes] = self.cleaned_data["paper"]
        fault = TOO_BIG if (sent.size or 0) > LARGEST else name_fault(sent.name or "")
        if fault:
            raise forms.ValidationError(fault.said(gettext))
        return sent

    def given(self) -> dict[str, Any]:
        """As the action takes it."""
        sent: UploadedFile[bytes] = self.cleaned_data["paper"]
        dated: date | None = self.cleaned_data["dated"]
        return {
            "name": sent.name or "",
            "content": sent.read(),
            "says": self.cleaned_data["says"],
            "dated": dated,
            "key": self.cleaned_data["key"],
        }

    def refuse(self, words: Words) -> None:
        """Say beside the file what was found inside it."""
        self.add_error("paper", words.said(gettext))


class TakeOut(forms.Form):
    """Why a paper is taken out."""

    reason = note_field(gettext_lazy("Why is it taken out?"), rows=2)

    def __init__(self, data: Any, *, about: UUID) -> None:
        super().__init__(data, auto_id=f"out_{about.hex}_%s")
        self.about = about
        self.fields["reason"].required = True
        self.fields["reason"].error_messages["required"] = gettext("Write why it is taken out.")
