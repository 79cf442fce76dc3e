"""Outside the care team every page and form about a person asks why, but for those that are named here."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import transaction
from django.test import Client
from django.urls import reverse
from tests import papers
from tests.care import got
from tests.people import CLINICIAN, Cast
from tests.records.desk.test_letters import written
from tests.records.treat.test_incidents import filed
from tests.walked import TODAY, on, walk
from tests.web.conftest import ClientOf
from tests.web.test_authorisation import PLAIN, _body, _model

from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.project.routes import Route, routes
from weft.records import clock
from weft.records.access import Job, Member, member_for
from weft.records.actions.attach import attach
from weft.records.actions.letters import sign_letter
from weft.records.models import AuditChange, Membership, Person, User
from weft.web.policy import Audience

pytestmark = [pytest.mark.django_db, pytest.mark.only_on("sqlite")]  # the rule itself is asked on both: test_opening

OPEN = {
    "desk:finish", "desk:take",  # whoever takes it over has a part in the care from then on
    "prevent:flare_for", "screen:every_visit",  # the desk asks these questions too; no earlier answer is shown
    "schedule:cancel", "schedule:course", "schedule:move", "schedule:rejoin", "schedule:split",  # the diary's
    "schedule:visit", "schedule:late", "schedule:settle", "schedule:missed", "schedule:came", "schedule:earlier",
    "treat:arrive", "treat:not_here", "treat:faint", "treat:steady",  # never waits for a reason
    "treat:person_incident", "treat:visit_incident",  # whoever saw it reports it
}  # fmt: skip
ASKS = b"Why do you need this record now?"


@pytest.fixture
def outside(cast: Cast, as_: ClientOf) -> Iterator[tuple[Member, Client]]:
    """Sam, who does both and has never seen Marta; she is in week 5, with everything that a page can be about."""
    walk(cast)
    jobs = sorted(CLINICIAN | {Job.NEEDLES, Job.MOVEMENT})
    user = User.objects.create_user("sam@example.org", name="Sam")
    Membership.objects.create(clinic=cast.clinic, user=user, jobs=jobs, disciplines=[NEEDLES, MOVEMENT])
    with clock.at(on(TODAY, 3)):
        got(attach(by=cast.ren, person_id=cast.marta_id, name="a.pdf", content=papers.pdf(), says="Scan"))
        got(sign_letter(by=cast.ren, person_id=cast.marta_id, letter=written()))
        filed(cast)
    with clock.at(on(TODAY, 10)):
        member = member_for(user.id, cast.clinic.id)
        assert member
        yield member, as_("sam")


def test_every_page_and_form_about_a_person_asks_why_but_for_those_that_are_named(
    cast: Cast, outside: tuple[Member, Client]
) -> None:
    sam, browser = outside
    not_asked, changed, asked = set(), set(), set()
    for route in routes():
        if not route.policy or route.policy.audience is not Audience.STAFF or not route.policy.allows(sam):
            continue
        for address in addresses(cast, route):
            for method in set(route.methods) - {"HEAD"}:
                status, asks, changes = answered(browser, method, address)
                if asks:
                    asked.add(route.name)
                    changed |= {route.name} if changes else set()
                elif status != 404:
                    not_asked.add(route.name)

    assert not_asked == OPEN
    assert changed == set()
    assert len(asked) > 40


def answered(browser: Client, method: str, address: str) -> tuple[int, bool, int]:
    """Its status, whether it asks why, and how many rows were written."""
    before = AuditChange.objects.count()
    with transaction.atomic():
        answer = browser.generic(method, address)
        changes = AuditChange.objects.count() - before
        transaction.set_rollback(True)
    return answer.status_code, ASKS in _body(answer), changes


def addresses(cast: Cast, route: Route) -> Iterator[str]:
    """The page about a row of Marta's; nothing where she has none."""
    plain = {name: PLAIN[name] for name in route.arguments if name in PLAIN}
    for name in (each for each in route.arguments if each not in PLAIN):
        if (row := row_about(cast.marta_id, name)) is not None:
            yield reverse(route.name, kwargs={**plain, name: row})


def row_about(person_id: UUID, name: str) -> UUID | None:
    model = _model(name)
    if model is Person:
        return person_id
    try:
        model._meta.get_field("person")
    except FieldDoesNotExist:
        return None
    rows = model._default_manager.filter(person_id=person_id)
    rows.scoped = True  # type: ignore[attr-defined]  # hers
    found: UUID | None = rows.values_list("pk", flat=True).first()
    return found
