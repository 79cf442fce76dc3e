"""Somebody is away: nothing new is booked in it, what is booked stays until its person has agreed to another time."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.care import got
from tests.people import Cast
from tests.records.schedule.courses import MONDAY, sure, visits

from weft.core.schedule.absence import Why
from weft.core.schedule.clinic.repair import Offer, Rung, repair
from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.core.shared.words import Words
from weft.records import clock
from weft.records.access import NotAllowed, NotFound
from weft.records.actions.away import Absent, end_absence, write_absence
from weft.records.actions.away_move import keep_offer, move_agreed
from weft.records.actions.course import CourseBooked, CourseHeld, Wishes, confirm_course, propose_course
from weft.records.actions.course_cancel import cancel_visit
from weft.records.actions.course_move import move_pair
from weft.records.actions.course_trip import mark_of
from weft.records.actions.schedule import book_pair, book_visit
from weft.records.away_offer import KeptMove, KeptOffer, KeptRow
from weft.records.models import Claim, Closure, Pair, PairState, Plan, Task, Visit
from weft.records.reads import away_repair
from weft.records.reads.away import away_page
from weft.records.reads.away_one import away_one_page
from weft.records.reads.away_repair import look
from weft.records.refused import Reason, Refused
from weft.records.wanted import VisitWanted

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FRIDAY = datetime(2027, 3, 5, 14, tzinfo=UTC)
"""9:00 at the clinic."""


def wanted(cast: Cast, starts: datetime, who: str = "wei", place: int = 0, **more: object) -> VisitWanted:
    needles = who != "dana"
    at = cast.beds[place].id if needles else cast.rooms[place].id
    member = sure(getattr(cast, who).membership_id)
    hands = ((0, 15), (30, 45)) if needles else ((0, 40),)
    minutes = 45 if needles else 40
    return VisitWanted(NEEDLES if needles else MOVEMENT, member, starts, minutes, at, hands)


def away(cast: Cast, who: Absent, starts: datetime = FRIDAY, hours: int = 2, key: str = "") -> Closure:
    made = got(write_absence(by=cast.noor, who=who, starts=starts, ends=starts + hours * HOUR, why=Why.AWAY, key=key))
    return Closure.objects.within(cast.clinic.id).get(id=made)


def wei(cast: Cast) -> Absent:
    return Absent(membership_id=cast.wei.membership_id)


def reason(result: object) -> Reason:
    assert isinstance(result, Refused), result
    return result.reason


def booked(result: object) -> bool:
    return not isinstance(result, Refused)


# --- nothing new is booked in it -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("minutes", "fits"), [(-45, True), (-40, False), (115, False), (120, True)])
def test_a_visit_fits_before_and_after_an_absence_and_not_in_it(cast: Cast, minutes: int, fits: bool) -> None:
    away(cast, wei(cast))

    result = book_visit(cast.marta_id, wanted(cast, FRIDAY + timedelta(minutes=minutes)), by=cast.noor)

    assert booked(result) is fits


@pytest.mark.parametrize(
    ("what", "who", "place", "fits"),
    [("place", "wei", 0, False), ("place", "wei", 1, True), ("site", "wei", 1, False), ("site", "dana", 0, False)],
)
def test_a_closed_bed_leaves_the_others_and_a_closed_clinic_leaves_nothing(
    cast: Cast, what: str, who: str, place: int, fits: bool
) -> None:
    away(cast, Absent(**{f"{what}_id": cast.beds[0].id if what == "place" else cast.site.id}))

    assert booked(book_visit(cast.marta_id, wanted(cast, FRIDAY, who, place), by=cast.noor)) is fits


def test_a_closed_clinic_takes_no_visit_by_phone_either(cast: Cast) -> None:
    away(cast, Absent(site_id=cast.site.id))
    by_phone = VisitWanted(MOVEMENT, sure(cast.dana.membership_id), FRIDAY, 30)

    assert not booked(book_visit(cast.marta_id, by_phone, by=cast.noor))


def test_what_is_booked_already_stays_and_its_person_becomes_a_task(cast: Cast) -> None:
    got(book_visit(cast.marta_id, wanted(cast, FRIDAY), by=cast.noor))

    made = away(cast, wei(cast))

    assert len(visits(cast)) == 1
    assert not booked(book_visit(cast.harold_id, wanted(cast, FRIDAY + HOUR, place=1), by=cast.noor))
    task = Task.objects.within(cast.clinic.id).get(kind="away")
    assert (task.person_id, task.subject, task.done_at) == (cast.marta_id, made.id, None)


@pytest.mark.parametrize("how", ["moved", "cancelled"])
def test_the_time_of_a_visit_that_leaves_is_not_free_again(cast: Cast, how: str) -> None:
    mine = got(book_visit(cast.marta_id, wanted(cast, FRIDAY), by=cast.noor)).visits[0]
    away(cast, wei(cast))

    if how == "moved":
        got(move_pair(visit_id=mine, to=FRIDAY + 3 * HOUR, by=cast.noor))
    else:
        got(cancel_visit(visit_id=mine, reason="away", by=cast.noor))

    assert not booked(book_visit(cast.harold_id, wanted(cast, FRIDAY), by=cast.noor))
    assert booked(book_visit(cast.harold_id, wanted(cast, FRIDAY, "ren"), by=cast.noor))


def test_a_visit_cannot_be_moved_to_another_time_of_the_absence(cast: Cast) -> None:
    mine = got(book_visit(cast.marta_id, wanted(cast, FRIDAY), by=cast.noor)).visits[0]
    away(cast, wei(cast))

    assert reason(move_pair(visit_id=mine, to=FRIDAY + timedelta(minutes=15), by=cast.noor)) is Reason.SLOT_TAKEN


def test_a_proposal_that_is_held_in_it_is_let_go(cast: Cast, plan: Plan) -> None:
    held = propose_course(plan_id=plan.id, by=cast.noor, wishes=Wishes(first_day=MONDAY))
    assert isinstance(held, CourseHeld)

    away(cast, Absent(site_id=cast.site.id), starts=datetime(2027, 3, 1, 5, tzinfo=UTC), hours=24 * 7)

    assert isinstance(confirm_course(course_id=held.course_id, by=cast.noor), Refused)


# --- called off ------------------------------------------------------------------------------------------------------


def test_called_off_it_frees_its_time_and_nobody_is_called(cast: Cast) -> None:
    got(book_visit(cast.marta_id, wanted(cast, FRIDAY), by=cast.noor))
    made = away(cast, wei(cast))

    got(end_absence(by=cast.noor, closure_id=made.id))

    assert booked(book_visit(cast.harold_id, wanted(cast, FRIDAY + HOUR, place=1), by=cast.noor))
    assert not Task.objects.within(cast.clinic.id).filter(kind="away", done_at__isnull=True).exists()
    assert reason(end_absence(by=cast.noor, closure_id=made.id)) is Reason.ALREADY_DONE


def test_of_two_absences_at_once_the_second_still_holds_when_the_first_is_called_off(cast: Cast) -> None:
    first = away(cast, wei(cast))
    away(cast, wei(cast), starts=FRIDAY + HOUR, hours=2)

    got(end_absence(by=cast.noor, closure_id=first.id))

    assert booked(book_visit(cast.marta_id, wanted(cast, FRIDAY), by=cast.noor))
    assert not booked(book_visit(cast.harold_id, wanted(cast, FRIDAY + HOUR), by=cast.noor))


@pytest.mark.parametrize("how", ["called off", "moved"])
def test_of_two_absences_the_task_leads_to_the_one_in_which_a_visit_stands(cast: Cast, how: str) -> None:
    for days in (0, 3):
        visit = got(book_visit(cast.marta_id, wanted(cast, FRIDAY + days * DAY), by=cast.noor)).visits[0]
    first, second = away(cast, wei(cast)), away(cast, wei(cast), starts=FRIDAY + 3 * DAY)
    task = Task.objects.within(cast.clinic.id).filter(kind="away", done_at__isnull=True)
    both = task.get()

    if how == "called off":
        got(end_absence(by=cast.noor, closure_id=second.id))
    else:
        got(move_pair(visit_id=visit, to=FRIDAY + 3 * DAY + 3 * HOUR, by=cast.noor))

    assert (both.subject, "8 March" in str(both.says)) == (second.id, True)
    assert (task.get().subject, "5 March" in str(task.get().says)) == (first.id, True)


# --- who may, and what is refused ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("starts", "hours", "says"),
    [
        (FRIDAY, 0, Reason.NOT_POSSIBLE),
        (FRIDAY, 366 * 24, None),
        (FRIDAY, 366 * 24 + 1, Reason.NOT_POSSIBLE),
        (datetime(2027, 2, 28, 13, tzinfo=UTC), 2, Reason.NOT_POSSIBLE),
        (datetime(2027, 2, 28, 13, tzinfo=UTC), 3, None),
    ],
)
def test_an_absence_has_an_end_to_come_and_is_at_most_a_year(
    cast: Cast, starts: datetime, hours: int, says: Reason | None
) -> None:
    result = write_absence(by=cast.noor, who=wei(cast), starts=starts, ends=starts + hours * HOUR, why=Why.AWAY)

    assert (result.reason if isinstance(result, Refused) else None) is says


def test_it_is_written_once(cast: Cast) -> None:
    first = away(cast, wei(cast), key="once")

    assert away(cast, wei(cast), key="once").id == first.id
    again = write_absence(by=cast.noor, who=wei(cast), starts=FRIDAY, ends=FRIDAY + HOUR, why=Why.AWAY)
    assert reason(again) is Reason.ALREADY_DONE


def test_nobody_of_another_clinic_and_nobody_without_the_diary(cast: Cast) -> None:
    with pytest.raises(NotFound):
        away(cast, Absent(membership_id=cast.otto.membership_id))
    assert reason(write_absence(by=cast.noor, who=Absent(), starts=FRIDAY, ends=FRIDAY + HOUR, why=Why.AWAY))
    other = Absent(place_id=cast.other_bed.id)
    missing = write_absence(by=cast.noor, who=other, starts=FRIDAY, ends=FRIDAY + HOUR, why=Why.AWAY)
    assert reason(missing) is Reason.MISSING
    with pytest.raises(NotAllowed):
        write_absence(by=cast.marta, who=wei(cast), starts=FRIDAY, ends=FRIDAY + HOUR, why=Why.AWAY)


# --- the ladder ------------------------------------------------------------------------------------------------------


@pytest.fixture
def course(cast: Cast, plan: Plan) -> CourseBooked:
    held = propose_course(plan_id=plan.id, by=cast.noor, wishes=Wishes(first_day=MONDAY))
    assert isinstance(held, CourseHeld)
    done = confirm_course(course_id=held.course_id, by=cast.noor)
    assert isinstance(done, CourseBooked)
    return done


def looked(cast: Cast, made: Closure, rung: Rung = Rung.ALONE) -> KeptOffer:
    """The rung, kept."""
    found = look(made.id, rung, cast.noor)
    got(keep_offer(by=cast.noor, closure_id=made.id, offer=found))
    return found


def agrees(cast: Cast, made: Closure, found: KeptOffer) -> object:
    return move_agreed(by=cast.noor, closure_id=made.id, person_id=cast.marta_id, serial=found.serial)


def first_pair(cast: Cast) -> Pair:
    return Pair.objects.within(cast.clinic.id).order_by("local_date")[0]


def away_with_first(cast: Cast, hours: int = 12) -> Closure:
    """Whoever needles first is away on that day."""
    visit = visits(cast)[0]
    return away(cast, Absent(membership_id=visit.practitioner_id), starts=visit.starts - HOUR, hours=hours)


def test_the_ladder_gives_a_lost_half_another_time_and_moves_nothing(cast: Cast, course: CourseBooked) -> None:
    before = [(visit.id, visit.starts) for visit in visits(cast)]
    made = away_with_first(cast)

    looked(cast, made)

    seen = away_one_page(made.id, cast.noor)
    assert [(visit.id, visit.starts) for visit in visits(cast)] == before
    assert [one.visit_id for one in seen.lost] == [before[0][0]]
    assert [change.visit_id for row in seen.rows for change in row.changes if change.is_lost] == [before[0][0]]
    assert seen.to_call == ()
    assert "1 of 1 lost visits have a place again" in str(seen.said)


def test_whoever_waits_for_the_ladder_gets_the_best_so_far(
    cast: Cast, course: CourseBooked, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, left = away_with_first(cast), list[float]()

    def watched(*given: Any, seconds: Callable[[], float], **more: Any) -> tuple[Offer, ...]:
        left.extend((seconds(), seconds()))
        return repair(*given, seconds=seconds, **more)

    monkeypatch.setattr(away_repair, "repair", watched)
    monkeypatch.setattr(away_repair, "WITHIN", 0.01)
    found = looked(cast, made, Rung.RELATIVES)

    assert 0.01 >= left[0] >= left[1]
    assert len(found.rows) == 1


@pytest.mark.parametrize("rung", list(Rung))
def test_agreed_to_it_moves_with_its_claims_and_its_pair_and_the_task_is_done(
    cast: Cast, course: CourseBooked, rung: Rung
) -> None:
    made, pair = away_with_first(cast), first_pair(cast)
    found = looked(cast, made, rung)

    got(agrees(cast, made, found))

    rows = {visit.id: visit for visit in visits(cast)}
    for each in found.rows[0].moves:
        now = rows[each.visit_id]
        assert (now.starts, now.practitioner_id, now.place_id) == (each.starts, each.practitioner_id, each.place_id)
        own = Claim.objects.within(cast.clinic.id).filter(visit=now, active=True)
        assert {now.starts} <= {claim.starts for claim in own}
    assert away_one_page(made.id, cast.noor).lost == ()
    assert not Task.objects.within(cast.clinic.id).filter(kind="away", done_at__isnull=True).exists()
    pair.refresh_from_db()
    assert pair.state == (PairState.TOGETHER if found.rows[0].keeps_pair else PairState.APART)


def test_a_time_that_the_desk_takes_meanwhile_is_refused_and_nothing_moves(cast: Cast, course: CourseBooked) -> None:
    made = away_with_first(cast)
    found = looked(cast, made)
    for each in found.rows[0].moves:
        mine = next(visit for visit in visits(cast) if visit.id == each.visit_id)
        hands = tuple((a, b) for a, b in mine.hands_on)
        minutes = int((mine.ends - mine.starts).total_seconds() // 60)
        places = cast.beds if mine.discipline == NEEDLES else cast.rooms
        elsewhere = next(place.id for place in places if place.id not in {each.place_id, mine.place_id})
        other = VisitWanted(mine.discipline, each.practitioner_id, each.starts, minutes, elsewhere, hands)
        got(book_visit(cast.harold_id, other, by=cast.noor))
    before = [(visit.id, visit.starts) for visit in visits(cast)]

    assert reason(agrees(cast, made, found)) is Reason.SLOT_TAKEN
    assert [(visit.id, visit.starts) for visit in visits(cast)] == before


def test_what_changed_since_the_page_was_shown_is_looked_at_again(cast: Cast, course: CourseBooked) -> None:
    made = away_with_first(cast)
    old, found = looked(cast, made), looked(cast, made)
    mine = Visit.objects.within(cast.clinic.id).filter(id=found.rows[0].moves[0].visit_id)

    assert reason(agrees(cast, made, old)) is Reason.CHANGED_MEANWHILE
    mine.update(place_id=next(bed.id for bed in cast.beds if bed.id != mine[0].place_id))
    assert reason(agrees(cast, made, found)) is Reason.CHANGED_MEANWHILE
    assert away_one_page(made.id, cast.noor).rows == ()
    got(end_absence(by=cast.noor, closure_id=made.id))
    assert reason(agrees(cast, made, found)) is Reason.ALREADY_DONE


@pytest.mark.parametrize(("hours", "moves"), [(24, True), (23, False)])
def test_nobody_else_is_moved_inside_the_notice_period(
    cast: Cast, course: CourseBooked, hours: int, moves: bool
) -> None:
    made, other = away_with_first(cast, hours=2), visits(cast)[2]
    trip = [visit for visit in visits(cast) if visit.pair_id == other.pair_id]
    shifted = tuple(
        KeptMove(v.id, v.starts + HOUR / 4, v.practitioner_id, sure(v.place_id), "", "") for v in trip
    )  # fmt: skip
    row = KeptRow(cast.marta_id, shifted, keeps_pair=True, mark=mark_of(trip))
    found = KeptOffer("serial", Rung.RELATIVES, clock.now(), Words(""), (row,))
    got(keep_offer(by=cast.noor, closure_id=made.id, offer=found))

    with clock.at(other.starts - hours * HOUR):
        result = agrees(cast, made, found)

    assert booked(result) is moves


@pytest.mark.parametrize("minutes", [59, 61])
def test_no_time_is_offered_that_begins_within_the_hour(cast: Cast, course: CourseBooked, minutes: int) -> None:
    first = visits(cast)[0]
    with clock.at(first.starts - timedelta(minutes=minutes)):
        made = away(cast, Absent(place_id=first.place_id), starts=first.starts, hours=12)
        found = looked(cast, made)

        at = [move.starts for row in found.rows for move in row.moves]
        assert at
        assert min(at) >= clock.now() + HOUR
        assert (min(at) == first.starts) is (minutes == 61)


def test_a_visit_of_no_plan_that_finds_nothing_is_on_the_list_to_call(cast: Cast) -> None:
    got(book_pair(cast.harold_id, wanted(cast, FRIDAY), wanted(cast, FRIDAY + HOUR * 3 / 4, "dana"), by=cast.noor))
    made = away(cast, Absent(site_id=cast.site.id), starts=datetime(2027, 3, 1, 5, tzinfo=UTC), hours=24 * 7)
    looked(cast, made)

    seen = away_one_page(made.id, cast.noor)

    assert len(seen.lost) == len(seen.to_call) == 2
    assert seen.rows == ()


def test_the_list_says_how_many_are_to_be_called(cast: Cast) -> None:
    got(book_visit(cast.marta_id, wanted(cast, FRIDAY), by=cast.noor))
    away(cast, wei(cast))
    away(cast, Absent(place_id=cast.beds[2].id))

    assert {(str(one.name), one.calls) for one in away_page(cast.noor).absences} == {("Wei", 1), ("Bed 3", 0)}
