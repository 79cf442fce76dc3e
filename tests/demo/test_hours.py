"""The demo's day is laid around any hour: at night, at a weekend, while the clocks change."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.demo.seen import member, on_the_board
from tests.people import nobody

from weft.core.treat.next_step import StepKind
from weft.demo import ZONE, marta, today
from weft.demo.clinics import open_clinic
from weft.demo.hour import EARLIEST, LATEST, Hour
from weft.draw.capsule_data import CapsuleState
from weft.records import clock
from weft.records.models import Visit


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE))


HOURS = [
    wall("2027-03-03T10:12:40"),
    wall("2027-03-03T23:30"),
    wall("2027-03-03T00:04"),
    wall("2027-03-07T11:00"),
    wall("2027-03-14T03:30"),
    wall("2027-11-07T01:30"),
    wall("2027-11-07T23:59:59"),
]


@pytest.mark.parametrize("now", HOURS, ids=str)
def test_every_booked_time_of_the_day_is_todays_and_on_the_grid(now: datetime) -> None:
    hour = Hour(now, ZONE)

    for minutes in (EARLIEST, 0, LATEST - 5):
        slot = hour.slot(minutes).astimezone(ZoneInfo(ZONE))
        assert slot.date() == hour.today
        assert (slot.minute % 5, slot.second, slot.microsecond) == (0, 0, 0)


@pytest.mark.parametrize("now", HOURS, ids=str)
def test_what_has_happened_lies_in_order_between_midnight_and_now(now: datetime) -> None:
    hour = Hour(now, ZONE)

    moments = [hour.at(minutes) for minutes in (-152, -60, -59, -1, 0)]

    assert moments == sorted(moments)
    assert moments[0].astimezone(ZoneInfo(ZONE)).date() == hour.today
    assert moments[-1] == now


def test_around_noon_nothing_is_shifted() -> None:
    now = wall("2027-03-03T12:02")

    assert Hour(now, ZONE).slot(0) == wall("2027-03-03T12:00")
    assert Hour(now, ZONE).at(-10) == now - timedelta(minutes=10)


def test_an_earlier_day_at_a_weekend_is_the_friday_before() -> None:
    hour = Hour(wall("2027-03-03T12:00"), ZONE)

    assert hour.on(-3, "09:00") == hour.on(-4, "09:00") == hour.on(-5, "09:00") == wall("2027-02-26T09:00")


@pytest.mark.django_db
@pytest.mark.parametrize("now", [wall("2027-03-03T23:30"), wall("2027-03-03T00:40")], ids=str)
def test_at_night_the_same_things_go_on(now: datetime) -> None:
    with clock.at(now):
        nobody()
        today.walk(open_clinic(Hour(now, ZONE)), lambda _: None)

        assert on_the_board(lambda row: row.step.kind is StepKind.FIND_NEEDLE) == ["Jonas Müller"]
        assert on_the_board(lambda row: row.step.kind in {StepKind.WATCH, StepKind.CHECK, StepKind.TAKE_OUT}) == [
            "Lena Fischer"
        ]
        assert on_the_board(lambda row: row.trips[0].state is CapsuleState.WINDOW) == ["Owen Brooks"]
        assert on_the_board(lambda row: row.step.kind is StepKind.REJOIN) == ["Ana Ribeiro"]
        assert len(on_the_board(lambda _: True)) == len(today.PEOPLE)


@pytest.mark.django_db
@pytest.mark.parametrize("now", [wall("2027-03-07T11:00"), wall("2027-03-14T03:30"), wall("2027-11-08T09:00")], ids=str)
def test_on_a_sunday_and_around_a_clock_change_marta_comes_today(now: datetime) -> None:
    with clock.at(now):
        nobody()
        house = open_clinic(Hour(now, ZONE))
        marta.walk(house)
        pair = Visit.objects.within(house.id).filter(local_date=house.hour.today).order_by("starts")

        assert on_the_board(lambda row: row.step.kind is StepKind.ARRIVE) == ["Marta Kowal"]
        assert [visit.discipline for visit in pair] == ["needles", "movement"]
        assert member("marta").is_patient
        assert pair[0].starts.astimezone(UTC) == house.hour.slot(30)
