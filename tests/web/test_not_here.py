"""Not found says what it was to those who may know, and nothing to anybody else."""

import re
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from tests.care import PlanMade, drafted, got
from tests.people import TUESDAY_NINE, Cast
from tests.web.conftest import ClientOf

from weft.core.shared.care import MOVEMENT
from weft.records import clock
from weft.records.access import Member
from weft.records.actions.course_cancel import cancel_visit
from weft.records.actions.schedule import book_visit
from weft.records.models import Person, Visit
from weft.records.reads.was import what_it_was
from weft.records.wanted import VisitWanted

NEUTRAL = "There is nothing at this address, or it is not yours to see."


def hands(member: Member) -> UUID:
    assert member.membership_id
    return member.membership_id


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with clock.at(TUESDAY_NINE - timedelta(hours=1)):
        yield


@pytest.fixture
def visit(cast: Cast) -> Visit:
    wanted = VisitWanted(MOVEMENT, hands(cast.dana), TUESDAY_NINE, 30, cast.rooms[0].id)
    booked = got(book_visit(cast.marta_id, wanted, by=cast.noor))
    return Visit.objects.within(cast.clinic.id).get(id=booked.visits[0])


def said(answer: object) -> str:
    """The page without the number of the request."""
    html = answer.content.decode()  # type: ignore[attr-defined]
    return re.sub(r"<code.*?</code>|value=\"[\w-]+\"", "", html[html.index("<main") :])


def test_what_belonged_to_a_visit_leads_to_it_its_day_and_its_person(cast: Cast, as_: ClientOf, visit: Visit) -> None:
    page = as_("wei").get(f"/visits/{visit.id}/amend-nothing")  # no such route: nothing is looked up
    got(cancel_visit(visit_id=visit.id, reason="ill", by=cast.noor))
    gone = as_("ren").post(f"/visits/{visit.id}/amend", {"words": "x"})

    assert NEUTRAL in page.text
    assert gone.status_code == 404
    assert "The visit of 2 Mar 2027, 9:00 was cancelled." in gone.text
    assert f'href="/people/{cast.marta_id}" translate="no" dir="auto">Marta Kowalska</a>' in gone.text
    assert f'href="/visits/{visit.id}"' in gone.text
    assert 'href="/today?day=2027-03-02"' in gone.text


def test_another_version_of_a_plan_leads_to_its_person(cast: Cast, as_: ClientOf) -> None:
    made: PlanMade = drafted(cast)
    gone = as_("ren").get(f"/plans/{made.plan_id}?version=9")

    assert gone.status_code == 404
    assert "another version of the plan" in gone.text
    assert f'href="/people/{cast.marta_id}"' in gone.text


@pytest.mark.parametrize("path", ["/visits/{}/needles", "/plans/{}", "/people/{}/home-exercises.pdf"])
def test_another_clinics_id_and_a_random_one_answer_the_same(
    cast: Cast, as_: ClientOf, visit: Visit, path: str
) -> None:
    theirs = {"/visits/{}/needles": visit.id, "/plans/{}": drafted(cast).plan_id}.get(path, cast.marta_id)
    otto = as_("otto")

    known, random = otto.get(path.format(theirs)), otto.get(path.format(uuid4()))

    assert (known.status_code, random.status_code) == (404, 404)
    assert said(known) == said(random)
    assert NEUTRAL in known.text


def test_a_record_that_is_not_open_to_a_clinician_says_nothing(cast: Cast, as_: ClientOf) -> None:
    made = drafted(cast)
    Person.objects.within(cast.clinic.id).filter(id=cast.marta_id).update(
        needles_by=cast.ren.membership_id, movement_by=cast.ren.membership_id
    )

    assert what_it_was({"plan_id": made.plan_id}, cast.ren) is not None
    assert what_it_was({"plan_id": made.plan_id}, cast.wei) is None


def test_the_desk_is_told_nothing_clinical(cast: Cast, visit: Visit) -> None:
    made = drafted(cast)

    assert what_it_was({"plan_id": made.plan_id}, cast.noor) is None
    assert what_it_was({"visit_id": visit.id}, cast.noor) is not None


@pytest.mark.parametrize("who", ["visitor", "marta"])
def test_who_does_not_work_here_is_told_nothing(cast: Cast, as_: ClientOf, visit: Visit, who: str) -> None:
    browser = as_(who)

    known, random = browser.get(f"/visits/{visit.id}/needles"), browser.get(f"/visits/{uuid4()}/needles")

    assert known.status_code == random.status_code != 200
    assert "The visit of" not in known.text
