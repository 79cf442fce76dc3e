"""Two people write one assessment: the second sees both versions and picks; nothing typed is lost or written over."""

import re
from typing import Any

import pytest
from django.test import Client
from tests.care import got, opened, screened, signed, work_with_drafts
from tests.people import Cast
from tests.web.conftest import ClientOf

from weft.core.assess.parts import Story
from weft.records import versions
from weft.records.actions import assess
from weft.records.models import AssessmentPart, Draft, Plan
from weft.records.reads import assess as reads

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(cast: Cast) -> str:
    work_with_drafts(cast)
    opened(cast)
    return f"/people/{cast.marta_id}/assessment"


def story_of(cast: Cast) -> Story:
    seen = reads.assessment(cast.wei, cast.marta_id)
    assert seen is not None
    assert isinstance(seen.story.part, Story)
    return seen.story.part


def shown(browser: Client, url: str) -> dict[str, str]:
    """The hidden fields of the story, as the page shows them now."""
    form = browser.get(url).context["forms"]["story"]
    return {name: str(form[name].value()) for name in ("revision", "story_shown", "story_marks")}


def choice(html: str, name: str) -> str:
    """Which version of a field is chosen on the page; empty when none is."""
    found = re.findall(rf'name="keep_{name}" value="(yours|theirs)"( checked)?', html)
    assert [value for value, _ in found] == ["yours", "theirs"]
    return next((value for value, checked in found if checked), "")


def test_the_second_saver_gets_both_versions_with_whose_and_when(url: str, as_: ClientOf, cast: Cast) -> None:
    mine = shown(as_("dana"), url)
    as_("wei").post(f"{url}/story", shown(as_("wei"), url) | {"told": "it burns", "comfort": "quiet"})
    late = as_("dana").post(f"{url}/story", mine | {"told": "it aches", "also_treating": "a doctor"})

    html = late.content.decode()
    assert late.status_code == 409
    assert re.search(r"Wei saved this at \d\d:\d\d, after you opened it", html)
    for words in ("it burns", "it aches", "a doctor", "quiet"):
        assert words in html
    assert [choice(html, name) for name in ("told", "also_treating", "comfort")] == ["", "yours", "theirs"]
    assert story_of(cast).told == "it burns"


def again(late: Any, typed: dict[str, str], **chosen: str) -> dict[str, Any]:
    """The form that the 409 page sends: what was typed, the new revision, and a choice for each field."""
    both, form = late.context["both"]["story"], late.context["forms"]["story"]
    picks = {each.pick: chosen.get(each.name, each.chosen) for each in both.fields}
    differs = {"differs": [each.name for each in both.fields]}
    return typed | differs | picks | {"revision": form["revision"].value()}


def test_what_was_picked_is_saved_field_by_field(url: str, as_: ClientOf, cast: Cast) -> None:
    typed = shown(as_("dana"), url) | {"told": "it aches", "also_treating": "a doctor"}
    as_("wei").post(f"{url}/story", {"revision": "0", "told": "it burns", "comfort": "quiet", "weighs": "stress"})
    late = as_("dana").post(f"{url}/story", typed)
    answer = as_("dana").post(f"{url}/story", again(late, typed, told="yours"))

    assert answer.status_code == 303
    told = story_of(cast)
    assert (told.told, told.also_treating, told.comfort, told.weighs) == ("it aches", "a doctor", "quiet", ("stress",))


def test_without_a_choice_for_each_field_nothing_is_saved(url: str, as_: ClientOf, cast: Cast) -> None:
    typed = shown(as_("dana"), url) | {"told": "it aches"}
    as_("wei").post(f"{url}/story", {"revision": "0", "told": "it burns"})
    late = as_("dana").post(f"{url}/story", typed)
    answer = as_("dana").post(f"{url}/story", again(late, typed, told=""))

    assert (answer.status_code, "Choose one for each field" in answer.content.decode()) == (409, True)
    assert story_of(cast).told == "it burns"


def test_a_third_who_was_faster_than_the_choice_is_shown_too(url: str, as_: ClientOf, cast: Cast) -> None:
    typed = shown(as_("dana"), url) | {"told": "it aches"}
    as_("wei").post(f"{url}/story", {"revision": "0", "told": "it burns"})
    late = as_("dana").post(f"{url}/story", typed)
    as_("ren").post(f"{url}/story", {"revision": "1", "told": "it stings"})
    answer = as_("dana").post(f"{url}/story", again(late, typed, told="yours"))

    assert answer.status_code == 409
    assert {"it aches", "it stings"} <= set(re.findall(r"it \w+s", answer.content.decode()))
    assert story_of(cast).told == "it stings"


def test_goals_of_two_people_stand_beside_each_other(url: str, as_: ClientOf, cast: Cast) -> None:
    seen = as_("wei").get(url).context["forms"]["baseline"]["seen"].value()
    as_("wei").post(f"{url}/baseline", {"seen": seen, "goals": "sit at work"})
    late = as_("dana").post(f"{url}/baseline", {"seen": seen, "goals": "carry", "name-0": "Sit", "new-0": "4"})

    html = late.content.decode()
    assert (late.status_code, "sit at work" in html, "carry" in html) == (409, True, True)
    fresh = late.context["forms"]["baseline"]["seen"].value()
    kept = {"seen": fresh, "goals": "carry", "name-0": "Sit", "new-0": "4", "differs": "goals", "keep_goals": "theirs"}
    assert as_("dana").post(f"{url}/baseline", kept).status_code == 303
    seen_now = reads.assessment(cast.wei, cast.marta_id)
    assert seen_now is not None
    assert seen_now.goals == ("sit at work",)
    assert {one.measure for one in seen_now.baseline} == {"nprs", "psfs"}


@pytest.mark.parametrize("is_guarded", [True, False])
def test_of_100_second_savers_each_is_told_and_without_the_guard_each_writes_over(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, *, is_guarded: bool
) -> None:
    work_with_drafts(cast)
    assessment_id = opened(cast).assessment_id
    if not is_guarded:
        monkeypatch.setattr(versions, "need_unchanged", lambda *_, **__: None)
    overwritten = 0
    for trial in range(100):
        seen = 0 if trial == 0 else assess_revision(cast)
        got(assess.save_story(by=cast.wei, assessment_id=assessment_id, story=Story(told=f"first {trial}"), seen=seen))
        assess.save_story(by=cast.dana, assessment_id=assessment_id, story=Story(told="second"), seen=seen)
        overwritten += story_of(cast).told == "second"

    assert overwritten == (0 if is_guarded else 100)


@pytest.mark.parametrize("mark", [{}, {"seen": ""}, {"seen": "0" * 64}])
def test_goals_are_never_written_over_by_a_form_without_their_mark(
    url: str, as_: ClientOf, cast: Cast, mark: dict[str, str]
) -> None:
    seen = as_("wei").get(url).context["forms"]["baseline"]["seen"].value()
    assert as_("wei").post(f"{url}/baseline", {"seen": seen, "goals": "sit at work"}).status_code == 303
    late = as_("dana").post(f"{url}/baseline", mark | {"goals": "carry"})

    seen_now = reads.assessment(cast.wei, cast.marta_id)
    assert seen_now is not None
    assert (late.status_code, seen_now.goals) == (409, ("sit at work",))


def assess_revision(cast: Cast) -> int:
    seen = reads.assessment(cast.wei, cast.marta_id)
    assert seen is not None
    return seen.revision


def test_nobody_signs_a_story_they_have_not_read(url: str, cast: Cast) -> None:
    row = reads.assessment(cast.wei, cast.marta_id)
    assert row is not None
    one = got(assess.save_story(by=cast.wei, assessment_id=row.assessment_id, story=Story(told="one"), seen=0))
    got(assess.save_story(by=cast.dana, assessment_id=row.assessment_id, story=Story(told="two"), seen=one))
    result = assess.sign_part(by=cast.wei, assessment_id=row.assessment_id, kind="story", seen=one)

    assert getattr(result, "status", None) == 409
    assert not AssessmentPart.objects.within(cast.clinic.id).filter(signed_at__isnull=False).exists()


def test_a_part_signed_meanwhile_ends_on_the_page_with_what_was_typed(url: str, as_: ClientOf, cast: Cast) -> None:
    page = reads.assessment(cast.wei, cast.marta_id)
    assert page is not None
    signed(cast, page.assessment_id)
    typed = {"pulse": "slow and deep", "tongue_coat": "thin_white", "has": "needles", "sign": "1"}
    late = as_("wei").post(f"{url}/needles", typed)

    html = late.content.decode()
    assert late.status_code == 409
    for words in ("slow and deep", "thin and white", "This part is signed by", "wiry"):
        assert words in html


def test_another_parts_button_does_not_drop_what_was_typed_for_a_signed_part(
    url: str, as_: ClientOf, cast: Cast
) -> None:
    page = reads.assessment(cast.wei, cast.marta_id)
    assert page is not None
    signed(cast, page.assessment_id)
    sent = {"pulse": "slow and deep", "has": "needles", "revision": "0", "told": "sits", "at": "story"}
    late = as_("wei").post(f"{url}/save", sent)

    assert (late.status_code, "slow and deep" in late.content.decode()) == (409, True)
    assert story_of(cast).told == "sits"


def test_what_is_typed_is_kept_for_its_author_and_stands_in_the_form_again(url: str, as_: ClientOf, cast: Cast) -> None:
    typed = {"has": "needles", "revision": "0", "told": "half a sen", "pulse": "wi", "seen": "", "goals": "walk"}
    sent = typed | {"weighs": ["stress", "long_sitting"]}
    line = as_("wei").post(f"{url}/draft", sent, headers={"hx-request": "true"})
    assert re.search(r"Saved \d\d:\d\d as your draft", line.content.decode())

    html = as_("wei").get(url).content.decode()
    for words in ("half a sen", ">wi<", "walk", "is in the form again"):
        assert words in html.replace("\n", "")
    assert "half a sen" not in as_("dana").get(url).content.decode()
    assert not AssessmentPart.objects.within(cast.clinic.id).exists()


def test_a_saved_page_and_a_forgotten_one_leave_no_draft(url: str, as_: ClientOf, cast: Cast) -> None:
    as_("wei").post(f"{url}/draft", {"revision": "0", "told": "half"})
    as_("wei").post(f"{url}/story", {"revision": "0", "told": "whole"})
    assert not Draft.objects.within(cast.clinic.id).exists()

    as_("wei").post(f"{url}/draft", {"revision": "1", "told": "half"})
    assert as_("wei").post(f"{url}/forget").status_code == 303
    assert not Draft.objects.within(cast.clinic.id).exists()


def test_a_draft_over_which_somebody_saved_still_asks(url: str, as_: ClientOf, cast: Cast) -> None:
    as_("wei").post(f"{url}/draft", shown(as_("wei"), url) | {"told": "mine"})
    as_("dana").post(f"{url}/story", {"revision": "0", "told": "theirs"})
    form = as_("wei").get(url).context["forms"]["story"]
    assert (form["told"].value(), form["revision"].value()) == ("mine", "0")

    late = as_("wei").post(f"{url}/story", {name: form[name].value() or "" for name in ("told", "revision")})
    assert late.status_code == 409


def test_drafting_the_plan_saves_everything_on_the_page_first(url: str, as_: ClientOf, cast: Cast) -> None:
    screened(cast)
    typed = {"has": ["needles", "movement"], "revision": "0", "told": "sits all day", "pulse": "wiry", "goals": "walk"}
    answer = as_("ren").post(f"{url}/to-plan", typed | {"seen": "", "posture": "slumps"})

    assert (answer.status_code, answer["location"][:7]) == (303, "/plans/")
    html = as_("ren").get(url).content.decode()
    for words in ("sits all day", "wiry", "walk", "slumps"):
        assert words in html


def test_a_plan_that_cannot_be_drafted_leaves_the_page_saved(url: str, as_: ClientOf, cast: Cast) -> None:
    answer = as_("ren").post(f"{url}/to-plan", {"revision": "0", "told": "sits all day"})

    html = answer.content.decode()
    assert (answer.status_code, "Ask the health questions first" in html) == (422, True)
    assert "Everything on this page is saved" in html
    assert (story_of(cast).told, Plan.objects.within(cast.clinic.id).exists()) == ("sits all day", False)
