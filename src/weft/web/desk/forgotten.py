"""A forgotten password: ask for a link, and choose a new one with it. The same answer for everybody who asks."""

from functools import partial

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from weft.records.actions.password_reset import GONE, HOLDS, ask_for_reset, choose_password
from weft.records.reads.account import forgot
from weft.web.answer import done, page
from weft.web.book.to_me import send_to_me
from weft.web.desk.new_password import choose
from weft.web.fields import email_field, key_field
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest

MINUTES = int(HOLDS.total_seconds() // 60)


class Forgotten(forms.Form):
    """What somebody signs in with."""

    email = email_field(help_text=gettext_lazy("The one that you sign in with."))
    key = key_field()

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict
        email = self.fields["email"]
        email.required = True
        email.error_messages["required"] = gettext("Write the e-mail address that you sign in with.")
        email.widget.attrs["autocomplete"] = "username"


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.PUBLIC)
@sensitive_post_parameters()
def forgotten(request: ClinicRequest) -> HttpResponse:
    """Ask for a link; where no mail is sent the page says whom to ring."""
    if settings.WEFT_MAIL is None or request.clinic.is_demo:
        return page(request, "desk/forgotten.html", form=None, status=409 if request.method == "POST" else 200)
    form = Forgotten(request.POST if request.method == "POST" else None)
    ask = partial(ask_for_reset, by=request.member)
    return send_to_me(request, "desk:forgotten", "desk/forgotten.html", form, ask, minutes=MINUTES)


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.PUBLIC)
@sensitive_post_parameters()
def new_password(request: ClinicRequest) -> HttpResponse:
    """Choose it, and go on to the sign-in page: whoever rests there after wrong passwords goes on resting."""
    chosen = choose(request, "desk/new_password.html", forgot, choose_password, GONE)
    if isinstance(chosen, HttpResponse):
        return chosen
    request.session.flush()  # also whoever was signed in with the old one, in this browser
    messages.success(request, gettext("Your new password counts from now on. Sign in with it."))
    return done(request, None, to="desk:sign_in")
