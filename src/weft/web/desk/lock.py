"""A staff page that nobody used for a while is locked: by the server, whatever the page does.

Locked, the server answers the bed strip (initials only), Faint, the way back and the way out, and nothing else.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.auth import SESSION_KEY, authenticate
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weft.web.answer import done, page
from weft.web.context import whose
from weft.web.desk.lost import HEADER, Kept, again, carried, kept_of
from weft.web.desk.views import home_of, next_of
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest

USED, BEGAN, LOCKED = "used", "began", "locked"
"""In the session: when it was last used and when it began (seconds), and that it is locked."""
WHOLE = timedelta(hours=12)
"""No session lives longer, however busy it is."""
FINENESS = 30
"""Seconds: use within so short a time is not written again. A session locks at most so much early, never late."""
OPEN = frozenset({"desk:unlock", "desk:locked", "desk:here", "desk:sign_out", "desk:look_around", "treat:faint"})
PASSIVE = frozenset({"desk:here", "desk:locked", "treat:beds"})
"""What pages ask by themselves: it keeps nobody signed in."""


class IdleLock:
    """Middleware, after the form guard and before the policy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if (
            request.method == "POST" and SESSION_KEY in request.session and USED not in request.session
        ):  # just signed in
            request.session[USED] = seconds()
        return answer

    def process_view(
        self, request: ClinicRequest, view: Callable[..., object], args: object, kwargs: object
    ) -> HttpResponse | None:
        """None lets the view run."""
        if request.member.user_id is None or not request.member.is_staff:
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if is_locked(request):
            return None if name in OPEN or _is_short_strip(request, name) else _shut(request)
        if counts(request, name):
            use(request)
        return None


def is_locked(request: ClinicRequest) -> bool:
    """Whether nobody used this session for as long as the installation allows; once locked, it stays locked."""
    session = request.session
    if LOCKED not in session and USED in session and left_of(request) <= 0:
        session[LOCKED] = True
    return LOCKED in session


def left_of(request: ClinicRequest) -> int:
    """Seconds until it locks."""
    now = seconds()
    return int(settings.WEFT_IDLE_MINUTES * 60 + request.session.get(USED, now) - now)


def seconds() -> int:
    """The machine's time: Django judges sessions by it too, and a stopped `records.clock` must not sign anybody out."""
    return int(time.time())


def counts(request: ClinicRequest, name: str) -> bool:
    """Whether a person did this: what a page asks by itself (polls of htmx, the strip, the clock) does not count."""
    if request.method == "POST":
        return True
    return name not in PASSIVE and not request.htmx


def use(request: ClinicRequest) -> None:
    """Somebody is here."""
    now, session = seconds(), request.session
    if BEGAN not in session:
        session[BEGAN] = now
        session.set_expiry(datetime.fromtimestamp(now, tz=UTC) + WHOLE)
    if now - session.get(USED, 0) >= FINENESS:
        session[USED] = now


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.STAFF)
def here(request: ClinicRequest) -> HttpResponse:
    """GET: how long until the lock, and a fresh form token. POST: somebody typed or moved."""
    if LOCKED in request.session:
        return _told(HttpResponse(status=403), "locked")
    return JsonResponse({"left": max(left_of(request), 0), "token": get_token(request), "who": whose(request.member)})


@require_safe
@policy(Audience.STAFF)
def locked(request: ClinicRequest) -> HttpResponse:
    """The locked screen as a part, laid over the page so that what was typed stays in it."""
    return page(request, "desk/locked.html#locked", next="", kept=None, error="")


@require_POST
@policy(Audience.STAFF)
@sensitive_post_parameters()
def unlock(request: ClinicRequest) -> HttpResponse:
    """The password of whoever is signed in; in the demo a click."""
    kept, is_part = carried(request), "x-hold" in request.headers
    if not _is_them(request):
        status, said = 400, gettext("That is not your password. Try again, or sign out.")
        template = "desk/locked.html#locked" if is_part else "desk/locked.html"
        return page(request, template, status=status, next=next_of(request), kept=kept, error=said)
    request.session.pop(LOCKED, None)
    request.session[USED] = seconds()
    if is_part:
        return HttpResponse(status=204)
    if kept:
        return again(request, kept, request.member)
    return done(request, None, to=next_of(request) or home_of(request.member))


def _is_them(request: ClinicRequest) -> bool:
    login = request.user.get_username()
    if settings.WEFT_DEMO and getattr(request.user, "is_demo", False):
        return True
    user = authenticate(request, username=login, password=request.POST.get("password", ""))
    return user is not None and user.pk == request.user.pk


def _is_short_strip(request: ClinicRequest, name: str) -> bool:
    return name == "treat:beds" and request.GET.get("names") == "short"


def _shut(request: ClinicRequest) -> HttpResponse:
    """A page's own question is answered with nothing; a form keeps what was typed; a page becomes the locked screen."""
    if request.htmx:
        answer = HttpResponse(status=403 if request.method == "POST" else 204)
        answer.headers["HX-Trigger"], answer.headers["HX-Reswap"] = "locked", "none"
        return _told(answer, "locked")
    kept: Kept | None = kept_of(request) or carried(request)  # one that waited for a sign-in waits on
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else ""
    return _told(page(request, "desk/locked.html", status=403, next=back, kept=kept, error=""), "locked")


def _told(answer: HttpResponse, why: str) -> HttpResponse:
    answer.headers[HEADER] = why
    return answer
