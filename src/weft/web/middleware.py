"""Around every request: the log line, the headers, the clinic (by host), the member (by session)."""

import hashlib
import logging
import re
import secrets
import time
from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.urls import Resolver404, resolve

from weft.records import access, audit
from weft.web import errors
from weft.web.request import ClinicRequest, reference_of

Answer = Callable[[HttpRequest], HttpResponse]

log = logging.getLogger("weft.web")

SESSION_NAME = re.compile("[a-z0-9]+")
PERMISSIONS = "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"


def request_log(get_response: Answer) -> Answer:
    """One line a request: reference, method, pattern (never the address, it may name a person), status, ms."""

    def middleware(request: HttpRequest) -> HttpResponse:
        cast("ClinicRequest", request).reference = secrets.token_hex(6)
        began = time.monotonic()
        response = get_response(request)
        match = getattr(request, "resolver_match", None)
        pattern = match.route if match else "-"
        spent = round((time.monotonic() - began) * 1000)
        log.info("%s %s /%s %s %d ms", reference_of(request), request.method, pattern, response.status_code, spent)
        return response

    return middleware


def headers(get_response: Answer) -> Answer:
    """Headers no setting of Django covers; what somebody signed in saw, or a visitor said, is not kept."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if _is_personal(request):
            response.headers["Cache-Control"] = "no-store"
        else:
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    return middleware


def _is_personal(request: HttpRequest) -> bool:
    """Somebody is signed in, something was typed, or answers of this visitor are kept."""
    asker, session = getattr(request, "member", None), getattr(request, "session", None)
    signed_in = asker is not None and asker.user_id is not None
    return signed_in or request.method == "POST" or (session is not None and not session.is_empty())


def session_cookie(get_response: Answer) -> Answer:
    """A session's name has letters and digits; another (a NUL, which PostgreSQL refuses) was never one of ours."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not SESSION_NAME.fullmatch(request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")):
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        return get_response(request)

    return middleware


def clinic_by_host(get_response: Answer) -> Answer:
    """The host decides the clinic: never a form, a session or a part of the address."""

    def middleware(request: HttpRequest) -> HttpResponse:
        clinic = access.clinic_at(split_domain_port(request.get_host())[0])
        if clinic is None:
            return errors.no_clinic(request)
        cast("ClinicRequest", request).clinic = clinic
        return get_response(request)

    return middleware


def member(get_response: Answer) -> Answer:
    """Who asks, at this clinic (a stranger's session counts as a visitor's), and what they are shown, written down."""

    def middleware(asked: HttpRequest) -> HttpResponse:
        request = cast("ClinicRequest", asked)
        session = _session_name(request)
        user = request.user
        known = access.member_for(user.pk, request.clinic.id, session=session) if user.is_authenticated else None
        request.member = known or access.visitor_to(request.clinic.id, session=session)
        with audit.request(request.reference, _pattern(request)):
            return get_response(request)

    return middleware


def _pattern(request: HttpRequest) -> str:
    """The route, not the address: an address may carry an id or what somebody typed."""
    try:
        return resolve(request.path_info).route
    except Resolver404:
        return "-"


def _session_name(request: HttpRequest) -> str:
    """A name for the session in the audit that cannot be used to enter it."""
    key = request.session.session_key or ""
    return hashlib.sha256(key.encode()).hexdigest()[:32] if key else ""
