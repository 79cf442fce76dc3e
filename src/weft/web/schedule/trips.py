"""One trip: moved as a whole, pulled apart with a reason, put together again, cancelled."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from weft.records.access import Job
from weft.records.actions import undo
from weft.records.actions.base import Refused
from weft.records.actions.undo import Undo
from weft.records.reads import visit as reads
from weft.web.answer import done, page
from weft.web.meanwhile import written
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest
from weft.web.schedule.forms import CancelForm, MoveForm, SplitForm
from weft.web.schedule.heads import head_of
from weft.web.undo import offer


@require_safe
@policy(Audience.STAFF, jobs={Job.DIARY})
def visit(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """The trip as its capsule, with everything that can be done with it."""
    return _shown(request, visit_id)


@require_POST
@policy(Audience.STAFF, jobs={Job.DIARY})
def move(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """The whole trip to another time."""
    seen = reads.visit_page(visit_id, by=request.member)
    form = MoveForm(request.POST)
    at = _moment(request, form)
    if at is None:
        return _shown(request, visit_id, move_form=form, status=400)
    return _after(
        request,
        visit_id,
        undo.move(visit_id=seen.visit_id, to=at, by=request.member, seen=_seen(request)),
        move_form=form,
    )


@require_POST
@policy(Audience.STAFF, jobs={Job.DIARY})
def split(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """One half elsewhere, with the reason."""
    seen = reads.visit_page(visit_id, by=request.member)
    form = SplitForm(request.POST)
    at = _moment(request, form)
    if at is None or seen.pair_id is None:
        return _shown(request, visit_id, split_form=form, status=400)
    result = undo.split(
        pair_id=seen.pair_id, visit_id=form.cleaned_data["half"], to=at,
        reason=form.cleaned_data["reason"], by=request.member, seen=_seen(request),
    )  # fmt: skip
    return _after(request, visit_id, result, split_form=form)


@require_POST
@policy(Audience.STAFF, jobs={Job.DIARY})
def rejoin(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """The second half back behind the first."""
    seen = reads.visit_page(visit_id, by=request.member)
    if seen.pair_id is None:
        return _shown(request, visit_id, status=400)
    return _after(request, visit_id, undo.rejoin(pair_id=seen.pair_id, visit_id=visit_id, by=request.member))


@require_POST
@policy(Audience.STAFF, jobs={Job.DIARY})
def cancel(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """The trip, or one half of it, is off."""
    seen = reads.visit_page(visit_id, by=request.member)
    form = CancelForm(request.POST)
    half = form.cleaned_data["only_this_half"] if form.is_valid() else None
    if not form.is_valid() or (half and half not in {part.id for part in seen.parts}):
        return _shown(request, visit_id, cancel_form=form, status=400)
    result = undo.cancel(
        visit_id=half or seen.visit_id, only_this_half=half is not None,
        reason=form.cleaned_data["reason"], by=request.member, seen=_seen(request),
    )  # fmt: skip
    return _after(request, visit_id, result, cancel_form=form)


def _moment(request: ClinicRequest, form: MoveForm) -> Any:
    """The moment that was typed, or None with the reason on the form."""
    if not form.is_valid():
        return None
    at = reads.moment_at(request.clinic.zone, form.cleaned_data["day"], form.cleaned_data["start"])
    if at is None:
        form.add_error("start", gettext("The clocks change then, so that time is not one moment. Choose another."))
    return at


def _seen(request: ClinicRequest) -> str | None:
    """The mark of the trip as the page showed it."""
    return request.POST.get("seen")


def _after(request: ClinicRequest, visit_id: UUID, result: Undo | Refused, **forms: Any) -> HttpResponse:
    if isinstance(result, Refused):
        return _shown(request, visit_id, refused=result, **forms)
    return done(request, offer(request, result), to=reverse("schedule:visit", args=[visit_id]))


def _shown(
    request: ClinicRequest, visit_id: UUID, *, refused: Refused | None = None, status: int = 200, **forms: Any
) -> HttpResponse:
    seen = reads.visit_page(visit_id, by=request.member)
    instead = reads.walls(refused.alternatives, request.clinic.zone) if refused else ()
    is_gone = not seen.can_change or ("split_form" in forms and not seen.is_together)
    empty = {"move_form": MoveForm(), "split_form": SplitForm(), "cancel_form": CancelForm()}
    return page(
        request, "schedule/visit.html", part="trip", status=refused.status if refused else status,
        trip=seen, nearest=instead or seen.nearest, refused=refused and refused.words.said(gettext),
        over=[each for form in forms.values() for each in written(form)] if is_gone else [],
        person=head_of(seen.person), **(empty | forms),
    )  # fmt: skip
