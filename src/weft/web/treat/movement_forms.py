"""The form of the movement page: the plan as a checklist, and everything else that is tapped."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from weft.core.shared.care import Answer, Effort
from weft.core.shared.modality import Detail
from weft.core.treat.hands_on import SKIN_WORDS, HandsOn, Skin
from weft.core.treat.home_set import HomeChange, HomeSet, home_set
from weft.core.treat.session import ItemDone, NextTime, Version
from weft.core.treat.since import SINCE_WORDS, Since, since_fault
from weft.records.reads.treat import MovementPage
from weft.records.reads.treat_movement import HomeSeen, ItemSeen, TestSeen
from weft.web.fields import new_key
from weft.web.treat.forms import WithReaction, asked, number, pain, words

EFFORTS = {
    Effort.GENTLE: gettext_lazy("gentle"),
    Effort.MODERATE: gettext_lazy("moderate"),
    Effort.HARD: gettext_lazy("hard"),
}
VERSIONS = [("", gettext_lazy("as planned")), (Version.EASIER.value, gettext_lazy("easier version")),
            (Version.HARDER.value, gettext_lazy("harder version"))]  # fmt: skip
NEXT = [(NextTime.LOAD.value, gettext_lazy("load: more")),
        (NextTime.HOLD.value, gettext_lazy("hold: same")),
        (NextTime.EASE.value, gettext_lazy("ease: less"))]  # fmt: skip
SITES = [(Answer.NO.value, gettext_lazy("no")), (Answer.YES.value, gettext_lazy("yes"))]
OPENED = [("", gettext_lazy("stays closed")), ("work", gettext_lazy("their work asks for it")),
          ("sport", gettext_lazy("they train for their sport")),
          ("before", gettext_lazy("done before without trouble")), ("say", gettext_lazy("another reason"))]  # fmt: skip
HOME = [(HomeChange.MORE.value, gettext_lazy("more")), (HomeChange.SAME.value, gettext_lazy("same")),
        (HomeChange.STOP.value, gettext_lazy("stop"))]  # fmt: skip
NUMBERS = ("sets", "reps", "minutes")
LISTS = frozenset({"since", "home_new"})
SPINE = (("C", 7), ("T", 12), ("L", 5), ("S", 1))
LEVELS = tuple(f"{part}{place}" for part, most in SPINE for place in range(1, most + 1))
DETAILS = {
    Detail.TECHNIQUE: gettext_lazy("What was done"),
    Detail.LEVEL: gettext_lazy("Level or area"),
    Detail.GRADE: gettext_lazy("Grade"),
    Detail.SETTINGS: gettext_lazy("Settings"),
    Detail.MINUTES: gettext_lazy("Minutes"),
    Detail.SITE: gettext_lazy("Place"),
    Detail.SKIN_BEFORE: gettext_lazy("Skin before"),
    Detail.SKIN_AFTER: gettext_lazy("Skin after"),
    Detail.WHY: gettext_lazy("Why here?"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the checklist."""

    seen: ItemSeen
    done: forms.BoundField
    fields: tuple[forms.BoundField, ...]

    @property
    def is_wrong(self) -> bool:
        """Something typed in it has to be looked at again."""
        return any(each.errors for each in (self.done, *self.fields))


@dataclass(frozen=True, slots=True)
class Extra:
    """Something else that may be done, with what its record has room for."""

    modality: Any
    done: forms.BoundField
    fields: tuple[forms.BoundField, ...]


@dataclass(frozen=True, slots=True)
class TestLine:
    """One test beside last time."""

    __test__ = False  # not for pytest

    seen: TestSeen
    field: forms.BoundField


@dataclass(frozen=True, slots=True)
class HomeLine:
    """One home exercise with its change."""

    seen: HomeSeen
    field: forms.BoundField


class SignMovement(WithReaction):
    """What was done, how it felt, what comes next. Each item of the plan has fields of its own: ``done-<id>``…"""

    usual = (
        "general.flare", "general.dizzy", "general.faint", "movement.flare_over_a_day", "movement.fall",
        "movement.strain", "movement.nerve_change",
    )  # fmt: skip

    since = forms.MultipleChoiceField(
        label=gettext_lazy("Since last time"), required=False, widget=forms.CheckboxSelectMultiple
    )
    since_said = words(gettext_lazy("In words"))
    sites_bleed = forms.ChoiceField(
        label=gettext_lazy("For heat or cold: do needle sites there bleed or show a bruise?"), choices=SITES,
        required=False, widget=forms.RadioSelect,
    )  # fmt: skip
    thermal_reason = words(gettext_lazy("Why heat or cold today?"))
    opened = forms.ChoiceField(
        label=gettext_lazy("Hard effort today"), choices=OPENED, required=False, widget=forms.RadioSelect
    )
    override_reason = words(gettext_lazy("Why above the ceiling?"))
    pain_after = pain(gettext_lazy("Pain now"))
    next_time = forms.ChoiceField(
        label=gettext_lazy("Next time"), choices=NEXT, widget=forms.RadioSelect, initial=NextTime.HOLD.value
    )
    home_new = forms.MultipleChoiceField(
        label=gettext_lazy("New at home"), required=False, widget=forms.CheckboxSelectMultiple
    )
    taught = forms.BooleanField(label=gettext_lazy("Taught"), required=False)
    tell = words(gettext_lazy("Tell the needles"), hint=gettext_lazy("One line, at the top of the next needle page."))
    note = words(gettext_lazy("Note"), rows=4)
    note_written = forms.CharField(widget=forms.HiddenInput, required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)

    def __init__(self, data: Any, *, seen: MovementPage) -> None:
        fresh = {"next_time": NextTime.HOLD.value, "opened": "", **_lists(seen.draft), "key": new_key()}
        super().__init__(data, initial=fresh, auto_id="move_%s")
        self.seen = seen
        self.offer_reactions(seen.reaction_choices)
        self.fields["since"].choices = [(each.value, SINCE_WORDS[each].said(gettext)) for each in Since]  # type: ignore[attr-defined]
        self.fields["home_new"].choices = [(each.id, each.name.said(gettext)) for each in seen.home_more]  # type: ignore[attr-defined]
        self._add_items()
        self._add_extras()
        for test in seen.tests:
            self.fields[_test_field(test)] = _decimal(test)
        for home in seen.home:
            self.fields[f"home-{home.id}"] = _chips(home.name.said(gettext), HOME, HomeChange.SAME.value)

    def _add_items(self) -> None:
        labels = {"sets": gettext("sets"), "reps": gettext("times"), "minutes": gettext("minutes")}
        efforts = [("", gettext("effort")), *((each.value, self._effort(each)) for each in Effort)]
        for line in self.seen.items:
            item = line.item.id
            self.fields[f"done-{item}"] = forms.BooleanField(label=line.item.name.said(gettext), required=False)
            if line.item.modality != "exercise":
                self._add_details(item, line.modality)
                continue
            for part in NUMBERS:
                field = number(labels[part], required=False, most=999)
                planned = getattr(line.dose, part)
                field.widget.attrs["placeholder"] = planned or ""
                self.fields[f"{part}-{item}"] = field
            self.fields[f"effort-{item}"] = forms.ChoiceField(label=gettext("effort"), choices=efforts, required=False)
            self.fields[f"version-{item}"] = forms.ChoiceField(
                label=gettext("version"), choices=VERSIONS, required=False
            )

    def _effort(self, effort: Effort) -> str:
        """An effort's name; with a word when the ceiling closes it."""
        name, ceiling = str(EFFORTS[effort]), self.seen.ceiling
        if ceiling is None or tuple(Effort).index(effort) <= tuple(Effort).index(ceiling.effort):
            return name
        if ceiling.seated_minutes:
            return gettext("{effort}: closed today").format(effort=name)
        return gettext("{effort}: needs a reason").format(effort=name)

    def _add_extras(self) -> None:
        for modality in self.seen.extras:
            self.fields[f"also-{modality.id}"] = forms.BooleanField(label=gettext(modality.name), required=False)
            self._add_details(f"x.{modality.id}", modality)

    def _add_details(self, name: str, modality: Any) -> None:
        for detail in modality.records:
            field = _detail_field(detail, modality)
            if detail not in modality.needs:
                field.label = gettext("{label} (optional)").format(label=field.label)
            self.fields[f"{detail.value}-{name}"] = field

    def checklist(self) -> Iterator[Line]:
        """Each line of the plan with its tick and its fields."""
        for line in self.seen.items:
            item = line.item.id
            parts = (*NUMBERS, "effort", "version") if line.item.modality == "exercise" else _names(line.modality)
            yield Line(line, self[f"done-{item}"], tuple(self[f"{part}-{item}"] for part in parts))

    def extras(self) -> Iterator[Extra]:
        """What else may be done."""
        for modality in self.seen.extras:
            fields = tuple(self[f"{part}-x.{modality.id}"] for part in _names(modality))
            yield Extra(modality, self[f"also-{modality.id}"], fields)

    @property
    def has_extra(self) -> bool:
        """Something else is ticked, or wrong."""
        fields = (field for extra in self.extras() for field in extra.fields)
        return any(extra.done.value() for extra in self.extras()) or any(field.errors for field in fields)

    def tests_due(self) -> Iterator[TestLine]:
        """What is measured again."""
        return (TestLine(test, self[_test_field(test)]) for test in self.seen.tests)

    def home_lines(self) -> Iterator[HomeLine]:
        """The set until now."""
        return (HomeLine(each, self[f"home-{each.id}"]) for each in self.seen.home)

    def clean(self) -> dict[str, Any]:
        """What cannot stand together is said beside it; the action says the same."""
        given = super().clean() or {}
        if fault := since_fault(self.since_tapped()):
            self.add_error("since", fault.said(gettext))
        if fault := self.home_set().fault:
            self.add_error("home_new", fault.said(gettext))
        for line in self.seen.items:
            typed = any(given.get(f"{part}-{line.item.id}") for part in (*NUMBERS, "effort", "version"))
            if typed and not given.get(f"done-{line.item.id}"):
                self.add_error(f"done-{line.item.id}", gettext("Tick it as done, or empty what was changed in it."))
        if given.get("opened") == "say" and not given.get("override_reason"):
            self.add_error("override_reason", gettext("Say in a few words why hard effort is opened."))
        return given

    def items(self) -> tuple[ItemDone, ...]:
        """What was ticked."""
        given = self.cleaned_data
        planned = (self._item(line) for line in self.seen.items if given.get(f"done-{line.item.id}"))
        extras = (
            ItemDone(
                id=each.id,
                modality=each.id,
                minutes=given.get(f"minutes-x.{each.id}"),
                given=self._given(f"x.{each.id}"),
            )
            for each in self.seen.extras
            if given.get(f"also-{each.id}")
        )
        return (*planned, *extras)

    def _item(self, line: ItemSeen) -> ItemDone:
        given, item = self.cleaned_data, line.item.id
        effort, version = given.get(f"effort-{item}"), given.get(f"version-{item}")
        return ItemDone(
            id=item, modality=line.item.modality, **{part: given.get(f"{part}-{item}") for part in NUMBERS},
            effort=Effort(effort) if effort else None, version=Version(version or Version.AS_PLANNED),
            given=self._given(item),
        )  # fmt: skip

    def _given(self, name: str) -> HandsOn:
        texts = (each.value for each in Detail if each is not Detail.MINUTES)
        said = {text: self.cleaned_data.get(f"{text}-{name}") for text in texts}
        before, after = (Skin(said.pop(part) or "") for part in ("skin_before", "skin_after"))
        return HandsOn(**{part: str(value or "") for part, value in said.items()}, skin_before=before, skin_after=after)

    def since_tapped(self) -> tuple[Since, ...]:
        """What is true since last time."""
        return tuple(Since(each) for each in self.cleaned_data.get("since", ()))

    def home_changes(self) -> dict[str, HomeChange]:
        """What changed about each home exercise."""
        now = {each.id: self.cleaned_data.get(f"home-{each.id}") for each in self.seen.home}
        changed = {name: HomeChange(said or HomeChange.SAME) for name, said in now.items()}
        return changed | dict.fromkeys(self.cleaned_data.get("home_new", ()), HomeChange.NEW)

    def home_set(self) -> HomeSet:
        """The set from now on."""
        names = {each.id: each.name for each in (*self.seen.home, *self.seen.home_more)}
        return home_set([each.id for each in self.seen.home], self.home_changes(), names)

    def reason(self) -> str:
        """Why hard effort is opened: the chip, or what was said."""
        chosen, said = self.cleaned_data.get("opened", ""), self.cleaned_data.get("override_reason", "")
        chip = "" if chosen in {"", "say"} else str(dict(OPENED)[chosen])
        return said or chip

    def tests(self) -> dict[tuple[str, str], Decimal]:
        """Today's values by test and side."""
        values = {(each.test.id, each.side): self.cleaned_data.get(_test_field(each)) for each in self.seen.tests}
        return {place: value for place, value in values.items() if value is not None}

    def sites(self) -> Answer | None:
        """What was seen at the needle sites; None when nobody looked."""
        return Answer(self.cleaned_data["sites_bleed"]) if self.cleaned_data.get("sites_bleed") else None

    def pain(self) -> int | None:
        """0 to 10, or None when nobody asked."""
        return asked(self.cleaned_data.get("pain_after", ""))


def _lists(draft: dict[str, Any]) -> dict[str, Any]:
    """A single tick of a list is kept as a text."""
    return {name: [said] if name in LISTS and isinstance(said, str) else said for name, said in draft.items()}


def typed_before(draft: dict[str, Any]) -> QueryDict:
    """A kept draft as the form was sent."""
    data = QueryDict(mutable=True)
    for name, value in draft.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def _names(modality: Any) -> tuple[str, ...]:
    return tuple(each.value for each in modality.records)


def _test_field(test: TestSeen) -> str:
    return f"test-{test.test.id}-{test.side}" if test.side else f"test-{test.test.id}"


def _decimal(test: TestSeen) -> forms.DecimalField:
    low, high = test.test.range or (None, None)
    return forms.DecimalField(
        label=test.title.said(gettext), required=False, min_value=low, max_value=high, decimal_places=1, max_digits=6,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "autocomplete": "off", "step": "any"}),
    )  # fmt: skip


def _chips(label: str, choices: Any, initial: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=forms.RadioSelect, initial=initial)


def _detail_field(detail: Detail, modality: Any) -> forms.Field:
    label = DETAILS[detail]
    if detail is Detail.MINUTES:
        return number(label, required=False, most=120)
    if detail is Detail.GRADE:
        choices = [("", "–"), *((each, each) for each in modality.grades)]  # noqa: RUF001  a dash
        return forms.ChoiceField(
            label=label, choices=choices, required=False, widget=forms.Select(attrs={"translate": "no"})
        )
    if detail in {Detail.SKIN_BEFORE, Detail.SKIN_AFTER}:
        skins = [(each.value, says.said(gettext)) for each, says in SKIN_WORDS.items()]
        return forms.ChoiceField(label=label, choices=[("", gettext("not looked yet")), *skins], required=False)
    field = words(label, hint=gettext(modality.settings) if detail is Detail.SETTINGS and modality.settings else "")
    if detail is Detail.LEVEL:
        field.widget.attrs["list"] = "levels"
    if detail is Detail.TECHNIQUE and modality.techniques:
        field.widget.attrs["list"] = f"techniques-{modality.id}"
    return field
