"""The form of the movement page: the plan as a checklist."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from weft.core.shared.care import Answer, Effort
from weft.core.treat.session import HOME_EXERCISES_MAX, ItemDone, NextTime
from weft.records.reads.treat import MovementPage
from weft.web.fields import new_key
from weft.web.treat.forms import WithReaction, number, pain, words

EFFORTS = [("", gettext_lazy("effort")), (Effort.GENTLE.value, gettext_lazy("gentle")),
           (Effort.MODERATE.value, gettext_lazy("moderate")), (Effort.HARD.value, gettext_lazy("hard"))]  # fmt: skip
NEXT = [(NextTime.LOAD.value, gettext_lazy("load: a little more")),
        (NextTime.HOLD.value, gettext_lazy("hold: the same")),
        (NextTime.EASE.value, gettext_lazy("ease: a little less"))]  # fmt: skip
SITES = [(Answer.NO.value, gettext_lazy("no")), (Answer.YES.value, gettext_lazy("yes"))]
NUMBERS = ("sets", "reps", "minutes")


class SignMovement(WithReaction):
    """What was done, how it felt, what comes next. Each item of the plan has fields of its own: ``done-<id>``…"""

    also = forms.MultipleChoiceField(
        label=gettext_lazy("Also done"), required=False, widget=forms.CheckboxSelectMultiple
    )
    sites_bleed = forms.ChoiceField(
        label=gettext_lazy("For heat or cold: do needle sites there bleed or show a bruise?"), choices=SITES,
        required=False, widget=forms.RadioSelect,
    )  # fmt: skip
    thermal_reason = words(gettext_lazy("Why heat or cold today?"))
    override_reason = words(gettext_lazy("Why above the ceiling?"))
    pain_after = pain(gettext_lazy("Pain now"))
    next_time = forms.ChoiceField(
        label=gettext_lazy("Next time"), choices=NEXT, widget=forms.RadioSelect, initial=NextTime.HOLD.value
    )
    home = forms.MultipleChoiceField(
        label=gettext_lazy("At home from now on"), required=False, widget=forms.CheckboxSelectMultiple
    )
    tell = words(gettext_lazy("Tell the needles"), hint=gettext_lazy("One line, at the top of the next needle page."))
    note = words(gettext_lazy("Note"), rows=2)
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)

    def __init__(self, data: Any, *, seen: MovementPage) -> None:
        initial = {**_lists(seen.draft), "key": new_key()}
        super().__init__(data, initial={"next_time": NextTime.HOLD.value, **initial}, auto_id="sign_%s")
        self.seen = seen
        self.offer_reactions(seen.reaction_choices)
        self.fields["also"].choices = [(each, gettext(name)) for each, name in seen.extras]  # type: ignore[attr-defined]
        homes = [(each.id, each.name.said(gettext)) for each in seen.home]
        self.fields["home"].choices = homes  # type: ignore[attr-defined]
        self.fields["home"].initial = [each for each, _ in homes][:HOME_EXERCISES_MAX]
        for line in seen.items:
            self._add(line.item.id, line.item.name.said(gettext))

    def _add(self, item: str, name: str) -> None:
        self.fields[f"done-{item}"] = forms.BooleanField(label=name, required=False)
        labels = {"sets": gettext("sets"), "reps": gettext("reps"), "minutes": gettext("minutes")}
        for part in NUMBERS:
            self.fields[f"{part}-{item}"] = number(labels[part], required=False, most=999)
        self.fields[f"effort-{item}"] = forms.ChoiceField(label=gettext("effort"), choices=EFFORTS, required=False)

    def checklist(self) -> Iterator[tuple[Any, forms.BoundField, list[forms.BoundField]]]:
        """Each line of the plan with its tick and its fields."""
        for line in self.seen.items:
            item = line.item.id
            yield line, self[f"done-{item}"], [self[f"{part}-{item}"] for part in (*NUMBERS, "effort")]

    def items(self) -> tuple[ItemDone, ...]:
        """What was ticked."""
        given = self.cleaned_data
        ticked = (line.item for line in self.seen.items if given[f"done-{line.item.id}"])
        planned = tuple(
            ItemDone(
                id=item.id, modality=item.modality, **{part: given[f"{part}-{item.id}"] for part in NUMBERS},
                effort=Effort(given[f"effort-{item.id}"]) if given[f"effort-{item.id}"] else None,
            )
            for item in ticked
        )  # fmt: skip
        return (*planned, *(ItemDone(id=each, modality=each) for each in given["also"]))

    def sites(self) -> Answer | None:
        """What was seen at the needle sites; None when nobody looked."""
        return Answer(self.cleaned_data["sites_bleed"]) if self.cleaned_data["sites_bleed"] else None


def _lists(draft: dict[str, Any]) -> dict[str, Any]:
    """A single tick of a list is kept as a text."""
    return {
        name: [value] if name in {"also", "home"} and isinstance(value, str) else value for name, value in draft.items()
    }
