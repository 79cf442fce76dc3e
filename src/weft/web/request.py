"""The request as views get it, after the middleware."""

from datetime import date

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from weft.records.access import ClinicSeen, Member


class ClinicRequest(HttpRequest):
    """A request to one clinic by one member (a visitor is a member without a user)."""

    clinic: ClinicSeen
    member: Member
    reference: str
    """A random number that the log lines of this request and its error page share."""
    htmx: HtmxDetails


def reference_of(request: HttpRequest) -> str:
    """The number a person can read to the clinic; the log lines of the request carry it."""
    return getattr(request, "reference", "-")


def day_asked(request: HttpRequest) -> date | None:
    """The day that the address asks for (``?day=2026-11-23``); None (today) for what is no day of these years."""
    try:
        asked = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return None
    return asked if 2000 <= asked.year < 2200 else None
