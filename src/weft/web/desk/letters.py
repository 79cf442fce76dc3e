"""Letters to other clinicians: written, signed, printed, and marked when they left the house."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weft.core.desk.letters import UNTOLD
from weft.records.access import Job
from weft.records.actions import letters as actions
from weft.records.actions.base import Refused
from weft.records.reads import letters as reads
from weft.web.answer import done, page
from weft.web.desk.letter_forms import LetterForm, Sent
from weft.web.desk.person import heading
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest
from weft.web.treat.typed import draft_of, kept, spoken

BOXES = ("with_curve", "person_knows")


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.STAFF, jobs={Job.RECORD})
@sensitive_post_parameters()
def write(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """A letter begun from the record; POST signs it."""
    seen = reads.letter_to_write(person_id, request.member)
    form = LetterForm(request.POST if request.method == "POST" else None, seen)
    if not form.is_bound:
        return _page(request, seen, form)
    if not form.is_valid():
        return _page(request, seen, form, status=400)
    key = form.cleaned_data["key"]
    result = actions.sign_letter(by=request.member, person_id=person_id, letter=form.written(), key=key)
    if isinstance(result, Refused) and result.words == UNTOLD:
        form.add_error("person_knows", result.words.said(gettext))
        return _page(request, seen, form, status=result.status)
    if isinstance(result, Refused):
        return _page(request, seen, form, status=result.status, refused=spoken(result))
    return done(request, result, to=lambda made: reverse("desk:letter", args=[made]))


@require_POST
@policy(Audience.STAFF, jobs={Job.RECORD})
@sensitive_post_parameters()
def draft(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Keep what is typed; for htmx only the line that says so."""
    content = {**draft_of(request), **{name: name in request.POST for name in BOXES}}
    saved = actions.keep_letter(by=request.member, person_id=person_id, content=content)
    return kept(request, saved, reverse("desk:write_letter", args=[person_id]))


@require_safe
@policy(Audience.STAFF, jobs={Job.RECORD})
def letter(request: ClinicRequest, letter_id: UUID) -> HttpResponse:
    """A letter as it was signed."""
    return _shown(request, reads.letter_seen(letter_id, request.member), Sent())


@require_POST
@policy(Audience.STAFF, jobs={Job.RECORD})
def sent(request: ClinicRequest, letter_id: UUID) -> HttpResponse:
    """It was handed over or sent."""
    form = Sent(request.POST)
    if not form.is_valid():
        return _shown(request, reads.letter_seen(letter_id, request.member), form, status=400)
    result = actions.letter_sent(by=request.member, letter_id=letter_id, **form.cleaned_data)
    return done(request, result, to=lambda made: reverse("desk:letter", args=[made]))


@require_safe
@policy(Audience.STAFF, jobs={Job.RECORD})
def sheet(request: ClinicRequest, letter_id: UUID) -> HttpResponse:
    """The letter on paper."""
    from weft.draw.sheet_letter import LetterPrint, letter_sheet  # typst is only needed here

    seen, clinic = reads.letter_seen(letter_id, request.member), request.clinic
    printed = LetterPrint(
        clinic=clinic.name, contact=(clinic.phone, clinic.email), to_name=seen.to_name, to_address=seen.to_address,
        person=seen.header.name, born=date_format(seen.header.born, "j M Y") if seen.header.born else "",
        day=date_format(seen.signed_on, "j M Y"), sections=seen.parts, curve=seen.curve,
        person_knows=seen.person_knows, signed_as=seen.signed_as,
        marked=gettext("synthetic person") if seen.header.is_synthetic else "",
    )  # fmt: skip
    answer = HttpResponse(
        letter_sheet(printed, say=gettext, language=get_language() or "en"), content_type="application/pdf"
    )
    answer.headers["Content-Disposition"] = 'inline; filename="letter.pdf"'
    return answer


def _page(
    request: ClinicRequest, seen: reads.LetterToWrite, form: LetterForm, status: int = 200, **more: Any
) -> HttpResponse:
    return page(
        request, "desk/letter_write.html", status=status, seen=seen, form=form, person=heading(seen.header),
        draft_url=reverse("desk:letter_draft", args=[seen.header.id]), **more,
    )  # fmt: skip


def _shown(request: ClinicRequest, seen: reads.LetterSeen, form: Sent, status: int = 200) -> HttpResponse:
    return page(request, "desk/letter.html", status=status, seen=seen, form=form, person=heading(seen.header))
