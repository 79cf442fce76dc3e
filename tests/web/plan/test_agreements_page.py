"""Agreements to treatment on their page."""

import pytest
from tests.care import work_with_drafts
from tests.people import Cast
from tests.web.conftest import ClientOf

from weft.records.reads import plan_agreement as reads

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(cast: Cast) -> str:
    work_with_drafts(cast)
    return f"/people/{cast.marta_id}/agreements"


def test_the_page_says_what_why_risks_and_alternatives(url: str, as_: ClientOf) -> None:
    shown = as_("wei").get(url).content.decode()

    for word in ("about 1 in 10,000 people", "What could be done instead", "Movement alone", "unreviewed values"):
        assert word in shown


def test_a_yes_is_kept_with_its_wishes(url: str, as_: ClientOf, cast: Cast) -> None:
    said = {"modality": "needling", "said_yes": "on", "chaperone": "my sister", "guardian": ""}

    assert as_("wei").post(url, said).status_code == 303
    assert reads.live_agreements(cast.wei, cast.marta_id)[0].wishes == {"chaperone": "my sister"}
    assert "They take it back" in as_("wei").get(url).content.decode()


def test_a_name_typed_on_the_screen_is_a_signature(url: str, as_: ClientOf, cast: Cast) -> None:
    said = {"modality": "needling", "said_yes": "on", "signature": "Marta Kowalska"}

    assert as_("wei").post(url, said).status_code == 303
    (live,) = reads.live_agreements(cast.wei, cast.marta_id)
    assert (live.how, live.signature) == ("signature", "Marta Kowalska")
    assert "<i>Marta Kowalska</i>" in as_("wei").get(url).content.decode()


def test_without_the_tick_nothing_is_kept_and_what_was_typed_stays(url: str, as_: ClientOf, cast: Cast) -> None:
    answer = as_("wei").post(url, {"modality": "needling", "chaperone": "my sister"})

    assert answer.status_code == 400
    assert "my sister" in answer.content.decode()
    assert reads.live_agreements(cast.wei, cast.marta_id) == ()


def test_it_is_taken_back_also_by_the_desk(url: str, as_: ClientOf, cast: Cast) -> None:
    as_("wei").post(url, {"modality": "needling", "said_yes": "on"})

    as_("noor").post(f"{url}/withdraw", {"modality": "needling"})
    assert reads.live_agreements(cast.wei, cast.marta_id) == ()
    assert as_("wei").post(f"{url}/withdraw", {"modality": "needling"}).status_code == 409


def test_others_do_not_get_in(url: str, as_: ClientOf) -> None:
    assert as_("otto").get(url).status_code == 404
    assert as_("noor").get(url).status_code == 403
    assert as_("wei").put(url).status_code == 405
