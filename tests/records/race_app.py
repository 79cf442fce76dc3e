"""A small server for the races: the product's own booking actions over HTTP, in several processes.

``RACE_GUARD=off`` (this app only) skips the locks; the test also takes the database's guard away, and then two people
must get one time: otherwise the races would prove nothing.
"""

import json
import os
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.records.plain_settings")
application = get_wsgi_application()

from weft.core.schedule.absence import Why  # noqa: E402
from weft.records import claims, clock  # noqa: E402
from weft.records.access import Member, member_for, visitor_to  # noqa: E402
from weft.records.actions.away import Absent, write_absence  # noqa: E402
from weft.records.actions.away_move import move_agreed  # noqa: E402
from weft.records.actions.base import Refused, action  # noqa: E402
from weft.records.actions.book_talk import book_talk  # noqa: E402
from weft.records.actions.schedule import book_pair, book_visit  # noqa: E402
from weft.records.models import Closure, Hold, Resource  # noqa: E402
from weft.records.reads import calendar  # noqa: E402
from weft.records.wanted import VisitWanted, Wanted  # noqa: E402

if os.environ.get("RACE_GUARD") == "off":
    claims.lock = lambda resource_ids: {
        each.id: each for each in Resource.objects.everywhere().filter(id__in=list(resource_ids))
    }
    calendar._claims = lambda *_: {}  # a talk looks first; here it sees nothing


def wanted(said: dict[str, Any]) -> VisitWanted:
    """One visit from JSON."""
    place = UUID(said["place"]) if said.get("place") else None
    starts = datetime.fromisoformat(said["starts"])
    return VisitWanted(said["discipline"], UUID(said["practitioner"]), starts, said["minutes"], place)


@action
def hold(said: dict[str, Any], *, by: Member) -> None:
    """The path of a held time."""
    first = wanted(said["visits"][0])
    made = Hold.objects.create(clinic_id=by.clinic_id, expires=clock.in_minutes(10))
    claims.claim(by.clinic_id, [Wanted(first.place_id, first.starts, first.ends, hold_id=made.id)])  # type: ignore[arg-type]


@action
def close(said: dict[str, Any], *, by: Member) -> None:
    """The path of a bed that is taken out of use."""
    first = wanted(said["visits"][0])
    made = Closure.objects.create(clinic_id=by.clinic_id, starts=first.starts, ends=first.ends)
    claims.claim(by.clinic_id, [Wanted(first.place_id, first.starts, first.ends, closure_id=made.id)])  # type: ignore[arg-type]


def visit(said: dict[str, Any], *, by: Member) -> object:
    """The path of a single visit."""
    return book_visit(UUID(said["person"]), wanted(said["visits"][0]), by=by, key=said.get("key", ""))


def pair(said: dict[str, Any], *, by: Member) -> object:
    """The path of a pair."""
    first, second = map(wanted, said["visits"])
    return book_pair(UUID(said["person"]), first, second, by=by, key=said.get("key", ""))


def talk(said: dict[str, Any], *, by: Member) -> object:
    """The path of a stranger who books a free talk."""
    starts = datetime.fromisoformat(said["starts"])
    number = f"416 {uuid4().int % 10**7:07}"  # one caller's talks are counted: each stranger has their own
    return book_talk(by=visitor_to(by.clinic_id), starts=starts, name="Rival", phone=number)


def agreed(said: dict[str, Any], *, by: Member) -> object:
    """The path of a visit that moves out of an absence."""
    return move_agreed(by=by, closure_id=UUID(said["closure"]), person_id=UUID(said["person"]), serial=said["serial"])


def absent(said: dict[str, Any], *, by: Member) -> object:
    """The path of an absence of whoever would hold the visit."""
    asked = wanted(said["visits"][0])
    who = Absent(membership_id=asked.practitioner_id)
    return write_absence(by=by, who=who, starts=asked.starts, ends=asked.ends, why=Why.AWAY)


PATHS: dict[str, Callable[..., object]] = {
    "agreed": agreed,
    "absent": absent,
    "visit": visit,
    "pair": pair,
    "hold": hold,
    "close": close,
    "talk": talk,
}


def take(request: HttpRequest) -> HttpResponse:
    """Take a time by one of the paths: 201, or the refusal's status with the nearest free starts."""
    said = json.loads(request.body)
    by = member_for(UUID(said["by"]), UUID(said["clinic"]))
    result = PATHS[said["path"]](said, by=by)
    if isinstance(result, Refused):
        starts = (each if isinstance(each, datetime) else each[0].starts for each in result.alternatives)
        nearest = [each.isoformat() for each in starts]
        return JsonResponse({"words": str(result.words), "nearest": nearest, "pid": os.getpid()}, status=result.status)
    return JsonResponse({"pid": os.getpid()}, status=201)


def ready(_: HttpRequest) -> HttpResponse:
    """Answers once the process is up."""
    return JsonResponse({"pid": os.getpid()})


urlpatterns = [path("take", take), path("ready", ready)]
