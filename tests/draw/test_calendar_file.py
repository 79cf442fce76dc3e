"""Calendar files: read back by a strict reader of our own (lines, folding, order), then by the library."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from weft.draw.calendar_file import Entry, Sender, feed, folded, sent_file, unfolded

MADE = datetime(2027, 3, 1, 12, tzinfo=UTC)
NINE = datetime(2027, 3, 2, 14, 0, tzinfo=UTC)
ID = UUID("7b1d2c66-43cb-4a0e-9d5f-0d6a5c2b9f11")
CLINIC = Sender(name="Two Rivers", address="desk@clinic.example")
ODD_NAMES = (
    "Zoë O'Hara; Back, Neck & Co.", 'The "Quiet" Room', "back\\slash", "Ærøskøbing 🌿 clinic " * 8, "日本の診療所" * 12,
    "line\r\nATTENDEE:mailto:x@example.org", "a\u2028BEGIN:VEVENT", "nul\x00byte", "tab\there", "עברית \u202e clinic",
    "=?utf-8?q?encoded?=", "END:VCALENDAR",
)  # fmt: skip


def entry(**more: object) -> Entry:
    given = {"id": ID, "starts": NINE, "ends": NINE + timedelta(minutes=45), "summary": "Appointment, Two Rivers"}
    return Entry(**(given | more))  # type: ignore[arg-type]


def strict(data: bytes) -> list[str]:
    """The unfolded lines of a file that keeps to RFC 5545 section 3.1, and whose parts open and close in order."""
    assert data.endswith(b"\r\n")
    physical = data[:-2].split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in physical)
    assert all(line.decode("utf-8").strip() for line in physical)  # no fold cuts a letter in two, no line is empty
    lines = data[:-2].decode("utf-8").replace("\r\n ", "").split("\r\n")
    opened: list[str] = []
    for line in lines:
        name, _, value = line.partition(":")
        assert name.split(";")[0].replace("-", "").isalnum()
        if name == "BEGIN":
            opened.append(value)
        elif name == "END":
            assert opened.pop() == value
    assert opened == []
    return lines


def test_a_visit_is_a_file_with_its_time_in_utc_and_nothing_else_said() -> None:
    lines = strict(sent_file([entry(place="12 Mill Lane", link="https://x.example/me")], CLINIC, MADE))

    assert lines[:5] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Weft//Weft//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]  # fmt: skip  # noqa: E501
    assert {
        "DTSTART:20270302T140000Z", "DTEND:20270302T144500Z", "DTSTAMP:20270301T120000Z", f"UID:{ID}@weft",
        "SEQUENCE:0", "STATUS:CONFIRMED", "SUMMARY:Appointment\\, Two Rivers", "LOCATION:12 Mill Lane",
        "URL:https://x.example/me", "CLASS:PRIVATE", 'ORGANIZER;CN="Two Rivers":mailto:desk@clinic.example',
    } <= set(lines)  # fmt: skip


def test_moved_it_keeps_its_name_and_has_a_higher_number() -> None:
    before, after = (
        entry(),
        entry(starts=NINE + timedelta(days=1), ends=NINE + timedelta(days=1, minutes=45), changes=1),
    )

    (old,), (new,) = (Calendar.from_ical(sent_file([one], CLINIC, MADE)).events for one in (before, after))

    assert old["UID"] == new["UID"]
    assert (old["SEQUENCE"], new["SEQUENCE"]) == (0, 1)


def test_called_off_it_is_taken_out_of_calendars() -> None:
    lines = strict(sent_file([entry(is_off=True, changes=2)], CLINIC, MADE))

    assert {"METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:2", "TRANSP:TRANSPARENT"} <= set(lines)


def test_a_list_of_which_one_is_off_is_published() -> None:
    lines = strict(sent_file([entry(), entry(id=UUID(int=2), is_off=True)], CLINIC, MADE))

    assert "METHOD:PUBLISH" in lines
    assert {"STATUS:CONFIRMED", "STATUS:CANCELLED"} <= set(lines)


def test_a_file_about_nothing_is_not_sent() -> None:
    with pytest.raises(ValueError, match="at least one"):
        sent_file([], CLINIC, MADE)


@pytest.mark.parametrize(
    ("zone", "wall", "expected"),
    [
        ("America/Toronto", "2027-03-14T01:59", "20270314T065900Z"),  # the last minute before the clocks go forward
        ("America/Toronto", "2027-03-14T03:00", "20270314T070000Z"),
        ("America/Toronto", "2027-11-07T02:00", "20271107T070000Z"),
        ("Australia/Lord_Howe", "2027-04-04T02:00", "20270403T153000Z"),  # half an hour, not a whole one
        ("Australia/Lord_Howe", "2027-10-03T02:30", "20271002T153000Z"),
    ],
)
def test_it_is_right_on_both_sides_of_a_clock_change(zone: str, wall: str, expected: str) -> None:
    starts = datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone))

    lines = strict(sent_file([entry(starts=starts, ends=starts + timedelta(minutes=30))], CLINIC, MADE))

    assert f"DTSTART:{expected}" in lines


@pytest.mark.parametrize("typed", ODD_NAMES)
def test_what_was_typed_begins_no_line_of_its_own(typed: str) -> None:
    odd = entry(summary=typed, place=typed, says=f"10:00\n{typed}", link=f"https://x.example/{typed}")

    for made in (sent_file([odd], Sender(name=typed, address="desk@clinic.example"), MADE), feed([odd], CLINIC, MADE)):
        lines = strict(made)
        assert [line for line in lines if line.startswith(("ATTENDEE", "BEGIN"))] == ["BEGIN:VCALENDAR", "BEGIN:VEVENT"]
        (event,) = Calendar.from_ical(made).events
        assert event["SUMMARY"] == "".join(s if s.isprintable() else " " for s in " ".join(typed.split()))


def test_a_feed_names_the_clinic_lists_in_order_and_asks_for_nothing() -> None:
    lines = strict(feed([entry(), entry(id=UUID(int=2), starts=NINE - timedelta(days=1))], CLINIC, MADE))

    assert not [line for line in lines if line.startswith("METHOD")]
    assert {"NAME:Two Rivers", "X-WR-CALNAME:Two Rivers", "REFRESH-INTERVAL;VALUE=DURATION:PT1H"} <= set(lines)
    begins = [line for line in lines if line.startswith("DTSTART")]
    assert begins == sorted(begins)


def test_an_empty_feed_is_still_a_whole_file() -> None:
    made = feed([], Sender(name="Two Rivers"), MADE)

    assert "TZID:Etc/UTC" in strict(made)
    assert list(Calendar.from_ical(made).events) == []


def test_without_an_address_nobody_is_named_as_the_organizer() -> None:
    assert b"ORGANIZER" not in sent_file([entry()], Sender(name="Two Rivers"), MADE)


def test_an_appointment_by_video_says_where_it_is_joined() -> None:
    lines = strict(sent_file([entry(join=("https://x.example/b/1", 'Join "us"'))], CLINIC, MADE))

    (said,) = [line for line in lines if line.startswith("CONFERENCE")]
    assert said.endswith(":https://x.example/b/1")
    assert {"VALUE=URI", "FEATURE=VIDEO", "LABEL=Join 'us'"} <= set(said.partition(":https")[0].split(";"))


@pytest.mark.parametrize("length", [0, 1, 64, 65, 66, 139, 140, 141, 300])
@pytest.mark.parametrize("sign", ["a", "é", "肾", "🌿"])
def test_whole_lines_are_broken_again_and_no_letter_is_cut(length: int, sign: str) -> None:
    file = sent_file([entry(says=sign * length)], CLINIC, MADE).decode()

    assert unfolded(folded(unfolded(file))) == unfolded(file)
    strict(folded(unfolded(file)).encode())
