"""The official wording of a questionnaire: text by text and answer by answer, or a file with all of it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import tomli
from django import forms
from django.utils.translation import gettext, gettext_lazy

from weft.core.measure.answers import plain
from weft.core.measure.choices import Choice, choice_faults
from weft.core.measure.forms import LONGEST
from weft.records.reads.measure_settings import AnswersNamed, MeasureRow
from weft.web.fields import Line, key_field
from weft.web.meanwhile import marks

LARGEST = 100_000
"""Bytes of a file."""
MISSING = gettext_lazy("Write this; it is needed.")
NOT_COMPARED = frozenset({"file", "key", "seen", "marks"})
"""Fields that are no part of the wording."""
_LINE = re.compile(r"\s*([+-]?\d{1,3})\s*=(.*)")


@dataclass(frozen=True, slots=True)
class _File:
    """What an uploaded file holds, or what is wrong with it."""

    items: dict[str, str] | None = None
    choices: tuple[Choice, ...] = ()
    stated: str = ""
    fault: str = ""


class Wording(forms.Form):
    """Text by text as the questionnaire prints it, or a file with all of them."""

    stated = Line(
        label=gettext_lazy("Where it comes from, and which version"),
        max_length=200, widget=forms.TextInput(attrs={"dir": "auto"}), error_messages={"required": MISSING},
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("A file with all texts"),
        required=False,
        help_text=gettext_lazy(
            "TOML: a table [items] with instructions and each item, and [[choices]] with value and words. "
            "It fills the fields below."
        ),
    )
    key = key_field()
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)
    """Id of the wording that the form was filled from; empty for none."""
    marks = forms.CharField(widget=forms.HiddenInput, required=False)
    """What the form showed, field by field (`web.meanwhile`)."""

    def __init__(self, data: Any = None, files: Any = None, *, row: MeasureRow) -> None:
        self.sent = _read(files.get("file") if files else None)
        if self.sent.items is not None:
            data = data.copy()
            data.update({f"text-{name}": text for name, text in self.sent.items.items()})
            data.update({_name(item): "\n".join(lines) for item, lines in _by_item(self.sent.choices).items()})
            data["stated"] = data.get("stated", "").strip() or self.sent.stated
        super().__init__(data, files, initial={"stated": row.stated, "seen": row.wording_seen})
        self.row = row
        self.typed: list[Choice] = []
        for text in row.texts:
            self.fields[f"text-{text.id}"] = Line(
                label=text.label.said(gettext), initial=text.text, max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}), error_messages={"required": MISSING},
            )  # fmt: skip
            self.fields |= {_name(one.item): _answers(one) for one in row.answers if one.item == _under(text.id, row)}
        self.own = {_name(one.item) for one in row.answers if not one.is_needed}
        if data is None:
            self.initial["marks"] = marks(self, self.compared)

    @property
    def whole(self) -> list[forms.BoundField]:
        """Everything that is needed, in the order of the sheet."""
        return [field for field in self if field.name not in self.own]

    @property
    def folded(self) -> list[forms.BoundField]:
        """Answers of single items, where they are called otherwise than those of the others."""
        return [field for field in self if field.name in self.own]

    @property
    def is_folded_open(self) -> bool:
        """Whether something stands there."""
        return any(field.errors or field.value() for field in self.folded)

    def clean_file(self) -> None:
        """What is wrong with the file, beside it."""
        if self.sent.fault:
            raise forms.ValidationError(self.sent.fault)
        known = {each.id for each in self.row.texts} | {each.item for each in self.row.answers}
        named = {*(self.sent.items or {}), *(one.item for one in self.sent.choices)}
        if unknown := sorted(named - known):
            values = {"names": ", ".join(unknown)[:200]}
            raise forms.ValidationError(gettext("The questionnaire has no such items: %(names)s.") % values)

    def clean(self) -> dict[str, Any] | None:
        """Every answer that bears words has them, once."""
        said = super().clean()
        self.typed = [line for one in self.row.answers for line in self._lines(one.item)]
        if any(name.startswith("answers") for name in self.errors):
            return said
        for fault in choice_faults(self.row.instrument, self.typed):
            says = fault.words.said(gettext)
            at = "" if fault.number is None else f"{plain(self.typed[fault.number].value)}: "
            self.add_error(_name(fault.item), f"{at}{says}")
        return said

    @property
    def compared(self) -> list[str]:
        """Names of the fields that the wording consists of."""
        return [name for name in self.fields if name not in NOT_COMPARED]

    def texts(self) -> dict[str, str]:
        """Text by item id."""
        return {each.id: self.cleaned_data[f"text-{each.id}"] for each in self.row.texts}

    def choices(self) -> list[Choice]:
        """What the answers are called."""
        return self.typed

    def _lines(self, item: str) -> Iterator[Choice]:
        text = self.cleaned_data.get(_name(item)) or ""
        for number, line in enumerate(text.splitlines(), start=1):
            found = _LINE.fullmatch(line)
            if found:
                yield Choice(value=Decimal(found[1]), words=found[2].strip(), item=item)
            elif line.strip():
                says = gettext("Line %(number)s: write the number of the answer, = and its words.")
                self.add_error(_name(item), says % {"number": number})


def _name(item: str) -> str:
    return f"answers-{item}" if item else "answers"


def _under(text: str, row: MeasureRow) -> str:
    """The answers of all items stand under the instructions, an item's own under the item."""
    return "" if text == row.texts[0].id else text


def _answers(one: AnswersNamed) -> Line:
    """A line for each answer; those that are needed are begun already."""
    empty = [Choice(value=value, words="") for value in one.values] if one.is_needed else []
    values = ", ".join(plain(value) for value in one.values)
    return Line(
        label=one.label.said(gettext), initial="\n".join(_written(one.said or empty)), required=one.is_needed,
        max_length=LONGEST * 2, error_messages={"required": MISSING},
        widget=forms.Textarea(attrs={"rows": max(len(one.values), 2), "dir": "auto"}),
        help_text=gettext("One a line: the number, = and its words. Needed: %(values)s.") % {"values": values},
    )  # fmt: skip


def _written(choices: Iterable[Choice]) -> list[str]:
    return [f"{plain(one.value)} = {one.words}" for one in choices]


def _by_item(choices: Iterable[Choice]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in choices:
        found.setdefault(one.item, []).extend(_written([one]))
    return found


def _read(file: Any) -> _File:
    """What stands in an uploaded file."""
    if file is None:
        return _File()
    if file.size > LARGEST:
        return _File(fault=gettext("The file is too large for a questionnaire."))
    try:
        found = tomli.loads(file.read().decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        return _File(fault=gettext("This is no TOML file. Write a table [items], with a text for each item."))
    items, choices = found.get("items"), found.get("choices", [])
    if not isinstance(items, dict) or not all(isinstance(text, str) for text in items.values()):
        return _File(fault=gettext("The file needs a table [items] in which each item has a text."))
    if not isinstance(choices, list) or not all(_is_choice(one) for one in choices):
        says = gettext("Each of [[choices]] needs a whole number as value, and words; item where it has its own.")
        return _File(fault=says)
    read = tuple(Choice(value=Decimal(one["value"]), words=one["words"], item=one.get("item", "")) for one in choices)
    stated = found.get("stated", "")
    return _File(items, read, stated if isinstance(stated, str) else "")


def _is_choice(one: Any) -> bool:
    """Nothing but value, words and item, each of its own kind and on one line."""
    if not isinstance(one, dict) or not {"value", "words"} <= one.keys() <= {"value", "words", "item"}:
        return False
    texts = (one["words"], one.get("item", ""))
    is_number = isinstance(one["value"], int) and not isinstance(one["value"], bool)
    return is_number and all(isinstance(text, str) and len(text.splitlines()) <= 1 for text in texts)
