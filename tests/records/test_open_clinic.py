"""A real clinic begins on an empty database, with one file and one password."""

from io import StringIO
from pathlib import Path

import pytest
from django.test import Client

from weft.cli.main import main
from weft.records.access import Job, clinic_at, member_for
from weft.records.models import AuditChange, Membership, Resource, User, WorkingHours

pytestmark = pytest.mark.django_db
EXAMPLE = Path(__file__).parents[2] / "docs/running/clinic.toml"
AIKO = "aiko@clinic.example"
PASS = ["clinic", "password", "--clinic", "clinic.example"]
PASSWORD = "a bridge over two rivers"


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO(PASSWORD + "\n"))


def test_one_file_makes_the_clinic_with_its_places_and_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clinic", "open", str(EXAMPLE)]) == 0

    clinic = clinic_at("clinic.example")
    assert clinic is not None
    assert clinic.emergency_number == "911"
    aiko = User.objects.get(login=AIKO)
    member = member_for(aiko.id, clinic.id)
    assert member is not None
    assert {Job.NEEDLES, Job.RECORD, Job.CONTENT} <= member.jobs
    assert Job.MOVEMENT not in member.jobs
    assert WorkingHours.objects.within(clinic.id).filter(membership__user=aiko).count() == 8
    assert not aiko.has_usable_password()
    assert AuditChange.objects.filter(actor="system").exists()
    assert "weft clinic password aiko@clinic.example" in capsys.readouterr().out


def test_run_again_it_adds_what_is_new_and_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["clinic", "open", str(EXAMPLE)])
    more = tmp_path / "more.toml"
    text = EXAMPLE.read_text(encoding="utf-8").replace('"Bed 2"]', '"Bed 2", "Bed 3"]')
    more.write_text(text.replace("Wei", "Another").replace('phone = "+1 416 555 0142"', 'phone = "+1 416 555 0199"'))

    assert main(["clinic", "open", str(more)]) == 0

    clinic = clinic_at("clinic.example")
    assert clinic is not None
    assert clinic.phone == "+1 416 555 0142"
    assert Resource.objects.within(clinic.id).filter(name="Bed 3", position=5).exists()
    assert Membership.objects.within(clinic.id).count() == 3
    assert "Places made now: Bed 3." in capsys.readouterr().out


def test_a_host_of_another_clinic_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    main(["clinic", "open", str(EXAMPLE)])
    other, both = tmp_path / "other.toml", tmp_path / "both.toml"
    other.write_text(text.replace('["clinic.example"]', '["other.example"]'))
    both.write_text(text.replace('["clinic.example"]', '["clinic.example", "other.example"]'))
    assert main(["clinic", "open", str(other)]) == 0
    capsys.readouterr()

    assert main(["clinic", "open", str(both)]) == 2

    assert capsys.readouterr().err == f"weft: {both}: hosts: Another clinic is at one of these hosts already.\n"


@pytest.mark.usefixtures("typed")
def test_with_a_password_the_lead_signs_in(capsys: pytest.CaptureFixture[str]) -> None:
    main(["clinic", "open", str(EXAMPLE)])

    assert main([*PASS, "Aiko@clinic.example"]) == 0

    assert PASSWORD not in capsys.readouterr().out
    browser = Client(headers={"host": "clinic.example"})
    answer = browser.post("/sign-in", {"username": AIKO, "password": PASSWORD})
    assert (answer.status_code, browser.get("/settings/knowledge").status_code) == (303, 200)


def test_a_line_that_ends_as_on_windows_is_the_same_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO(PASSWORD + "\r\n", newline=""))
    main(["clinic", "open", str(EXAMPLE)])

    assert main([*PASS, AIKO]) == 0

    assert User.objects.get(login=AIKO).check_password(PASSWORD)


def test_an_address_with_a_space_around_it_is_the_same_person(tmp_path: Path) -> None:
    main(["clinic", "open", str(EXAMPLE)])
    spaced = tmp_path / "spaced.toml"
    spaced.write_text(EXAMPLE.read_text(encoding="utf-8").replace(f'"{AIKO}"', f'" {AIKO} "'), encoding="utf-8")

    assert main(["clinic", "open", str(spaced)]) == 0

    clinic = clinic_at("clinic.example")
    assert clinic is not None
    assert Membership.objects.within(clinic.id).count() == 3


@pytest.mark.usefixtures("typed")
def test_nobody_gets_a_password_who_does_not_work_here(capsys: pytest.CaptureFixture[str]) -> None:
    main(["clinic", "open", str(EXAMPLE)])

    assert main([*PASS, "mallory@clinic.example"]) == 2

    assert capsys.readouterr().err == "weft: password: nobody who signs in as mallory@clinic.example works here\n"


def test_an_easy_password_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("password1234\n"))
    main(["clinic", "open", str(EXAMPLE)])

    assert main([*PASS, AIKO]) == 2

    assert "too common" in capsys.readouterr().err
    assert not User.objects.get(login=AIKO).has_usable_password()
