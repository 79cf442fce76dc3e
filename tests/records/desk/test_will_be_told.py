"""Whether a message about a page of their own will go, said beside the person: it is what happens then."""

import pytest
from django.db.models import QuerySet
from pytest_django import DjangoAssertNumQueries
from tests.care import drafted, got
from tests.people import TUESDAY_NINE, Cast

from weft.core.book.consents import Purpose
from weft.core.book.texts import Kind
from weft.records import clock
from weft.records.access import Member, NotFound
from weft.records.actions import plan
from weft.records.actions.account import invite, open_account
from weft.records.actions.book_consent import give_consent
from weft.records.models import FrontLink, OutboxMessage, Person, PlanVersion
from weft.records.reads.will_be_told import NONE_WENT, WhyNot, plan_told, was_told, will_be_told

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nine() -> object:
    with clock.at(TUESDAY_NINE):
        yield


@pytest.fixture
def willing(cast: Cast) -> Cast:
    """Marta has an address and said yes to plans."""
    people(cast).update(email="marta@example.org")
    give_consent(by=cast.noor, person_id=cast.marta_id, purpose=Purpose.PLANS_OF_CARE.value)
    return cast


def people(cast: Cast) -> QuerySet[Person]:
    return Person.objects.within(cast.clinic.id).filter(id=cast.marta_id)


def agree(cast: Cast) -> PlanVersion:
    """A plan, with everybody's yes."""
    made = drafted(cast)
    got(plan.agree_mine(by=cast.ren, plan_id=made.plan_id, version=1))
    got(plan.agree(by=cast.ren, plan_id=made.plan_id, version=1, role="person", how="recorded_yes"))
    return PlanVersion.objects.within(cast.clinic.id).get()


def why(cast: Cast, kind: Kind = Kind.PLAN) -> WhyNot | None:
    return will_be_told(cast.marta_id, kind, cast.noor).why_not


@pytest.mark.parametrize(
    ("change", "because"),
    [
        ({}, None),
        ({"leave_no_details": True}, WhyNot.NO_DETAILS),
        ({"user": None}, WhyNot.NO_PAGES),
        ({"email": "", "phone": ""}, WhyNot.NO_ADDRESS),
        ({"email": "", "phone": "416 555 0142"}, None),
    ],
)
def test_what_is_said_before_is_what_happens(willing: Cast, change: dict[str, object], because: WhyNot | None) -> None:
    people(willing).update(**change)

    assert why(willing) is because
    version = agree(willing)
    assert OutboxMessage.objects.within(willing.clinic.id).exists() is (because is None)
    said = plan_told(version.id, willing.marta_id, willing.ren, is_agreed=True)
    assert (said.why_not, "on its way" in str(said.says)) == (because, because is None)


def test_each_kind_needs_its_own_yes(willing: Cast) -> None:
    assert why(willing) is None
    said = will_be_told(willing.marta_id, Kind.EXERCISES, willing.noor)
    assert said.why_not is WhyNot.NO_YES
    assert "exercise plans" in str(said.says)


@pytest.mark.parametrize(("who", "may"), [("noor", True), ("wei", False)])
def test_only_who_has_the_right_is_offered_the_invitation(willing: Cast, who: str, may: bool) -> None:
    people(willing).update(user=None)
    by: Member = getattr(willing, who)

    assert will_be_told(willing.marta_id, Kind.PLAN, by).may_invite is may
    people(willing).update(email="")
    assert not will_be_told(willing.marta_id, Kind.PLAN, by).may_invite


def test_invited_they_get_the_invitation_and_no_second_message(willing: Cast) -> None:
    people(willing).update(user=None, email="new@example.org")
    version = agree(willing)
    got(invite(by=willing.noor, person_id=willing.marta_id))

    assert why(willing) is WhyNot.INVITED
    link = FrontLink.objects.within(willing.clinic.id).get()
    got(open_account(by=willing.visitor, link_id=link.id, password="four calm rivers meet"))
    (row,) = OutboxMessage.objects.within(willing.clinic.id)
    assert (row.kind, row.purpose) == ("", "service")
    said = was_told(willing.marta_id, Kind.PLAN, f"plan:{version.id}", willing.ren)
    assert (said.goes, said.says) == (True, NONE_WENT)


def test_a_message_that_waits_is_said_until_it_went_and_one_that_failed_asks_to_ring(willing: Cast) -> None:
    version = agree(willing)
    said = []
    for state in ("waiting", "sending", "sent", "failed", "stopped"):
        OutboxMessage.objects.within(willing.clinic.id).update(state=state)
        said.append(str(was_told(willing.marta_id, Kind.PLAN, f"plan:{version.id}", willing.ren).says))

    assert ["on its way" in one for one in said] == [True, True, False, False, False]
    assert ("went out" in said[2], "Ring them" in said[3], said[4]) == (True, True, str(NONE_WENT))


def test_before_everybody_has_agreed_it_says_what_will_be(willing: Cast) -> None:
    made = drafted(willing)

    version = PlanVersion.objects.within(willing.clinic.id).get(plan_id=made.plan_id)
    said = plan_told(version.id, willing.marta_id, willing.ren, is_agreed=False).says
    assert "They get a message" in str(said)


def test_another_clinics_person_is_not_to_be_had(cast: Cast) -> None:
    with pytest.raises(NotFound):
        will_be_told(cast.marta_id, Kind.PLAN, cast.otto)


def test_it_asks_the_database_little(willing: Cast, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_max_num_queries(5):  # one of them writes the look down
        will_be_told(willing.marta_id, Kind.PLAN, willing.noor)
