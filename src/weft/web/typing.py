"""Drafts of pages: what is typed goes to the server by itself (`keep.js`) and stands in the form again next time."""

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpResponse
from django.utils.formats import date_format

from weft.records.actions import drafts as actions
from weft.records.actions.base import Refused
from weft.records.reads.drafts import Typed, typed
from weft.records.reads.treat_beds import server_now
from weft.web.answer import done, page
from weft.web.request import ClinicRequest

NOT_TYPED = frozenset({"csrfmiddlewaretoken", "key", "typed_by"})
LONGEST = 20_000
"""Letters of one field; every form of ours takes fewer."""

__all__ = ["Typed", "clock_time", "keep", "restore", "typed", "typed_in"]


def typed_in(request: ClinicRequest) -> dict[str, Any]:
    """What was typed, field by field; several ticks of one field stay a list."""
    found = {name: request.POST.getlist(name) for name in request.POST if name not in NOT_TYPED}
    return {
        name: [value[:LONGEST] for value in values] if len(values) > 1 else values[0][:LONGEST]
        for name, values in found.items()
        if values
    }


def clock_time(request: ClinicRequest) -> datetime:
    """Now, on the clinic's wall."""
    return server_now().astimezone(ZoneInfo(request.clinic.zone))


def keep(request: ClinicRequest, form: str, subject: UUID, person_id: UUID, url: str) -> HttpResponse:
    """Keep what stands in the form; the answer is one line with the time, or the page for a browser without script."""
    at = actions.keep_typing(
        by=request.member, form=form, subject=subject, person_id=person_id, content=typed_in(request)
    )
    if isinstance(at, Refused) or not request.htmx:
        return done(request, at, to=url)
    return page(request, "parts/kept.html", at=date_format(at.astimezone(ZoneInfo(request.clinic.zone)), "H:i"))


def restore(form: forms.Form, kept: Typed) -> None:
    """Let an unbound form show what was typed; a list without a tick was empty then."""
    for name, field in form.fields.items():
        if isinstance(field, forms.MultipleChoiceField):
            form.initial[name] = kept.every(name)
        elif kept.has(name):
            form.initial[name] = (kept.every(name) or [""])[0]
