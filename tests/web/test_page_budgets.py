"""What every page asks the database: at most twelve SELECTs of its own, whatever the number of rows."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from tests import papers
from tests.care import got
from tests.people import Cast
from tests.records.desk.test_letters import written
from tests.records.treat.test_incidents import filed
from tests.records.treat.treat_builders import read_first
from tests.walked import TODAY, Walked, on, walk
from tests.web.conftest import ClientOf
from tests.web.test_authorisation import PLAIN, _model

from weft.core.shared.care import NEEDLES
from weft.core.shared.words import Words
from weft.library.stored import to_json
from weft.project.routes import Route, routes
from weft.records import clock
from weft.records.access import Job
from weft.records.actions import treat
from weft.records.actions.attach import attach
from weft.records.actions.letters import sign_letter
from weft.records.models import (
    Closure,
    Enquiry,
    Episode,
    Person,
    RunEnd,
    RunState,
    ScheduleRun,
    Score,
    Task,
    Visit,
    Watch,
    WatchState,
)
from weft.web.policy import Audience

pytestmark = [pytest.mark.django_db, pytest.mark.only_on("sqlite")]
"""A page asks both databases the same; to open every page twice more takes minutes."""
Execute = Callable[..., object]

MOST = 12
"""SELECTs of a page's own."""
AROUND = {Audience.STAFF: 7, Audience.PATIENT: 6}
"""Clinic by host, session, user, and clinic, membership and person of the member; for staff the bed strip too."""
EMPTY = "desk:locked"
"""A staff page that asks nothing of its own."""
NOT_SHOWN = {"plan:enquiry_outline"}
"""Pages of which nothing is to be seen in this clinic."""
WHO = ("elena", "ren", "marta")
ROWS = 12
"""So many rows of each kind are looked at, the newest."""
MORE = 30


@pytest.fixture
def walked(cast: Cast) -> Iterator[Walked]:
    """Marta in week 5 with everything that a page can be about, and needles in."""
    found = walk(cast)
    bed = Visit.objects.within(cast.clinic.id).get(discipline=NEEDLES, starts=on(TODAY))
    with clock.at(on(TODAY, 3)):
        read_first(bed.id, cast.wei)
        got(treat.needles_in(visit_id=bed.id, by=cast.wei, count=8, points="bl23 b, bl25 b, gb30 r, bl40 b, bl60 r"))
        got(attach(by=cast.ren, person_id=cast.marta_id, name="a.pdf", content=papers.pdf(), says="Scan"))
        got(sign_letter(by=cast.ren, person_id=cast.marta_id, letter=written()))
        filed(cast)
        planted(cast, 1)
    with clock.at(on(TODAY, 10)):
        yield found


def planted(cast: Cast, many: int) -> None:
    """Rows of every kind that lists are made of."""
    episode = Episode.objects.within(cast.clinic.id).get()
    assert cast.wei.membership_id
    assert cast.noor.user_id
    here = {"clinic_id": cast.clinic.id}
    for number in range(many):
        at = clock.now() + timedelta(minutes=number)
        person = Person.objects.create(name=f"Person {many} {number}", **here)
        enquiry = Enquiry.objects.create(source="phone", name=f"Caller {number}", phone="555", **here)
        for whom in (person, Person.objects.within(cast.clinic.id).get(id=cast.marta_id)):
            Visit.objects.create(
                person=whom, discipline=NEEDLES, starts=at, ends=at + timedelta(minutes=30), local_date=at.date(),
                local_start="09:00", zone=cast.clinic.zone, tzdata_version="x", practitioner_id=cast.wei.membership_id,
                place=cast.beds[0], episode=episode if whom.id == cast.marta_id else None, **here,
            )  # fmt: skip
            Task.objects.create(kind="look", says=to_json(Words("Look.")), job=Job.RECORD, due=at, person=whom, **here)
        Task.objects.create(kind="call", says=to_json(Words("Ring.")), job=Job.PEOPLE, due=at, enquiry=enquiry, **here)
        Score.objects.create(
            person_id=cast.marta_id, episode=episode, measure="nprs", value=Decimal(3), source="person", at=at,
            local_date=at.date(), **here,
        )  # fmt: skip
        Watch.objects.create(person_id=cast.marta_id, episode=episode, due=at.date(), state=WatchState.ASKED, **here)
        Closure.objects.create(place=cast.beds[1], starts=at, ends=at + timedelta(minutes=30), reason="away", **here)
        ScheduleRun.objects.create(
            asked_by_id=cast.noor.user_id, first_day=at.date(), last_day=at.date(), seconds=20, state=RunState.FOUND,
            end=RunEnd.DONE, ended_at=at, **here,
        )  # fmt: skip


def asked(browser: Client, address: str) -> int | None:
    """How many SELECTs the whole request takes; None when not shown. What the audit asks is not the page's."""
    found: list[str] = []

    def noting(execute: Execute, sql: str, params: object, many: bool, context: object) -> object:
        found.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(noting):
        status = browser.get(address).status_code
    selects = [sql for sql in found if sql.startswith("SELECT")]
    own = [sql for sql in selects if '"records_auditread"' not in sql and "set_config(" not in sql]
    return len(own) if status == 200 else None


def pages() -> tuple[Route, ...]:
    """Every GET page for staff or patients."""
    return tuple(each for each in routes() if "GET" in each.methods and each.policy and each.policy.audience in AROUND)


def addresses(cast: Cast, route: Route) -> Iterator[str]:
    """The page about each of the newest rows of its kind."""
    plain = {name: PLAIN[name] for name in route.arguments if name in PLAIN}
    about = [name for name in route.arguments if name not in PLAIN]
    if not about:
        yield reverse(route.name, kwargs=plain)
        return
    rows = _model(about[0])._default_manager.filter(clinic_id=cast.clinic.id)
    rows.scoped = True  # type: ignore[attr-defined]  # this clinic's
    for key in (cast.marta_id, *rows.order_by("-made_at").values_list("pk", flat=True)[:ROWS]):
        yield reverse(route.name, kwargs={**plain, about[0]: key})


def most_asked(cast: Cast, as_: ClientOf) -> dict[str, int]:
    """Of each page the most of its own that anybody's look at any row took."""
    browsers = {who: as_(who) for who in WHO}
    found: dict[str, int] = {}
    for route in pages():
        assert route.policy
        for who in (each for each in WHO if route.policy.allows(getattr(cast, each))):
            counts = [count for each in addresses(cast, route) if (count := asked(browsers[who], each)) is not None]
            if counts:
                own = max(counts) - AROUND[route.policy.audience]
                found[route.name] = max(found.get(route.name, 0), own)
    return found


def test_around_a_page_that_asks_nothing_stands_this_much(cast: Cast, as_: ClientOf) -> None:
    assert asked(as_("elena"), reverse(EMPTY)) == AROUND[Audience.STAFF]
    assert asked(as_("marta"), reverse("prevent:flare_stop")) is not None


def test_every_page_asks_little_and_no_more_when_there_is_more(cast: Cast, walked: Walked, as_: ClientOf) -> None:
    few = most_asked(cast, as_)
    planted(cast, MORE)
    many = most_asked(cast, as_)

    assert {name: number for name, number in many.items() if number > MOST} == {}
    assert {name: (few[name], number) for name, number in many.items() if number > few[name]} == {}
    assert {route.name for route in pages()} - set(few) == NOT_SHOWN
