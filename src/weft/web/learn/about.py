"""What the clinic says about itself: whom it suits, what it promises, and who receives data."""

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from weft.records.reads.front_page import video_services
from weft.web.answer import page
from weft.web.context import url_of
from weft.web.learn.receiving import who_receives
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest


@require_safe
@policy(Audience.PUBLIC)
def is_it_for_me(request: ClinicRequest) -> HttpResponse:
    """Fits well, may fit, does not fit; what it costs in time."""
    return page(request, "learn/is_it_for_me.html", check_url=url_of("screen:check"))


@require_safe
@policy(Audience.PUBLIC)
def promises(request: ClinicRequest) -> HttpResponse:
    """Privacy, accessibility, complaints; who to write to."""
    return page(request, "learn/promises.html", idle_minutes=settings.WEFT_IDLE_MINUTES)


@require_safe
@policy(Audience.PUBLIC)
def receivers(request: ClinicRequest) -> HttpResponse:
    """Never sold: who receives data, as this server is set up."""
    return page(request, "learn/receivers.html", receivers=who_receives(settings, video_services(request.clinic)))
