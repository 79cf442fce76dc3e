"""The things that a person named, as rows: named and scored by a clinician, scored by the person at home."""

import re
from decimal import Decimal

import pytest
from tests.care import drafted
from tests.people import Cast
from tests.web.conftest import ClientOf

from weft.records.models import Activity, Score

NAMED = {"moment": "general", "name-0": "Sit still", "new-0": "2", "name-1": "Lift the child", "new-1": ""}


@pytest.fixture
def care(cast: Cast) -> str:
    drafted(cast)
    return f"/people/{cast.marta_id}/scores"


def ids() -> dict[str, str]:
    return {row.words: str(row.id) for row in Activity.objects.everywhere().filter(retired_at__isnull=True)}


def test_they_are_named_and_scored_on_the_score_form(cast: Cast, care: str, as_: ClientOf) -> None:
    assert "Name three to five things that your problem makes hard." in as_("dana").get(care).text

    assert as_("dana").post(care, NAMED).status_code == 303

    page = as_("dana").get(care).text
    assert "Sit still</span></label>" in page
    assert re.search(r"Last: 2 of 10, \d+ \w+ \d{4}\.", page)
    assert "No number yet." in page
    assert Score.objects.everywhere().get(measure="psfs").answers[ids()["Lift the child"]] is None


def test_each_row_is_scored_and_one_is_taken_away(cast: Cast, care: str, as_: ClientOf) -> None:
    as_("dana").post(care, NAMED)
    sit, lift = ids()["Sit still"], ids()["Lift the child"]

    answer = as_("dana").post(care, {"moment": "general", f"do-{lift}": "7", f"gone-{sit}": "on"})

    assert answer.status_code == 303
    assert list(ids()) == ["Lift the child"]
    assert Score.objects.everywhere().filter(measure="psfs").order_by("made_at").last().value == 7  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"new-2": "4"}, "name-2", "Write what is hard for them, beside its number."),
        ({"name-2": "Run", "new-2": "11"}, "new-2", "A whole number from 0 to 10."),
        ({"name-2": "Run", "new-2": "4.5"}, "new-2", "A whole number from 0 to 10."),
    ],
)
def test_what_cannot_be_named_is_told_beside_it_and_kept(
    cast: Cast, care: str, as_: ClientOf, typed: dict[str, str], field: str, says: str
) -> None:
    page = as_("dana").post(care, NAMED | typed)

    assert page.status_code == 400
    assert says in page.text.split(f'id="id_{field}_error"')[1].split("</div>")[0]
    assert 'value="Sit still"' in page.text
    assert not ids()


def test_a_number_for_one_that_is_taken_away_is_told(care: str, as_: ClientOf) -> None:
    as_("dana").post(care, NAMED)
    sit = ids()["Sit still"]

    page = as_("dana").post(care, {"moment": "general", f"do-{sit}": "7", f"gone-{sit}": "on"})

    assert page.status_code == 400
    assert "It has a number above. Take one of the two away." in page.text


@pytest.mark.parametrize(
    ("name", "status", "says"),
    [("sit  still", 422, "stands there already"), ("x" * 201, 400, "at most 200 characters (it has 201)")],
)
def test_a_name_that_cannot_be_is_refused_with_everything_kept(
    care: str, as_: ClientOf, name: str, status: int, says: str
) -> None:
    page = as_("dana").post(care, NAMED | {"name-1": name})

    assert page.status_code == status
    assert says in page.text
    assert 'value="Sit still"' in page.text


def test_the_person_scores_them_at_home(cast: Cast, care: str, as_: ClientOf) -> None:
    assert "The things you named" not in as_("marta").get("/me").text
    as_("dana").post(care, NAMED)
    sit, lift = ids()["Sit still"], ids()["Lift the child"]

    page = as_("marta").get("/me").text
    answer = as_("marta").post("/me/activities", {f"do-{lift}": "6", f"gone-{sit}": "on", "name-0": "Run"})

    assert "The things you named" in page
    assert "Ask this no longer" not in page
    assert (answer.status_code, answer.headers["Location"]) == (303, "/me")
    assert list(ids()) == ["Sit still", "Lift the child"]
    kept = Score.objects.everywhere().filter(measure="psfs").order_by("made_at").last()
    assert kept
    assert (kept.value, kept.answers, kept.source) == (Decimal(6), {sit: None, lift: "6"}, "person")


def test_at_home_what_is_wrong_is_told_and_kept(cast: Cast, care: str, as_: ClientOf) -> None:
    as_("dana").post(care, NAMED)
    wrong = as_("marta").post("/me/activities", {f"do-{ids()['Sit still']}": "11"})
    empty = as_("marta").post("/me/activities", {})

    assert (wrong.status_code, empty.status_code) == (400, 400)
    assert 'value="11"' in wrong.text
    assert "Write a number beside one thing at least." in empty.text


def test_others_are_kept_out(as_: ClientOf, care: str) -> None:
    assert as_("marta").get("/me/activities").status_code == 405
    assert as_("dana").post("/me/activities", {}).status_code == 403
