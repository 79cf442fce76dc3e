"""Needs a person, and Messages, as pages."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.care import got
from tests.people import TUESDAY_NINE, Cast
from tests.web.conftest import ClientOf

from weft.core.shared.care import Action
from weft.core.shared.words import Words
from weft.records import audit, clock, versions
from weft.records.access import Job
from weft.records.actions import tasks
from weft.records.actions.schedule import book_visit
from weft.records.models import OutboxMessage, Person, Task
from weft.records.reads.inbox import inbox
from weft.records.wanted import VisitWanted

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
    assert "Nothing waits." in wei.get("/inbox").text


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


@pytest.mark.parametrize(("way", "typed"), [("take", {"over": "1"}), ("done", {"outcome": "Rang her."})])
def test_a_task_that_waits_for_something_else_by_now_is_read_before_it_is_taken_or_ended(
    as_: ClientOf, task_id: UUID, cast: Cast, monkeypatch: pytest.MonkeyPatch, way: str, typed: dict[str, str]
) -> None:
    as_("dana" if way == "take" else "wei").post(f"/inbox/{task_id}/take")
    wei = as_("wei")
    seen = re.findall(r'name="seen" value="(\w+)"', wei.get("/inbox").text)[0]
    sent = {"seen": seen} | ({f"{task_id}-outcome": typed["outcome"]} if way == "done" else typed)
    tasks.raise_task(
        by=cast.system, kind="red_answer", says=Words("Ring an ambulance."), job=Job.RECORD, person_id=cast.marta_id,
        due=TUESDAY_NINE, urgent=Action.EMERGENCY,
    )  # fmt: skip
    late = wei.post(f"/inbox/{task_id}/{way}", sent)

    assert late.status_code == 409
    for words in ("This task has changed meanwhile", "Ring an ambulance.", *(["Rang her."] if way == "done" else [])):
        assert words in late.text
    assert Task.objects.everywhere().get().done_at is None
    monkeypatch.setattr(versions, "need_unchanged", lambda *_, **__: None)
    assert wei.post(f"/inbox/{task_id}/{way}", sent).status_code == 303  # without the guard it is gone, unread


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


def raised(cast: Cast, kind: str, subject: UUID | None = None, **more: Any) -> UUID:
    """Something else for the care team."""
    asked: dict[str, Any] = {"job": Job.RECORD, "person_id": cast.marta_id, "due": TUESDAY_NINE} | more
    made = tasks.raise_task(by=cast.system, kind=kind, says=Words("Look."), subject=subject, **asked)
    assert isinstance(made, UUID)
    return made


@pytest.mark.parametrize(
    ("kind", "page"),
    [
        ("red_answer", "/people/{person}/screening"),
        ("review_due", "/people/{person}/review"),
        ("flare", "/people/{person}/discharge"),
        ("ask_measure", "/people/{person}/scores"),
        ("mood_answer", "/people/{person}/measured"),
        ("write_letter", "/people/{person}/letter"),
        ("plan_to_agree", "/plans/{subject}"),
        ("plan_question", "/plans/{subject}"),
        ("rebook", "/plans/{subject}/book"),
        ("silent", "/people/{person}"),
    ],
)
def test_each_kind_leads_to_where_it_is_worked_on(as_: ClientOf, cast: Cast, kind: str, page: str) -> None:
    subject = uuid4()
    raised(cast, kind, subject)

    assert f'href="{page.format(person=cast.marta_id, subject=subject)}"' in as_("wei").get("/inbox").text


@pytest.mark.parametrize(("discipline", "page"), [("needles", "needles"), ("movement", "movement")])
def test_an_unsigned_note_leads_to_its_visit(as_: ClientOf, cast: Cast, discipline: str, page: str) -> None:
    who = cast.wei if discipline == "needles" else cast.dana
    assert who.membership_id
    with clock.at(TUESDAY_NINE):
        wanted = VisitWanted(discipline, who.membership_id, TUESDAY_NINE + timedelta(hours=1), 45, cast.beds[0].id)
        visit_id = got(book_visit(cast.marta_id, wanted, by=cast.noor)).visits[0]
    raised(cast, "note_unsigned", visit_id)

    assert f'href="/visits/{visit_id}/{page}"' in as_("wei").get("/inbox").text


def test_mine_and_nobodys_can_be_looked_at_alone(as_: ClientOf, cast: Cast, task_id: UUID) -> None:
    raised(cast, "review_due")
    wei = as_("wei")
    wei.post(f"/inbox/{task_id}/take")

    mine, nobodys = wei.get("/inbox?whose=mine").text, wei.get("/inbox?whose=nobodys").text

    assert ("Red answer" in mine, "Review due" in mine) == (True, False)
    assert ("Red answer" in nobodys, "Review due" in nobodys) == (False, True)
    assert "Red answer" in wei.get("/inbox?whose=riddles").text


def test_an_empty_list_says_which(as_: ClientOf, cast: Cast) -> None:
    wei = as_("wei")

    for asked, says in (("", "Nothing waits."), ("mine", "You have taken nothing."), ("nobodys", "Somebody has each")):
        assert says in wei.get(f"/inbox?whose={asked}").text


@pytest.mark.parametrize(("many", "has_groups"), [(30, False), (31, True)])
def test_a_long_list_is_told_kind_by_kind(as_: ClientOf, cast: Cast, many: int, has_groups: bool) -> None:
    raised(cast, "red_answer")
    for number in range(many - 1):
        other = Person.objects.create(clinic=cast.clinic, name=f"Person {number}")
        raised(cast, "review_due", person_id=other.id)

    page = as_("wei").get("/inbox").text

    assert (f'<h2 id="kind-review_due">Review due <span class="soft num">{many - 1}' in page) is has_groups
    assert (page.find('id="kind-red_answer"') < page.find('id="kind-review_due"')) is has_groups


def test_the_page_asks_the_same_however_much_waits(as_: ClientOf, cast: Cast) -> None:
    counts = []
    for many in (1, 30):
        for number in range(many):
            other = Person.objects.create(clinic=cast.clinic, name=f"Person {many} {number}")
            raised(cast, "note_unsigned", uuid4(), person_id=other.id)
        with audit.request("r", "inbox"), CaptureQueriesContext(connection) as asked:
            inbox(cast.wei)
        counts.append(sum(one["sql"].startswith("SELECT") for one in asked.captured_queries))

    assert counts[0] == counts[1] <= 12


def test_what_was_typed_comes_back_when_somebody_else_was_quicker(as_: ClientOf, task_id: UUID, cast: Cast) -> None:
    wei = as_("wei")
    wei.post(f"/inbox/{task_id}/take")
    tasks.done(by=cast.dana, task_id=task_id, outcome="Rang her at ten.")

    answer = wei.post(f"/inbox/{task_id}/done", {f"{task_id}-outcome": "She is <fine>."})

    assert answer.status_code == 409
    assert "Dana has done this already: “Rang her at ten.”" in answer.text
    assert "She is &lt;fine&gt;." in answer.text
