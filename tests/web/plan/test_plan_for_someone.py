""" "Plan for someone": the same questions as `weft plan`, no account, and the plan at the end."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from tests.care import work_with_drafts
from tests.people import Cast
from tests.web.conftest import ClientOf
from tests.web.screen.test_check_pages import walk

from weft.core.plan.interview import Kind, interview_steps
from weft.core.screen.facts import Question
from weft.library.knowledge import knowledge
from weft.records.models import AuditChange, Enquiry

pytestmark = pytest.mark.django_db

STEPS = interview_steps(knowledge().screen)
LEAD = "past_illness_or_weak_bones"
SAID: dict[Kind, dict[str, str]] = {
    Kind.REGION: {"region": "low_back"},
    Kind.SINCE: {"amount": "6", "unit": "month"},
    Kind.SPREADS: {"spreads": "hip"},
    Kind.AGE: {"age": "45"},
    Kind.TRIED: {"tried": "rest, heat"},
    Kind.GOALS: {"goals": "sit at work"},
}


@pytest.fixture
def visitor(cast: Cast, as_: ClientOf) -> Client:
    work_with_drafts(cast)
    return as_("visitor")


def answer_all(browser: Client, **other: str) -> str:
    """Answer page after page as they come, and return where the last one leads."""
    where, said = "/plan-for-someone/1", {name: value for given in SAID.values() for name, value in given.items()}
    while where.removeprefix("/plan-for-someone/").isdecimal():
        names = set(re.findall(r'name="([a-z_0-9]+)"', browser.get(where).text)) - {"csrfmiddlewaretoken"}
        answer = browser.post(where, {name: other.get(name, said.get(name, "no")) for name in names})
        assert answer.status_code == 303, answer.content.decode()
        assert answer["location"] != where
        where = answer["location"]
    return where


def test_a_yes_brings_a_page_and_a_no_afterwards_takes_it_away(visitor: Client) -> None:
    place = next(number for number, step in enumerate(STEPS, 1) if LEAD in {one.id for one in step.questions})
    for number, step in enumerate(STEPS[: place - 1], 1):
        visitor.post(f"/plan-for-someone/{number}", SAID.get(step.kind) or {one.id: "no" for one in step.questions})

    before = visitor.get(f"/plan-for-someone/{place}").text
    visitor.post(f"/plan-for-someone/{place}", {LEAD: "yes"})
    after = visitor.get(f"/plan-for-someone/{place + 1}").text
    visitor.post(f"/plan-for-someone/{place}", {LEAD: "no"})

    assert total(after) > total(before)
    assert total(visitor.get(f"/plan-for-someone/{place + 1}").text) == total(before)


def total(shown: str) -> int:
    found = re.search(r"Question \d+ of (\d+)", shown)
    assert found
    return int(found[1])


def test_age_and_place_are_not_asked_twice(visitor: Client) -> None:
    for number, step in enumerate(STEPS[:4], 1):
        visitor.post(f"/plan-for-someone/{number}", SAID[step.kind])
    told = {"under_18"} & {one.id for step in STEPS for one in step.questions}

    assert total(visitor.get("/plan-for-someone/5").text) == len(STEPS) - len(told)


def test_there_are_at_most_twenty_questions() -> None:
    assert len(STEPS) <= 20


def test_the_answers_lead_to_the_plan(visitor: Client) -> None:
    assert answer_all(visitor) == "/plan-for-someone/plan"

    shown = visitor.get("/plan-for-someone/plan").content.decode()
    for word in ("Low back, desk work", "Book this course", "sit at work", "Take it with you"):
        assert word in shown
    assert "verdict" not in shown


def test_nothing_but_the_session_is_written(visitor: Client) -> None:
    before = AuditChange.objects.count()
    answer_all(visitor)
    visitor.get("/plan-for-someone/plan")

    assert AuditChange.objects.count() == before
    assert Session.objects.count() == 1


def test_the_plan_comes_as_a_pdf(visitor: Client) -> None:
    answer_all(visitor)

    assert visitor.get("/plan-for-someone/plan.pdf").content.startswith(b"%PDF")


def test_a_danger_sign_stops_at_once(visitor: Client) -> None:
    assert "stop" in answer_all(visitor, saddle_numbness="yes")


def test_a_precaution_says_talk_first_and_names_no_verdict(visitor: Client) -> None:
    asked = [question.id for step in STEPS for question in step.questions]
    assert "blood_thinner" in asked
    answer_all(visitor, blood_thinner="unsure")

    shown = visitor.get("/plan-for-someone/plan").content.decode()
    assert "Talk with us first" in shown
    assert "blocked" not in shown.lower()


def test_a_place_without_a_set_gets_a_talk(visitor: Client) -> None:
    answer_all(visitor, region="shoulder")

    shown = visitor.get("/plan-for-someone/plan").content.decode()
    assert "no plan set fits yet" in shown
    assert "Book a free talk" in shown


@pytest.mark.parametrize(
    ("number", "said", "kept"),
    [
        (1, {"region": "tail"}, ""),
        (2, {"amount": "long", "unit": "week"}, "long"),
        (4, {"age": "121"}, "121"),
        (5, {}, ""),
    ],
)
def test_an_answer_that_cannot_be_is_asked_again_as_typed(
    visitor: Client, number: int, said: dict[str, str], kept: str
) -> None:
    answer = visitor.post(f"/plan-for-someone/{number}", said)

    assert answer.status_code == 400
    assert kept in answer.content.decode()


@pytest.mark.parametrize(("age", "status"), [("0", 303), ("120", 303), ("-1", 400), ("121", 400)])
def test_ages_run_from_0_to_120(visitor: Client, age: str, status: int) -> None:
    assert visitor.post("/plan-for-someone/4", {"age": age}).status_code == status


def test_an_open_question_leads_back_to_itself(visitor: Client) -> None:
    answer = visitor.post("/plan-for-someone/3", {"spreads": "stays"})

    assert answer["location"] == "/plan-for-someone/1"
    assert visitor.get("/plan-for-someone/plan")["location"] == "/plan-for-someone"


def test_beginning_again_forgets(visitor: Client) -> None:
    answer_all(visitor)
    visitor.post("/plan-for-someone")

    assert visitor.get("/plan-for-someone/plan").status_code == 303


def test_a_question_that_does_not_exist_is_not_found(visitor: Client) -> None:
    assert visitor.get("/plan-for-someone/0").status_code == 404
    assert visitor.get(f"/plan-for-someone/{len(STEPS) + 1}").status_code == 404
    assert visitor.get("/plan-for-someone/plan", {"example": "no-such"}).status_code == 404


def test_without_accepted_danger_signs_nobody_is_asked(cast: Cast, as_: ClientOf) -> None:
    shown = as_("visitor").get("/plan-for-someone").content.decode()

    assert "not possible here yet" in shown
    assert as_("visitor").get("/plan-for-someone/1").status_code == 404
    assert as_("visitor").get("/plan-for-someone/plan", {"example": "office-worker"}).status_code == 303


def test_each_question_says_why_it_is_asked(visitor: Client) -> None:
    first: Question = STEPS[4].questions[0]

    assert first.why in visitor.get("/plan-for-someone/5").content.decode().replace("&#x27;", "'")


def test_the_answers_come_along_to_the_free_talk(visitor: Client, cast: Cast) -> None:
    answer_all(visitor)
    asked = visitor.get("/consult")
    assert asked.status_code == 200

    sent = visitor.post("/consult/waiting", {"name": "Iris", "phone": "416 555 0142", "channel": "phone"})
    assert sent.status_code == 303, sent.content.decode()
    row = Enquiry.objects.within(cast.clinic.id).get()
    assert row.case["problems"][0]["region"] == "low_back"
    assert row.outline["needles"]["planned"] == 7


def test_the_next_person_at_the_same_browser_sends_only_their_own(visitor: Client, cast: Cast) -> None:
    answer_all(visitor)
    visitor.post("/consult/waiting", {"name": "Iris", "phone": "416 555 0142", "channel": "phone"})

    assert visitor.get("/plan-for-someone/plan")["location"] == "/plan-for-someone"
    walk(visitor)
    visitor.post("/consult/waiting", {"name": "Bob", "phone": "416 555 0199", "channel": "phone"})
    bob = Enquiry.objects.within(cast.clinic.id).get(name="Bob")
    assert (bob.case, bob.outline) == (None, None)


def test_a_call_back_sends_the_case_away_from_the_browser_too(visitor: Client) -> None:
    answer_all(visitor)

    visitor.post("/call-me", {"name": "Iris", "phone": "416 555 0142"})

    assert visitor.get("/plan-for-someone/plan")["location"] == "/plan-for-someone"


@pytest.mark.parametrize("place", ["/plan-for-someone/3", "/plan-for-someone/plan", "/check/answers", "/consult"])
def test_a_page_with_a_visitors_answers_is_not_kept_by_the_browser(visitor: Client, place: str) -> None:
    answer_all(visitor)

    assert visitor.get(place)["cache-control"] == "no-store"


def test_a_form_that_comes_back_with_what_was_typed_is_not_kept(visitor: Client) -> None:
    answer = visitor.post("/call-me", {"name": "Iris", "phone": "soon"})

    assert (answer.status_code, answer["cache-control"]) == (400, "no-store")
