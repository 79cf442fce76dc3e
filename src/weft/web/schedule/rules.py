"""The clinic's rules for moving visits, in Setup: with what each of them does, in words."""

from dataclasses import asdict
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from weft.records.access import Job
from weft.records.actions.diary_rules import LEAST_MOVEMENT_MINUTES, MOST_NOTICE_HOURS, longest_movement, save_rules
from weft.records.reads import diary_rules as reads
from weft.web import meanwhile
from weft.web.answer import done, page
from weft.web.meanwhile import Both
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest


class RulesForm(forms.Form):
    """Two numbers."""

    notice_hours = forms.IntegerField(
        label=gettext_lazy("Notice, in hours"), min_value=0, max_value=MOST_NOTICE_HOURS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=gettext_lazy(
            "When somebody is away, another person's visit that begins sooner than this is never moved to make room."
        ),
    )  # fmt: skip
    least_movement_minutes = forms.IntegerField(
        label=gettext_lazy("Shortest movement, in minutes"), min_value=LEAST_MOVEMENT_MINUTES,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=gettext_lazy("When a person comes late, movement is not made shorter than this; it moves instead."),
    )  # fmt: skip
    version = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)
    marks = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)

    def __init__(self, stands: reads.RulesSeen, data: Any = None) -> None:
        super().__init__(data, initial=asdict(stands))
        self.initial["marks"] = meanwhile.marks(self)

    def clean_least_movement_minutes(self) -> int:
        """At most a whole visit."""
        minutes: int = self.cleaned_data["least_movement_minutes"]
        if minutes > (most := longest_movement()):
            says = gettext("A whole visit is {most} minutes: write at most that.").format(most=most)
            raise forms.ValidationError(says)
        return minutes

    def said(self) -> dict[str, Any]:
        """The numbers that were typed."""
        return {name: value for name, value in self.cleaned_data.items() if not self.fields[name].widget.is_hidden}


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.STAFF, jobs={Job.SETTINGS})
def rules(request: ClinicRequest) -> HttpResponse:
    """The rules; a POST changes them."""

    def save(form: RulesForm) -> object:
        return save_rules(by=request.member, **form.said(), seen=form.cleaned_data["version"])

    read, show = partial(reads.rules, request.member), partial(_page, request)
    if (shown := meanwhile.save_or_show(request, read, RulesForm, save, show)) is not None:
        return shown
    messages.info(request, gettext("Saved."))
    return done(request, None, to="schedule:rules")


def _page(
    request: ClinicRequest, _: reads.RulesSeen, form: RulesForm, *, status: int = 200, both: Both | None = None
) -> HttpResponse:
    return page(request, "schedule/rules.html", status=status, form=form, both=both, around=reads.around())
