"""An URLconf with views that forgot something, to prove that forgetting is safe."""

from uuid import UUID

from django.db import OperationalError
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from weft.project.urls import handler400, handler403, handler404, handler500
from weft.project.urls import urlpatterns as ours
from weft.records.access import Job
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

SECRET = "what nobody may see"


@require_safe
def forgot_policy(request: ClinicRequest) -> HttpResponse:
    return HttpResponse(SECRET)


@policy(Audience.PUBLIC)
def forgot_methods(request: ClinicRequest) -> HttpResponse:
    return HttpResponse("open")


@require_safe
@policy(Audience.STAFF)
def for_staff(request: ClinicRequest) -> HttpResponse:
    return HttpResponse(SECRET)


@policy(Audience.STAFF, jobs={Job.SETTINGS})
@require_safe
def for_owner(request: ClinicRequest) -> HttpResponse:
    return HttpResponse(SECRET)


@require_safe
@policy(Audience.PATIENT)
def for_patients(request: ClinicRequest) -> HttpResponse:
    return HttpResponse(SECRET)


@require_safe
@policy(Audience.PUBLIC)
def breaks(request: ClinicRequest) -> HttpResponse:
    raise ValueError(f"Marta said {SECRET}")


@require_safe
@policy(Audience.PUBLIC)
def no_database(request: ClinicRequest) -> HttpResponse:
    raise OperationalError("connection to server on socket failed: Marta")


@require_safe
@policy(Audience.STAFF)
def leaks(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    return HttpResponse(f"{person_id} is Marta")


urlpatterns = [
    *ours,
    path("planted/people/<uuid:person_id>", leaks, name="leaks"),
    path("planted/no-policy", forgot_policy, name="no_policy"),
    path("planted/no-methods", forgot_methods, name="no_methods"),
    path("planted/staff", for_staff, name="for_staff"),
    path("planted/owner", for_owner, name="for_owner"),
    path("planted/patient", for_patients, name="for_patients"),
    path("planted/no-database", no_database, name="no_database"),
    path("planted/breaks", breaks, name="breaks"),
]
