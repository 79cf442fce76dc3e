"""The parts that each discipline writes and signs: findings of the needles, findings of movement."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from weft.core.assess.movement_tests import MovementTest, TestKind
from weft.core.assess.parts import MovementPart, NeedlesPart, Part, TestValue, findings_missing
from weft.core.assess.rules import LevelChoice
from weft.core.shared.words import Words
from weft.records.reads.assess import Choices
from weft.web.assess.fields import (
    COMMAS,
    Fold,
    TestRow,
    between_commas,
    in_our_words,
    offer,
    offer_list,
    shown_as,
    text_field,
    ticks,
)

TEXTS = ("pattern", "channel", "tongue", "pulse", "palpation")
LISTS = ("patterns", "channels", "tongue_body", "tongue_coat", "pulses")
FOLDS = (
    (Words("Pattern and channels: tick what fits"), ("patterns", "channels")),
    (Words("Tongue and pulse: tick what fits"), ("tongue_body", "tongue_coat", "pulses")),
)
_ASKED = Words("The clinic asks for this before signing.")
MOVEMENT_TEXTS = ("posture", "neuro", "note")
STIRRED = ("flares", "settles", "stirred_pain")
NOT_TESTED = ("", gettext_lazy("not tested"))
SIDES = {"value": "choice", "left": "choice_left", "right": "choice_right"}
"""By side: where a chosen word is kept."""
SHORT = {"value": Words("Found"), "left": Words("Left"), "right": Words("Right")}
SIDE_NAMES = {
    "value": Words("{test}{unit}"),
    "left": Words("{test}, left{unit}"),
    "right": Words("{test}, right{unit}"),
}


class NeedlesForm(forms.Form):
    """Findings of the acupuncturist: the clinic's lists, and free text beside each."""

    pattern = text_field(gettext_lazy("Pattern"))
    channel = text_field(gettext_lazy("Channels"))
    tongue = text_field(gettext_lazy("Tongue"))
    pulse = text_field(gettext_lazy("Pulse"))
    palpation = text_field(gettext_lazy("Palpation"))
    tender_points = text_field(gettext_lazy("Tender points"), help_text=COMMAS)
    patterns = ticks(gettext_lazy("Patterns, traditional"))
    channels = ticks(gettext_lazy("Channels, traditional"))
    tongue_body = ticks(gettext_lazy("Tongue, body"))
    tongue_coat = ticks(gettext_lazy("Tongue, coat"))
    pulses = ticks(gettext_lazy("Pulse, traditional"))

    def __init__(self, data: Any = None, *, choices: Choices, part: Part | None, signing: bool = False) -> None:
        typed = part if isinstance(part, NeedlesPart) else NeedlesPart()
        self.kept, self.signing = typed, signing
        initial = {name: getattr(typed, name) for name in (*TEXTS, *LISTS)}
        super().__init__(data, initial=initial | {"tender_points": ", ".join(typed.tender_points)})
        for name in LISTS:
            offer_list(self, name, choices.lists.get(name))
        self.required = choices.required
        for name in self.required:
            if name in self.fields:
                self.fields[name].help_text = _ASKED.said(gettext)
        in_our_words(self)

    def clean(self) -> dict[str, Any]:
        """Before it is signed, what the clinic asks for is written; a draft may wait."""
        said = super().clean() or {}
        if self.signing and not self.errors:
            for name in findings_missing(self.part(), self.required):
                self.add_error(name if name in self.fields else None, _ASKED.said(gettext))
        return said

    @property
    def is_changed(self) -> bool:
        """Whether somebody typed over what was kept."""
        return shown_as(self.part()) != shown_as(self.kept)

    @property
    def texts(self) -> list[forms.BoundField]:
        """What is written in words."""
        return [self[name] for name in (*TEXTS, "tender_points")]

    @property
    def folds(self) -> list[Fold]:
        """The lists to tick, where the clinic accepts them."""
        here = [(name, [each for each in lists if each in self.fields]) for name, lists in FOLDS]
        return [Fold.of(self, name, lists) for name, lists in here if lists]

    def part(self) -> NeedlesPart:
        """What was typed and ticked."""
        said = self.cleaned_data
        texts = {name: said[name].strip() for name in TEXTS}
        ticked: dict[str, Any] = {name: tuple(said.get(name, ())) for name in LISTS}
        return NeedlesPart(
            **texts,
            **ticked,
            tender_points=between_commas(said["tender_points"]),
        )


class MovementForm(forms.Form):
    """Findings of the physiotherapist: words, and tests by kind with their usual values beside the field."""

    posture = text_field(gettext_lazy("Posture and how they move"))
    neuro = text_field(gettext_lazy("Nerves: strength, feeling, reflexes"))
    note = text_field(gettext_lazy("Anything else"))
    flares = forms.ChoiceField(label=gettext_lazy("How easily it is stirred up"), required=False)
    stirred_pain = forms.DecimalField(
        label=gettext_lazy("Pain when it is stirred up, 0 to 10"), required=False, min_value=0, max_value=10,
        max_digits=3, decimal_places=1,
    )  # fmt: skip
    settles = forms.ChoiceField(label=gettext_lazy("How long until it settles"), required=False)

    def __init__(self, data: Any = None, *, choices: Choices, part: Part | None, signing: bool = False) -> None:
        typed = part if isinstance(part, MovementPart) else MovementPart()
        self.kept, self.signing = typed, signing
        values = {value.test: value for value in typed.tests}
        self.groups = choices.tests
        self.tests = tuple(test for group in choices.tests for test in group.tests)
        initial = {name: getattr(typed, name) for name in (*MOVEMENT_TEXTS, *STIRRED)}
        for test in self.tests:
            for side in _sides(test):
                initial[f"{test.id}_{side}"] = _recorded(test, values.get(test.id), side)
        super().__init__(data, initial=initial)
        offer(self, "flares", _levels(choices.facts.irritability.flares))
        offer(self, "settles", _levels(choices.facts.irritability.settles))
        for test in self.tests:
            for side in _sides(test):
                self.fields[f"{test.id}_{side}"] = _field(test, side)
        in_our_words(self)

    @property
    def is_changed(self) -> bool:
        """Whether somebody typed over what was kept."""
        return shown_as(self.part()) != shown_as(self.kept)

    @property
    def texts(self) -> list[forms.BoundField]:
        """What is written in words."""
        return [self[name] for name in MOVEMENT_TEXTS]

    @property
    def folds(self) -> list[Fold]:
        """Irritability, then one fold for each kind of test."""
        stirred = Fold.of(self, Words("Irritability"), ["flares", "stirred_pain", "settles"])
        tests = (
            Fold.of(self, group.name, _names(group.tests), rows=tuple(map(self._row, group.tests)))
            for group in self.groups
        )
        return [stirred, *tests]

    def _row(self, test: MovementTest) -> TestRow:
        return TestRow(
            name=Words("{test}{unit}", test=Words(test.name), unit=_unit(test)).said(gettext),
            how=gettext(test.how),
            stop=gettext(test.stop),
            usual=_usual(test),
            sides=tuple((SHORT[side].said(gettext), self[f"{test.id}_{side}"]) for side in _sides(test)),
        )

    def part(self) -> MovementPart:
        """What was typed; a test without a value was not done."""
        said = self.cleaned_data
        values = (self._value(test) for test in self.tests)
        return MovementPart(
            **{name: said[name].strip() for name in MOVEMENT_TEXTS},
            **{name: said[name] for name in STIRRED},
            tests=tuple(value for value in values if value != TestValue(test=value.test)),
        )

    def _value(self, test: MovementTest) -> TestValue:
        typed = {side: self.cleaned_data[f"{test.id}_{side}"] for side in _sides(test)}
        if test.kind is TestKind.CHOSEN:
            return TestValue(test=test.id, **{SIDES[side]: word for side, word in typed.items()})
        return TestValue(test=test.id, **typed)


def _sides(test: MovementTest) -> tuple[str, ...]:
    return ("left", "right") if test.sides else ("value",)


def _names(tests: tuple[MovementTest, ...]) -> list[str]:
    return [f"{test.id}_{side}" for test in tests for side in _sides(test)]


def _recorded(test: MovementTest, value: TestValue | None, side: str) -> Any:
    return getattr(value, SIDES[side] if test.kind is TestKind.CHOSEN else side, None)


def _levels(choices: tuple[LevelChoice, ...]) -> list[tuple[str, str]]:
    return [("", gettext("not asked")), *((one.id, gettext(one.name)) for one in choices)]


def _field(test: MovementTest, side: str) -> forms.Field:
    label = Words(SIDE_NAMES[side].message, test=Words(test.name), unit=_unit(test)).said(gettext)
    if test.kind is TestKind.CHOSEN:
        offered = [NOT_TESTED, *((one.id, gettext(one.name)) for one in test.choices)]
        return forms.ChoiceField(label=label, choices=offered, required=False)
    if test.kind is TestKind.GRADED and test.range:
        grades = [(str(grade), str(grade)) for grade in range(int(test.range[0]), int(test.range[1]) + 1)]
        return forms.TypedChoiceField(
            label=label, choices=[NOT_TESTED, *grades], required=False, coerce=Decimal, empty_value=None
        )
    low, high = test.range or (None, None)
    return forms.DecimalField(
        label=label, required=False, min_value=low, max_value=high, max_digits=7, decimal_places=1
    )


def _usual(test: MovementTest) -> str:
    if test.usual is None:
        return ""
    low, high = test.usual
    said = Words("Usually {low} to {high}.", low=low, high=high) if low < high else Words("Usually {low}.", low=low)
    return said.said(gettext)


def _unit(test: MovementTest) -> Words:
    if test.kind is TestKind.MEASURED and test.unit:
        return Words(", {unit}", unit=Words(test.unit.value))
    return Words("")
