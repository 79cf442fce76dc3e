"""The form of the home exercises: fields for each exercise that was sent along, named by its id."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from weft.core.treat.home_check import NAMES
from weft.core.treat.session import Version
from weft.records.actions.home_set import BECAUSE_MOST, HomeItem, Moved
from weft.records.reads.home_set import HomePage, LineSeen
from weft.web.fields import Line, new_key
from weft.web.treat.forms import number

LONGEST = 60
"""Letters of a goal."""
MOST_POSTED = 8
"""Exercises of one form; the action says which are too many."""
VERSIONS = [(each.value, each.value) for each in Version]


@dataclass(frozen=True, slots=True)
class Row:
    """One exercise of the set with its fields."""

    seen: LineSeen
    version: forms.BoundField
    because: forms.BoundField
    parts: tuple[tuple[forms.BoundField, Any], ...]
    """Each number with what is usual."""

    @property
    def is_wrong(self) -> bool:
        """Something typed in it has to be looked at again."""
        return any(each.errors for each in (self.because, *(field for field, _ in self.parts)))


class Goal(forms.Form):
    """What somebody looks for."""

    q = Line(label=gettext_lazy("Goal"), required=False, max_length=LONGEST)


class HomeForm(forms.Form):
    """A set: which exercises, in which version, how much of each, and why."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)
    base = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    asking = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)

    def __init__(self, seen: HomePage, data: QueryDict | None = None) -> None:
        fresh = {"key": new_key(), "base": seen.base, "asking": seen.asking}
        super().__init__(data, initial=fresh, auto_id="home_%s")
        self.seen = seen if data is None else seen.showing(_posted(seen, data))
        for line in self.seen.lines:
            self._add(line)

    def _add(self, line: LineSeen) -> None:
        item, name = line.line.item, line.line.name.said(gettext)
        self.fields[f"version-{item.id}"] = forms.ChoiceField(
            choices=VERSIONS, required=False, initial=item.version.value, widget=forms.HiddenInput
        )
        for each in line.parts:
            field = number(
                f"{name}: {NAMES[each.part].said(gettext)}", least=each.least, most=each.most, required=False
            )
            field.initial = item.amounts.get(each.part)
            field.widget.attrs["placeholder"] = each.usual.said(gettext) if each.usual else ""
            self.fields[f"{each.part.value}-{item.id}"] = field
        self.fields[f"because-{item.id}"] = Line(
            label=gettext("{exercise}: because").format(exercise=name), required=False, initial=item.because,
            max_length=BECAUSE_MOST,
            widget=forms.TextInput(attrs={"autocomplete": "off", "translate": "no", "dir": "auto"}),
        )  # fmt: skip

    def rows(self) -> Iterator[Row]:
        """The set, line by line."""
        for line in self.seen.lines:
            name = line.line.item.id
            parts = tuple((self[f"{each.part.value}-{name}"], NAMES[each.part]) for each in line.parts)
            yield Row(line, self[f"version-{name}"], self[f"because-{name}"], parts)

    def was(self) -> Moved:
        """The set as it was typed."""
        return Moved(self.items(), self.cleaned_data.get("asking", ""))

    def base_number(self) -> int:
        """The version that it was begun from."""
        return self.cleaned_data.get("base") or 0

    def items(self) -> tuple[HomeItem, ...]:
        """The same without what waits."""
        return tuple(self._item(line) for line in self.seen.lines)

    def _item(self, line: LineSeen) -> HomeItem:
        given, name, usual = self.cleaned_data, line.line.item.id, line.line.exercise.amounts
        said = {each.part: given.get(f"{each.part.value}-{name}") for each in line.parts}
        amounts = {part: count for part, count in said.items() if count and usual.get(part) != (count, count)}
        version = Version(given.get(f"version-{name}") or Version.AS_PLANNED)
        return HomeItem(id=name, version=version, amounts=amounts, because=given.get(f"because-{name}") or "")


def _posted(seen: HomePage, data: QueryDict) -> tuple[HomeItem, ...]:
    """Which exercises the form was about; what was typed about them stands in the fields."""
    ids = [each for each in dict.fromkeys(data.getlist("line")) if each in seen.known]
    versions = {each: data.get(f"version-{each}", "") for each in ids}
    known = {each.value for each in Version}
    return tuple(
        HomeItem(id=each, version=Version(versions[each]) if versions[each] in known else Version.AS_PLANNED)
        for each in ids[:MOST_POSTED]
    )
