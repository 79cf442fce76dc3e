"""Forms of the needle page, and of what both pages share."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from weft.records.actions.treat import Reacted
from weft.web.fields import Line, new_key

PAIN = [(str(number), str(number)) for number in range(11)]
GRADES = [("1", gettext_lazy("mild")), ("2", gettext_lazy("moderate")), ("3", gettext_lazy("severe")),
          ("4", gettext_lazy("life-threatening"))]  # fmt: skip
NONE = [("", gettext_lazy("none"))]
NOBODY = [("", gettext_lazy("choose"))]


def number(label: Any, *, least: int = 1, most: int = 200, required: bool = True, hint: Any = "") -> forms.IntegerField:
    """A count; never filled in beforehand."""
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, required=required, help_text=hint,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip


def pain(label: Any) -> forms.ChoiceField:
    """0 to 10, as the person says it; nothing chosen means nobody asked."""
    return forms.ChoiceField(label=label, choices=PAIN, required=False, widget=forms.RadioSelect)


def words(label: Any, *, required: bool = False, rows: int = 0, hint: Any = "") -> Line:
    """A line, or with ``rows`` a longer text."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(attrs={"autocomplete": "off"})
    return Line(label=label, required=required, widget=widget, help_text=hint)


class NeedlesIn(forms.Form):
    """Points as typed, or a count; the bed when it is another one."""

    points = words(
        gettext_lazy("Points"), hint=gettext_lazy("Such as: bl23 b, gb30 r, ashi l4 r x3. Sides: l, r, b, m.")
    )
    count = number(
        gettext_lazy("Needles in"), required=False, hint=gettext_lazy("Left out, it follows from the points.")
    )
    place = forms.ChoiceField(label=gettext_lazy("Bed"), required=False)
    minutes = number(gettext_lazy("Stay in, minutes"), least=5, most=40, required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)

    def __init__(self, data: Any, *, places: Any, initial: dict[str, Any]) -> None:
        super().__init__(data, initial={**initial, "key": new_key()}, auto_id="in_%s")
        self.fields["place"].widget.attrs["translate"] = "no"  # names as the clinic typed them
        self.fields["place"].choices = [(str(key), name) for key, name in places]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One of the two is needed."""
        given = super().clean() or {}
        if not self.errors and not given.get("points") and not given.get("count"):
            self.add_error("points", gettext("Write the points, or the number of needles."))
        return given

    def place_id(self) -> UUID | None:
        """The bed that was chosen."""
        chosen = self.cleaned_data["place"]
        return UUID(chosen) if chosen else None


class Check(forms.Form):
    """What was found when somebody looked in: one tap."""

    finding = Line(label=gettext_lazy("Found"), max_length=200)


class NeedlesOut(forms.Form):
    """Counted by hand."""

    count = number(gettext_lazy("Needles out"), hint=gettext_lazy("Count what is in your hand."))
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"key": new_key()}, auto_id="out_%s")


class CorrectCount(forms.Form):
    """The right number, and why the first was wrong."""

    count = number(gettext_lazy("Needles that went in, all in all"))
    reason = words(gettext_lazy("Why was the number wrong?"), required=True)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="correct_%s")


class WithSecond(forms.Form):
    """Somebody else who works here, or nobody is there."""

    second_by = forms.ChoiceField(label=gettext_lazy("Who else looked or counted?"), required=False)
    working_alone = forms.BooleanField(label=gettext_lazy("I work alone here now"), required=False)

    def offer(self, others: Any) -> None:
        """Whom one may name."""
        self.fields["second_by"].widget.attrs["translate"] = "no"
        self.fields["second_by"].choices = [*NOBODY, *((str(key), name) for key, name in others)]  # type: ignore[attr-defined]

    def second(self) -> UUID | None:
        """User id of who was named."""
        chosen = self.cleaned_data["second_by"]
        return UUID(chosen) if chosen else None


class MissingNeedle(WithSecond):
    """A needle that was looked for and not found."""

    story = words(gettext_lazy("Where did you look?"), required=True, rows=3,
                  hint=gettext_lazy("Bed, floor, clothes, bin, the body again."))  # fmt: skip

    field_order = ("story", "second_by", "working_alone")

    def __init__(self, data: Any = None, *, others: Any) -> None:
        super().__init__(data, auto_id="missing_%s")
        self.offer(others)


class WithReaction(forms.Form):
    """An unwanted event, when there was one."""

    reaction = forms.ChoiceField(label=gettext_lazy("Reaction"), required=False)
    grade = forms.ChoiceField(label=gettext_lazy("How strong?"), choices=GRADES, required=False, initial="1")
    reaction_story = words(gettext_lazy("What happened?"))

    def offer_reactions(self, choices: Any) -> None:
        """The list of the knowledge, spoken."""
        spoken = [(code, gettext(name)) for code, name in choices]
        self.fields["reaction"].choices = [*NONE, *spoken]  # type: ignore[attr-defined]

    def reacted(self) -> Reacted | None:
        """What was told."""
        given = self.cleaned_data
        if not given["reaction"]:
            return None
        return Reacted(given["reaction"], int(given["grade"] or 1), given["reaction_story"])


def asked(value: str) -> int | None:
    """A pain number, or None when nobody asked."""
    return int(value) if value else None


class SignNeedles(WithSecond, WithReaction):
    """Everything beside the count. The draft of the same author fills it."""

    pain_before = pain(gettext_lazy("Pain before needles"))
    pain_after = pain(gettext_lazy("Pain after needles"))
    electro = forms.BooleanField(label=gettext_lazy("With electrical stimulation"), required=False)
    no_needles = forms.BooleanField(label=gettext_lazy("No needles today"), required=False)
    rationale = words(gettext_lazy("Why these points?"))
    needle = words(
        gettext_lazy("Needles and response"), hint=gettext_lazy("Such as: 0.25 by 40, by hand, felt everywhere.")
    )
    note = words(gettext_lazy("Note"), rows=2)
    hand_over = words(gettext_lazy("Tell movement"), hint=gettext_lazy("One line: how they are, what to heed."))
    counted_again = number(gettext_lazy("Counted once more: out"), required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)

    def __init__(self, data: Any = None, *, others: Any, reactions: Any, draft: dict[str, Any]) -> None:
        super().__init__(data, initial={**draft, "key": new_key()}, auto_id="sign_%s")
        self.offer(others)
        self.offer_reactions(reactions)

    def modalities(self) -> tuple[str, ...] | None:
        """None for the usual one."""
        if self.cleaned_data["no_needles"]:
            return ()
        return ("needling", "electro_acupuncture") if self.cleaned_data["electro"] else None


class Amend(forms.Form):
    """What is added to a signed record, and why."""

    text = words(gettext_lazy("What is to be added?"), required=True, rows=3)
    reason = words(gettext_lazy("Why now?"), required=True)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="amend_%s")
