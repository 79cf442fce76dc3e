"""Somebody comes late or not at all: the ways in words, one press each."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from weft.records.access import Job
from weft.records.actions import late as actions
from weft.records.actions import undo
from weft.records.actions.base import Refused
from weft.records.actions.late import LATE, Way
from weft.records.actions.undo import Undo
from weft.records.reads.late import late_page
from weft.web.answer import done, page
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest
from weft.web.schedule.heads import head_of
from weft.web.undo import offer


class LateForm(forms.Form):
    """How late, and what is done about it."""

    minutes = forms.TypedChoiceField(coerce=int, choices=[(each, each) for each in LATE])
    way = forms.TypedChoiceField(coerce=Way, choices=[(each.value, each.value) for each in Way])
    seen = forms.CharField(max_length=64, required=False, empty_value=None)


@require_safe
@policy(Audience.STAFF, jobs={Job.DIARY})
def late(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """``?minutes=15``: what can still be done of the trip."""
    return _page(request, visit_id, request.GET.get("minutes", ""))


@require_POST
@policy(Audience.STAFF, jobs={Job.DIARY})
def settle(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """One way was chosen."""
    form = LateForm(request.POST)
    if not form.is_valid():
        return _page(request, visit_id, request.POST.get("minutes", ""), status=400)
    result = undo.settle_late(visit_id=visit_id, by=request.member, **form.cleaned_data)
    return _after(request, visit_id, result)


@require_POST
@policy(Audience.STAFF, jobs={Job.DIARY})
def missed(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """Nobody came."""
    result = undo.did_not_come(visit_id=visit_id, by=request.member, seen=request.POST.get("seen"))
    return _after(request, visit_id, result)


@require_POST
@policy(Audience.STAFF, jobs={Job.DIARY})
def came(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """They came after all."""
    result = actions.came_after_all(visit_id=visit_id, by=request.member)
    return _after(request, visit_id, result, gettext("The visit stands again."))


def _after(
    request: ClinicRequest, visit_id: UUID, result: Undo | tuple[UUID, ...] | Refused, says: str = ""
) -> HttpResponse:
    """What can be undone says by its bar what was written."""
    if isinstance(result, Refused):
        return _page(request, visit_id, request.POST.get("minutes", ""), refused=result, status=result.status)
    if isinstance(result, Undo):
        offer(request, result)
    else:
        messages.info(request, says)
    return done(request, result, to=reverse("schedule:late", args=[visit_id]))


def _page(
    request: ClinicRequest, visit_id: UUID, minutes: str, *, refused: Refused | None = None, status: int = 200
) -> HttpResponse:
    seen = late_page(visit_id, int(minutes) if minutes in {str(each) for each in LATE} else 0, by=request.member)
    return page(
        request, "schedule/late.html", status=status, seen=seen, person=head_of(seen.person),
        refused=refused and refused.words.said(gettext),
    )  # fmt: skip
