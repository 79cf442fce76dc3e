"""Forms of ending care and of what comes after."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from weft.core.shared.care import Answer
from weft.core.shared.words import Words
from weft.records.actions.prevent import GoalAnswer
from weft.records.reads.measure import goal_asked
from weft.records.reads.person_timeline import WHY_ENDED
from weft.records.reads.prevent import STAY_WELL, GoalToAsk
from weft.web.fields import note_field, said_by_them

REACHED = [
    ("", gettext_lazy("Choose")),
    *((str(n), str(n)) for n in range(11)),
    ("unsaid", gettext_lazy("Would rather not say")),
]
FULLY = 10
YES_NO = (("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No")))
ANSWERS = (*YES_NO, ("unsure", gettext_lazy("I am not sure")))
CHOOSE = {"required": gettext_lazy("Choose one."), "invalid_choice": gettext_lazy("Choose one.")}


class Ending(forms.Form):
    """Goals are asked first, and what is next for those not reached; then why care ends, and what to keep doing."""

    def __init__(self, data: Any, *, goals: Iterable[GoalToAsk], first: Mapping[str, Iterable[Words]]) -> None:
        super().__init__(data)
        self.goals = tuple(goals)
        for goal in self.goals:
            self.fields[_name(goal)] = forms.ChoiceField(
                label=said_by_them(goal.words),
                help_text=_how_asked(goal),
                choices=REACHED,
                error_messages={"required": gettext("Ask about this goal."), "invalid_choice": gettext("Choose one.")},
            )
        if not self.goals:
            self.fields["said_no_goals"] = forms.BooleanField(
                label=gettext("I asked for goals, and the person named none."),
                error_messages={"required": gettext("Ask which goals the person had.")},
            )
        else:
            self.fields["what_next"] = note_field(
                gettext("What is next for a goal that is not fully reached"),
                rows=2,
                help_text=gettext("What they go on to do, with whom, and when somebody looks again."),
            )
            self.fields["content_as_it_is"] = forms.BooleanField(
                label=gettext("Nothing more for now: they are content with it"), required=False
            )
        self.fields["reason"] = forms.ChoiceField(
            label=gettext("Why care ends"),
            choices=[(each, says.said(gettext)) for each, says in WHY_ENDED.items()],
            error_messages=CHOOSE,
        )
        self.fields["summary"] = note_field(gettext("How it went, in a few words"))
        for name, says in STAY_WELL.items():
            lines = "\n".join(line.said(gettext) for line in first.get(name, ()))
            self.fields[name] = note_field(says.said(gettext), initial=lines)

    def clean(self) -> dict[str, Any]:
        """A goal that is not fully reached is no reason to stay, but what comes next is asked."""
        cleaned = super().clean() or {}
        left = [goal.words for goal in self.goals if _is_open(cleaned.get(_name(goal)))]
        if left and not cleaned.get("what_next", "").strip() and not cleaned.get("content_as_it_is"):
            values = {"goals": "; ".join(left)}
            says = gettext(
                "Not fully reached yet: %(goals)s. Write what is next, or tick that nothing is wanted for now."
            )
            self.add_error("what_next", says % values)
        return cleaned

    def answers(self) -> tuple[GoalAnswer, ...]:
        """What the person said about each goal."""
        said = ((goal.id, self.cleaned_data[_name(goal)]) for goal in self.goals)
        return tuple(GoalAnswer(goal_id, None if value == "unsaid" else Decimal(value)) for goal_id, value in said)

    def stay_well(self) -> dict[str, str]:
        """What is written for afterwards."""
        return {name: self.cleaned_data[name].strip() for name in STAY_WELL}


def _how_asked(goal: GoalToAsk) -> str:
    """As at every review, so that the first and the last answer can be set side by side."""
    question, ends = goal_asked()
    asked = f"{question.said(gettext)} {ends.said(gettext)}."
    if not goal.first:
        return asked
    before = gettext("At first %(first)s, last time %(last)s.") % {"first": goal.first, "last": goal.last}
    return f"{asked} {before}"


def _is_open(reached: str | None) -> bool:
    """Answered with a number below the top of the scale."""
    return reached is not None and reached.isdecimal() and int(reached) < FULLY


def _name(goal: GoalToAsk) -> str:
    return f"goal-{UUID(str(goal.id)).hex}"


class Worse(forms.Form):
    """It is worse again: danger questions first, then in their own words."""

    def __init__(self, data: Any, *, questions: Iterable[tuple[str, Words]]) -> None:
        super().__init__(data)
        self.questions = tuple(questions)
        for name, says in self.questions:
            self.fields[name] = forms.ChoiceField(
                label=says.said(gettext), choices=ANSWERS, widget=forms.RadioSelect, error_messages=CHOOSE
            )
        self.fields["told"] = note_field(gettext("What is it like, in your own words?"))

    def answers(self) -> dict[str, Answer]:
        """Of the danger questions."""
        return {name: Answer(self.cleaned_data[name]) for name, _ in self.questions}


class Since(forms.Form):
    """The question after discharge."""

    had_pain = forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect, error_messages=CHOOSE)
    pain = forms.TypedChoiceField(
        label=gettext_lazy("How is your back today, 0 to 10?"), required=False, coerce=Decimal, empty_value=None,
        choices=[("", gettext_lazy("Would rather not say")), *((str(n), str(n)) for n in range(11))],
        error_messages=CHOOSE,
    )  # fmt: skip
    told = note_field(gettext_lazy("Anything you want to tell us"))

    def __init__(self, data: Any, *, question: Words) -> None:
        super().__init__(data)
        self.fields["had_pain"].label = question.said(gettext)


class FlareAnswer(forms.Form):
    """What was agreed with somebody for whom it is worse again."""

    words = note_field(gettext_lazy("What you agreed with them"))

    def __init__(self, data: Any = None, *, about: UUID) -> None:
        super().__init__(data, auto_id=f"flare_{about.hex}_%s")
        self.about = about
        self.fields["words"].required = True
        self.fields["words"].error_messages["required"] = gettext("Write what you agreed with them.")
