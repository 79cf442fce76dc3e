"""The bar with which the last step is taken back: kept in the session of whoever took it, shown on their next page."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from weft.core.desk.names import initials
from weft.core.shared.words import Words
from weft.records.actions import undo as actions
from weft.records.actions.base import Reason, Refused
from weft.records.actions.undo import Undo, What
from weft.web.answer import done, refused
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest

NAME = "undo"
SAYS = {
    What.MOVE: Words("Moved."),
    What.CANCEL: Words("Cancelled."),
    What.ARRIVE: Words("Marked as here."),
    What.LATE: Words("Written: late."),
    What.MISSED: Words("Written: did not come."),
    What.DISCHARGE: Words("Care has ended."),
}
BACK = {What.ARRIVE: "desk:today", What.DISCHARGE: "prevent:discharge"}
"""Where one is afterwards; else on the visit's page."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What the bar shows."""

    key: str
    says: Words
    who: str
    ms: int
    """So long it stays."""


def offer(request: ClinicRequest, result: Undo | Refused) -> Undo | Refused:
    """Keep a step that has been taken; the one before it cannot be taken back any more."""
    if isinstance(result, Undo):
        kept = asdict(result) | {"about": str(result.about), "at": result.at.isoformat(), "what": result.what.value}
        request.session[NAME] = {"key": uuid4().hex, "by": str(request.member.membership_id), "step": kept}
    return result


def bar(request: HttpRequest) -> Bar | None:
    """The step that this member can still take back, from the session alone. What is over is forgotten there."""
    member, session = getattr(request, "member", None), getattr(request, "session", None)
    if session is None or member is None or not member.is_staff or not (kept := _mine(request)):
        return None
    step = _step(kept)
    if step.is_over:
        del request.session[NAME]
    who = initials(step.who) if request.GET.get("names") == "short" else step.who
    return Bar(kept["key"], SAYS[step.what], who, step.ms_left) if step.ms_left > 0 else None


@require_POST
@policy(Audience.STAFF)
def take_back(request: ClinicRequest) -> HttpResponse:
    """Undo was pressed: for this step, and once."""
    kept = _mine(request)
    if not kept or kept["key"] != request.POST.get("key"):
        says = Words("There is nothing to take back any more. Change it on its own page.")
        return refused(request, Refused(Reason.ALREADY_DONE, says))
    step = _step(kept)
    result = actions.take_back(step, by=request.member)
    if isinstance(result, Refused):
        return refused(request, result, back_url=_back(step))
    del request.session[NAME]
    messages.info(request, gettext("Taken back: everything is as it was."))
    return done(request, result, to=_back(step))


def _mine(request: HttpRequest) -> dict[str, Any] | None:
    kept: dict[str, Any] | None = request.session.get(NAME)
    member = getattr(request, "member", None)
    return kept if kept and member and kept["by"] == str(member.membership_id) else None


def _step(kept: dict[str, Any]) -> Undo:
    said = kept["step"]
    about, at = UUID(said["about"]), datetime.fromisoformat(said["at"])
    return Undo(What(said["what"]), at, about, said["who"], said["before"], said["after"])


def _back(step: Undo) -> str:
    name = BACK.get(step.what, "schedule:visit")
    return reverse(name, args=[] if name == "desk:today" else [step.about])
