"""Nobody opens a view that does not say who may: asked before every view runs."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import urlencode

from weft.web import errors
from weft.web.desk import lost
from weft.web.policy import Audience, policy_of
from weft.web.request import ClinicRequest, reference_of

log = logging.getLogger("weft.web")


class DefaultDeny:
    """Middleware: asks the policy before the view runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: ClinicRequest, view: Callable[..., object], args: object, kwargs: object
    ) -> HttpResponse | None:
        """None lets the view run; a stranger is shown the way in, a member is told who could let them see."""
        declared = policy_of(view)
        if declared is None:
            log.error("no policy on %s.%s: refused", view.__module__, getattr(view, "__name__", "?"))
            return errors.no_right(request)
        if declared.audience in {Audience.PATIENT, Audience.STAFF} and (waits := _anothers(request)):
            return waits
        if declared.allows(request.member):
            return None
        log.info("%s refused: not %s", reference_of(request), declared)
        if request.member.user_id is not None:
            return errors.no_right(request)
        return _to_sign_in(request) if request.method in {"GET", "HEAD"} else lost.ended(request)


def _anothers(request: ClinicRequest) -> HttpResponse | None:
    return lost.anothers(request) if request.member.user_id is not None else None


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    door = redirect(f"{resolve_url('desk:sign_in')}?{urlencode({'next': request.get_full_path()})}")
    door.status_code = 303
    return door
