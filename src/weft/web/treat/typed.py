"""What the pages of a live visit share: a refusal in place, a draft that was kept, a timer in words."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext

from weft.draw.capsule_data import minutes_left
from weft.records.actions.base import Refused
from weft.web.answer import done, page
from weft.web.request import ClinicRequest
from weft.web.typing import clock_time, typed_in


def spoken(no: Refused) -> dict[str, object]:
    """A refusal as `parts/refused.html` shows it."""
    return {"words": no.words.said(gettext), "alternatives": ()}


def clock_of(left: timedelta) -> str:
    """Time left as a timer shows it; what is over carries a plus."""
    seconds = int(left.total_seconds())
    return f"{'+' if seconds < 0 else ''}{minutes_left(abs(seconds))}"


@dataclass(frozen=True, slots=True)
class Bar:
    """The draining bar, 300 wide: it empties from the left."""

    x: int
    width: int
    whole: int
    """Seconds of the whole window."""


def bar_of(left: timedelta, minutes: int) -> Bar:
    """How much of the window is left."""
    whole = minutes * 60
    width = round(300 * min(left.total_seconds() / whole, 1)) if whole else 0
    return Bar(300 - width, width, whole)


def draft_of(request: ClinicRequest) -> dict[str, Any]:
    """What was typed, field by field; several ticks of one field stay a list."""
    return typed_in(request)


def kept(request: ClinicRequest, saved: UUID | Refused, url: str) -> HttpResponse:
    """Back to the page, or for the script the one line with the clinic's time."""
    if isinstance(saved, Refused) or not request.htmx:
        return done(request, saved, to=url)
    now = clock_time(request)
    return page(request, "parts/kept.html", at=date_format(now, "H:i"))
