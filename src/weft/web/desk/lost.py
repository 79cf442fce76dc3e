"""A form came when its sender was no longer signed in: what was typed waits on the answer, and is sent again.

Nothing is stored: the fields travel in the page, behind a form token of this clinic's own pages. Where the token itself
is what failed, they are only given back when the browser says that the form came from here (ADR 0016).
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib.auth import authenticate, login
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from weft.records import access
from weft.web.answer import page
from weft.web.desk.forms import SignIn
from weft.web.policy import Audience, policy, policy_of
from weft.web.request import ClinicRequest

PREFIX, TO = "kept-", "kept_to"
NEVER = frozenset({"csrfmiddlewaretoken"})
SECRETS = ("password", "passcode", "otp", "secret")
"""A form with such a field is never given back."""
MOST = 900
"""Fields; Django reads no more than 1,000 of a form."""
HEADER = "X-Session"
"""Tells `keep.js` why a form was not taken: ``ended``, ``locked`` or ``stale``."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A form that waits to be sent again."""

    to: str
    fields: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    has_file: bool = False
    """A file was chosen; it has to be chosen again."""


def kept_of(request: HttpRequest) -> Kept | None:
    """What was typed into the form that just came; None when there is nothing that may be given back."""
    found = [(name, value) for name in request.POST if name not in NEVER for value in request.POST.getlist(name)]
    if request.method != "POST" or len(found) > MOST or any(_is_secret(name) for name, _ in found):
        return None
    return Kept(request.get_full_path(), tuple(found), bool(request.FILES))


def carried(request: HttpRequest) -> Kept | None:
    """What a page of ours carried along while somebody signed in."""
    to = request.POST.get(TO, "")
    if not _is_ours(to):
        return None
    names = [name for name in request.POST if name.startswith(PREFIX)]
    return Kept(to, tuple((name[len(PREFIX) :], value) for name in names for value in request.POST.getlist(name)))


def ended(request: ClinicRequest) -> HttpResponse:
    """403 for a form of somebody who is not signed in any more: sign in here, the text waits."""
    answer = _sign_in(request, kept_of(request), SignIn(), status=403)
    answer.headers[HEADER] = "ended"
    return answer


def stale(request: ClinicRequest) -> HttpResponse | None:
    """403 for a form whose token is too old, when it came from a page of ours; None for any other."""
    kept = kept_of(request) if _came_from_here(request) else None
    if kept is None or not _is_ours(kept.to):
        return None
    if request.member.user_id is None and not _is_public(kept.to):
        answer = _sign_in(request, kept, SignIn(), status=403)
    else:
        name = request.member.name if request.member.user_id else ""  # perhaps not whoever typed it
        answer = page(request, "desk/send_again.html", status=403, kept=kept, is_back=False, signed_in=name)
    answer.headers[HEADER] = "stale"
    return answer


@require_POST
@policy(Audience.PUBLIC)
@sensitive_post_parameters()
def come_back(request: ClinicRequest) -> HttpResponse:
    """Sign in with a form that waits; then it is shown to be sent once more, by whoever has signed in now."""
    form, kept = SignIn(request.POST), carried(request)
    if form.is_valid():
        user = authenticate(request, **form.cleaned_data)
        member = access.member_for(user.pk, request.clinic.id) if user else None
        if user and member:
            request.session.flush()
            login(request, user)
            return page(request, "desk/send_again.html", kept=kept, is_back=True, signed_in=member.name)
        form.add_error(None, gettext("That e-mail and password do not belong together here. Try again."))
    return _sign_in(request, kept, form, status=400)


@require_safe
@policy(Audience.STAFF)
def come_in(request: ClinicRequest) -> HttpResponse:
    """Signed in, in a window of its own: the page that waits is in another."""
    return page(request, "desk/come_in.html")


def resting(request: ClinicRequest, rest: str) -> HttpResponse | None:
    """The same page while sign-in rests after too many wrong passwords; None when no form waits."""
    kept = carried(request)
    return _sign_in(request, kept, SignIn(), status=429, rest=rest) if kept else None


def _sign_in(request: ClinicRequest, kept: Kept | None, form: SignIn, *, status: int, rest: str = "") -> HttpResponse:
    return page(request, "desk/lost.html", status=status, kept=kept, form=form, rest=rest)


def _is_secret(name: str) -> bool:
    return any(word in name.casefold() for word in SECRETS)


def _is_ours(path: str) -> bool:
    """Whether it is the address of a form that somebody signed in, or a visitor, may send."""
    try:
        return path.startswith("/") and policy_of(_view_at(path)) is not None
    except Resolver404:
        return False


def _is_public(path: str) -> bool:
    declared = policy_of(_view_at(path))
    return declared is not None and declared.audience is Audience.PUBLIC


def _view_at(path: str) -> Callable[..., object]:
    return resolve(path.partition("?")[0]).func


def _came_from_here(request: HttpRequest) -> bool:
    """The browser says so, and no page elsewhere can make it say so."""
    told = request.headers.get("sec-fetch-site")
    if told:
        return told == "same-origin"
    return request.headers.get("origin") == f"{request.scheme}://{request.get_host()}"
