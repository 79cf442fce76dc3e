"""What a visitor is shown after a request: kept in the session, because there is no account to look it up in."""

from datetime import datetime

from django.urls import reverse

from weft.core.shared.care import Outcome
from weft.records.actions.book import Requested
from weft.web.plan import kept as plan_kept
from weft.web.request import ClinicRequest
from weft.web.screen import kept

_KEY = "requested"


def show_requested(request: ClinicRequest, made: Requested) -> str:
    """Remember what to say, forget the answers (the next person may sit here), and name the page that says it."""
    kept.forget(request)
    plan_kept.forget(request)
    request.session[_KEY] = {"by": made.promised_by.isoformat(), "is_stop": made.outcome is Outcome.STOP}
    return reverse("book:requested")


def what_was_requested(request: ClinicRequest) -> dict[str, object] | None:
    """Until when we are in touch (the clinic's own time), and whether an answer had said stop."""
    said = request.session.get(_KEY)
    return {"by": datetime.fromisoformat(said["by"]), "is_stop": said["is_stop"]} if said else None
