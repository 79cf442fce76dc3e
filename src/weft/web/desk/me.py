"""A person's own home page. Works without JavaScript: one tap is one form."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from weft.records.actions.base import Refused
from weft.records.actions.measure import record_scores
from weft.records.reads.me import my_home
from weft.web.answer import done, page
from weft.web.context import url_of
from weft.web.desk.person_forms import Tap
from weft.web.measure.forms import MyActivities
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest


@require_safe
@policy(Audience.PATIENT)
def me(request: ClinicRequest) -> HttpResponse:
    """How is your back today, your next visit, what to do at home, your plan."""
    return home_page(request, Tap())


@require_http_methods(["POST"])
@policy(Audience.PATIENT)
@sensitive_post_parameters()
def check_in(request: ClinicRequest) -> HttpResponse:
    """Keep today's number; a later tap of the same day takes its place on the page."""
    form = Tap(request.POST)
    if not form.is_valid() or request.member.person_id is None:
        return home_page(request, form, status=400)
    result = record_scores(
        by=request.member, person_id=request.member.person_id, scores={"nprs": form.cleaned_data["pain"]},
        source="check_in", key=form.cleaned_data["key"],
    )  # fmt: skip
    if not isinstance(result, Refused):
        messages.info(request, gettext("Saved. Thank you."))
    return done(request, result, to="desk:me")


def home_page(
    request: ClinicRequest, form: Tap, status: int = 200, things: MyActivities | None = None
) -> HttpResponse:  # fmt: skip
    """The page with its two forms: today's number, and a number for each thing that they have named."""
    home = my_home(request.member)
    return page(
        request,
        "desk/me.html",
        status=status,
        home=home,
        form=form,
        things=things or MyActivities(asked=home.activities),
        plan_url=url_of("plan:mine"),
        flare_url=url_of("prevent:flare"),
    )
