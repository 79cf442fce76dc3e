"""The day of a clinic on paper."""

import io
from datetime import date, datetime

from pypdf import PdfReader

from weft.core.shared.words import Words
from weft.draw.day_sheet_data import DayPart, DaySheet, DayTask, DayTrip
from weft.draw.sheet_day import day_data, day_sheet

TRIP = DayTrip(
    name="Marta Kowalska", born=date(1980, 5, 1), phone="555 0101", emergency="Jan, 555 0102",
    parts=(
        DayPart("9:00-9:30", Words("needles"), "Ren", "Bed 1"), DayPart("9:30-10:00", Words("movement"), "Dana", ""),
    ),
    flags=(Words("Takes a blood thinner"),), phase=Words("Settle"), plan=(Words("Calm the pain"), Words("Posture")),
    note="comes with her daughter",
)  # fmt: skip
BARE = DayTrip("Harold Lindqvist", None, "", "", (DayPart("11:00-11:30", Words("movement"), "Dana", "Room 1"),))


def sheet(*trips: DayTrip, tasks: tuple[DayTask, ...] = ()) -> DaySheet:
    call = (Words("In an emergency: {number}.", number="911"),)
    made = datetime(2027, 3, 2, 7, 0)  # noqa: DTZ001  a wall time
    return DaySheet("Two Rivers", date(2027, 3, 2), made, call, trips, tasks)


def pages(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def test_everything_that_is_needed_stands_on_it() -> None:
    due = datetime(2027, 3, 2, 12, 0)  # noqa: DTZ001  a wall time
    tasks = (DayTask(Words("Call back."), "Anna", due), DayTask(Words("Print it."), "", due))

    (page,) = pages(day_sheet(sheet(TRIP, BARE, tasks=tasks)))

    for words in (
        "Two Rivers", "2 Mar 2027", "as of 2 Mar 2027, 07:00", "In an emergency: 911.", "Marta Kowalska",
        "born 1 May 1980", "555 0101", "In an emergency ring: Jan, 555 0102", "9:00-9:30", "Ren, Bed 1",
        "Heed: Takes a blood thinner", "Settle: Calm the pain; Posture", "comes with her daughter", "11:00-11:30",
        "Dana, Room 1", "Needs a person", "Anna: Call back.", "12:00: Print it.", "Destroy it when the day is over.",
    ):  # fmt: skip
        assert words in page


def test_a_day_with_nobody_says_so() -> None:
    (page,) = pages(day_sheet(sheet()))

    assert "Nobody is booked that day." in page
    assert "Needs a person" not in page


def test_forty_trips_are_torn_nowhere() -> None:
    assert len(pages(day_sheet(sheet(*[TRIP] * 40)))) > 1


def test_all_words_of_ours_pass_through_say() -> None:
    said = day_data(sheet(TRIP), lambda message: f"~{message}")

    assert said["say"]["title"] == "~Day sheet"  # type: ignore[index]  # a dictionary of labels
    assert said["trips"][0]["flags"] == ["~Takes a blood thinner"]  # type: ignore[index]  # a list of trips
