"""Messages: what went out, to whom, and whether it arrived."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages as notes
from django.http import HttpResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from weft.records.access import Job, NotFound
from weft.records.actions.base import Refused
from weft.records.actions.mail_held import drop, let_go
from weft.records.actions.message_text import MAY
from weft.records.reads.messages import MessageRow, mail_held, messages
from weft.web.answer import done, page
from weft.web.desk.ways import to_whom
from weft.web.fields import Text
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest

STATES = {
    "waiting": gettext_lazy("waiting to be sent"),
    "sending": gettext_lazy("being sent"),
    "sent": gettext_lazy("sent"),
    "failed": gettext_lazy("not delivered"),
    "stopped": gettext_lazy("stopped"),
}
CHANNELS = {
    "mail": gettext_lazy("E-mail"),
    "text": gettext_lazy("Text message"),
    "phone": gettext_lazy("Phone call"),
}


@dataclass(frozen=True, slots=True)
class LinkedMessage:
    """A message with its words and the page of whom it went to."""

    row: MessageRow
    state: str
    channel: str
    url: str


@require_safe
@policy(Audience.STAFF, jobs={Job.PEOPLE})
def sent(request: ClinicRequest) -> HttpResponse:
    """Newest first; ``?failed=1`` only what was not delivered, ``?page=`` older ones."""
    only_failed, number = request.GET.get("failed") == "1", request.GET.get("page", "1")
    found = messages(request.member, number=int(number) if _is_number(number) else 1, only_failed=only_failed)
    rows = [
        LinkedMessage(
            row, str(STATES[row.state]), str(CHANNELS.get(row.channel, row.channel)),
            to_whom(request.member, row.person_id, row.enquiry_id),
        )
        for row in found.rows
    ]  # fmt: skip
    may_word = bool(request.member.jobs & set(MAY))
    return page(
        request, "desk/messages.html", rows=rows, found=found, only_failed=only_failed, may_word=may_word,
        held=mail_held(request.member), may_decide=may_word,
    )  # fmt: skip


@require_POST
@policy(Audience.STAFF, jobs=set(MAY))
def held(request: ClinicRequest) -> HttpResponse:
    """Let what waits in a restored copy go, or drop it."""
    if request.POST.get("do") not in DECIDES:
        raise NotFound
    decide, says = DECIDES[request.POST["do"]]
    result = decide(by=request.member)
    if not isinstance(result, Refused):
        notes.info(request, says)
    return done(request, result, to="desk:message_texts")


DECIDES: dict[str, tuple[Callable[..., int | Refused], Text]] = {
    "let_go": (let_go, gettext_lazy("Messages go out again. What has passed meanwhile is left out.")),
    "drop": (drop, gettext_lazy("What waited was dropped. Messages written from now on go out.")),
}
"""What each button does, and what is said then."""


def _is_number(typed: str) -> bool:
    return typed.isascii() and typed.isdecimal() and len(typed) <= 6
