"""The day on paper: what each may see stands there, and nothing else."""

import io
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from pypdf import PdfReader
from tests.care import drafted, got, screened
from tests.people import TUESDAY_NINE, Cast
from tests.web.conftest import ClientOf

from weft.core.shared.care import MOVEMENT, NEEDLES, Action, Answer
from weft.core.shared.words import Words
from weft.records import clock
from weft.records.access import Job, Member
from weft.records.actions.course_cancel import cancel_visit
from weft.records.actions.schedule import book_pair, book_visit
from weft.records.actions.undo import split
from weft.records.models import AuditRead, Person, Visit
from weft.records.reads.day_sheet import day_sheet
from weft.records.screenings import RED_ANSWER
from weft.records.tasks import raise_task
from weft.records.wanted import VisitWanted


def hands(member: Member) -> UUID:
    assert member.membership_id
    return member.membership_id


@pytest.fixture(autouse=True)
def _early() -> Iterator[None]:
    with clock.at(TUESDAY_NINE - timedelta(hours=2)):
        yield


@pytest.fixture
def day(cast: Cast) -> Cast:
    """Marta's pair at 9:00, with a plan and a blood thinner; Harold at 11:00; a visit that is off."""
    drafted(cast)
    screened(cast, blood_thinner=Answer.YES)
    rows = Person.objects.within(cast.clinic.id)
    rows.filter(id=cast.marta_id).update(phone="555 0101", emergency_contact="Jan, 555 0102", birth_date="1980-05-01")
    hour = timedelta(hours=1)
    needles = VisitWanted(NEEDLES, hands(cast.ren), TUESDAY_NINE, 30, cast.beds[0].id)
    movement = VisitWanted(MOVEMENT, hands(cast.dana), TUESDAY_NINE + hour / 2, 30, cast.rooms[0].id)
    got(book_pair(cast.marta_id, needles, movement, by=cast.noor))
    for later in (2, 4):
        wanted = VisitWanted(MOVEMENT, hands(cast.dana), TUESDAY_NINE + later * hour, 30, cast.rooms[0].id)
        off = got(book_visit(cast.harold_id, wanted, by=cast.noor))
    got(cancel_visit(visit_id=off.visits[0], reason="ill", by=cast.noor))
    says = {"says": Words("Numb saddle: ring now."), "due": clock.now(), "urgent": Action.EMERGENCY}
    raise_task(RED_ANSWER, by=cast.system, job=Job.RECORD, person_id=cast.harold_id, **says)  # type: ignore[arg-type]
    return cast


def test_a_clinician_has_everything(day: Cast, as_: ClientOf) -> None:
    page = as_("ren").get("/today/sheet").text

    at = [page.index(each) for each in ("Marta Kowalska", "9:00-9:30", "9:30-10:00", "Harold Lindqvist", "11:00-11:30")]
    assert at == sorted(at)
    assert "13:00" not in page
    for said in (
        "555 0101",
        "Jan, 555 0102",
        "1 May 1980",
        "Bed 1",
        "Ren",
        "In an emergency: 911.",
        "Settle:",
        "ring now",
    ):
        assert said in page
    assert day_sheet(day.ren).trips[0].flags


def test_halves_that_are_apart_are_two_comings_each_with_its_note(day: Cast) -> None:
    rows = Visit.objects.within(day.clinic.id).filter(person_id=day.marta_id).order_by("starts")
    for row, note in zip(rows, ("ring the bell", "bring shoes"), strict=True):
        Visit.objects.within(day.clinic.id).filter(id=row.id).update(note=note)
    together = day_sheet(day.ren).trips
    pair, second = rows[1].pair_id, rows[1].id
    assert pair
    later = TUESDAY_NINE + timedelta(hours=5)
    got(split(pair_id=pair, visit_id=second, to=later, reason="the bus", by=day.noor))

    apart = day_sheet(day.ren).trips

    assert [trip.note for trip in together] == ["ring the bell; bring shoes", ""]
    assert [(trip.note, len(trip.parts)) for trip in apart] == [("ring the bell", 1), ("", 1), ("bring shoes", 1)]
    assert [part.time for trip in apart for part in trip.parts] == ["9:00-9:30", "11:00-11:30", "14:00-14:30"]


def test_the_desk_has_phones_and_no_clinical_text(day: Cast, as_: ClientOf) -> None:
    page, seen = as_("noor").get("/today/sheet").text, day_sheet(day.noor)

    assert "555 0101" in page
    assert "An answer needs a clinician" in page
    assert not [said for said in ("Settle:", "ring now", "Numb") if said in page]
    assert not [trip for trip in seen.trips if trip.flags or trip.plan or trip.phase]


def test_a_clinician_who_has_no_part_in_the_care_sees_what_warns_and_no_plan(day: Cast) -> None:
    Person.objects.within(day.clinic.id).filter(id=day.marta_id).update(
        needles_by=day.ren.membership_id, movement_by=day.dana.membership_id
    )
    marta = day_sheet(day.wei).trips[0]

    assert marta.flags
    assert (marta.plan, marta.phase) == ((), None)


def test_the_pdf_says_the_same(day: Cast, as_: ClientOf) -> None:
    answer = as_("noor").get("/today/sheet.pdf?day=2027-03-02")

    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "Marta Kowalska" in text
    assert "Settle" not in text


def test_another_day_and_odd_days(day: Cast, as_: ClientOf) -> None:
    noor = as_("noor")

    assert "Nobody is booked that day." in noor.get("/today/sheet?day=2027-03-03").text
    assert "Marta Kowalska" in noor.get("/today/sheet?day=2027-02-30").text
    assert "Marta Kowalska" in noor.get("/today/sheet?day=9999-01-01").text


def test_nobody_elses_day_is_on_it(day: Cast, as_: ClientOf) -> None:
    assert "Marta" not in as_("otto").get("/today/sheet").text
    assert [as_("marta").get(f"/today/sheet{end}").status_code for end in ("", ".pdf")] == [403, 403]
    assert as_("noor").post("/today/sheet").status_code == 405


def test_reading_it_is_written_down(day: Cast, as_: ClientOf) -> None:
    as_("noor").get("/today/sheet")

    row = AuditRead.objects.order_by("-at", "-id")[0]
    assert (row.path, row.purpose) == ("today/sheet", "diary")
    assert set(row.people) == {day.marta_id.hex, day.harold_id.hex}
