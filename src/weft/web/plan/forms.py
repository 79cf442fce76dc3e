"""Forms of the plan: change a line, choose a set, say yes, ask, agree to a treatment."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from weft.core.plan.changing import BasedOn, LineChange
from weft.core.plan.wishes import WISHES
from weft.records.reads.plan import PlanSeen, SelectedLine
from weft.records.reads.plan_shapes import SetSeen
from weft.web.fields import Line
from weft.web.meanwhile import marks

BASED_ON = (
    (BasedOn.THEIR_DATA.value, gettext_lazy("Their numbers")),
    (BasedOn.THEIR_WISH.value, gettext_lazy("Their wish")),
    (BasedOn.RESEARCH.value, gettext_lazy("Research")),
    (BasedOn.JUDGEMENT.value, gettext_lazy("Judgement")),
)
_SAY_WHY = {"required": gettext_lazy("Say why: a line without because, now and until is not kept.")}


class ChangeLine(forms.Form):
    """The words and the dose of one line."""

    line = forms.CharField(widget=forms.HiddenInput, max_length=120)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    marks = forms.CharField(widget=forms.HiddenInput, required=False)
    """What the form showed, field by field (`web.meanwhile`)."""
    text = Line(label=gettext_lazy("What"), max_length=300)
    because = Line(
        label=gettext_lazy("Because"),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto", "translate": "no"}),
        error_messages=_SAY_WHY,
    )
    now = Line(
        label=gettext_lazy("Now"),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto", "translate": "no"}),
        error_messages=_SAY_WHY,
    )
    until = Line(
        label=gettext_lazy("Until"),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto", "translate": "no"}),
        error_messages=_SAY_WHY,
    )
    per_week = forms.FloatField(
        label=gettext_lazy("Times a week"), min_value=0, max_value=7, required=False,
        help_text=gettext_lazy("Lines of one lane and phase share their visits: the most often done line counts."),
    )  # fmt: skip
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=5, max_value=90, required=False)
    based_on = forms.ChoiceField(
        label=gettext_lazy("Based on"), choices=BASED_ON, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what this rests on.")},
    )  # fmt: skip

    def change(self) -> LineChange:
        """What was typed. A dose left as it was does not count as changed."""
        said = self.cleaned_data
        return LineChange(
            because=said["because"], now=said["now"], until=said["until"], based_on=BasedOn(said["based_on"]),
            text=said["text"], per_week=self._if_changed("per_week"), minutes=self._if_changed("minutes"),
        )  # fmt: skip

    def _if_changed(self, name: str) -> Any:
        return self.cleaned_data[name] if name in self.changed_data else None


def change_line(seen: PlanSeen, data: Any = None) -> ChangeLine | None:
    """The form for the selected line, filled as it stands; None when none is selected or it may not be changed."""
    if seen.selected is None or not seen.can_change:
        return None
    form = ChangeLine(data, initial=_as_it_stands(seen.selected, seen.version.number))
    if data is None:
        form.initial["marks"] = marks(form)
    return form


def _as_it_stands(selected: SelectedLine, version: int) -> dict[str, object]:
    line = selected.line
    return {
        "line": line.id,
        "version": version,
        "text": str(line.text),
        "because": str(line.because),
        "now": str(line.now),
        "until": str(line.until),
        "per_week": selected.per_week,
        "minutes": selected.minutes or None,
    }


class DraftPlan(forms.Form):
    """Which set, and what the person wants or does not want."""

    # Not a ChoiceField: whether a set fits is the action's to say, from what the records hold at that moment.
    set = forms.CharField(label=gettext_lazy("Set"), required=False, max_length=80)
    wishes = forms.MultipleChoiceField(
        label=gettext_lazy("What they wish"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(wish, words.said(gettext)) for wish, words in WISHES.items()],
    )  # fmt: skip

    def __init__(self, data: Any = None, *, sets: Iterable[SetSeen], **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["set"].widget = forms.RadioSelect(choices=_set_choices(tuple(sets)))


class DraftAgain(DraftPlan):
    """The same for a plan that stands: from which version, and what the form showed of it (`web.meanwhile`)."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    marks = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, sets: Iterable[SetSeen], **options: Any) -> None:
        super().__init__(data, sets=sets, auto_id="again_%s", **options)


def draft_again(seen: PlanSeen, data: Any = None) -> DraftAgain | None:
    """The form that drafts the plan again, as it was drafted; None when it may not be changed."""
    if not seen.can_change:
        return None
    stands = {"set": seen.chosen, "wishes": list(seen.wishes), "version": seen.version.number}
    form = DraftAgain(data, sets=seen.sets, initial=stands)
    if data is None:
        form.initial["marks"] = marks(form)
    return form


def _set_choices(sets: tuple[SetSeen, ...]) -> list[tuple[str, str]]:
    """What the rules suggest first; then every other set that fits, and one that fits a second problem too."""
    suggested = " ".join(_said(each) for each in sets if each.is_suggested)
    others = [(each.id, _said(each)) for each in sets if not each.is_suggested or len(each.why) > 1]
    return [("", gettext("Suggested: {sets}").format(sets=suggested)), *others] if sets else []


def _said(each: SetSeen) -> str:
    return " ".join(words.said(gettext) for words in (*each.why, each.visits))


class Yes(forms.Form):
    """A yes to the version on the page: of the clinician who is signed in, or what the person said."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    whose = forms.ChoiceField(choices=(("mine", ""), ("person", "")), widget=forms.HiddenInput)


class OwnYes(forms.Form):
    """The person's own yes."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    read = forms.BooleanField(
        label=gettext_lazy("I have read my plan and I agree to it."),
        error_messages={"required": gettext_lazy("Tick this if you agree. Else ask us below.")},
    )


class Question(forms.Form):
    """What the person wants to know."""

    question = Line(
        label=gettext_lazy("Your question"),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "translate": "no"}),
        max_length=2000,
        error_messages={"required": gettext_lazy("Write your question first.")},
    )


class Treatment(forms.Form):
    """A yes to one modality, as somebody said it."""

    modality = forms.CharField(widget=forms.HiddenInput, max_length=40)
    said_yes = forms.BooleanField(
        label=gettext_lazy("I have explained this, and they said yes."),
        error_messages={"required": gettext_lazy("Tick this when they have said yes. Without it nothing is kept.")},
    )
    signature = Line(
        label=gettext_lazy("They sign here, if they like"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Hand them the screen: they type their full name."),
    )
    chaperone = Line(label=gettext_lazy("Who else shall be in the room"), required=False, max_length=200)
    draping = Line(label=gettext_lazy("How they wish to be covered"), required=False, max_length=200)
    gender = Line(label=gettext_lazy("Wish about the practitioner's gender"), required=False, max_length=200)
    guardian = Line(label=gettext_lazy("Who agreed for them, if they could not"), required=False, max_length=200)

    def wishes(self) -> dict[str, str]:
        """What they wish for, by name."""
        return {name: self.cleaned_data[name] for name in ("chaperone", "draping", "gender")}


class Withdraw(forms.Form):
    """Take one yes back."""

    modality = forms.CharField(widget=forms.HiddenInput, max_length=40)
