"""Pages with one form that has something sent to an address of theirs. Everybody gets the same answer."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from weft.records.actions.base import Refused
from weft.web.answer import done, page
from weft.web.network import network_of
from weft.web.request import ClinicRequest


def send_to_me(
    request: ClinicRequest, name: str, template: str, form: forms.Form, send: Callable[..., object], **context: Any
) -> HttpResponse:
    """Send it, or show the page with what is wrong; once it is sent, the page says so.

    Args:
        request: A POST sends.
        name: The page's own name.
        template: Takes ``form`` and ``sent``.
        form: Bound by a POST.
        send: The action; takes what was typed, and ``network`` to count.
        **context: More for the template.
    """
    status = 400 if form.is_bound else 200
    if form.is_valid():
        result = send(network=network_of(request), **form.cleaned_data)
        if not isinstance(result, Refused):
            return done(request, None, to=f"{reverse(name)}?sent=1")
        form.add_error(None, result.words.said(gettext))
        status = result.status
    return page(request, template, status=status, form=form, sent=says_sent(request), **context)


def says_sent(request: ClinicRequest) -> bool:
    """Whether the page is shown because something was sent."""
    return request.method != "POST" and request.GET.get("sent") == "1"
