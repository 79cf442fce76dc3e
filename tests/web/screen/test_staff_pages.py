"""The staff ask the full set, read the clearance, and sign."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from tests.web.conftest import ClientOf

from weft.core.screen.facts import QuestionSet
from weft.core.screen.order import questions_for
from weft.library.knowledge import knowledge
from weft.records import clock
from weft.records.models import Clinic, Override, Person, Screening

FULL = questions_for(knowledge().screen, QuestionSet.FULL)
ALL_NO = {one.id: "no" for one in FULL if not one.under}
LEAD = "past_illness_or_weak_bones"
UNDER = [one.id for one in FULL if one.under == LEAD]


@pytest.fixture
def place(marta: Person) -> str:
    return f"/people/{marta.id}/screening"


def ask(browser: Client, place: str, **said: str) -> None:
    assert browser.post(place, {**ALL_NO, **said, "key": uuid4().hex}).status_code == 303


def sign(browser: Client, place: str, modality: str, **typed: str) -> tuple[int, str]:
    until = (clock.now() + timedelta(days=7)).date().isoformat()
    shown = browser.get(f"{place}/{modality}").context or {}
    seen = shown["form"]["seen"].value() if "form" in shown else ""
    answer = browser.post(f"{place}/{modality}", {"reason": "INR 2.4, shallow", "until": until, "seen": seen, **typed})
    return answer.status_code, answer.text


def test_the_full_set_is_asked_by_section_with_nothing_chosen(as_: ClientOf, place: str) -> None:
    shown = as_("noor").get(place).text

    assert shown.index("Danger signs") < shown.index("What changes the care")
    assert shown.count("<fieldset") == len(FULL)
    assert " checked>" not in shown


def test_what_stands_under_a_question_waits_folded_beneath_it(as_: ClientOf, place: str) -> None:
    shown = as_("noor").get(place).text

    lead, first = shown.index(f'id="group-id_{LEAD}"'), shown.index(f'id="group-id_{UNDER[0]}"')
    between = shown[lead:first]
    assert "<details>" in between
    assert "If yes or not sure:" in between
    assert "<details open>" not in shown


def test_a_yes_without_what_it_brings_asks_for_it_and_keeps_the_answers(
    as_: ClientOf, place: str, clinic: Clinic
) -> None:
    shown = as_("noor").post(place, {**ALL_NO, LEAD: "yes"})

    assert shown.status_code == 400
    assert "Ask the questions under it too" in shown.text
    assert shown.text.count("<details open>") == 1
    assert shown.text.count(" checked>") == len(ALL_NO)
    assert not Screening.objects.within(clinic.id).exists()


def test_what_was_not_saved_says_so_first_and_shows_no_older_outcome(as_: ClientOf, place: str) -> None:
    ask(as_("dana"), place)

    shown = as_("dana").post(place, {**ALL_NO, LEAD: "yes"}).text

    assert shown.index("<h1>") < shown.index("NOT saved: ask the questions under it now") < shown.index("<h2 id=")
    assert 'tabindex="-1" autofocus' in shown
    assert "nothing stops" not in shown
    assert "Clearance" not in shown


def test_a_yes_with_what_it_brings_is_saved(as_: ClientOf, place: str, clinic: Clinic) -> None:
    ask(as_("noor"), place, **{LEAD: "yes"}, **dict.fromkeys(UNDER, "no"))

    assert Screening.objects.within(clinic.id).get().outcome == "go"


def test_typed_answers_are_saved_and_the_page_comes_back(as_: ClientOf, place: str, clinic: Clinic) -> None:
    ask(as_("noor"), place)

    assert Screening.objects.within(clinic.id).get().outcome == "go"
    assert "Last answers: nothing stops." in as_("noor").get(place).text


def test_the_desk_sees_what_to_read_aloud_and_no_answer_afterwards(as_: ClientOf, place: str) -> None:
    ask(as_("noor"), place, saddle_numbness="yes")

    shown = as_("noor").get(place).text
    assert "Read this aloud" in shown
    assert "911" in shown
    assert "cauda equina" not in shown
    assert "Clearance" not in shown


def test_the_care_team_sees_clearance_answers_and_who_can_lift(as_: ClientOf, place: str) -> None:
    ask(as_("dana"), place, blood_thinner="yes", pacemaker="yes")

    dana, wei = as_("dana").get(place).text, as_("wei").get(place).text
    assert "a clinician signs first" in dana
    assert "Can be signed by Ren, Wei" in dana
    assert f'href="{place}/needling"' not in dana
    assert f'href="{place}/needling"' in wei


def test_nothing_answered_says_so(as_: ClientOf, place: str, clinic: Clinic) -> None:
    shown = as_("noor").post(place, {"key": "k"})

    assert shown.status_code == 400
    assert "Ask at least one question" in shown.text
    assert not Screening.objects.within(clinic.id).exists()


def test_a_wrong_answer_says_so_and_keeps_the_others(as_: ClientOf, place: str) -> None:
    shown = as_("noor").post(place, {"saddle_numbness": "perhaps", "blood_thinner": "yes"})

    assert shown.status_code == 400
    assert "Choose yes, no or not sure" in shown.text
    assert shown.text.count(" checked>") == 1


def test_a_precaution_is_signed_by_its_clinician(as_: ClientOf, place: str) -> None:
    ask(as_("wei"), place, blood_thinner="yes")

    assert "Sign for Needling" in " ".join(as_("wei").get(f"{place}/needling").text.split())
    assert sign(as_("wei"), place, "needling")[0] == 303
    assert "Signed by Wei" in as_("dana").get(place).text


def test_a_block_is_lifted_with_a_reason(as_: ClientOf, place: str, clinic: Clinic) -> None:
    ask(as_("dana"), place, recent_fall="yes")

    assert sign(as_("dana"), place, "exercise", reason="X-ray clear")[0] == 303
    assert Override.objects.within(clinic.id).get().reason == "X-ray clear"


def test_somebody_without_that_modality_is_refused_by_name(as_: ClientOf, place: str) -> None:
    ask(as_("dana"), place, blood_thinner="yes")

    status, text = sign(as_("dana"), place, "needling")

    assert status == 403
    assert "Ren, Wei" in text


def test_an_emergency_is_refused_in_words(as_: ClientOf, place: str) -> None:
    ask(as_("dana"), place, saddle_numbness="yes")

    status, text = sign(as_("dana"), place, "exercise")

    assert status == 409
    assert "Only new answers change this" in text


@pytest.mark.parametrize("wrong", [{"reason": ""}, {"until": "soon"}, {"until": ""}, {"reason": "a\x00b"}])
def test_a_signature_without_reason_or_day_says_so(as_: ClientOf, place: str, wrong: dict[str, str]) -> None:
    ask(as_("wei"), place, blood_thinner="yes")

    assert sign(as_("wei"), place, "needling", **wrong)[0] == 400


def test_the_desk_never_signs(as_: ClientOf, place: str) -> None:
    ask(as_("wei"), place, blood_thinner="yes")

    assert as_("noor").get(f"{place}/needling").status_code == 403
    assert sign(as_("noor"), place, "needling")[0] == 403


def test_people_of_another_clinic_are_not_found(as_: ClientOf, place: str) -> None:
    ask(as_("dana"), place)

    assert as_("otto").get(place).status_code == 404
    assert as_("otto").post(place, ALL_NO).status_code == 404
    assert as_("otto").get(f"{place}/needling").status_code == 404
    assert as_("noor").get(f"/people/{uuid4()}/screening").status_code == 404
    assert as_("dana").get(f"{place}/leeches").status_code == 404


@pytest.mark.parametrize("who", ["marta", "harold"])
def test_patients_have_no_staff_page(as_: ClientOf, place: str, who: str) -> None:
    assert as_(who).get(place).status_code == 403


def test_before_anybody_asked_there_is_nothing_to_sign(as_: ClientOf, place: str) -> None:
    assert as_("wei").get(f"{place}/needling").status_code == 404


def test_wrong_methods_are_refused(as_: ClientOf, place: str) -> None:
    assert as_("dana").delete(place).status_code == 405
    assert as_("dana").delete(f"{place}/needling").status_code == 405


def test_a_clinic_that_accepts_no_danger_signs_says_so(as_: ClientOf, place: str, marta: Person) -> None:
    Clinic.objects.update(work_with_drafts_at=None, work_with_drafts_by=None)

    shown = as_("noor").get(place)

    assert "Nobody can be screened here" in shown.text
