"""The clinic's own wording: checked, versioned, previewed, tried on oneself; every message knows which one it used."""

from datetime import timedelta

import pytest
from tests.jobs.conftest import NOW
from tests.jobs.mail_server import Box
from tests.jobs.test_calendar_mail import booked
from tests.people import Cast
from tests.web.conftest import ClientOf
from tests.web.conftest import as_ as as_  # noqa: PLC0414  the fixture

from weft.core.book.texts import KINDS, Kind
from weft.jobs.outbox import deliver
from weft.jobs.timers import sweep
from weft.records import clock, front_links
from weft.records.access import NotAllowed
from weft.records.actions.message_text import save_text, use_ours
from weft.records.models import Clinic, LinkPurpose, MessageText, OutboxMessage, User
from weft.records.reads.message_texts import times
from weft.records.refused import Reason, Refused

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PAGE = "/messages/texts/reminder"
OWN = {"subject": "See you soon at {clinic}", "body": "{visits}\nRing {phone} to change it. {link}"}


def saved(cast: Cast, **said: str) -> object:
    wanted = OWN | said
    return save_text(by=cast.elena, kind=Kind.REMINDER, subject=wanted["subject"], body=wanted["body"])


def reminder(cast: Cast) -> OutboxMessage:
    with clock.at(NOW):
        booked(cast, NOW + 7 * DAY)
    with clock.at(NOW + 5 * DAY):
        sweep()
    return OutboxMessage.objects.within(cast.clinic.id).get(kind="reminder")


def test_a_message_uses_the_newest_wording_and_keeps_which_it_was(agreed: Cast) -> None:
    saved(agreed)
    saved(agreed, subject="Soon at {clinic}")

    row = reminder(agreed)

    assert row.subject == "Soon at Two Rivers"
    assert row.body.startswith("Tue 9 March 2027, 9:00, Two Rivers, main site")
    assert (row.text and row.text.number, MessageText.objects.within(agreed.clinic.id).count()) == (2, 2)


def test_back_to_the_products_own_is_a_version_too(agreed: Cast) -> None:
    saved(agreed)
    use_ours(by=agreed.elena, kind=Kind.REMINDER)

    row = reminder(agreed)

    assert (row.subject, row.text) == ("Reminder of your visit", None)
    assert MessageText.objects.within(agreed.clinic.id).count() == 2


def test_another_language_keeps_the_products_own(agreed: Cast) -> None:
    saved(agreed)
    Clinic.objects.filter(id=agreed.clinic.id).update(language="fr")

    assert saved(agreed, subject="Bientôt") != reminder(agreed).text_id


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"subject": "For {name}"}, Reason.NOT_POSSIBLE),
        ({"body": "{visits} {diagnosis}"}, Reason.NOT_POSSIBLE),
        ({"body": "{visits}: your acupuncture"}, Reason.MISSING),
    ],
)
def test_the_server_refuses_what_the_page_refuses(agreed: Cast, said: dict[str, str], reason: Reason) -> None:
    result = saved(agreed, **said)

    assert isinstance(result, Refused)
    assert result.reason is reason
    assert not MessageText.objects.within(agreed.clinic.id).exists()


def test_who_may_not_change_content_changes_no_text(agreed: Cast) -> None:
    with pytest.raises(NotAllowed):
        save_text(by=agreed.noor, kind=Kind.REMINDER, subject=OWN["subject"], body=OWN["body"])


def test_the_page_lists_every_kind(cast: Cast, as_: ClientOf) -> None:
    saved(cast)

    page = as_("elena").get("/messages/texts").text

    assert all(str(each.name) in page.replace("&quot;", '"') for each in KINDS)
    assert "yours, version 1" in page
    assert 'href="/messages/texts"' in as_("elena").get("/messages").text


@pytest.mark.parametrize(
    ("typed", "beside"),
    [
        ({"body": "{visits} {name}"}, "{name} is no placeholder here."),
        ({"body": "Come"}, "Without {visits} the message is of no use."),
        ({"subject": "{link}"}, "{link} is no placeholder here."),
        ({"body": "{visits} for your needles"}, "This tells what somebody is treated for: needles."),
    ],
)
def test_a_fault_stands_beside_its_field_and_what_was_typed_stays(
    cast: Cast, as_: ClientOf, typed: dict[str, str], beside: str
) -> None:
    answer = as_("elena").post(PAGE, OWN | typed | {"seen": "0", "do": "save"})

    assert answer.status_code == 400
    assert beside in answer.text
    assert all(each in answer.text for each in (OWN | typed).values())
    assert not MessageText.objects.within(cast.clinic.id).exists()


def test_words_about_care_need_a_yes(cast: Cast, as_: ClientOf) -> None:
    typed = {"body": "{visits} for your needles", "seen": "0", "do": "save"}

    answer = as_("elena").post(PAGE, OWN | typed | {"anyway": "on"})

    assert answer.status_code == 303
    assert MessageText.objects.within(cast.clinic.id).get().body == "{visits} for your needles"


def test_what_is_answered_with_a_page_is_sent_by_the_browser(cast: Cast, as_: ClientOf) -> None:
    """The script would load the page anew, and what was typed would be gone."""
    page = as_("elena").get(PAGE).text

    for does, plain in (("preview", True), ("try", True), ("save", False)):
        assert (f'value="{does}" data-send="plain"' in page) is plain


def test_a_preview_is_read_and_saves_nothing(cast: Cast, as_: ClientOf) -> None:
    answer = as_("elena").post(PAGE, OWN | {"seen": "0", "do": "preview"})

    assert answer.status_code == 200
    assert "See you soon at Two Rivers" in answer.text
    assert not MessageText.objects.within(cast.clinic.id).exists()


def test_a_trial_goes_to_who_asks_and_to_nobody_else(cast: Cast, as_: ClientOf, box: Box) -> None:
    User.objects.filter(login="elena@example.org").update(email="elena@clinic.example")

    answer = as_("elena").post(PAGE, OWN | {"seen": "0", "do": "try"})
    deliver()

    assert "elena@clinic.example" in answer.text
    (mail,) = box.mails
    assert (mail["To"], mail["Subject"]) == ("elena@clinic.example", "See you soon at Two Rivers")
    assert mail["List-Unsubscribe"] is None


def test_the_link_of_somebody_elses_message_cannot_be_had_by_a_trial(cast: Cast, as_: ClientOf, box: Box) -> None:
    """It stands in the list of messages as a number; the worker makes a key of it, in every message."""
    User.objects.filter(login="elena@example.org").update(email="elena@clinic.example")
    link = front_links.make(
        cast.clinic.id, LinkPurpose.ACCOUNT, expires=clock.now() + DAY, person_id=cast.marta_id
    )  # fmt: skip
    body = f"{OWN['body']} {front_links.address(cast.clinic.id, link)}"

    answers = [
        as_("elena").post(PAGE, OWN | {"body": body, "seen": "0", "do": do}) for do in ("try", "save", "preview")
    ]
    deliver()

    assert [answer.status_code for answer in answers] == [400] * 3
    assert box.mails == []
    assert not MessageText.objects.within(cast.clinic.id).exists()


def test_the_second_who_saves_sees_both_versions(cast: Cast, as_: ClientOf) -> None:
    browser = as_("elena")
    browser.get(PAGE)
    saved(cast, body="{visits} theirs")

    answer = browser.post(PAGE, OWN | {"body": "{visits} mine", "seen": "0", "do": "save"})

    assert answer.status_code == 409
    assert "{visits} mine" in answer.text
    assert "{visits} theirs" in answer.text
    chosen = {"differs": ["subject", "body"], "keep_subject": "yours", "keep_body": "yours"}
    browser.post(PAGE, OWN | {"body": "{visits} mine", "seen": "1", "do": "save"} | chosen)
    assert MessageText.objects.within(cast.clinic.id).get(number=2).body == "{visits} mine"


TIMES = {
    "quiet_from": "20:00", "quiet_until": "09:00", "remind_first_hours": "72", "remind_second_hours": "2",
    "ask_news_hours": "0",
}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({}, 303),
        ({"remind_first_hours": "336"}, 303),
        ({"remind_first_hours": "337"}, 400),
        ({"remind_second_hours": "72"}, 422),
        ({"remind_first_hours": "0", "remind_second_hours": "72"}, 303),
        ({"quiet_from": "late"}, 400),
    ],
)
def test_when_messages_go_is_the_clinics_choice(cast: Cast, as_: ClientOf, typed: dict[str, str], status: int) -> None:
    answer = as_("elena").post("/messages/texts", TIMES | typed | {"version": times(cast.elena).version})

    assert answer.status_code == status
    row = Clinic.objects.get(id=cast.clinic.id)
    assert (row.quiet_from.hour == 20) is (status == 303)


def test_the_second_who_changes_when_messages_go_sees_both_and_picks(cast: Cast, as_: ClientOf) -> None:
    browser, version = as_("elena"), times(cast.elena).version
    browser.post("/messages/texts", TIMES | {"version": version})

    answer = browser.post("/messages/texts", TIMES | {"remind_first_hours": "24", "version": version})

    assert answer.status_code == 409
    assert 'value="24"' in answer.text
    assert 'role="alert"' in answer.text
    assert "<title>Error:" in answer.text
    chosen = {"differs": "remind_first_hours", "keep_remind_first_hours": "yours", "version": times(cast.elena).version}
    assert browser.post("/messages/texts", TIMES | {"remind_first_hours": "24"} | chosen).status_code == 303
    assert Clinic.objects.get(id=cast.clinic.id).remind_first_hours == 24


def test_no_such_kind_is_no_page(cast: Cast, as_: ClientOf) -> None:
    assert as_("elena").get("/messages/texts/poem").status_code == 404
