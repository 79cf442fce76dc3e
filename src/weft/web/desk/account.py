"""Pages of one's own: the desk invites, the person chooses a password with the link of the message."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import authenticate, login
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from weft.records.access import Job
from weft.records.actions.account import GONE, close_account, invite, open_account
from weft.records.actions.base import Refused
from weft.records.reads.account import invited
from weft.web.answer import done
from weft.web.desk.new_password import choose
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest


@require_POST
@policy(Audience.STAFF, jobs={Job.PEOPLE})
def invitation(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Send a person the link to pages of their own."""
    result = invite(by=request.member, person_id=person_id)
    if not isinstance(result, Refused):
        messages.info(request, gettext("The invitation is on its way. Its link works for 7 days."))
    return done(request, result, to=lambda _: reverse("desk:person", args=[person_id]))


@require_POST
@policy(Audience.STAFF, jobs={Job.PEOPLE})
def closing(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """End a person's own pages."""
    result = close_account(by=request.member, person_id=person_id)
    if not isinstance(result, Refused):
        messages.info(request, gettext("Their pages are closed. You can invite them anew."))
    return done(request, result, to=lambda _: reverse("desk:person", args=[person_id]))


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.PUBLIC)
@sensitive_post_parameters()
def account(request: ClinicRequest) -> HttpResponse:
    """Choose a password, and be signed in with it."""
    chosen = choose(request, "desk/account.html", invited, open_account, GONE)
    if isinstance(chosen, HttpResponse):
        return chosen
    request.session.flush()  # as at sign-in: the session gets a new name
    if user := authenticate(request, username=chosen.login, password=chosen.password):
        login(request, user)
    return done(request, None, to="desk:me" if user else "desk:sign_in")
