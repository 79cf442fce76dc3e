"""Needs a person, and Messages, as pages."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from tests.people import TUESDAY_NINE, Cast
from tests.web.conftest import ClientOf

from weft.core.shared.words import Words
from weft.records import clock
from weft.records.access import Job
from weft.records.actions import tasks
from weft.records.models import OutboxMessage, Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def task_id(cast: Cast) -> UUID:
    """Something for the care team, late by ten minutes at nine."""
    made = tasks.raise_task(
        by=cast.system, kind="red_answer", says=Words("Ring now."), job=Job.RECORD, person_id=cast.marta_id,
        due=TUESDAY_NINE - timedelta(minutes=10),
    )  # fmt: skip
    assert isinstance(made, UUID)
    return made


def test_what_waits_is_shown_with_its_clock_and_a_way_to_take_it(as_: ClientOf, task_id: UUID) -> None:
    with clock.at(TUESDAY_NINE):
        text = " ".join(as_("wei").get("/inbox").text.split())

    assert "Red answer" in text
    assert "Late: by 2 Mar 8:50" in text
    assert f'action="/inbox/{task_id}/take"' in text


def test_the_desk_is_told_to_fetch_somebody_and_no_more(as_: ClientOf, task_id: UUID) -> None:
    text = as_("noor").get("/inbox").text

    assert "An answer needs a clinician. Fetch one." in text
    assert "Ring now." not in text
    assert f'action="/inbox/{task_id}/take"' not in text
    assert as_("noor").post(f"/inbox/{task_id}/take").status_code == 403


def test_take_it_and_finish_it(as_: ClientOf, task_id: UUID) -> None:
    wei = as_("wei")

    taken = wei.post(f"/inbox/{task_id}/take")
    form = wei.get("/inbox").text
    finished = wei.post(f"/inbox/{task_id}/done", {f"{task_id}-outcome": "Rang her."})

    assert [(each.status_code, each.headers["Location"]) for each in (taken, finished)] == [(303, "/inbox")] * 2
    assert f'action="/inbox/{task_id}/done"' in form
    assert "Nothing waits for you." in wei.get("/inbox").text


def test_finishing_without_words_says_so_beside_the_field(as_: ClientOf, task_id: UUID) -> None:
    wei = as_("wei")
    wei.post(f"/inbox/{task_id}/take")

    answer = wei.post(f"/inbox/{task_id}/done", {f"{task_id}-outcome": " "})

    assert answer.status_code == 400
    assert answer.text.count("Write what came of it, in a few words.") == 2
    assert "<title>Error:" in answer.text


def test_what_was_typed_stays_when_it_cannot_be_kept(as_: ClientOf, task_id: UUID) -> None:
    wei = as_("wei")
    wei.post(f"/inbox/{task_id}/take")

    answer = wei.post(f"/inbox/{task_id}/done", {f"{task_id}-outcome": "x" * 2001})

    assert answer.status_code == 400
    assert "x" * 2001 in answer.text


def test_who_comes_second_is_told_who_has_it(as_: ClientOf, task_id: UUID) -> None:
    as_("wei").post(f"/inbox/{task_id}/take")

    answer = as_("dana").post(f"/inbox/{task_id}/take")

    assert answer.status_code == 409
    assert "Wei has taken this." in answer.text
    assert "Take it over" in as_("dana").get("/inbox").text
    assert as_("dana").post(f"/inbox/{task_id}/take", {"over": "1"}).status_code == 303


def test_the_other_clinic_and_nobodys_task_look_alike(as_: ClientOf, task_id: UUID) -> None:
    answers = [as_("otto").post(f"/inbox/{task_id}/take"), as_("wei").post(f"/inbox/{uuid4()}/take")]

    unsaid = [as_("otto").post(f"/inbox/{task_id}/done"), as_("wei").post(f"/inbox/{uuid4()}/done")]
    assert [each.status_code for each in (*answers, *unsaid)] == [404] * 4
    assert Task.objects.everywhere().get().owner_id is None


def test_taking_is_a_post_and_the_list_is_read(as_: ClientOf, task_id: UUID) -> None:
    wei = as_("wei")

    assert [wei.get(f"/inbox/{task_id}/{each}").status_code for each in ("take", "done")] == [405, 405]
    assert wei.post("/inbox").status_code == 405


@pytest.fixture
def message(cast: Cast) -> OutboxMessage:
    """One message to Marta that could not be delivered."""
    return OutboxMessage.objects.create(
        clinic_id=cast.clinic.id, person_id=cast.marta_id, purpose="service", to="marta@example.org", state="failed",
        subject="Your visit", body="Tue 2 Mar 9:00.\n<b>12 River St</b>", due=TUESDAY_NINE, fault="no such address",
    )  # fmt: skip


def test_a_message_can_be_read_with_its_state(as_: ClientOf, message: OutboxMessage) -> None:
    text = as_("noor").get("/messages").text

    for part in ("Your visit", "Tue 2 Mar 9:00.", "not delivered", "no such address", "Not delivered: 1"):
        assert part in text
    assert "<b>12 River" not in text


@pytest.mark.parametrize("page", ["0", "-1", "x", "²", "9" * 30, "1"])
def test_any_page_number_is_answered(as_: ClientOf, message: OutboxMessage, page: str) -> None:
    assert "Your visit" in as_("noor").get("/messages", {"page": page}).text


def test_beyond_the_last_page_it_says_so(as_: ClientOf, message: OutboxMessage) -> None:
    assert "No older messages." in as_("noor").get("/messages?page=2").text


def test_no_message_yet_and_none_failed_are_said(as_: ClientOf) -> None:
    assert "No message has been written yet." in as_("noor").get("/messages").text
    assert "Everything that was sent has gone out." in as_("noor").get("/messages?failed=1").text


@pytest.mark.parametrize(("who", "status"), [("wei", 403), ("marta", 403), ("otto", 200)])
def test_messages_need_the_right_to_contact_facts(as_: ClientOf, message: OutboxMessage, who: str, status: int) -> None:
    answer = as_(who).get("/messages")

    assert answer.status_code == status
    assert "Your visit" not in answer.text


def test_the_navigation_shows_the_pages_that_somebody_may_see(as_: ClientOf) -> None:
    labels = {who: [place.label for place in as_(who).get("/today").context["nav"]] for who in ("noor", "wei")}

    assert {"Today", "Needs a person", "Enquiries", "Messages"} <= set(labels["noor"])
    assert "Messages" not in labels["wei"]
