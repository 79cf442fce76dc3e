"""Forms of somebody else's questionnaires: the official wording, and the owner's permission."""

from django import forms
from django.utils.translation import gettext_lazy

from weft.core.measure.forms import LONGEST
from weft.web.fields import Line, key_field
from weft.web.measure.wording_form import Wording

__all__ = ["Permission", "Withdrawal", "Wording"]

MISSING = gettext_lazy("Write this; it is needed.")


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
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)
    """Id of the last word about permission that was on the page; empty for none."""


class Withdrawal(forms.Form):
    """Why a permission ends."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)
    why = Line(
        label=gettext_lazy("Why it ends"), max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}), error_messages={"required": MISSING},
    )  # fmt: skip
