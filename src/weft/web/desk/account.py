"""Pages of one's own: the desk invites, the person chooses a password with the link of the message."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth import authenticate, login
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from weft.records.access import Job
from weft.records.actions.account import GONE, close_account, invite, open_account
from weft.records.actions.base import Reason, Refused
from weft.records.reads.account import invited
from weft.web.answer import done, page
from weft.web.book.talks import link_of
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest


class NewPassword(forms.Form):
    """One field: who mistypes it asks for a new link."""

    password = forms.CharField(
        label=gettext_lazy("Password"), max_length=1024, strip=False,
        help_text=gettext_lazy("At least 12 characters. A few words that only you would put together are good."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": gettext_lazy("Write a password.")},
    )  # fmt: skip


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
    link_id = link_of(request)
    email = invited(request.member, link_id) if link_id else None
    if link_id is None or email is None:
        return page(request, "desk/account.html", status=404, gone=GONE)
    form = NewPassword(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return page(request, "desk/account.html", status=400 if form.is_bound else 200, form=form, email=email)
    password = form.cleaned_data["password"]
    result = open_account(by=request.member, link_id=link_id, password=password)
    if isinstance(result, Refused):
        if result.reason is Reason.ALREADY_DONE:
            return page(request, "desk/account.html", status=result.status, gone=result.words)
        form.add_error("password", result.words.said(gettext))
        return page(request, "desk/account.html", status=result.status, form=form, email=email)
    request.session.flush()  # as at sign-in: the session gets a new name
    if user := authenticate(request, username=result, password=password):
        login(request, user)
    return done(request, result, to="desk:me" if user else "desk:sign_in")
