"""The review page: what is proposed, on what it rests, and a decision with its reason."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from tests.care import LOW_BACK, got
from tests.people import Cast
from tests.records.adjust.days import rarer_needles_proposed
from tests.web.conftest import ClientOf

from weft.core.shared.words import Words
from weft.records import clock, versions
from weft.records.access import Job
from weft.records.actions.assess import open_episode
from weft.records.actions.measure import record_scores
from weft.records.actions.plan import redraft
from weft.records.models import Decision, Draft, Episode, Plan, PlanVersion, Proposal, Task
from weft.records.tasks import raise_task


@pytest.fixture
def review(cast: Cast) -> str:
    rarer_needles_proposed(cast)
    return f"/people/{cast.marta_id}/review"


def decide_url(cast: Cast) -> str:
    return f"/proposals/{Proposal.objects.within(cast.clinic.id).get().id}/decide"


def test_a_proposal_shows_what_it_rests_on(review: str, as_: ClientOf) -> None:
    page = as_("wei").get(review)

    assert page.status_code == 200
    for text in ("Proposed: rarer needles", "real change 2 times in a row", "Times in a row: 2", "not been reviewed"):
        assert text in page.text


def test_what_it_rests_on_is_said_in_words_and_no_ids(review: str, as_: ClientOf) -> None:
    rests_on = as_("wei").get(review).text.partition("What this rests on")[2].partition("</details>")[0]

    for text in ("Better twice in a row: fewer needles", "Measure: Pain, 0 to 10", "at least: 30 percent", "(2008)"):
        assert text in rests_on
    for raw in ("nprs", "times_in_a_row", "fraction", "<code>", ">taper<"):
        assert raw not in rests_on


def test_the_last_yes_leads_to_the_plan_that_waits_to_be_agreed(cast: Cast, review: str, as_: ClientOf) -> None:
    browser = as_("wei")

    answer = browser.post(decide_url(cast), {"answer": "accepted"})

    plan = Plan.objects.within(cast.clinic.id).get()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/plans/{plan.id}")
    after = browser.get(answer.headers["Location"]).text
    assert "Plan version 2 waits to be agreed" in after
    assert "I agree to this version" in after
    assert "Nothing waits for a decision." in browser.get(review).text


def test_a_no_leads_back_to_the_review(cast: Cast, review: str, as_: ClientOf) -> None:
    answer = as_("wei").post(decide_url(cast), {"answer": "declined", "reason": "travels a lot"})

    assert (answer.status_code, answer.headers["Location"]) == (303, review)


def test_a_yes_leads_to_the_next_proposal_while_one_waits(cast: Cast, review: str, as_: ClientOf) -> None:
    url = decide_url(cast)
    row = Proposal.objects.within(cast.clinic.id).get()
    row.pk = row.id = uuid4()
    row.save(force_insert=True)

    answer = as_("wei").post(url, {"answer": "accepted"})

    assert (answer.status_code, answer.headers["Location"]) == (303, review)


def test_a_no_without_a_reason_keeps_what_was_chosen(cast: Cast, review: str, as_: ClientOf) -> None:
    page = as_("wei").post(decide_url(cast), {"answer": "declined", "reason": " "})

    assert page.status_code == 400
    assert "Write why." in page.text
    assert 'value="declined"' in page.text
    assert "checked" in page.text
    assert not Decision.objects.within(cast.clinic.id).exists()


def test_a_change_to_another_dose(cast: Cast, review: str, as_: ClientOf) -> None:
    said = {"answer": "changed", "reason": "travels a lot", "per_week": "0.5"}

    assert as_("dana").post(decide_url(cast), said).status_code == 303


def test_a_change_that_changes_nothing_is_not_recorded_as_one(cast: Cast, review: str, as_: ClientOf) -> None:
    page = as_("wei").post(decide_url(cast), {"answer": "changed", "reason": "travels a lot", "per_week": ""})

    assert (page.status_code, "Choose something else, or accept it" in page.text) == (400, True)
    assert not Decision.objects.within(cast.clinic.id).exists()


def test_the_reason_is_not_called_optional(review: str, as_: ClientOf) -> None:
    assert 'class="form unmarked"' in as_("wei").get(review).text


@pytest.mark.parametrize("said", [{}, {"answer": "perhaps"}, {"answer": "changed", "reason": "x", "per_week": "9"}])
def test_a_form_that_cannot_be_is_told(cast: Cast, review: str, as_: ClientOf, said: dict[str, str]) -> None:
    assert as_("wei").post(decide_url(cast), said).status_code == 400


def test_the_second_decision_is_refused_with_its_sentence(cast: Cast, review: str, as_: ClientOf) -> None:
    url = decide_url(cast)
    as_("wei").post(url, {"answer": "accepted"})

    page = as_("dana").post(url, {"answer": "declined", "reason": "no"})

    assert page.status_code == 409
    assert "Wei has decided this already." in page.text


def test_others_are_kept_out(cast: Cast, review: str, as_: ClientOf) -> None:
    assert as_("noor").get(review).status_code == 403
    assert as_("otto").get(review).status_code == 404
    assert as_("otto").post(decide_url(cast), {"answer": "accepted"}).status_code == 404
    assert as_("wei").get(decide_url(cast)).status_code == 405


@pytest.fixture
def due(cast: Cast, review: str) -> str:
    """The same page when week 2 is over: the plan's own review point is due."""
    with clock.at(clock.now() + timedelta(days=15)):
        got(record_scores(by=cast.dana, person_id=cast.marta_id, scores={"nprs": Decimal(3)}))
    return review


def test_a_review_point_that_is_due_can_be_ended_and_the_plan_stands(cast: Cast, due: str, as_: ClientOf) -> None:
    browser = as_("wei")
    assert "Looked at: the plan stands" in browser.get(due).text

    answer = browser.post(f"{due}/done", {"found": "Taken well."})

    assert (answer.status_code, answer.headers["Location"]) == (303, due)
    assert "Due now" not in browser.get(due).text
    task = Task.objects.within(cast.clinic.id).filter(kind="review_due", done_at__isnull=False).latest("done_at")
    assert task.outcome == "Taken well."
    assert PlanVersion.objects.within(cast.clinic.id).count() == 1


def test_a_proposal_still_waits_after_its_plan_was_looked_at(cast: Cast, due: str, as_: ClientOf) -> None:
    browser = as_("wei")
    waits = Proposal.objects.within(cast.clinic.id).filter(decision__isnull=True).count()

    browser.post(f"{due}/done", {})

    assert waits > 0
    assert Proposal.objects.within(cast.clinic.id).filter(decision__isnull=True).count() == waits


def test_a_review_that_is_not_due_cannot_be_ended(review: str, as_: ClientOf) -> None:
    answer = as_("wei").post(f"{review}/done", {"found": "Taken well."})

    assert answer.status_code == 409
    assert "No review of this plan is due." in answer.text


def test_the_desk_cannot_end_a_review(due: str, as_: ClientOf) -> None:
    assert as_("noor").post(f"{due}/done", {}).status_code == 403


def test_a_refused_decision_keeps_what_was_typed(cast: Cast, review: str, as_: ClientOf) -> None:
    url = decide_url(cast)
    says = Words("It is much worse.")
    raise_task("flare_up", says, by=cast.system, job=Job.RECORD, due=clock.now(), person_id=cast.marta_id)
    page = as_("wei").post(url, {"answer": "accepted", "reason": "a long thought"})

    assert (page.status_code, "a long thought" in page.text, "It is much worse." in page.text) == (409, True, True)
    assert "Came later and goes first" in as_("wei").get(review).text


def test_a_yes_is_said_to_the_plan_on_the_page_and_to_no_other(
    cast: Cast, review: str, as_: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, wei = decide_url(cast), as_("wei")
    sent = {
        "answer": "accepted",
        "reason": "a long thought",
        "version": wei.get(review).context["forms"][0]["version"].value(),
    }
    got(redraft(by=cast.dana, plan_id=Plan.objects.within(cast.clinic.id).get().id, wishes=["no_electro"]))
    late = wei.post(url, sent)

    assert late.status_code == 409
    assert "Dana has changed the plan meanwhile: version 2 stands now." in late.text
    assert "a long thought" in late.text
    assert late.context["form"]["version"].value() == "2"
    assert not Decision.objects.within(cast.clinic.id).exists()
    monkeypatch.setattr(versions, "need_unchanged", lambda *_, **__: None)
    assert wei.post(url, sent).status_code == 303


def test_a_no_to_what_waits_no_longer_never_becomes_a_yes(cast: Cast, review: str, as_: ClientOf) -> None:
    url = decide_url(cast)
    Episode.objects.within(cast.clinic.id).update(state="discharged", closed_at=clock.now())
    got(open_episode(by=cast.ren, person_id=cast.marta_id, problems=[LOW_BACK]))
    answer = as_("wei").post(url, {"answer": "declined", "reason": "a long thought"})

    assert (answer.status_code, "a long thought" in answer.text) == (409, True)
    assert not Decision.objects.within(cast.clinic.id).exists()


def test_what_was_typed_for_a_decision_that_somebody_else_took_is_shown_to_copy(
    cast: Cast, review: str, as_: ClientOf
) -> None:
    url = decide_url(cast)
    as_("dana").post(url, {"answer": "accepted"})

    assert "a long thought" in as_("wei").post(url, {"answer": "declined", "reason": "a long thought"}).text


def test_a_decision_that_was_not_sent_stands_in_the_form_again(cast: Cast, review: str, as_: ClientOf) -> None:
    url = decide_url(cast)
    as_("wei").post(url.replace("/decide", "/keep"), {"answer": "declined", "reason": "half a tho"})

    assert "half a tho" in as_("wei").get(review).text
    assert "half a tho" not in as_("dana").get(review).text
    as_("wei").post(url, {"answer": "declined", "reason": "a whole thought"})
    assert not Draft.objects.within(cast.clinic.id).exists()


def test_what_would_change_is_shown_before_and_after(review: str, as_: ClientOf) -> None:
    page = as_("wei").get(review).text

    assert 0 < page.index("<del>") < page.index("<ins>")
