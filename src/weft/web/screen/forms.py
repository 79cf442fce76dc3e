"""Forms of the questions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy

from weft.core.book.contact import note_fault
from weft.core.shared.care import Answer
from weft.records.reads.screen import ScreeningSeen, VisitAhead
from weft.records.reads.screen_questions import Asked, Branch, Section
from weft.web.fields import new_key, right

ANSWERS = (
    (Answer.YES.value, gettext_lazy("Yes")),
    (Answer.NO.value, gettext_lazy("No")),
    (Answer.UNSURE.value, gettext_lazy("I am not sure")),
)
UNTIL = "until"
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


@dataclass(frozen=True, slots=True)
class Fields:
    """One question as a field, with the fields of those that stand under it."""

    top: forms.BoundField
    under: tuple[forms.BoundField, ...] = ()
    is_open: bool = False
    """Show those under it: the answer before them is not a no, or one of them was answered."""


class AllAnswers(forms.Form):
    """The whole set for the staff. A question left open is kept open, never taken for a no."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)
    """Id of the answers that stood when the form was opened; empty for none."""
    asks_more = False
    """What an answer brings was not asked: nothing is saved before it is."""

    def __init__(self, data: Any, *, asked: Iterable[Branch], stands: ScreeningSeen | None = None) -> None:
        """``stands``: the latest answers. Nothing of them is chosen before it is asked again."""
        super().__init__(data, initial={"key": new_key(), "seen": str(stands.id) if stands else ""})
        self.branches = tuple(asked)
        self.ids = tuple(one.id for branch in self.branches for one in (branch.question, *branch.under))
        for one in (one for branch in self.branches for one in (branch.question, *branch.under)):
            self.fields[one.id] = forms.ChoiceField(
                label=gettext(one.text),
                help_text=gettext(one.why),
                choices=ANSWERS,
                widget=forms.RadioSelect,
                required=False,
                error_messages=UNKNOWN,
            )

    def sections(self) -> tuple[tuple[Section, tuple[Fields, ...]], ...]:
        """The fields of each section, danger first; those under a question beside it."""
        return tuple(
            (section, tuple(self._fields(branch) for branch in self.branches if branch.section is section))
            for section in Section
        )

    def _fields(self, branch: Branch) -> Fields:
        under = tuple(self[one.id] for one in branch.under)
        said = {self.data.get(one.id) for one in (branch.question, *branch.under)}
        return Fields(self[branch.question.id], under, is_open=bool(said & {Answer.YES.value, Answer.UNSURE.value}))

    def clean(self) -> dict[str, Any]:
        """At least one answer, else there is nothing to save; and what a yes brings is asked too."""
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.get(name) for name in self.ids):
            raise forms.ValidationError(gettext("Ask at least one question before you save."))
        for branch in self.branches:
            is_said = cleaned.get(branch.question.id) in {Answer.YES.value, Answer.UNSURE.value}
            if is_said and branch.under and not any(cleaned.get(one.id) for one in branch.under):
                self.asks_more = True
                self.add_error(branch.question.id, gettext("Ask the questions under it too, then save."))
        return cleaned

    def filled(self, said: Mapping[str, Answer]) -> "AllAnswers":
        """The same form, as it would stand with these answers."""
        self.initial.update({name: answer.value for name, answer in said.items() if name in self.ids})
        return self

    def answers(self) -> dict[str, Answer]:
        """What was answered."""
        return {name: Answer(self.cleaned_data[name]) for name in self.ids if self.cleaned_data[name]}


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
    holds = forms.ChoiceField(label=gettext_lazy("For how long"), required=False, widget=forms.RadioSelect)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)
    """Id of the answers that this is signed for."""
    until = forms.DateField(
        label=gettext_lazy("Until (that day included)"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, visits: Iterable[VisitAhead] = (), answers_id: UUID | None = None) -> None:
        offered = tuple(visits)
        holds_first = str(offered[0].id) if offered else UNTIL
        super().__init__(data, initial={"holds": holds_first, "seen": str(answers_id or "")})
        holds: Any = self.fields["holds"]
        holds.choices = [*((str(one.id), _visit(one)) for one in offered), (UNTIL, gettext("Until a day"))]
        if not offered:
            holds.widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """A day is needed unless one visit was chosen."""
        cleaned = super().clean() or {}
        for_a_visit = cleaned.get("holds") not in {"", UNTIL, None}
        if not for_a_visit and not cleaned.get("until") and "until" not in self.errors:
            self.add_error("until", gettext("Choose a day."))
        return cleaned

    def signed(self) -> dict[str, Any]:
        """The reason, one end (a visit or a day), and the answers that were read."""
        given = self.cleaned_data
        is_day = given["holds"] in {"", UNTIL}
        end = {"until": given["until"]} if is_day else {"visit_id": UUID(given["holds"])}
        return {"reason": given["reason"], "seen": given["seen"], **end}


def _visit(one: VisitAhead) -> str:
    values = {"day": date_format(one.on, "D j M"), "time": one.at, "who": one.with_whom}
    return gettext("Only at the visit of %(day)s, %(time)s, with %(who)s") % values
