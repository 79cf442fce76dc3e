"""A restored copy holds its mail, and says so to whoever may decide."""

import pytest
from tests.people import TUESDAY_NINE, Cast
from tests.web.conftest import ClientOf

from weft.records import clock
from weft.records.actions.mail_held import MAIL_HELD, hold, let_go
from weft.records.actions.tasks import take
from weft.records.models import Clinic, OutboxMessage, Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(cast: Cast) -> OutboxMessage:
    with clock.at(TUESDAY_NINE):
        hold(by=cast.system)
    return OutboxMessage.objects.create(
        clinic_id=cast.clinic.id, purpose="service", to="a@example.org", body="x", due=TUESDAY_NINE
    )


def test_while_mail_goes_no_page_speaks_of_holding(as_: ClientOf) -> None:
    text = as_("elena").get("/messages/texts").text

    assert "No message goes out" not in text
    assert "when and where, or only that something waits behind its link" in text


def test_the_task_leads_to_a_page_with_both_ways_and_what_waits(as_: ClientOf, held: OutboxMessage) -> None:
    assert 'href="/messages/texts"' in as_("elena").get("/inbox").text
    text = " ".join(as_("elena").get("/messages/texts").text.split())

    for part in ("No message goes out", "Since 2 Mar 9:00", "1 message waits.", "Let them go", "Drop all that wait"):
        assert part in text


def test_the_task_cannot_be_ticked_off_while_mail_is_held(as_: ClientOf, cast: Cast, held: OutboxMessage) -> None:
    with clock.at(TUESDAY_NINE):
        task = Task.objects.within(cast.clinic.id).get(kind=MAIL_HELD)
        take(by=cast.elena, task_id=task.id)
        text = as_("elena").get("/inbox").text
        answer = as_("elena").post(f"/inbox/{task.id}/done", {f"{task.id}-outcome": "Looked at it."})
        let_go(by=cast.elena)

    assert f"{task.id}-outcome" not in text
    assert answer.status_code == 422
    assert "Let the messages go, or drop them: that finishes it." in answer.text
    task.refresh_from_db()
    assert (task.done_at, task.outcome) == (TUESDAY_NINE, "let go")


@pytest.mark.parametrize(("do", "state"), [("let_go", "waiting"), ("drop", "stopped")])
def test_either_way_mail_goes_again(as_: ClientOf, held: OutboxMessage, do: str, state: str) -> None:
    answer = as_("elena").post("/messages/held", {"do": do})

    assert (answer.status_code, answer.headers["Location"]) == (303, "/messages/texts")
    held.refresh_from_db()
    assert held.state == state
    assert Clinic.objects.get(id=held.clinic_id).mail_held_since is None
    assert as_("elena").post("/messages/held", {"do": do}).status_code == 409


def test_the_desk_sees_that_it_is_held_and_does_not_decide(as_: ClientOf, held: OutboxMessage) -> None:
    text = as_("noor").get("/messages").text

    assert "No message goes out" in text
    assert "Let them go" not in text
    assert as_("noor").post("/messages/held", {"do": "let_go"}).status_code == 403


def test_other_words_and_other_ways_to_ask_do_nothing(as_: ClientOf, held: OutboxMessage) -> None:
    assert as_("elena").post("/messages/held", {"do": "all"}).status_code == 404
    assert as_("elena").get("/messages/held").status_code == 405
    assert as_("otto").post("/messages/held", {"do": "drop"}).status_code in {403, 404, 409}
    assert Clinic.objects.get(id=held.clinic_id).mail_held_since is not None
