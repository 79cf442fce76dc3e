"""Fields that several forms share: what is wrong is said in the words of `core.book.contact`."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import uuid4

from django import forms
from django.core.validators import MaxLengthValidator, MinLengthValidator
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from weft.core.book.contact import name_fault, note_fault, phone_fault
from weft.core.shared.words import Words

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


Text: TypeAlias = "str | _StrPromise"
"""A text, or one that is translated when it is shown."""


def right(fault: Callable[[str], Words | None]) -> Callable[[str], None]:
    """A validator from a function of core that says what is wrong."""

    def validate(value: str) -> None:
        if says := fault(value):
            raise forms.ValidationError(says.said(gettext))

    return validate


def new_key() -> str:
    """A one-time key: the form counts once, however often it is sent."""
    return uuid4().hex


class Line(forms.CharField):
    """A line of text without Django's own word about NUL: core's says it for every control character."""

    def __init__(self, *, fault: Callable[[str], Words | None] = note_fault, **options: Any) -> None:
        super().__init__(**options)
        lengths = [check for check in self.validators if isinstance(check, (MaxLengthValidator, MinLengthValidator))]
        self.validators = [*lengths, right(fault)]


YOUR_NAME = gettext_lazy("Your name")


def name_field(label: Text = YOUR_NAME) -> Line:
    """A name, in any script and of any length up to the column's."""
    return Line(
        fault=name_fault, label=label, widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
        error_messages={"required": gettext_lazy("Write a name. One word or one letter is enough.")},
    )  # fmt: skip


def phone_field(*, required: bool = True, **options: Any) -> Line:
    """A telephone number as people write it."""
    return Line(
        fault=phone_fault, label=gettext_lazy("Phone number"), required=required,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "dir": "ltr"}),
        error_messages={"required": gettext_lazy("Write the number on which we can reach you.")}, **options,
    )  # fmt: skip


def email_field(**options: Any) -> forms.EmailField:
    """An e-mail address."""
    return forms.EmailField(
        label=gettext_lazy("E-mail"), required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
        error_messages={"invalid": gettext_lazy("This is not a whole e-mail address. Write it as name@example.org.")},
        **options,
    )  # fmt: skip


def note_field(label: Text, *, rows: int = 3, **options: Any) -> Line:
    """A longer text that nobody has to write."""
    return Line(label=label, required=False, widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}), **options)


def key_field() -> forms.CharField:
    """The hidden one-time key."""
    return forms.CharField(widget=forms.HiddenInput, required=False, max_length=80, initial=new_key)


def said_by_them(words: str) -> SafeString:
    """A label in the person's own words: escaped, and marked so that no translation touches it."""
    return format_html('<span translate="no">{}</span>', words)
