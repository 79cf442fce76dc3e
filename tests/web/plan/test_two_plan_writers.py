"""Two people change one line of a plan: the second sees both versions; what is refused stays as it was typed."""

import re

import pytest
from tests.care import PlanMade, drafted
from tests.people import Cast
from tests.web.conftest import ClientOf
from tests.web.plan.test_plan_page import LINE, SAID

from weft.records import versions
from weft.records.models import Draft, PlanVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(cast: Cast) -> PlanMade:
    return drafted(cast)


@pytest.fixture
def url(made: PlanMade) -> str:
    return f"/plans/{made.plan_id}"


def typed(as_: ClientOf, name: str, url: str) -> dict[str, str]:
    """The form of the line as the page shows it now."""
    form = as_(name).get(url, {"line": LINE}).context["form"]
    return {field.name: "" if field.value() is None else str(field.value()) for field in form}


def test_the_second_sees_both_versions_and_what_only_one_changed_is_chosen(url: str, as_: ClientOf) -> None:
    mine = typed(as_, "wei", url) | {"because": "my reason", "based_on": "research"}
    theirs = typed(as_, "dana", url) | {"per_week": "1", "based_on": "judgement"}
    as_("dana").post(f"{url}/change", theirs)
    late = as_("wei").post(f"{url}/change", mine)

    assert late.status_code == 409
    assert re.search(r"Dana saved this at \d\d:\d\d", late.content.decode())
    chosen = {each.name: each.chosen for each in late.context["both"].fields}
    assert (chosen["because"], chosen["per_week"]) == ("yours", "theirs")
    assert "my reason" in late.content.decode()


def test_what_was_picked_becomes_the_next_version(url: str, as_: ClientOf, cast: Cast) -> None:
    mine = typed(as_, "wei", url) | {"because": "my reason", "based_on": "research"}
    as_("dana").post(f"{url}/change", typed(as_, "dana", url) | {"per_week": "1", "based_on": "judgement"})
    late = as_("wei").post(f"{url}/change", mine)
    picks = {each.pick: each.chosen or "yours" for each in late.context["both"].fields}
    differs = {"differs": [each.name for each in late.context["both"].fields]}
    answer = as_("wei").post(f"{url}/change", mine | picks | differs | {"version": "2"})

    assert answer.status_code == 303
    form = as_("wei").get(url, {"line": LINE}).context["form"]
    assert (form["because"].value(), form["per_week"].value()) == ("my reason", 1.0)
    assert PlanVersion.objects.within(cast.clinic.id).count() == 3


def test_a_field_nobody_has_chosen_for_adds_no_version(url: str, as_: ClientOf, cast: Cast) -> None:
    as_("dana").post(f"{url}/change", SAID)
    unpicked = SAID | {"because": "mine", "version": "2", "differs": "because"}
    late = as_("wei").post(f"{url}/change", unpicked)

    assert (late.status_code, "Choose one for each field" in late.content.decode()) == (409, True)
    assert PlanVersion.objects.within(cast.clinic.id).count() == 2


def test_without_the_guard_the_second_would_write_over(
    url: str, as_: ClientOf, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(versions, "need_unchanged", lambda *_, **__: None)
    as_("dana").post(f"{url}/change", SAID)

    assert as_("wei").post(f"{url}/change", SAID | {"because": "mine"}).status_code == 303
    assert PlanVersion.objects.within(cast.clinic.id).count() == 3


def test_a_line_that_is_gone_leaves_what_was_typed_to_copy(url: str, as_: ClientOf) -> None:
    gone = SAID | {"line": "low-back.no_such_line", "because": "a long thought"}
    answer = as_("wei").post(f"{url}/change", gone)

    assert answer.status_code == 422
    assert "a long thought" in answer.content.decode()


def test_a_refused_dose_keeps_what_was_typed(url: str, as_: ClientOf) -> None:
    answer = as_("wei").post(f"{url}/change", SAID | {"because": "a long thought", "minutes": "45"})

    assert answer.status_code in {303, 400, 422}
    if answer.status_code != 303:
        assert "a long thought" in answer.content.decode()


def test_what_is_typed_about_a_line_comes_back_on_that_line_only(url: str, as_: ClientOf) -> None:
    as_("wei").post(f"{url}/line/keep", SAID | {"because": "half a tho"})
    html = as_("wei").get(url, {"line": LINE}).content.decode()
    other = as_("wei").get(url, {"line": "low-back.rebuild_needles"}).content.decode()

    assert ("half a tho" in html, "is in the form again" in html, "half a tho" in other) == (True, True, False)
    assert "half a tho" not in as_("dana").get(url, {"line": LINE}).content.decode()


def test_a_saved_or_forgotten_line_leaves_no_draft(url: str, as_: ClientOf, cast: Cast) -> None:
    as_("wei").post(f"{url}/line/keep", SAID)
    as_("wei").post(f"{url}/change", SAID)
    assert not Draft.objects.within(cast.clinic.id).exists()

    as_("wei").post(f"{url}/line/keep", SAID)
    as_("wei").post(f"{url}/line/forget")
    assert not Draft.objects.within(cast.clinic.id).exists()


def test_a_set_is_chosen_over_the_version_on_the_page_and_over_no_other(
    url: str, as_: ClientOf, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = as_("wei").get(url).context["again"]
    mine = {"version": "1", "marks": again["marks"].value(), "set": "low_back_trial_dose"}
    as_("dana").post(f"{url}/set", mine | {"set": "", "wishes": ["no_electro"]})
    late = as_("wei").post(f"{url}/set", mine)

    both = {each.name: (each.yours, each.theirs, each.chosen) for each in late.context["both_again"].fields}
    assert (late.status_code, PlanVersion.objects.within(cast.clinic.id).count()) == (409, 2)
    assert both["set"][0].startswith("low back: Low back, trial dose")
    assert (both["set"][2], both["wishes"][0], both["wishes"][2]) == ("yours", "nothing", "theirs")
    picks = {"version": "2", "differs": ["set", "wishes"], "keep_set": "yours", "keep_wishes": "theirs"}
    assert as_("wei").post(f"{url}/set", mine | picks).status_code == 303
    assert PlanVersion.objects.within(cast.clinic.id).latest("number").case["wishes"] == ["no_electro"]
    monkeypatch.setattr(versions, "need_unchanged", lambda *_, **__: None)
    assert as_("wei").post(f"{url}/set", mine).status_code == 303  # without the guard the wish is gone


@pytest.mark.parametrize(("who", "typed"), [("ren", {"whose": "mine"}), ("ren", {"whose": "person"}), ("ren", {})])
def test_a_yes_that_is_not_kept_is_said_on_the_plan_that_stands(
    url: str, as_: ClientOf, who: str, typed: dict[str, str]
) -> None:
    as_("dana").post(f"{url}/change", SAID)
    late = as_(who).post(f"{url}/agree", {"version": "1", **typed})

    html = late.content.decode()
    assert late.status_code == (409 if typed else 400)
    for words in ("No yes was written down.", "version 2 of", 'name="version" value="2"', "Error:"):
        assert words in html


def test_the_persons_own_yes_to_an_older_version_says_so_on_their_plan(url: str, as_: ClientOf, made: PlanMade) -> None:
    for version in ("1", "2"):
        if version == "2":
            as_("ren").post(f"{url}/change", SAID)
        as_("ren").post(f"{url}/agree", {"version": version, "whose": "mine"})
    late = as_("marta").post("/me/plan/agree", {"version": "1", "read": "on"})

    assert (late.status_code, "Your yes was not written down." in late.text) == (409, True)
    assert 'name="version" value="2"' in late.text


def test_a_set_that_is_refused_keeps_the_page(url: str, as_: ClientOf) -> None:
    answer = as_("wei").post(f"{url}/set", {"version": "1", "set": "no_such_set", "wishes": "no_needles"})

    assert answer.status_code == 422
    assert "There is no such set here." in answer.content.decode()
