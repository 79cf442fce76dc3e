"""Forms of somebody else's questionnaires: the official wording, and the owner's permission."""

import tomllib
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from weft.core.measure.forms import LONGEST
from weft.records.reads.measure_settings import MeasureRow
from weft.web.fields import Line, key_field

LARGEST = 100_000
"""Bytes of a file."""
MISSING = gettext_lazy("Write this; it is needed.")


class Wording(forms.Form):
    """Text by text as the questionnaire prints it, or a file with all of them."""

    stated = Line(
        label=gettext_lazy("Where it comes from, and which version"),
        max_length=200, widget=forms.TextInput(attrs={"dir": "auto"}), error_messages={"required": MISSING},
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("A file with all texts"),
        required=False,
        help_text=gettext_lazy("TOML: a table [items] with instructions and each item. It fills the fields below."),
    )
    key = key_field()

    def __init__(self, data: Any = None, files: Any = None, *, row: MeasureRow) -> None:
        texts, fault = _read(files.get("file") if files else None)
        if texts is not None:
            data = data.copy()
            data.update({f"text-{name}": text for name, text in texts.items()})
        super().__init__(data, files, initial={"stated": row.stated})
        self.row, self.fault = row, fault
        known = {each.id for each in row.texts}
        self.unknown = sorted(set(texts or {}) - known)
        for each in row.texts:
            self.fields[f"text-{each.id}"] = Line(
                label=each.label.said(gettext), initial=each.text, max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}), error_messages={"required": MISSING},
            )  # fmt: skip

    def clean_file(self) -> None:
        """What is wrong with the file, beside it."""
        if self.fault:
            raise forms.ValidationError(self.fault)
        if self.unknown:
            values = {"names": ", ".join(self.unknown)[:200]}
            raise forms.ValidationError(gettext("The questionnaire has no such items: %(names)s.") % values)

    def texts(self) -> dict[str, str]:
        """Text by item id."""
        return {each.id: self.cleaned_data[f"text-{each.id}"] for each in self.row.texts}


class Permission(forms.Form):
    """What the owner permits, who gave it, where it is on file."""

    permitted = Line(
        label=gettext_lazy("What is permitted"), max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}), error_messages={"required": MISSING},
    )  # fmt: skip
    given_by = Line(
        label=gettext_lazy("Who gave it"), max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}), error_messages={"required": MISSING},
    )  # fmt: skip
    reference = Line(
        label=gettext_lazy("Number or date of the letter or contract"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )  # fmt: skip
    key = key_field()


class Withdrawal(forms.Form):
    """Why a permission ends."""

    why = Line(
        label=gettext_lazy("Why it ends"), max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}), error_messages={"required": MISSING},
    )  # fmt: skip


def _read(file: Any) -> tuple[dict[str, str] | None, str]:
    """The texts of an uploaded file, or what is wrong with it."""
    if file is None:
        return None, ""
    if file.size > LARGEST:
        return None, gettext("The file is too large for a questionnaire.")
    try:
        found = tomllib.loads(file.read().decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        return None, gettext("This is no TOML file. Write a table [items], with a text for each item.")
    items = found.get("items")
    if not isinstance(items, dict) or not all(isinstance(text, str) for text in items.values()):
        return None, gettext("The file needs a table [items] in which each item has a text.")
    return items, ""
