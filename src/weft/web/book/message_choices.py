"""What we may send you, without an account: behind the link that every message carries."""

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from weft.core.book.consents import Purpose
from weft.records.actions import message_choices as actions
from weft.records.actions.base import Refused
from weft.records.reads.message_choices import message_choices as read
from weft.web.answer import page
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest


@csrf_exempt  # the link is the right, no session is asked; a mail program posts without cookies (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.PUBLIC)
def choices(request: ClinicRequest, token: str) -> HttpResponse:
    """Show the four answers, and take new ones. Opening the page changes nothing: mail scanners open every link."""
    saved = False
    if request.method == "POST":
        result = _written(request, token)
        if isinstance(result, Refused):
            return page(request, "book/choices.html", status=404, choices=None)
        saved = True
    found = read(request.member, token)
    return page(request, "book/choices.html", status=200 if found else 404, choices=found, saved=saved)


def _written(request: ClinicRequest, token: str) -> object:
    if request.POST.get("List-Unsubscribe") == "One-Click":
        return actions.stop(by=request.member, token=token)
    said = set(request.POST.getlist("wanted"))
    return actions.choose(by=request.member, token=token, wanted=[each for each in Purpose if each.value in said])
