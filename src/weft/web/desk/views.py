"""Sign in, sign out, and the demo's way to look around as somebody."""

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weft.records import access
from weft.records.access import Member
from weft.web.answer import page
from weft.web.context import url_of
from weft.web.desk.forms import SignIn
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.PUBLIC)
@sensitive_post_parameters()
def sign_in(request: ClinicRequest) -> HttpResponse:
    """The same words for a wrong name, a wrong password and a name of another clinic."""
    form = SignIn(request.POST or None)
    if form.is_valid():
        user = authenticate(request, **form.cleaned_data)
        member = _member(request, user)
        if member:
            request.session.flush()  # what a visitor left here is not theirs, and the session gets a new name
            login(request, user)
            return _go(next_of(request) or home_of(member))
        form.add_error(
            None, gettext("That e-mail and password do not belong together here. Try again, or ring the clinic.")
        )
    status = 400 if form.is_bound else 200
    return page(request, "desk/sign_in.html", status=status, form=form, next=next_of(request))


@require_POST
@policy(Audience.PUBLIC)
def sign_out(request: ClinicRequest) -> HttpResponse:
    """Ends the session on the server and empties the browser's memory of this site."""
    logout(request)
    answer = _go(reverse("book:home"))
    answer.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_POST
@policy(Audience.PUBLIC)
def look_around(request: ClinicRequest) -> HttpResponse:
    """Demo only: become one of the known cast, or a visitor again, with one click."""
    if not settings.WEFT_DEMO:
        raise Http404
    who = request.POST.get("who", "visitor")
    if who == "visitor":
        logout(request)
        return _go(reverse("book:home"))
    user = authenticate(request, look_around_as=who)
    member = _member(request, user)
    if member is None:
        raise Http404
    logout(request)
    login(request, user)
    return _go(home_of(member))


@require_safe
@policy(Audience.SYSTEM)
def alive(request: ClinicRequest) -> HttpResponse:
    """Health: the server answers and its database knows this clinic."""
    return HttpResponse("alive\n", content_type="text/plain; charset=utf-8")


def home_of(member: Member) -> str:
    """Where a member's day begins: staff at Today, a person at their own page."""
    first = "desk:today" if member.is_staff else "desk:me"
    return url_of(first) or reverse("book:home")


def next_of(request: ClinicRequest) -> str:
    """The page somebody came for, when it is a path of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, None) else ""


def _member(request: ClinicRequest, user: AbstractBaseUser | None) -> Member | None:
    """What the user is in the clinic of this host."""
    return access.member_for(user.pk, request.clinic.id) if user else None


def _go(url: str) -> HttpResponseRedirect:
    answer = HttpResponseRedirect(url)
    answer.status_code = 303
    return answer
