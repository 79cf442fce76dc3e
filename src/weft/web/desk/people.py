"""People: everybody by name; ``?mine=1`` those in one's own care, as cards."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from weft.draw.curve_small import small_curve
from weft.draw.palette import SCREEN
from weft.records.access import Job
from weft.records.reads.my_people import Card, MyPeople, Order, my_people
from weft.web.answer import page
from weft.web.desk.person import people as everybody
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest


@dataclass(frozen=True, slots=True)
class DrawnCard:
    """A card with its small curve."""

    card: Card
    curve: SafeString


@require_safe
@policy(Audience.STAFF, jobs={Job.DIARY, Job.PEOPLE, Job.RECORD})
def people(request: ClinicRequest) -> HttpResponse:
    """Everybody, or (for clinicians, ``?mine=1``) those in one's own care; ``?sort=name`` instead of who needs one."""
    if request.GET.get("mine") != "1" or not request.member.may(Job.RECORD):
        return everybody(request)
    order = Order.NAME if request.GET.get("sort") == Order.NAME else Order.ATTENTION
    found = my_people(request.member, order=order, number=_number(request.GET.get("page", "")))
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


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= 6 else 1


def _turn(found: MyPeople, order: Order, step: int) -> str:
    number = found.number + step
    if not 1 <= number <= found.pages:
        return ""
    return f"?{urlencode({'mine': 1, 'sort': order.value, 'page': number})}"
