"""The link of an offer: exchanged at once for a session, so that no address bar keeps it. A GET changes nothing."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from weft.records.access import as_visitor
from weft.records.actions import waitlist_answer as actions
from weft.records.reads import waitlist_offer as reads
from weft.web.answer import done, page
from weft.web.came_with import take_up, taken_up
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest

_OFFER = "time_offer"


@require_safe
@policy(Audience.PUBLIC)
def link(request: ClinicRequest, token: str) -> HttpResponse:
    """Take the link up. One that is not ours, or long over, says so and no more."""
    found = reads.offer_at(request.member, token)
    if found is None:
        return page(request, "schedule/offer.html", status=404, offer=None)
    take_up(request, _OFFER, found)
    return done(request, None, to="schedule:offer")


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.PUBLIC)
def offer(request: ClinicRequest) -> HttpResponse:
    """The time, to take or to leave; or, kindly, that it is gone. An answer is to what was read, in whatever tab."""
    offer_id = taken_up(request, _OFFER)
    seen = reads.offer_seen(request.member, offer_id) if offer_id else None
    if seen is None:
        return page(request, "schedule/offer.html", status=404, offer=None)
    answer = request.POST.get("answer") if request.method == "POST" else None
    if answer in {"yes", "no", "never"}:
        if seen.is_other_than(request.POST.get("seen", "")):
            return page(request, "schedule/offer.html", status=409, offer=seen, is_other=True)
        by = as_visitor(request.member)
        result = actions.never(by=by, offer_id=seen.id) if answer == "never" else actions.answer(
            by=by, offer_id=seen.id, yes=answer == "yes"
        )  # fmt: skip
        return done(request, result, to="schedule:offer")
    return page(request, "schedule/offer.html", status=400 if request.method == "POST" else 200, offer=seen)
