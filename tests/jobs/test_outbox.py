"""The outbox: at least once, never stale, and one that cannot go holds up nobody (M1, M3, M4, M5, M6)."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest
from pytest_django.fixtures import Settings
from tests.jobs.conftest import NOW, waiting
from tests.jobs.mail_server import Box
from tests.people import Cast

from weft.core.book.consents import Purpose
from weft.core.shared.words import Words
from weft.jobs import post
from weft.jobs.outbox import deliver
from weft.library.stored import from_json
from weft.records import clock, links
from weft.records.access import system_of
from weft.records.actions import outbox
from weft.records.actions.book_consent import withdraw_consent
from weft.records.actions.outbox import Claimed
from weft.records.models import Clinic, OutboxMessage, Person, Task

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def state(row: OutboxMessage) -> str:
    row.refresh_from_db()
    return row.state


def delivered(after: timedelta = timedelta(0)) -> Counter[str]:
    with clock.at(NOW + after):
        return deliver()


def test_what_is_due_goes_as_text_and_html_with_the_clinics_name(agreed: Cast, box: Box) -> None:
    row = waiting(agreed)

    assert delivered() == {"sent": 1}

    (mail,) = box.mails
    assert mail["To"] == "marta@example.org"
    assert mail["From"] == "Two Rivers <desk@clinic.example>"
    assert mail["Subject"] == "Reminder of your visit"
    assert mail["Message-ID"] == f"<{row.id}@clinic.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text
    assert html
    assert "Wed 3 Mar, 10:00" in text.get_content()
    assert 'href="https://x.example/me"' in html.get_content()
    assert (state(row), row.sent_at) == ("sent", NOW)


def test_the_way_out_is_in_the_mail_and_in_its_headers_for_one_press(agreed: Cast, box: Box) -> None:
    waiting(agreed)
    waiting(agreed, purpose="service", subject="We have your request")

    delivered()

    answer, reminder = sorted(box.mails, key=lambda mail: str(mail["Subject"]), reverse=True)
    assert answer["List-Unsubscribe"] is None  # it was asked for by giving the address
    assert reminder["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    url = str(reminder["List-Unsubscribe"]).strip(" <>")
    assert url.startswith(("https://127.0.0.1/choices/", "http://127.0.0.1/choices/"))
    text = reminder.get_body(("plain",))
    assert text
    assert url in "".join(text.get_content().split())
    known = links.read_choices_token(url.rsplit("/", 1)[1])
    assert known == (agreed.marta_id, Purpose.VISIT_REMINDERS)


def test_a_minute_early_nothing_goes(agreed: Cast, box: Box) -> None:
    row = waiting(agreed, due=NOW + timedelta(minutes=1))

    assert delivered() == {}
    assert delivered(timedelta(minutes=1)) == {"sent": 1}
    assert state(row) == "sent"


@pytest.mark.parametrize(("left", "expected"), [(timedelta(seconds=1), "sent"), (timedelta(0), "stopped")])
def test_nothing_is_said_about_the_past(agreed: Cast, box: Box, left: timedelta, expected: str) -> None:
    row = waiting(agreed, until=NOW + left)

    delivered()

    assert state(row) == expected
    assert len(box.mails) == (expected == "sent")


def test_a_consent_taken_back_holds_at_once(agreed: Cast, box: Box) -> None:
    row = waiting(agreed)
    with clock.at(NOW):
        withdraw_consent(by=agreed.noor, person_id=agreed.marta_id, purpose=Purpose.VISIT_REMINDERS.value)

    delivered(timedelta(minutes=1))

    assert (state(row), row.fault, box.mails) == ("stopped", "consent taken back", [])


def test_missing_consent_is_no_yes(cast: Cast, box: Box) -> None:
    row = waiting(cast)

    delivered()

    assert (state(row), box.mails) == ("stopped", [])


def test_an_answer_to_a_request_needs_no_consent(cast: Cast, box: Box) -> None:
    row = waiting(cast, purpose="service")

    delivered()

    assert state(row) == "sent"


def test_no_details_means_no_mail(agreed: Cast, box: Box) -> None:
    row = waiting(agreed)
    Person.objects.within(agreed.clinic.id).filter(id=agreed.marta_id).update(leave_no_details=True)

    delivered()

    assert (state(row), row.fault) == ("stopped", "no details may be left")


@pytest.mark.parametrize("stopped_how", ["cancelled", "consent", "leased_again"])
def test_what_changed_while_it_was_claimed_is_seen_before_it_goes(agreed: Cast, box: Box, stopped_how: str) -> None:
    row, by = waiting(agreed), system_of(agreed.clinic.id)
    with clock.at(NOW):
        (claimed,) = outbox.claim(by=by)  # type: ignore[misc]
        match stopped_how:
            case "cancelled":
                OutboxMessage.objects.within(agreed.clinic.id).filter(id=row.id).update(state="stopped")
            case "consent":
                withdraw_consent(by=agreed.noor, person_id=agreed.marta_id, purpose=Purpose.VISIT_REMINDERS.value)
            case "leased_again":
                OutboxMessage.objects.within(agreed.clinic.id).filter(id=row.id).update(tries=2)

        with clock.at(NOW + timedelta(minutes=1)):
            assert outbox.may_go(by=by, message_id=claimed.id, tries=claimed.tries) is False


def test_a_message_that_nobody_stopped_may_go(agreed: Cast) -> None:
    waiting(agreed)
    by = system_of(agreed.clinic.id)
    with clock.at(NOW):
        (claimed,) = outbox.claim(by=by)  # type: ignore[misc]
        assert outbox.may_go(by=by, message_id=claimed.id, tries=claimed.tries) is True
        assert outbox.claim(by=by) == ()  # and nobody else has it


def test_what_a_dead_worker_left_is_sent_by_the_next_under_the_same_message_id(agreed: Cast, box: Box) -> None:
    row, by = waiting(agreed), system_of(agreed.clinic.id)
    with clock.at(NOW):
        outbox.claim(by=by)

    assert delivered(outbox.LEASE) == {}  # its worker may be alive
    assert delivered(outbox.LEASE + timedelta(seconds=1)) == {"sent": 1}
    assert [mail["Message-ID"] for mail in box.mails] == [f"<{row.id}@clinic.example>"]


def test_a_worker_that_comes_too_late_changes_nothing(agreed: Cast, box: Box) -> None:
    row, by = waiting(agreed), system_of(agreed.clinic.id)
    with clock.at(NOW):
        (late,) = outbox.claim(by=by)  # type: ignore[misc]
    delivered(outbox.LEASE + timedelta(seconds=1))

    assert outbox.not_sent(by=by, message_id=late.id, tries=late.tries, fault="too late", for_good=True) is False
    assert outbox.sent(by=by, message_id=late.id, tries=late.tries) is False
    assert state(row) == "sent"


def test_one_stopped_a_moment_too_late_is_written_down_as_sent(agreed: Cast, box: Box) -> None:
    row = waiting(agreed)
    stop = OutboxMessage.objects.within(agreed.clinic.id).filter(id=row.id)
    by = system_of(agreed.clinic.id)
    with clock.at(NOW):
        (claimed,) = outbox.claim(by=by)  # type: ignore[misc]
        stop.update(state="stopped")
        assert outbox.sent(by=by, message_id=claimed.id, tries=claimed.tries) is True

    assert state(row) == "sent"


def test_a_server_that_is_busy_is_asked_again_later_and_later_and_then_somebody_rings(agreed: Cast, box: Box) -> None:
    row = waiting(agreed, until=NOW + 9 * DAY)
    box.answer = lambda to: "451 try again later"
    moment = timedelta(0)

    for pause in outbox.BACK_OFF:
        assert delivered(moment) == {"later": 1}
        assert delivered(moment + pause - timedelta(seconds=1)) == {}
        moment += pause
    assert delivered(moment) == {"later": 1}

    assert (state(row), row.fault) == ("failed", "the mail server refused it (451)")
    assert Task.objects.within(agreed.clinic.id).filter(kind="not_delivered").count() == 1


def test_an_address_that_is_refused_becomes_a_task_with_the_phone_number(agreed: Cast, box: Box) -> None:
    row = waiting(agreed)
    box.answer = lambda to: "550 no such marta@example.org here"

    assert delivered() == {"failed": 1}

    assert (state(row), row.fault) == ("failed", "the mail server refused it (550)")  # not in the server's words
    task = Task.objects.within(agreed.clinic.id).get(kind="not_delivered")
    assert from_json(Words, task.says).said(str) == "A message could not be delivered. Ring 555 0101."
    assert (task.person_id, task.job) == (agreed.marta_id, "people")


def test_a_text_without_a_way_to_send_texts_becomes_a_task(agreed: Cast, box: Box) -> None:
    row = waiting(agreed, channel="text", to="555 0101")

    assert delivered() == {"failed": 1}
    assert row.id == Task.objects.within(agreed.clinic.id).get(kind="not_delivered").subject


def test_a_wrong_password_is_ours_to_mend_and_gives_up_nobody(agreed: Cast, box: Box, settings: Settings) -> None:
    row = waiting(agreed)
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "desk", "wrong"

    assert delivered() == {"later": 1}
    assert state(row) == "waiting"


def test_without_an_address_nothing_is_called_sent(agreed: Cast, box: Box) -> None:
    row = waiting(agreed, to="")

    assert delivered() == {"failed": 1}
    assert state(row) == "failed"


@pytest.mark.parametrize("address", ["no address", "a@b@c", "\x01@example.org", "x" * 249 + "@e.x"])
def test_one_that_cannot_go_holds_up_nobody(agreed: Cast, box: Box, address: str) -> None:
    bad = (
        waiting(agreed, to=address, due=NOW - DAY) if "\x00" not in address else waiting(agreed, to="\x01@example.org")
    )
    good = waiting(agreed)

    delivered()

    assert state(good) == "sent"
    assert state(bad) in {"failed", "sent"}  # what a server takes is the server's matter


def test_a_fault_that_nobody_foresaw_holds_up_nobody(
    agreed: Cast, box: Box, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = waiting(agreed, subject="odd", due=NOW - DAY), waiting(agreed)
    made = post.letter

    def letter(claimed: Claimed, connection: Any) -> Any:
        if claimed.id == bad.id:
            raise RuntimeError("marta@example.org")
        return made(claimed, connection)

    monkeypatch.setattr(post, "letter", letter)

    assert delivered() == {"later": 1, "sent": 1}
    assert (state(bad), state(good)) == ("waiting", "sent")
    assert "marta@" not in caplog.text + bad.fault


def test_a_connection_that_breaks_is_tried_again(agreed: Cast, box: Box) -> None:
    row = waiting(agreed)
    box.cuts = True
    assert delivered() == {"later": 1}
    box.cuts = False

    assert delivered(outbox.BACK_OFF[0]) == {"sent": 1}
    assert (state(row), row.tries) == ("sent", 2)


def test_without_a_server_everything_waits(agreed: Cast, box: Box, settings: Settings) -> None:
    row = waiting(agreed)
    settings.EMAIL_PORT = 9  # nobody listens there

    assert delivered() == {"later": 1}
    assert (state(row), row.fault) == ("waiting", "the mail server could not be reached")


def test_a_message_over_which_workers_die_is_given_up(agreed: Cast, box: Box) -> None:
    row = waiting(agreed, tries=outbox.ENOUGH)

    assert delivered() == {}
    assert state(row) == "failed"


def test_a_demo_sends_nothing(agreed: Cast, box: Box) -> None:
    row = waiting(agreed)
    Clinic.objects.filter(id=agreed.clinic.id).update(is_demo=True)

    assert delivered() == {}
    assert state(row) == "waiting"


@pytest.mark.parametrize(
    "typed",
    ["Hi\r\nBcc: x@example.org", "Hi\nX-Evil: 1", "Hi\x00there", "Hi\u2028Bcc: x@e.org", "=?utf-8?q?Hi?=", 'a"b,c;<d>'],
)
def test_what_is_typed_adds_no_header_and_no_recipient(agreed: Cast, box: Box, typed: str) -> None:
    name = typed.replace("\x00", "\x01")  # PostgreSQL takes no NUL
    Clinic.objects.filter(id=agreed.clinic.id).update(name=name)
    waiting(agreed, subject=name)

    assert delivered() == {"sent": 1}

    (mail,) = box.mails
    assert set(mail.keys()) <= {
        "Content-Type", "MIME-Version", "Subject", "From", "To", "Reply-To", "Date", "Message-ID", "Auto-Submitted",
        "List-Unsubscribe", "List-Unsubscribe-Post",
    }  # fmt: skip
    assert mail["To"] == "marta@example.org"


@pytest.mark.parametrize(("at", "state_then", "due"), [("20:59", "sending", NOW), ("21:00", "waiting", "08:00")])
def test_a_message_in_hand_when_the_quiet_hours_begin_waits_for_the_morning(
    agreed: Cast, at: str, state_then: str, due: object
) -> None:
    evening, by = datetime.fromisoformat("2027-03-02T20:58:00-05:00"), system_of(agreed.clinic.id)
    row = waiting(agreed, kind="reminder", due=NOW)
    with clock.at(evening):
        (claimed,) = outbox.claim(by=by)  # type: ignore[misc]

    with clock.at(datetime.fromisoformat(f"2027-03-02T{at}:00-05:00")):
        goes = outbox.may_go(by=by, message_id=claimed.id, tries=claimed.tries)

    assert (goes, state(row)) == (state_then == "sending", state_then)
    assert row.due == (NOW if due is NOW else datetime.fromisoformat(f"2027-03-03T{due}:00-05:00"))
