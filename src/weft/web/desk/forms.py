"""The sign-in form, and the one with which a task is finished."""

from django import forms
from django.utils.translation import gettext_lazy

from weft.web.fields import Line


class SignIn(forms.Form):
    """E-mail and password. Pasting and password managers are welcome."""

    username = forms.CharField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        max_length=1024,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class Finish(forms.Form):
    """What came of a task."""

    outcome = Line(
        label=gettext_lazy("What came of it"),
        max_length=2000,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write what came of it, in a few words.")},
    )
