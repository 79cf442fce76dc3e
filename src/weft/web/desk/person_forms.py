"""The search over people, and today's number."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy

from weft.core.book.contact import UNREADABLE, is_readable
from weft.core.shared.words import Words
from weft.web.fields import Line, key_field

LONGEST_SEARCH = 200
TOO_LONG = Words("No name is as long as that. Type a part of it.")


def search_fault(text: str) -> Words | None:
    """What is wrong with a search, or None: nothing invisible may hide in it."""
    if not is_readable(text, lines=False):
        return UNREADABLE
    return None if len(text) <= LONGEST_SEARCH else TOO_LONG


class FindPeople(forms.Form):
    """What is looked for in the list of people."""

    q = Line(
        label=gettext_lazy("Name"), required=False, strip=True, fault=search_fault,
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "dir": "auto", "maxlength": LONGEST_SEARCH}
        ),
    )  # fmt: skip


class Tap(forms.Form):
    """Today's number: one of eleven buttons."""

    pain = forms.TypedChoiceField(
        choices=[(str(number), str(number)) for number in range(11)], coerce=Decimal,
        error_messages={
            "required": gettext_lazy("Choose a number from 0 to 10."),
            "invalid_choice": gettext_lazy("Choose a number from 0 to 10."),
        },
    )  # fmt: skip
    key = key_field()
