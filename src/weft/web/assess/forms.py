"""Forms of the assessment: a problem, the shared story, a part for each discipline, goals and first scores."""

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext, gettext_lazy

from weft.core.assess.facts import MovementTest
from weft.core.assess.parts import LONGEST_TEXT, MovementPart, NeedlesPart, Part, Story, TestValue
from weft.core.plan.case import Problem
from weft.core.plan.interview import LONGEST_WEEKS, weeks_in
from weft.core.shared.words import Words
from weft.records.actions.assess import goals_revision
from weft.records.reads import assess as reads
from weft.records.reads.assess import Choices
from weft.web.fields import Line
from weft.web.plan.question_forms import STAYS, UNITS

RESULTS = (
    ("", gettext_lazy("not tried")),
    ("better", gettext_lazy("it got better")),
    ("same", gettext_lazy("no change")),
    ("worse", gettext_lazy("it got worse")),
)
_COMMAS = gettext_lazy("Put a comma between them.")
_TEXT = forms.Textarea(attrs={"rows": 2, "dir": "auto", "translate": "no"})


def _text(label: Any, **options: Any) -> Line:
    return Line(label=label, required=False, max_length=LONGEST_TEXT, widget=_TEXT, **options)


def _offer(form: forms.Form, name: str, offered: list[tuple[str, str]]) -> None:
    cast("forms.ChoiceField", form.fields[name]).choices = offered


class ProblemForm(forms.Form):
    """One problem in one place."""

    region = forms.ChoiceField(label=gettext_lazy("Where"))
    text = Line(label=gettext_lazy("In their words"), max_length=200, required=False)
    amount = forms.IntegerField(label=gettext_lazy("Since how long"), min_value=0, max_value=LONGEST_WEEKS)
    unit = forms.ChoiceField(label=gettext_lazy("Days, weeks, months or years"), choices=UNITS, initial="month")
    spreads = forms.ChoiceField(label=gettext_lazy("Where it spreads to"), initial=STAYS)
    pain = forms.IntegerField(
        label=gettext_lazy("Pain in the last week, 0 to 10"), min_value=0, max_value=10, required=False
    )

    def __init__(self, data: Any = None, *, choices: Choices, taken: tuple[str, ...] = ()) -> None:
        super().__init__(data)
        self.taken = taken
        _offer(self, "region", [(region.id, gettext(region.name)) for region in choices.regions])
        _offer(self, "spreads", [(id_ or STAYS, name.said(gettext)) for id_, name in choices.spreads])

    def problem(self) -> Problem:
        """As planning is given it; a second one in the same place gets a number."""
        said = self.cleaned_data
        name = said["region"].replace("_", "-")
        number = sum(1 for key in self.taken if key == name or key.startswith(f"{name}-")) + 1
        return Problem(
            id=name if number == 1 else f"{name}-{number}", region=said["region"], text=said["text"].strip(),
            since_weeks=weeks_in(said["amount"], said["unit"]), pain=said["pain"],
            radiates_to="" if said["spreads"] == STAYS else said["spreads"],
        )  # fmt: skip


class StoryForm(forms.Form):
    """What the person told: shared by all clinicians."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    told = _text(gettext_lazy("What they told, in their words"))
    regions = forms.MultipleChoiceField(
        label=gettext_lazy("Where it hurts"), widget=forms.CheckboxSelectMultiple, required=False
    )
    aggravated_by = _text(gettext_lazy("What makes it worse"), help_text=_COMMAS)
    also_treating = _text(gettext_lazy("Who else treats them, and with what"))
    factors = forms.MultipleChoiceField(
        label=gettext_lazy("What may add to it"), widget=forms.CheckboxSelectMultiple, required=False
    )
    comfort = _text(gettext_lazy("Comfort wishes: position, warmth, who is in the room"))

    def __init__(self, data: Any = None, *, choices: Choices, story: Story | None, revision: int) -> None:
        super().__init__(data, initial=_told(story or Story(), choices, revision))
        _offer(self, "regions", [(one.id, gettext(one.name)) for one in choices.regions])
        _offer(self, "factors", [(one.id, gettext(one.name)) for one in choices.factors])
        self.tried = {f"tried_{one.id}": one.id for one in choices.tried}
        for one in choices.tried:
            self.fields[f"tried_{one.id}"] = forms.ChoiceField(
                label=gettext(one.name), choices=RESULTS, required=False, widget=forms.Select
            )

    @property
    def tried_fields(self) -> list[forms.BoundField]:
        """How each thing went that people try, for a list of its own."""
        return [self[name] for name in self.tried]

    def story(self) -> Story:
        """What was typed."""
        said = self.cleaned_data
        return Story(
            told=said["told"].strip(), regions=tuple(said["regions"]), factors=tuple(said["factors"]),
            aggravated_by=tuple(each.strip() for each in said["aggravated_by"].split(",") if each.strip()),
            also_treating=said["also_treating"].strip(), comfort=said["comfort"].strip(),
            tried=reads.tried_of((id_, said[name]) for name, id_ in self.tried.items()),
        )  # fmt: skip


def _told(story: Story, choices: Choices, revision: int) -> dict[str, Any]:
    results = reads.tried_by_name(story)
    return {
        "revision": revision,
        "told": story.told,
        "regions": story.regions,
        "factors": story.factors,
        "aggravated_by": ", ".join(story.aggravated_by),
        "also_treating": story.also_treating,
        "comfort": story.comfort,
        **{f"tried_{one.id}": results.get(one.id, "") for one in choices.tried},
    }


class NeedlesForm(forms.Form):
    """Findings of the acupuncturist."""

    pattern = _text(gettext_lazy("Pattern"))
    channel = _text(gettext_lazy("Channels"))
    tongue = _text(gettext_lazy("Tongue"))
    pulse = _text(gettext_lazy("Pulse"))
    palpation = _text(gettext_lazy("Palpation"))

    def __init__(self, data: Any = None, *, choices: Choices, part: Part | None) -> None:
        names = ("pattern", "channel", "tongue", "pulse", "palpation")
        typed = part if isinstance(part, NeedlesPart) else NeedlesPart()
        super().__init__(data, initial={name: getattr(typed, name) for name in names})

    def part(self) -> NeedlesPart:
        """What was typed."""
        return NeedlesPart(**{name: text.strip() for name, text in self.cleaned_data.items()})


class MovementForm(forms.Form):
    """Findings of the physiotherapist: words, and tests with their usual values beside the field."""

    posture = _text(gettext_lazy("Posture and how they move"))
    neuro = _text(gettext_lazy("Nerves: strength, feeling, reflexes"))
    note = _text(gettext_lazy("Anything else"))

    def __init__(self, data: Any = None, *, choices: Choices, part: Part | None) -> None:
        typed = part if isinstance(part, MovementPart) else MovementPart()
        values = {value.test: value for value in typed.tests}
        self.tests = choices.tests
        initial = {name: getattr(typed, name) for name in ("posture", "neuro", "note")}
        for test in choices.tests:
            for side in _sides(test):
                initial[f"{test.id}_{side}"] = getattr(values.get(test.id), side, None)
        super().__init__(data, initial=initial)
        for test in choices.tests:
            for side in _sides(test):
                self.fields[f"{test.id}_{side}"] = _number(test, side)

    def part(self) -> MovementPart:
        """What was typed; a test without a number was not done."""
        said = self.cleaned_data
        values = (self._value(test) for test in self.tests)
        return MovementPart(
            posture=said["posture"].strip(), neuro=said["neuro"].strip(), note=said["note"].strip(),
            tests=tuple(value for value in values if value != TestValue(test=value.test)),
        )  # fmt: skip

    def _value(self, test: MovementTest) -> TestValue:
        return TestValue(test=test.id, **{side: self.cleaned_data[f"{test.id}_{side}"] for side in _sides(test)})


def _sides(test: MovementTest) -> tuple[str, ...]:
    return ("left", "right") if test.sides else ("value",)


_SIDES = {
    "value": Words("{test}, {unit}"),
    "left": Words("{test}, left, {unit}"),
    "right": Words("{test}, right, {unit}"),
}


def _number(test: MovementTest, side: str) -> forms.DecimalField:
    label = Words(_SIDES[side].message, test=Words(test.name), unit=Words(test.unit.value))
    usual = Words("usually {low} to {high}", low=test.usual[0], high=test.usual[1]) if test.usual else None
    return forms.DecimalField(
        label=label.said(gettext),
        help_text=usual.said(gettext) if usual else "",
        required=False,
        min_value=test.range[0],
        max_value=test.range[1],
        max_digits=7,
        decimal_places=1,
    )


class BaselineForm(forms.Form):
    """Goals in the person's own words, and the first scores."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    """Which goals the form showed."""
    goals = Line(
        label=gettext_lazy("What they want to do again, one a line"), required=False, max_length=2000, widget=_TEXT
    )

    def __init__(self, data: Any = None, *, choices: Choices, goals: tuple[str, ...]) -> None:
        super().__init__(data, initial={"goals": "\n".join(goals), "seen": goals_revision(goals)})
        self.measures = tuple(measure.id for measure in choices.measures)
        for measure in choices.measures:
            hint = Words("0 {low}, 10 {high}", low=measure.low, high=measure.high)
            self.fields[measure.id] = forms.DecimalField(
                label=measure.question.said(gettext), help_text=hint.said(gettext), required=False,
                min_value=0, max_value=10, max_digits=4, decimal_places=2,
            )  # fmt: skip

    def wanted(self) -> tuple[str, ...]:
        """One a line."""
        return tuple(line.strip() for line in self.cleaned_data["goals"].splitlines() if line.strip())

    def scores(self) -> dict[str, Decimal]:
        """Those that were given."""
        return {name: value for name in self.measures if (value := self.cleaned_data[name]) is not None}
