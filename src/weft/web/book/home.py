"""The public home of a clinic: is this for me, decided in twenty seconds."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from weft.records.reads.front_page import what_it_costs
from weft.web.answer import page
from weft.web.context import url_of
from weft.web.learn.views import A_PAIR
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest


@require_safe
@policy(Audience.PUBLIC)
def home(request: ClinicRequest) -> HttpResponse:
    """One sentence, one picture, three steps, whom it suits, the real price, three ways in."""
    return page(
        request,
        "book/home.html",
        a_pair=A_PAIR,
        prices=what_it_costs(request.clinic),
        consult_url=url_of("screen:check"),
        call_back_url=url_of("book:call_back"),
        plan_url=url_of("plan:for_someone"),
        people_url=url_of("learn:people"),
    )
