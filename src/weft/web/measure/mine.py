"""What a person says at home about the things that they have named."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from weft.records.actions.base import Refused
from weft.records.actions.measure import record_scores
from weft.records.reads.me import my_home
from weft.web.answer import done
from weft.web.desk.me import home_page
from weft.web.desk.person_forms import Tap
from weft.web.measure.forms import MyActivities
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest


@require_POST
@policy(Audience.PATIENT)
@sensitive_post_parameters()
def my_activities(request: ClinicRequest) -> HttpResponse:
    """Keep a number for each thing; what is left empty was not asked, and is no 0."""
    form = MyActivities(request.POST, asked=my_home(request.member).activities)
    if not form.is_valid() or request.member.person_id is None:
        return home_page(request, Tap(), status=400, things=form)
    result = record_scores(
        by=request.member, person_id=request.member.person_id, activities=form.activities(),
        key=form.cleaned_data["key"],
    )  # fmt: skip
    if not isinstance(result, Refused):
        messages.info(request, gettext("Saved. Thank you."))
    return done(request, result, to="desk:me")
