"""Beside the plan stands whether the person hears of it, and the way out where they do not."""

from uuid import UUID

import pytest
from tests.care import drafted, got
from tests.people import Cast
from tests.web.conftest import ClientOf

from weft.core.book.consents import Purpose
from weft.records.actions import plan
from weft.records.actions.book_consent import give_consent
from weft.records.models import Membership, OutboxMessage, Person

INVITE = "Invite them to pages of their own"


@pytest.fixture
def url(cast: Cast) -> str:
    """Marta's plan, agreed to by nobody; she has an address and no pages of her own."""
    Person.objects.within(cast.clinic.id).filter(id=cast.marta_id).update(email="new@example.org", user=None)
    give_consent(by=cast.noor, person_id=cast.marta_id, purpose=Purpose.PLANS_OF_CARE.value)
    made = drafted(cast)
    return f"/plans/{made.plan_id}"


def test_without_pages_the_plan_says_so_before_and_after_and_offers_the_paper(
    url: str, as_: ClientOf, cast: Cast
) -> None:
    for after in (False, True):
        if after:
            plan_id = UUID(url.rpartition("/")[2])
            got(plan.agree_mine(by=cast.ren, plan_id=plan_id, version=1))
            got(plan.agree(by=cast.ren, plan_id=plan_id, version=1, role="person", how="recorded_yes"))
        page = as_("ren").get(url).text
        assert "No message goes: they have no pages of their own." in page
        assert page.count("Print the plan (PDF)") == 2
        assert INVITE not in page, "Ren has not the desk's right"


def test_who_has_the_right_invites_with_one_tap_and_then_it_says_so(url: str, as_: ClientOf, cast: Cast) -> None:
    Membership.objects.within(cast.clinic.id).filter(user_id=cast.ren.author_id).update(jobs=[*cast.ren.jobs, "people"])
    ren = as_("ren")
    assert INVITE in ren.get(url).text

    assert ren.post(f"/people/{cast.marta_id}/invite").status_code == 303
    page = ren.get(url).text
    assert "they are invited to pages of their own" in page
    assert INVITE not in page
    assert OutboxMessage.objects.within(cast.clinic.id).count() == 1


def test_with_pages_it_says_that_a_message_goes(url: str, as_: ClientOf, cast: Cast) -> None:
    Person.objects.within(cast.clinic.id).filter(id=cast.marta_id).update(user=cast.marta.user_id)

    page = as_("ren").get(url).text
    assert "They get a message with a link to their page" in page
    assert page.count("Print the plan (PDF)") == 1
