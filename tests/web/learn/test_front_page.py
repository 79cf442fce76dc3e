"""The clinic's own face: people, prices, colour and logo, and the form where they are kept."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from tests import people
from tests.web.conftest import ClientOf

from weft.records.models import AuditChange, Clinic, ClinicLogo, Membership, Registration
from weft.records.reads.front_page import front_settings

FORM = "/setup"
PRICES = {"price_first_look": "140", "price_needles": "", "price_movement": "95.5", "price_pair": "160"}


def given(cast: people.Cast, **more: str) -> dict[str, str]:
    """The form as Elena fills it in."""
    wei = cast.wei.membership_id
    return {
        "tagline": "Needles and movement", "colour": "#1d4f6e", "currency": "CAD", **PRICES,
        f"languages_{wei}": "English, Mandarin", f"since_{wei}": "2009", **more,
    }  # fmt: skip


def picture(width: int = 300, height: int = 120, kind: str = "PNG") -> SimpleUploadedFile:
    kept = io.BytesIO()
    Image.new("RGB", (width, height), "#1d4f6e").save(kept, kind)
    return SimpleUploadedFile(f"logo.{kind.lower()}", kept.getvalue())


def test_what_is_missing_is_said_and_never_made_up(as_: ClientOf) -> None:
    said = as_("visitor").get("/people-and-prices").text

    assert said.count("Not written here yet. Ask us.") >= 4
    assert "Not written here yet." in said
    assert "prices of visits are not written here yet" in as_("visitor").get("/").text


def test_what_the_clinic_says_is_shown_at_once(as_: ClientOf, cast: people.Cast) -> None:
    answer = as_("elena").post(FORM, given(cast))

    assert (answer.status_code, answer.headers["Location"]) == (303, FORM)
    said = as_("visitor").get("/people-and-prices").text
    assert "CAD 95.50" in said
    assert "CAD 160.00" in said
    assert said.count("Ask us.</td>") == 1
    assert "English, Mandarin" in said
    assert "17 years" in said or "16 years" in said
    home = as_("visitor").get("/").text
    assert "Needles and movement" in home
    assert "CAD 160.00" in home


def test_people_are_shown_with_registrations_in_force(as_: ClientOf, cast: people.Cast) -> None:
    facts = {"clinic": cast.clinic, "membership_id": cast.wei.membership_id, "profession": "Acupuncturist"}
    Registration.objects.create(body="College of needles", number="A-77", **facts)
    Registration.objects.create(body="Old college", number="A-1", expires=date(2020, 1, 1), **facts)

    said = as_("visitor").get("/people-and-prices").text

    assert "College of needles, A-77" in said
    assert "Old college" not in said
    assert "Wei" in said
    assert "Noor" not in said, "she treats nobody"
    assert "Otto" not in said


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("colour", "#ffd700", "White letters cannot be read on it"),
        ("colour", "red; }", "Write the colour as"),
        ("price_pair", "$160", "Write an amount such as"),
        ("currency", "cad", "three letters of the currency"),
        ("currency", "", "without it no price is shown"),
        ("tagline", "x" * 201, "at most 200"),
    ],
)
def test_what_cannot_be_shown_comes_back_with_all_that_was_typed(
    as_: ClientOf, cast: people.Cast, field: str, value: str, says: str
) -> None:
    answer = as_("elena").post(FORM, given(cast, **{field: value}))

    assert answer.status_code in {400, 422}
    assert says in answer.text
    assert "English, Mandarin" in answer.text
    assert Clinic.objects.get(id=cast.clinic.id).prices == {}


@pytest.mark.parametrize("year", ["1939", "2099", "soon"])
def test_a_year_that_cannot_be_is_refused(as_: ClientOf, cast: people.Cast, year: str) -> None:
    answer = as_("elena").post(FORM, given(cast, **{f"since_{cast.wei.membership_id}": year}))

    assert answer.status_code in {400, 422}
    assert not Membership.objects.within(cast.clinic.id).filter(works_since__isnull=False).exists()


def test_who_was_slower_sees_both_and_picks(as_: ClientOf, cast: people.Cast) -> None:
    seen = front_settings(cast.elena).version
    as_("elena").post(FORM, given(cast, version=seen))

    late = as_("elena").post(FORM, given(cast, version=seen, tagline="Mine"))
    assert late.status_code == 409
    assert "Mine" in late.text
    assert "Needles and movement" in late.text
    assert Clinic.objects.get(id=cast.clinic.id).tagline == "Needles and movement"

    now = {"version": front_settings(cast.elena).version, "differs": "tagline", "tagline": "Mine"}
    assert as_("elena").post(FORM, given(cast, **now)).status_code == 409, "nothing chosen"
    assert as_("elena").post(FORM, given(cast, **now, keep_tagline="yours")).status_code == 303
    assert Clinic.objects.get(id=cast.clinic.id).tagline == "Mine"


def test_each_change_is_written_down(as_: ClientOf, cast: people.Cast) -> None:
    as_("elena").post(FORM, given(cast))

    assert AuditChange.objects.filter(table="records_clinic", operation="update").exists()


def test_only_who_keeps_the_settings_may(as_: ClientOf, cast: people.Cast) -> None:
    for name in ("wei", "noor", "dana"):
        assert as_(name).get(FORM).status_code == 403
        assert as_(name).post(FORM, given(cast)).status_code == 403
        assert as_(name).post(f"{FORM}/logo", {"picture": picture()}).status_code == 403
    assert as_("marta").get(FORM).status_code == 403


def test_the_colour_is_a_stylesheet_and_one_that_cannot_be_read_falls_back_to_ink(
    as_: ClientOf, clinic: Clinic
) -> None:
    Clinic.objects.filter(id=clinic.id).update(colour="#1d4f6e")
    sheet = as_("visitor").get("/brand.css")
    assert sheet.text == ":root { --clinic: #1d4f6e; --on-clinic: #ffffff; }\n"
    assert sheet.headers["Content-Type"].startswith("text/css")
    assert '/brand.css"' in as_("visitor").get("/").text

    Clinic.objects.filter(id=clinic.id).update(colour="#ffd700")
    assert as_("visitor").get("/brand.css").status_code == 404
    assert "brand.css" not in as_("visitor").get("/").text


def test_a_picture_is_drawn_small_and_shown_to_everybody(as_: ClientOf, clinic: Clinic) -> None:
    answer = as_("elena").post(f"{FORM}/logo", {"picture": picture(3000, 1200, "JPEG")})

    assert answer.status_code == 303
    shown = as_("visitor").get("/logo")
    assert shown.headers["Content-Type"] == "image/png"
    assert len(shown.content) < 30_000
    assert Image.open(io.BytesIO(shown.content)).size == (400, 160)
    assert 'src="/logo"' in as_("visitor").get("/").text
    assert as_("otto").get("/logo").status_code == 404, "another clinic's"


def test_the_initials_stand_where_there_is_no_picture(as_: ClientOf, clinic: Clinic) -> None:
    as_("elena").post(f"{FORM}/logo", {"picture": picture()})
    as_("elena").post(f"{FORM}/logo", {"away": "1"})

    assert as_("visitor").get("/logo").status_code == 404
    assert 'class="tile"' in as_("visitor").get("/").text
    assert ClinicLogo.objects.within(clinic.id).count() == 1, "what stood is kept"
    assert as_("elena").post(f"{FORM}/logo", {"away": "1"}).status_code == 409
    assert as_("elena").post(f"{FORM}/logo", {"picture": picture()}).status_code == 303, (
        "the same picture may come back"
    )


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("logo.png", b"<svg onload=alert(1)>"),
        SimpleUploadedFile("logo.pdf", b"%PDF-1.4\n%%EOF"),
        SimpleUploadedFile("logo.png", b""),
        SimpleUploadedFile("logo.svg", b"<svg/>"),
    ],
    ids=["not a picture", "pdf", "empty", "svg"],
)
def test_anything_but_a_picture_is_refused(as_: ClientOf, clinic: Clinic, file: SimpleUploadedFile) -> None:
    file.seek(0)
    answer = as_("elena").post(f"{FORM}/logo", {"picture": file})

    assert answer.status_code in {400, 422}
    assert Clinic.objects.get(id=clinic.id).logo == ""


def test_a_picture_too_rich_for_so_small_a_place_is_refused(as_: ClientOf, clinic: Clinic) -> None:
    kept = io.BytesIO()
    Image.effect_noise((640, 160), 120).convert("RGB").save(kept, "PNG")

    answer = as_("elena").post(f"{FORM}/logo", {"picture": SimpleUploadedFile("logo.png", kept.getvalue())})

    assert answer.status_code == 422
    assert "too much in it" in answer.text


def test_promises_name_whom_to_write_to(as_: ClientOf, clinic: Clinic) -> None:
    Clinic.objects.filter(id=clinic.id).update(email="hello@clinic.example")
    assert "hello@clinic.example" in as_("visitor").get("/promises").text

    Clinic.objects.filter(id=clinic.id).update(email="", phone="")
    assert "No address is written here yet." in as_("visitor").get("/promises").text


def test_every_public_page_leads_to_the_promises(as_: ClientOf) -> None:
    for address in ("/", "/learn", "/call-me"):
        said = as_("visitor").get(address).text
        assert 'href="/promises"' in said
        assert 'href="/who-receives-your-data"' in said
