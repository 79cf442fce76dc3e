"""Contact facts are put right on one page; the second of two sees both versions; messages that wait follow."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.care import got, no
from tests.people import Cast
from tests.web.conftest import ClientOf

from weft.records import clock
from weft.records.access import NotAllowed, NotFound
from weft.records.actions.contact import birth_fault, change_contact
from weft.records.contact import ContactFacts
from weft.records.models import AuditChange, OutboxMessage, OutboxState, Person
from weft.records.reads.contact import contact_page
from weft.records.refused import Reason

pytestmark = pytest.mark.django_db
TYPED = {
    "name": "Márta O'Kowalska", "known_as": "Marta", "birth_date": "1988-05-01", "phone": "416 555 0142",
    "email": "new@example.org", "address": "1 Mill Lane\nTwo Rivers", "emergency_contact": "Anna, sister, 416 555 0199",
    "family_doctor": "Dr Brown", "leave_no_details": "on",
}  # fmt: skip


def stands(cast: Cast) -> Person:
    return Person.objects.within(cast.clinic.id).get(id=cast.marta_id)


def carried(browser: object, address: str) -> dict[str, str]:
    """What the form carries without being seen."""
    form = browser.get(address).context["form"]  # type: ignore[attr-defined]  # a test client
    return {name: form[name].value() for name in ("version", "marks")}


def waits(cast: Cast, to: str, **more: object) -> OutboxMessage:
    row = {"clinic": cast.clinic, "person_id": cast.marta_id, "purpose": "service", "to": to, "body": "Please call."}
    return OutboxMessage.objects.create(**row, due=clock.now() + timedelta(days=1), **more)


def test_every_staff_form_can_say_that_it_is_still_being_sent(cast: Cast, as_: ClientOf) -> None:
    page = as_("noor").get(f"/people/{cast.marta_id}/contact").text

    assert 'data-slow="Still being sent' in page
    assert "weft/slow.js" in page


def test_the_desk_puts_them_right_and_the_person_page_says_so(cast: Cast, as_: ClientOf) -> None:
    noor, address = as_("noor"), f"/people/{cast.marta_id}/contact"

    answer = noor.post(address, TYPED | carried(noor, address))

    assert (answer.status_code, answer.headers["Location"]) == (303, f"/people/{cast.marta_id}")
    page = noor.get(f"/people/{cast.marta_id}").text
    for words in ("Márta O&#x27;Kowalska", "416 555 0142", "Anna, sister", "Leave no details", address):
        assert words in page
    row = stands(cast)
    assert (row.birth_date, row.address, row.family_doctor) == (date(1988, 5, 1), "1 Mill Lane\nTwo Rivers", "Dr Brown")
    change = AuditChange.objects.filter(table="records_person", person=cast.marta_id.hex).order_by("-id").first()
    assert change is not None
    assert change.actor == cast.noor.actor
    assert "phone" in change.columns


def test_the_page_asks_the_database_little(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as asked:
        contact_page(cast.marta_id, cast.noor)

    assert len([one for one in asked.captured_queries if one["sql"].startswith("SELECT")]) <= 6


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"name": " "}, "Write a name."),
        ({"phone": "12"}, "This does not look like a phone number."),
        ({"phone": f"416{'-' * 40}5550142"}, "This does not look like a phone number."),
        ({"email": "marta"}, "This is not a whole e-mail address."),
        ({"birth_date": "2999-01-01"}, "This birth date cannot be right."),
        ({"birth_date": "1.5."}, "Enter a valid date."),
        ({"pronouns": "x" * 41}, "at most 40 characters"),
    ],
)
def test_what_is_wrong_is_said_and_everything_typed_is_still_there(
    cast: Cast, as_: ClientOf, other: dict[str, str], words: str
) -> None:
    noor, address = as_("noor"), f"/people/{cast.marta_id}/contact"

    answer = noor.post(address, TYPED | carried(noor, address) | other)

    assert answer.status_code in {400, 422}
    assert words in answer.text
    assert "1 Mill Lane" in answer.text
    assert "Error:" in answer.text
    assert stands(cast).name == "Marta Kowalska"


def test_the_second_of_two_sees_both_versions_and_picks(cast: Cast, as_: ClientOf) -> None:
    noor, elena, address = as_("noor"), as_("elena"), f"/people/{cast.marta_id}/contact"
    was = carried(elena, address)
    assert noor.post(address, TYPED | carried(noor, address)).status_code == 303
    sent = TYPED | was | {"phone": "416 555 7777"}

    second = elena.post(address, sent)

    assert second.status_code == 409
    assert second.context["both"].by == "Noor"
    assert [each.name for each in second.context["both"].fields] == ["phone"]
    again = sent | {"version": second.context["form"]["version"].value(), "differs": "phone"}
    assert elena.post(address, again).status_code == 409
    assert elena.post(address, again | {"keep_phone": "theirs"}).status_code == 303
    assert stands(cast).phone == "416 555 0142"


def test_messages_that_wait_follow_and_those_under_way_do_not(cast: Cast) -> None:
    before = contact_page(cast.marta_id, cast.noor).facts
    got(
        change_contact(by=cast.noor, person_id=cast.marta_id, facts=ContactFacts(name="Marta", email="old@example.org"))
    )
    mail, gone = waits(cast, "old@example.org"), waits(cast, "old@example.org", state=OutboxState.SENT)

    got(
        change_contact(by=cast.noor, person_id=cast.marta_id, facts=ContactFacts(name="Marta", email="new@example.org"))
    )
    mail.refresh_from_db()
    gone.refresh_from_db()
    assert (mail.to, gone.to) == ("new@example.org", "old@example.org")

    got(change_contact(by=cast.noor, person_id=cast.marta_id, facts=before))
    mail.refresh_from_db()
    assert mail.state == OutboxState.STOPPED


def test_only_who_has_the_job_may_and_nobody_elsewhere_learns_of_her(cast: Cast, as_: ClientOf) -> None:
    facts = ContactFacts(name="Somebody")

    with pytest.raises(NotAllowed):
        change_contact(by=cast.dana, person_id=cast.marta_id, facts=facts)
    with pytest.raises(NotFound):
        change_contact(by=cast.otto, person_id=cast.marta_id, facts=facts)
    assert as_("dana").get(f"/people/{cast.marta_id}/contact").status_code == 403
    assert "/contact" not in as_("dana").get(f"/people/{cast.marta_id}").text


def test_an_action_checks_what_no_form_checked(cast: Cast) -> None:
    answers = [
        change_contact(by=cast.noor, person_id=cast.marta_id, facts=facts)
        for facts in (
            ContactFacts(name=""), ContactFacts(name="M", email="x"), ContactFacts(name="M", phone="1"),
            ContactFacts(name="M", known_as="x" * 101), ContactFacts(name="M", birth_date=date(1800, 1, 1)),
        )
    ]  # fmt: skip

    assert {no(answer).reason for answer in answers} == {Reason.NOT_POSSIBLE}


def test_a_birth_date_lies_between_today_and_130_years_ago() -> None:
    today = date(2027, 3, 2)

    assert birth_fault(None, today) is None
    assert birth_fault(today, today) is None
    assert birth_fault(today + timedelta(days=1), today)
    assert birth_fault(date(1897, 1, 1), today) is None
    assert birth_fault(date(1896, 12, 31), today)
