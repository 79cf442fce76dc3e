"""The point picker on the needle page: what it shows of each point, and that the server refuses what it holds back."""

import re

import pytest
from django.urls import reverse
from tests.people import Cast
from tests.records.treat.treat_builders import prepare, trip
from tests.web.conftest import ClientOf

from weft.core.shared.care import Answer
from weft.records.actions import screen
from weft.records.models import Event

pytestmark = pytest.mark.django_db


def row_of(html: str, code: str) -> str:
    found = re.search(rf'<li class="pick[^>]*data-code="{code}".*?</li>', html, re.DOTALL)
    assert found, code
    return found[0]


def test_every_point_says_where_it_is_and_why_in_both_vocabularies(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    html = as_("wei").get(reverse("treat:needles", args=[trip(cast).needles])).content.decode()

    for words in ("Shenshu", "second lumbar vertebra", "back point of the Kidney", "nerves of that level"):
        assert words in row_of(html, "BL23")
    assert "data-side" not in row_of(html, "GV3")
    assert 'role="img"' in html


def test_a_point_that_is_held_back_cannot_be_pressed_and_says_why(cast: Cast, as_: ClientOf) -> None:
    prepare(cast, pregnancy=Answer.YES)
    needles = trip(cast).needles
    screen.sign_off(by=cast.wei, person_id=cast.marta_id, modality="needling", reason="Trained.", visit_id=needles)
    html = as_("wei").get(reverse("treat:needles", args=[needles])).content.decode()

    assert "disabled" in row_of(html, "LI4")
    assert "Points that are traditionally avoided" in row_of(html, "LI4")
    assert "disabled" not in row_of(html, "BL23")


def test_the_server_refuses_a_point_that_is_held_back_and_keeps_what_was_typed(cast: Cast, as_: ClientOf) -> None:
    prepare(cast, pregnancy=Answer.YES)
    needles = trip(cast).needles
    screen.sign_off(by=cast.wei, person_id=cast.marta_id, modality="needling", reason="Trained.", visit_id=needles)

    answer = as_("wei").post(reverse("treat:needles_in", args=[needles]), {"points": "bl23 b, li4 b"})
    html = answer.content.decode()

    assert answer.status_code == 409
    assert "Not for this person: LI4." in html
    assert 'value="bl23 b, li4 b"' in html
    assert not Event.objects.within(cast.clinic.id).filter(count__isnull=False).exists()
