"""Which measures the clinic uses; take in an official wording, record and withdraw a permission."""

from typing import TypeVar

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from weft.core.measure.facts import Licence
from weft.records.actions.base import Reason, Refused
from weft.records.actions.measure_wording import MAY, record_permission, take_in_wording, withdraw_permission
from weft.records.reads.measure_settings import measure_row, measures_of
from weft.web import meanwhile
from weft.web.answer import done, page
from weft.web.measure.settings_forms import Permission, Withdrawal, Wording
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest

F = TypeVar("F", Permission, Withdrawal)


@require_safe
@policy(Audience.STAFF, jobs=MAY)
def measures(request: ClinicRequest) -> HttpResponse:
    """Every measure with its licence and its state."""
    rows = measures_of(request.member)
    ours = [row for row in rows if row.licence is Licence.OURS]
    return page(request, "measure/measures.html", theirs=[row for row in rows if row not in ours], ours=ours)


@require_safe
@policy(Audience.STAFF, jobs=MAY)
def measure(request: ClinicRequest, measure: str) -> HttpResponse:
    """One questionnaire: what stands, and the forms."""
    return _shown(request, measure)


@require_POST
@policy(Audience.STAFF, jobs=MAY)
def wording(request: ClinicRequest, measure: str) -> HttpResponse:
    """Take in the official wording."""
    row = measure_row(request.member, measure)
    stands = Wording(row=row)
    data, unchosen = meanwhile.settled(request.POST, [stands])
    form = Wording(data, request.FILES, row=row)
    if not form.is_valid():
        return _shown(request, measure, wording=form)
    said = form.cleaned_data
    result = meanwhile.NOT_CHOSEN if unchosen else take_in_wording(
        by=request.member, measure=measure, texts=form.texts(), stated=said["stated"], choices=form.choices(),
        key=said["key"], seen=said["seen"],
    )  # fmt: skip
    if isinstance(result, Refused):
        return _not_taken_in(request, measure, form, result)
    return done(request, result, to=lambda _: reverse("measure:measure", args=[measure]))


def _not_taken_in(request: ClinicRequest, measure: str, form: Wording, no: Refused) -> HttpResponse:
    """The form as it was typed, or as its file filled it; beside the wording that stands, where one came meanwhile."""
    row, both = measure_row(request.member, measure), None
    if no.reason is Reason.CHANGED_MEANWHILE:
        form = Wording(meanwhile.renewed(form, seen=row.wording_seen), row=row)
        both = meanwhile.both(request, no, form, Wording(row=row), form.data.get("marks", ""), only=form.compared)
    form.add_error(None, no.words.said(gettext))
    return _shown(request, measure, wording=form, both=both, status=no.status)


@require_POST
@policy(Audience.STAFF, jobs=MAY)
def permission(request: ClinicRequest, measure: str) -> HttpResponse:
    """Record what the owner permits."""
    form = Permission(request.POST, auto_id="permission_%s")
    if not form.is_valid():
        return _shown(request, measure, permission=form)
    result = record_permission(by=request.member, measure=measure, **form.cleaned_data)
    if isinstance(result, Refused):
        return _shown(request, measure, permission=_again(request, measure, form, result), status=result.status)
    return done(request, result, to=lambda _: reverse("measure:measure", args=[measure]))


@require_POST
@policy(Audience.STAFF, jobs=MAY)
def withdraw(request: ClinicRequest, measure: str) -> HttpResponse:
    """Write down that the permission has ended."""
    form = Withdrawal(request.POST, auto_id="withdrawal_%s")
    if not form.is_valid():
        return _shown(request, measure, withdrawal=form)
    result = withdraw_permission(by=request.member, measure=measure, **form.cleaned_data)
    if isinstance(result, Refused):
        return _shown(request, measure, withdrawal=_again(request, measure, form, result), status=result.status)
    return done(request, result, to=lambda _: reverse("measure:measure", args=[measure]))


def _again(request: ClinicRequest, measure: str, form: F, no: Refused) -> F:
    """What was typed about the permission, over what stands now: it is read on the page before it is sent again."""
    seen = measure_row(request.member, measure).permission_seen
    again = type(form)(meanwhile.renewed(form, seen=seen), auto_id=form.auto_id)
    again.add_error(None, no.words.said(gettext))
    return again


def _shown(
    request: ClinicRequest, measure: str, *, wording: Wording | None = None, permission: Permission | None = None,
    withdrawal: Withdrawal | None = None, both: meanwhile.Both | None = None, status: int = 0,
) -> HttpResponse:  # fmt: skip
    row = measure_row(request.member, measure)
    typed, first = wording or permission or withdrawal, {"seen": row.permission_seen}
    gone = permission if row.is_permitted else withdrawal  # the page has no such form any more
    return page(
        request, "measure/measure.html", status=status or (400 if typed else 200), row=row, typed=typed,
        wording=wording or Wording(row=row), both=both, over=meanwhile.written(gone) if gone else (),
        permission=permission or Permission(auto_id="permission_%s", initial=first),
        withdrawal=withdrawal or Withdrawal(auto_id="withdrawal_%s", initial=first),
    )  # fmt: skip
