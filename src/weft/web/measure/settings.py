"""Which measures the clinic uses; take in an official wording, record and withdraw a permission."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from weft.core.measure.facts import Licence
from weft.records.actions.measure_wording import MAY, record_permission, take_in_wording, withdraw_permission
from weft.records.reads.measure_settings import measure_row, measures_of
from weft.web.answer import done, page
from weft.web.measure.settings_forms import Permission, Withdrawal, Wording
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest


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
    form = Wording(request.POST, request.FILES, row=row)
    if not form.is_valid():
        return _shown(request, measure, wording=form)
    result = take_in_wording(
        by=request.member, measure=measure, texts=form.texts(), stated=form.cleaned_data["stated"],
        choices=form.choices(), key=form.cleaned_data["key"],
    )  # fmt: skip
    return done(request, result, to=lambda _: reverse("measure:measure", args=[measure]))


@require_POST
@policy(Audience.STAFF, jobs=MAY)
def permission(request: ClinicRequest, measure: str) -> HttpResponse:
    """Record what the owner permits."""
    form = Permission(request.POST, auto_id="permission_%s")
    if not form.is_valid():
        return _shown(request, measure, permission=form)
    result = record_permission(by=request.member, measure=measure, **form.cleaned_data)
    return done(request, result, to=lambda _: reverse("measure:measure", args=[measure]))


@require_POST
@policy(Audience.STAFF, jobs=MAY)
def withdraw(request: ClinicRequest, measure: str) -> HttpResponse:
    """Write down that the permission has ended."""
    form = Withdrawal(request.POST, auto_id="withdrawal_%s")
    if not form.is_valid():
        return _shown(request, measure, withdrawal=form)
    result = withdraw_permission(by=request.member, measure=measure, why=form.cleaned_data["why"])
    return done(request, result, to=lambda _: reverse("measure:measure", args=[measure]))


def _shown(
    request: ClinicRequest, measure: str, *, wording: Wording | None = None, permission: Permission | None = None,
    withdrawal: Withdrawal | None = None,
) -> HttpResponse:  # fmt: skip
    row = measure_row(request.member, measure)
    typed = wording or permission or withdrawal
    return page(
        request, "measure/measure.html", status=400 if typed else 200, row=row, typed=typed,
        wording=wording or Wording(row=row), permission=permission or Permission(auto_id="permission_%s"),
        withdrawal=withdrawal or Withdrawal(auto_id="withdrawal_%s"),
    )  # fmt: skip
