"""Messages are readable inside the product, by those who hold contact facts."""

from datetime import timedelta

import pytest
from tests.people import TUESDAY_NINE, Cast

from weft.records import clock
from weft.records.access import Member, NotAllowed
from weft.records.actions.book import request_consult
from weft.records.models import AuditRead, OutboxMessage
from weft.records.reads.messages import PAGE, messages

pytestmark = pytest.mark.django_db


def written(cast: Cast, many: int = 1, **facts: object) -> None:
    """Messages to Marta."""
    for number in range(many):
        OutboxMessage.objects.create(
            clinic_id=cast.clinic.id, person_id=cast.marta_id, purpose="service", to="marta@example.org",
            subject=f"Number {number}", body="Tue 9:00.", due=TUESDAY_NINE,
            made_at=TUESDAY_NINE + timedelta(minutes=number), **facts,
        )  # fmt: skip


def test_what_a_visitor_was_sent_can_be_read(cast: Cast) -> None:
    with clock.at(TUESDAY_NINE):
        request_consult(by=cast.visitor, name="Iris Tan", phone="416 555 0177", email="iris@example.org")

    (row,) = messages(cast.noor).rows

    assert (row.to, row.name, row.state, row.at.hour) == ("iris@example.org", "Iris Tan", "waiting", 9)
    assert row.body


@pytest.mark.parametrize("who", ["wei", "dana", "marta", "visitor"])
def test_only_those_with_contact_facts_read_them(cast: Cast, who: str) -> None:
    member: Member = getattr(cast, who)

    with pytest.raises(NotAllowed):
        messages(member)


def test_the_other_clinics_messages_do_not_exist(cast: Cast) -> None:
    written(cast)

    assert messages(cast.otto).rows == ()


@pytest.mark.parametrize(("many", "more"), [(PAGE, False), (PAGE + 1, True)])
def test_newest_first_a_page_at_a_time(cast: Cast, many: int, more: bool) -> None:
    written(cast, many)

    first, second = messages(cast.noor), messages(cast.noor, number=2)

    assert (len(first.rows), first.has_more, first.rows[0].subject) == (PAGE, more, f"Number {many - 1}")
    assert len(second.rows) == many - PAGE


def test_what_was_not_delivered_can_be_listed_by_itself(cast: Cast) -> None:
    written(cast)
    written(cast, state="failed", fault="no such address")

    found = messages(cast.noor, only_failed=True)

    assert ([row.fault for row in found.rows], found.failed) == (["no such address"], 1)


def test_the_read_is_written_down(cast: Cast) -> None:
    written(cast)

    messages(cast.noor)

    assert AuditRead.objects.get().people == [cast.marta_id.hex]
