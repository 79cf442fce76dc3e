"""Forms of the assessment: a problem, the shared story, goals and first scores."""

from dataclasses import fields
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from weft.core.assess.part_faults import MOST_EPISODES, totals_fault
from weft.core.assess.parts import RiskAnswer, SeenDoctor, Story
from weft.core.plan.case import Problem
from weft.core.plan.interview import LONGEST_WEEKS, weeks_in
from weft.core.shared.care import Answer
from weft.core.shared.words import Words
from weft.records.actions.assess import goals_revision
from weft.records.actions.measure import ActivitiesGiven
from weft.records.reads import assess as reads
from weft.records.reads.assess import Choices
from weft.web.assess.fields import (
    COMMAS,
    TEXT,
    Fold,
    between_commas,
    in_our_words,
    offer,
    offer_list,
    shown_as,
    text_field,
    ticks,
)
from weft.web.fields import Line
from weft.web.meanwhile import marks
from weft.web.measure.activity_fields import activities_given, activity_faults, activity_fields
from weft.web.plan.question_forms import STAYS, UNITS

RESULTS = (
    ("", gettext_lazy("not tried")),
    ("better", gettext_lazy("it got better")),
    ("same", gettext_lazy("no change")),
    ("worse", gettext_lazy("it got worse")),
)
YES_NO = (("", gettext_lazy("not asked")), ("yes", gettext_lazy("yes")), ("no", gettext_lazy("no")))
DOCTOR = (
    (SeenDoctor.NOT_SAID.value, gettext_lazy("not asked")),
    (SeenDoctor.YES.value, gettext_lazy("yes")),
    (SeenDoctor.NO.value, gettext_lazy("no")),
)
DOCTOR_FIELDS = ["seen_doctor", "seen_doctor_when", "told_diagnosis", "also_treating"]
FIRST = ("told", "regions", "aggravated_by")
FOLDED = (("behaviour", "earlier_episodes"), ("weighs", "factors"), ("comfort_choices", "comfort"))
STORY_TEXTS = ("told", "also_treating", "comfort", "seen_doctor_when", "told_diagnosis")
STORY_LISTS = {"behaviour": "behaviour", "weighs": "weighs", "comfort_choices": "comfort"}


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
        offer(self, "region", [(region.id, gettext(region.name)) for region in choices.regions])
        offer(self, "spreads", [(id_ or STAYS, name.said(gettext)) for id_, name in choices.spreads])
        in_our_words(self)

    @property
    def is_changed(self) -> bool:
        """Whether somebody began to write a problem into it."""
        return any(self.data.get(name, "").strip() for name in ("text", "amount", "pain"))

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
    story_shown = forms.CharField(widget=forms.HiddenInput, required=False)
    """What the form showed."""
    story_marks = forms.CharField(widget=forms.HiddenInput, required=False)
    """The same field by field (`web.meanwhile`)."""
    told = text_field(gettext_lazy("What they told, in their words"))
    regions = ticks(gettext_lazy("Where it hurts"))
    behaviour = ticks(gettext_lazy("How it behaves"))
    aggravated_by = text_field(gettext_lazy("What makes it worse"), help_text=COMMAS)
    earlier_episodes = forms.IntegerField(
        label=gettext_lazy("How often it was there before"), required=False, min_value=0, max_value=MOST_EPISODES
    )
    seen_doctor = forms.ChoiceField(
        label=gettext_lazy("Has a doctor looked at it"), choices=DOCTOR, required=False, widget=forms.RadioSelect
    )
    seen_doctor_when = Line(label=gettext_lazy("When"), required=False, max_length=200)
    told_diagnosis = text_field(gettext_lazy("What the doctor called it"))
    also_treating = text_field(gettext_lazy("Who else treats them, and with what"))
    weighs = ticks(gettext_lazy("What else weighs on it"))
    factors = ticks(gettext_lazy("What may add to it"))
    comfort_choices = ticks(gettext_lazy("What makes it comfortable"))
    comfort = text_field(gettext_lazy("Comfort wishes: position, warmth, who is in the room"))
    start_back_total = forms.IntegerField(label=gettext_lazy("Total of all items"), required=False, min_value=0)
    start_back_mind = forms.IntegerField(
        label=gettext_lazy("Of these, the psychological part"), required=False, min_value=0
    )

    def __init__(self, data: Any = None, *, choices: Choices, story: Story | None, revision: int) -> None:
        super().__init__(data, initial=_told(story or Story(), choices, revision))
        offer(self, "regions", [(one.id, gettext(one.name)) for one in choices.regions])
        offer(self, "factors", [(one.id, gettext(one.name)) for one in choices.factors])
        for name, list_id in STORY_LISTS.items():
            offer_list(self, name, choices.lists.get(list_id))
        self.facts = choices.facts
        self.tried_classes = choices.tried
        self.tried = {f"tried_{one.id}": one.id for _, _, options in choices.tried for one in options}
        names = {f"tried_{one.id}": one.name for _, _, options in choices.tried for one in options}
        for name, label in names.items():
            self.fields[name] = _asked(gettext(label), RESULTS, forms.Select)
        self.risk = {f"risk_{one.id}": one.id for one in choices.facts.risk.questions}
        for question in choices.facts.risk.questions:
            self.fields[f"risk_{question.id}"] = _asked(gettext(question.text), YES_NO, forms.RadioSelect)
        if data is None:
            self.initial["story_marks"] = marks(self)
        in_our_words(self)

    def clean(self) -> dict[str, Any]:
        """The two totals of the licensed questionnaire fit each other."""
        said = super().clean() or {}
        if fault := totals_fault(said.get("start_back_total"), said.get("start_back_mind"), self.facts):
            self.add_error("start_back_total", fault.said(gettext))
        return said

    @property
    def first(self) -> list[forms.BoundField]:
        """What stands open: what they told, where it hurts, and what makes it worse."""
        return [self[name] for name in FIRST]

    @property
    def folds(self) -> list[Fold]:
        """Groups of fields that are folded away until somebody opens them."""
        tried = [
            Fold.of(self, Words("Tried before: {what}", what=name), [f"tried_{one.id}" for one in options])
            for _, name, options in self.tried_classes
        ]
        here = [[name for name in names if name in self.fields] for names in FOLDED]
        bands = Words(self.facts.start_back.name)
        licensed = Words("{name}: totals, where the clinic holds the permission", name=bands)
        note = Words(self.facts.risk.note)
        return [
            Fold.of(self, Words("How it behaves, and how often it was there before"), here[0]),
            Fold.of(self, Words("What weighs on it, and what may add to it"), here[1]),
            Fold.of(self, Words("Doctor, and who else treats them"), DOCTOR_FIELDS),
            *tried,
            Fold.of(self, Words("Risk of lasting pain: our own questions"), list(self.risk), note),
            Fold.of(self, licensed, ["start_back_total", "start_back_mind"]),
            Fold.of(self, Words("Comfort"), here[2]),
        ]

    @property
    def is_changed(self) -> bool:
        """Whether somebody typed over what the form showed."""
        return bool(self.cleaned_data["story_shown"] != shown_as(self.story()))

    def story(self) -> Story:
        """What was typed."""
        said = self.cleaned_data
        texts = {name: said[name].strip() for name in STORY_TEXTS}
        ticked: dict[str, Any] = {name: tuple(said.get(name, ())) for name in ("regions", "factors", *STORY_LISTS)}
        answers = {id_: said[name] for name, id_ in self.risk.items() if said[name]}
        return Story(
            **texts,
            **ticked,
            aggravated_by=between_commas(said["aggravated_by"]),
            earlier_episodes=said["earlier_episodes"],
            seen_doctor=SeenDoctor(said["seen_doctor"]),
            start_back_total=said["start_back_total"],
            start_back_mind=said["start_back_mind"],
            risk=tuple(RiskAnswer(question=id_, answer=Answer(answer)) for id_, answer in answers.items()),
            tried=reads.tried_of((id_, said[name]) for name, id_ in self.tried.items()),
        )


def _asked(label: str, choices: Any, widget: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=widget)


def _told(story: Story, choices: Choices, revision: int) -> dict[str, Any]:
    results = reads.tried_by_name(story)
    risk = {said.question: said.answer.value for said in story.risk}
    plain = {field.name: getattr(story, field.name) for field in fields(story)}
    return plain | {
        "revision": revision,
        "story_shown": shown_as(story),
        "aggravated_by": ", ".join(story.aggravated_by),
        "seen_doctor": story.seen_doctor.value,
        **{f"tried_{one.id}": results.get(one.id, "") for _, _, options in choices.tried for one in options},
        **{f"risk_{one.id}": risk.get(one.id, "") for one in choices.facts.risk.questions},
    }


class BaselineForm(forms.Form):
    """Goals in the person's own words, and the first scores."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    """Which goals the form showed."""
    goals = Line(
        label=gettext_lazy("What they want to do again, one a line"), required=False, max_length=2000, widget=TEXT
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
        self.things = choices.things
        self.fields |= activity_fields(self.things, may_name=True)
        if self.things:
            self.fields["name-0"].help_text = f"{self.things.naming.said(gettext)} {self.things.ends.said(gettext)}."
        in_our_words(self)

    def clean(self) -> dict[str, Any] | None:
        """A number belongs to a thing that is named."""
        said = super().clean()
        for name, fault in activity_faults(self, self.things):
            self.add_error(name, fault)
        return said

    @property
    def is_changed(self) -> bool:
        """Whether somebody typed a score, named a thing, or typed over the goals that the form showed."""
        is_typed = bool(self.scores()) or not self.activities().is_empty
        return is_typed or goals_revision(self.wanted()) != self.cleaned_data["seen"]

    def activities(self) -> ActivitiesGiven:
        """Things that are hard for them, each with its first number."""
        return activities_given(self, self.things)

    def wanted(self) -> tuple[str, ...]:
        """One a line."""
        return tuple(line.strip() for line in self.cleaned_data["goals"].splitlines() if line.strip())

    def scores(self) -> dict[str, Decimal]:
        """Those that were given."""
        return {name: value for name in self.measures if (value := self.cleaned_data[name]) is not None}
