"""Forms of the questions."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from weft.core.book.contact import note_fault
from weft.core.shared.care import Answer
from weft.records.reads.screen_questions import Asked, Section
from weft.web.fields import new_key, right

ANSWERS = (
    (Answer.YES.value, gettext_lazy("Yes")),
    (Answer.NO.value, gettext_lazy("No")),
    (Answer.UNSURE.value, gettext_lazy("I am not sure")),
)
UNKNOWN = {"invalid_choice": gettext_lazy("Choose yes, no or not sure.")}


class OneAnswer(forms.Form):
    """One question; nothing is chosen before somebody chooses."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Your answer"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose one of the three. “I am not sure” is an answer too."),
            **UNKNOWN,
        },
    )

    def __init__(self, data: Any, *, asked: Asked) -> None:
        super().__init__(data, initial={"answer": asked.answer.value if asked.answer else None})

    def said(self) -> Answer:
        """The answer."""
        return Answer(self.cleaned_data["answer"])


class AllAnswers(forms.Form):
    """The whole set for the staff. A question left open is kept open, never taken for a no."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)

    def __init__(self, data: Any, *, asked: Iterable[Asked]) -> None:
        super().__init__(data, initial={"key": new_key()})
        self.asked = tuple(asked)
        for one in self.asked:
            self.fields[one.question.id] = forms.ChoiceField(
                label=gettext(one.question.text),
                help_text=gettext(one.question.why),
                choices=ANSWERS,
                widget=forms.RadioSelect,
                required=False,
                error_messages=UNKNOWN,
            )

    def sections(self) -> tuple[tuple[Section, tuple[forms.BoundField, ...]], ...]:
        """The fields of each section, danger first."""
        return tuple(
            (section, tuple(self[one.question.id] for one in self.asked if one.section is section))
            for section in Section
        )

    def clean(self) -> dict[str, Any]:
        """At least one answer, else there is nothing to save."""
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.get(one.question.id) for one in self.asked):
            raise forms.ValidationError(gettext("Ask at least one question before you save."))
        return cleaned

    def answers(self) -> dict[str, Answer]:
        """What was answered."""
        ids = [one.question.id for one in self.asked]
        return {name: Answer(self.cleaned_data[name]) for name in ids if self.cleaned_data[name]}


class Lift(forms.Form):
    """A clinician's signature under a precaution, or the lifting of a block."""

    reason = forms.CharField(
        label=gettext_lazy("Why it may go on"),
        help_text=gettext_lazy(
            "What you found, what you agreed, what you will do differently. It is shown at the next visit."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[right(note_fault)],
    )
    until = forms.DateField(
        label=gettext_lazy("Holds until (that day included)"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
