"""Incidents as pages: five taps, whom to ring first, the words, and what the lead makes of it."""

import pytest
from tests.people import Cast
from tests.records.test_guards import a_visit
from tests.web.conftest import ClientOf

from weft.records.models import AdverseEvent, Incident

pytestmark = pytest.mark.django_db
TYPED = {
    "kind": "fall", "reached": "yes", "grade": "2", "when": "now", "relation": "unlikely", "story": "Slipped.",
    "done": "Sat down.",
}  # fmt: skip


def filed(cast: Cast, as_: ClientOf, name: str = "wei", **other: str) -> str:
    answer = as_(name).post(f"/people/{cast.marta_id}/incident", TYPED | other)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def test_the_form_has_five_taps_and_whom_to_ring_before_the_words(cast: Cast, as_: ClientOf) -> None:
    page = as_("wei").get(f"/people/{cast.marta_id}/incident").text

    for tap in ("kind", "reached", "grade", "when", "relation"):
        assert f'name="{tap}"' in page
    assert page.index("Ring first, write afterwards") < page.index('name="story"')
    assert 'href="tel:911"' in page
    assert "Elena" in page
    assert page.count("data-grave") == 4
    assert "Kowalska" in page


def test_it_is_filed_and_says_who_is_told(cast: Cast, as_: ClientOf) -> None:
    page = as_("wei").get(filed(cast, as_)).text

    assert "Filed." in page
    assert "The clinical lead is told." in page
    assert "Slipped." in page
    assert "Ring first" not in page


def test_a_grave_one_says_whom_to_ring_after_filing_too(cast: Cast, as_: ClientOf) -> None:
    page = as_("wei").get(filed(cast, as_, kind="lung")).text

    assert "Ring first, write afterwards" in page
    assert "The clinical lead is told the same day" in page


def test_of_a_visit(cast: Cast, as_: ClientOf) -> None:
    visit = a_visit(cast)

    assert as_("dana").get(f"/visits/{visit.id}/incident").status_code == 200
    assert as_("dana").post(f"/visits/{visit.id}/incident", TYPED).status_code == 303
    assert Incident.objects.within(cast.clinic.id).get().visit_id == visit.id


def test_of_nobody_on_the_list(cast: Cast, as_: ClientOf) -> None:
    page = as_("noor").get("/incidents/new").text
    answer = as_("noor").post("/incidents/new", TYPED | {"reached": "no", "grade": ""})

    assert "Write no patient" in page
    assert "near miss" in as_("noor").get(answer.headers["Location"]).text
    assert not AdverseEvent.objects.within(cast.clinic.id).exists()


@pytest.mark.parametrize(
    ("other", "words", "status"),
    [
        ({"kind": ""}, "Choose one.", 400),
        ({"reached": ""}, "Choose one.", 400),
        ({"grade": ""}, "Say how bad it was.", 400),
        ({"grade": "9"}, "Choose one.", 400),
        ({"when": "earlier"}, "Say on which day and at what time.", 400),
        ({"when": "earlier", "at": "yesterday"}, "Write day and time as", 400),
        ({"when": "earlier", "at": "2099-01-01T10:00"}, "still to come", 422),
        ({"story": ""}, "Write in a few words what happened.", 400),
        ({"relation": "nonsense"}, "Choose one.", 400),
    ],
)
def test_what_is_wrong_is_said_and_what_was_told_stays(
    cast: Cast, as_: ClientOf, other: dict[str, str], words: str, status: int
) -> None:
    answer = as_("wei").post(f"/people/{cast.marta_id}/incident", TYPED | other)

    assert answer.status_code == status
    assert words in answer.text
    assert "Sat down." in answer.text
    assert not Incident.objects.within(cast.clinic.id).exists()


def test_earlier_is_taken_with_its_time_on_the_clinics_clock(cast: Cast, as_: ClientOf) -> None:
    page = as_("wei").get(filed(cast, as_, when="earlier", at="2026-01-15T14:30")).text

    assert "15 Jan 2026, 14:30" in page


def test_something_else_is_chosen_from_the_list(cast: Cast, as_: ClientOf) -> None:
    filed(cast, as_, kind="other", code="skin.contact")

    assert Incident.objects.within(cast.clinic.id).get().code == "skin.contact"


def test_the_lead_lists_and_looks(cast: Cast, as_: ClientOf) -> None:
    where = filed(cast, as_)
    elena = as_("elena")

    listed = elena.get("/incidents").text
    wrong, right = elena.post(f"{where}/look", {"outcome": ""}), elena.post(f"{where}/look", {"outcome": "A mat."})

    assert where in listed
    assert "Kowalska" in listed
    assert (wrong.status_code, right.status_code) == (400, 303)
    assert "A mat." in as_("wei").get(where).text
    assert "Nothing is open." in elena.get("/incidents").text


def test_an_event_told_at_signing_is_looked_at_from_the_list(cast: Cast, as_: ClientOf) -> None:
    visit = a_visit(cast)
    event = AdverseEvent.objects.create(
        clinic=cast.clinic, person_id=cast.marta_id, visit=visit, kind="organ.lung", severity="mild", story="Coughs.",
        by_id=cast.wei.author_id, at=visit.starts,
    )  # fmt: skip
    elena = as_("elena")

    assert f"/events/{event.id}/look" in elena.get(f"/people/{cast.marta_id}/incidents").text
    assert f"/events/{event.id}/look" not in as_("wei").get(f"/people/{cast.marta_id}/incidents").text
    wrong = elena.post(f"/events/{event.id}/look", {"outcome": " "})
    assert (wrong.status_code, "Write what came of it" in wrong.text) == (400, True)
    assert elena.post(f"/events/{event.id}/look", {"outcome": "Rang her."}).status_code == 303
    assert "Rang her." in elena.get("/incidents").text


def test_the_inbox_leads_the_lead_there(cast: Cast, as_: ClientOf) -> None:
    filed(cast, as_)

    assert f"/people/{cast.marta_id}/incidents" in as_("elena").get("/inbox").text


def test_an_empty_list_says_so(cast: Cast, as_: ClientOf) -> None:
    assert "Nothing is open." in as_("elena").get("/incidents").text


@pytest.mark.parametrize("name", ["otto", "marta", "harold", "visitor"])
def test_nobody_from_elsewhere_reads_or_files(cast: Cast, as_: ClientOf, name: str) -> None:
    where, other = filed(cast, as_), as_(name)

    answers = [
        other.get(f"/people/{cast.marta_id}/incident"),
        other.post(f"/people/{cast.marta_id}/incident", TYPED),
        other.get(f"/people/{cast.marta_id}/incidents"),
        other.get(where),
        other.post(f"{where}/look", {"outcome": "x"}),
    ]

    assert all(each.status_code in {303, 403, 404} for each in answers)
    assert not any(b"Kowalska" in each.content for each in answers)


def test_without_the_right_the_list_says_who_can_grant_it(cast: Cast, as_: ClientOf) -> None:
    refused = as_("wei").get("/incidents")

    assert refused.status_code == 403
    assert "Elena" in refused.text
