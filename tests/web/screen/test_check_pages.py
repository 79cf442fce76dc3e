"""The public questions: one decision a page, danger first, no verdict, no JavaScript."""

import pytest
from django.test import Client
from tests.web.conftest import ClientOf

from weft.core.screen.facts import QuestionSet
from weft.core.screen.order import questions_for
from weft.library.knowledge import knowledge
from weft.records.models import Clinic, Enquiry, Screening, Task

FACTS = knowledge().screen
CONSULT = [one.id for one in questions_for(FACTS, QuestionSet.CONSULT)]
TOP = [one for one in CONSULT if not FACTS.questions[one].under]
"""What a person with a benign back is asked."""
FIRST = f"/check/{TOP[0]}"
SAFETY = len([one for one in TOP if one not in {each.question.id for each in FACTS.precautions}])
LEAD = "past_illness_or_weak_bones"
UNDER = [one for one in CONSULT if FACTS.questions[one].under == LEAD]


def walk(browser: Client, **said: str) -> str:
    """Answer every question as it comes, no unless said otherwise; where it ends."""
    place = browser.post("/check").headers["Location"]
    for _ in range(len(CONSULT) + 1):
        question = place.removeprefix("/check/")
        if question in {"answers", "stop"}:
            return place
        place = browser.post(place, {"answer": said.get(question, "no")}).headers["Location"]
    raise AssertionError("the questions do not end")


@pytest.fixture
def visitor(as_: ClientOf) -> Client:
    return as_("visitor")


def test_the_start_says_what_comes_and_starts_with_danger(visitor: Client) -> None:
    shown = visitor.get("/check")
    began = visitor.post("/check")

    assert "Still being asked questions? Good" in shown.text
    assert (began.status_code, began.headers["Location"]) == (303, FIRST)


def test_a_question_page_has_why_a_way_back_and_nothing_chosen(visitor: Client) -> None:
    shown = visitor.get(f"/check/{TOP[1]}")

    assert shown.status_code == 200
    assert f"Safety 2 of {SAFETY}" in shown.text
    assert "Why we ask" in shown.text
    assert f'href="{FIRST}"' in shown.text
    assert "checked" not in shown.text


def test_it_works_without_any_script(visitor: Client) -> None:
    for place in ("/check", "/check/saddle_numbness", "/call-me"):
        assert "<script" not in visitor.get(place).text


def test_no_choice_says_so_and_stays_on_a_page_to_which_one_can_go_back(visitor: Client) -> None:
    sent = visitor.post("/check/saddle_numbness", {})
    shown = visitor.get(sent.headers["Location"])

    assert (sent.status_code, shown.status_code) == (303, 200)
    assert "Choose one of the three" in shown.text
    assert "<title>Error:" in " ".join(shown.text.split())

    visitor.post("/check/saddle_numbness", {"answer": "no"})
    again = visitor.get(sent.headers["Location"])
    assert "Choose one of the three" not in again.text
    assert "checked" in again.text


def test_an_answer_that_nobody_offered_says_so(visitor: Client) -> None:
    assert visitor.post("/check/saddle_numbness", {"answer": "perhaps"}).status_code == 400


def test_a_question_that_does_not_exist_is_not_found(visitor: Client) -> None:
    assert visitor.get("/check/pacemaker").status_code == 404
    assert visitor.post("/check/nonsense", {"answer": "yes"}).status_code == 404


@pytest.mark.parametrize("place", ["/check", "/check/saddle_numbness", "/check/stop", "/check/answers"])
def test_a_wrong_method_is_refused(visitor: Client, place: str) -> None:
    assert visitor.delete(place).status_code == 405


def test_the_list_of_answers_takes_no_form(visitor: Client) -> None:
    assert visitor.post("/check/answers").status_code == 405


def test_a_benign_back_reaches_its_answers_and_sees_no_verdict(visitor: Client) -> None:
    assert walk(visitor) == "/check/answers"

    shown = visitor.get("/check/answers").text
    assert shown.count(">Edit<") == len(TOP)
    assert "Choose a time" in shown
    for word in ("clear", "blocked", "suitable", "safe for you"):
        assert word not in shown.lower().replace("clearance", "")


def test_an_answer_given_is_chosen_when_edited(visitor: Client) -> None:
    walk(visitor, blood_thinner="unsure")

    shown = visitor.get("/check/blood_thinner").text

    assert "Needles 1 of 1" in shown
    assert 'value="unsure"' in shown.split("checked")[0].rsplit("<input", 1)[1]


def test_talk_first_names_what_to_do_and_lets_them_ask(visitor: Client) -> None:
    assert walk(visitor, fever_with_pain="unsure") == "/check/answers"

    shown = visitor.get("/check/answers").text
    assert "Talk to us first" in shown
    assert "A clinician will ask you about it" in shown


def test_a_blood_thinner_tells_a_visitor_nothing_about_needles(visitor: Client) -> None:
    walk(visitor, blood_thinner="yes")

    assert "shallow" not in visitor.get("/check/answers").text


def test_an_emergency_stops_at_once_and_names_the_clinics_number(visitor: Client, clinic: Clinic) -> None:
    Clinic.objects.update(emergency_number="112")

    assert walk(visitor, saddle_numbness="yes") == "/check/stop"

    shown = visitor.get("/check/stop").text
    assert "Get help now" in shown
    assert 'href="tel:112"' in shown
    assert "between your legs" in shown
    assert "No visit has been booked" in shown
    assert 'href="/check/saddle_numbness"' in shown


def test_a_stop_for_today_says_today(visitor: Client) -> None:
    walk(visitor, fever_with_pain="yes")

    assert "See a doctor today" in visitor.get("/check/stop").text


def to_the_lead(browser: Client, answer: str) -> str:
    """Answer no up to the question that stands before others, and this to it; where it leads."""
    place = browser.post("/check").headers["Location"]
    while place != f"/check/{LEAD}":
        place = browser.post(place, {"answer": "no"}).headers["Location"]
    return browser.post(place, {"answer": answer}).headers["Location"]


@pytest.mark.parametrize("answer", ["yes", "unsure"])
def test_a_yes_or_not_sure_asks_what_stands_under_it_one_a_page(visitor: Client, answer: str) -> None:
    number, more = TOP.index(LEAD) + 2, len(UNDER)

    assert to_the_lead(visitor, answer) == f"/check/{UNDER[0]}"

    shown = visitor.get(f"/check/{UNDER[0]}").text
    assert f"Safety {number} of {SAFETY + more}" in shown
    assert f'href="/check/{LEAD}"' in shown


def test_a_no_passes_over_what_stands_under_it(visitor: Client) -> None:
    following = TOP[TOP.index(LEAD) + 1]

    assert to_the_lead(visitor, "no") == f"/check/{following}"
    assert f'href="/check/{LEAD}"' in visitor.get(f"/check/{following}").text


@pytest.mark.parametrize("answer", ["no", ""])
def test_a_page_under_a_question_that_was_not_answered_yes_leads_on(visitor: Client, answer: str) -> None:
    if answer:
        to_the_lead(visitor, answer)

    passed = visitor.get(f"/check/{UNDER[0]}")

    assert passed.status_code == 303
    assert passed.headers["Location"] == (f"/check/{TOP[TOP.index(LEAD) + 1]}" if answer else FIRST)


def test_a_no_afterwards_takes_back_what_was_answered_under_it(visitor: Client) -> None:
    to_the_lead(visitor, "yes")
    visitor.post(f"/check/{UNDER[0]}", {"answer": "unsure"})
    visitor.post(f"/check/{LEAD}", {"answer": "no"})

    assert walk_on(visitor) == "/check/answers"
    assert "Talk to us first" not in visitor.get("/check/answers").text


def walk_on(browser: Client) -> str:
    """No to everything from where the answers lead."""
    place = browser.get("/check/answers").headers.get("Location", "/check/answers")
    while place not in {"/check/answers", "/check/stop"}:
        place = browser.post(place, {"answer": "no"}).headers["Location"]
    return place


def test_the_answers_list_a_lead_once_and_not_what_its_no_says(visitor: Client) -> None:
    walk(visitor)

    shown = visitor.get("/check/answers").text
    assert f'href="/check/{LEAD}"' in shown
    assert f'href="/check/{UNDER[0]}"' not in shown


def test_a_yes_to_signs_of_which_none_is_true_talks_first(visitor: Client) -> None:
    (signs,) = [lead.id for lead in FACTS.leads if lead.signs]

    assert walk(visitor, **{signs: "yes"}) == "/check/answers"
    assert "Talk to us first" in visitor.get("/check/answers").text


def test_chosen_by_mistake_goes_on(visitor: Client) -> None:
    walk(visitor, saddle_numbness="yes")

    mended = visitor.post("/check/saddle_numbness", {"answer": "no"})

    assert mended.headers["Location"] == f"/check/{TOP[TOP.index('saddle_numbness') + 1]}"


@pytest.mark.parametrize("place", ["/check/answers", "/consult"])
def test_nobody_walks_around_a_stop(visitor: Client, place: str) -> None:
    walk(visitor, saddle_numbness="yes")

    assert visitor.get(place).headers["Location"] == "/check/stop"


@pytest.mark.parametrize("place", ["/check/answers", "/check/stop", "/consult"])
def test_the_questions_come_first(visitor: Client, place: str) -> None:
    assert visitor.get(place).headers["Location"] == FIRST


def test_without_a_number_nothing_is_kept(visitor: Client, clinic: Clinic) -> None:
    walk(visitor, saddle_numbness="yes")

    shown = visitor.post("/check/stop", {"name": "Ana", "phone": "soon"})

    assert shown.status_code == 400
    assert "does not look like a phone number" in shown.text
    assert 'value="soon"' in shown.text
    assert not Enquiry.objects.within(clinic.id).exists()
    assert not Screening.objects.within(clinic.id).exists()


def test_with_a_number_a_clinician_is_told(visitor: Client, clinic: Clinic) -> None:
    walk(visitor, saddle_numbness="yes")

    sent = visitor.post("/check/stop", {"name": "Ana", "phone": "416 555 0142", "key": "k"})

    assert (sent.status_code, sent.headers["Location"]) == (303, "/requested")
    assert "A clinician will ring you" in visitor.get("/requested").text
    task = Task.objects.within(clinic.id).get()
    assert (task.kind, task.urgency) == ("red_answer", "emergency")


def test_starting_again_forgets_the_answers(visitor: Client) -> None:
    walk(visitor, saddle_numbness="yes")
    visitor.post("/check")

    assert visitor.get("/check/answers").headers["Location"] == FIRST


def test_answers_of_one_clinic_are_not_another_clinics(visitor: Client) -> None:
    walk(visitor)

    assert visitor.get("/check/answers", headers={"host": "localhost"}).headers["Location"] == FIRST


def test_a_clinic_that_accepts_no_danger_signs_asks_nothing(visitor: Client) -> None:
    Clinic.objects.update(work_with_drafts_at=None, work_with_drafts_by=None)

    shown = visitor.get("/check")

    assert "We cannot ask the questions here at the moment" in shown.text
    assert "/call-me" in shown.text
    assert visitor.post("/check").status_code == 200
    assert visitor.get("/check/saddle_numbness").status_code == 404
    for place in ("/check/answers", "/check/stop", "/consult"):
        assert visitor.get(place).headers["Location"] == "/check"
