"""The board of the day: where everybody is, and the one next step by the rights of whoever looks."""

import pytest
from tests.people import Cast
from tests.records.desk.boards import cancel, row, said, state, whole_pair
from tests.records.treat.treat_builders import assert_done, at, needled, prepare, single, trip

from weft.core.desk.order import Group
from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.core.treat.next_step import StepKind
from weft.draw.capsule_data import CapsuleState
from weft.records import clock
from weft.records.actions import treat
from weft.records.models import Pair, PairState, Visit, VisitState
from weft.records.reads.today import today_board

pytestmark = pytest.mark.django_db


def test_a_booked_pair_is_one_row_and_the_desk_waits_for_it(cast: Cast) -> None:
    pair = trip(cast)

    seen = row(cast.noor, -10)

    assert (state(seen), seen.step.kind, seen.step.about) == (CapsuleState.PLANNED, StepKind.ARRIVE, pair.needles)
    assert (seen.step.may, seen.step.posts, seen.name) == (True, True, "Marta Kowalska")
    assert (seen.trips[0].needles.starts, seen.trips[0].movement.who) == (9 * 60, "Dana")  # type: ignore[union-attr]


@pytest.mark.parametrize(("minutes", "words"), [(0, []), (1, ["1 min late"]), (12, ["12 min late"])])
def test_who_has_not_come_is_late_from_the_first_minute(cast: Cast, minutes: int, words: list[str]) -> None:
    trip(cast)

    assert said(row(cast.noor, minutes)) == words


def test_who_has_arrived_waits_for_needles(cast: Cast) -> None:
    pair = trip(cast)
    with clock.at(at(0)):
        treat.arrive(visit_id=pair.needles, by=cast.noor, at=at(-5))

    for_wei, for_noor = row(cast.wei, 1), row(cast.noor, 1)

    assert (for_wei.step.kind, for_wei.step.url_name) == (StepKind.PLACE_NEEDLES, "treat:needles")
    assert for_wei.is_here
    assert said(for_wei) == ["here since 8:55"]
    assert (for_noor.step.may, for_noor.step.whose) == (False, "Wei")


@pytest.mark.parametrize(
    ("minutes", "kind"), [(1, StepKind.WATCH), (2, StepKind.CHECK), (9, StepKind.CHECK), (10, StepKind.TAKE_OUT)]
)
def test_needles_in_count_down_and_ask_for_their_checks(cast: Cast, minutes: int, kind: StepKind) -> None:
    prepare(cast)
    pair = trip(cast)
    with clock.at(at(0)):
        assert_done(treat.needles_in(visit_id=pair.needles, by=cast.wei, count=12))

    seen = row(cast.wei, minutes)

    assert (state(seen), seen.step.kind, seen.trips[0].count) == (CapsuleState.NEEDLES_IN, kind, 12)
    assert seen.trips[0].seconds_left == (10 - minutes) * 60


@pytest.mark.parametrize(("minutes", "words"), [(10, []), (11, ["needles in 1 min over time"])])
def test_needles_in_over_their_time_are_told(cast: Cast, minutes: int, words: list[str]) -> None:
    prepare(cast)
    pair = trip(cast)
    with clock.at(at(0)):
        assert_done(treat.needles_in(visit_id=pair.needles, by=cast.wei, count=12))

    assert said(row(cast.noor, minutes)) == words


def test_a_needle_short_is_asked_for_until_it_is_reported(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles, count=6, out=5)

    short = row(cast.wei, 21)
    with clock.at(at(25)):
        treat.report_missing_needle(visit_id=pair.needles, by=cast.wei, story="Searched.", working_alone=True)
    reported = row(cast.dana, 26)

    assert (short.step.kind, state(short)) == (StepKind.FIND_NEEDLE, CapsuleState.NEEDLES_IN)
    assert said(short) == ["5 of 6 needles are out"]
    assert (reported.step.kind, state(reported)) == (StepKind.START_MOVEMENT, CapsuleState.WINDOW)


def test_the_window_drains_and_each_has_a_step_of_their_own(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    with clock.at(at(0)):
        treat.arrive(visit_id=pair.needles, by=cast.noor)
    needled(cast, pair.needles)

    for_dana, for_wei = row(cast.dana, 36), row(cast.wei, 36)

    assert (state(for_dana), for_dana.trips[0].seconds_left) == (CapsuleState.WINDOW, 14 * 60)
    assert said(for_dana) == ["window: 14 min left"]
    assert (for_dana.step.kind, for_dana.step.about) == (StepKind.START_MOVEMENT, pair.movement)
    assert (for_wei.step.kind, for_wei.step.about) == (StepKind.SIGN_NEEDLES, pair.needles)


@pytest.mark.parametrize(("minutes", "words"), [(49, "window: 1 min left"), (50, "window: passed")])
def test_a_window_that_has_passed_says_so(cast: Cast, minutes: int, words: str) -> None:
    prepare(cast)
    pair = trip(cast)
    with clock.at(at(0)):
        treat.arrive(visit_id=pair.needles, by=cast.noor)
    needled(cast, pair.needles)

    assert words in said(row(cast.dana, minutes))


def test_a_window_that_drains_because_the_second_is_busy_says_who(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles)
    busy = single(cast, MOVEMENT, person_id=cast.harold_id, minutes=0)
    Visit.objects.within(cast.clinic.id).filter(id=busy).update(state=VisitState.IN_TREATMENT)

    with clock.at(at(45)):
        rows = {each.name.split()[0]: each for each in today_board(cast.noor).rows}

    assert said(rows["Marta"]) == ["window: 5 min left", "Dana is still with somebody, 5 min late"]


def test_after_a_faint_somebody_asks_whether_they_are_steady(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles)
    with clock.at(at(21)):
        treat.faint(visit_id=pair.needles, by=cast.wei)

    assert row(cast.wei, 22).step.kind is StepKind.STEADY


@pytest.mark.parametrize(("minutes", "in_time"), [(50, True), (51, False)])
def test_movement_begun_keeps_whether_it_was_inside_the_window(cast: Cast, minutes: int, in_time: bool) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles)
    with clock.at(at(minutes)):
        assert_done(treat.start_movement(visit_id=pair.movement, by=cast.dana))

    seen = row(cast.dana, 60)

    assert (state(seen), seen.trips[0].in_time) == (CapsuleState.MOVING, in_time)
    assert seen.step.kind is StepKind.SIGN_MOVEMENT


def test_a_pair_is_done_when_both_are_signed_with_the_pain_for_those_who_may_see_it(cast: Cast) -> None:
    prepare(cast)
    whole_pair(cast)

    for_wei, for_noor = row(cast.wei, 90), row(cast.noor, 90)

    assert (state(for_wei), for_wei.trips[0].pain, state(for_noor), for_noor.trips[0].pain) == (
        CapsuleState.DONE, (6, 2), CapsuleState.DONE, None,
    )  # fmt: skip
    assert (for_wei.step.kind, for_wei.is_over, for_wei.need.group) == (StepKind.NOTHING, True, Group.OVER)


def test_an_unsigned_note_is_asked_for_after_the_people(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles)
    with clock.at(at(40)):
        assert_done(treat.sign_movement(visit_id=pair.movement, by=cast.dana))

    seen = row(cast.wei, 90)

    assert (seen.step.kind, seen.need.group) == (StepKind.SIGN_NEEDLES, Group.PAPER)


def test_a_pair_pulled_apart_is_split_and_the_desk_rejoins_it(cast: Cast) -> None:
    pair = trip(cast)
    Pair.objects.within(cast.clinic.id).update(state=PairState.APART, apart_reason="room was taken")
    Visit.objects.within(cast.clinic.id).filter(id=pair.movement).update(starts=at(270), ends=at(300))

    seen = row(cast.noor, -10)

    assert (state(seen), seen.trips[0].gap_minutes, seen.step.kind) == (CapsuleState.SPLIT, 240, StepKind.REJOIN)
    assert [(str(each.words), each.typed) for each in seen.said] == [("room was taken", True)]


def test_a_half_that_was_cancelled_leaves_the_other_in_its_place(cast: Cast) -> None:
    pair = trip(cast)
    cancel(cast, pair.needles)

    (only,) = row(cast.noor, -10).trips

    assert (only.needles, only.state) == (None, CapsuleState.PLANNED)


def test_a_trip_that_was_cancelled_stays_on_the_board_as_over(cast: Cast) -> None:
    pair = trip(cast)
    cancel(cast, pair.needles)
    cancel(cast, pair.movement)

    seen = row(cast.noor, -10)

    assert (state(seen), str(seen.step.words), seen.is_over) == (CapsuleState.CANCELLED, "Cancelled", True)
    assert str(seen.trips[0].reason) == "ill"


def test_who_did_not_come_is_over(cast: Cast) -> None:
    pair = trip(cast)
    Visit.objects.within(cast.clinic.id).filter(pair__isnull=False).update(state=VisitState.NO_SHOW)

    seen = row(cast.noor, 60)

    assert (str(seen.step.words), str(seen.trips[0].reason)) == ("Did not come", "Did not come")
    assert (seen.step.about, seen.has_come) == (pair.movement, False)


def test_movement_first_stands_as_two_by_time(cast: Cast) -> None:
    pair = trip(cast)
    Visit.objects.within(cast.clinic.id).filter(id=pair.needles).update(starts=at(80), ends=at(110))

    first, second = row(cast.noor, -10).trips

    assert (first.needles, second.movement) == (None, None)


def test_a_pair_apart_that_has_begun_stands_as_two(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles)
    Pair.objects.within(cast.clinic.id).update(state=PairState.APART)

    seen = row(cast.noor, 25)

    assert [trip.state for trip in seen.trips] == [CapsuleState.DONE, CapsuleState.PLANNED]
    assert (seen.step.kind, seen.step.about) == (StepKind.REJOIN, pair.movement)


def test_needles_alone_lie_and_are_done_on_their_own_side(cast: Cast) -> None:
    prepare(cast)
    alone = single(cast, NEEDLES, person_id=cast.marta_id)
    with clock.at(at(0)):
        assert_done(treat.needles_in(visit_id=alone, by=cast.wei, count=4))
    lying = row(cast.wei, 1)
    with clock.at(at(10)):
        assert_done(treat.needles_out(visit_id=alone, by=cast.wei, count=4))

    assert (state(lying), lying.trips[0].movement, state(row(cast.wei, 11))) == (
        CapsuleState.NEEDLES_IN, None, CapsuleState.DONE,
    )  # fmt: skip


def test_one_pair_of_hands_does_both_halves(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast, first=cast.ren, second=cast.ren)
    with clock.at(at(0)):
        treat.arrive(visit_id=pair.needles, by=cast.ren)
    needled(cast, pair.needles, by=cast.ren)

    seen = row(cast.ren, 21)

    assert (seen.step.kind, seen.step.about) == (StepKind.START_MOVEMENT, pair.movement)
