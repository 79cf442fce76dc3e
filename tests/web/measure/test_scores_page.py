"""Ask for scores: a number for each scale, what is wrong beside the field, typed text kept."""

from uuid import uuid4

import pytest
from tests.care import drafted
from tests.people import Cast
from tests.web.conftest import ClientOf

from weft.records.models import Score


@pytest.fixture
def care(cast: Cast) -> str:
    drafted(cast)
    return f"/people/{cast.marta_id}/scores"


def test_numbers_are_kept_and_lead_back_to_the_person(cast: Cast, care: str, as_: ClientOf) -> None:
    answer = as_("dana").post(care, {"nprs": "4", "name-0": "Sit still", "new-0": "5", "moment": "general"})

    assert (answer.status_code, answer.headers["Location"]) == (303, f"/people/{cast.marta_id}")
    assert Score.objects.within(cast.clinic.id).filter(measure="psfs", value="5").exists()


def test_the_question_is_there_to_be_read_aloud(care: str, as_: ClientOf) -> None:
    assert "on average, over the last 7 days?" in as_("wei").get(care).text


@pytest.mark.parametrize("typed", ["11", "-1", "4.5", "four", "NaN", "1e999"])
def test_a_number_off_the_scale_is_told_beside_its_field(care: str, as_: ClientOf, typed: str) -> None:
    page = as_("dana").post(care, {"nprs": typed, "name-0": "Sit still", "new-0": "5", "moment": "general"})

    assert page.status_code == 400
    assert "A number from 0 to 10." in page.text
    assert f'value="{typed}"' in page.text
    assert 'value="Sit still"' in page.text


def test_an_empty_form_asks_for_one_number(care: str, as_: ClientOf) -> None:
    page = as_("dana").post(care, {"moment": "general"})

    assert page.status_code == 400
    assert "Give at least one number." in page.text


def test_others_are_kept_out(cast: Cast, care: str, as_: ClientOf) -> None:
    assert as_("noor").get(care).status_code == 403
    assert as_("otto").get(care).status_code == 404
    assert as_("wei").get(f"/people/{uuid4()}/scores").status_code == 404
    assert as_("wei").delete(care).status_code == 405
