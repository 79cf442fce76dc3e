"""Booking: the wall time as agreed, the pair never split, the claims of everybody it needs, the nearest free times."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from tests.people import TUESDAY_NINE, Cast

from weft.core.book.consents import Purpose
from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.records import claims, clock
from weft.records.access import Member, NotAllowed, NotFound
from weft.records.actions.base import action
from weft.records.actions.book_consent import give_consent
from weft.records.actions.schedule import Booked, book_pair, book_visit
from weft.records.models import Claim, Hold, OutboxMessage, Pair, Person, Visit
from weft.records.refused import Reason, Refused
from weft.records.wanted import VisitWanted, Wanted

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _a_week_before() -> Iterator[None]:
    with clock.at(TUESDAY_NINE - timedelta(days=7)):
        yield


def needles(cast: Cast, **changes: Any) -> VisitWanted:
    wanted = VisitWanted(NEEDLES, cast.wei.membership_id, TUESDAY_NINE, 45, cast.beds[0].id, ((0, 15), (30, 45)))  # type: ignore[arg-type]
    return replace(wanted, **changes)


def movement(cast: Cast, **changes: Any) -> VisitWanted:
    wanted = VisitWanted(MOVEMENT, cast.dana.membership_id, TUESDAY_NINE + 45 * MINUTE, 30, cast.rooms[0].id)  # type: ignore[arg-type]
    return replace(wanted, **changes)


def visits(cast: Cast) -> list[Visit]:
    return list(Visit.objects.within(cast.clinic.id).order_by("starts"))


def test_a_visit_keeps_its_wall_time_zone_and_zone_data(cast: Cast) -> None:
    booked = book_visit(cast.marta_id, needles(cast), by=cast.noor)

    assert isinstance(booked, Booked)
    [visit] = visits(cast)
    assert (visit.local_date, visit.local_start) == (date(2027, 3, 2), time(9))
    assert (visit.zone, visit.tzdata_version) == ("America/Toronto", clock.zone_data())
    assert (visit.starts, visit.ends) == (TUESDAY_NINE, TUESDAY_NINE + 45 * MINUTE)


def test_a_visit_claims_person_hands_and_bed(cast: Cast) -> None:
    book_visit(cast.marta_id, needles(cast), by=cast.noor)

    spans = {
        (each.resource.kind, each.starts, each.ends)
        for each in Claim.objects.within(cast.clinic.id).select_related("resource")
    }
    at = TUESDAY_NINE
    assert spans == {
        ("person", at, at + 45 * MINUTE),
        ("bed", at, at + 45 * MINUTE),
        ("practitioner", at, at + 15 * MINUTE),
        ("practitioner", at + 30 * MINUTE, at + 45 * MINUTE),
    }


def test_one_practitioner_looks_after_a_second_bed_between_two_hands_on_times(cast: Cast) -> None:
    book_visit(cast.marta_id, needles(cast), by=cast.noor)
    later = needles(cast, starts=TUESDAY_NINE + 15 * MINUTE, place_id=cast.beds[1].id)

    assert isinstance(book_visit(cast.harold_id, later, by=cast.noor), Booked)


def test_a_pair_is_booked_whole_and_in_order(cast: Cast) -> None:
    booked = book_pair(cast.marta_id, needles(cast), movement(cast), by=cast.noor)

    assert isinstance(booked, Booked)
    assert [(v.discipline, v.order_in_pair, v.pair_id) for v in visits(cast)] == [
        ("needles", 1, booked.pair),
        ("movement", 2, booked.pair),
    ]


def test_when_one_half_is_taken_neither_is_booked(cast: Cast) -> None:
    book_visit(cast.harold_id, movement(cast), by=cast.noor)

    result = book_pair(cast.marta_id, needles(cast), movement(cast), by=cast.noor)

    assert isinstance(result, Refused)
    assert (result.reason, result.status) == (Reason.SLOT_TAKEN, 409)
    assert len(visits(cast)) == 1
    assert Pair.objects.within(cast.clinic.id).count() == 0


@pytest.mark.parametrize(("gap", "is_pair"), [(-5, False), (0, True), (30, True), (35, False)])
def test_a_pair_stays_inside_the_window(cast: Cast, gap: int, is_pair: bool) -> None:
    second = movement(cast, starts=TUESDAY_NINE + (45 + gap) * MINUTE)

    result = book_pair(cast.marta_id, needles(cast), second, by=cast.noor)

    assert isinstance(result, Booked) is is_pair


def test_a_loser_is_told_the_three_nearest_free_pairs(cast: Cast) -> None:
    book_pair(cast.harold_id, needles(cast), movement(cast), by=cast.noor)

    result = book_pair(cast.marta_id, needles(cast), movement(cast), by=cast.noor)

    assert isinstance(result, Refused)
    starts = [first.starts - TUESDAY_NINE for first, _ in result.alternatives]
    assert starts == [
        15 * MINUTE * n for n in (-3, 3, -4)
    ]  # Wei places Harold's needles at 9:00 and takes them out at 9:30
    assert [second.starts - first.ends for first, second in result.alternatives] == [timedelta(0)] * 3


def test_every_alternative_can_be_booked(cast: Cast) -> None:
    book_pair(cast.harold_id, needles(cast), movement(cast), by=cast.noor)
    result = book_pair(cast.marta_id, needles(cast), movement(cast), by=cast.noor)
    assert isinstance(result, Refused)

    for first, second in result.alternatives:
        booked = book_pair(cast.marta_id, first, second, by=cast.noor)
        assert isinstance(booked, Booked)
        undo(booked, by=cast.noor)


@action
def undo(booked: Booked, *, by: Member) -> None:
    claims.release(*Visit.objects.within(by.clinic_id).filter(id__in=booked.visits))


def test_alternatives_lie_in_working_hours_and_in_the_future(cast: Cast) -> None:
    last = needles(cast, starts=TUESDAY_NINE.replace(hour=22, minute=15))  # 17:15, the day ends at 18:00
    book_visit(cast.harold_id, last, by=cast.noor)

    with clock.at(last.starts - timedelta(minutes=20)):
        result = book_visit(cast.marta_id, last, by=cast.noor)

    assert isinstance(result, Refused)
    assert all(first.starts > last.starts - timedelta(minutes=20) for (first,) in result.alternatives)
    assert result.alternatives[-1][0].starts > last.starts + timedelta(hours=14)


def test_the_same_form_sent_again_books_once(cast: Cast) -> None:
    key = uuid4().hex

    answers = {book_pair(cast.marta_id, needles(cast), movement(cast), by=cast.noor, key=key) for _ in range(3)}

    assert len(answers) == 1
    assert len(visits(cast)) == 2


@pytest.mark.parametrize("changes", [{"minutes": 7}, {"minutes": 0}, {"starts": TUESDAY_NINE + MINUTE},
                                     {"starts": TUESDAY_NINE.replace(year=9999)}])  # fmt: skip
def test_a_time_that_nobody_could_mean_is_refused(cast: Cast, changes: dict[str, Any]) -> None:
    result = book_visit(cast.marta_id, needles(cast, **changes), by=cast.noor)

    assert isinstance(result, Refused)
    assert result.reason is Reason.NOT_POSSIBLE


def test_other_clinics_people_places_and_practitioners_are_not_found(cast: Cast) -> None:
    with pytest.raises(NotFound):
        book_visit(cast.marta_id, needles(cast), by=cast.otto)
    with pytest.raises(NotFound):
        book_visit(cast.marta_id, needles(cast, place_id=cast.other_bed.id), by=cast.noor)
    with pytest.raises(NotFound):
        book_visit(cast.marta_id, needles(cast, practitioner_id=cast.otto.membership_id), by=cast.noor)
    with pytest.raises(NotAllowed):
        book_visit(cast.marta_id, needles(cast), by=replace(cast.noor, jobs=frozenset()))


# --- holds ---------------------------------------------------------------------------------------------------------


@action
def hold(cast: Cast, minutes: int, *, by: Member) -> Hold:
    made = Hold.objects.create(clinic_id=by.clinic_id, person_id=cast.harold_id, expires=clock.in_minutes(minutes))
    ends = TUESDAY_NINE + 45 * MINUTE
    claims.claim(by.clinic_id, [Wanted(cast.beds[0].id, TUESDAY_NINE, ends, hold_id=made.id)])
    return made


def test_a_held_time_is_taken_until_the_hold_expires(cast: Cast) -> None:
    held = hold(cast, 10, by=cast.noor)
    assert isinstance(held, Hold)

    with clock.at(held.expires - timedelta(seconds=1)):
        assert isinstance(book_visit(cast.marta_id, needles(cast), by=cast.noor), Refused)
    with clock.at(held.expires):
        assert isinstance(book_visit(cast.marta_id, needles(cast), by=cast.noor), Booked)
    assert Hold.objects.within(cast.clinic.id).get(id=held.id).ended_at == held.expires


def test_a_hold_is_turned_into_a_visit_by_releasing_it_in_the_same_claim(cast: Cast) -> None:
    held = hold(cast, 10, by=cast.noor)
    visit = Visit(clinic=cast.clinic)

    @action
    def confirm(*, by: Member) -> None:
        ends = TUESDAY_NINE + 45 * MINUTE
        fresh = Hold.objects.create(clinic_id=by.clinic_id, expires=clock.in_minutes(10))
        claims.claim(by.clinic_id, [Wanted(cast.beds[0].id, TUESDAY_NINE, ends, hold_id=fresh.id)], release=[held])  # type: ignore[list-item]

    assert visit.clinic == cast.clinic
    assert not isinstance(confirm(by=cast.noor), Refused)
    assert Claim.objects.within(cast.clinic.id).filter(active=True).count() == 1


def told(cast: Cast) -> list[OutboxMessage]:
    return list(OutboxMessage.objects.within(cast.clinic.id))


@pytest.fixture
def willing(cast: Cast) -> Cast:
    """The cast, with Marta's address and her yes to messages about visits."""
    Person.objects.within(cast.clinic.id).filter(id=cast.marta_id).update(email="marta@example.org")
    give_consent(by=cast.noor, person_id=cast.marta_id, purpose=Purpose.VISIT_REMINDERS.value)
    return cast


def test_whoever_is_booked_for_by_the_desk_is_told_once_with_a_calendar_file(willing: Cast) -> None:
    for _ in range(2):
        book_visit(willing.marta_id, needles(willing), by=willing.noor, key="k")

    (message,) = told(willing)
    assert (message.kind, message.to) == ("booked", "marta@example.org")
    assert "Tue 2 Mar" in message.body
    assert message.calendar.count("BEGIN:VEVENT") == 1


def test_a_pair_is_told_of_as_one_trip(willing: Cast) -> None:
    book_pair(willing.marta_id, needles(willing), movement(willing), by=willing.noor)

    (message,) = told(willing)
    assert message.body.count("2027") == 1
    assert message.calendar.count("BEGIN:VEVENT") == 1


def test_without_a_yes_or_without_a_booking_nothing_is_said(cast: Cast, willing: Cast) -> None:
    book_visit(cast.harold_id, needles(cast), by=cast.noor)
    assert isinstance(book_visit(cast.marta_id, needles(cast), by=cast.noor), Refused)

    assert told(cast) == []
