"""A question that names several things is shown as a heading and a list; its wording stays whole."""

import pytest
from django.utils.safestring import mark_safe
from tests.people import Cast
from tests.web.conftest import ClientOf

from weft.web.templatetags.listed import Listed, listed

TWO = Listed("Have you had:", ("a fall", "a fever, or chills"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Have you had: a fall; a fever, or chills?", TWO),
        ("Have you had: a fall?", Listed("Have you had: a fall?")),
        ("Have you had a fall; a fever?", Listed("Have you had a fall; a fever?")),
        ("Note: this; that.", Listed("Note: this; that.")),
    ],
)
def test_a_colon_and_semicolons_make_a_list(text: str, said: Listed) -> None:
    assert listed(text) == said


def test_a_label_that_is_html_stays_html() -> None:
    assert listed(mark_safe("<b>own</b>")).heading.__html__() == "<b>own</b>"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "colon"),
    [("Phone number", ":"), ("How shall we talk?", ""), ("Have you: a fall; a fever?", ""), ("I agree.", "")],
)
def test_what_has_an_end_of_its_own_gets_no_colon(text: str, colon: str) -> None:
    assert listed(text).colon == colon


@pytest.mark.parametrize(
    ("who", "place"), [("noor", "/check/sudden_illness"), ("noor", "/people/{}/screening"), ("marta", "/me/flare")]
)
def test_the_lead_of_sudden_illness_is_a_list_on_every_page(as_: ClientOf, cast: Cast, who: str, place: str) -> None:
    shown = as_(who).get(place.format(cast.marta_id)).text

    assert shown.count('_items">') >= 1
    assert "headache; " not in shown
