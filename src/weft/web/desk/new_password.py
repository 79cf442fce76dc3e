"""A password that somebody chooses with the link of a message: for their own pages, or because they forgot theirs."""

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext, gettext_lazy

from weft.core.shared.words import Words
from weft.records.access import Member
from weft.records.actions.base import Reason, Refused
from weft.web.answer import page
from weft.web.book.talks import link_of
from weft.web.request import ClinicRequest


class NewPassword(forms.Form):
    """One field: who mistypes it asks for a new link."""

    password = forms.CharField(
        label=gettext_lazy("Password"), max_length=1024, strip=False,
        help_text=gettext_lazy("At least 12 characters. A few words that only you would put together are good."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": gettext_lazy("Write a password.")},
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody signs in with from now on."""

    login: str
    password: str = field(repr=False)


def choose(
    request: ClinicRequest, template: str, known: Callable[[Member, UUID], str | None],
    save: Callable[..., str | Refused], gone: Words,
) -> Chosen | HttpResponse:  # fmt: skip
    """Choose a password with the link of a message.

    Args:
        request: A POST chooses.
        template: Takes ``form`` and ``login``, or ``gone``.
        known: What somebody signs in with who came with this link; None when it does not hold.
        save: The action; returns what they sign in with.
        gone: What is said of a link that does not hold.

    Returns:
        What was chosen; or the page, with what is wrong.
    """
    link_id = link_of(request)
    login = known(request.member, link_id) if link_id else None
    if link_id is None or login is None:
        return page(request, template, status=404, gone=gone)
    form = NewPassword(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return page(request, template, status=400 if form.is_bound else 200, form=form, login=login)
    password = form.cleaned_data["password"]
    result = save(by=request.member, link_id=link_id, password=password)
    if not isinstance(result, Refused):
        return Chosen(result, password)
    if result.reason is Reason.ALREADY_DONE:
        return page(request, template, status=result.status, gone=result.words)
    form.add_error("password", result.words.said(gettext))
    return page(request, template, status=result.status, form=form, login=login)
