"""One tap each on the needle page: read, said, bell, longer, current, cleared, that was all."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from weft.records.actions import treat
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest
from weft.web.treat import forms
from weft.web.treat.needles import HANDS, after, page_of, press


@require_POST
@policy(Audience.STAFF, jobs=HANDS)
def read(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """What is to be heeded was read."""
    result = treat.read_heed(visit_id=visit_id, by=request.member, digest=request.POST.get("digest", ""))
    return after(request, visit_id, result)


@require_POST
@policy(Audience.STAFF, jobs=HANDS)
def said(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """A number that the person said."""
    form = forms.Said(request.POST)
    if not form.is_valid():
        return page_of(request, visit_id, status=400)
    return after(request, visit_id, treat.say(visit_id=visit_id, by=request.member, **form.cleaned_data))


@require_POST
@policy(Audience.STAFF, jobs=HANDS)
def bell(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """The call bell is in their hand."""
    return after(request, visit_id, treat.bell(visit_id=visit_id, by=request.member))


@require_POST
@policy(Audience.STAFF, jobs=HANDS)
def longer(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """Two minutes more."""
    result = treat.longer(visit_id=visit_id, by=request.member, key=request.POST.get("key", ""))
    return after(request, visit_id, result)


@require_POST
@policy(Audience.STAFF, jobs=HANDS)
def current(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """A current between needles begins."""
    form = forms.Current(request.POST)
    return press(
        request, visit_id, "current", form,
        lambda given: treat.start_current(
            visit_id=visit_id, by=request.member, settings=form.settings(), comfortable=given["comfortable"],
            key=given["key"],
        ),
    )  # fmt: skip


@require_POST
@policy(Audience.STAFF, jobs=HANDS)
def clear(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """In a faint: an area is cleared, uncounted."""
    result = treat.clear_area(visit_id=visit_id, by=request.member, area=request.POST.get("area", ""))
    return after(request, visit_id, result)


@require_POST
@policy(Audience.STAFF, jobs=HANDS)
def that_was_all(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """No more needles in hand, and the count says otherwise."""
    return after(request, visit_id, treat.that_was_all(visit_id=visit_id, by=request.member))
