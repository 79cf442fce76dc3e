"""Scores that were kept, and the page that corrects one: the wrong one stays under the right one."""

from decimal import Decimal
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


def newest(measure: str) -> Score:
    found = Score.objects.everywhere().filter(measure=measure).order_by("made_at").last()
    assert found
    return found


def test_a_score_is_corrected_with_its_reason_and_stays_readable(cast: Cast, care: str, as_: ClientOf) -> None:
    as_("dana").post(care, {"nprs": "4", "moment": "general"})
    address = f"/scores/{newest('nprs').id}/correct"
    assert address in as_("wei").get(f"{care}/kept").text
    assert 'name="value" value="4"' in as_("wei").get(address).text

    answer = as_("wei").post(address, {"value": "2", "why": "Heard four."})

    assert (answer.status_code, answer.headers["Location"]) == (303, f"{care}/kept")
    page = as_("dana").get(f"{care}/kept").text
    assert '<del class="num">4</del>' in page
    assert "Heard four." in page
    assert newest("nprs").value == 2


@pytest.mark.parametrize(
    ("typed", "status", "says"),
    [
        ({"value": "2", "why": ""}, 400, "Write what was wrong."),
        ({"value": "", "why": "x"}, 400, "Write the right number."),
        ({"value": "11", "why": "x"}, 400, "A number from 0 to 10."),
        ({"value": "4", "why": "x"}, 422, "This is what stands there already."),
    ],
)
def test_what_is_no_correction_is_told_and_kept(
    care: str, as_: ClientOf, typed: dict[str, str], status: int, says: str
) -> None:
    as_("dana").post(care, {"nprs": "4", "moment": "general"})

    page = as_("dana").post(f"/scores/{newest('nprs').id}/correct", typed)

    assert page.status_code == status
    assert says in page.text
    assert typed["why"] in page.text
    assert newest("nprs").value == 4


def test_ticks_and_answers_are_corrected_as_they_were_asked(care: str, as_: ClientOf) -> None:
    as_("dana").post(f"{care}?measure=daily_life_back", {"true": ["01", "24"], "moment": "general"})
    ticks = f"/scores/{newest('daily_life_back').id}/correct"
    as_("dana").post(f"{care}?measure=low_mood", {"item-interest": "0", "item-low": "1", "moment": "general"})
    items = f"/scores/{newest('low_mood').id}/correct"

    assert as_("dana").get(ticks).text.count(" checked") == 2
    assert as_("dana").post(ticks, {"why": "x"}).status_code == 400
    assert as_("dana").post(ticks, {"true": ["01"], "why": "x"}).status_code == 303
    assert as_("dana").post(items, {"item-interest": "1", "item-low": "1", "why": "x"}).status_code == 303
    assert (newest("daily_life_back").value, newest("low_mood").value) == (Decimal(1), Decimal(2))
    assert "Hardly enjoying things" in as_("dana").get(f"{care}/kept").text


def test_named_things_are_corrected_in_their_rows(care: str, as_: ClientOf) -> None:
    as_("dana").post(care, {"moment": "general", "name-0": "Sit still", "new-0": "2"})
    row = newest("psfs")
    (thing,) = row.answers

    page = as_("dana").get(f"/scores/{row.id}/correct").text
    answer = as_("dana").post(f"/scores/{row.id}/correct", {f"do-{thing}": "5", "why": "x"})

    assert "Sit still" in page
    assert answer.status_code == 303
    assert newest("psfs").value == 5


def test_earlier_ones_stand_on_the_next_page(care: str, as_: ClientOf) -> None:
    for _ in range(2):
        as_("dana").post(care, {"nprs": "4", "moment": "general"})
    first = newest("nprs")
    copies = [
        Score(**{f.attname: getattr(first, f.attname) for f in Score._meta.fields if f.name != "id"}) for _ in range(60)
    ]
    Score.objects.everywhere().bulk_create(copies)

    assert "Earlier scores" in as_("dana").get(f"{care}/kept").text
    assert "Newer scores" in as_("dana").get(f"{care}/kept?page=2").text
    assert as_("dana").get(f"{care}/kept?page=x").status_code == 200


def test_others_are_kept_out(cast: Cast, care: str, as_: ClientOf) -> None:
    as_("dana").post(care, {"nprs": "4", "moment": "general"})
    address = f"/scores/{newest('nprs').id}/correct"

    assert as_("noor").get(f"{care}/kept").status_code == 403
    assert as_("noor").post(address, {"value": "2", "why": "x"}).status_code == 403
    assert as_("otto").get(address).status_code == 404
    assert as_("dana").get(f"/scores/{uuid4()}/correct").status_code == 404
    assert as_("dana").delete(address).status_code == 405
