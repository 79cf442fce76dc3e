"""Opening a record from outside the care team: say why, then go on; and who did, for the lead and for the person."""

import logging
from typing import cast
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from weft.core.shared.words import Words
from weft.records.access import Job, NeedsReason, Purpose, person_for
from weft.records.actions.base import Reason, Refused
from weft.records.actions.opening import LONGEST, open_record
from weft.records.reads.opened import WHY, all_opened, opened_by_others
from weft.web.answer import done, page, refused
from weft.web.desk.lost import Kept, again, carried, kept_of
from weft.web.fields import Line
from weft.web.paged import number_of, pages_of
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest, reference_of

log = logging.getLogger("weft.web")

FIRST_SAY_WHY = Refused(
    Reason.NOT_ALLOWED,
    Words("You are not in this person's care team. Open their page in another window, say why, and go on here."),
)


class Why(forms.Form):
    """One tap; words where no tap fits, or where they help."""

    why = forms.ChoiceField(
        label=gettext_lazy("Why do you need this record now?"), widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one.")},
    )  # fmt: skip
    words = Line(
        label=gettext_lazy("In words"), required=False, max_length=LONGEST,
        help_text=gettext_lazy("Needed with “Something else”."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )  # fmt: skip
    next = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # whatever a form takes
        choices = [(why.value, words.said(gettext)) for why, words in WHY.items()]
        cast("forms.ChoiceField", self.fields["why"]).choices = choices


def asks(request: ClinicRequest, wanted: NeedsReason) -> HttpResponse:
    """403 in the place of the page that was wanted: it asks why. What was sent is not done, and waits on the page."""
    log.info("%s refused: outside the care team, no reason given", reference_of(request))
    if getattr(request, "htmx", False):
        return refused(request, FIRST_SAY_WHY)
    was_sent = request.method not in {"GET", "HEAD"}
    onward = reverse("desk:person", args=[wanted.person_id]) if was_sent else request.get_full_path()
    kept = kept_of(request) if was_sent else None
    return _page(request, wanted.person_id, Why(initial={"next": onward}), 403, kept=kept, was_sent=was_sent)


@require_POST
@policy(Audience.STAFF, jobs={Job.RECORD})
@sensitive_post_parameters()
def opening(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Keep the reason and go on: to the page that was wanted, or to send what was typed."""
    form, kept = Why(request.POST), carried(request)
    if not form.is_valid():
        return _page(request, person_id, form, 400, kept=kept)
    said = form.cleaned_data
    result = open_record(by=request.member, person_id=person_id, why=said["why"], words=said["words"])
    if isinstance(result, Refused):
        form.add_error("words", result.words.said(gettext))
        return _page(request, person_id, form, result.status, kept=kept)
    if kept:
        return again(request, kept, request.member)
    return done(request, result, to=lambda _: _onward(said["next"], person_id))


@require_safe
@policy(Audience.STAFF, jobs={Job.OUTCOMES})
def openings(request: ClinicRequest) -> HttpResponse:
    """For the clinical lead: who opened which record from outside the care team, and why."""
    found = all_opened(request.member, number=number_of(request))
    return page(request, "desk/openings.html", rows=found.rows, pages=pages_of(request, found))


@require_safe
@policy(Audience.PATIENT)
def mine(request: ClinicRequest) -> HttpResponse:
    """For the person: who opened their record without being in their care team, when and why."""
    return page(request, "desk/opened.html", rows=opened_by_others(request.member))


def _page(
    request: ClinicRequest, person_id: UUID, form: Why, status: int, *, kept: Kept | None = None, was_sent: bool = False
) -> HttpResponse:
    person = person_for(request.member, person_id, Purpose.DIARY)  # the attempt is written down as such
    return page(
        request, "desk/open_record.html", status=status, form=form, person=person, kept=kept,
        was_sent=was_sent or bool(kept),
    )  # fmt: skip


def _onward(wanted: str, person_id: UUID) -> str:
    """The page that was wanted, when it is a path of ours."""
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, None)
    return wanted if is_ours else reverse("desk:person", args=[person_id])
