"""Forms of a letter: what stands in it, and how it left the house."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from weft.core.desk.letters import ABOUT, LONGEST_SECTION, NEEDED, TITLES, About, Section, section_fault
from weft.core.shared.words import Words
from weft.records.actions.letters import LetterWritten
from weft.records.reads.letters import SENT, LetterToWrite
from weft.web.fields import Line, key_field, name_field, new_key, note_field

ROWS = {Section.FOUND: 6, Section.CAME: 4}


class LetterForm(forms.Form):
    """To whom, why, five sections; the author's draft fills it, else what the record holds."""

    to_name = name_field(gettext_lazy("To"))
    to_address = note_field(gettext_lazy("Address"), rows=3)
    about = forms.ChoiceField(label=gettext_lazy("About"))
    with_curve = forms.BooleanField(label=gettext_lazy("With the curve"), required=False)
    person_knows = forms.BooleanField(label=gettext_lazy("The person knows of this letter"), required=False)
    key = key_field()

    def __init__(self, data: Any, seen: LetterToWrite) -> None:
        first = seen.draft or {"about": seen.about.value, "with_curve": True, **_spoken(seen.sections)}
        super().__init__(data, initial={**first, "key": new_key()})
        self.fields["to_name"].help_text = gettext("A name, or “family doctor”.")
        self.fields["to_name"].widget.attrs["autocomplete"] = "off"
        self.fields["to_address"].help_text = gettext("Left out, the letter is printed or handed over.")
        self.fields["about"].choices = [(each.value, says.said(gettext)) for each, says in ABOUT.items()]  # type: ignore[attr-defined]
        for section in Section:
            self.fields[section.value] = Line(
                label=TITLES[section].said(gettext), required=section in NEEDED, fault=section_fault,
                widget=forms.Textarea(
                    attrs={"rows": ROWS.get(section, 3), "dir": "auto", "maxlength": LONGEST_SECTION}
                ),
                error_messages={"required": NEEDED[section].said(gettext)} if section in NEEDED else None,
            )  # fmt: skip

    @property
    def parts(self) -> list[forms.BoundField]:
        """The fields of the sections, in order."""
        return [self[section.value] for section in Section]

    def written(self) -> LetterWritten:
        """As the action takes it."""
        given = self.cleaned_data
        return LetterWritten(
            about=About(given["about"]), to_name=given["to_name"], to_address=given["to_address"],
            sections={section: given[section.value] for section in Section}, with_curve=given["with_curve"],
            person_knows=given["person_knows"],
        )  # fmt: skip


class Sent(forms.Form):
    """How a letter left the house."""

    how = forms.ChoiceField(
        label=gettext_lazy("How it went"), widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one."), "invalid_choice": gettext_lazy("Choose one.")},
    )  # fmt: skip
    key = key_field()

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["how"].choices = [(each.value, says.said(gettext)) for each, says in SENT.items()]  # type: ignore[attr-defined]


def _spoken(sections: Mapping[Section, Words | None]) -> dict[str, str]:
    return {section.value: says.said(gettext) if says else "" for section, says in sections.items()}
