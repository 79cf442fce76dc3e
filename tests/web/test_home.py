"""The public home."""

from tests.web.conftest import ClientOf

from weft.records.models import Clinic


def test_it_bears_the_clinics_own_name_phone_and_hours(as_: ClientOf, clinic: Clinic) -> None:
    clinic.opening_hours = "Mon to Fri, 8 to 18"
    clinic.save()

    home = as_("visitor").get("/").text

    assert clinic.name in home
    assert clinic.phone in home
    assert "Mon to Fri, 8 to 18" in home


def test_it_says_what_to_do_in_danger_with_the_number_of_the_place(as_: ClientOf, clinic: Clinic) -> None:
    clinic.emergency_number = "112"
    clinic.save()

    assert "call 112 now" in as_("visitor").get("/").text


def test_it_offers_the_free_talk_and_the_call_back(as_: ClientOf) -> None:
    home = as_("visitor").get("/").text

    assert "Book a free talk" in home
    assert "Call me back" in home


def test_it_promises_nothing(as_: ClientOf) -> None:
    home = as_("visitor").get("/").text.lower()

    assert not any(
        word in home for word in ("highly effective", "lasting relief", "root cause", "painless", "guarantee")
    )


def test_who_is_signed_in_is_not_asked_to_sign_in(as_: ClientOf) -> None:
    assert "Already with us?" in as_("visitor").get("/").text
    assert "Already with us?" not in as_("marta").get("/").text


def test_it_is_read_only(as_: ClientOf) -> None:
    assert as_("visitor").post("/").status_code == 405
