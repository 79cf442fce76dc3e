"""People: everybody by name; ``?mine=1`` those in one's own care, as cards.

A name that is looked for is sent as a form and stands in no address (`web.searches`).
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from weft.draw.curve_small import small_curve
from weft.draw.palette import SCREEN
from weft.records.access import Job
from weft.records.reads.my_people import Card, MyPeople, Order, my_people
from weft.records.reads.people import people as people_read
from weft.web import searches
from weft.web.answer import done, page
from weft.web.context import url_of
from weft.web.desk.person_forms import FindPeople
from weft.web.paged import number_of, pages_of
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest


@dataclass(frozen=True, slots=True)
class DrawnCard:
    """A card with its small curve."""

    card: Card
    curve: SafeString


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.STAFF, jobs={Job.DIARY, Job.PEOPLE, Job.RECORD})
@sensitive_post_parameters()
def people(request: ClinicRequest) -> HttpResponse:
    """Everybody, or (for clinicians, ``?mine=1``) those in one's own care. A POST looks for a name."""
    if request.method == "POST":
        return _look_for(request)
    if request.GET.get("mine") == "1" and request.member.may(Job.RECORD):
        return _mine(request)
    wanted = searches.kept(request)
    return _everybody(request, FindPeople(initial={"q": wanted}), wanted)


def _look_for(request: ClinicRequest) -> HttpResponse:
    form = FindPeople(request.POST)
    if not form.is_valid():
        return _everybody(request, form, None)
    return done(request, None, to=reverse("desk:people") + searches.keep(request, form.cleaned_data["q"]))


def _everybody(request: ClinicRequest, form: FindPeople, wanted: str | None) -> HttpResponse:
    found = None if wanted is None else people_read(request.member, wanted=wanted, number=number_of(request))
    return page(
        request,
        "desk/people.html",
        status=400 if wanted is None else 200,
        form=form,
        found=found,
        wanted=wanted,
        add_url=url_of("book:add_person") if request.member.may(Job.PEOPLE) else None,
        pages=pages_of(request, found) if found else None,
    )


def _mine(request: ClinicRequest) -> HttpResponse:
    """``?sort=name`` instead of who needs one."""
    order = Order.NAME if request.GET.get("sort") == Order.NAME else Order.ATTENTION
    found = my_people(request.member, order=order, number=number_of(request))
    return page(
        request,
        "desk/my_people.html",
        cards=[DrawnCard(each, _small(each)) for each in found.cards],
        found=found,
        order=order,
        before_url=_turn(found, order, -1),
        after_url=_turn(found, order, 1),
    )


def _small(card: Card) -> SafeString:
    """Drawings escape every text they are given."""
    return mark_safe(small_curve(card.curve, SCREEN, gettext))  # noqa: S308


def _turn(found: MyPeople, order: Order, step: int) -> str:
    number = found.number + step
    if not 1 <= number <= found.pages:
        return ""
    return f"?{urlencode({'mine': 1, 'sort': order.value, 'page': number})}"
