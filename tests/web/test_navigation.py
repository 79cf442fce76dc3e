"""The six words of the staff pages: each appears when it exists and may be seen."""

import pytest
from django.test import RequestFactory
from tests import people

from weft.web.context import shell
from weft.web.request import ClinicRequest


def words(cast: people.Cast, member: str) -> list[str]:
    request: ClinicRequest = RequestFactory().get("/planted/setup")  # type: ignore[assignment]
    request.member = getattr(cast, member)
    places = shell(request)["nav"]
    assert isinstance(places, tuple)
    return [f"{place.label}{' (here)' if place.is_here else ''}" for place in places]


@pytest.mark.urls("tests.web.planted_navigation")
def test_the_words_keep_their_order_and_need_the_right_to_see(cast: people.Cast) -> None:
    assert words(cast, "elena") == ["People", "Setup (here)"]
    assert words(cast, "noor") == ["People"]
    assert words(cast, "visitor") == []
