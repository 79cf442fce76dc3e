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
from weft.records.access import Member
from weft.web.answer import page
from weft.web.context import whose
from weft.web.desk.forms import SignIn
from weft.web.policy import Audience, policy, policy_of
from weft.web.request import ClinicRequest
from weft.web.templatetags.forms import FOR

PREFIX, TO, BY = "kept-", "kept_to", "kept_by"
NEVER = frozenset({"csrfmiddlewaretoken", FOR})
ANYBODYS = frozenset({"treat:faint"})
"""What whoever stands there may do from any page: nothing is typed, and it cannot wait."""
SECRETS = ("password", "passcode", "otp", "secret")
"""A form with such a field is never given back."""
MOST = 900
"""Fields; Django reads no more than 1,000 of a form."""
HEADER = "X-Session"
"""Tells the page why a form was not taken: ``ended``, ``locked``, ``stale``, ``other`` (somebody else is signed in)."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A form that waits to be sent again."""

    to: str
    fields: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    has_file: bool = False
    """A file was chosen; it has to be chosen again."""
    by: str = ""
    """For whom the page was made it was typed on (`context.whose`); empty when it does not say."""

    def is_of(self, member: Member) -> bool:
        """Whether it may be sent as theirs."""
        return self.by in {"", whose(member)}


def kept_of(request: HttpRequest) -> Kept | None:
    """What was typed into the form that just came; None when there is nothing that may be given back."""
    found = [(name, value) for name in request.POST if name not in NEVER for value in request.POST.getlist(name)]
    if request.method != "POST" or len(found) > MOST or any(_is_secret(name) for name, _ in found):
        return None
    return Kept(request.get_full_path(), tuple(found), bool(request.FILES), request.POST.get(FOR, ""))


def carried(request: HttpRequest) -> Kept | None:
    """What a page of ours carried along while somebody signed in."""
    to = request.POST.get(TO, "")
    if not _is_ours(to):
        return None
    names = [name for name in request.POST if name.startswith(PREFIX)]
    fields = tuple((name[len(PREFIX) :], value) for name in names for value in request.POST.getlist(name))
    return Kept(to, fields, by=request.POST.get(BY, ""))


def ended(request: ClinicRequest) -> HttpResponse:
    """403 for a form of somebody who is not signed in any more: sign in here, the text waits."""
    answer = _sign_in(request, kept_of(request), SignIn(), status=403)
    answer.headers[HEADER] = "ended"
    return answer


def anothers(request: ClinicRequest) -> HttpResponse | None:
    """403 for a form from a page that was made for somebody else: it waits for them; None for one's own."""
    by = request.POST.get(FOR, "") if request.method == "POST" else ""
    if by in {"", whose(request.member)} or _is_anybodys(request.path_info):
        return None
    answer = _not_theirs(request, kept_of(request), request.member)
    answer.headers[HEADER] = "other"
    if request.htmx:
        answer.headers["HX-Reswap"] = "none"
    return answer


def again(request: ClinicRequest, kept: Kept | None, member: Member) -> HttpResponse:
    """To be sent once more by whoever has signed in now; never as theirs what somebody else typed."""
    if kept and not kept.is_of(member):
        return _not_theirs(request, kept, member)
    return page(request, "desk/send_again.html", kept=kept, is_back=True, signed_in=member.name)


def stale(request: ClinicRequest) -> HttpResponse | None:
    """403 for a form whose token is too old, when it came from a page of ours; None for any other."""
    kept = kept_of(request) if _came_from_here(request) else None
    if kept is None or not _is_ours(kept.to):
        return None
    if request.member.user_id is None and not _is_public(kept.to):
        answer = _sign_in(request, kept, SignIn(), status=403)
    elif not kept.is_of(request.member) and not _is_anybodys(kept.to):
        answer = _not_theirs(request, kept, request.member)
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
            return again(request, kept, member)
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


def _not_theirs(request: ClinicRequest, kept: Kept | None, member: Member) -> HttpResponse:
    return page(request, "desk/lost.html", status=403, kept=kept, form=SignIn(), rest="", other=member.name)


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


def _is_anybodys(path: str) -> bool:
    return resolve(path.partition("?")[0]).view_name in ANYBODYS


def _view_at(path: str) -> Callable[..., object]:
    return resolve(path.partition("?")[0]).func


def _came_from_here(request: HttpRequest) -> bool:
    """The browser says so, and no page elsewhere can make it say so."""
    told = request.headers.get("sec-fetch-site")
    if told:
        return told == "same-origin"
    return request.headers.get("origin") == f"{request.scheme}://{request.get_host()}"
