"""Ending care, the questions after it, and "it is worse again", from both sides."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.care import PlanMade, drafted, got
from tests.people import Cast
from tests.walked import walk
from tests.web.conftest import ClientOf

from weft.records import audit, clock
from weft.records.actions import assess
from weft.records.actions.measure import record_scores
from weft.records.actions.prevent import discharge
from weft.records.actions.prevent_watch import report_flare
from weft.records.models import Episode, Flare, Goal, Screening, Watch
from weft.records.reads.prevent import discharge_page

END = {"reason": "finished", "summary": "went well", "keep": "walk", "watch_for": "", "way_back": ""}


@pytest.fixture
def care(cast: Cast) -> PlanMade:
    return drafted(cast)


@pytest.fixture
def ended(cast: Cast, care: PlanMade) -> PlanMade:
    with clock.at(clock.now() - timedelta(days=31)):
        got(record_scores(by=cast.dana, person_id=cast.marta_id, scores={"nprs": Decimal(2)}))
        got(discharge(by=cast.wei, episode_id=care.episode_id, said_no_goals=True))
    return care


def address(cast: Cast, page: str) -> str:
    return f"/people/{cast.marta_id}/{page}"


def calm(cast: Cast, as_: ClientOf) -> dict[str, str]:
    """No to every danger question that the page asks."""
    form = as_("marta").get("/me/flare").context["form"]
    return {name: "no" for name, _ in form.questions}


def test_care_ends_when_goals_were_asked(cast: Cast, care: PlanMade, as_: ClientOf) -> None:
    got(assess.set_goals(by=cast.ren, episode_id=care.episode_id, goals=["Walk the dog"]))
    goal = Goal.objects.within(cast.clinic.id).get()
    browser = as_("wei")

    missing = browser.post(address(cast, "discharge"), END)
    done = browser.post(address(cast, "discharge"), {**END, f"goal-{goal.id.hex}": "10"})

    assert missing.status_code == 400
    assert "Ask about this goal." in missing.text
    assert "How close are you to this goal today? 0 not at all, 10 fully reached." in missing.text  # as at each review
    assert "went well" in missing.text
    assert done.status_code == 303
    assert "Care ended on" in browser.get(address(cast, "discharge")).text


def test_a_goal_not_fully_reached_asks_what_is_next_without_holding_anybody_back(
    cast: Cast, care: PlanMade, as_: ClientOf
) -> None:
    got(assess.set_goals(by=cast.ren, episode_id=care.episode_id, goals=["Walk the dog"]))
    goal = Goal.objects.within(cast.clinic.id).get()
    said, browser = {**END, f"goal-{goal.id.hex}": "9"}, as_("wei")

    asked = browser.post(address(cast, "discharge"), said)
    done = browser.post(address(cast, "discharge"), {**said, "what_next": "Walks on with her neighbour"})

    assert asked.status_code == 400
    assert "Not fully reached yet: Walk the dog." in asked.text
    assert "went well" in asked.text
    assert done.status_code == 303
    assert "Walks on with her neighbour" in browser.get(address(cast, "discharge")).text


@pytest.mark.parametrize(("reached", "more"), [("0", {"content_as_it_is": "on"}), ("unsaid", {})])
def test_content_as_it_is_or_unsaid_is_an_answer_too(
    cast: Cast, care: PlanMade, as_: ClientOf, reached: str, more: dict[str, str]
) -> None:
    got(assess.set_goals(by=cast.ren, episode_id=care.episode_id, goals=["Walk the dog"]))
    goal = Goal.objects.within(cast.clinic.id).get()

    done = as_("wei").post(address(cast, "discharge"), {**END, f"goal-{goal.id.hex}": reached, **more})

    assert done.status_code == 303


def test_the_page_shows_the_curve_the_goals_so_far_and_when_they_are_asked(cast: Cast, as_: ClientOf) -> None:
    walked = walk(cast)
    with clock.at(walked.today):
        page = as_("wei").get(address(cast, "discharge")).text

    assert page.count('class="curve curve--lower"') == 2
    assert "At first 3, last time 6." in page
    assert "They will be asked how it is on" in page
    assert "A visit is still booked for 30 Mar 2027" in page
    assert f'href="/people/{cast.marta_id}/letter"' in page


def test_what_holds_care_open_is_said_and_nothing_typed_is_lost(cast: Cast, as_: ClientOf) -> None:
    walked = walk(cast)
    typed = {**END, "said_no_goals": "on", f"goal-{walked.goal_id.hex}": "10", "summary": "Very well, <really>"}
    with clock.at(walked.today):
        answer = as_("wei").post(address(cast, "discharge"), typed)

    assert answer.status_code == 422
    assert "Cancel it first." in answer.text
    assert "Very well, &lt;really&gt;" in answer.text


def test_the_stay_well_plan_starts_from_what_is_known(cast: Cast, care: PlanMade, as_: ClientOf) -> None:
    page = as_("dana").get(address(cast, "discharge")).text

    assert "30 minutes on five days a week" in page
    assert "2 points or more above your usual for 2 days" in page


def test_what_is_open_refuses_with_its_sentence(cast: Cast, ended: PlanMade, as_: ClientOf) -> None:
    page = as_("wei").post(address(cast, "discharge"), END)

    assert page.status_code == 409
    assert "This care has ended already." in page.text


def test_care_begins_again(cast: Cast, ended: PlanMade, as_: ClientOf) -> None:
    assert as_("wei").post(address(cast, "come-back")).status_code == 303
    assert Episode.objects.within(cast.clinic.id).filter(state="open", after_id=ended.episode_id).exists()
    assert as_("wei").post(address(cast, "come-back")).status_code == 409


def test_the_question_after_care_is_two_questions(cast: Cast, ended: PlanMade, as_: ClientOf) -> None:
    first = Watch.objects.within(cast.clinic.id).order_by("due")[0]
    browser = as_("marta")
    assert "two questions" in browser.get("/me").text

    empty = browser.post(f"/me/watch/{first.id}", {"told": "fine mostly"})
    done = browser.post(f"/me/watch/{first.id}", {"had_pain": "yes", "pain": "5", "told": ""})

    assert empty.status_code == 400
    assert "fine mostly" in empty.text
    assert done.status_code == 303
    assert "ring you within a day" in browser.get("/me").text
    assert browser.post(f"/me/watch/{first.id}", {"had_pain": "no"}).status_code == 409


def test_somebody_elses_question_is_not_there(cast: Cast, ended: PlanMade, as_: ClientOf) -> None:
    first = Watch.objects.within(cast.clinic.id).order_by("due")[0]

    assert as_("harold").get(f"/me/watch/{first.id}").status_code == 404
    assert as_("wei").get(f"/me/watch/{first.id}").status_code == 403


def test_worse_again_asks_danger_first_and_somebody_rings(cast: Cast, care: PlanMade, as_: ClientOf) -> None:
    browser = as_("marta")
    said = calm(cast, as_)
    assert len(said) >= 3

    answer = browser.post("/me/flare", {**said, "told": "since Sunday"})

    assert (answer.status_code, answer.headers["Location"]) == (303, "/me")
    assert Flare.objects.within(cast.clinic.id).get().told == "since Sunday"


def test_a_yes_to_a_list_of_signs_brings_the_signs_and_keeps_the_answers(
    cast: Cast, care: PlanMade, as_: ClientOf
) -> None:
    browser, asked = as_("marta"), calm(cast, as_)

    more = browser.post("/me/flare", {**asked, "sudden_illness": "yes"})

    assert "chest_pressure" not in asked
    assert more.status_code == 400
    assert more.text.count(" checked") == len(asked)
    signs = {name: "no" for name, _ in more.context["form"].questions} | {"sudden_illness": "yes"}
    assert browser.post("/me/flare", {**signs, "chest_pressure": "yes"}).headers["Location"] == "/me/flare/stop"


def test_a_danger_sign_is_answered_on_the_spot(cast: Cast, care: PlanMade, as_: ClientOf) -> None:
    browser = as_("marta")

    answer = browser.post("/me/flare", {**calm(cast, as_), "saddle_numbness": "yes"})

    assert answer.headers["Location"] == "/me/flare/stop"
    stop = browser.get("/me/flare/stop").text
    assert "Get help now" in stop
    assert "911" in stop
    assert Screening.objects.within(cast.clinic.id).order_by("-at")[0].outcome == "stop"


def test_a_question_left_open_is_asked_again_and_words_are_kept(cast: Cast, care: PlanMade, as_: ClientOf) -> None:
    page = as_("marta").post("/me/flare", {"told": "since Sunday"})

    assert page.status_code == 400
    assert "since Sunday" in page.text
    assert not Flare.objects.within(cast.clinic.id).exists()


def test_the_desk_writes_it_down_on_the_phone(cast: Cast, care: PlanMade, as_: ClientOf) -> None:
    answer = as_("noor").post(address(cast, "flare"), {**calm(cast, as_), "told": "rang at nine"})

    assert answer.status_code == 303
    assert Flare.objects.within(cast.clinic.id).get().source == "phone"


def test_what_was_agreed_is_written_down(cast: Cast, ended: PlanMade, as_: ClientOf) -> None:
    as_("marta").post("/me/flare", calm(cast, as_))
    flare = Flare.objects.within(cast.clinic.id).get()
    browser = as_("dana")

    empty = browser.post(f"/flares/{flare.id}/answer", {"words": ""})
    done = browser.post(f"/flares/{flare.id}/answer", {"words": "Comes on Thursday."})

    assert empty.status_code == 400
    assert done.status_code == 303
    assert as_("otto").post(f"/flares/{flare.id}/answer", {"words": "x"}).status_code == 404


def test_two_open_flares_are_two_forms_that_can_be_told_apart(cast: Cast, ended: PlanMade, as_: ClientOf) -> None:
    with clock.at(clock.now() - timedelta(days=1)):
        got(report_flare(by=cast.marta, person_id=cast.marta_id, told="a"))
    flare_id = got(report_flare(by=cast.marta, person_id=cast.marta_id, told="b")).flare_id
    assert flare_id
    empty = as_("dana").post(f"/flares/{flare_id}/answer", {"words": ""}).text

    ids, regions = re.findall(r' id="([^"]+)"', empty), re.findall(r'aria-label="(It is worse again, [^"]+)"', empty)
    assert [each for each in ids if ids.count(each) > 1] == []
    assert len(set(regions)) == len(re.findall(r'id="flare_\w+_words"', empty)) == 2
    assert empty.count("Write what you agreed with them.") == 2  # in the summary, and beside the one field
    assert f'href="#flare_{flare_id.hex}_words"' in empty


@pytest.mark.parametrize("page", ["discharge", "flare"])
def test_another_clinic_finds_nobody(cast: Cast, care: PlanMade, as_: ClientOf, page: str) -> None:
    assert as_("otto").get(address(cast, page)).status_code == 404
    assert as_("wei").delete(address(cast, page)).status_code == 405


def test_the_desk_does_not_discharge(cast: Cast, care: PlanMade, as_: ClientOf) -> None:
    assert as_("noor").get(address(cast, "discharge")).status_code == 403


def test_the_page_asks_little(cast: Cast) -> None:
    walked = walk(cast)
    with clock.at(walked.today), audit.request("r", "discharge"), CaptureQueriesContext(connection) as asked:
        discharge_page(cast.marta_id, cast.wei)

    assert sum(one["sql"].startswith("SELECT") for one in asked.captured_queries) <= 12
