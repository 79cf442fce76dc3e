"""The day sheet is saved at seven: once, whole, for its owner only, and gone after a week."""

import io
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils.translation import get_language
from pypdf import PdfReader
from pytest_django.fixtures import Settings
from tests.jobs.conftest import NOW
from tests.jobs.test_calendar_mail import booked
from tests.people import Cast

from weft.jobs import day_sheets
from weft.jobs.day_sheets import save_day_sheet
from weft.jobs.timers import WITHOUT_MAIL
from weft.records import clock
from weft.records.models import AuditRead, Clinic, Task

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def saved(cast: Cast, at: datetime) -> int:
    with clock.at(at):
        found = save_day_sheet(by=cast.system)
    assert isinstance(found, int)
    return found


def files(settings: Settings) -> list[Path]:
    return sorted((Path(settings.WEFT_DATA) / "day-sheets").glob("*"))


def test_it_is_saved_from_seven_on_once_a_day(cast: Cast, settings: Settings) -> None:
    seven = datetime(2027, 3, 2, 12, 0, tzinfo=UTC)  # in Toronto

    counts = [saved(cast, seven + timedelta(seconds=each)) for each in (-1, 0, 1, 3600)]

    assert counts == [0, 1, 0, 0]
    assert [each.name for each in files(settings)] == [f"2027-03-02-two-rivers-{cast.clinic.id.hex[:8]}.pdf"]
    assert ("day sheets saved", save_day_sheet) in WITHOUT_MAIL


@pytest.mark.parametrize(
    ("day", "seven"),
    [((2027, 3, 14), 11), ((2027, 11, 7), 12)],  # Toronto's clocks change at two in these nights
)
def test_seven_is_seven_on_days_when_clocks_change(cast: Cast, day: tuple[int, int, int], seven: int) -> None:
    at = datetime(*day, seven, 0, tzinfo=UTC)

    assert saved(cast, at - timedelta(seconds=1)) == 0
    assert saved(cast, at) == 1


def test_a_server_that_was_off_at_seven_saves_it_later(cast: Cast) -> None:
    assert saved(cast, datetime(2027, 3, 2, 20, 0, tzinfo=UTC)) == 1


def test_it_holds_the_day_whole_and_only_its_owner_can_read_it(agreed: Cast, settings: Settings) -> None:
    with clock.at(NOW):
        booked(agreed, NOW + DAY)
    saved(agreed, NOW + DAY)

    (file,) = files(settings)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(file.read_bytes())).pages)
    assert "Marta Kowalska" in text
    assert "555 0101" in text
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert AuditRead.objects.get(path="", actor=agreed.system.actor).people == [agreed.marta_id.hex]


def test_it_speaks_the_language_of_the_clinic(cast: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    Clinic.objects.filter(id=cast.clinic.id).update(language="de")
    seen: list[str | None] = []

    def heard(text: str) -> str:
        seen.append(get_language())
        return text

    monkeypatch.setattr(day_sheets, "gettext", heard)

    saved(cast, NOW)

    (file,) = files(settings)
    assert PdfReader(file).trailer["/Root"]["/Lang"] == "de"  # type: ignore[index]  # a dictionary
    assert set(seen) == {"de"}


def test_each_clinic_has_its_own(cast: Cast, settings: Settings) -> None:
    from weft.records.access import system_of

    saved(cast, NOW)
    with clock.at(NOW):
        save_day_sheet(by=system_of(cast.other_clinic.id))

    assert [each.name[11:-13] for each in files(settings)] == ["elsewhere", "two-rivers"]


def test_after_a_week_it_is_deleted_and_nothing_else_is(cast: Cast, settings: Settings) -> None:
    saved(cast, NOW)
    for name in ("notes.txt", "2027-99-99-x.pdf", ".2027-03-02-1.part"):  # the last: a server died over it
        (files(settings)[0].parent / name).write_text("ours")
    saved(cast, NOW + 7 * DAY)
    kept = [each.name[:10] for each in files(settings)]
    saved(cast, NOW + 8 * DAY)

    assert kept == [".2027-03-0", "2027-03-02", "2027-03-09", "2027-99-99", "notes.txt"]
    assert [each.name[:10] for each in files(settings)] == ["2027-03-09", "2027-03-10", "2027-99-99", "notes.txt"]


def test_two_workers_at_once_leave_one_whole_file(
    cast: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = day_sheets._write
    inner: list[int] = []

    def rival_first(place: Path, pages: bytes) -> None:
        monkeypatch.setattr(day_sheets, "_write", real)
        inner.append(saved(cast, NOW))  # the other worker, between our look and our write
        real(place, pages)

    monkeypatch.setattr(day_sheets, "_write", rival_first)
    assert (saved(cast, NOW), inner) == (1, [1])

    (file,) = files(settings)
    assert file.read_bytes().startswith(b"%PDF")


def test_a_folder_that_cannot_be_written_leaves_one_task_a_day(
    cast: Cast, settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings.WEFT_DATA = tmp_path / "gone" / "away"

    counts = [saved(cast, NOW + each) for each in (0 * DAY, timedelta(minutes=1))]
    tasks = Task.objects.within(cast.clinic.id).filter(kind="day_sheet")
    tasks.update(done_at=NOW)
    counts += [saved(cast, NOW + each) for each in (timedelta(hours=1), DAY)]

    assert counts == [0, 0, 0, 0]
    assert tasks.count() == 2
    assert not AuditRead.objects.exists()  # of a day that cannot be saved nobody is looked at
    assert "the day sheet was not saved: FileNotFoundError" in caplog.text
    assert "gone" not in caplog.text
