"""Forms of the needle page, and of what both pages share."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from weft.core.treat.settings import NEEDLE_SIZES, CurrentSettings, Depth, NeedleSettings, Stimulation
from weft.records.actions.treat import Reacted
from weft.web.fields import Line, new_key

PAIN = [(str(number), str(number)) for number in range(11)]
GRADES = [("1", gettext_lazy("mild")), ("2", gettext_lazy("moderate")), ("3", gettext_lazy("severe")),
          ("4", gettext_lazy("life-threatening"))]  # fmt: skip
NO_REACTION = "none"
"""Asked, and there was none; nothing chosen means that nobody said."""
NONE = [(NO_REACTION, gettext_lazy("none"))]
SETTINGS = ("technique", "size", "depth", "stimulation")
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


def taps(label: Any) -> forms.ChoiceField:
    """A few choices, each one tap; nothing chosen means that nobody said."""
    return forms.ChoiceField(label=label, required=False, widget=forms.RadioSelect)


class NeedlesIn(forms.Form):
    """Points as typed, or a count; how they are set; the bed when it is another one."""

    points = words(
        gettext_lazy("Points"), hint=gettext_lazy("Such as: bl23 b, gb30 r, ashi l4 r x3. Sides: l, r, b, m.")
    )
    count = number(
        gettext_lazy("Needles in"), required=False, hint=gettext_lazy("Left out, it follows from the points.")
    )
    technique = taps(gettext_lazy("Technique"))
    size = forms.ChoiceField(
        label=gettext_lazy("Needle, mm"), required=False,
        choices=[("", gettext_lazy("not said")), *((each, each) for each in NEEDLE_SIZES)],
    )  # fmt: skip
    depth = taps(gettext_lazy("Depth"))
    stimulation = taps(gettext_lazy("Stimulation"))
    bell = forms.BooleanField(label=gettext_lazy("Bell in hand"), required=False)
    place = forms.ChoiceField(label=gettext_lazy("Bed"), required=False)
    minutes = number(gettext_lazy("Stay in, minutes"), least=5, most=40, required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)

    def __init__(self, data: Any, *, places: Any, techniques: Any, initial: dict[str, Any]) -> None:
        super().__init__(data, initial={**initial, "key": new_key()}, auto_id="in_%s")
        self.fields["place"].widget.attrs["translate"] = "no"  # names as the clinic typed them
        self.fields["size"].widget.attrs["translate"] = "no"
        beds = [(str(key), name) for key, name in places]
        booked = initial.get("place") in dict(beds)
        self.fields["place"].choices = beds if booked else [*NOBODY, *beds]  # type: ignore[attr-defined]
        self._offer("technique", ((each.id, gettext(each.name)) for each in techniques if not each.is_held))
        self._offer("depth", ((each.value, gettext(each.value)) for each in Depth))
        self._offer("stimulation", ((each.value, gettext(each.value)) for each in Stimulation))

    @property
    def same_key(self) -> str:
        """The one-time key of "same as last time": this form's own with a mark, however often it was refused."""
        return f"{str(self['key'].value() or '')[:32]}-same"

    def set_as(self) -> dict[str, str]:
        """How the needles are set unless somebody taps otherwise: as last time, else as it is suggested."""
        return {name: self.initial[name] for name in SETTINGS if self.initial.get(name)}

    def _offer(self, name: str, choices: Any) -> None:
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]

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

    def settings(self) -> NeedleSettings:
        """How the needles are set."""
        given = self.cleaned_data
        return NeedleSettings(**{name: given[name] for name in SETTINGS})


class Check(forms.Form):
    """What was found when somebody looked in: one tap."""

    finding = Line(label=gettext_lazy("Found"), max_length=200)


class NeedlesOut(forms.Form):
    """Counted by hand, or by area; on a later day with a reason."""

    count = number(gettext_lazy("Needles out"), required=False, hint=gettext_lazy("Count what is in your hand."))
    area = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    reason = words(gettext_lazy("How and when were they counted?"))
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)

    def __init__(self, data: Any = None, *, is_late: bool = False) -> None:
        super().__init__(data, initial={"key": new_key()}, auto_id="out_%s")
        self.fields["reason"].required = is_late
        if not is_late:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        """One of the two is needed."""
        given = super().clean() or {}
        if not self.errors and not given.get("count") and not given.get("area"):
            self.add_error("count", gettext("Count what is in your hand, and write the number."))
        return given


class Said(forms.Form):
    """One number, or a yes or no, that the person said: one tap."""

    what = forms.CharField(max_length=20)
    moment = forms.CharField(max_length=20, required=False)
    value = forms.CharField(max_length=3)


class Current(forms.Form):
    """A current between pairs of needles. Its ranges are checked where it begins."""

    pairs = number(gettext_lazy("Pairs"), most=20)
    hertz = number(gettext_lazy("Hertz"), most=1000)
    minutes = number(gettext_lazy("Minutes"), most=60)
    comfortable = forms.BooleanField(label=gettext_lazy("They say: strong but comfortable"), required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"key": new_key()}, auto_id="current_%s")

    def settings(self) -> CurrentSettings:
        """As set."""
        given = self.cleaned_data
        return CurrentSettings(given["pairs"], given["hertz"], given["minutes"])


class CorrectCount(forms.Form):
    """The right number, and why the first was wrong."""

    count = number(gettext_lazy("Needles that went in, all in all"))
    reason = words(gettext_lazy("Why was the number wrong?"), required=True)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="correct_%s")


class RecountOut(forms.Form):
    """How many are really out, and why the number was wrong."""

    count = number(gettext_lazy("Needles that are out, all in all"), least=0)
    reason = words(gettext_lazy("Why was the number wrong?"), required=True)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="recount_%s")


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


SEARCHED = [("bed", gettext_lazy("bed")), ("floor", gettext_lazy("floor")), ("clothes", gettext_lazy("clothes")),
            ("bin", gettext_lazy("bin")), ("body", gettext_lazy("the body again"))]  # fmt: skip


class MissingNeedle(WithSecond):
    """A needle that was looked for and not found."""

    searched = forms.MultipleChoiceField(
        label=gettext_lazy("Where did you look?"), choices=SEARCHED, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    story = words(gettext_lazy("What else is to be said?"), rows=3)

    field_order = ("searched", "story", "second_by", "working_alone")

    def __init__(self, data: Any = None, *, others: Any) -> None:
        super().__init__(data, auto_id="missing_%s")
        self.offer(others)

    def clean(self) -> dict[str, Any]:
        """Somewhere was looked."""
        given = super().clean() or {}
        if not self.errors and not given.get("searched") and not given.get("story"):
            self.add_error("searched", gettext("Tick where you looked, or write it."))
        return given

    def told(self) -> str:
        """What the report says: the ticks, then the words."""
        names = dict(SEARCHED)
        ticked = ", ".join(str(names[each]) for each in self.cleaned_data["searched"])
        story = self.cleaned_data["story"]
        return " ".join(part for part in (f"{gettext('Looked')}: {ticked}." if ticked else "", story) if part)


class WithReaction(forms.Form):
    """An unwanted event, when there was one."""

    usual: tuple[str, ...] = (
        "needle_site.bleeding", "needle_site.bruise", "needle_site.pain",
        "general.drowsy", "general.dizzy", "general.faint",
    )  # fmt: skip
    """Of `knowledge/treat/events/`, those that are offered at once; the others stand behind one line."""

    reaction = forms.ChoiceField(label=gettext_lazy("Reaction"), required=False, widget=forms.RadioSelect)
    grade = forms.ChoiceField(
        label=gettext_lazy("How strong?"), choices=GRADES, required=False, initial="1", widget=forms.RadioSelect
    )
    reaction_story = words(gettext_lazy("What happened?"))

    def offer_reactions(self, choices: Any) -> None:
        """The list of the knowledge, spoken."""
        spoken = [(code, gettext(name)) for code, name in choices]
        self.fields["reaction"].choices = [*NONE, *spoken]  # type: ignore[attr-defined]

    def reactions_usual(self) -> list[Any]:
        """None, and those that are offered at once."""
        return [each for each in self["reaction"] if self._is_usual(each.data["value"])]

    def reactions_rare(self) -> list[Any]:
        """The others."""
        return [each for each in self["reaction"] if not self._is_usual(each.data["value"])]

    def has_rare_reaction(self) -> bool:
        """One of the others is chosen."""
        return any(each.data["selected"] for each in self.reactions_rare())

    def has_reaction(self) -> bool:
        """One is chosen."""
        return self["reaction"].value() not in {None, "", NO_REACTION}

    def _is_usual(self, code: str) -> bool:
        return code == NO_REACTION or code in self.usual

    def reacted(self) -> Reacted | None:
        """What was told."""
        given = self.cleaned_data
        if given["reaction"] in {"", NO_REACTION}:
            return None
        return Reacted(given["reaction"], int(given["grade"] or 1), given["reaction_story"])


def asked(value: str) -> int | None:
    """A pain number, or None when nobody asked."""
    return int(value) if value else None


class SignNeedles(WithSecond, WithReaction):
    """Everything beside the count. The draft of the same author fills it."""

    pain_before = forms.ChoiceField(choices=PAIN, required=False)
    pain_after = forms.ChoiceField(choices=PAIN, required=False)
    no_needles = forms.BooleanField(label=gettext_lazy("No needles today"), required=False)
    traditional = words(gettext_lazy("Why these points, in the words of the tradition"))
    functional = words(gettext_lazy("Why these points, in the words of nerves and muscles"))
    note = words(gettext_lazy("Note"), rows=2)
    hand_over = words(gettext_lazy("Tell movement"), hint=gettext_lazy("One line: how they are, what to heed."))
    counted_again = number(gettext_lazy("Counted once more: out"), required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)

    def __init__(self, data: Any = None, *, others: Any, reactions: Any, draft: dict[str, Any]) -> None:
        super().__init__(data, initial={**draft, "key": new_key()}, auto_id="sign_%s")
        self.offer(others)
        self.offer_reactions(reactions)
        for name in ("counted_again", "second_by", "working_alone"):
            self.fields[name].widget.attrs["form"] = "sign-form"  # shown where the count is

    def modalities(self) -> tuple[str, ...] | None:
        """None for what was begun."""
        return () if self.cleaned_data["no_needles"] else None

    def content(self) -> dict[str, Any]:
        """What was written beside the count."""
        given = self.cleaned_data
        return {
            **{name: given[name] for name in ("traditional", "functional", "note")},
            "no_reaction": given["reaction"] == NO_REACTION,
        }


class Amend(forms.Form):
    """What is added to a signed record, and why."""

    text = words(gettext_lazy("What is to be added?"), required=True, rows=3)
    reason = words(gettext_lazy("Why now?"), required=True)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="amend_%s")
