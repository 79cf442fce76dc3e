"""Two people ask one person: the second sees both sets of answers, and nobody signs for answers they have not read."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.care import screened, work_with_drafts
from tests.people import Cast
from tests.web.conftest import ClientOf

from weft.core.shared.care import Answer
from weft.records import clock, versions
from weft.records.models import Override, Screening

YES, NO = Answer.YES, Answer.NO


@pytest.fixture
def place(cast: Cast) -> str:
    work_with_drafts(cast)
    return f"/people/{cast.marta_id}/screening"


def opened(browser: Client, place: str) -> dict[str, Any]:
    form = browser.get(place).context["form"]
    return {"key": uuid4().hex, "seen": form["seen"].value()}


def stands(cast: Cast) -> dict[str, str]:
    answers: dict[str, str] = Screening.objects.within(cast.clinic.id).latest("at").answers
    return answers


def test_the_second_asker_sees_both_answers_and_a_danger_sign_never_drops(
    cast: Cast, place: str, as_: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = opened(as_("wei"), place) | {"blood_thinner": "no", "new_bladder_trouble": "no"}
    screened(cast, saddle_numbness=YES, blood_thinner=YES)
    late = as_("wei").post(place, mine)

    chosen = {each.name: each.chosen for each in late.context["both"].fields}
    assert late.status_code == 409
    assert "Ren saved this at" in " ".join(late.text.split())
    assert (chosen["saddle_numbness"], chosen["blood_thinner"]) == ("theirs", "")
    assert "new_bladder_trouble" not in chosen
    picks = {each.pick: each.chosen or "yours" for each in late.context["both"].fields}
    again = mine | picks | {"differs": list(chosen), "seen": late.context["form"]["seen"].value()}
    assert as_("wei").post(place, again | {"keep_blood_thinner": ""}).status_code == 409
    assert as_("wei").post(place, again).status_code == 303
    assert (stands(cast)["saddle_numbness"], stands(cast)["blood_thinner"]) == ("yes", "no")

    monkeypatch.setattr(versions, "need_unchanged", lambda *_, **__: None)
    as_("wei").post(place, mine | {"key": uuid4().hex})
    assert "saddle_numbness" not in stands(cast)  # without the guard it is gone, unread


def test_the_desk_is_told_and_keeps_what_it_typed_without_reading_an_answer(
    cast: Cast, place: str, as_: ClientOf
) -> None:
    mine = opened(as_("noor"), place) | {"blood_thinner": "no"}
    screened(cast, saddle_numbness=YES)
    late = as_("noor").post(place, mine)

    assert (late.status_code, late.context["both"]) == (409, None)
    assert "Ren has asked the health questions meanwhile." in late.text
    assert late.context["form"]["blood_thinner"].value() == "no"
    assert stands(cast)["saddle_numbness"] == "yes"


def test_the_same_form_sent_twice_counts_once_and_is_no_rival_of_itself(cast: Cast, place: str, as_: ClientOf) -> None:
    mine = opened(as_("wei"), place) | {"blood_thinner": "no"}

    assert [as_("wei").post(place, mine).status_code for _ in range(2)] == [303, 303]
    assert Screening.objects.within(cast.clinic.id).count() == 1


def test_a_signature_is_for_the_answers_that_were_read(
    cast: Cast, place: str, as_: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    screened(cast, blood_thinner=YES)
    until = (clock.now() + timedelta(days=7)).date().isoformat()
    seen = as_("wei").get(f"{place}/needling").context["form"]["seen"].value()
    sent = {"reason": "INR 2.4, shallow", "holds": "until", "until": until, "seen": seen}
    screened(cast, blood_thinner=YES, pregnancy=YES)
    late = as_("wei").post(f"{place}/needling", sent)

    assert late.status_code == 409
    assert "New answers came meanwhile." in late.text
    assert "INR 2.4, shallow" in late.text
    assert late.context["form"]["seen"].value() != seen
    assert not Override.objects.within(cast.clinic.id).exists()
    monkeypatch.setattr(versions, "need_unchanged", lambda *_, **__: None)
    assert as_("wei").post(f"{place}/needling", sent).status_code == 303  # without the guard: signed unread
