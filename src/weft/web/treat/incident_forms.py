"""Forms of an incident: five taps, then words; and what the clinical lead made of it."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from weft.core.treat.incidents import CALL_FIRST, HELP_FROM_GRADE, Kind, Reported
from weft.records.actions.incidents import IncidentTold
from weft.records.reads.incidents import ReportForm
from weft.web.fields import Line, key_field, new_key, note_field

CHOOSE = {"required": gettext_lazy("Choose one."), "invalid_choice": gettext_lazy("Choose one.")}
REACHED = (("yes", gettext_lazy("It reached somebody")), ("no", gettext_lazy("A near miss: it reached nobody")))
WHEN = (("now", gettext_lazy("Just now")), ("earlier", gettext_lazy("Earlier")))
WALL = "%Y-%m-%dT%H:%M"


class Taps(forms.RadioSelect):
    """Radio buttons; those that ask for help first are marked, so that the page can show whom to ring at once."""

    def __init__(self, grave: frozenset[str]) -> None:
        super().__init__()
        self.grave = grave

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """One choice."""
        option: dict[str, Any] = super().create_option(*args, **kwargs)
        if str(option["value"]) in self.grave:
            option["attrs"]["data-grave"] = ""
        return option


class Report(forms.Form):
    """What, whether it reached anybody, how bad, when, how sure; then what happened."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What happened?"), error_messages=CHOOSE,
        widget=Taps(frozenset(each.value for each in CALL_FIRST)),
    )  # fmt: skip
    reached = forms.ChoiceField(
        label=gettext_lazy("Did it reach anybody?"), choices=REACHED, widget=forms.RadioSelect, error_messages=CHOOSE
    )
    grade = forms.ChoiceField(
        label=gettext_lazy("How bad?"), required=False, error_messages=CHOOSE,
        widget=Taps(frozenset(str(grade) for grade in range(HELP_FROM_GRADE, 6))),
    )  # fmt: skip
    when = forms.ChoiceField(
        label=gettext_lazy("When?"), choices=WHEN, widget=forms.RadioSelect, initial="now", error_messages=CHOOSE
    )
    relation = forms.ChoiceField(
        label=gettext_lazy("Did the treatment cause it?"), required=False, widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )  # fmt: skip
    at = forms.DateTimeField(
        label=gettext_lazy("Day and time"), required=False, input_formats=[WALL, "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=WALL),
        error_messages={"invalid": gettext_lazy("Write day and time as 2027-03-02 14:30.")},
    )  # fmt: skip
    code = forms.ChoiceField(label=gettext_lazy("Something else: what?"), required=False, error_messages=CHOOSE)
    story = note_field(gettext_lazy("What happened, in a few words"))
    done = note_field(gettext_lazy("What was done"))
    present = Line(
        label=gettext_lazy("Who was there"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )  # fmt: skip
    key = key_field()

    TAPS = ("kind", "reached", "grade", "when", "relation")

    def __init__(self, data: Any, seen: ReportForm) -> None:
        super().__init__(data, initial={"key": new_key()})
        choices: dict[str, list[tuple[str, str]]] = {
            "kind": [(kind, says.said(gettext)) for kind, says in seen.kinds],
            "grade": [
                (str(grade), f"{name.said(gettext)}: {plain.said(gettext)}") for grade, name, plain in seen.grades
            ],
            "relation": [(each, says.said(gettext)) for each, says in seen.relations],
            "code": [("", gettext("not on the list")), *((code, says.said(gettext)) for code, says in seen.others)],
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]
        self.fields["story"].required = True
        self.fields["story"].error_messages["required"] = gettext("Write in a few words what happened.")
        if seen.header is None:
            self.fields["present"].label = gettext("Who was hurt or there")

    def clean(self) -> dict[str, Any]:
        """What depends on another tap."""
        given = super().clean() or {}
        if given.get("reached") == "yes" and not given.get("grade") and "grade" not in self.errors:
            self.add_error("grade", gettext("Say how bad it was."))
        if given.get("when") == "earlier" and not given.get("at") and "at" not in self.errors:
            self.add_error("at", gettext("Say on which day and at what time."))
        return given

    @property
    def taps(self) -> list[forms.BoundField]:
        """The five taps."""
        return [self[name] for name in self.TAPS]

    @property
    def words(self) -> list[forms.BoundField]:
        """What is written after them."""
        return [each for each in self if each.name not in self.TAPS]

    def told(self) -> IncidentTold:
        """As the action takes it."""
        given = self.cleaned_data
        is_near_miss = given["reached"] == "no"
        kind = Kind(given["kind"])
        happened: datetime | None = given["at"] if given["when"] == "earlier" else None
        return IncidentTold(
            reported=Reported(
                kind, is_near_miss, None if is_near_miss else int(given["grade"]),
                given["code"] if kind is Kind.OTHER else "",
            ),
            story=given["story"], happened=happened.replace(tzinfo=None) if happened else None,
            relation="" if is_near_miss else given["relation"], done_about_it=given["done"], present=given["present"],
        )  # fmt: skip


class Outcome(forms.Form):
    """What came of it."""

    outcome = note_field(gettext_lazy("What it was, and what changes from now on"), rows=2)

    def __init__(self, data: Any, *, about: Any) -> None:
        super().__init__(data, auto_id=f"look_{about.hex}_%s")
        self.about = about
        self.fields["outcome"].required = True
        self.fields["outcome"].error_messages["required"] = gettext("Write what came of it, even when nothing changes.")
