"""The pages for what cannot be shown: what happened, the way on, a reference number, nothing else."""

import logging
import sys
from typing import cast

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from weft.records.access import NeedsReason
from weft.records.reads import front_door
from weft.records.reads.was import what_it_was
from weft.web.desk import lost, opening
from weft.web.request import ClinicRequest, reference_of
from weft.web.where import places

log = logging.getLogger("weft.web")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request could not be understood (also a host this server does not serve)."""
    return _bare(request, "errors/400.html", 400)


def no_right(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: asks why outside the care team; else names who can grant the right, when somebody of this clinic asks."""
    if isinstance(exception, NeedsReason):
        return opening.asks(cast("ClinicRequest", request), exception)
    member = getattr(request, "member", None)
    granters = front_door.who_can_grant(member.clinic_id) if member and member.user_id else ()
    return _framed(request, "errors/403.html", 403, granters=granters)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of the form guard: the page was open too long, or the form came from elsewhere."""
    if hasattr(request, "member") and (answer := lost.stale(cast("ClinicRequest", request))):
        return answer
    return _framed(request, "errors/form.html", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, the same words for "does not exist" and "is not yours". Who may see whose it was is told, and led there."""
    match, member = getattr(request, "resolver_match", None), getattr(request, "member", None)
    was = what_it_was(match.kwargs, member) if match and member and member.is_staff else None
    return _framed(request, "errors/404.html", 404, was=was)


def no_clinic(request: HttpRequest) -> HttpResponse:
    """404 for a host name that belongs to no clinic."""
    return _bare(request, "errors/no_clinic.html", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: a mistake of ours (503: no database). The log gets where, never what was typed; the page gets a number."""
    kind, fault, trace = sys.exc_info()
    log.error("failed %s %s at %s", reference_of(request), kind.__name__ if kind else "?", places(trace))
    if isinstance(fault, OperationalError):  # the database is away, full or too busy: it may be back in a moment
        answer = _bare(request, "errors/503.html", 503)
        answer.headers["Retry-After"] = "5"
        return answer
    return _bare(request, "errors/500.html", 500)


def _framed(request: HttpRequest, template: str, status: int, **context: object) -> HttpResponse:
    """In the frame of whoever asks: their way on, the phone number, the beds with needles in. A part for htmx."""
    member = getattr(request, "member", None)
    if getattr(request, "htmx", False):
        frame = "errors/part.html"
    elif member and member.user_id:
        frame = "staff.html" if member.is_staff else "patient.html"
    else:
        frame = "public.html" if getattr(request, "clinic", None) else "base.html"
    context = {"frame": frame, "reference": reference_of(request), **context}
    return render(request, template, context, status=status)


def _bare(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """Without context processors: they ask the database, which may be what failed."""
    return HttpResponse(render_to_string(template, {"reference": reference_of(request)}), status=status)
