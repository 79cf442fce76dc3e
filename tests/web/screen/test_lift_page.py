"""Signing and lifting as a page: for one visit or until a day, in one's own modality, and never lost when refused."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.care import got, screened, work_with_drafts
from tests.people import TUESDAY_NINE, Cast
from tests.web.conftest import ClientOf

from weft.core.shared.care import Answer
from weft.records import audit, clock
from weft.records.actions.schedule import book_visit
from weft.records.actions.screen import sign_off
from weft.records.clearances import require_clear
from weft.records.models import Override, Visit, VisitState
from weft.records.reads import screen as reads
from weft.records.reads.treat_seen import Standing, standing_by
from weft.records.wanted import VisitWanted

pytestmark = pytest.mark.django_db
NINE = TUESDAY_NINE
SAID = {"reason": "INR 2.4, shallow only"}


@pytest.fixture
def booked(cast: Cast) -> UUID:
    """Marta takes a blood thinner, and has needles booked tomorrow at nine."""
    work_with_drafts(cast)
    with clock.at(NINE):
        screened(cast, blood_thinner=Answer.YES)
        return book(cast, days=1)


def book(cast: Cast, days: int) -> UUID:
    assert cast.wei.membership_id
    wanted = VisitWanted("needles", cast.wei.membership_id, NINE + timedelta(days=days), 45, cast.beds[0].id)
    return got(book_visit(cast.marta_id, wanted, by=cast.noor)).visits[0]


def at_visit(cast: Cast, visit_id: UUID) -> Standing:
    return standing_by(lambda: require_clear(cast.marta_id, "needling", by=cast.wei, visit_id=visit_id))


def said(browser: Client, url: str, **typed: str) -> dict[str, str]:
    """The form with the answers that it is signed for, as the page shows it now."""
    return {**SAID, "seen": browser.get(url).context["form"]["seen"].value(), **typed}


def place(cast: Cast, modality: str = "needling") -> str:
    return f"/people/{cast.marta_id}/screening/{modality}"


def test_the_next_visits_are_offered_and_the_nearest_is_chosen(cast: Cast, booked: UUID, as_: ClientOf) -> None:
    with clock.at(NINE):
        page = as_("wei").get(place(cast)).text

    assert "Only at the visit of Wed 3 Mar, 09:00, with Wei" in page
    assert f'value="{booked}" id="id_holds_0" checked' in " ".join(page.split())


def test_a_signature_for_one_visit_holds_there_and_nowhere_else(cast: Cast, booked: UUID, as_: ClientOf) -> None:
    with clock.at(NINE):
        other = book(cast, days=2)
        answer = as_("wei").post(place(cast), said(as_("wei"), place(cast), holds=str(booked)))
        here, there = (at_visit(cast, each) for each in (booked, other))
        panel = as_("dana").get(f"/people/{cast.marta_id}/screening").text

    assert answer.status_code == 303
    assert Override.objects.within(cast.clinic.id).get().visit_id == booked
    assert here.stops is None
    assert there.stops is not None
    assert "only at the visit of 3 Mar 2027" in panel


def test_what_the_clinician_wrote_is_read_at_the_visit(cast: Cast, booked: UUID, as_: ClientOf) -> None:
    with clock.at(NINE):
        as_("wei").post(place(cast), said(as_("wei"), place(cast), holds="until", until="2027-03-04"))
    with clock.at(NINE + timedelta(days=1)):
        page = as_("ren").get(f"/visits/{booked}/needles").text

    assert "Signed by Wei until 4 Mar 2027: INR 2.4, shallow only" in page


def test_a_day_is_asked_for_when_no_visit_was_chosen(cast: Cast, booked: UUID, as_: ClientOf) -> None:
    with clock.at(NINE):
        answer = as_("wei").post(place(cast), {**SAID, "holds": "until", "until": ""})

    assert answer.status_code == 400
    assert "Choose a day." in answer.text
    assert "INR 2.4, shallow only" in answer.text


def test_somebody_elses_visit_is_no_choice(cast: Cast, booked: UUID, as_: ClientOf) -> None:
    with clock.at(NINE):
        assert as_("wei").post(place(cast), {**SAID, "holds": str(uuid4())}).status_code == 400


def test_a_visit_that_is_over_is_not_signed_for(cast: Cast, booked: UUID) -> None:
    Visit.objects.within(cast.clinic.id).filter(id=booked).update(state=VisitState.NO_SHOW)
    with clock.at(NINE):
        refused = sign_off(by=cast.wei, person_id=cast.marta_id, modality="needling", reason="x", visit_id=booked)

    assert "That visit is over." in str(getattr(refused, "words", ""))


def test_a_refusal_keeps_what_was_typed(cast: Cast, booked: UUID, as_: ClientOf) -> None:
    with clock.at(NINE):
        answer = as_("wei").post(place(cast), said(as_("wei"), place(cast), holds="until", until="2027-03-01"))

    assert answer.status_code == 422
    assert "That day is over." in answer.text
    assert "INR 2.4, shallow only" in answer.text


def test_without_the_right_there_is_no_form_but_names(cast: Cast, booked: UUID, as_: ClientOf) -> None:
    with clock.at(NINE):
        page = as_("dana").get(place(cast)).text

    assert "It can be lifted by Ren, Wei." in page
    assert "<textarea" not in page


def test_an_emergency_has_no_form(cast: Cast, as_: ClientOf) -> None:
    work_with_drafts(cast)
    with clock.at(NINE):
        screened(cast, saddle_numbness=Answer.YES)
        page = as_("wei").get(place(cast)).text

    assert "An emergency sign is up." in page
    assert "<textarea" not in page


def test_where_nothing_blocks_that_is_said(cast: Cast, as_: ClientOf) -> None:
    work_with_drafts(cast)
    with clock.at(NINE):
        screened(cast)
        page = as_("wei").get(place(cast)).text

    assert "Nothing blocks Needling now." in " ".join(page.split())
    assert "<textarea" not in page


def test_the_panel_of_all_modalities_asks_little(cast: Cast, booked: UUID) -> None:
    with clock.at(NINE), audit.request("r", "panel"), CaptureQueriesContext(connection) as asked:
        reads.latest(cast.wei, cast.marta_id)

    assert sum(one["sql"].startswith("SELECT") for one in asked.captured_queries) <= 12


def test_a_block_lifted_for_one_visit_reads_as_lifted_by_whom_why_and_for_when(
    cast: Cast, booked: UUID, as_: ClientOf
) -> None:
    with clock.at(NINE):
        screened(cast, unstable_epilepsy=Answer.YES)
        before = as_("wei").get(f"/people/{cast.marta_id}/screening").text
        as_("wei").post(place(cast), said(as_("wei"), place(cast), holds=str(booked)))
        panel = " ".join(as_("wei").get(f"/people/{cast.marta_id}/screening").text.split())
        safety = " ".join(as_("wei").get(f"/people/{cast.marta_id}").text.split())

    assert "Lift the block" in before
    needling = panel.partition("<strong>Needling</strong>")[2].partition("</li>")[0]
    assert "lifted for one visit" in needling
    assert "Lifted by Wei, only at the visit of 3 Mar 2027" in needling
    assert SAID["reason"] in needling
    assert "Lift the block" not in needling
    assert "Needling: lifted for the visit of 3 Mar 2027 by Wei: INR 2.4, shallow only" in safety
    assert panel.count("Unstable epilepsy: no needles.") == 1
    assert panel.count("The same as for Needling.") == 2


def test_a_block_lifted_until_a_day_is_over_after_it(cast: Cast, booked: UUID, as_: ClientOf) -> None:
    with clock.at(NINE):
        screened(cast, unstable_epilepsy=Answer.YES)
        as_("wei").post(place(cast), said(as_("wei"), place(cast), holds="until", until="2027-03-04"))
    pages = []
    for days in (2, 3):
        with clock.at(NINE + timedelta(days=days)):
            pages.append(as_("wei").get(f"/people/{cast.marta_id}").text)

    held, over = pages
    assert "Needling: lifted until 4 Mar 2027 by Wei" in held
    assert "Needles blocked" not in held
    assert "lifted until" not in over
    assert "Unstable epilepsy: no needles." in over
