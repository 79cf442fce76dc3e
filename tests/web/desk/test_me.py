"""A person's own home: one tap is one form, and everything works without JavaScript."""

from uuid import uuid4

import pytest
from tests.care import drafted, got
from tests.people import Cast
from tests.web.conftest import ClientOf

from weft.records.actions.plan import agree, agree_mine
from weft.records.models import PlanVersion, Score
from weft.records.reads.me import my_home

NUMBERS = range(11)


@pytest.fixture
def care(cast: Cast) -> None:
    drafted(cast)


def test_the_home_asks_one_thing_first(care: None, as_: ClientOf) -> None:
    page = as_("marta").get("/me")

    assert page.status_code == 200
    assert "How is your back today?" in page.text
    assert all(f'name="pain" value="{number}"' in page.text for number in NUMBERS)
    assert "<script" not in page.text


def test_a_tap_is_kept_and_said_back(cast: Cast, care: None, as_: ClientOf) -> None:
    browser = as_("marta")

    answer = browser.post("/me/check-in", {"pain": "3", "key": "k"})
    browser.post("/me/check-in", {"pain": "3", "key": "k"})

    assert (answer.status_code, answer.headers["Location"]) == (303, "/me")
    taps = Score.objects.within(cast.clinic.id).filter(source="check_in")
    assert [tap.value for tap in taps] == [3]
    assert "Today you said 3." in browser.get("/me").text


@pytest.mark.parametrize("typed", ["", "11", "-1", "many", "3.5"])
def test_a_number_that_is_none_is_told(cast: Cast, care: None, as_: ClientOf, typed: str) -> None:
    page = as_("marta").post("/me/check-in", {"pain": typed})

    assert page.status_code == 400
    assert "Choose a number from 0 to 10." in page.text
    assert not Score.objects.within(cast.clinic.id).filter(source="check_in").exists()


def test_somebody_without_care_yet_has_a_home_too(cast: Cast, as_: ClientOf) -> None:
    page = as_("harold").get("/me")

    assert page.status_code == 200
    assert "Nothing is booked yet" in page.text


def test_what_no_clinician_has_agreed_is_not_shown(cast: Cast, as_: ClientOf) -> None:
    made = drafted(cast)
    browser = as_("marta")

    assert not _shows_the_plan(browser.get("/me").text)
    got(agree(by=cast.wei, plan_id=made.plan_id, version=1, role="needles"))
    assert not _shows_the_plan(browser.get("/me").text)
    got(agree(by=cast.dana, plan_id=made.plan_id, version=1, role="movement"))

    assert _shows_the_plan(browser.get("/me").text)


def test_a_change_is_shown_once_the_clinicians_have_agreed_to_it(cast: Cast) -> None:
    made = drafted(cast)
    got(agree_mine(by=cast.ren, plan_id=made.plan_id, version=1))
    before = my_home(cast.marta)
    version = PlanVersion.objects.within(cast.clinic.id).get(number=1)
    version.id, version.number = uuid4(), 2
    version.content = {**version.content, "home": []}
    version.save(force_insert=True)

    assert before.exercises
    assert my_home(cast.marta).exercises == before.exercises
    got(agree_mine(by=cast.ren, plan_id=made.plan_id, version=2))

    assert my_home(cast.marta).exercises == ()


def _shows_the_plan(page: str) -> bool:
    shown = {text in page for text in ("At home", "you are here", "Your plan")}
    assert len(shown) == 1
    return shown.pop()


@pytest.mark.parametrize("who", ["wei", "noor", "otto", "visitor"])
def test_it_is_nobody_elses(care: None, as_: ClientOf, who: str) -> None:
    assert as_(who).get("/me").status_code in {303, 403}
    assert as_(who).post("/me/check-in", {"pain": "1"}).status_code in {303, 403}


def test_a_check_in_is_a_form(care: None, as_: ClientOf) -> None:
    assert as_("marta").get("/me/check-in").status_code == 405
