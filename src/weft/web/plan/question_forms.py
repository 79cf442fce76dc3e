"""One form a question of "Plan for someone"."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from weft.core.plan.interview import LONGEST_WEEKS, Kind, Step, weeks_in
from weft.core.shared.words import Words
from weft.records.access import Member
from weft.records.reads import plan_for_someone as reads
from weft.web.fields import Line
from weft.web.screen.forms import ANSWERS, UNKNOWN

UNITS = (
    ("day", gettext_lazy("days")),
    ("week", gettext_lazy("weeks")),
    ("month", gettext_lazy("months")),
    ("year", gettext_lazy("years")),
)
STAYS = "stays"
"""The choice for pain that does not spread: a radio button cannot be empty."""
_CHOOSE = {"required": gettext_lazy("Choose one."), "invalid_choice": gettext_lazy("Choose one of these.")}
_COMMAS = gettext_lazy("Put a comma between them. Leave it empty if there is nothing.")


class QuestionForm(forms.Form):
    """One page. ``kept`` gives what the session holds of it."""

    def __init__(self, data: Any, *, step: Step, member: Member, said: Mapping[str, Any]) -> None:
        super().__init__(data, initial=_initial(step, said))
        self.step = step
        self.fields.update(_fields(step, member))

    def kept(self) -> dict[str, Any]:
        """The answers of this page, as JSON."""
        said = self.cleaned_data
        match self.step.kind:
            case Kind.SAFETY:
                return {f"q:{question.id}": said[question.id] for question in self.step.questions}
            case Kind.SINCE:
                weeks = weeks_in(said["amount"], said["unit"])
                return {"since": weeks, "since_said": [said["amount"], said["unit"]]}
            case Kind.SPREADS:
                return {"spreads": "" if said["spreads"] == STAYS else said["spreads"]}
            case Kind.TRIED | Kind.GOALS as kind:
                return {kind.value: [piece.strip() for piece in said[kind.value].split(",") if piece.strip()]}
            case kind:
                return {kind.value: said[kind.value]}


def _initial(step: Step, said: Mapping[str, Any]) -> dict[str, Any]:
    match step.kind:
        case Kind.SAFETY:
            return {question.id: said.get(f"q:{question.id}") for question in step.questions}
        case Kind.SINCE:
            amount, unit = said.get("since_said", (None, "month"))
            return {"amount": amount, "unit": unit}
        case Kind.SPREADS:
            return {"spreads": said["spreads"] or STAYS} if "spreads" in said else {}
        case Kind.TRIED | Kind.GOALS as kind:
            return {kind.value: ", ".join(said.get(kind.value, ()))}
        case kind:
            return {kind.value: said.get(kind.value)}


def _fields(step: Step, member: Member) -> dict[str, forms.Field]:
    label = step.text.said(gettext)
    match step.kind:
        case Kind.REGION:
            return {"region": _one_of(label, _spoken(reads.regions(member)))}
        case Kind.SINCE:
            return {"amount": _whole(label, 1, LONGEST_WEEKS), "unit": _unit()}
        case Kind.SPREADS:
            return {"spreads": _one_of(label, [(id_ or STAYS, name) for id_, name in _spoken(reads.spreads())])}
        case Kind.AGE:
            return {"age": _whole(label, 0, 120)}
        case Kind.SAFETY:
            return {each.id: _one_of(gettext(each.text), ANSWERS, **UNKNOWN) for each in step.questions}
        case Kind.TRIED | Kind.GOALS as kind:
            typed = Line(
                label=label,
                required=False,
                max_length=1000,
                help_text=_COMMAS,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
            return {kind.value: typed}


def _spoken(choices: tuple[tuple[str, Words], ...]) -> list[tuple[str, str]]:
    return [(id_, name.said(gettext)) for id_, name in choices]


def _one_of(label: str, choices: Any, **errors: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, error_messages={**_CHOOSE, **errors}
    )


def _whole(label: str, lowest: int, highest: int) -> forms.IntegerField:
    says = gettext("Write a whole number from {lowest} to {highest}.").format(lowest=lowest, highest=highest)
    return forms.IntegerField(
        label=label, min_value=lowest, max_value=highest,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), says),
    )  # fmt: skip


def _unit() -> forms.ChoiceField:
    return forms.ChoiceField(label=gettext_lazy("Days, weeks, months or years"), choices=UNITS, error_messages=_CHOOSE)
